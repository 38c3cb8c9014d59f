"""Nodes: immutable, hash-consed operations; equal expressions are one node."""

from __future__ import annotations

import itertools
from collections.abc import Hashable
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

if TYPE_CHECKING:
    from symnp._layout.layout import Layout

SourceLine = tuple[str, int]
"""A file name and a line number."""


class Node:
    """One operation on other nodes.

    Attributes
    ----------
    op : object
        The operation's definition (see `symnp._ops.registry`); the graph itself never looks into it.
    args : tuple of Node
        The operands.
    params : Hashable
        What else determines the result: axes, the function, keyword arguments.
    layout : Layout
        Shape, dtype and strides that the value has.
    scalar : bool
        Whether NumPy returns a scalar here rather than a 0-d array.
    id : int
        Serial number. Operands are older than their operation, so ids are a topological order.
    value : ndarray, scalar or None
        The value, once it is known.
    line : tuple of (str, int) or None
        Where the user first built this expression.
    handles : int
        How many arrays that a user holds show this node, directly or through a base.
    """

    __slots__ = ("__weakref__", "args", "handles", "id", "layout", "line", "op", "params", "scalar", "value")

    def __init__(
        self, op: Any, args: tuple[Node, ...], params: Any, layout: Layout, scalar: bool, line: SourceLine | None
    ) -> None:
        self.op: Any = op
        self.args: tuple[Node, ...] = args
        self.params: Any = params
        self.layout: Layout = layout
        self.scalar: bool = scalar
        self.line: SourceLine | None = line
        self.handles: int = 0
        self.id: int = next(_SERIAL)
        self.value: Any = None

    def __repr__(self) -> str:
        args = ", ".join(f"%{arg.id}" for arg in self.args)
        return f"<%{self.id} = {self.op.label(self)}({args}) {self.layout.shape} {self.layout.dtype}>"


_SERIAL = itertools.count(1)
_TABLE: WeakValueDictionary[Hashable, Node] = WeakValueDictionary()


def make_node(
    op: Any,
    args: tuple[Node, ...],
    params: Any,
    layout: Layout,
    *,
    scalar: bool = False,
    line: SourceLine | None = None,
) -> Node:
    """Return the node for this operation: an existing one, if an equal one is alive."""
    key = (op, params, layout, scalar, *[arg.id for arg in args])
    node = _TABLE.get(key)
    if node is None:
        # Two threads may both come here: `setdefault` lets one node win.
        node = _TABLE.setdefault(key, Node(op, args, params, layout, scalar, line))
    return node
