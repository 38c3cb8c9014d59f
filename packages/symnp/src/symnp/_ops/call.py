"""Calls of NumPy's functions that have no rule of their own: they evaluate, and nothing moves through them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from symnp._graph.node import Node, SourceLine
from symnp._infer.called import infer_call
from symnp._infer.inferred import Inferred
from symnp._ops.registry import OpDef, build, register


def _label(node: Node) -> str:
    name: str = node.params[0].__name__
    return name


def _infer(args: tuple[Node, ...], params: Any) -> Inferred:
    function, shape, options = params
    return infer_call(function, args, shape, options)


def _evaluate(node: Node, values: Sequence[Any], out: np.ndarray | None) -> Any:
    function, _, options = node.params
    result = function(*values, **dict(options))
    shared = isinstance(result, np.ndarray) and any(np.may_share_memory(result, value) for value in values)
    return result.copy(order="K") if shared else result


def _flops(node: Node) -> int:
    return max([node.layout.size, *[arg.layout.size for arg in node.args]])


def _same_bits(node: Node, old: Any, new: Any) -> bool:
    return False


CALL = register(
    OpDef("call", 1, "call", label=_label, infer=_infer, evaluate=_evaluate, flops=_flops, same_bits=_same_bits)
)


def call(
    function: Callable[..., Any],
    args: tuple[Node, ...],
    shape: tuple[int, ...],
    *,
    line: SourceLine | None = None,
    **options: Any,
) -> Node:
    """Return the node of ``function(*args, **options)``, a new array of `shape`; NumPy's own errors pass through."""
    return build(CALL, args, (function, shape, tuple(sorted(options.items()))), line=line)
