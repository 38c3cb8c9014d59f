"""Numbers and factors that stand in several operations are put together, so that one operation is left."""

from __future__ import annotations

import math
import operator
from typing import Any, NamedTuple

import numpy as np

from symnp._graph.node import Node
from symnp._rewrite.building import apply, replaced, square
from symnp._rewrite.matching import is_elementwise, is_floating, is_only_for, number
from symnp._rewrite.rule import Change, Rule, Surroundings

_LARGEST_POWER = (
    8  # Each product rounds: three of them, or four and a division, stay within a few units of the last place.
)


class Numbered(NamedTuple):
    """An operation with a number on the result of another operation with a number."""

    node: Node
    inner: Node
    operand: Node
    numbers: tuple[Any, Any]


def _number_beside(node: Node, around: Surroundings) -> tuple[Node, Any] | None:
    """Return the operand and the number of an operation on both; the number is the second operand, or may change sides."""
    a, b = around.args(node)
    if number(b) is not None:
        return a, number(b)
    if number(a) is not None and node.params[0] in (np.add, np.multiply):
        return b, number(a)
    return None


def _numbered(node: Node, around: Surroundings, *functions: Any) -> Numbered | None:
    """Return a match of an operation with a number on another one, if both are among the functions."""
    outer = _number_beside(node, around) if is_elementwise(node, *functions) else None
    if outer is None or not is_elementwise(outer[0], *functions) or not is_only_for(outer[0], node, around):
        return None
    inner = _number_beside(outer[0], around)
    types = set() if inner is None else {type(inner[1]), type(outer[1])}
    if inner is None or not (len(types) == 1 or types <= {int, float}):
        return None
    return Numbered(node, outer[0], inner[0], (inner[1], outer[1]))


def _scaled_twice(node: Node, around: Surroundings) -> Numbered | None:
    return _numbered(node, around, np.multiply)


def _divided_too(node: Node, around: Surroundings) -> Numbered | None:
    match = _numbered(node, around, np.multiply, np.true_divide)
    return None if match is None or match.node.params[0] is match.inner.params[0] is np.multiply else match


def _shifted_twice(node: Node, around: Surroundings) -> Numbered | None:
    return _numbered(node, around, np.add, np.subtract)


def _factor(match: Numbered) -> Any:
    """Return the number by which both operations together multiply."""
    above, below, divides = 1, 1, False
    for node, one in zip((match.inner, match.node), match.numbers, strict=True):
        if node.params[0] is np.multiply:
            above = above * one
        else:
            below, divides = below * one, True
    if not divides:
        return above
    return above / below if below else math.inf


def _term(match: Numbered) -> tuple[Any, Any]:
    """Return the two numbers that are added, with their signs."""
    first, second = match.numbers
    return (
        first if match.inner.params[0] is np.add else -first,
        second if match.node.params[0] is np.add else -second,
    )


def _is_floating(match: Numbered, around: Surroundings) -> bool:
    return is_floating(match.operand, match.inner, match.node)


def _fits(match: Numbered, around: Surroundings) -> bool:
    """Whether the number that both make is neither too large nor too small for the dtype, nor is any of them zero."""
    dtype = match.operand.layout.dtype
    return all(_is_normal(one, dtype) for one in match.numbers) and _is_normal(_factor(match), dtype)


def _is_normal(value: Any, dtype: np.dtype[Any]) -> bool:
    if dtype.kind not in "fc":
        return True
    limits = np.finfo(dtype)
    try:
        return bool(float(limits.tiny) <= abs(value) <= float(limits.max))
    except OverflowError:
        return False


def _does_not_cancel(match: Numbered, around: Surroundings) -> bool:
    first, second = _term(match)
    return not isinstance(first, complex) and (first >= 0) == (second >= 0)


def _scale_once(match: Numbered, around: Surroundings) -> Change | None:
    name = "merge-factors" if match.node.params[0] is match.inner.params[0] is np.multiply else "merge-quotients"
    return replaced(match.node, apply(np.multiply, match.operand, _factor(match), like=match.node), around, name)


