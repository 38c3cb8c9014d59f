"""Operations that give back an operand: what undoes itself, what is done already, what does nothing."""

from __future__ import annotations

import operator
from typing import Any, NamedTuple

import numpy as np

from symnp._graph.node import Node
from symnp._ops.leaf import CONSTANT
from symnp._rewrite.rule import Change, Rule, Surroundings
from symnp._rewrite.standing import inner_call, is_pending, stand

_UNDO_THEMSELVES = (np.negative, np.conjugate, np.invert, np.logical_not)
_ROUND = (np.floor, np.ceil, np.trunc, np.rint)
_DONE_ONCE = (np.absolute, np.fabs, np.sign, np.positive)
_NEVER_NEGATIVE = (np.square, np.exp, np.exp2, np.hypot)
_CHOOSE = (np.maximum, np.minimum, np.fmax, np.fmin, np.bitwise_and, np.bitwise_or, np.logical_and, np.logical_or)
_NEUTRAL: dict[Any, int] = {
    np.add: 0, np.subtract: 0, np.bitwise_or: 0, np.bitwise_xor: 0, np.left_shift: 0, np.right_shift: 0,
    np.multiply: 1, np.divide: 1, np.floor_divide: 1, np.power: 1, operator.pow: 1,
}  # fmt: skip
_COMMUTE = (np.add, np.multiply, np.bitwise_or, np.bitwise_xor)


class Same(NamedTuple):
    """An operation, and the operand whose values it gives back."""

    node: Node
    operand: Node


def _undone(node: Node, around: Surroundings) -> Same | None:
    inner = inner_call(node, around)
    if inner is None or inner.params != node.params:
        return None
    return Same(node, around.args(inner)[0])


def _take_inner(name: str, gone: int) -> Any:
    def change(match: Same, around: Surroundings) -> Change | None:
        return stand(name, match.operand, match.node, around, gone=gone)

    return change


def _done_already(node: Node, around: Surroundings) -> Same | None:
    inner = inner_call(node, around)
    if inner is None or node.params[1]:
        return None
    outer, first = node.params[0], inner.params[0]
    return Same(node, inner) if outer is first or (outer in _ROUND and first in _ROUND) else None


def _is_real(match: Same, around: Surroundings) -> bool:
    return match.node.layout.dtype.kind != "c"


def _absolute(node: Node, around: Surroundings) -> Same | None:
    inner = None if node.params[1] else next(iter(around.args(node)))
    return (
        None if inner is None or not is_pending(inner) or inner.params[0] not in _NEVER_NEGATIVE else Same(node, inner)
    )


def _wraps_not(match: Same, around: Surroundings) -> bool:
    return match.node.layout.dtype.kind == "f"


def _chosen(node: Node, around: Surroundings) -> Same | None:
    args = around.args(node)
    return Same(node, args[-1]) if args[-1] is args[-2] and not node.params[1] else None


def _unary(node: Node, around: Surroundings) -> Same | None:
    args = around.args(node)
    return Same(node, args[0]) if len(args) == 1 and not node.params[1] else None


def _changes_nothing(match: Same, around: Surroundings) -> bool:
    """Whether the function gives back its operand: real numbers are their own conjugates, and integers are whole."""
    function, kind = match.node.params[0], match.operand.layout.dtype.kind
    if function is np.positive:
        return True
    return kind != "c" if function is np.conjugate else kind in "biu"


class Neutral(NamedTuple):
    """An operation of an operand and the number that changes nothing."""

    node: Node
    operand: Node
    number: Node


def _neutral(node: Node, around: Surroundings) -> Neutral | None:
    args = around.args(node)
    number = args[-1]
    if number.op is not CONSTANT:
        number = args[0]
        if number.op is not CONSTANT or node.params[0] not in _COMMUTE:
            return None
    if number.value != _NEUTRAL[node.params[0]] or len(args) != 2 or node.params[1]:
        return None
    return Neutral(node, args[0] if number is args[-1] else args[-1], number)


def _keeps_zeros(match: Neutral, around: Surroundings) -> bool:
    """Whether no zero changes its sign: ``-0.0 + 0.0`` is ``0.0``, and so is ``-0.0 - -0.0``."""
    function = match.node.params[0]
    if match.node.layout.dtype.kind in "biu" or function not in (np.add, np.subtract):
        return True
    return bool(np.signbit(np.real(match.number.value)) == (function is np.add))


def _keeps_parts(match: Neutral, around: Surroundings) -> bool:
    """Whether it is no product of complex numbers, which is a difference and a sum of products with 0j."""
    return match.node.layout.dtype.kind != "c"


def _keeps_fractions(match: Neutral, around: Surroundings) -> bool:
    return match.node.params[0] is not np.floor_divide or match.node.layout.dtype.kind in "iu"


RULES = (
    Rule("undone", "exact", _UNDO_THEMSELVES, _undone, _take_inner("undone", 2)),
    Rule(
        "done-already", "exact", (*_ROUND, *_DONE_ONCE), _done_already, _take_inner("done-already", 1),
        {"is real": _is_real},
    ),
    Rule(
        "absolute-of-positive", "exact", (np.absolute, np.fabs), _absolute, _take_inner("absolute-of-positive", 1),
        {"does not wrap around": _wraps_not},
    ),
    Rule(
        "unchanged", "exact", (np.positive, np.conjugate, *_ROUND), _unary, _take_inner("unchanged", 1),
        {"changes nothing": _changes_nothing},
    ),
    Rule("either-of-the-same", "exact", (*_CHOOSE, np.where), _chosen, _take_inner("either-of-the-same", 1)),
    Rule(
        "neutral-number", "exact", tuple(_NEUTRAL), _neutral, _take_inner("neutral-number", 1),
        {"keeps zeros": _keeps_zeros, "keeps parts": _keeps_parts, "keeps fractions": _keeps_fractions},
        over=("constant",),
    ),
)  # fmt: skip
"""Of complex numbers only what undoes itself does: 1 * (-0.0 + 1j) has another zero, and the sign of a sign rounds."""
