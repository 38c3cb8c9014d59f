"""Inverses that are only multiplied with: a system of equations is solved in their place.

References
----------
N. J. Higham, "Accuracy and Stability of Numerical Algorithms", 2nd edition, chapter 14: solving takes a third of the
operations, and leaves the smaller residual.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from symnp._graph.node import Node
from symnp._rewrite.building import apply, call, replaced, transposed
from symnp._rewrite.matching import factors_of, is_call, is_only_for, operand
from symnp._rewrite.rule import Change, Rule, Surroundings

_MATRIX = 2


class Multiplied(NamedTuple):
    """A product with an inverse that nobody else reads."""

    node: Node
    matrix: Node
    other: Node
    is_first: bool


def _inverted(node: Node, reader: Node, around: Surroundings) -> Node | None:
    """Return the matrix of which a node is the inverse, or the transposed inverse, for one reader alone."""
    if not is_only_for(node, reader, around):
        return None
    if is_call(node, np.linalg.inv):
        return operand(node, around)
    if node.op.kind == "view" and node.layout.steps == (("transpose", None),) and len(node.layout.shape) == _MATRIX:
        (inner,) = around.args(node)
        matrix = _inverted(inner, node, around) if inner.op.kind != "view" else None
        return None if matrix is None else transposed(matrix, like=node)
    return None


def _product_with_inverse(node: Node, around: Surroundings) -> Multiplied | None:
    factors = factors_of(node, around)
    if factors is None:
        return None
    a, b = factors
    matrix = _inverted(a, node, around)
    if matrix is not None:
        return Multiplied(node, matrix, b, is_first=True)
    matrix = _inverted(b, node, around)
    plain = matrix is not None and len(matrix.layout.shape) == _MATRIX and len(a.layout.shape) <= _MATRIX
    return Multiplied(node, matrix, a, is_first=False) if matrix is not None and plain else None


def _solve(match: Multiplied, around: Surroundings) -> Change | None:
    node, matrix, other, is_first = match
    if other.layout.dtype == np.float16:
        return None  # LAPACK has none of it, though products do.
    if is_first:
        return replaced(node, call(np.linalg.solve, matrix, other, like=node), around, "solve-for-inverse")
    turned = call(np.linalg.solve, transposed(matrix, like=node), transposed(other, like=node), like=node)
    return replaced(node, transposed(turned, like=node), around, "solve-for-inverse")


class OfInverse(NamedTuple):
    """A function of an inverse."""

    node: Node
    matrix: Node


def _inverse_of_inverse(node: Node, around: Surroundings) -> OfInverse | None:
    inner = operand(node, around)
    matrix = operand(inner, around) if inner is not None and is_call(inner, np.linalg.inv) else None
    return None if matrix is None else OfInverse(node, matrix)


def _matrix_itself(match: OfInverse, around: Surroundings) -> Change | None:
    return replaced(match.node, match.matrix, around, "inverse-of-inverse")


def _determinant_of_inverse(node: Node, around: Surroundings) -> OfInverse | None:
    inner = operand(node, around)
    if inner is None or not is_call(inner, np.linalg.inv) or not is_only_for(inner, node, around):
        return None
    matrix = operand(inner, around)
    return None if matrix is None else OfInverse(node, matrix)


def _reciprocal(match: OfInverse, around: Surroundings) -> Change | None:
    node = match.node
    determinant = call(np.linalg.det, match.matrix, like=node)
    return replaced(node, apply(np.reciprocal, determinant, like=node), around, "determinant-of-inverse")


RULES = (
    Rule(
        "solve-for-inverse",
        "algebraic",
        ("contraction", np.dot),
        _product_with_inverse,
        _solve,
        over=(np.linalg.inv, "view"),
    ),
    Rule("inverse-of-inverse", "algebraic", (np.linalg.inv,), _inverse_of_inverse, _matrix_itself),
    Rule("determinant-of-inverse", "algebraic", (np.linalg.det,), _determinant_of_inverse, _reciprocal),
)
"""A matrix that has no inverse is still refused, but for the inverse of an inverse."""
