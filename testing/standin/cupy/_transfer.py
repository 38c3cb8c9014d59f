"""Between the stand-in's arrays and the host arrays that they hold: the only doors."""

from __future__ import annotations

from typing import Any

import numpy as np

SCALARS = (bool, int, float, complex, np.generic)


def refuse_host_array(value: Any) -> None:
    """Refuse a NumPy array where the real functions take device arrays and scalars.

    Raises
    ------
    TypeError
        If it is one, or if a list holds one.
    """
    if isinstance(value, np.ndarray):
        raise TypeError(f"Unsupported type {type(value)}")
    if isinstance(value, (list, tuple)):
        for item in value:
            refuse_host_array(item)


def unwrap(value: Any) -> Any:
    """Return the host array that a device array holds, also inside of lists and tuples."""
    if is_device(value):
        return value._host
    if isinstance(value, (list, tuple)) and not hasattr(value, "_fields"):
        return type(value)(unwrap(item) for item in value)
    if isinstance(value, slice):
        return slice(unwrap(value.start), unwrap(value.stop), unwrap(value.step))
    return value


def wrap(value: Any) -> Any:
    """Return results as device arrays: what NumPy returns as a scalar is a 0-d array on the device."""
    from cupy._ndarray import ndarray

    if isinstance(value, (np.ndarray, np.generic)):
        return ndarray._of(np.asarray(value))
    if isinstance(value, (list, tuple)):
        items = [wrap(item) for item in value]
        return type(value)(*items) if hasattr(value, "_fields") else type(value)(items)
    return value


def is_device(value: Any) -> bool:
    """Whether a value is an array of the stand-in."""
    from cupy._ndarray import ndarray

    return isinstance(value, ndarray)
