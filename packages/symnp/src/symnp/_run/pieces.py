"""What the members of a block do with a piece: look at it, reduce each of its rows, or go on adding it up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from symnp._graph.node import Node
from symnp._infer.reduction import reduced_axes
from symnp._layout.selection import select
from symnp._plan.block import Block, Role
from symnp._plan.pieces import first_half

Table = list[Any]
Task = Callable[[Table], None]
"""Takes the table of operands and results of a piece."""

_LOOPS: dict[Callable[..., Any], np.ufunc] = {
    np.sum: np.add, np.mean: np.add, np.prod: np.multiply, np.max: np.maximum, np.min: np.minimum,
}  # fmt: skip


def view_task(node: Node, root: int, own: int, *, last: bool) -> Task:
    """Return what looks at a piece as a view looks at the whole; all but the axis of the pieces is cut and moved."""
    selection = select(node.layout)
    assert selection is not None
    along = len(selection.cuts) - 1 if last else 0
    key = tuple(
        slice(None) if i == along else slice(cut.first, cut.stop, cut.step) if cut.kept else cut.start
        for i, cut in enumerate(selection.cuts)
    )
    kept = [i for i, cut in enumerate(selection.cuts) if cut.kept]
    order = [kept.index(axis.root) for axis in selection.axes if axis.root is not None]
    added = tuple(None if axis.root is None else slice(None) for axis in selection.axes)

    def task(table: Table) -> None:
        table[own] = table[root][key].transpose(order)[added]

    return task


def rows_task(node: Node, operand: int, out: int | None, own: int) -> Task:
    """Return what reduces each row of a piece."""
    function, axis, given = node.params
    options = dict(given)
    if node.layout.dtype.kind in "fc":
        loop = _LOOPS[function]
        keep = bool(options.get("keepdims", False))
        divisor = _count(node) if function is np.mean else None

        def reduce(piece: np.ndarray) -> Any:
            value = loop.reduce(piece, axis=axis, keepdims=keep)
            return value if divisor is None else np.true_divide(value, divisor, out=value, casting="unsafe")
    else:

        def reduce(piece: np.ndarray) -> Any:
            return function(piece, axis=axis, **options)

    def task(table: Table) -> None:
        value = reduce(table[operand])
        if out is None:
            table[own] = value
        else:
            table[out][...] = value

    return task


def _count(node: Node) -> np.intp:
    """Return how many elements each result of a reduction is made of, as the number by which NumPy divides."""
    shape = node.args[0].layout.shape
    count = 1
    for axis in reduced_axes(node.params[1], len(shape)):
        count *= shape[axis]
    return np.intp(count)  # Unlike Python's it divides single precision as double.


class Closing:
    """A reduction along the axis of the pieces: what has been gathered so far."""

    def __init__(self, node: Node, role: Role, *, last: bool, flat: bool) -> None:
        self._node, self._role, self._last = node, role, last
        self._function, self._given, options = node.params
        self._options = {name: value for name, value in dict(options).items() if name != "keepdims"}
        whole = flat or len(reduced_axes(self._given, len(node.args[0].layout.shape))) != 1
        self._axis = None if whole else -1 if last else 0
        self._parts: list[Any] = []
        self._shape, self._count = node.layout.shape, _count(node)
        self._complex = node.layout.dtype.kind == "c"

    def task(self, operand: int, room: np.ndarray | None) -> Task:
        """Return what takes a piece in."""
        if self._role == "carry":
            return self._carry(operand, room)
        if self._role == "tree":
            return lambda table: self._parts.append(np.add.reduce(table[operand]))
        function, axis, options, parts = self._function, self._axis, self._options, self._parts
        return lambda table: parts.append(function(table[operand], axis=axis, **options))

    def _carry(self, operand: int, room: np.ndarray | None) -> Task:
        loop, axis, last, parts = _LOOPS[self._function], self._axis, self._last, self._parts

        def task(table: Table) -> None:
            piece = table[operand]
            if parts:
                piece = _after(parts.pop(), piece, room, last=last)
            parts.append(loop.reduce(piece, axis=axis))

        return task

    def result(self, block: Block) -> Any:
        """Return the value of the reduction."""
        if self._role == "carry":
            value = self._parts.pop()
        elif self._role == "tree":
            value = self._added_up(block.bounds[-1], block.most, iter(self._parts))
        else:
            value = self._function(np.stack(self._parts), axis=0 if self._axis is not None else None, **self._options)
        if not self._node.scalar:
            value = np.reshape(value, self._shape)
            return (
                value
                if self._function is not np.mean
                else np.true_divide(value, self._count, out=value, casting="unsafe")
            )
        return value if self._function is not np.mean else value.dtype.type(value / self._count)

    def _added_up(self, size: int, most: int, parts: Iterator[Any]) -> Any:
        """Add up the parts as NumPy's pairwise summation adds up their elements."""
        if size <= most:
            return next(parts)
        half = first_half(size, complex_numbers=self._complex)
        left = self._added_up(half, most, parts)
        return np.add(left, self._added_up(size - half, most, parts))


def _after(carried: np.ndarray, piece: np.ndarray, room: np.ndarray | None, *, last: bool) -> np.ndarray:
    """Return a piece with one row before it: in its own memory if that has room."""
    if room is None:
        axis = -1 if last else 0
        joined: np.ndarray = np.concatenate([np.expand_dims(carried, axis), piece], axis)
        return joined if not last else np.asfortranarray(joined)
    if last:
        room[..., 0] = carried
        return room[..., : piece.shape[-1] + 1]
    room[0] = carried
    return room[: len(piece) + 1]
