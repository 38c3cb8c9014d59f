"""Standard deviations, variances and means in the steps that NumPy takes, so that they share them with the rest.

NumPy's ``std`` is a mean, a difference, a square, a sum, a quotient and a root. Said so, its mean is the mean that the
user has asked for, its difference the ``x - x.mean(0)`` that is divided by it, and no array as large as the operand need
be there at once. A mean is a sum divided by a count, and takes the sum where there is one.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from symnp._graph.node import Node
from symnp._infer.reduction import reduced_axes
from symnp._ops.copy import element
from symnp._ops.elementwise import ELEMENTWISE, astype
from symnp._ops.leaf import constant
from symnp._ops.reduction import REDUCTION
from symnp._ops.registry import build
from symnp._rewrite.rule import Change, Rule, Surroundings


class Spread(NamedTuple):
    """A standard deviation, a variance or a mean."""

    node: Node
    operand: Node
    axes: frozenset[int]
    options: dict[str, Any]

    @property
    def elements(self) -> int:
        """The number of elements that make one element of the result."""
        shape = self.operand.layout.shape
        return int(np.prod([shape[axis] for axis in self.axes], dtype=np.intp))


def _spread(node: Node, around: Surroundings) -> Spread | None:
    _, axis, options = node.params
    (operand,) = around.args(node)
    if operand.layout.unknown or not operand.layout.shape:
        return None
    return Spread(node, operand, reduced_axes(axis, len(operand.layout.shape)), dict(options))


def _deviation(node: Node, around: Surroundings) -> Spread | None:
    match = _spread(node, around)
    if match is None or match.options.keys() - {"keepdims", "ddof"} or type(match.options.get("ddof", 0)) is not int:
        return None
    return match if match.elements > max(match.options.get("ddof", 0), 0) else None  # NumPy warns of the others.


def _is_real(match: Spread, around: Surroundings) -> bool:
    """Whether the square of a difference is that of its distance from zero."""
    return match.operand.layout.dtype.kind != "c"


def _is_not_half(match: Spread, around: Surroundings) -> bool:
    """Whether NumPy's mean is the mean that its deviation subtracts: of half precision it adds up in single."""
    return match.operand.layout.dtype != np.float16


def _in_steps(match: Spread, around: Surroundings) -> Change:
    node, line = match.node, match.node.line
    _, axis, _ = node.params
    keep = (("keepdims", True),) if match.options.get("keepdims", False) else ()
    wide = (("dtype", np.dtype(np.float64)),) if match.operand.layout.dtype.kind in "biu" else ()

    def step(function: Any, *args: Node) -> Node:
        return build(ELEMENTWISE, args, (function, ()), line=line, like=node)

    squares = step(np.square, step(np.subtract, match.operand, _mean(match)))
    total = build(REDUCTION, (squares,), (np.sum, axis, tuple(sorted(wide + keep))), line=line, like=node)
    variance = _divided(total, match.elements - match.options.get("ddof", 0), node)
    return Change(step(np.sqrt, variance) if node.params[0] is np.std else variance, ("deviation-in-steps",))


def _mean(match: Spread) -> Node:
    """Return the mean in the form that broadcasts against the operand, without more axes than that takes."""
    leading = match.axes == frozenset(range(len(match.axes)))
    options = () if leading else (("keepdims", True),)
    params = (np.mean, match.node.params[1], options)
    return build(REDUCTION, (match.operand,), params, line=match.node.line, like=match.node)


def _divided(total: Node, count: int, node: Node) -> Node:
    """Return a sum divided by a count as NumPy does it: in double precision at least, then in the dtype of the sum."""
    args = (total, constant(np.intp(count)))
    quotient = build(ELEMENTWISE, args, (np.divide, ()), line=node.line, like=node)
    if quotient.layout.dtype == total.layout.dtype:
        return quotient
    params = (astype, (("casting", "unsafe"), ("dtype", total.layout.dtype)))
    cast = build(ELEMENTWISE, (quotient,), params, line=node.line, like=node)
    return element(cast, line=node.line) if quotient.scalar else cast


class Summed(NamedTuple):
    """A mean, and the sum of the same elements that is there anyway."""

    mean: Spread
    total: Node


def _mean_beside_sum(node: Node, around: Surroundings) -> Summed | None:
    match = _spread(node, around)
    if match is None or not match.elements:
        return None
    wanted = (np.sum, *node.params[1:])
    for reader in around.readers(match.operand):
        if reader.op is REDUCTION and reader.params == wanted and reader.errors == node.errors:
            return Summed(match, reader)
    return None


def _sum_is_not_half(match: Summed, around: Surroundings) -> bool:
    """Whether the mean adds up in the dtype of the sum: of half precision it adds up single precision."""
    return match.total.layout.dtype != np.float16


def _from_sum(match: Summed, around: Surroundings) -> Change | None:
    mean = match.mean
    new = _divided(match.total, mean.elements, mean.node)
    return Change(new, ("mean-from-sum",)) if new.layout.dtype == mean.node.layout.dtype else None


RULES = (
    Rule(
        "deviation-in-steps", "exact", (np.std, np.var), _deviation, _in_steps,
        {"is real": _is_real, "is not half": _is_not_half},
    ),
    Rule("mean-from-sum", "exact", (np.mean,), _mean_beside_sum, _from_sum, {"is not half": _sum_is_not_half}),
)  # fmt: skip
