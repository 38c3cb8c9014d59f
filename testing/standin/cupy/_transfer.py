"""From the stand-in's arrays to the host arrays that they hold: the only door, `wrap` being the way back."""

from __future__ import annotations

from typing import Any

import numpy as np

SCALARS = (bool, int, float, complex, np.generic)


class OnDevice:
    """What holds a host array and gives it to nobody but `unwrap`."""

    _host: np.ndarray


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


def is_device(value: Any) -> bool:
    """Whether a value is an array of the stand-in."""
    return isinstance(value, OnDevice)


def is_operand(value: Any) -> bool:
    """Whether a ufunc computes with a value: a device array or a scalar."""
    return is_device(value) or isinstance(value, SCALARS)
