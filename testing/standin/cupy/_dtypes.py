"""The dtypes that exist on the device."""

from __future__ import annotations

from typing import Any

import numpy as np

_KINDS = "?bhilqBHILQefdFD"


def check_dtype(dtype: Any) -> np.dtype[Any]:
    """Return a dtype that the device has.

    Raises
    ------
    TypeError
        For lists, objects, strings, times, records and long doubles.
    ValueError
        Likewise for the dtype of existing data.
    """
    if isinstance(dtype, list):
        raise TypeError(f"a dtype cannot be a list on the device: got {dtype!r}")
    found: np.dtype[Any] = np.dtype(dtype)
    if found.char not in _KINDS:
        raise ValueError(f"Unsupported dtype {found}: the device has booleans, integers, floats and complex numbers")
    return found
