"""Whose arrays the chunks are: NumPy's, or those of a library with NumPy's names, such as CuPy."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import numpy as np


def is_numpys(meta: Any) -> bool:
    """Whether chunks are NumPy's own arrays, which LAPACK can work on."""
    return isinstance(meta, np.ndarray)


def namespace(array: Any) -> Any:
    """Return the module whose functions take such arrays."""
    return np if is_numpys(array) else import_module(type(array).__module__.partition(".")[0])
