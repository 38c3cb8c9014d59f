"""Slices move through calls of NumPy's functions that treat rows alike: only the rows that are looked at are computed.

What NumPy would raise for another row, such as a singular matrix of a stack, is not raised then: nobody computes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from symnp._graph.node import Node, make_node
from symnp._infer.probing import infer_by_probing
from symnp._layout.selection import Cover, Selection, cover, covered, select
from symnp._ops.opaque import OPAQUE, PART, SEVERAL
from symnp._ops.registry import build
from symnp._rewrite.rows import Rows, rows
from symnp._rewrite.rule import Change, Rule, Surroundings
from symnp._rewrite.slicing import arranged, is_less, looked_at_by_views, names, sliced, sliced_part


class Called(NamedTuple):
    """A view of the result of a call, of a part of it if there are several, and the axes that the call keeps apart."""

    view: Node
    call: Node
    selection: Selection
    rows: Rows


def _called(view: Node, around: Surroundings) -> Called | None:
    (operand,) = around.args(view)
    if operand.op is not OPAQUE:
        return None
    found = rows(operand, around.args(operand), operand.layout.shape)
    part = None if found is None else sliced_part(view, operand, around)
    return None if part is None or found is None else Called(view, operand, part.selection, found)


def _through_call(match: Called, around: Surroundings) -> Change | None:
    view, call, selection, kept = match
    whole = call.layout.shape
    covers = covered(selection)
    args = _sliced_args(around.args(call), kept, covers)
    if args is None:
        return None
    new = build(OPAQUE, args, call.params, line=call.line, like=call)
    return Change(_shown(new, whole, kept, covers, match), names(view, "call"))


def _sliced_args(args: Sequence[Node], kept: Rows, covers: Sequence[Cover]) -> tuple[Node, ...] | None:
    """Return the slices of the operands that the covered part of the result depends on, or None if that is everything."""
    places = [[None if axis is None else covers[axis] for axis in axes] for axes in kept.kept]
    if kept.running is not None:
        places[0][kept.running] = Cover(0, covers[kept.running].stop, 1, None)
    shapes = [arg.layout.shape for arg in args]
    if not any(is_less(place, shape) for place, shape in zip(places, shapes, strict=True)):
        return None
    return tuple([sliced(arg, place) if any(place) else arg for arg, place in zip(args, places, strict=True)])


def _shown(new: Node, whole: tuple[int, ...], kept: Rows, covers: tuple[Cover, ...], match: Called) -> Node:
    """Return the view that the match shows, of the call of the slices."""
    apart = {axis for axes in kept.kept for axis in axes if axis is not None}
    inside = [None if axis in apart else one for axis, one in enumerate(covers)]
    part = sliced(new, inside) if is_less(inside, whole) else new
    return arranged(part, match.selection, covers, match.view)


def _called_several(view: Node, around: Surroundings) -> Called | None:
    (operand,) = around.args(view)
    if operand.op is not PART or operand.value is not None or operand.layout is not view.layout.root:
        return None
    (whole,) = around.args(operand)
    if whole.op is not SEVERAL or whole.value is not None:
        return None
    found = rows(whole, around.args(whole), operand.layout.shape)
    selection = select(view.layout)
    if found is None or selection is None or not _rows_are_few(whole, found, around):
        return None
    return Called(view, whole, selection, found)


def _rows_are_few(whole: Node, kept: Rows, around: Surroundings) -> bool:
    """Whether the views of all parts together look at less rows than there are."""
    apart = sorted({axis for axes in kept.kept for axis in axes if axis is not None})
    seen = set[tuple[Any, ...]]()
    total = 0
    for part in set(around.readers(whole)):
        looked_at = None if part.op is not PART else looked_at_by_views(part, around)
        if looked_at is None:
            return False
        seen |= {tuple(cover(view.cuts[axis], view.whole[axis]).key for axis in apart) for view in looked_at}
        total = _product([part.layout.shape[axis] for axis in apart])
    return sum(_product([len(range(*key)) for key in keys]) for keys in seen) < total


def _product(numbers: Sequence[int]) -> int:
    product = 1
    for number in numbers:
        product *= number
    return product


def _through_several(match: Called, around: Surroundings) -> Change | None:
    view, call, selection, kept = match
    (part,) = around.args(view)
    covers = covered(selection)
    args = _sliced_args(around.args(call), kept, covers)
    if args is None:
        return None
    function, template = call.params[:2]
    promise = infer_by_probing(function, template, args)
    held = sum(one.layout.nbytes for one in promise.parts)
    new = make_node(SEVERAL, args, (function, template, held), call.layout, line=call.line, like=call)
    layout, scalar = promise.parts[part.params]
    own = make_node(PART, (new,), part.params, layout, scalar=scalar, line=part.line, like=part)
    return Change(_shown(own, part.layout.shape, kept, covers, match), names(view, "call-of-several"))


RULES = (
    Rule("slice-through-call", "exact", ("view",), _called, _through_call, over=("call",)),
    Rule("slice-through-call-of-several", "exact", ("view",), _called_several, _through_several, over=("part",)),
)
