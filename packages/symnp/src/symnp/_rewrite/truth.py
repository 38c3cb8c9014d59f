"""Truth values: a negation goes into the comparison or the choice that it negates or steers."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from symnp._graph.node import Node
from symnp._ops.elementwise import ELEMENTWISE
from symnp._ops.registry import build
from symnp._rewrite.rule import Change, Rule, Surroundings
from symnp._rewrite.standing import inner_call, is_needed_elsewhere, is_pending

_OPPOSITE = {
    np.less: np.greater_equal, np.greater_equal: np.less, np.greater: np.less_equal, np.less_equal: np.greater,
    np.equal: np.not_equal, np.not_equal: np.equal,
}  # fmt: skip


class Negated(NamedTuple):
    """A negation, and the comparison that nothing else needs."""

    node: Node
    comparison: Node
    operands: tuple[Node, ...]


def _negated(node: Node, around: Surroundings) -> Negated | None:
    inner = inner_call(node, around)
    if inner is None or inner.params[0] not in _OPPOSITE or is_needed_elsewhere(inner, around):
        return None
    return Negated(node, inner, around.args(inner))


def _is_decided(match: Negated, around: Surroundings) -> bool:
    """Whether one of both comparisons always holds: of a NaN neither does, but for equality."""
    if match.comparison.params[0] in (np.equal, np.not_equal):
        return True
    return all(arg.layout.dtype.kind in "biu" for arg in match.operands)


def _opposite(match: Negated, around: Surroundings) -> Change:
    params = (_OPPOSITE[match.comparison.params[0]], ())
    new = build(ELEMENTWISE, match.operands, params, line=match.node.line, like=match.node)
    return Change(new, ("negated-comparison",))


class Choice(NamedTuple):
    """A choice by a negated condition."""

    node: Node
    negation: Node
    condition: Node


def _choice(node: Node, around: Surroundings) -> Choice | None:
    condition = around.args(node)[0]
    if not is_pending(condition) or condition.params[0] not in (np.invert, np.logical_not):
        return None
    return Choice(node, condition, around.args(condition)[0])


def _is_truth(match: Choice, around: Surroundings) -> bool:
    """Whether it is no complement of integers, which is not zero where they are not zero."""
    return match.negation.params[0] is np.logical_not or match.condition.layout.dtype == np.bool_


def _swapped(match: Choice, around: Surroundings) -> Change:
    _, x, y = around.args(match.node)
    params, line = match.node.params, match.node.line
    return Change(build(ELEMENTWISE, (match.condition, y, x), params, line=line, like=match.node), ("choice-swapped",))


RULES = (
    Rule(
        "negated-comparison", "exact", (np.invert, np.logical_not), _negated, _opposite,
        {"is decided": _is_decided}, over=tuple(_OPPOSITE),
    ),
    Rule("choice-swapped", "exact", (np.where,), _choice, _swapped, {"is truth": _is_truth}, over=(np.invert, np.logical_not)),
)  # fmt: skip
