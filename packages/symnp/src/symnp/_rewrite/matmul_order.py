"""Chains of matrix products in the order that costs least.

References
----------
T. H. Cormen, C. E. Leiserson, R. L. Rivest, C. Stein, "Introduction to Algorithms", 4th edition, section 14.2.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from symnp._graph.node import Node
from symnp._ops.contraction import MATMUL
from symnp._ops.registry import build
from symnp._rewrite.rule import Change, Rule, Surroundings

_LONGEST = 12  # The search is cubic in the number of factors: of longer chains only so many of the last are ordered.


def _factors(product: Node, around: Surroundings) -> list[Node]:
    """Return the factors of a product of products, as far as nobody else reads the inner ones."""
    factors: list[Node] = []
    stack = [product]
    while stack:
        node = stack.pop()
        inner = node is product or (_is_inner(node, product) and len(around.readers(node)) == 1)
        if inner and not (node is not product and around.is_target(node)) and len(factors) + len(stack) < _LONGEST:
            stack.extend(reversed(around.args(node)))
        else:
            factors.append(node)
    return factors


def _is_inner(node: Node, product: Node) -> bool:
    return (
        node.op is MATMUL
        and node.value is None
        and node.params == product.params
        and node.layout.dtype == product.layout.dtype
        and len(node.layout.shape) in (1, 2)
    )


def _sides(factors: list[Node]) -> tuple[int, ...] | None:
    """Return the sizes between the factors, or None where they are no chain of matrices with vectors at its ends."""
    last = len(factors) - 1
    for i, factor in enumerate(factors):
        ndim = len(factor.layout.shape)
        if ndim != 2 and not (ndim == 1 and i in (0, last)):
            return None
    first = factors[0].layout.shape
    sides = [first[0], first[1]] if len(first) == 2 else [1, first[0]]
    for factor in factors[1:]:
        shape = factor.layout.shape
        sides.append(shape[1] if len(shape) == 2 else 1)
    return tuple(sides)


@lru_cache(maxsize=512)
def _best_splits(sides: tuple[int, ...]) -> tuple[int, dict[tuple[int, int], int]]:
    """Return the least number of multiplications, and where to split each run of factors to reach it."""
    n = len(sides) - 1
    after: list[list[int]] = [[0] for _ in range(n)]  # after[i][m]: the least cost of the m + 1 factors from i on.
    before: list[list[int]] = [[0] for _ in range(n)]  # before[j][m]: of the m + 1 factors up to j.
    split: dict[tuple[int, int], int] = {}
    for length in range(1, n):
        for i in range(n - length):
            j = i + length
            inner = sides[i + 1 : j + 1]
            rights = before[j][::-1]
            outer = sides[i] * sides[j + 1]
            options = [a + b + outer * side for a, b, side in zip(after[i], rights, inner, strict=True)]
            least = min(options)
            split[i, j] = i + options.index(least)
            after[i].append(least)
            before[j].append(least)
    return after[0][-1], split


def _multiplied(factors: list[Node], split: dict[tuple[int, int], int], i: int, j: int, product: Node) -> Node:
    if i == j:
        return factors[i]
    k = split[i, j]
    left = _multiplied(factors, split, i, k, product)
    right = _multiplied(factors, split, k + 1, j, product)
    return build(MATMUL, (left, right), product.params, line=product.line, like=product)


def _cost_now(node: Node, around: Surroundings, factors: set[Node], product: Node) -> int:
    if node in factors and node is not product:
        return 0
    a, b = around.args(node)
    own = node.layout.size * a.layout.shape[-1]
    return own + _cost_now(a, around, factors, product) + _cost_now(b, around, factors, product)


class Chain(NamedTuple):
    """A product of products."""

    product: Node
    factors: list[Node]
    sides: tuple[int, ...]


def _chain(product: Node, around: Surroundings) -> Chain | None:
    """Return a chain of more than two matrices, all of one dtype, with vectors at its ends at most."""
    if product.op is not MATMUL or len(product.layout.shape) > 2 or _is_part_of_longer(product, around):
        return None
    factors = _factors(product, around)
    sides = _sides(factors) if len(factors) > 2 else None
    if sides is None or len({factor.layout.dtype for factor in factors}) > 1:
        return None
    return Chain(product, factors, sides)


def _reorder(match: Chain, around: Surroundings) -> Change | None:
    product, factors, sides = match
    best, split = _best_splits(sides)
    if best >= _cost_now(product, around, set(factors), product):
        return None
    return Change(_multiplied(factors, split, 0, len(factors) - 1, product), ("matmul-order",))


def _is_part_of_longer(product: Node, around: Surroundings) -> bool:
    """Whether a larger chain contains this product, which will then be ordered as a whole."""
    readers = around.readers(product)
    return len(readers) == 1 and _is_inner(product, readers[0]) and not around.is_target(product)


def _wraps_around(match: Chain, around: Surroundings) -> bool:
    return match.product.layout.dtype.kind in "biu"


RULES = (
    Rule(
        "matmul-order",
        "exact",
        ("contraction",),
        _chain,
        _reorder,
        {"wraps around": _wraps_around},
        over=("contraction",),
    ),
    Rule("matmul-order", "reassociate", ("contraction",), _chain, _reorder, over=("contraction",)),
)
"""Integers wrap around, so their products may be grouped at will; floating-point numbers round."""
