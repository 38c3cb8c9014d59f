"""Squared distances between all pairs of points, by a matrix product.

``|a - b|**2`` is ``|a|**2 + |b|**2 - 2 * a @ b``: the array of all differences is never made. What is left of a short
distance between points far from the origin is less exact than NumPy's, and is kept from falling below zero.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from symnp._graph.node import Node
from symnp._rewrite.building import WHOLE, apply, indexed, product, reduced, replaced, square, transposed, view
from symnp._rewrite.matching import is_elementwise, is_known, is_only_for, is_real, is_reduction
from symnp._rewrite.rule import Change, Rule, Surroundings

_PAIRS = 3


class Pairs(NamedTuple):
    """A sum of squares of the differences of all points of one set, along the rows, and another."""

    node: Node
    rows: Node
    columns: Node


def _squared_distances(node: Node, around: Surroundings) -> Pairs | None:
    if not is_reduction(node, np.sum) or node.params[1] not in (-1, _PAIRS - 1):
        return None
    (squares,) = around.args(node)
    if not is_elementwise(squares, np.square, np.multiply) or len(set(around.args(squares))) != 1:
        return None
    differences = around.args(squares)[0]
    if not is_elementwise(differences, np.subtract) or not is_known(differences):
        return None
    if not is_only_for(squares, node, around) or not is_only_for(differences, squares, around):
        return None
    return _pairs(node, differences.layout.shape, *around.args(differences))


def _pairs(node: Node, shape: tuple[int, ...], first: Node, second: Node) -> Pairs | None:
    """Return the match if one operand has its points along the first axis and the other one along the second.

    Points of one coordinate are left alone: the array of their differences is no larger than the result.
    """
    if len(shape) != _PAIRS or shape[-1] == 1:
        return None
    n, m, k = shape
    for rows, columns in ((first, second), (second, first)):
        if rows.layout.shape == (n, 1, k) and columns.layout.shape in ((1, m, k), (m, k)):
            return Pairs(node, rows, columns)
    return None


def _is_real(match: Pairs, around: Surroundings) -> bool:
    return is_real(*match)


def _by_product(match: Pairs, around: Surroundings) -> Change | None:
    node = match.node
    a, b = indexed(match.rows, WHOLE, 0, WHOLE, like=node), match.columns
    if len(b.layout.shape) == _PAIRS:
        b = indexed(b, 0, like=node)
    total = _within(a, node) if a is b else _between(a, b, node)
    return replaced(node, apply(np.maximum, total, 0, like=node), around, "distances-by-product")


def _between(a: Node, b: Node, node: Node) -> Node:
    lengths = [reduced(np.sum, square(one, like=node), 1, like=node) for one in (a, b)]
    column = indexed(lengths[0], WHOLE, None, like=node)
    mixed = product(apply(np.multiply, a, -2, like=node), transposed(b, like=node), like=node)
    return apply(np.add, apply(np.add, mixed, column, like=node), lengths[1], like=node)


def _within(a: Node, node: Node) -> Node:
    """Return the squared distances within one set; that of a point from itself is zero, whatever rounding does."""
    mixed = product(a, transposed(a, like=node), like=node)
    halves = apply(np.multiply, view(mixed, ("diagonal", (0, 0, 1)), like=node), 0.5, like=node)
    column = indexed(halves, WHOLE, None, like=node)
    half = apply(np.add, apply(np.subtract, column, mixed, like=node), halves, like=node)
    return apply(np.multiply, half, 2, like=node)


RULES = (
    Rule(
        "distances-by-product", "algebraic", (np.sum,), _squared_distances, _by_product,
        {"real": _is_real}, over=(np.multiply, np.square),
    ),
)  # fmt: skip
