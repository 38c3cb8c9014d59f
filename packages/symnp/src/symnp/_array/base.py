"""Bases: what several views of one buffer share."""

from __future__ import annotations

from symnp._graph.node import LOCK, Node, SourceLine
from symnp._layout.layout import Layout
from symnp._ops.view import view_node


class Base:
    """The current content of a buffer, and the nodes of the views that were asked for.

    A view never holds its node: it asks the base. So one new current node is all that a write needs in order to be
    seen through every view.
    """

    __slots__ = ("_views", "current")

    def __init__(self, current: Node) -> None:
        self.current = current
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

    def write(self, content: Node) -> None:
        """Take other content: every view asks anew and sees it. The caller tells the evaluator, outside of any lock."""
        with LOCK:
            content.hold()
            self.current.release()
            self.current = content
            self._views.clear()

    def shows(self, layout: Layout, node: Node) -> bool:
        """Whether a node is what the layout shows now, as far as anybody has asked for that."""
        return node is (self.current if layout is self.current.layout else self._views.get(layout))
