"""Nodes: immutable, hash-consed operations; equal expressions are one node."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Hashable
from typing import TYPE_CHECKING, Any
from weakref import ref

from symnp._graph.errors_state import ErrorState, error_state

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
    errors : tuple or None
        What NumPy is to do about floating-point errors here, or None for the usual.
    sign : Hashable
        What of this node as an operand decides the form of a ufunc's result: the layout, or the class of a constant.
    again : dict of (str, int) to int, or None
        On which lines the user has built this expression once more while it was alive, and how often.
    """

    __slots__ = (
        "__weakref__", "abstract", "again", "args", "errors", "handles", "id", "key", "layout", "line", "op", "owned", "params", "readers",
        "scalar", "sign", "value",
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
        self.abstract: bool = False
        self.id: int = next(_SERIAL)
        self.key: Hashable = None
        self.errors: ErrorState | None = None
        self.sign: Hashable = layout.form
        self.value: Any = None
        self.again: dict[SourceLine, int] | None = None
        for arg in args:
            arg.readers += 1
            if arg.abstract:
                self.abstract = True

    def __del__(self) -> None:
        with LOCK:
            found = _TABLE.pop(self.key, None)
            other = None if found is None else found()
            # An equal node may have been made since this one was last heard of.
            if found is not None and other is not None and other is not self:
                _TABLE[self.key] = found
            for arg in self.args:
                arg.readers -= 1

    def keep(self, value: Any, *, owned: bool) -> None:
        """Remember the value, and let go of what it was computed from; a view goes on belonging to its buffer."""
        global _kept
        with LOCK:
            _kept += 1
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

    def become_another(self) -> None:
        """Take note that the value has been overwritten: what was computed of it before is not found under it any more."""
        with LOCK:
            _TABLE.pop(self.key, None)
            self.key, self.id = None, next(_SERIAL)

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

_kept = 0


def kept_so_far() -> int:
    """Return how many values have been kept: what is captured after one of them may hold other numbers than before."""
    return _kept


_SERIAL = itertools.count(1)
_TABLE: dict[Hashable, ref[Node]] = {}
"""The living nodes by what they are. Each takes itself out: a `WeakValueDictionary` takes three times as long."""


def make_node(
    op: Any,
    args: tuple[Node, ...],
    params: Any,
    layout: Layout,
    *,
    scalar: bool = False,
    line: SourceLine | None = None,
    like: Node | None = None,
) -> Node:
    """Return the node for this operation: an existing one, if an equal one is alive.

    What takes the place of another node treats floating-point errors `like` that one.
    """
    view = op.kind == "view"
    errors = like.errors if like is not None else error_state() if args and not view else None
    # A view's layout says what it looks at; there may be several ways there.
    key = (op, None if view else params, layout, scalar, errors, *[arg.id for arg in args])
    with LOCK:
        found = _TABLE.get(key)
        node = None if found is None else found()
        if node is None:
            node = Node(op, args, params, layout, scalar, line)
            node.key, node.errors = key, errors
            _TABLE[key] = ref(node)
        elif line is not None and like is None and args and not view:
            node.again = node.again or {}
            node.again[line] = node.again.get(line, 0) + 1
    return node
