"""Slices move through writes: past those elsewhere to the older content, and into what has been written.

A write is left alone unless all its readers can do without it, for the older content would then have to be read after it
has been overwritten, which takes a copy. So is a write whose content an array still shows: what is computed of it stays,
and a loop that writes and reads goes on from there.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import gcd
from typing import NamedTuple

import numpy as np

from symnp._graph.node import Node, make_node
from symnp._layout.layout import Layout
from symnp._layout.selection import Cover, Cut, Selection, covered, select
from symnp._ops.copy import ELEMENT
from symnp._ops.update import EMPTY, UPDATE, assign, empty_content
from symnp._ops.view import view_node
from symnp._rewrite.push_copies import boxed
from symnp._rewrite.rule import Change, Rule, Surroundings
from symnp._rewrite.slicing import arranged, elements, names, root_of

_FEW = 8
"""So many views of a content may look past a write."""

_STEPS = 8
"""So many writes a view may go past: of long chains each write is small, and is sooner done than looked at."""

_SMALL = 64
"""A view stops at what is written to less than this part of a buffer, for the same reason."""


class Found(NamedTuple):
    """A view of a content after writes, and where what it shows comes from: a write that it lies inside of, or a content."""

    view: Node
    source: Node
    inside: bool


def _region(write: Node) -> Layout:
    region: Layout = write.layout
    for step in write.params[1]:
        region = region.derive(step)
    return region


def _source(view: Node, around: Surroundings) -> Found | None:
    """Go down from write to write, together with all other views that are met: where one of them stops, all do."""
    (write,) = around.args(view)
    if write.op is not UPDATE or write.layout is not view.layout.root:
        return None
    start, above, views = write, None, {view}
    for _ in range(_STEPS):
        met = _other_views(write, above, around)
        views |= set(met or ())
        inside = None if met is None or len(views) > _FEW else _inside(views, write, around)
        if inside is None:
            return None if write is start else Found(view, write, inside=False)
        if view in inside:
            return Found(view, write, inside=True)
        views -= inside
        above, write = write, around.args(write)[0]
    return None


def _other_views(write: Node, above: Node | None, around: Surroundings) -> list[Node] | None:
    """Return the views of a content, or None if it is needed as a whole, now or for later: a filled array is filled again."""
    if write.op is not UPDATE or write.value is not None or write.layout.unknown is not None:
        return None
    if around.is_target(write) or (write.handles and not _is_fill(write, around)):
        return None
    readers = [reader for reader in around.readers(write) if reader is not above]
    return readers if len(readers) <= _FEW and all(one.op.kind == "view" for one in readers) else None


def _inside(views: set[Node], write: Node, around: Surroundings) -> set[Node] | None:
    """Return the views of what has been written, or None if there are any that are neither inside nor elsewhere."""
    region = _region(write)
    stay = around.args(write)[0].layout is not write.layout
    inside = {view for view in views if not _is_elsewhere(view, region)}
    bear = all(_lies_inside(view, write, region, around) and _bears_other_strides(view, around) for view in inside)
    return inside if bear and (not stay or inside == views) else None


def _is_fill(write: Node, around: Surroundings) -> bool:
    before, *values = around.args(write)
    return before.op is EMPTY and write.params[0] is assign and all(value.op.kind == "constant" for value in values)


def _is_elsewhere(view: Node, region: Layout) -> bool:
    """Whether a view has no element in common with a region of the same buffer."""
    mine, written = select(view.layout), select(region)
    if mine is None or written is None:
        return not np.may_share_memory(view.layout.dummy, region.dummy)
    return any(_are_apart(a, b) for a, b in zip(mine.cuts, written.cuts, strict=True))


def _are_apart(a: Cut, b: Cut) -> bool:
    if not a.count or not b.count or a.stop <= b.first or b.stop <= a.first:
        return True
    return (a.first - b.first) % gcd(a.step, b.step) != 0 if a.count > 1 and b.count > 1 else not (_meets(a, b))


def _meets(a: Cut, b: Cut) -> bool:
    """Whether two cuts meet, one of which is a single element."""
    one, many = (a, b) if a.count == 1 else (b, a)
    return (one.first - many.first) % abs(many.step) == 0 or many.count == 1


def _lies_inside(view: Node, write: Node, region: Layout, around: Surroundings) -> bool:
    """Whether all that a view shows was written by a plain assignment."""
    if write.params[0] is not assign or region.size * _SMALL < write.layout.size:
        return False
    mine, written = select(view.layout), select(region)
    if mine is None or written is None:
        return False
    if around.args(write)[1].layout.unknown is not None:
        return False
    return all(_holds(b, a) for a, b in zip(mine.cuts, written.cuts, strict=True))


def _holds(outer: Cut, inner: Cut) -> bool:
    """Whether all elements of one cut are elements of another."""
    if not inner.count or inner.first < outer.first or inner.stop > outer.stop:
        return False
    step = abs(outer.step) if outer.count > 1 else 1
    return (inner.first - outer.first) % step == 0 and (inner.count == 1 or inner.step % step == 0)


def _bears_other_strides(view: Node, around: Surroundings) -> bool:
    """Whether the readers of a view give the same bits however it lies in memory."""
    return all(reader.op.kind == "elementwise" or reader.op is ELEMENT for reader in around.readers(view))


def _to_source(match: Found, around: Surroundings) -> Change | None:
    view, source, inside = match
    new = _written(view, source, around) if inside else view_node(source, view.layout, line=view.line)
    return None if new is None else Change(new, names(view, "write"))


def _written(view: Node, write: Node, around: Surroundings) -> Node | None:
    """Return the node of a view into a buffer that holds no more than is looked at, with the values written there."""
    selection, written = select(view.layout), select(_region(write))
    if selection is None or written is None or elements(selection.cuts) >= write.layout.size:
        return None
    covers = covered(selection)
    box = boxed(write.layout, tuple([one.count for one in covers]))
    places = [_place(axis.root, written.cuts, covers) for axis in written.axes]
    lengths = tuple([axis.length for axis in written.axes])
    value = _part(around.args(write)[1], lengths, places)
    params = (assign, _region_of_box(box, written).steps, ())
    content = make_node(UPDATE, (empty_content(box), value), params, box, line=write.line, like=write)
    return arranged(content, selection, covers, view)


def _place(
    root: int | None, written: Sequence[Cut], covers: Sequence[Cover]
) -> tuple[int | None, int | None, int | None]:
    """Return the slice of an axis of the region that the covered elements of the buffer are in."""
    if root is None:
        return (None, None, None)
    cut, wanted = written[root], covers[root]
    step = cut.step if cut.count > 1 else 1
    first = (wanted.start - cut.start) // step
    stride = wanted.step // step if wanted.count > 1 else 1
    stop = first + stride * (wanted.count - 1) + (1 if stride > 0 else -1)
    return (first, stop if stop >= 0 else None, stride)


def _part(value: Node, shape: tuple[int, ...], places: Sequence[tuple[int | None, int | None, int | None]]) -> Node:
    """Return the part of an assigned value that lands in some slices of the region."""
    own = value.layout.shape
    if not own:
        return value
    ahead = len(own) - len(shape)
    key: list[tuple[int | None, int | None, int | None] | int] = [0] * max(0, ahead)
    for axis in range(max(0, ahead), len(own)):
        inside = axis - ahead
        key.append(places[inside] if own[axis] == shape[inside] else (None, None, None))
    return view_node(root_of(value), value.layout.derive(("getitem", tuple(key))), line=value.line)


def _region_of_box(box: Layout, written: Selection) -> Layout:
    """Return the layout of a box in the form in which the region was written."""
    key = tuple([(None, None, None) if cut.kept else 0 for cut in written.cuts])
    layout = box.derive(("getitem", key))
    kept = [i for i, cut in enumerate(written.cuts) if cut.kept]
    order = tuple([kept.index(axis.root) for axis in written.axes if axis.root is not None])
    if order != tuple(range(len(order))):
        layout = layout.derive(("transpose", order))
    if any(axis.root is None for axis in written.axes):
        added = tuple([None if axis.root is None else (None, None, None) for axis in written.axes])
        layout = layout.derive(("getitem", added))
    return layout


RULES = (Rule("slice-through-write", "exact", ("view",), _source, _to_source, over=("update",)),)
