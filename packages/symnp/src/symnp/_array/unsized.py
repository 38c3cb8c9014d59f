"""Arrays whose length only data will say: what a mask picks, where something holds, the distinct values.

They stay lazy for elementwise operations among arrays of the same unknown lengths, for reductions, and where they are
assigned to what the same mask picks. All else asks for the length, and so computes the array, once.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import numpy as np

from symnp._array.array import KINDS, Array, build_elementwise
from symnp._array.evaluator import materialise, note
from symnp._array.length import Length
from symnp._graph.node import LOCK, Node, SourceLine
from symnp._layout.layout import Layout
from symnp._ops.leaf import leaf


def settled(node: Node) -> Node:
    """Return a node of the computed value, whose lengths are known."""
    value = np.asarray(materialise(node))
    node.owned = False  # From here on two nodes show this memory: neither may be written over.
    return leaf(value, node.line)


class Unsized(Array):
    """An array whose length only data will say; whatever needs the length computes it."""

    __slots__ = ("_pending", "_settled")

    def __init__(self, node: Node, line: SourceLine | None = None) -> None:
        self._pending: Node | None = node
        self._settled: Layout | None = None
        self._node, self._base, self._line, self._exported = node, None, line, None
        node.hold()
        note(node)

    @property
    def _layout(self) -> Layout:
        self._settle()
        assert self._settled is not None
        return self._settled

    @_layout.setter
    def _layout(self, layout: Layout) -> None:
        self._settled = layout

    def _settle(self) -> None:
        with LOCK:
            pending = self._pending
        if pending is None:
            return
        known = settled(pending)
        with LOCK:
            if self._pending is not None:
                self._pending, self._node, self._settled = None, known, known.layout
                known.hold()
                pending.release()

    def _read(self) -> Node:
        self._settle()
        return super()._read()

    def _peek(self) -> Node:
        pending = self._pending
        return self._read() if pending is None else pending

    def _assign_result(self, ufunc: np.ufunc, other: Any) -> Array:
        """Do ``ufunc(self, other, out=self)``, which leaves the lengths what they are."""
        pending = self._pending
        result = None
        if pending is not None:
            with suppress(Exception):  # With an output NumPy says it in other words.
                result = build_elementwise(ufunc, (self, other), {})
        if pending is None or result is None or result._peek().layout.unknown != pending.layout.unknown:
            return super()._assign_result(ufunc, other)  # type: ignore[no-any-return]
        if not np.can_cast(result.dtype, self.dtype, "same_kind"):
            given = other if isinstance(other, (bool, int, float, complex)) else np.zeros(1, np.result_type(other))
            ufunc(np.zeros(1, self.dtype), given, out=np.zeros(1, self.dtype))
            raise AssertionError(f"symnp expected NumPy to refuse {ufunc} into {self.dtype}; please report this")
        new = (result if result.dtype == self.dtype else result.astype(self.dtype))._peek()
        with LOCK:
            new.hold()
            pending.release()
            self._pending = self._node = new
        note(new)
        return self

    @property
    def shape(self) -> Any:
        """The length of each axis, as numbers that are not known yet where only data will say them."""
        pending = self._pending
        if pending is None:
            return self._layout.shape
        layout = pending.layout
        return tuple(
            [
                n if token is None else Length(self, axis, n, token)
                for axis, (n, token) in enumerate(zip(layout.shape, layout.unknown or (), strict=True))
            ]
        )

    @shape.setter
    def shape(self, shape: Any) -> None:
        Array.shape.fset(self, shape)  # type: ignore[attr-defined]

    @property
    def ndim(self) -> int:
        """The number of axes."""
        return len(self._peek().layout.shape)

    @property
    def dtype(self) -> np.dtype[Any]:
        """The type of the elements."""
        return self._peek().layout.dtype

    @dtype.setter
    def dtype(self, dtype: Any) -> None:
        Array.dtype.fset(self, dtype)  # type: ignore[attr-defined]

    def __repr__(self) -> str:
        node = self._peek()
        return f"symnp.Array({node.op.label(node)}, shape={self.shape}, dtype={self.dtype})"


KINDS["unsized"] = Unsized
