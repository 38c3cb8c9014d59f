"""Memory for what exists in pieces only: a piece that nobody reads any more lends its memory to the next one."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Any

import numpy as np

from symnp._graph.node import Node
from symnp._ops.elementwise import astype
from symnp._plan.block import Block


class Scratch:
    """The memory of one block: each piece of it goes from a value's last reader to another value."""

    def __init__(self, block: Block) -> None:
        self.members = dict(block.members)
        self._block = block
        self._most = max(b - a for a, b in zip((0, *block.bounds), block.bounds, strict=False))
        self._carried = {node.args[0] for node, role in block.members if role == "carry"}
        self._buffers: dict[Node, np.ndarray] = {}
        self._free: dict[Hashable, list[np.ndarray]] = {}
        self._give_out()

    def _give_out(self) -> None:
        last = self._last_readers()
        dying: dict[int, list[Node]] = {}
        for node, number in last.items():
            dying.setdefault(number, []).append(node)
        for number, (node, role) in enumerate(self._block.members):
            for dead in dying.get(number, ()):
                if dead in self._buffers and dead is not node:
                    self._free.setdefault(self._form(dead), []).append(self._buffers[dead])
            if role == "elementwise" and node in self._block.inner and _fills(node):
                free = self._free.get(self._form(node))
                self._buffers[node] = free.pop() if free else self._new(node)

    def _last_readers(self) -> dict[Node, int]:
        """Return the number of the last member that reads each one, through a view or not."""
        last: dict[Node, int] = {}
        shows: dict[Node, Node] = {}
        for number, (node, role) in enumerate(self._block.members):
            for arg in node.args:
                last[arg] = last[shows.get(arg, arg)] = number
            if role == "view":
                shows[node] = shows.get(node.args[0], node.args[0])
        return last

    def _form(self, node: Node) -> tuple[tuple[int, ...], np.dtype[Any], bool]:
        """Return what pieces of memory must have in common to take each other's place."""
        shape = node.layout.shape
        rest = () if self._block.order == "flat" else shape[:-1] if self._block.order == "F" else shape[1:]
        return rest, node.layout.dtype, node in self._carried

    def _new(self, node: Node) -> np.ndarray:
        rest, dtype, carried = self._form(node)
        count = self._most + carried
        if self._block.order == "F":
            return np.empty((*rest, count), dtype, "F")
        return np.empty((count, *rest), dtype)

    def given_out(self) -> Iterable[Node]:
        """Return the members that have memory here."""
        return self._buffers

    def rows(self, node: Node, count: int) -> np.ndarray:
        """Return so many rows of a member's memory."""
        first = int(node in self._carried)
        part = slice(first, first + count)
        buffer = self._buffers[node]
        return buffer[..., part] if self._block.order == "F" else buffer[part]

    def room_before(self, node: Node) -> np.ndarray | None:
        """Return the memory of a member with room for a row before its piece, if it has that."""
        return self._buffers.get(node)


def _fills(node: Node) -> bool:
    function = node.params[0]
    return isinstance(function, np.ufunc) or function is astype
