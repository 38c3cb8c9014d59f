"""Joining arrays along an axis that they have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from symnp._graph.node import Node, SourceLine
from symnp._infer.inferred import Inferred
from symnp._infer.joining import infer_concatenate
from symnp._ops.at_line import call_at
from symnp._ops.registry import OpDef, build, register


def _label(node: Node) -> str:
    return f"concatenate axis={node.params[0]}"


def _infer(args: tuple[Node, ...], params: Any) -> Inferred:
    axis, options = params
    return infer_concatenate(args, axis, options)


def _evaluate(node: Node, values: Sequence[Any], out: Any) -> Any:
    axis, options = node.params
    return call_at(node, np.concatenate, (values,), options, axis=axis)


CONCATENATE = register(OpDef("concatenate", 1, "joining", label=_label, infer=_infer, evaluate=_evaluate))


def concatenate(args: tuple[Node, ...], axis: int | None, *, line: SourceLine | None = None, **options: Any) -> Node:
    """Return the node of ``concatenate(args, axis)``; NumPy's own errors pass through."""
    return build(CONCATENATE, args, (axis, tuple(sorted(options.items()))), line=line)
