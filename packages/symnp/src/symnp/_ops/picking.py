"""Picking elements by integer arrays: a copy, unlike slices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from symnp._graph.node import Node, SourceLine
from symnp._infer.inferred import Inferred
from symnp._infer.picking import infer_picking
from symnp._layout.index import filled
from symnp._ops.registry import OpDef, build, register


def _infer(args: tuple[Node, ...], params: Any) -> Inferred:
    return infer_picking(args, params)


def _evaluate(node: Node, values: Sequence[Any], out: np.ndarray | None) -> Any:
    array, *indices = values
    return array[filled(node.params, indices)]


PICKING = register(OpDef("picking", 1, "copy", label=lambda node: "getitem", infer=_infer, evaluate=_evaluate))


def pick(array: Node, key: tuple[Any, ...], indices: tuple[Node, ...], *, line: SourceLine | None = None) -> Node:
    """Return the node of ``array[key]``; NumPy's own errors pass through."""
    return build(PICKING, (array, *indices), key, line=line)
