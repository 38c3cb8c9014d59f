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
from symnp._infer.inferred import Inferred
from symnp._infer.probing import Promise, infer_by_probing
from symnp._infer.shadow import scaled
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
    times = _known(repeats)
    array, at = _along(a, axis)
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
