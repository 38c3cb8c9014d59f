"""Arguments and results taken apart: which arrays are in them, and all else that a plan depends on."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Any

import numpy as np

from symnp._array.array import Array
from symnp._infer.arguments import identity


def form_of(value: Any, found: list[Any]) -> Hashable:
    """Return all of an argument but the elements of its arrays, which are added to `found` in order.

    Raises
    ------
    TypeError
        If there is something in it that can neither be traced nor compared.
    """
    kind = type(value)
    if kind is np.ndarray:
        found.append(value)
        return value.shape, value.strides, value.dtype, value.flags.aligned
    if isinstance(value, np.generic):
        found.append(value)
        return value.dtype
    if kind is list or isinstance(value, tuple):
        return kind, tuple([form_of(one, found) for one in value])
    if kind is dict:
        return kind, tuple([(name, form_of(one, found)) for name, one in value.items()])
    if isinstance(value, Array):
        found.append(value)
        return Array
    try:
        hash(value)
    except TypeError:
        raise TypeError(
            f"a function under symnp.jit takes arrays, numbers, what can be hashed, and tuples, lists and dicts of them, but "
            f"got {kind.__name__}: {value!r}"
        ) from None
    return identity(value)


def with_arrays(value: Any, arrays: Iterator[Any]) -> Any:
    """Return a copy of an argument or result with other arrays in the places of its arrays."""
    if isinstance(value, (np.ndarray, np.generic, Array)):
        return next(arrays)
    if type(value) is dict:
        return {name: with_arrays(one, arrays) for name, one in value.items()}
    if type(value) in (tuple, list):
        return type(value)(with_arrays(one, arrays) for one in value)
    # A named tuple takes its items one by one.
    return type(value)(*[with_arrays(one, arrays) for one in value]) if isinstance(value, tuple) else value
