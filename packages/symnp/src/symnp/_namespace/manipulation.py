"""Other shapes and types of the same elements, and arrays joined."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from numpy.lib.array_utils import normalize_axis_index

from symnp._array.array import Array, build_elementwise, wrap
from symnp._array.protocols import implements
from symnp._array.source_line import source_line
from symnp._namespace.conversion import as_array, check_device
from symnp._namespace.opaque import build_call
from symnp._ops.copy import reshape_copy
from symnp._ops.elementwise import astype as _astype
from symnp._ops.joining import concatenate as _concatenate


@implements(np.transpose)
def transpose(a: Any, axes: Any = None) -> Array:
    return as_array(a)._derive(("transpose", None if axes is None else tuple(axes)))


@implements(np.swapaxes)
def swapaxes(a: Any, axis1: int, axis2: int) -> Array:
    array = as_array(a)
    first = normalize_axis_index(axis1, array.ndim, "axis1")
    second = normalize_axis_index(axis2, array.ndim, "axis2")
    order = list(range(array.ndim))
    order[first], order[second] = second, first
    return array._derive(("transpose", tuple(order)))


@implements(np.broadcast_to)
def broadcast_to(array: Any, shape: Any, subok: bool = False) -> Array:
    return as_array(array)._derive(("broadcast_to", _sides(shape)))


@implements(np.expand_dims)
def expand_dims(a: Any, axis: Any) -> Array:
    return as_array(a)._derive(("expand_dims", axis if isinstance(axis, int) else tuple(axis)))


@implements(np.squeeze)
def squeeze(a: Any, axis: Any = None) -> Array:
    return as_array(a)._derive(("squeeze", tuple(axis) if isinstance(axis, list) else axis))


def _sides(shape: Any) -> tuple[int, ...]:
    sides = tuple(shape) if isinstance(shape, (tuple, list)) or np.ndim(shape) else (shape,)
    return tuple(operator.index(n) for n in sides)


@implements(np.reshape)
def reshape(a: Any, shape: Any, order: str = "C", copy: bool | None = None) -> Array:
    array = as_array(a)
    if order == "A":
        order = "F" if array.flags.fnc else "C"
    # On an array of zero strides every reshape is a view: NumPy resolves -1 and finds what is wrong, for nothing.
    target = np.reshape(np.broadcast_to(np.uint8(0), array.shape), shape, order=order).shape  # type: ignore[call-overload]
    if copy is not True:
        try:
            # As the user said it: for an empty array NumPy's strides depend on whether -1 was written.
            return array._derive(("reshape", (_sides(shape), order)))
        except ValueError:
            if copy is False:
                raise
    line = source_line()
    return wrap(reshape_copy(array._read(), target, order, line=line), line)


@implements(np.ravel)
def ravel(a: Any, order: str = "C") -> Array:
    array = as_array(a)
    if order == "K":
        return _ravel_as_it_lies(array)
    flags = array.flags
    lies_so = {"C": flags.c_contiguous, "F": flags.f_contiguous, "A": flags.forc}.get(order, True)
    return reshape(array, -1, order, copy=None if lies_so else True)


def _ravel_as_it_lies(array: Array) -> Array:
    """Return the elements in the order of memory: a view if they lie without gaps, whatever the order of the axes."""
    order = sorted(range(array.ndim), key=lambda axis: abs(array.strides[axis]), reverse=True)
    lying = array._derive(("transpose", tuple(order)))
    if not lying.flags.c_contiguous:
        return build_call(np.ravel, (array,), {"order": "K"})  # type: ignore[no-any-return]
    return reshape(lying, -1)


@implements(np.astype)
def astype(
    x: Any, dtype: npt.DTypeLike, /, *, copy: bool = True, device: Any = None, order: str = "K", casting: str = "unsafe"
) -> Array:
    check_device(device)
    array = as_array(x)
    if not copy and np.dtype(dtype) == array.dtype and _lies_in_order(array, order):
        return array
    options = {} if order == "K" else {"order": order}
    return build_elementwise(_astype, (array,), {"dtype": np.dtype(dtype), "casting": casting, **options})


def _lies_in_order(array: Array, order: str) -> bool:
    flags = array.flags
    contiguous = {"C": flags.c_contiguous, "F": flags.f_contiguous}
    return bool(contiguous.get(order, order == "K" or flags.forc))


@implements(np.concatenate)
def concatenate(
    arrays: Sequence[Any],
    /,
    axis: int | None = 0,
    out: Any = None,
    *,
    dtype: npt.DTypeLike | None = None,
    casting: str | None = None,
) -> Array:
    if out is not None:
        settings = {"axis": axis, "dtype": dtype, "casting": casting or "same_kind", "out": out}
        return build_call(np.concatenate, (list(arrays),), settings)  # type: ignore[no-any-return]
    line = source_line()
    options: dict[str, Any] = {} if dtype is None else {"dtype": np.dtype(dtype)}
    options |= {} if casting is None else {"casting": casting}
    # As in NumPy a Python scalar is an array here: concatenation refuses it, and it is not weak in promotion.
    nodes = tuple([as_array(a)._read() for a in arrays])
    if not nodes:
        np.concatenate([])  # NumPy says what is wrong with it.
    return wrap(_concatenate(nodes, axis, line=line, **options), line)


@implements(np.stack)
def stack(
    arrays: Sequence[Any],
    axis: int = 0,
    out: Any = None,
    *,
    dtype: npt.DTypeLike | None = None,
    casting: str | None = None,
) -> Array:
    parts = [as_array(a) for a in arrays]
    if len({part.shape for part in parts}) != 1:
        np.stack([np.broadcast_to(np.uint8(0), part.shape) for part in parts])  # NumPy says what is wrong with it.
    at = normalize_axis_index(axis, parts[0].ndim + 1)
    return concatenate([expand_dims(part, at) for part in parts], axis=at, out=out, dtype=dtype, casting=casting)
