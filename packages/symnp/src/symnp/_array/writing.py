"""Writes: what is assigned to a part of an array becomes the next content of its base."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

import numpy as np

from symnp._array.base import Base
from symnp._array.convert import as_node, peeked
from symnp._array.evaluator import note
from symnp._graph.node import LOCK, Node, SourceLine
from symnp._infer.inferred import InferenceCache, Inferred, is_constant, signature, stand_in
from symnp._infer.shadow import run_shadow, shrink
from symnp._layout.index import filled, picked_shape
from symnp._layout.layout import Layout
from symnp._ops.copy import twin_node
from symnp._ops.update import Writer, assign, assign_at, empty_content, update
from symnp._ops.view import view_node

if TYPE_CHECKING:
    from symnp._array.array import Array

_CACHE = InferenceCache()
_PLAIN = "?biufc"


def write(
    array: Array,
    region: Layout,
    writer: Writer,
    values: tuple[Node, ...],
    line: SourceLine | None,
    *,
    covers: bool,
    **options: Any,
) -> None:
    """Make the next content of an array's base; `covers` says that every element of the region is written."""
    with LOCK:  # Of two threads that write, the second one writes into what the first one left.
        content = _next_content(array._shared_base(), region, writer, values, line, covers=covers, **options)
    note(content)


def _next_content(
    base: Base,
    region: Layout,
    writer: Writer,
    values: tuple[Node, ...],
    line: SourceLine | None,
    *,
    covers: bool,
    **options: Any,
) -> Node:
    before = base.current
    whole = covers and region.nbytes == region.root.nbytes and all(name != "as_strided" for name, _ in region.steps)
    fresh = whole and not any(_reads(value, before) for value in values)
    old = empty_content(region.root, line=line) if fresh else before
    content = update(old, region, writer, values, line=line, **options)
    base.write(content)
    return content


def replace(array: Array, content: Node) -> None:
    """Make a node that lies in memory as the whole buffer does the content of an array's base."""
    array._shared_base().write(content)
    note(content)


def _reads(value: Node, before: Node) -> bool:
    return value is before or (value.op.kind == "view" and value.args[0] is before)


def apart_from(array: Array, operand: Any, node: Node, line: SourceLine | None) -> Node:
    """Return the node of an operand, as a copy where it has the content of the array's buffer and is another buffer to NumPy.

    A copy is one node with its original until one of the two changes. Where NumPy reads what it has just written, an operand
    that lies apart gives something else than the array itself.
    """
    base = array._shared_base()
    if not _reads(node, base.current) or operand is array or getattr(operand, "_base", base) is base:
        return node
    own = twin_node(base.current, line=line)
    return own if node is base.current else view_node(own, node.layout, line=line)


def assigned_node(value: Any, dtype: np.dtype[Any], line: SourceLine | None) -> Node:
    """Return the node of a value that is assigned; NumPy converts sequences straight to the array's dtype."""
    if isinstance(value, (list, tuple, str, bytes)):
        value = np.array(value, dtype)
    return as_node(value, line)


def assign_region(array: Array, region: Layout, value: Any, line: SourceLine | None, *, element: bool) -> None:
    """Do ``array[region] = value``; `element` says that the index was made of integers alone.

    Raises
    ------
    Exception
        NumPy's own, in class and text, for all that NumPy refuses without looking at data.
    """
    node = assigned_node(value, region.dtype, line)
    if node.op.kind == "view" and region.dummy.flags.writeable and array._shared_base().shows(region, node):
        return  # The last step of ``x[i] += y``.
    _check_assignment(region, node, element=element)
    if region is region.root and node.layout is region and not node.scalar:
        replace(array, node)
        return
    write(array, region, assign, (node,), line, covers=True)


def _check_assignment(region: Layout, value: Node, *, element: bool) -> None:
    key: Hashable = (region.form, element, signature(value, exact=True))
    if key not in _CACHE.known:
        _CACHE.learn(key, _checked(region, value, element))


def _checked(region: Layout, value: Node, element: bool) -> Inferred:
    if not region.dummy.flags.writeable:
        region.dummy[...] = 0  # NumPy refuses, in its own words.
    if element and not is_constant(value) and value.layout.shape:
        np.zeros(1, region.dtype)[0] = shrink(value.layout.dummy)
    shape = dropped(value.layout.shape, len(region.shape))
    if not fits(shape, region.shape):
        region.dummy[...] = stand_in(value)
    _try_cast(region.dtype, value, 0 if element else ...)
    return Inferred(region, scalar=False)


def dropped(shape: tuple[int, ...], ndim: int) -> tuple[int, ...]:
    """Return a shape without leading ones that go beyond so many axes."""
    while len(shape) > ndim and shape[0] == 1:
        shape = shape[1:]
    return shape


def fits(shape: tuple[int, ...], into: tuple[int, ...]) -> bool:
    """Whether values of a shape can be broadcast into a region."""
    return len(shape) <= len(into) and all(n in (1, m) for n, m in zip(reversed(shape), reversed(into), strict=False))


def _try_cast(dtype: np.dtype[Any], value: Node, index: Any) -> None:
    """Let NumPy refuse a value that it cannot convert: how it does so depends on the kind of index."""
    if is_constant(value) or dtype.kind not in _PLAIN or value.layout.dtype.kind not in _PLAIN:

        def cast(one: Any) -> None:
            shape = (1,) if value.layout.shape else ()
            np.zeros(1, dtype)[index] = one if is_constant(value) else np.zeros(shape, value.layout.dtype)

        run_shadow(cast, (value,))


def assign_picked(
    array: Array, layout: Layout, key: tuple[Any, ...], indices: tuple[Node, ...], value: Any, line: SourceLine | None
) -> None:
    """Do ``array[key] = value``, where the key holds masks or integer arrays and `layout` is the view that it indexes.

    Raises
    ------
    Exception
        NumPy's own, for all that NumPy refuses without looking at data.
    """
    by_mask = all(index.layout.dtype == bool for index in indices)
    node = peeked(value, line) if by_mask and hasattr(value, "_peek") else assigned_node(value, layout.dtype, line)
    if not layout.dummy.flags.writeable:
        layout.dummy[...] = 0
    if all(index.layout.dtype != bool for index in indices):
        shape = picked_shape(layout.shape, key, [index.layout.shape for index in indices])
        if not fits(dropped(node.layout.shape, len(shape)), shape):
            layout.dummy[filled(key, [stand_in(index) for index in indices])] = stand_in(node)
    _try_cast(layout.dtype, node, [0])
    node = apart_from(array, value, node, line)
    write(array, layout, assign_at, (*indices, node), line, covers=False, key=key)
