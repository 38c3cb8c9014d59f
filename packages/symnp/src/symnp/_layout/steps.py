"""Steps from an array to a view of it, as hashable values that can be replayed on any array of the same layout."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import numpy as np

Step = tuple[str, Any]
"""A view operation's name and its argument, for example ``("transpose", (1, 0))``."""


def basic_item(item: Any) -> Any:
    """Return a part of a basic index as a hashable value: a slice is a tuple of three.

    Raises
    ------
    IndexError
        NumPy's own, if it is nothing that an index may hold.
    """
    if item is None or item is Ellipsis:
        return item
    if isinstance(item, slice):
        return tuple([None if part is None else operator.index(part) for part in (item.start, item.stop, item.step)])
    try:
        return operator.index(item)
    except TypeError:
        np.empty(0)[item]  # NumPy says what an index may be.
        raise


def _as_index(item: Any) -> Any:
    return slice(*item) if isinstance(item, tuple) else item


def _getitem(array: np.ndarray, key: tuple[Any, ...]) -> np.ndarray:
    # The ellipsis makes an index of integers alone a 0-d view instead of a copied scalar.
    index = tuple(_as_index(item) for item in key)
    view: np.ndarray = array[index] if Ellipsis in key else array[(*index, Ellipsis)]
    return view


def _part(name: str) -> Callable[[np.ndarray, Any], np.ndarray]:
    def part(array: np.ndarray, argument: None) -> np.ndarray:
        view: np.ndarray = getattr(array, name)
        return view

    return part


def _transpose(array: np.ndarray, axes: tuple[int, ...] | None) -> np.ndarray:
    return array.transpose(axes)


def _reshape(array: np.ndarray, argument: tuple[tuple[int, ...], str]) -> np.ndarray:
    shape, order = argument
    return np.reshape(array, shape, order=order, copy=False)  # type: ignore[call-overload,no-any-return]


def _broadcast_to(array: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    return np.broadcast_to(array, shape)


def _squeeze(array: np.ndarray, axis: int | tuple[int, ...] | None) -> np.ndarray:
    return np.squeeze(array, axis)


def _expand_dims(array: np.ndarray, axis: int | tuple[int, ...]) -> np.ndarray:
    return np.expand_dims(array, axis)


def _diagonal(array: np.ndarray, argument: tuple[int, int, int]) -> np.ndarray:
    return array.diagonal(*argument)


def _field(array: np.ndarray, name: str | tuple[str, ...]) -> np.ndarray:
    return array[name if isinstance(name, str) else list(name)]


def _as_dtype(array: np.ndarray, dtype: np.dtype[Any]) -> np.ndarray:
    return array.view(dtype)


def _in_bytes(array: np.ndarray, argument: tuple[np.dtype[Any], int]) -> np.ndarray:
    return array.getfield(*argument)


def _read_only(array: np.ndarray, argument: None) -> np.ndarray:
    view = array.view()
    view.flags.writeable = False
    return view


def _writeable(array: np.ndarray, argument: None) -> np.ndarray:
    view = array.view()
    view.flags.writeable = True
    return view


def _strided(array: np.ndarray, argument: tuple[tuple[int, ...], tuple[int, ...], bool]) -> np.ndarray:
    shape, strides, writeable = argument
    return np.lib.stride_tricks.as_strided(array, shape, strides, writeable=writeable)


def _ndmin(array: np.ndarray, ndim: int) -> np.ndarray:
    return np.array(array, copy=False, ndmin=ndim)


def _einsum(array: np.ndarray, arguments: str | tuple[tuple[int, ...], ...]) -> np.ndarray:
    if isinstance(arguments, str):
        return np.einsum(arguments, array)  # type: ignore[no-any-return]
    return np.einsum(array, *[list(axes) for axes in arguments])  # type: ignore[no-any-return]


_APPLY: dict[str, Callable[[np.ndarray, Any], np.ndarray]] = {
    "getitem": _getitem,
    "transpose": _transpose,
    "reshape": _reshape,
    "broadcast_to": _broadcast_to,
    "squeeze": _squeeze,
    "expand_dims": _expand_dims,
    "real": _part("real"),
    "imag": _part("imag"),
    "diagonal": _diagonal,
    "field": _field,
    "view": _as_dtype,
    "getfield": _in_bytes,
    "read_only": _read_only,
    "writeable": _writeable,
    "as_strided": _strided,
    "einsum": _einsum,
    "ndmin": _ndmin,
}


TAKEN_APART = frozenset({"getitem", "transpose", "broadcast_to", "squeeze", "expand_dims"})
"""The steps that are slices of axes and an arrangement of them, which `selection` can tell apart."""


def apply_step(step: Step, array: np.ndarray) -> np.ndarray:
    """Return the view of `array` that the step describes; NumPy's own errors pass through."""
    name, argument = step
    return _APPLY[name](array, argument)
