"""What is made only to be copied or written over at once: joined arrays that are joined again, and overwritten updates."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from symnp._graph.node import Node, make_node
from symnp._layout.layout import Layout
from symnp._layout.selection import Cut, Selection, select
from symnp._ops.joining import CONCATENATE
from symnp._ops.registry import build
from symnp._ops.update import UPDATE, assign
from symnp._rewrite.rule import Change, Rule, Surroundings
from symnp._rewrite.standing import is_needed_elsewhere, stand


class Joined(NamedTuple):
    """A concatenation, and those of its operands that are concatenations which nothing else needs."""

    node: Node
    inner: frozenset[Node]


def _joined(node: Node, around: Surroundings) -> Joined | None:
    if node.op is not CONCATENATE or node.params[0] is None:
        return None
    ndim = len(node.layout.shape)
    inner = frozenset(
        arg
        for arg in around.args(node)
        if arg.op is CONCATENATE and arg.value is None and arg.layout.unknown is None
        and arg.params[0] is not None and arg.params[0] % ndim == node.params[0] % ndim
        and not is_needed_elsewhere(arg, around)
    )  # fmt: skip
    return Joined(node, inner) if inner else None


def _is_cast_once(match: Joined, around: Surroundings) -> bool:
    """Whether no element is cast on the way, which could round it before it is cast again."""
    return all(part.layout.dtype == arg.layout.dtype for arg in match.inner for part in around.args(arg))


def _at_once(match: Joined, around: Surroundings) -> Change | None:
    node = match.node
    parts: list[Node] = []
    for arg in around.args(node):
        parts.extend(around.args(arg) if arg in match.inner else (arg,))
    options = dict(node.params[1]) | {"dtype": node.layout.dtype}
    new = build(CONCATENATE, tuple(parts), (node.params[0], tuple(sorted(options.items()))), line=node.line, like=node)
    return Change(new, ("joined-at-once",)) if new.layout.strides == node.layout.strides else None


def _alone(node: Node, around: Surroundings) -> Node | None:
    return node if node.op is CONCATENATE and node.params[0] is not None and len(around.args(node)) == 1 else None


def _by_itself(node: Node, around: Surroundings) -> Change | None:
    return stand("joined-alone", around.args(node)[0], node, around)


class Overwritten(NamedTuple):
    """A write, and one before it that nothing reads."""

    later: Node
    earlier: Node


def _overwritten(node: Node, around: Surroundings) -> Overwritten | None:
    earlier = around.args(node)[0]
    if earlier.op is not UPDATE or earlier.value is not None or earlier.handles or around.is_target(earlier):
        return None
    plain = all(one.params[0] is assign for one in (earlier, node)) and _is_sure(earlier, around)
    return Overwritten(node, earlier) if plain and len(around.readers(earlier)) == 1 else None


def _is_sure(write: Node, around: Surroundings) -> bool:
    """Whether a write can neither fail nor warn, which it would have to do though it is overwritten."""
    return all(np.can_cast(arg.layout.dtype, write.layout.dtype, "same_kind") for arg in around.args(write)[1:])


def _covers(match: Overwritten, around: Surroundings) -> bool:
    """Whether the later region holds all of the earlier one."""
    outer, inner = (select(_region(one)) for one in (match.later, match.earlier))
    return outer is not None and inner is not None and _holds(outer, inner)


def _region(node: Node) -> Layout:
    layout: Layout = node.layout
    for step in node.params[1]:
        layout = layout.derive(step)
    return layout


def _holds(outer: Selection, inner: Selection) -> bool:
    """Whether each axis of one selection takes every element that the other one takes."""
    return all(_contains(_taken(a), _taken(b)) for a, b in zip(outer.cuts, inner.cuts, strict=True))


def _taken(cut: Cut) -> range:
    return range(cut.start, cut.start + cut.step * cut.count, cut.step)


def _contains(outer: range, inner: range) -> bool:
    """Whether one progression holds all of another one, without going through them."""
    if not inner:
        return True
    ends = inner[0] in outer and inner[-1] in outer
    return ends and (len(inner) == 1 or inner.step % outer.step == 0)


def _written_once(match: Overwritten, around: Surroundings) -> Change:
    later = match.later
    args = (around.args(match.earlier)[0], *around.args(later)[1:])
    new = make_node(UPDATE, args, later.params, later.layout, line=later.line, like=later)
    return Change(new, ("overwritten",))


RULES = (
    Rule("joined-at-once", "exact", ("joining",), _joined, _at_once, {"is cast once": _is_cast_once}),
    Rule("joined-alone", "exact", ("joining",), _alone, _by_itself),
    Rule("overwritten", "exact", (assign,), _overwritten, _written_once, {"covers": _covers}),
)
