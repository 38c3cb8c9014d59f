"""Calls with the same bits that NumPy has a faster loop for."""

from __future__ import annotations

import operator
from typing import Any, NamedTuple

import numpy as np

from symnp._graph.node import Node
from symnp._infer.inferred import is_constant
from symnp._infer.reduction import reduced_axes
from symnp._ops.elementwise import ELEMENTWISE
from symnp._ops.leaf import constant
from symnp._ops.opaque import OPAQUE
from symnp._ops.reduction import REDUCTION
from symnp._ops.registry import build
from symnp._ops.view import view_node
from symnp._rewrite.rule import Change, Rule, Surroundings
from symnp._rewrite.standing import is_pending, stand

_POWERS = {2: np.square, -1: np.reciprocal}
_ORDER_BLIND = (np.max, np.min, np.sum, np.prod, np.any, np.all, np.count_nonzero)


class Power(NamedTuple):
    """A power with an exponent that has a function of its own."""

    node: Node
    operand: Node
    function: np.ufunc


def _power(node: Node, around: Surroundings) -> Power | None:
    args = around.args(node)
    if len(args) != 2 or node.params[1] or not is_constant(args[1]) or args[0].layout.shape == ():
        return None
    function = _POWERS.get(args[1].value)
    if function is None or (function is np.reciprocal and node.layout.dtype.kind in "iu"):
        return None  # A negative power of an integer is an error.
    return Power(node, args[0], function)


def _is_real(match: Power, around: Surroundings) -> bool:
    return match.node.layout.dtype.kind != "c"


def _own_function(match: Power, around: Surroundings) -> Change | None:
    node = match.node
    new = build(ELEMENTWISE, (match.operand,), (match.function, ()), line=node.line, like=node)
    return Change(new, ("power-by-name",)) if new.layout.dtype == node.layout.dtype else None


class Reduced(NamedTuple):
    """A reduction, and what it would be cheaper to reduce."""

    node: Node
    operand: Node


def _of_all(node: Node, around: Surroundings) -> Node | None:
    """Return what a reduction without options reduces to one number."""
    _, axis, options = node.params
    (operand,) = around.args(node)
    ndim = len(operand.layout.shape)
    return operand if ndim and not options and len(reduced_axes(axis, ndim)) == ndim else None


def _total(node: Node, around: Surroundings) -> Reduced | None:
    operand = _of_all(node, around)
    return None if operand is None or not operand.layout.size or operand.layout.unknown else Reduced(node, operand)


def _is_truth(match: Reduced, around: Surroundings) -> bool:
    return match.operand.layout.dtype == np.bool_


def _counted(match: Reduced, around: Surroundings) -> Change:
    """Return the count of what is true, or its share: both numbers are exact in double precision."""
    node = match.node
    count = build(REDUCTION, (match.operand,), (np.count_nonzero, None, ()), line=node.line, like=node)
    if node.params[0] is np.sum:
        return Change(count, ("count-of-truth",))
    args = (count, constant(np.intp(match.operand.layout.size)))
    return Change(build(ELEMENTWISE, args, (np.divide, ()), line=node.line, like=node), ("count-of-truth",))


def _count_compared(node: Node, around: Surroundings) -> Reduced | None:
    """Return a count of what differs from zero; of integers, because for others NumPy's count of the comparison is faster."""
    (compared,) = around.args(node)
    if not is_pending(compared) or compared.params[0] is not np.not_equal:
        return None
    operand, number = around.args(compared)
    plain = is_constant(number) and number.value == 0 and operand.layout.shape == compared.layout.shape
    return Reduced(node, operand) if plain and operand.layout.dtype.kind in "iu" else None


def _bare(name: str) -> Any:
    def change(match: Reduced, around: Surroundings) -> Change:
        node = match.node
        return Change(build(node.op, (match.operand,), node.params, line=node.line, like=node), (name,))

    return change


def _repeated(node: Node, around: Surroundings) -> Reduced | None:
    """Return a reduction of what is repeated along an axis, with one of the repetitions."""
    _, axis, _ = node.params
    (view,) = around.args(node)
    if view.op.kind != "view" or view.layout.unknown:
        return None
    gone = reduced_axes(axis, len(view.layout.shape))
    steps = zip(view.layout.strides, view.layout.shape, strict=True)
    repeated = [i in gone and stride == 0 and n > 1 for i, (stride, n) in enumerate(steps)]
    if not any(repeated):
        return None
    layout = view.layout.derive(("getitem", tuple((0, 1, None) if once else (None, None, None) for once in repeated)))
    return Reduced(node, view_node(view.args[0], layout, line=view.line))


def _order_is_nothing(match: Reduced, around: Surroundings) -> bool:
    """Whether equal numbers are the same, or only their truth counts: zeros have signs, and which one is found varies."""
    return match.node.params[0] in (np.any, np.all, np.count_nonzero) or match.operand.layout.dtype.kind in "biu"


def _sorted(node: Node, around: Surroundings) -> Reduced | None:
    """Return a reduction of all elements of what is sorted before."""
    operand = _of_all(node, around)
    if operand is None or operand.op is not OPAQUE or operand.value is not None or operand.params[0] is not np.sort:
        return None
    args = around.args(operand)
    # Without an axis the sort flattens first: the reduction would name an axis that is another one before.
    alike = len(args) == 1 and args[0].layout.shape == operand.layout.shape
    return Reduced(node, args[0]) if alike else None


def _sorted_twice(node: Node, around: Surroundings) -> Reduced | None:
    args = around.args(node)
    inner = args[0] if len(args) == 1 else None
    known = inner is None or inner.op is not OPAQUE or inner.value is not None or inner.params != node.params
    return None if known or inner is None else Reduced(node, inner)


def _sorted_once(match: Reduced, around: Surroundings) -> Change | None:
    return stand("sorted-already", match.operand, match.node, around)


def _equal_is_same(match: Reduced, around: Surroundings) -> bool:
    return match.operand.layout.dtype.kind in "biu"


RULES = (
    Rule(
        "power-by-name", "exact", (np.power, operator.pow), _power, _own_function,
        {"is real": _is_real},
    ),
    Rule("count-of-truth", "exact", (np.sum, np.mean), _total, _counted, {"is truth": _is_truth}),
    Rule("count-without-comparison", "exact", (np.count_nonzero,), _count_compared, _bare("count-without-comparison")),
    Rule(
        "repeated-once", "exact", (np.max, np.min, np.any, np.all), _repeated, _bare("repeated-once"),
        {"order is nothing": _order_is_nothing},
    ),
    Rule(
        "order-forgotten", "exact", _ORDER_BLIND, _sorted, _bare("order-forgotten"),
        {"order is nothing": _order_is_nothing},
    ),
    Rule(
        "sorted-already", "exact", (np.sort,), _sorted_twice, _sorted_once,
        {"equal is the same": _equal_is_same},
    ),
)  # fmt: skip
