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
from symnp._namespace.refuse import refuse
from symnp._ops.update import copy_where, empty_content


@implements(np.empty_like)
def empty_like(
    prototype: Any, /, dtype: Any = None, order: Any = "K", subok: bool = True, shape: Any = None, *, device: Any = None
) -> Array:
    refuse("empty_like", device=device)
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
    point = np.zeros((), source.layout.dtype) if isinstance(src, Array) or np.ndim(src) else src
    np.copyto(np.zeros(1, dst.dtype), point, casting)
    if where is True:
        return assign_region(dst, dst._layout, src, line, element=False)
    mask = as_node(where, line)
    np.broadcast_shapes(source.layout.shape, mask.layout.shape, dst.shape)
    return write(dst, dst._layout, copy_where, (source, mask), line, covers=False, casting=casting)


def _value(given: Any) -> Any:
    return np.asarray(given) if isinstance(given, Array) else given
