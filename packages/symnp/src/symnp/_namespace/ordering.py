"""Sorting, searching, and what runs along an axis."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.lib.array_utils import normalize_axis_index

from symnp._array.array import Array, wrap
from symnp._array.convert import as_node
from symnp._array.protocols import implements
from symnp._array.source_line import source_line
from symnp._namespace.manipulation import as_array, ravel
from symnp._namespace.refuse import refuse
from symnp._ops.call import call

_NO_VALUE = np._NoValue


def _along(function: Callable[..., Any], a: Any, axis: Any, *, gone: bool = False, **options: Any) -> Array:
    """Return ``function(a, axis)``: of a's shape, or without the axis; without an axis on all elements in a row."""
    line = source_line()
    array = as_array(a)
    if axis is None:
        array, axis = ravel(array), 0
    elif array.ndim or axis not in (0, -1):
        normalize_axis_index(axis, array.ndim)
    shape = array.shape or ((1,) if not gone else ())
    if gone and array.ndim:
        at = axis % array.ndim
        keep = (1,) if options.get("keepdims") else ()
        shape = (*shape[:at], *keep, *shape[at + 1 :])
    return wrap(call(function, (array._read(),), shape, line=line, axis=axis, **options), line)


def _given(**options: Any) -> dict[str, Any]:
    return {name: value for name, value in options.items() if value is not None and value is not _NO_VALUE}


@implements(np.sort)
def sort(a: Any, axis: Any = -1, kind: Any = None, order: Any = None, *, stable: Any = None) -> Array:
    refuse("sort", order=order)
    return _along(np.sort, a, axis, **_given(kind=kind, stable=stable))


@implements(np.argsort)
def argsort(a: Any, axis: Any = -1, kind: Any = None, order: Any = None, *, stable: Any = None) -> Array:
    refuse("argsort", order=order)
    return _along(np.argsort, a, axis, **_given(kind=kind, stable=stable))


@implements(np.cumsum)
def cumsum(a: Any, axis: Any = None, dtype: Any = None, out: Any = None) -> Array:
    refuse("cumsum", out=out)
    return _along(np.cumsum, a, axis, **_given(dtype=dtype))


@implements(np.cumprod)
def cumprod(a: Any, axis: Any = None, dtype: Any = None, out: Any = None) -> Array:
    refuse("cumprod", out=out)
    return _along(np.cumprod, a, axis, **_given(dtype=dtype))


@implements(np.searchsorted)
def searchsorted(a: Any, v: Any, side: str = "left", sorter: Any = None) -> Array:
    line = source_line()
    nodes = [as_array(a)._read(), as_node(v if isinstance(v, Array) else np.asarray(v), line)]
    if sorter is not None:
        nodes.append(as_array(sorter)._read())
    return wrap(call(_searched, tuple(nodes), nodes[1].layout.shape, line=line, side=side), line)


def _searched(a: Any, v: Any, sorter: Any = None, *, side: Any) -> Any:
    return np.searchsorted(a, v, side, sorter)


@implements(np.round, np.around)
def round(a: Any, decimals: int = 0, out: Any = None) -> Array:
    refuse("round", out=out)
    line, array = source_line(), as_array(a)
    return wrap(call(np.round, (array._read(),), array.shape, line=line, decimals=decimals), line)


@implements(np.repeat)
def repeat(a: Any, repeats: Any, axis: Any = None) -> Array:
    line, array = source_line(), as_array(a)
    count = np.asarray(repeats)
    if count.ndim and count.size != 1:
        refuse("repeat", repeats="for each element")
    times = operator.index(count.reshape(())[()])
    if axis is None:
        array, axis = ravel(array), 0
    at = normalize_axis_index(axis, array.ndim)
    shape = (*array.shape[:at], array.shape[at] * times, *array.shape[at + 1 :])
    return wrap(call(np.repeat, (array._read(),), shape, line=line, repeats=times, axis=axis), line)
