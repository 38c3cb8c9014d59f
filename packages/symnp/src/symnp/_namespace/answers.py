"""What NumPy answers about arrays without looking at their values."""

from __future__ import annotations

from typing import Any

import numpy as np

from symnp._array.array import Array
from symnp._array.protocols import implements


@implements(np.shape)
def shape(a: Any) -> tuple[int, ...]:
    return a.shape if isinstance(a, Array) else np.shape(a)


@implements(np.ndim)
def ndim(a: Any) -> int:
    return a.ndim if isinstance(a, Array) else np.ndim(a)


@implements(np.size)
def size(a: Any, axis: Any = None) -> int:
    return np.size(a._layout.dummy if isinstance(a, Array) else a, axis)


@implements(np.result_type)
def result_type(*arrays_and_dtypes: Any) -> np.dtype[Any]:
    return np.result_type(*[a.dtype if isinstance(a, Array) else a for a in arrays_and_dtypes])


@implements(np.can_cast)
def can_cast(from_: Any, to: Any, casting: Any = "safe") -> bool:
    return np.can_cast(from_.dtype if isinstance(from_, Array) else from_, to, casting)
