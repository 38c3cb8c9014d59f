"""Calls of `numpy.einsum` that BLAS can compute: as NumPy does it where it is told to optimise."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from symnp._graph.node import Node
from symnp._rewrite.building import call, replaced
from symnp._rewrite.matching import is_call, is_floating, is_known
from symnp._rewrite.rule import Change, Rule, Surroundings

_WORTH = 1 << 15
"""Products from which on looking for the best way pays."""
_NARROW = np.dtype(np.float16)


class Contraction(NamedTuple):
    """A call of einsum with subscripts and operands."""

    node: Node
    subscripts: str
    operands: tuple[Node, ...]


def _contraction(node: Node, around: Surroundings) -> Contraction | None:
    if not is_call(node, np.einsum) or not is_known(node) or node.layout.dtype == _NARROW:
        return None
    positional, keywords = node.params[1].items
    subscripts = getattr(positional.items[0], "value", None)
    operands = around.args(node)
    if (
        keywords.items
        or not isinstance(subscripts, str)
        or "." in subscripts
        or len(positional.items) != len(operands) + 1
    ):
        return None
    if not is_floating(node, *operands) or not _gains(subscripts.replace(" ", ""), operands):
        return None
    return Contraction(node, subscripts, operands)


def _gains(subscripts: str, operands: tuple[Node, ...]) -> bool:
    """Whether three or more operands can be multiplied in an order, or two of them as matrices."""
    inputs, _, output = subscripts.partition("->")
    terms = inputs.split(",")
    if "->" not in subscripts:
        output = "".join(sorted(letter for letter in set(inputs) - {","} if inputs.count(letter) == 1))
    lengths = {
        letter: n
        for term, one in zip(terms, operands, strict=True)
        for letter, n in zip(term, one.layout.shape, strict=True)
    }
    products = 1
    for n in lengths.values():
        products *= n
    if products < _WORTH or any(len(set(term)) < len(term) for term in terms):
        return False
    if len(terms) > 2:
        return True
    if len(terms) < 2:
        return False
    first, second, kept = set(terms[0]), set(terms[1]), set(output)
    summed = (first & second) - kept
    return (
        bool(summed)
        and not first & second & kept
        and bool(first - second)
        and bool(second - first)
        and first ^ second == kept
    )


def _optimised(match: Contraction, around: Surroundings) -> Change | None:
    node, subscripts, operands = match
    return replaced(
        node, call(np.einsum, subscripts, *operands, optimize=True, like=node), around, "einsum-by-products"
    )


RULES = (Rule("einsum-by-products", "reassociate", (np.einsum,), _contraction, _optimised),)
