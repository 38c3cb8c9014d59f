"""Slices move towards the data: compute only what is looked at.

One way a kind of operation, not one an operation. A view is taken apart into a slice of each axis and an arrangement;
the slice moves through the operation onto its operands, the arrangement stays outside.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from symnp._graph.node import Node
from symnp._infer.reduction import reduced_axes
from symnp._layout.selection import Cover, cover, covered
from symnp._ops.elementwise import ELEMENTWISE
from symnp._ops.joining import CONCATENATE
from symnp._ops.reduction import REDUCTION, slices_through
from symnp._ops.registry import build
from symnp._rewrite.loops import direction_is_nothing, position_is_nothing
from symnp._rewrite.rule import Change, Rule, Surroundings
from symnp._rewrite.slicing import BOXED, Sliced, arranged, broadcast_sliced, covers_of, names, slice_of, sliced


def _position_is_nothing(match: Sliced, around: Surroundings) -> bool:
    return position_is_nothing(match.operand)


def _direction_is_nothing(match: Sliced, around: Surroundings) -> bool:
    return direction_is_nothing(match.operand, around.args(match.operand))


def _through_elementwise(match: Sliced, around: Surroundings) -> Change | None:
    view, operand, selection = match
    args = around.args(operand)
    # Half precision has loops of its own for steps: its bits can differ, so the step stays outside.
    half = "e" in [arg.layout.dtype.char for arg in (*args, operand)]
    covers, boxed = covers_of(match, around, unit_step=half)
    parts = tuple([broadcast_sliced(arg, operand.layout.shape, covers) for arg in args])
    new = build(ELEMENTWISE, parts, operand.params, line=operand.line, like=operand)
    if boxed:
        around.notes[new] = BOXED
    return Change(arranged(new, selection, covers, view), names(view, "elementwise"))


def _adds_up_alike(match: Sliced, around: Surroundings) -> bool:
    return slices_through(match.operand.params[0])


def _through_reduction(match: Sliced, around: Surroundings) -> Change | None:
    view, operand, selection = match
    _, axis, options = operand.params
    (arg,) = around.args(operand)
    # An axis of length one would let NumPy merge its neighbours and add up in another order: keep two.
    covers = tuple(cover(cut, n, at_least=2) for cut, n in zip(selection.cuts, operand.layout.shape, strict=True))
    if math.prod(c.count for c in covers) >= operand.layout.size:
        return None
    keep = bool(dict(options).get("keepdims", False))
    places = _places(covers, reduced_axes(axis, len(arg.layout.shape)), len(arg.layout.shape), keep=keep)
    new = build(REDUCTION, (sliced(arg, places),), operand.params, line=operand.line, like=operand)
    return Change(arranged(new, selection, covers, view), names(view, "reduction"))


def _places(covers: tuple[Cover, ...], gone: frozenset[int], ndim: int, *, keep: bool) -> list[Cover | None]:
    """Return the cover of each axis of the operand; a reduced axis stays whole."""
    if keep:
        return [None if axis in gone else covers[axis] for axis in range(ndim)]
    kept = iter(covers)
    return [None if axis in gone else next(kept) for axis in range(ndim)]


def _joined_slice(view: Node, around: Surroundings) -> Sliced | None:
    found = slice_of("joining")(view, around)
    return None if found is None or found.operand.params[0] is None else found


def _through_concatenate(match: Sliced, around: Surroundings) -> Change | None:
    view, operand, selection = match
    axis = operand.params[0] % len(operand.layout.shape)
    covers = covered(selection)
    parts = _parts(around.args(operand), axis, covers)
    if not parts:
        return None
    new = parts[0]
    if len(parts) > 1 or new.layout.dtype != operand.layout.dtype:
        options = dict(operand.params[1]) | {"dtype": operand.layout.dtype}
        new = build(CONCATENATE, tuple(parts), (axis, tuple(sorted(options.items()))), line=operand.line, like=operand)
    return Change(arranged(new, selection, covers, view), names(view, "concatenate"))


def _parts(args: Sequence[Node], axis: int, covers: tuple[Cover, ...]) -> list[Node]:
    """Return the slice that the covers take of each operand which they touch."""
    parts, before = [], 0
    along = covers[axis]
    for arg in args:
        length = arg.layout.shape[axis]
        start = along.start + max(0, math.ceil((before - along.start) / along.step)) * along.step
        own = Cover(start - before, min(along.stop, before + length) - before, along.step, None)
        if own.count:
            parts.append(sliced(arg, [own if i == axis else c for i, c in enumerate(covers)]))
        before += length
    return parts


RULES = (
    Rule(
        "slice-through-elementwise", "exact", ("view",), slice_of("elementwise"), _through_elementwise,
        {"position is nothing": _position_is_nothing, "direction is nothing": _direction_is_nothing},
        over=("elementwise",),
    ),
    Rule("slice-through-concatenate", "exact", ("view",), _joined_slice, _through_concatenate, over=("joining",)),
    Rule(
        "slice-through-reduction", "exact", ("view",), slice_of("reduction"), _through_reduction,
        {"adds up alike": _adds_up_alike},
        over=("reduction",),
    ),
)  # fmt: skip
"""Each of them also carries the slice through the transposes that stand between (`slice-through-transpose`)."""
