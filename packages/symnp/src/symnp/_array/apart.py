"""Operands that are two buffers to NumPy, though they are one node here.

Equal expressions are one node, so ``(x - m).T @ (x - m)`` multiplies one buffer with itself, while in NumPy the two
differences lie apart. BLAS has a routine of its own for the product of a matrix with its transpose, and other last bits
come of it: NumPy takes it where it sees one buffer. So where the user has written two, there are two.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from symnp._graph.node import Node, SourceLine
from symnp._ops.copy import twin_node
from symnp._ops.view import view_node


def apart(operands: Sequence[Any], nodes: Sequence[Node], line: SourceLine | None) -> tuple[Node, ...]:
    """Return the nodes, one of the second operand's own where NumPy would have two buffers and these nodes have one."""
    roots = [node.args[0] if node.op.kind == "view" and node.args else node for node in nodes]
    if (
        len(nodes) != 2
        or roots[0] is not roots[1]
        or roots[0].op.kind in ("leaf", "constant")
        or not roots[0].layout.shape
    ):
        return tuple(nodes)
    if _buffer_of(operands[0]) is _buffer_of(operands[1]):
        return tuple(nodes)
    own = twin_node(roots[1], line=line)
    return nodes[0], own if nodes[1] is roots[1] else view_node(own, nodes[1].layout, line=line)


def _buffer_of(operand: Any) -> Any:
    """Return what arrays that look into one buffer have in common."""
    return getattr(operand, "_base", None) or operand
