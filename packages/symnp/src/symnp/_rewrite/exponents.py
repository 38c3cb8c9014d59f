"""Exponentials, logarithms, powers and roots that undo one another, or that one of them can do for two."""

from __future__ import annotations

import operator
from typing import Any, NamedTuple

import numpy as np

from symnp._graph.node import Node
from symnp._rewrite.building import apply, replaced
from symnp._rewrite.matching import is_elementwise, is_floating, is_only_for, is_real, number
from symnp._rewrite.rule import Change, Rule, Surroundings


class Nested(NamedTuple):
    """A function of a function."""

    node: Node
    operand: Node
    exponent: Any = None


class Exponentials(NamedTuple):
    """A product or quotient of two exponentials."""

    node: Node
    exponents: tuple[Node, Node]


def _two_exponentials(node: Node, around: Surroundings) -> Exponentials | None:
    """Return the exponents of two exponentials of the result's shape: of a row and a column, fewer would be computed."""
    if not is_elementwise(node, np.multiply, np.true_divide):
        return None
    first, second = around.args(node)
    for one in (first, second):
        if not is_elementwise(one, np.exp) or not is_only_for(one, node, around):
            return None
        if one.layout.shape != node.layout.shape:
            return None
    return None if first is second else Exponentials(node, (around.args(first)[0], around.args(second)[0]))


def _are_floating(match: Exponentials, around: Surroundings) -> bool:
    return is_floating(match.node, *match.exponents)


def _one_exponential(match: Exponentials, around: Surroundings) -> Change | None:
    node, exponents = match
    total = apply(np.add if node.params[0] is np.multiply else np.subtract, *exponents, like=node)
    return replaced(node, apply(np.exp, total, like=node), around, "exp-of-sum")


def _log_of_exp(node: Node, around: Surroundings) -> Nested | None:
    (inner,) = around.args(node) if is_elementwise(node, np.log) else (node,)
    return Nested(node, around.args(inner)[0]) if inner is not node and is_elementwise(inner, np.exp) else None


def _is_real(match: Nested, around: Surroundings) -> bool:
    return is_real(match.node, match.operand)


def _operand_alone(match: Nested, around: Surroundings) -> Change | None:
    return replaced(match.node, match.operand, around, "log-of-exp")


def _power(node: Node, around: Surroundings) -> tuple[Node, Any] | None:
    """Return the base and the exponent of a power whose exponent is a real number other than zero."""
    if not is_elementwise(node, operator.pow, np.power):
        return None
    base, exponent = around.args(node)
    value = number(exponent)
    return (base, value) if isinstance(value, (int, float)) and value else None


def _log_of_power(node: Node, around: Surroundings) -> Nested | None:
    (inner,) = around.args(node) if is_elementwise(node, np.log) else (node,)
    found = _power(inner, around) if inner is not node and is_only_for(inner, node, around) else None
    return None if found is None else Nested(node, *found)


def _multiple_of_log(match: Nested, around: Surroundings) -> Change | None:
    node, base, exponent = match
    even = exponent % 2 == 0  # The power of a negative number is positive then, and has a logarithm.
    log = apply(np.log, apply(np.absolute, base, like=node) if even else base, like=node)
    return replaced(node, apply(np.multiply, log, exponent, like=node), around, "log-of-power")


def _power_of_exp(node: Node, around: Surroundings) -> Nested | None:
    found = _power(node, around)
    if found is None or not is_elementwise(found[0], np.exp) or not is_only_for(found[0], node, around):
        return None
    return Nested(node, around.args(found[0])[0], found[1])


def _exp_of_multiple(match: Nested, around: Surroundings) -> Change | None:
    node, operand, exponent = match
    return replaced(
        node, apply(np.exp, apply(np.multiply, operand, exponent, like=node), like=node), around, "power-of-exp"
    )


def _root_of_square(node: Node, around: Surroundings) -> Nested | None:
    (inner,) = around.args(node) if is_elementwise(node, np.sqrt) else (node,)
    if not is_elementwise(inner, np.square, np.multiply) or not is_only_for(inner, node, around):
        return None
    squared = set(around.args(inner))
    return Nested(node, squared.pop()) if len(squared) == 1 else None


def _absolute(match: Nested, around: Surroundings) -> Change | None:
    return replaced(match.node, apply(np.absolute, match.operand, like=match.node), around, "root-of-square")


RULES = (
    Rule(
        "exp-of-sum", "algebraic", (np.multiply, np.true_divide), _two_exponentials, _one_exponential,
        {"floating": _are_floating}, over=(np.exp,),
    ),
    Rule("log-of-exp", "algebraic", (np.log,), _log_of_exp, _operand_alone, {"real": _is_real}),
    Rule("log-of-power", "algebraic", (np.log,), _log_of_power, _multiple_of_log, {"real": _is_real}),
    Rule("power-of-exp", "algebraic", (operator.pow, np.power), _power_of_exp, _exp_of_multiple, {"real": _is_real}),
    Rule("root-of-square", "algebraic", (np.sqrt,), _root_of_square, _absolute),
)  # fmt: skip
"""What is missing is missing for a reason: ``exp(log(x))`` and ``sqrt(x) ** 2`` are NaN where x is negative; `expm1` and
`log1p` are more accurate than what they would replace, and take as long; the squared magnitude of complex numbers takes
longer of their parts, which lie apart, than of `numpy.absolute`.
"""
