"""Matrix products with a factor whose rows or columns were scaled: the smaller side is scaled in its place.

``(c * A) @ v`` is ``c * (A @ v)``, ``(A * row) @ v`` is ``A @ (row * v)``, and ``(column * row) @ v`` is
``column * (row @ v)``: no second matrix is made. So is it with the sides exchanged.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from symnp._graph.node import Node
from symnp._rewrite.building import WHOLE, apply, indexed, product, replaced
from symnp._rewrite.matching import factors_of, is_elementwise, is_floating, is_only_for
from symnp._rewrite.rule import Change, Rule, Surroundings

_MATRIX = 2


class Scaled(NamedTuple):
    """A product of which one factor is a scaled matrix that nobody else reads."""

    node: Node
    scaled: Node
    matrix: Node
    scale: Node
    other: Node
    is_first: bool


def _scaled_factor(node: Node, around: Surroundings) -> Scaled | None:
    factors = factors_of(node, around)
    if factors is None:
        return None
    for is_first in (True, False):
        scaled, other = factors if is_first else factors[::-1]
        if not is_elementwise(scaled, np.multiply, np.true_divide) or not is_only_for(scaled, node, around):
            continue
        if len(scaled.layout.shape) != _MATRIX or 1 in scaled.layout.shape or len(other.layout.shape) > _MATRIX:
            continue
        matrix, scale = around.args(scaled)
        choices = [(matrix, scale)] if scaled.params[0] is np.true_divide else [(matrix, scale), (scale, matrix)]
        for one, by in choices:
            match = Scaled(node, scaled, one, by, other, is_first)
            if _goes_outside(match) or _goes_over(match):
                return match
    return None


def _goes_outside(match: Scaled) -> bool:
    """Whether the scale belongs to the rows or columns that the product keeps, and the product is smaller."""
    rows, columns = match.scaled.layout.shape
    kept = [(rows, 1)] if match.is_first else [(columns,), (1, columns)]
    shape = match.scale.layout.shape
    reaches = match.matrix.layout.shape == match.scaled.layout.shape if not shape else shape in kept
    return reaches and match.node.layout.size < match.scaled.layout.size and bool(match.matrix.layout.shape)


def _goes_over(match: Scaled) -> bool:
    """Whether the scale belongs to what is summed over, and the other factor is smaller."""
    rows, columns = match.scaled.layout.shape
    summed = [(columns,), (1, columns)] if match.is_first else [(rows, 1)]
    if match.matrix.layout.shape != match.scaled.layout.shape or match.scale.layout.shape not in summed:
        return False
    return match.other.layout.size < match.scaled.layout.size


def _is_floating(match: Scaled, around: Surroundings) -> bool:
    return is_floating(match.node, match.scaled, match.matrix, match.scale, match.other)


def _scale_smaller(match: Scaled, around: Surroundings) -> Change | None:
    node, scaled, matrix, _, other, _ = match
    function = scaled.params[0]
    if _goes_outside(match):
        new = apply(function, _multiplied(matrix, other, match), _beside_result(match), like=node)
    else:
        new = _multiplied(matrix, apply(function, other, _beside_other(match), like=node), match)
    return replaced(node, new, around, "scaled-factor")


def _multiplied(scaled: Node, other: Node, match: Scaled) -> Node:
    return product(*((scaled, other) if match.is_first else (other, scaled)), like=match.node)


def _beside_result(match: Scaled) -> Node:
    """Return the scale as it fits the product, from which a vector on the other side takes an axis."""
    scale = match.scale
    if len(scale.layout.shape) < _MATRIX or len(match.other.layout.shape) == _MATRIX:
        return scale
    return indexed(scale, *((WHOLE, 0) if match.is_first else (0, WHOLE)), like=match.node)


def _beside_other(match: Scaled) -> Node:
    """Return the scale as it fits the axis of the other factor that is summed over."""
    scale, node = match.scale, match.node
    if not match.is_first:
        return indexed(scale, WHOLE, 0, like=node)
    row = scale if len(scale.layout.shape) == 1 else indexed(scale, 0, WHOLE, like=node)
    return row if len(match.other.layout.shape) == 1 else indexed(row, WHOLE, None, like=node)


RULES = (
    Rule(
        "scaled-factor", "algebraic", ("contraction", np.dot), _scaled_factor, _scale_smaller,
        {"floating": _is_floating}, over=(np.multiply, np.true_divide),
    ),
)  # fmt: skip
