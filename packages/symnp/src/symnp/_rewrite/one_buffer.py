"""The product of a matrix with its own transpose, written as two equal expressions: one buffer will do.

BLAS computes one half of such a product and mirrors it; its sums add up in another order.

References
----------
J. J. Dongarra et al., "A set of level 3 basic linear algebra subprograms", ACM Transactions on Mathematical Software 16
(1990): the routine xSYRK.
"""

from __future__ import annotations

from typing import NamedTuple

from symnp._graph.node import Node
from symnp._ops.contraction import MATMUL
from symnp._ops.copy import TWIN
from symnp._ops.registry import build
from symnp._ops.view import view_node
from symnp._rewrite.rule import Change, Rule, Surroundings


class Twins(NamedTuple):
    """A product of which an operand shows a copy of the other's buffer."""

    product: Node
    shown: Node
    buffer: Node


def _twins(product: Node, around: Surroundings) -> Twins | None:
    if product.op is not MATMUL:
        return None
    first, second = around.args(product)
    copy = around.args(second)[0] if second.op.kind == "view" and second.value is None else second
    if copy.op is not TWIN or copy.value is not None:
        return None
    (buffer,) = around.args(copy)
    root = around.args(first)[0] if first.op.kind == "view" and first.value is None else first
    return Twins(product, second, buffer) if root is buffer else None


def _shared(match: Twins, around: Surroundings) -> Change:
    product, shown, buffer = match
    own = view_node(buffer, shown.layout, line=shown.line) if shown.op.kind == "view" else buffer
    new = build(MATMUL, (around.args(product)[0], own), product.params, line=product.line, like=product)
    return Change(new, ("one-buffer",))


RULES = (Rule("one-buffer", "reassociate", ("contraction",), _twins, _shared, over=("copy", "view")),)
"""It needs no guard: a copy has the values of its buffer."""
