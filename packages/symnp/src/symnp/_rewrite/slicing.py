"""What rules for slices share: a view taken apart, and the slices and arrangements that are put in its place."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

from symnp._graph.node import Node
from symnp._layout.selection import Cover, Cut, Selection, select
from symnp._ops.view import view_node
from symnp._rewrite.rule import Surroundings

MANY = 100
"""So many views of one node are not looked at together for each of them: that would take their number squared."""


class Sliced(NamedTuple):
    """A view of the result of an operation: what a rule for slices matches."""

    view: Node
    operand: Node
    selection: Selection


def slice_of(kind: str) -> Callable[[Node, Surroundings], Sliced | None]:
    """Return the pattern of a view that takes less than the whole of what an operation of a kind computes."""

    def pattern(view: Node, around: Surroundings) -> Sliced | None:
        (operand,) = around.args(view)
        return sliced_part(view, operand, around) if operand.op.kind == kind else None

    return pattern


def sliced_part(view: Node, operand: Node, around: Surroundings) -> Sliced | None:
    """Return a view taken apart, if it takes less than the whole of an operand which nobody needs whole."""
    if operand.layout is not view.layout.root or not is_worth_it(operand, around):
        return None
    selection = select(view.layout)
    return None if selection is None else Sliced(view, operand, selection)


def is_worth_it(operand: Node, around: Surroundings) -> bool:
    """Whether nobody needs the whole operand, and its readers together look at less than the whole."""
    looked_at = looked_at_by_views(operand, around)
    if looked_at is None:
        return False
    return sum(elements(selection.cuts) for selection in looked_at) < operand.layout.size


def looked_at_by_views(operand: Node, around: Surroundings) -> list[Selection] | None:
    """Return what the readers of a node look at, or None if somebody needs it whole."""
    if operand.value is not None or operand.layout.unknown is not None or around.is_target(operand):
        return None
    readers = around.readers(operand)
    if len(readers) > MANY or any(reader.op.kind != "view" for reader in readers):
        return None
    found = [select(view.layout) for view in set(readers)]
    known = [selection for selection in found if selection is not None]
    return known if len(known) == len(found) else None


def elements(cuts: Sequence[Cut]) -> int:
    """Return how many elements a slice of each axis takes."""
    return math.prod(cut.count for cut in cuts)


def is_less(covers: Sequence[Cover | None], shape: tuple[int, ...]) -> bool:
    """Whether slices of the axes leave anything out."""
    return any(cover is not None and cover.count < n for cover, n in zip(covers, shape, strict=True))


def sliced(node: Node, covers: Sequence[Cover | None]) -> Node:
    """Return the node of a slice of each axis; None leaves an axis whole."""
    key = tuple((None, None, None) if axis is None else axis.key for axis in covers)
    layout = node.layout.derive(("getitem", key))
    return view_node(root_of(node), layout, line=node.line)


def broadcast_sliced(arg: Node, shape: tuple[int, ...], covers: Sequence[Cover | None]) -> Node:
    """Return the part of an operand that is broadcast to the covered part of a shape."""
    own = arg.layout.shape
    if not own:
        return arg
    outer = len(shape) - len(own)
    return sliced(arg, [None if n != shape[outer + i] else covers[outer + i] for i, n in enumerate(own)])


def arranged(node: Node, selection: Selection, covers: Sequence[Cover], view: Node) -> Node:
    """Return the node that arranges the covered elements as a view does."""
    layout = node.layout
    for step in selection.arrangement(tuple(covers)):
        layout = layout.derive(step)
    return view_node(root_of(node), layout, line=view.line)


def root_of(node: Node) -> Node:
    """Return the node whose buffer a node looks into: its own, unless it is a view."""
    root: Node = node.args[0] if node.op.kind == "view" else node
    return root


def names(view: Node, through: str) -> tuple[str, ...]:
    """Return the names of the rules that carry a slice through an operation and the transposes before it."""
    crossed = ("slice-through-transpose",) if any(name == "transpose" for name, _ in view.layout.steps) else ()
    return (*crossed, f"slice-through-{through}")
