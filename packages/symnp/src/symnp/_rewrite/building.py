"""How rules build what they put in the place of a node."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from symnp._graph.node import Node
from symnp._infer.arguments import Gathered, taken_apart
from symnp._layout.steps import Step
from symnp._ops.contraction import MATMUL
from symnp._ops.elementwise import ELEMENTWISE
from symnp._ops.leaf import constant
from symnp._ops.opaque import OPAQUE
from symnp._ops.reduction import REDUCTION
from symnp._ops.registry import build
from symnp._ops.view import view_node
from symnp._rewrite.rule import Change, Surroundings

Function = Callable[..., Any]

WHOLE = (None, None, None)
"""All of an axis, as a part of an index."""


def replaced(old: Node, new: Node, around: Surroundings, name: str) -> Change | None:
    """Return the change of one node into another, or None where they do not look the same to their readers."""
    if (new.layout.shape, new.layout.dtype, new.scalar) != (old.layout.shape, old.layout.dtype, old.scalar):
        return None
    # The operand of a view is never a view itself.
    if new.op.kind == "view" and any(reader.op.kind == "view" for reader in around.readers(old)):
        return None
    return Change(new, (name,))


def apply(function: Function, *args: Any, like: Node) -> Node:
    """Return the node of a function element by element; numbers among the operands become constants."""
    nodes = tuple([one if isinstance(one, Node) else constant(one) for one in args])
    return build(ELEMENTWISE, nodes, (function, ()), line=like.line, like=like)


def product(a: Node, b: Node, *, like: Node) -> Node:
    """Return the node of a matrix product."""
    return build(MATMUL, (a, b), (), line=like.line, like=like)


def reduced(function: Function, arg: Node, axis: Any, *, like: Node, options: Any = ()) -> Node:
    """Return the node of a reduction."""
    return build(REDUCTION, (arg,), (function, axis, options), line=like.line, like=like)


def call(function: Function, *args: Any, like: Node, **keywords: Any) -> Node:
    """Return the node of a call with nodes among its arguments."""
    nodes = Gathered(lambda one: one if isinstance(one, Node) else None)
    template = taken_apart((args, keywords), nodes)
    return build(OPAQUE, tuple(nodes), (function, template), line=like.line, like=like)


def view(node: Node, *steps: Step, like: Node) -> Node:
    """Return the node of a view of a node, which may be a view itself."""
    layout = node.layout
    for step in steps:
        layout = layout.derive(step)
    return view_node(node.args[0] if node.op.kind == "view" else node, layout, line=like.line)


def transposed(node: Node, *, like: Node) -> Node:
    """Return the node of a transpose; a vector stays what it is."""
    return view(node, ("transpose", None), like=like) if len(node.layout.shape) > 1 else node


def indexed(node: Node, *key: Any, like: Node) -> Node:
    """Return the node of a basic index, in which slices are tuples of three."""
    return view(node, ("getitem", key), like=like)


def flattened(node: Node, *, like: Node) -> Node | None:
    """Return the node of a vector of all elements in the order in which they lie in memory, or None if there are gaps."""
    if len(node.layout.shape) == 1:
        return node
    strides = node.layout.strides
    order = tuple(sorted(range(len(strides)), key=lambda axis: -strides[axis]))
    lying = node.layout.derive(("transpose", order))
    if not lying.dummy.flags.c_contiguous:
        return None
    return view(node, ("transpose", order), ("reshape", ((-1,), "C")), like=like)


def square(node: Node, *, like: Node) -> Node:
    """Return the node of a square."""
    return apply(np.square, node, like=like)
