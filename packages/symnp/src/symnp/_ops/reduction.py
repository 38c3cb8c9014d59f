"""Reductions: sum, mean and their family."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from symnp._graph.node import Node, SourceLine
from symnp._infer.inferred import Inferred
from symnp._infer.reduction import Axis, infer_reduction
from symnp._ops.registry import OpDef, build, register

_TWO_PASSES = (np.std, np.var)  # They subtract the mean first, into an array as large as the operand.
_DEVIATION_FLOPS = 4


def _label(node: Node) -> str:
    function, axis, _ = node.params
    return str(function.__name__) if axis is None else f"{function.__name__} axis={axis}"


def _infer(args: tuple[Node, ...], params: Any) -> Inferred:
    function, axis, options = params
    return infer_reduction(function, args[0], axis, options)


def _evaluate(node: Node, values: Sequence[Any], out: Any) -> Any:
    function, axis, options = node.params
    return function(values[0], axis=axis, **dict(options))


def _flops(node: Node) -> int:
    passes = _DEVIATION_FLOPS if node.params[0] in _TWO_PASSES else 1
    return node.args[0].layout.size * passes


def _workspace(node: Node) -> int:
    if node.params[0] not in _TWO_PASSES:
        return 0
    operand = node.args[0].layout
    return int(operand.size) * max(operand.dtype.itemsize, node.layout.dtype.itemsize)


REDUCTION = register(
    OpDef(
        "reduction",
        1,
        "reduction",
        label=_label,
        infer=_infer,
        evaluate=_evaluate,
        flops=_flops,
        workspace=_workspace,
        layout_matters=True,
    )
)


def reduction(
    function: Callable[..., Any], arg: Node, axis: Axis, *, line: SourceLine | None = None, **options: Any
) -> Node:
    """Return the node of ``function(arg, axis=axis, **options)``; NumPy's own errors pass through."""
    return build(REDUCTION, (arg,), (function, axis, tuple(sorted(options.items()))), line=line)