def _shift_once(match: Numbered, around: Surroundings) -> Change | None:
    first, second = _term(match)
    return replaced(match.node, apply(np.add, match.operand, first + second, like=match.node), around, "merge-terms")


class Shared(NamedTuple):
    """A sum or difference of two products that share a factor."""

    node: Node
    factor: Node
    others: tuple[Node, Node]


def _shares_factor(node: Node, around: Surroundings) -> Shared | None:
    first, second = around.args(node) if is_elementwise(node, np.add, np.subtract) else (node, node)
    if first is second or not all(is_elementwise(one, np.multiply) for one in (first, second)):
        return None
    if not all(is_only_for(one, node, around) for one in (first, second)):
        return None
    a, b = around.args(first)
    for factor, other in ((a, b), (b, a)):
        rest = list(around.args(second))
        if factor in rest and factor.op.kind != "constant":
            rest.remove(factor)
            others = (other, rest[0])
            return None if all(one.op.kind == "constant" for one in others) else Shared(node, factor, others)
    return None


def _is_of_one_dtype(match: Shared, around: Surroundings) -> bool:
    return is_floating(match.node, match.factor, *match.others)


def _factor_out(match: Shared, around: Surroundings) -> Change | None:
    node, factor, others = match
    inner = apply(node.params[0], *others, like=node)
    return replaced(node, apply(np.multiply, factor, inner, like=node), around, "common-factor")


class Power(NamedTuple):
    """A power with a small whole exponent."""

    node: Node
    base: Node
    exponent: int


def _whole_power(node: Node, around: Surroundings) -> Power | None:
    if not is_elementwise(node, operator.pow, np.power) or node.layout.dtype.kind not in "fc":
        return None
    base, exponent = around.args(node)
    value = number(exponent)
    if isinstance(value, (complex, np.number)) or value is None or not base.layout.shape:
        return None
    worth_it = 2 < value <= _LARGEST_POWER or -_LARGEST_POWER <= value < -1
    return Power(node, base, int(value)) if worth_it else None


def _is_whole(match: Power, around: Surroundings) -> bool:
    return bool(number(around.args(match.node)[1]) == match.exponent)


def _multiply_out(match: Power, around: Surroundings) -> Change | None:
    node, base, exponent = match
    power, squared, left = None, base, abs(exponent)
    while left:
        if left % 2:
            power = squared if power is None else apply(np.multiply, power, squared, like=node)
        left //= 2
        squared = square(squared, like=node) if left else squared
    assert power is not None
    return replaced(
        node, apply(np.reciprocal, power, like=node) if exponent < 0 else power, around, "power-as-products"
    )


RULES = (
    Rule(
        "merge-factors", "reassociate", (np.multiply,), _scaled_twice, _scale_once,
        {"floating": _is_floating, "fits": _fits}, over=(np.multiply,),
    ),
    Rule(
        "merge-terms", "reassociate", (np.add, np.subtract), _shifted_twice, _shift_once,
        {"floating": _is_floating, "does not cancel": _does_not_cancel}, over=(np.add, np.subtract),
    ),
    Rule(
        "merge-quotients", "algebraic", (np.multiply, np.true_divide), _divided_too, _scale_once,
        {"floating": _is_floating, "fits": _fits}, over=(np.multiply, np.true_divide),
    ),
    Rule(
        "common-factor", "algebraic", (np.add, np.subtract), _shares_factor, _factor_out,
        {"of one dtype": _is_of_one_dtype}, over=(np.multiply,),
    ),
    Rule("power-as-products", "algebraic", (operator.pow, np.power), _whole_power, _multiply_out, {"whole": _is_whole}),
)  # fmt: skip
"""A number times a number is rounded once more than NumPy does, a quotient of numbers twice.

Dividing by a number is not made a product with its reciprocal: both are bound by memory.
"""
