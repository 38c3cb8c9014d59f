"""NumPy's functions that write, and new arrays to write into."""

from __future__ import annotations

from typing import Any

import numpy as np

from symnp._array.array import Array
from symnp._array.convert import as_node
from symnp._array.protocols import implements
from symnp._array.source_line import source_line
from symnp._array.writing import assign_region, write
from symnp._infer.shadow import scaled, shrink
from symnp._namespace.conversion import check_device
from symnp._namespace.filled import zeros
from symnp._namespace.opaque import build_call, computed, write_by_call
from symnp._ops.update import copy_where, empty_content


@implements(np.empty_like)
def empty_like(
    prototype: Any, /, dtype: Any = None, order: Any = "K", subok: bool = True, shape: Any = None, *, device: Any = None
) -> Array:
    check_device(device)
    line = source_line()
    layout = as_node(prototype, line).layout
    sides = layout.shape if shape is None else tuple(np.atleast_1d(shape).tolist())
    small = np.empty_like(shrink(layout.dummy), dtype, order, shape=tuple(min(n, 2) for n in sides))
    return Array(empty_content(scaled(small, sides).layout, line=line), line)


@implements(np.copyto)
def copyto(dst: Any, src: Any, casting: Any = "same_kind", where: Any = True) -> None:
    if not isinstance(dst, Array):
        return np.copyto(dst, _value(src), casting, _value(where))
    line = source_line()
    source = as_node(src if isinstance(src, Array) else np.asarray(src), line)
    point = (
        np.zeros((1,) * bool(source.layout.shape), source.layout.dtype)
        if isinstance(src, Array) or np.ndim(src)
        else src
    )
    np.copyto(np.zeros(1, dst.dtype), point, casting)
    if where is True:
        return assign_region(dst, dst._layout, src, line, element=False)
    mask = as_node(where, line)
    np.broadcast_shapes(source.layout.shape, mask.layout.shape, dst.shape)
    return write(dst, dst._layout, copy_where, (source, mask), line, covers=False, casting=casting)


def _writer(theirs: Any) -> Any:
    """Return ours for a function that writes into its first argument and returns nothing."""

    def function(*args: Any, **keywords: Any) -> None:
        target = args[0] if args else next(iter(keywords.values()), None)
        if isinstance(target, np.ndarray):
            return theirs(*computed(args), **computed(keywords))  # type: ignore[no-any-return]
        write_by_call(theirs, args, keywords, target)
        return None

    return implements(theirs)(function)


place = _writer(np.place)
put = _writer(np.put)
put_along_axis = _writer(np.put_along_axis)
putmask = _writer(np.putmask)
fill_diagonal = _writer(np.fill_diagonal)


@implements(np.ndarray.sort)
def sort_in_place(a: Array, *args: Any, **keywords: Any) -> None:
    write_by_call(np.ndarray.sort, (a, *args), keywords, a)


@implements(np.ndarray.partition)
def partition_in_place(a: Array, *args: Any, **keywords: Any) -> None:
    write_by_call(np.ndarray.partition, (a, *args), keywords, a)


@implements(np.ndarray.byteswap)
def byteswap(a: Array, inplace: bool = False) -> Array:
    if inplace:
        return write_by_call(np.ndarray.byteswap, (a,), {"inplace": True}, a)  # type: ignore[no-any-return]
    return build_call(np.ndarray.byteswap, (a,), {})  # type: ignore[no-any-return]


@implements(np.ndarray.resize)
def resized(a: Array, shape: Any) -> Array:
    """Return the elements of an array in another shape, cut off or followed by zeros."""
    new = zeros(shape, a.dtype)
    count = min(new.size, a.size)
    new.flat[:count] = a.reshape(-1)[:count]
    return new


def _value(given: Any) -> Any:
    return np.asarray(given) if isinstance(given, Array) else given
