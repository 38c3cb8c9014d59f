"""Signs that cancel: rounding is symmetrical, so that a sign can be taken out of an operation without a change of bits.

References
----------
IEEE 754-2019, section 4.3: all rounding to nearest, and towards zero, treats both signs alike; section 6.3: the sign of
products and quotients is the exclusive or of the operands' signs.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from symnp._graph.node import Node
from symnp._ops.elementwise import ELEMENTWISE
from symnp._ops.registry import build
from symnp._rewrite.rule import Change, Rule, Surroundings
from symnp._rewrite.standing import is_needed_elsewhere, is_pending

_BLIND = (np.absolute, np.fabs, np.square, np.isnan, np.isinf, np.isfinite, np.any, np.all, np.count_nonzero)
_NEGATIVE = np.negative
_SIGNS = (np.negative, np.absolute)
_JOINED = {np.add: np.subtract, np.subtract: np.add, np.multiply: np.multiply, np.divide: np.divide}
_OPPOSITE_PLACE = {np.argmax: np.argmin, np.argmin: np.argmax}


class Signed(NamedTuple):
    """An operation on the negative or the absolute value of an operand."""

    node: Node
    sign: Node
    operand: Node


def _signed(node: Node, around: Surroundings) -> Signed | None:
    (sign,) = around.args(node)
    if not is_pending(sign) or sign.params[0] not in _SIGNS:
        return None
    return Signed(node, sign, around.args(sign)[0])


def _is_real(match: Signed, around: Surroundings) -> bool:
    return match.operand.layout.dtype.kind != "c"


def _has_a_sign(match: Signed, around: Surroundings) -> bool:
    """Whether a negative is another number and not the complement of one without a sign."""
    return match.operand.layout.dtype.kind != "u"


def _without_sign(match: Signed, around: Surroundings) -> Change | None:
    node = match.node
    new = build(node.op, (match.operand,), node.params, line=node.line, like=node)
    return Change(new, ("sign-not-seen",)) if _is_alike(new, node) else None


def _is_alike(new: Node, node: Node) -> bool:
    return new.layout.dtype == node.layout.dtype and new.scalar == node.scalar


class Pair(NamedTuple):
    """An operation on two operands, one or both of which are negatives that nothing else needs."""

    node: Node
    negatives: tuple[Node, ...]
    function: Any
    operands: tuple[Node, Node]


def _pair(node: Node, around: Surroundings) -> Pair | None:
    args = around.args(node)
    for arg in args:  # Sums and products are everywhere, and nearly all of them leave here.
        if arg.op is ELEMENTWISE and arg.params[0] is _NEGATIVE:
            break
    else:
        return None
    function, options = node.params
    bare = {arg: around.args(arg)[0] for arg in args if is_pending(arg) and arg.params[0] is _NEGATIVE}
    if options or any(is_needed_elsewhere(arg, around) for arg in bare):
        return None
    return _without_signs(node, function, args, bare)


def _without_signs(node: Node, function: Any, args: tuple[Node, ...], bare: dict[Node, Node]) -> Pair | None:
    left, right = args
    if function in (np.multiply, np.divide):
        # One sign alone has to be taken somewhere.
        both = left in bare and right in bare
        return Pair(node, tuple(bare), function, (bare[left], bare[right])) if both else None
    if right in bare:
        return Pair(node, (right,), _JOINED[function], (left, bare[right]))
    return Pair(node, (left,), np.subtract, (right, bare[left])) if function is np.add and left in bare else None


def _wraps_alike(match: Pair, around: Surroundings) -> bool:
    """Whether no integer is negated in a narrow dtype and goes on in a wide one."""
    dtypes = [negative.layout.dtype for negative in match.negatives]
    return all(dtype.kind in "fc" or dtype == match.node.layout.dtype for dtype in dtypes)


def _goes_by_parts(match: Pair, around: Surroundings) -> bool:
    """Whether it is no product or quotient of complex numbers, whose parts are sums."""
    return match.function in (np.add, np.subtract) or match.node.layout.dtype.kind != "c"


def _joined(match: Pair, around: Surroundings) -> Change | None:
    node = match.node
    new = build(ELEMENTWISE, match.operands, (match.function, ()), line=node.line, like=node)
    return Change(new, ("signs-joined",)) if _is_alike(new, node) else None


def _place(node: Node, around: Surroundings) -> Signed | None:
    match = _signed(node, around)
    return match if match is not None and match.sign.params[0] is np.negative else None


def _is_floating(match: Signed, around: Surroundings) -> bool:
    """Whether negation turns the order round: that of integers has a smallest number without a counterpart."""
    return match.operand.layout.dtype.kind == "f"


def _opposite_place(match: Signed, around: Surroundings) -> Change | None:
    function, *rest = match.node.params
    params = (_OPPOSITE_PLACE[function], *rest)
    new = build(match.node.op, (match.operand,), params, line=match.node.line, like=match.node)
    return Change(new, ("place-in-the-negative",))


RULES = (
    Rule(
        "sign-not-seen", "exact", _BLIND, _signed, _without_sign,
        {"is real": _is_real, "has a sign": _has_a_sign}, over=_SIGNS,
    ),
    Rule(
        "signs-joined", "exact", tuple(_JOINED), _pair, _joined,
        {"wraps alike": _wraps_alike, "goes by parts": _goes_by_parts}, over=(_NEGATIVE,),
    ),
    Rule(
        "place-in-the-negative", "exact", tuple(_OPPOSITE_PLACE), _place, _opposite_place,
        {"is floating": _is_floating},
    ),
)  # fmt: skip
"""Not ``-(x - y)``, whose zeros have the other sign, nor the sum of ``-x``, which for ``x = [1, -1]`` is another zero."""
