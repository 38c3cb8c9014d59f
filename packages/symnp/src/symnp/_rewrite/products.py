"""Matrix products of which only sums or the diagonal are looked at, and sums of products that share a matrix."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from symnp._graph.node import Node
from symnp._rewrite.building import WHOLE, apply, call, indexed, product, reduced, replaced
from symnp._rewrite.matching import (
    arguments,
    factors_of,
    is_call,
    is_elementwise,
    is_floating,
    is_one_dtype,
    is_only_for,
    is_reduction,
    operand,
)
from symnp._rewrite.rule import Change, Rule, Surroundings

_DIAGONAL = ("diagonal", (0, 0, 1))
_MATRIX = 2


class Product(NamedTuple):
    """An operation on a matrix product that nobody else reads."""

    node: Node
    product: Node
    a: Node
    b: Node


def _product_of_matrices(node: Node, inner: Node | None, around: Surroundings) -> Product | None:
    """Return the match of an operation whose operand is a product of two matrices that nobody else reads."""
    factors = None if inner is None or not is_only_for(inner, node, around) else factors_of(inner, around)
    if inner is None or factors is None or any(len(one.layout.shape) != _MATRIX for one in factors):
        return None
    return Product(node, inner, *factors)


def _summed(node: Node, around: Surroundings) -> Product | None:
    if not is_reduction(node, np.sum, np.mean) or type(node.params[1]) is tuple:
        return None
    return _product_of_matrices(node, around.args(node)[0], around)


def _is_floating(match: Product, around: Surroundings) -> bool:
    return is_floating(match.node, match.product, match.a, match.b)


def _sum_factors(match: Product, around: Surroundings) -> Change | None:
    """Add up the rows of the first factor, the columns of the second, or both, before they are multiplied."""
    node, _, a, b = match
    function, axis, _ = node.params
    rows, columns = axis is None or axis % _MATRIX == 0, axis is None or axis % _MATRIX == 1
    left = reduced(function, a, 0, like=node) if rows else a
    right = reduced(function, b, 1, like=node) if columns else b
    return replaced(node, product(left, right, like=node), around, "sum-of-product")


def _traced(node: Node, around: Surroundings) -> Product | None:
    """Return the match of a trace, in one of the ways of writing it."""
    if is_call(node, np.trace):
        return _product_of_matrices(node, operand(node, around, offset=0, axis1=0, axis2=1, dtype=None), around)
    if is_call(node, np.einsum):
        positional, keywords = node.params[1].items
        trace = len(positional.items) == _MATRIX and not keywords.items and _text(positional.items[0]) in _TRACES
        return _product_of_matrices(node, around.args(node)[0], around) if trace else None
    return _summed_diagonal(node, around)


_TRACES = ("ii", "ii->")


def _text(item: object) -> str | None:
    value = getattr(item, "value", None)
    return value.replace(" ", "") if isinstance(value, str) else None


def _summed_diagonal(node: Node, around: Surroundings) -> Product | None:
    (diagonal,) = around.args(node) if is_reduction(node, np.sum) else (node,)
    found = _diagonal(diagonal, around) if diagonal.op.kind == "view" and is_only_for(diagonal, node, around) else None
    return None if found is None else found._replace(node=node)


def _diagonal(node: Node, around: Surroundings) -> Product | None:
    steps = [step for step in node.layout.steps if step[0] != "read_only"]
    if len(steps) != 1 or steps[0] not in (_DIAGONAL, ("einsum", "ii->i")):
        return None
    (inner,) = around.args(node)
    return None if inner.layout is not node.layout.root else _product_of_matrices(node, inner, around)


def _multiply_along(match: Product, subscripts: str) -> Node:
    """Return the node that multiplies the rows of the first factor with the columns of the second."""
    node, inner, a, b = match
    rows, columns = inner.layout.shape
    if rows > columns:
        a = indexed(a, (None, columns, None), like=node)
    elif columns > rows:
        b = indexed(b, WHOLE, (None, rows, None), like=node)
    return call(np.einsum, subscripts, a, b, like=node)


def _trace(match: Product, around: Surroundings) -> Change | None:
    return replaced(match.node, _multiply_along(match, "ij,ji->"), around, "trace-of-product")


def _diagonal_alone(match: Product, around: Surroundings) -> Change | None:
    return replaced(match.node, _multiply_along(match, "ij,ji->i"), around, "diagonal-of-product")


class Shared(NamedTuple):
    """A sum or difference of two products with the same first or second matrix."""

    node: Node
    others: tuple[Node, Node]
    matrix: Node
    is_first: bool


def _shares_matrix(node: Node, around: Surroundings) -> Shared | None:
    terms = around.args(node) if is_elementwise(node, np.add, np.subtract) else ()
    if not terms or terms[0] is terms[1] or not all(is_only_for(term, node, around) for term in terms):
        return None
    found = [factors_of(term, around) for term in terms]
    if found[0] is None or found[1] is None:
        return None
    (a, b), (c, d) = found[0], found[1]
    if a is c:
        return Shared(node, (b, d), a, is_first=True)
    return Shared(node, (a, c), b, is_first=False) if b is d else None


def _have_one_shape(match: Shared, around: Surroundings) -> bool:
    first, second = match.others
    return first.layout.shape == second.layout.shape


def _have_one_dtype(match: Shared, around: Surroundings) -> bool:
    return is_one_dtype(match.node, match.matrix, *match.others)


def _add_before(match: Shared, around: Surroundings) -> Change | None:
    node, others, matrix, is_first = match
    together = apply(node.params[0], *others, like=node)
    new = product(matrix, together, like=node) if is_first else product(together, matrix, like=node)
    return replaced(node, new, around, "common-matrix")


class Diagonal(NamedTuple):
    """A product with a diagonal matrix; the elements on the diagonal are None where all of them are one."""

    node: Node
    elements: Node | None
    matrix: Node
    other: Node
    is_first: bool


def _diagonal_factor(node: Node, around: Surroundings) -> Diagonal | None:
    factors = factors_of(node, around)
    if factors is None:
        return None
    for is_first in (True, False):
        matrix, other = factors if is_first else factors[::-1]
        if is_call(matrix, np.diag, np.diagflat) and len(around.args(matrix)[0].layout.shape) == 1:
            return Diagonal(node, around.args(matrix)[0], matrix, other, is_first)
        if is_call(matrix, np.eye, np.identity) and matrix.layout.shape[0] == matrix.layout.shape[1]:
            return Diagonal(node, None, matrix, other, is_first)
    return None


def _is_on_main_diagonal(match: Diagonal, around: Surroundings) -> bool:
    return bool(arguments(match.matrix).get("k", 0) == 0)


def _scale(match: Diagonal, around: Surroundings) -> Change | None:
    node, elements, _, other, is_first = match
    if elements is None:
        return replaced(node, other, around, "diagonal-factor")
    if is_first and len(other.layout.shape) > 1:
        elements = indexed(elements, WHOLE, None, like=node)
    operands = (elements, other) if is_first else (other, elements)
    return replaced(node, apply(np.multiply, *operands, like=node), around, "diagonal-factor")


RULES = (
    Rule("trace-of-product", "reassociate", (np.trace, np.einsum, np.sum), _traced, _trace),
    Rule("diagonal-of-product", "reassociate", ("view",), _diagonal, _diagonal_alone, over=("contraction",)),
    Rule(
        "sum-of-product", "algebraic", (np.sum, np.mean), _summed, _sum_factors,
        {"floating": _is_floating}, over=("contraction", np.dot),
    ),
    Rule(
        "common-matrix", "algebraic", (np.add, np.subtract), _shares_matrix, _add_before,
        {"have one shape": _have_one_shape, "have one dtype": _have_one_dtype}, over=("contraction", np.dot),
    ),
    Rule(
        "diagonal-factor", "algebraic", ("contraction", np.dot), _diagonal_factor, _scale,
        {"is on the main diagonal": _is_on_main_diagonal}, over=(np.diag, np.diagflat, np.eye, np.identity),
    ),
)  # fmt: skip
"""The diagonal of a product is made of the same products in another order; sums of it need the law of distribution."""
