"""Sums of products element by element, without the array of products.

Where all is summed, or the last axis is, they are inner products, which BLAS computes in one pass over the data; else
`numpy.einsum` adds the products up as it makes them. Products that were broadcast against one another, such as
``(A[:, None, :] * B[None, :, :]).sum(-1)``, become matrix products.
"""

from __future__ import annotations

import string
from typing import NamedTuple

import numpy as np

from symnp._graph.node import Node
from symnp._infer.reduction import reduced_axes
from symnp._rewrite.building import apply, call, flattened, indexed, product, reduced, replaced, square, view
from symnp._rewrite.matching import (
    arguments,
    is_call,
    is_elementwise,
    is_known,
    is_one_dtype,
    is_only_for,
    is_reduction,
)
from symnp._rewrite.rule import Change, Rule, Surroundings

_WORTH = 4096
"""Products from which on `numpy.einsum` pays for reading its subscripts, and for looking for matrix products in them."""
_NARROW = np.dtype(np.float16)  # No BLAS has it, and it is added up in a wider type than it is multiplied in.


class Products(NamedTuple):
    """A sum or mean of products that nobody else reads."""

    node: Node
    products: Node
    a: Node
    b: Node


def _sum_of_products(node: Node, around: Surroundings) -> Products | None:
    if not is_reduction(node, np.sum, np.mean):
        return None
    (products,) = around.args(node)
    if not is_elementwise(products, np.multiply, np.square) or not is_only_for(products, node, around):
        return None
    if not is_known(products) or products.layout.dtype == _NARROW or products.layout.dtype.kind not in "iufc":
        return None
    factors = around.args(products)
    a, b = factors if len(factors) > 1 else factors * 2
    fits = all(one.layout.shape and _is_at_hand(one, products, around) for one in (a, b))
    return Products(node, products, a, b) if fits else None


def _is_at_hand(node: Node, products: Node, around: Surroundings) -> bool:
    """Whether a factor is an array in any case.

    What is computed element by element for the products alone need not become one: it is multiplied and added up block
    by block, which is faster than making it whole for an inner product.
    """
    return node.op.kind != "elementwise" or not is_only_for(node, products, around)


def _is_whole(node: Node, products: Node) -> bool:
    ndim = len(products.layout.shape)
    return len(reduced_axes(node.params[1], ndim)) == ndim


def _whole_sum(node: Node, around: Surroundings) -> Products | None:
    match = _sum_of_products(node, around)
    if match is None or not _is_whole(node, match.products):
        return None
    return match if match.a.layout.shape == match.b.layout.shape else None


def _does_not_widen(match: Products, around: Surroundings) -> bool:
    return is_one_dtype(*match)


def _are_laid_out_alike(match: Products, around: Surroundings) -> bool:
    """Whether elements with the same index lie at the same place of both buffers."""
    return match.a.layout.strides == match.b.layout.strides


def _inner_product(match: Products, around: Surroundings) -> Change | None:
    node, _, a, b = match
    left, right = flattened(a, like=node), flattened(b, like=node)
    if left is None or right is None:
        return None
    return replaced(node, _as_mean(product(left, right, like=node), match), around, "sum-of-products")


def _as_mean(total: Node, match: Products) -> Node:
    """Return the sum, or divide it by the number of products in each, if the mean was asked for."""
    node, products, _, _ = match
    if node.params[0] is np.sum:
        return total
    count = 1
    for axis in reduced_axes(node.params[1], len(products.layout.shape)):
        count *= products.layout.shape[axis]
    return apply(np.true_divide, total, count, like=node)


def _sum_along_axes(node: Node, around: Surroundings) -> Products | None:
    match = _sum_of_products(node, around)
    if match is None or match.products.layout.size < _WORTH:
        return None
    alike = match.a.layout.shape == match.b.layout.shape
    return None if alike and _is_whole(node, match.products) else match


def _contract(match: Products, around: Surroundings) -> Change | None:
    node, products, a, b = match
    ndim = len(products.layout.shape)
    gone = reduced_axes(node.params[1], ndim)
    real, alike = products.layout.dtype.kind != "c", a.layout.shape == b.layout.shape
    if gone == {ndim - 1} and real and alike:
        total = call(np.vecdot, a, b, like=node)
    else:
        (left, a), (right, b) = (_without_broadcast(one, products, node) for one in (a, b))
        kept = "".join(string.ascii_letters[axis] for axis in range(ndim) if axis not in gone)
        if not all(letter in left + right for letter in kept) or len(set(left + right)) < ndim:
            return None
        options = {"optimize": True} if _is_matrix_product(left, right, kept) else {}
        total = call(np.einsum, f"{left},{right}->{kept}", a, b, **options, like=node)
    return replaced(node, _as_mean(total, match), around, "sum-of-products-along-axes")


