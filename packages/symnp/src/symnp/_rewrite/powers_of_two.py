"""Powers of two: division by them is a shift, a mask, or a product with a reciprocal that is no approximation.

References
----------
H. S. Warren, "Hacker's Delight", 2nd edition, section 10-1: an arithmetic shift is a division that rounds down.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np

from symnp._graph.node import Node
from symnp._infer.inferred import is_constant
from symnp._ops.elementwise import ELEMENTWISE
from symnp._ops.leaf import constant
from symnp._ops.registry import build
from symnp._rewrite.rule import Change, Rule, Surroundings


class Divided(NamedTuple):
    """A division of an array by a number written in the expression."""

    node: Node
    operand: Node
    number: Any


def _divided(node: Node, around: Surroundings) -> Divided | None:
    args = around.args(node)
    if len(args) != 2 or node.params[1] or not is_constant(args[1]) or args[0].layout.shape == ():
        return None
    return Divided(node, args[0], args[1].value)


def _by_power_of_two(node: Node, around: Surroundings) -> Divided | None:
    match = _divided(node, around)
    if match is None or not isinstance(match.number, (int, np.integer)) or isinstance(match.number, bool):
        return None
    return match if match.number > 0 and int(match.number).bit_count() == 1 else None


def _is_whole(match: Divided, around: Surroundings) -> bool:
    return match.operand.layout.dtype.kind in "iu" and match.node.layout.dtype.kind in "iu"


def _shifted(match: Divided, around: Surroundings) -> Change | None:
    number = type(match.number)(int(match.number).bit_length() - 1)
    return _built(match, np.right_shift, number, "shift-for-division")


def _masked(match: Divided, around: Surroundings) -> Change | None:
    return _built(match, np.bitwise_and, type(match.number)(int(match.number) - 1), "mask-for-remainder")


def _built(match: Divided, function: np.ufunc, number: Any, name: str) -> Change | None:
    node = match.node
    args = (match.operand, constant(number))
    new = build(ELEMENTWISE, args, (function, ()), line=node.line, like=node)
    return Change(new, (name,)) if new.layout.dtype == node.layout.dtype else None


def _quotient(node: Node, around: Surroundings) -> Divided | None:
    """Return a quotient of floating-point numbers as wide as the processor's: for others a product takes as long."""
    match = _divided(node, around)
    wide = match is not None and match.operand.layout.dtype == node.layout.dtype and node.layout.dtype.char in "fd"
    plain = match is not None and isinstance(match.number, (int, float, np.integer, np.floating))
    # The reciprocal of a number from one on is no larger than one: nothing overflows that did not before.
    return match if match is not None and wide and plain and 1 < abs(match.number) < math.inf else None


def _has_exact_reciprocal(match: Divided, around: Surroundings) -> bool:
    """Whether the reciprocal is a power of two that the dtype can hold without a loss."""
    mantissa, exponent = math.frexp(match.number)
    return abs(mantissa) == 0.5 and 1 - exponent >= np.finfo(match.node.layout.dtype).minexp


def _multiplied(match: Divided, around: Surroundings) -> Change | None:
    reciprocal = match.node.layout.dtype.type(1 / float(match.number))
    return _built(match, np.multiply, reciprocal, "product-for-quotient")


RULES = (
    Rule("shift-for-division", "exact", (np.floor_divide,), _by_power_of_two, _shifted, {"is whole": _is_whole}),
    Rule("mask-for-remainder", "exact", (np.remainder,), _by_power_of_two, _masked, {"is whole": _is_whole}),
    Rule(
        "product-for-quotient", "exact", (np.divide,), _quotient, _multiplied,
        {"has an exact reciprocal": _has_exact_reciprocal},
    ),
)  # fmt: skip
