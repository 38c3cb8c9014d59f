"""Functions whose shape is a matter of the values of an argument: how often, where, between which.

What NumPy's arrays, lists and numbers say is looked at; an array of ours in their place is computed, because without it
the shape is not known.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.lib.array_utils import normalize_axis_index

from symnp._array.array import Array, wrap
from symnp._array.protocols import implements
from symnp._array.source_line import source_line
from symnp._infer.arguments import Items
from symnp._infer.inferred import Inferred
from symnp._infer.probing import Promise, infer_by_probing
from symnp._infer.shadow import scaled
from symnp._layout.index import Place
from symnp._layout.layout import new_strides, root_layout
from symnp._namespace.conversion import as_array
from symnp._namespace.manipulation import ravel
from symnp._namespace.opaque import Function, build_call, gathered
from symnp._ops.opaque import promised


def _of_length(function: Function, args: tuple[Any, ...], like: tuple[Any, ...], at: int, length: int) -> Array:
    """Return the call of a function whose result is that of `like`, but for the length of one axis."""
    line = source_line()
    template, (found,) = infer_by_probing(function, *gathered((like, {}), line))
    shape = (*found.layout.shape[:at], length, *found.layout.shape[at + 1 :])
    promise = Promise(template, (Inferred(scaled(found.layout.dummy, shape).layout, scalar=False),))
    _, (node,) = promised(function, *gathered((args, {}), line), promise, line=line)
    return wrap(node, line)


def _known(values: Any) -> np.ndarray:
    return np.asarray(values)


@implements(np.repeat)
def repeat(a: Any, repeats: Any, axis: Any = None) -> Array:
    times = _known(repeats) if np.size(repeats) else np.zeros(0, np.intp)
    array, at = _along(a, None if np.ndim(a) == 0 and axis in (0, -1) else axis)
    if times.size == 1:
        return build_call(np.repeat, (array, times.reshape(())[()].tolist(), at), {})  # type: ignore[no-any-return]
    length = np.repeat(np.broadcast_to(np.uint8(0), array.shape[at : at + 1]), times).size
    return _of_length(np.repeat, (array, times, at), (array, 2, at), at, int(length))


@implements(np.delete)
def delete(arr: Any, obj: Any, axis: Any = None) -> Array:
    array, at = _along(arr, axis)
    if isinstance(obj, (int, slice)):
        return build_call(np.delete, (array, obj, at), {})  # type: ignore[no-any-return]
    where = _known(obj) if np.size(obj) else np.zeros(0, np.intp)
    if where.size == 1 and where.dtype.kind in "iu":
        return build_call(np.delete, (array, int(where.reshape(())[()]), at), {})  # type: ignore[no-any-return]
    length = np.delete(np.broadcast_to(np.uint8(0), array.shape[at : at + 1]), where).size
    return _of_length(np.delete, (array, where, at), (array, [0, 0], at), at, int(length))


@implements(np.insert)
def insert(arr: Any, obj: Any, values: Any, axis: Any = None) -> Array:
    array, at = _along(arr, axis)
    if isinstance(obj, (int, slice)):
        return build_call(np.insert, (array, obj, values, at), {})  # type: ignore[no-any-return]
    where = _known(obj) if np.size(obj) else np.zeros(0, np.intp)
    added = np.insert(np.broadcast_to(np.uint8(0), array.shape[at : at + 1]), where, 0).size
    if where.size == 1:
        return build_call(np.insert, (array, where.tolist(), values, at), {})  # type: ignore[no-any-return]
    return _of_length(
        np.insert,
        (array, where, values, at),
        (array, [0, 0], as_array(values).ravel()[:1].reshape(()), at),
        at,
        int(added),
    )


def _along(a: Any, axis: Any) -> tuple[Array, int]:
    array = as_array(a)
    if axis is None:
        return ravel(array), 0
    return array, normalize_axis_index(axis, array.ndim)


@implements(np.packbits)
def packbits(a: Any, /, axis: int | None = None, bitorder: Any = "big") -> Array:
    line = source_line()
    array, at = _along(a, None if np.ndim(a) == 0 and axis in (0, -1) else axis)
    np.packbits(np.zeros((0,) * array.ndim, array.dtype), at, bitorder)  # NumPy refuses what it does not take.
    shape = (*array.shape[:at], -(-array.shape[at] // 8), *array.shape[at + 1 :])
    layout = root_layout(
        shape, np.dtype(np.uint8), new_strides(shape, np.dtype(np.uint8), "F" if array.flags.fnc else "C")
    )
    promise = Promise(Place(0), (Inferred(layout, scalar=False),))
    _, (node,) = promised(np.packbits, *gathered(((array, at, bitorder), {}), line), promise, line=line)
    return wrap(node, line)


def _triangle(rows: int, columns: int, k: int) -> int:
    """Return how many elements lie on and below a diagonal."""

    def of_the_first(count: int) -> int:
        """Return the sum of 1, 2, 3, ... of so many rows, none longer than there are columns."""
        rising = max(0, min(count, columns))
        return rising * (rising + 1) // 2 + max(0, count - columns) * columns

    return of_the_first(rows + k) - of_the_first(k)


def _indices(theirs: Function, args: tuple[Any, ...], count: int) -> Any:
    template, nodes = gathered((args, {}), None)
    part = Inferred(root_layout((count,), np.dtype(np.intp)), scalar=False)
    promise = Promise(Items(tuple, (Place(0), Place(1))), (part, part))
    line = source_line()
    _, (rows, columns) = promised(theirs, template, nodes, promise, line=line)
    return wrap(rows, line), wrap(columns, line)


@implements(np.tril_indices)
def tril_indices(n: int, k: int = 0, m: int | None = None) -> Any:
    return _indices(np.tril_indices, (n, k, m), _triangle(n, n if m is None else m, k))


@implements(np.triu_indices)
def triu_indices(n: int, k: int = 0, m: int | None = None) -> Any:
    columns = n if m is None else m
    return _indices(np.triu_indices, (n, k, m), n * columns - _triangle(n, columns, k - 1))


@implements(np.tril_indices_from)
def tril_indices_from(arr: Any, k: int = 0) -> Any:
    return tril_indices(*_rows_and_columns(arr, k))


@implements(np.triu_indices_from)
def triu_indices_from(arr: Any, k: int = 0) -> Any:
    return triu_indices(*_rows_and_columns(arr, k))


def _rows_and_columns(arr: Any, k: int) -> tuple[int, int, int]:
    array = as_array(arr)
    if array.ndim != 2:
        raise ValueError("input array must be 2-d")
    return array.shape[0], k, array.shape[1]
