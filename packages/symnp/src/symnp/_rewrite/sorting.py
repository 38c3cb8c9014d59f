"""Sorted arrays of which only a part is looked at, or to whose readers the order makes no difference.

References
----------
C. A. R. Hoare, "Algorithm 65: Find", Communications of the ACM 4 (1961): to find the elements that a part of the sorted
array holds, nothing else has to be sorted.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from symnp._graph.node import Node
from symnp._layout.selection import Cover, Cut, Selection, arrangement, cover, covered, select
from symnp._ops.reduction import REDUCTION
from symnp._rewrite.building import WHOLE, call, indexed, reduced, replaced, view
from symnp._rewrite.matching import arguments, is_call, is_known, is_only_for
from symnp._rewrite.rule import Change, Rule, Surroundings

_PART = 2  # Choosing pays for up to a half of what would be sorted.


def smallest(array: Any, /, *, axis: int) -> Any:
    """Return the smallest numbers along an axis, which stays: NaN only where there is nothing else, as a sort has it first."""
    return np.fmin.reduce(array, axis=axis, keepdims=True)


class Sorted(NamedTuple):
    """A view of a part of a sorted array that nobody else reads."""

    view: Node
    operand: Node
    axis: int
    selection: Selection

    @property
    def cut(self) -> Cut:
        """What the view takes along the sorted axis."""
        return self.selection.cuts[self.axis]

    @property
    def length(self) -> int:
        """How many elements were sorted."""
        return self.selection.whole[self.axis]


def _sorted(node: Node, around: Surroundings) -> tuple[Node, int | None] | None:
    """Return what a node sorts, and along which axis: None if all of it is made one."""
    if not is_call(node, np.sort) or not is_known(node) or len(around.args(node)) != 1:
        return None
    operand, named = around.args(node)[0], arguments(node)
    axis = named.get("axis", -1)
    if operand.layout.dtype.kind not in "iufc" or named.get("order") is not None:
        return None
    if axis is None:
        return operand, None
    return (operand, axis % len(operand.layout.shape)) if type(axis) is int else None


def _part_of_sorted(node: Node, around: Surroundings) -> Sorted | None:
    (inner,) = around.args(node)
    found = _sorted(inner, around)
    if (
        found is None
        or found[1] is None
        or inner.layout is not node.layout.root
        or not is_only_for(inner, node, around)
    ):
        return None
    selection = select(node.layout)
    return None if selection is None else Sorted(node, found[0], found[1], selection)


def _few_of_sorted(node: Node, around: Surroundings) -> Sorted | None:
    match = _part_of_sorted(node, around)
    if match is None or not match.cut.count:
        return None
    return match if (match.cut.stop - match.cut.first) * _PART <= match.length else None


def _arranged(new: Node, match: Sorted, along: Cover) -> Node:
    """Return the view of a node that shows what the view showed, whose part of the sorted axis is now this one."""
    covers = tuple(along if axis == match.axis else one for axis, one in enumerate(covered(match.selection)))
    taken = ("getitem", tuple(one.key for one in covers))
    return view(new, taken, *arrangement(match.selection, covers), like=match.view)


def _choose(match: Sorted, around: Surroundings) -> Change | None:
    node, operand, axis, _ = match
    first, stop = match.cut.first, match.cut.stop
    ends = [k for k in (first or None, stop - 1 if stop < match.length else None) if k is not None]
    chosen = call(np.partition, operand, sorted(set(ends)), axis=axis, like=node)
    part = indexed(chosen, *[WHOLE] * axis, (first, stop, None), like=node)
    inner = cover(match.cut, match.length).inner
    if stop - first == 1:
        return replaced(node, _arranged(chosen, match, Cover(first, stop, 1, inner)), around, "part-of-sorted")
    step = cover(match.cut, match.length).step
    ordered = call(np.sort, part, axis=axis, like=node)
    return replaced(node, _arranged(ordered, match, Cover(0, stop - first, step, inner)), around, "part-of-sorted")


def _end_of_sorted(node: Node, around: Surroundings) -> Sorted | None:
    match = _part_of_sorted(node, around)
    if match is None or match.cut.count != 1 or match.operand.layout.dtype.kind == "c":
        return None
    return match if match.cut.start in (0, match.length - 1) else None


def _extreme(match: Sorted, around: Surroundings) -> Change | None:
    """Reduce the axis: NumPy's maximum is NaN where there is one, and so is the last element of what was sorted."""
    node, operand, axis, _ = match
    keep = (("keepdims", True),)
    if match.cut.start:
        extreme = reduced(np.max, operand, axis, like=node, options=keep)
    elif operand.layout.dtype.kind == "f":
        extreme = call(smallest, operand, axis=axis, like=node)
    else:
        extreme = reduced(np.min, operand, axis, like=node, options=keep)
    along = Cover(0, 1, 1, WHOLE if match.cut.kept else 0)
    return replaced(node, _arranged(extreme, match, along), around, "end-of-sorted")


_WITHOUT_ORDER = (np.sum, np.mean, np.prod, np.max, np.min, np.any, np.all, np.std, np.var, np.median, np.count_nonzero)


class Reduced(NamedTuple):
    """A reduction of a sorted array to which the order makes no difference."""

    node: Node
    operand: Node
    sorted_axis: int | None


def _reduction_of_sorted(node: Node, around: Surroundings) -> Reduced | None:
    if node.op is not REDUCTION:
        return None
    found = _sorted(around.args(node)[0], around)
    return None if found is None else Reduced(node, *found)


def _goes_along_the_sorted_axis(match: Reduced, around: Surroundings) -> bool:
    axis = match.node.params[1]
    if axis is None or match.sorted_axis is None:
        return axis is None
    axes = axis if isinstance(axis, tuple) else (axis,)
    return match.sorted_axis in [one % len(match.operand.layout.shape) for one in axes]


def _without_sorting(match: Reduced, around: Surroundings) -> Change | None:
    node = match.node
    function, axis, options = node.params
    new = reduced(function, match.operand, axis, like=node, options=options)
    return replaced(node, new, around, "reduction-of-sorted")


RULES = (
    Rule("end-of-sorted", "algebraic", ("view",), _end_of_sorted, _extreme, over=("call",)),
    Rule("part-of-sorted", "algebraic", ("view",), _few_of_sorted, _choose, over=("call",)),
    Rule(
        "reduction-of-sorted", "reassociate", _WITHOUT_ORDER, _reduction_of_sorted, _without_sorting,
        {"goes along the sorted axis": _goes_along_the_sorted_axis},
    ),
)  # fmt: skip
"""NumPy's sort does not say which of two zeros of opposite sign comes first, nor its reductions which of them wins."""