def _without_broadcast(one: Node, products: Node, like: Node) -> tuple[str, Node]:
    """Return the letters of an operand's axes, and the operand without those along which it is repeated."""
    shape, whole = one.layout.shape, products.layout.shape
    outer = len(whole) - len(shape)
    kept = [n == whole[outer + axis] for axis, n in enumerate(shape)]
    letters = "".join(string.ascii_letters[outer + axis] for axis, keep in enumerate(kept) if keep)
    if all(kept):
        return letters, one
    return letters, indexed(one, *[(None, None, None) if keep else 0 for keep in kept], like=like)


def _is_matrix_product(left: str, right: str, kept: str) -> bool:
    """Whether all axes that both have are summed over, and no others: that is what BLAS does."""
    return bool(set(left) & set(right)) and set(left) ^ set(right) == set(kept)


class Magnitudes(NamedTuple):
    """A sum of the squared magnitudes of complex numbers."""

    node: Node
    products: Node
    numbers: Node


def _sum_of_magnitudes(node: Node, around: Surroundings) -> Magnitudes | None:
    (products,) = around.args(node) if is_reduction(node, np.sum, np.mean) else (node,)
    magnitudes = set(around.args(products)) if is_elementwise(products, np.multiply, np.square) else set()
    if len(magnitudes) != 1 or not is_only_for(products, node, around) or not _is_whole(node, products):
        return None
    (one,) = magnitudes
    if not is_elementwise(one, np.absolute) or not is_only_for(one, products, around) or not is_known(one):
        return None
    (numbers,) = around.args(one)
    return Magnitudes(node, products, numbers) if numbers.layout.dtype.kind == "c" else None


def _inner_product_of_parts(match: Magnitudes, around: Surroundings) -> Change | None:
    """Look at real and imaginary parts as at a vector of twice as many real numbers."""
    node, products, numbers = match
    vector = flattened(numbers, like=node)
    if vector is None or not vector.layout.dummy.flags.c_contiguous:
        return None
    parts = view(vector, ("view", products.layout.dtype), like=node)
    total = _as_mean(product(parts, parts, like=node), Products(node, products, parts, parts))
    return replaced(node, total, around, "sum-of-magnitudes")


class Norm(NamedTuple):
    """The Euclidean norms along one axis."""

    node: Node
    vectors: Node
    axis: int


def _norms(node: Node, around: Surroundings) -> Norm | None:
    if not is_call(node, np.linalg.norm) or not is_known(node):
        return None
    named = arguments(node)
    axis = named.get("axis")
    (vectors, *rest) = around.args(node)
    if rest or type(axis) is not int or named.get("ord") not in (None, 2) or named.get("keepdims", False):
        return None
    return Norm(node, vectors, axis) if vectors.layout.dtype.kind == "f" and vectors.layout.dtype != _NARROW else None


def _root_of_sum(match: Norm, around: Surroundings) -> Change | None:
    node, vectors, axis = match
    total = reduced(np.sum, square(vectors, like=node), axis, like=node)
    return replaced(node, apply(np.sqrt, total, like=node), around, "norm-as-sum")


RULES = (
    Rule("sum-of-magnitudes", "algebraic", (np.sum, np.mean), _sum_of_magnitudes, _inner_product_of_parts, over=(np.multiply, np.square)),
    Rule(
        "sum-of-products", "reassociate", (np.sum, np.mean), _whole_sum, _inner_product,
        {"does not widen": _does_not_widen, "are laid out alike": _are_laid_out_alike}, over=(np.multiply, np.square),
    ),
    Rule(
        "sum-of-products-along-axes", "reassociate", (np.sum, np.mean), _sum_along_axes, _contract,
        {"does not widen": _does_not_widen}, over=(np.multiply, np.square),
    ),
    Rule("norm-as-sum", "reassociate", (np.linalg.norm,), _norms, _root_of_sum),
)  # fmt: skip
"""Integers are multiplied in their own type but added up in a wider one, so that products which wrap around differ."""
