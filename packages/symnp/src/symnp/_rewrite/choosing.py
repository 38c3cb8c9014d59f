"""Choices between an array and a number, or its negative, by size: NumPy has one function for each."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from symnp._graph.node import Node
from symnp._rewrite.building import apply, replaced
from symnp._rewrite.matching import is_elementwise, number
from symnp._rewrite.rule import Change, Rule, Surroundings

_COMPARISONS = {np.greater: 1, np.greater_equal: 1, np.less: -1, np.less_equal: -1}


class Choice(NamedTuple):
    """A choice between an array and a number, by which of them is larger."""

    node: Node
    array: Node
    bound: Any
    larger: bool
    array_if_nan: bool


def _chosen_by_size(node: Node, around: Surroundings) -> Choice | None:
    condition, first, second = around.args(node) if is_elementwise(node, np.where) else (node, node, node)
    if not is_elementwise(condition, *_COMPARISONS):
        return None
    a, b = around.args(condition)
    sign = _COMPARISONS[condition.params[0]]
    array, bound, sign = (a, number(b), sign) if number(b) is not None else (b, number(a), -sign)
    if bound is None or array.layout.dtype.kind not in "iuf" or array.layout.shape != node.layout.shape:
        return None
    if first is array and number(second) == bound:
        return Choice(node, array, bound, sign > 0, array_if_nan=False)
    return (
        Choice(node, array, bound, sign < 0, array_if_nan=True) if second is array and number(first) == bound else None
    )


def _take_the_larger(match: Choice, around: Surroundings) -> Change | None:
    """Where the array is NaN, one order of writing it takes the bound and the other one NaN; a bound of NaN matches none."""
    node, array, bound, larger, array_if_nan = match
    plain, other = (np.maximum, np.fmax) if larger else (np.minimum, np.fmin)
    return replaced(node, apply(plain if array_if_nan else other, array, bound, like=node), around, "choice-as-extreme")


class Sign(NamedTuple):
    """A choice between an array and its negative."""

    node: Node
    array: Node


def _chosen_by_sign(node: Node, around: Surroundings) -> Sign | None:
    condition, first, second = around.args(node) if is_elementwise(node, np.where) else (node, node, node)
    if not is_elementwise(condition, *_COMPARISONS):
        return None
    array, zero = around.args(condition)
    if number(zero) != 0 or array.layout.dtype.kind not in "if":
        return None
    positive, negative = (first, second) if _COMPARISONS[condition.params[0]] > 0 else (second, first)
    turned = is_elementwise(negative, np.negative) and around.args(negative)[0] is array
    return Sign(node, array) if positive is array and turned else None


def _magnitude(match: Sign, around: Surroundings) -> Change | None:
    return replaced(match.node, apply(np.absolute, match.array, like=match.node), around, "choice-as-magnitude")


RULES = (
    Rule("choice-as-extreme", "algebraic", (np.where,), _chosen_by_size, _take_the_larger),
    Rule("choice-as-magnitude", "algebraic", (np.where,), _chosen_by_sign, _magnitude),
)
"""Of two zeros of opposite sign the other one may come out."""
