"""How large the operations of a program are."""

from __future__ import annotations

import symnp
from _symnp_programs.program import Program
from symnp._array.convert import peeked
from symnp._graph.node import Node
from symnp._graph.walk import ancestors

_FREE = ("view", "leaf", "constant")


def elements_per_operation(program: Program) -> float:
    """Return how many elements an operation reads or writes, the larger of the two, on average over the program."""
    with symnp.options(evaluation="lazy"):
        result = program.written(symnp, *map(symnp.asarray, program.data()))
    results = result if isinstance(result, tuple) else (result,)
    sizes = [_elements(node) for node in ancestors([peeked(one) for one in results]) if node.op.kind not in _FREE]
    return sum(sizes) / max(1, len(sizes))


def _elements(node: Node) -> int:
    if node.op.kind == "update":  # A write is as large as its region.
        return node.op.flops(node)
    return max(node.layout.size, *(arg.layout.size for arg in node.args)) if node.args else node.layout.size
