"""Bases: what several views of one buffer share."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from weakref import ref

from symnp._graph.node import LOCK, Node, SourceLine
from symnp._layout.layout import Layout
from symnp._ops.view import view_node


class Base:
    """The current content of a buffer, and the nodes of the views that were asked for.

    A view never holds its node: it asks the base. So one new current node is all that a write needs in order to be
    seen through every view.
    """

    __slots__ = ("_owner", "_views", "accesses", "current")

    def __init__(self, current: Node, owner: Any = None) -> None:
        self.current = current
        self.accesses = 0
        self._owner = None if owner is None else ref(owner)
        current.hold()
        self._views: dict[Layout, Node] = {}

    def __del__(self) -> None:
        self.current.release()

    def node(self, layout: Layout, line: SourceLine | None) -> Node:
        """Return the node of what `layout` shows of the current content."""
        with LOCK:
            if layout is self.current.layout:
                return self.current
            node = self._views.get(layout)
            if node is None:
                node = self._views[layout] = view_node(self.current, layout, line=line)
            return node

    def owner(self) -> Any:
        """Return the array that had the buffer to itself before there were views, if it is still there."""
        return None if self._owner is None else self._owner()

    def views(self) -> Collection[Node]:
        """Return the nodes of the views that were asked for."""
        return self._views.values()

    def forget_views(self) -> None:
        """Let every view ask anew."""
        self._views.clear()

    def write(self, content: Node) -> None:
        """Take other content: every view asks anew and sees it. The caller tells the evaluator, outside of any lock."""
        with LOCK:
            content.handles += 1
            self.current.handles -= 1
            self.current = content
            self._views.clear()

    def shows(self, layout: Layout, node: Node) -> bool:
        """Whether a node is what the layout shows now, as far as anybody has asked for that."""
        return node is (self.current if layout is self.current.layout else self._views.get(layout))
