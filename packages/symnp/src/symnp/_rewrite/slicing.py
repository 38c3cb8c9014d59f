"""What rules for slices share: a view taken apart, and the slices and arrangements that are put in its place."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

from symnp._graph.node import Node
from symnp._layout.index import WHOLE
from symnp._layout.selection import Cover, Cut, Selection, arrangement, cover_within, covered, select
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
    if operand.layout is not view.layout.root or around.notes.get(operand) is BOXED:
        return None
    selection = select(view.layout)
    if selection is None or not _is_worth_it(selection, operand, around):
        return None
    return Sliced(view, operand, selection)


def _is_worth_it(selection: Selection, operand: Node, around: Surroundings) -> bool:
    """As `is_worth_it`, with a short way for what nothing but one view looks into, as most slices do."""
    if len(around.readers(operand)) > 1 or operand in around.notes or not _can_be_less(operand, around):
        return is_worth_it(operand, around)
    return elements(selection.cuts) < operand.layout.size


def is_worth_it(operand: Node, around: Surroundings) -> bool:
    """Whether nobody needs the whole operand, and its readers together look at less than the whole."""
    looked_at = looked_at_by_views(operand, around)
    if looked_at is None:
        return _is_a_scrap(operand, around)
    if box_of(operand, around) is not None:
        return True
    return sum(elements(selection.cuts) for selection in looked_at) < operand.layout.size


def _is_a_scrap(operand: Node, around: Surroundings) -> bool:
    """Whether views take so little of what others need whole that it is computed once more.

    What others go through piece by piece then never needs to be there whole.
    """
    if operand.op.kind != "elementwise" or operand.value is not None or operand.handles or around.is_target(operand):
        return False
    views = {reader for reader in around.readers(operand) if reader.op.kind == "view"}
    found = [select(view.layout) for view in views] if operand.layout.unknown is None and len(views) <= MANY else [None]
    taken = sum(operand.layout.size if selection is None else elements(selection.cuts) for selection in found)
    return taken * _SCRAPS <= operand.layout.size


def looked_at_by_views(operand: Node, around: Surroundings) -> list[Selection] | None:
    """Return what the readers of a node look at, or None if somebody needs it whole."""
    if not _can_be_less(operand, around):
        return None
    readers = around.readers(operand)
    if len(readers) > MANY or any(reader.op.kind != "view" for reader in readers):
        return None
    found = [select(view.layout) for view in set(readers)]
    known = [selection for selection in found if selection is not None]
    return known if len(known) == len(found) else None


def _can_be_less(operand: Node, around: Surroundings) -> bool:
    """Whether a node is still to be computed, and not asked for itself."""
    return operand.value is None and operand.layout.unknown is None and not around.is_target(operand)


_SCRAPS = 64

BOXED = "boxed"
"""Noted of what holds several views together: it is not taken apart again while they come to it one by one."""

Box = tuple[tuple[int, int], ...]
"""The slice of each axis that holds all that is looked at."""


def box_of(operand: Node, around: Surroundings) -> Box | None:
    """Return what holds all views of a node, if that is less than the views one by one: then they go on sharing one node.

    The views are replaced one after the other: what was found for the first of them is noted, for the others to find.
    """
    found: Box | None = around.notes.get(operand)
    if found is None and len(around.readers(operand)) > 1:
        found = _box_of(operand, around)
        if found is not None:
            around.notes[operand] = found
    return found


def _box_of(operand: Node, around: Surroundings) -> Box | None:
    found = looked_at_by_views(operand, around)
    if found is None or len(found) < 2 or any(not cut.count for selection in found for cut in selection.cuts):
        return None
    box = tuple(
        (min(cut.first for cut in along), max(cut.stop for cut in along))
        for along in zip(*[selection.cuts for selection in found], strict=True)
    )
    size = math.prod(stop - start for start, stop in box)
    return box if size < min(operand.layout.size, sum(elements(selection.cuts) for selection in found)) else None


def covers_of(match: Sliced, around: Surroundings, *, unit_step: bool) -> tuple[tuple[Cover, ...], bool]:
    """Return the slices of an operation's result that hold a view of it, and whether they hold all others as well."""
    _, operand, selection = match
    box = box_of(operand, around)
    if box is not None and all(
        start <= cut.first and cut.stop <= stop for (start, stop), cut in zip(box, selection.cuts, strict=True)
    ):
        return tuple(cover_within(cut, *sides) for sides, cut in zip(box, selection.cuts, strict=True)), True
    return covered(selection, unit_step), False


def elements(cuts: Sequence[Cut]) -> int:
    """Return how many elements a slice of each axis takes."""
    return math.prod([cut.count for cut in cuts])


def is_less(covers: Sequence[Cover | None], shape: tuple[int, ...]) -> bool:
    """Whether slices of the axes leave anything out."""
    return any(cover is not None and cover.count < n for cover, n in zip(covers, shape, strict=True))


def sliced(node: Node, covers: Sequence[Cover | None]) -> Node:
    """Return the node of a slice of each axis; None leaves an axis whole."""
    key = tuple([WHOLE if axis is None else axis.key for axis in covers])
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
    for step in arrangement(selection, tuple(covers)):
        layout = layout.derive(step)
    return view_node(root_of(node), layout, line=view.line)


def root_of(node: Node) -> Node:
    """Return the node whose buffer a node looks into: its own, unless it is a view."""
    root: Node = node.args[0] if node.op.kind == "view" else node
    return root


def names(view: Node, through: str) -> tuple[str, ...]:
    """Return the names of the rules that carry a slice through an operation and the transposes before it."""
    crossed = ("slice-through-transpose",) if "transpose" in [name for name, _ in view.layout.steps] else ()
    return (*crossed, f"slice-through-{through}")
