"""Nodes: immutable, hash-consed operations; equal expressions are one node."""

from __future__ import annotations

import itertools
import threading
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
    readers : int
        How many times living nodes have this one as an operand.
    abstract : bool
        Whether it depends on an array without data, so that it cannot be computed.
    key : Hashable
        Under what the table of living nodes knows it.
    owned : bool
        Whether nobody outside the graph can see the memory of the value, so that a later write may be done in it.
    """

    __slots__ = (
        "__weakref__", "abstract", "args", "handles", "id", "key", "layout", "line", "op", "owned", "params", "readers", "scalar",
        "value",
    )  # fmt: skip

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
        self.readers: int = 0
        self.owned: bool = False
        self.abstract: bool = any(arg.abstract for arg in args)
        self.id: int = next(_SERIAL)
        self.key: Hashable = None
        self.value: Any = None
        for arg in args:
            arg.readers += 1

    def __del__(self) -> None:
        with LOCK:
            for arg in self.args:
                arg.readers -= 1

    def keep(self, value: Any, *, owned: bool) -> None:
        """Remember the value, and let go of what it was computed from; a view goes on belonging to its buffer."""
        with LOCK:
            self.value, self.owned = value, owned
            if self.op.kind != "view":
                for arg in self.args:
                    arg.readers -= 1
                self.args = ()

    def steal(self) -> Any:
        """Give the value away to be overwritten; the node is dead from then on, and no equal expression finds it."""
        with LOCK:
            value, self.value = self.value, None
            _TABLE.pop(self.key, None)
        return value

    def hold(self) -> None:
        """Count one more array that shows this node."""
        with LOCK:
            self.handles += 1

    def release(self) -> None:
        """Count one less."""
        with LOCK:
            self.handles -= 1

    def __repr__(self) -> str:
        args = ", ".join(f"%{arg.id}" for arg in self.args)
        return f"<%{self.id} = {self.op.label(self)}({args}) {self.layout.shape} {self.layout.dtype}>"


LOCK = threading.RLock()
"""Held while nodes are made and counted: a count that two threads change at once would lose a reader."""

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
    with LOCK:
        node = _TABLE.get(key)
        if node is None:
            node = _TABLE[key] = Node(op, args, params, layout, scalar, line)
            node.key = key
    return node
