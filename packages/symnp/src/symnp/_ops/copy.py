"""Copies that NumPy makes: one element taken out of an array, and a reshape that no view can express."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from symnp._graph.node import Node, SourceLine
from symnp._infer.inferred import Inferred
from symnp._layout.layout import root_layout
from symnp._layout.memory import twin
from symnp._ops.registry import OpDef, build, register


def _infer_element(args: tuple[Node, ...], params: Any) -> Inferred:
    dtype = args[0].layout.dtype
    # A scalar has the machine's order of bytes, but for a record, whose fields stay as they are.
    return Inferred(root_layout((), dtype if dtype.kind == "V" else dtype.newbyteorder("=")), scalar=True)


def _element(node: Node, values: Sequence[Any], out: Any) -> Any:
    return values[0][()]


ELEMENT = register(OpDef("element", 1, "copy", label=lambda node: "element", infer=_infer_element, evaluate=_element))


def element(view: Node, *, line: SourceLine | None = None) -> Node:
    """Return the node that takes the only element out of a 0-d view."""
    return build(ELEMENT, (view,), (), line=line)


def _infer_reshape(args: tuple[Node, ...], params: Any) -> Inferred:
    shape, order = params
    # The copied shape comes from the caller, who has resolved -1 and checked the size.
    return Inferred(root_layout(shape, args[0].layout.dtype, _strides(shape, args[0], order)), scalar=False)


def _strides(shape: tuple[int, ...], arg: Node, order: str) -> tuple[int, ...]:
    step, strides = arg.layout.dtype.itemsize, []
    for n in shape if order == "F" else reversed(shape):
        strides.append(step)
        step *= max(n, 1)
    return tuple(strides if order == "F" else reversed(strides))


def _reshape(node: Node, values: Sequence[Any], out: Any) -> Any:
    shape, order = node.params
    return np.reshape(values[0], shape, order=order)


RESHAPE = register(OpDef("reshape", 1, "copy", label=lambda node: "reshape", infer=_infer_reshape, evaluate=_reshape))


def reshape_copy(arg: Node, shape: tuple[int, ...], order: str, *, line: SourceLine | None = None) -> Node:
    """Return the node of a reshape that copies."""
    return build(RESHAPE, (arg,), (shape, order), line=line)


def _infer_twin(args: tuple[Node, ...], params: Any) -> Inferred:
    return Inferred(args[0].layout, scalar=False)


def _twin(node: Node, values: Sequence[Any], out: Any) -> Any:
    return twin(values[0], node.layout)


TWIN = register(OpDef("twin", 1, "copy", label=lambda node: "twin", infer=_infer_twin, evaluate=_twin))


def twin_node(arg: Node, *, line: SourceLine | None = None) -> Node:
    """Return the node of the same elements in a buffer of its own, laid out alike."""
    return build(TWIN, (arg,), (), line=line)
