"""The matrix product."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from symnp._graph.node import Node, SourceLine
from symnp._infer.contraction import infer_matmul
from symnp._infer.inferred import Inferred
from symnp._ops.at_line import call_at
from symnp._ops.call_costs_products import copied_bytes, product_weight
from symnp._ops.registry import OpDef, build, register


def _infer(args: tuple[Node, ...], params: Any) -> Inferred:
    return infer_matmul(args, params)


def _evaluate(node: Node, values: Sequence[Any], out: np.ndarray | None) -> Any:
    return call_at(node, np.matmul, values, node.params)


def _flops(node: Node) -> int:
    return 2 * node.layout.size * node.args[0].layout.shape[-1] * product_weight(node.layout.dtype)


def _workspace(node: Node) -> int:
    """Return the bytes of operands that are cast, and of matrices copied because BLAS cannot read them as they lie."""
    return copied_bytes([arg.layout for arg in node.args], node.layout.dtype)


MATMUL = register(
    OpDef(
        "matmul",
        1,
        "contraction",
        label=lambda node: "matmul",
        infer=_infer,
        evaluate=_evaluate,
        flops=_flops,
        workspace=_workspace,
        same_bits=lambda node, old, new: False,
    )
)


def matmul(a: Node, b: Node, *, line: SourceLine | None = None, **options: Any) -> Node:
    """Return the node of ``matmul(a, b)``; NumPy's own errors pass through."""
    return build(MATMUL, (a, b), tuple(sorted(options.items())), line=line)
