"""Reductions of what was scaled, shifted or mapped without changing its order: the few results are, in its place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from symnp._graph.node import Node
from symnp._rewrite.building import apply, reduced, replaced
from symnp._rewrite.matching import is_floating, is_known, is_only_for, number
from symnp._rewrite.rule import Change, Rule, Surroundings

Function = Callable[..., Any]

_OTHER_END = {np.max: np.min, np.min: np.max}
_INCREASING = (np.exp, np.exp2, np.expm1, np.arctan, np.tanh, np.sinh, np.arcsinh, np.cbrt)
"""On all real numbers: a function that is NaN for some would hide them from the reduction."""
_SCALING, _SHIFTING = (np.multiply, np.true_divide), (np.add, np.subtract)


class Mapped(NamedTuple):
    """A reduction of a function of an operand and, where there are two, of one value beside it."""

    node: Node
    mapped: Node
    operand: Node
    beside: Node | None
    swapped: bool

    def again(self, result: Node) -> Node:
        """Return the same function of another operand."""
        operands = (result,) if self.beside is None else (result, self.beside)
        return apply(self.mapped.params[0], *(operands[::-1] if self.swapped else operands), like=self.node)


def _mapped(node: Node, around: Surroundings, *functions: Function) -> Mapped | None:
    """Return the match of a reduction whose operand nobody else reads, and is one of these functions."""
    if any(name != "keepdims" for name, _ in node.params[2]):
        return None
    (mapped,) = around.args(node)
    if mapped.op.kind != "elementwise" or mapped.params[0] not in functions or mapped.params[1]:
        return None
    if not is_only_for(mapped, node, around) or not is_known(mapped):
        return None
    args = around.args(mapped)
    if len(args) == 1:
        return Mapped(node, mapped, args[0], None, swapped=False)
    for operand, beside, swapped in ((args[0], args[1], False), (args[1], args[0], True)):
        if not beside.layout.shape and operand.layout.shape == mapped.layout.shape != ():
            return Mapped(node, mapped, operand, beside, swapped)
    return None


def _is_floating(match: Mapped, around: Surroundings) -> bool:
    beside = () if match.beside is None else (match.beside,)
    return is_floating(match.node, match.mapped, match.operand, *beside)


def _is_ordered(match: Mapped, around: Surroundings) -> bool:
    return match.operand.layout.dtype.kind != "c"


def _scaled(node: Node, around: Surroundings) -> Mapped | None:
    match = _mapped(node, around, *_SCALING, np.negative)
    # What divides something else is not linear.
    return None if match is None or (match.swapped and match.mapped.params[0] is np.true_divide) else match


def _scale_result(match: Mapped, around: Surroundings) -> Change | None:
    node = match.node
    result = reduced(node.params[0], match.operand, node.params[1], like=node, options=node.params[2])
    return replaced(node, match.again(result), around, "reduction-of-scaled")


def _shifted(node: Node, around: Surroundings) -> Mapped | None:
    return _mapped(node, around, *_SHIFTING)


def _shift_result(match: Mapped, around: Surroundings) -> Change | None:
    node = match.node
    result = reduced(node.params[0], match.operand, node.params[1], like=node, options=node.params[2])
    return replaced(node, match.again(result), around, "mean-of-shifted")


def _leave_shift_out(match: Mapped, around: Surroundings) -> Change | None:
    node = match.node
    result = reduced(node.params[0], match.operand, node.params[1], like=node, options=node.params[2])
    return replaced(node, result, around, "deviation-of-shifted")


def _in_order(node: Node, around: Surroundings) -> Mapped | None:
    """Return the match of a largest or smallest value of a function that keeps or turns round the order."""
    match = _mapped(node, around, *_INCREASING, *_SHIFTING, *_SCALING, np.negative)
    if match is None or match.mapped.params[0] not in _SCALING:
        return match
    # Scaled by what could be negative, or zero, the order is not known.
    factor = None if match.beside is None else number(match.beside)
    known = isinstance(factor, (int, float)) and factor != 0
    return match if known and not (match.swapped and match.mapped.params[0] is np.true_divide) else None


def _turns_round(match: Mapped) -> bool:
    function = match.mapped.params[0]
    if function in _SCALING:
        assert match.beside is not None
        return bool(number(match.beside) < 0)
    return function is np.negative or (function is np.subtract and match.swapped)


def _map_result(match: Mapped, around: Surroundings) -> Change | None:
    node = match.node
    function = _OTHER_END[node.params[0]] if _turns_round(match) else node.params[0]
    result = reduced(function, match.operand, node.params[1], like=node, options=node.params[2])
    return replaced(node, match.again(result), around, "extreme-of-increasing")


RULES = (
    Rule(
        "reduction-of-scaled", "algebraic", (np.sum, np.mean), _scaled, _scale_result,
        {"floating": _is_floating}, over=(*_SCALING, np.negative),
    ),
    Rule("mean-of-shifted", "algebraic", (np.mean,), _shifted, _shift_result, {"floating": _is_floating}, over=_SHIFTING),
    Rule(
        "deviation-of-shifted", "algebraic", (np.std, np.var), _shifted, _leave_shift_out,
        {"floating": _is_floating}, over=_SHIFTING,
    ),
    Rule(
        "extreme-of-increasing", "algebraic", (np.max, np.min), _in_order, _map_result,
        {"floating": _is_floating, "ordered": _is_ordered}, over=("elementwise",),
    ),
)  # fmt: skip
"""A factor or term that is infinite or NaN meets the sum in the place of its elements: algebra does not know of either."""
