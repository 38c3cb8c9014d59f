"""Slices move towards the data: compute only what is looked at.

One way a kind of operation, not one an operation. A view is taken apart into a slice of each axis and an arrangement;
the slice moves through the operation onto its operands, the arrangement stays outside.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from symnp._graph.node import Node
from symnp._infer.reduction import reduced_axes
from symnp._layout.selection import Cover, Cut, Selection, cover, select
from symnp._ops.elementwise import ELEMENTWISE
from symnp._ops.joining import CONCATENATE
from symnp._ops.reduction import REDUCTION, slices_through
from symnp._ops.registry import build
from symnp._ops.view import view_node
from symnp._rewrite.rule import Change, Rule, Surroundings

# Their answer for zeros of both signs depends on where in a vector register an element stands.
_POSITION_MATTERS = (np.fmin, np.fmax)


def _is_worth_it(view: Node, operand: Node, around: Surroundings) -> bool:
    """Whether nobody needs the whole operand, and its readers together look at less than the whole."""
    if operand.value is not None or around.is_target(operand):
        return False
    readers = around.readers(operand)
    if any(reader.op.kind != "view" for reader in readers):
        return False
    looked_at = [select(reader.layout) for reader in set(readers)]
    if any(selection is None for selection in looked_at):
        return False
    return sum(_elements(selection.cuts) for selection in looked_at if selection) < operand.layout.size


def _elements(cuts: Sequence[Cut]) -> int:
    return math.prod(cut.count for cut in cuts)


def _sliced(node: Node, covers: Sequence[Cover | None]) -> Node:
    """Return the node of a slice of each axis; None leaves an axis whole."""
    key = tuple((None, None, None) if axis is None else axis.key for axis in covers)
    layout = node.layout.derive(("getitem", key))
    root = node.args[0] if node.op.kind == "view" else node
    return view_node(root, layout, line=node.line)


def _arranged(node: Node, selection: Selection, covers: tuple[Cover, ...], view: Node) -> Node:
    layout = node.layout
    for step in selection.arrangement(covers):
        layout = layout.derive(step)
    root = node.args[0] if node.op.kind == "view" else node
    return view_node(root, layout, line=view.line)


def _names(view: Node, through: str) -> tuple[str, ...]:
    crossed = ("slice-through-transpose",) if any(name == "transpose" for name, _ in view.layout.steps) else ()
    return (*crossed, f"slice-through-{through}")


def _operand_of(view: Node, around: Surroundings, kind: str) -> tuple[Node, Selection] | None:
    """Return what the view looks into and the view taken apart, if the pattern holds."""
    (operand,) = around.args(view)
    if operand.op.kind != kind or operand.layout is not view.layout.root or not _is_worth_it(view, operand, around):
        return None
    selection = select(view.layout)
    return None if selection is None else (operand, selection)


def _through_elementwise(view: Node, around: Surroundings) -> Change | None:
    found = _operand_of(view, around, "elementwise")
    if found is None or found[0].params[0] in _POSITION_MATTERS:
        return None
    operand, selection = found
    args = around.args(operand)
    # Half precision has loops of its own for steps: its bits can differ, so the step stays outside.
    half = any(arg.layout.dtype == np.float16 for arg in (*args, operand))
    covers = tuple(cover(cut, n, unit_step=half) for cut, n in zip(selection.cuts, operand.layout.shape, strict=True))
    sliced = tuple([_slice_broadcast(arg, operand.layout.shape, covers) for arg in args])
    new = build(ELEMENTWISE, sliced, operand.params, line=operand.line, like=operand)
    return Change(_arranged(new, selection, covers, view), _names(view, "elementwise"))


def _slice_broadcast(arg: Node, shape: tuple[int, ...], covers: tuple[Cover, ...]) -> Node:
    """Return the part of an operand that is broadcast to the covered part of the result."""
    own = arg.layout.shape
    if not own:
        return arg
    outer = len(shape) - len(own)
    return _sliced(arg, [None if n != shape[outer + i] else covers[outer + i] for i, n in enumerate(own)])


def _through_reduction(view: Node, around: Surroundings) -> Change | None:
    found = _operand_of(view, around, "reduction")
    if found is None:
        return None
    operand, selection = found
    function, axis, options = operand.params
    (arg,) = around.args(operand)
    if not slices_through(function, arg.layout.dtype):
        return None
    # An axis of length one would let NumPy merge its neighbours and add up in another order: keep two.
    covers = tuple(cover(cut, n, at_least=2) for cut, n in zip(selection.cuts, operand.layout.shape, strict=True))
    if math.prod(c.count for c in covers) >= operand.layout.size:
        return None
    keep = bool(dict(options).get("keepdims", False))
    places = _places(covers, reduced_axes(axis, len(arg.layout.shape)), len(arg.layout.shape), keep=keep)
    new = build(REDUCTION, (_sliced(arg, places),), operand.params, line=operand.line, like=operand)
    return Change(_arranged(new, selection, covers, view), _names(view, "reduction"))


def _places(covers: tuple[Cover, ...], gone: frozenset[int], ndim: int, *, keep: bool) -> list[Cover | None]:
    """Return the cover of each axis of the operand; a reduced axis stays whole."""
    if keep:
        return [None if axis in gone else covers[axis] for axis in range(ndim)]
    kept = iter(covers)
    return [None if axis in gone else next(kept) for axis in range(ndim)]


def _through_concatenate(view: Node, around: Surroundings) -> Change | None:
    found = _operand_of(view, around, "joining")
    if found is None or found[0].params[0] is None:
        return None
    operand, selection = found
    axis = operand.params[0] % len(operand.layout.shape)
    covers = tuple(cover(cut, n) for cut, n in zip(selection.cuts, operand.layout.shape, strict=True))
    parts = _parts(around.args(operand), axis, covers)
    if not parts:
        return None
    new = parts[0]
    if len(parts) > 1 or new.layout.dtype != operand.layout.dtype:
        options = dict(operand.params[1]) | {"dtype": operand.layout.dtype}
        new = build(CONCATENATE, tuple(parts), (axis, tuple(sorted(options.items()))), line=operand.line, like=operand)
    return Change(_arranged(new, selection, covers, view), _names(view, "concatenate"))


def _parts(args: Sequence[Node], axis: int, covers: tuple[Cover, ...]) -> list[Node]:
    """Return the slice that the covers take of each operand which they touch."""
    parts, before = [], 0
    along = covers[axis]
    for arg in args:
        length = arg.layout.shape[axis]
        start = along.start + max(0, math.ceil((before - along.start) / along.step)) * along.step
        own = Cover(start - before, min(along.stop, before + length) - before, along.step, None)
        if own.count:
            parts.append(_sliced(arg, [own if i == axis else c for i, c in enumerate(covers)]))
        before += length
    return parts


RULES = (
    Rule("slice-through-elementwise", "exact", ("view",), _through_elementwise),
    Rule("slice-through-concatenate", "exact", ("view",), _through_concatenate),
    Rule("slice-through-reduction", "exact", ("view",), _through_reduction),
)
"""Each of them also carries the slice through the transposes that stand between (`slice-through-transpose`)."""
