"""Running a block: a piece of each operation after the other, then the next piece.

Floating-point errors are collected meanwhile, and NumPy's warnings are given once an operation after the last piece, from
the line that built it: as if each operation had run by itself.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from symnp._array.options import engine
from symnp._graph.errors_state import USUAL
from symnp._graph.node import Node
from symnp._layout.memory import empty
from symnp._ops.at_line import call_at
from symnp._ops.elementwise import astype
from symnp._plan.block import Block
from symnp._plan.plan import Step
from symnp._run.buffers import conform
from symnp._run.compiled import run_compiled
from symnp._run.pieces import Closing, Table, Task, rows_task, view_task
from symnp._run.scratch import Scratch

Values = dict[Node, Any]
Read = Callable[[Node], Any]

_KINDS = {"divide by zero": "divide", "overflow": "over", "underflow": "under", "invalid value": "invalid"}
"""NumPy's words and its keywords for them, in the order in which it looks for them."""


class _Errors:
    """Collects floating-point errors: which kinds each member of a block has met."""

    def __init__(self) -> None:
        self.found: set[tuple[int, str]] = set()
        self.member = 0

    def __call__(self, kind: str, flags: int) -> None:
        self.found.add((self.member, kind))


def run_block(steps: Sequence[Step], read: Read, tell: Callable[[float], None] | None = None) -> Values:
    """Run the steps of a block and return the values of what is read outside of it; `tell` is told the share that is done.

    Raises
    ------
    Exception
        What NumPy raises. A warning that is turned into an error comes after the last piece.
    """
    block = steps[0].block
    assert block is not None
    if engine() == "numexpr":
        values = run_compiled(steps, read)
        if values is not None:
            return values
    errors = _Errors()
    with np.errstate(call=errors, all="call"):
        work = _Work(block, steps, read)
        start = 0
        for stop in block.bounds:
            work.run(start, stop, errors)
            start = stop
            if tell is not None:
                tell(stop / block.bounds[-1])
        values = work.finish(errors)
    if errors.found:
        _warn(errors, block)
    return values


def _warn(errors: _Errors, block: Block) -> None:
    """Give NumPy's warnings, in the order of the program, where NumPy was told to warn."""
    kinds = list(_KINDS)
    for member, kind in sorted(errors.found, key=lambda found: (found[0], kinds.index(found[1]))):
        node, role = block.members[member]
        told = USUAL if node.errors is None else dict(node.errors)
        if told[_KINDS[kind]] == "warn":
            name = "reduce" if role != "elementwise" else _CALLED.get(node.params[0], node.params[0].__name__)
            call_at(node, warnings.warn, (f"{kind} encountered in {name}", RuntimeWarning))


_CALLED: dict[Any, str] = {astype: "cast"}


class _Work:
    """The members of a block made ready to run: a table of operands and results, and a task for each member."""

    def __init__(self, block: Block, steps: Sequence[Step], read: Read) -> None:
        self._block, self._read = block, read
        self._places: dict[tuple[Node, bool], int] = {}
        self._table: Table = []
        self._tables: dict[int, Table] = {}
        self._sliced: list[tuple[int, np.ndarray]] = []
        self._outs: Values = {}
        self._closings: dict[Node, Closing] = {}
        self._flat = block.order == "flat"
        self._last = block.order == "F"
        self._length = block.bounds[-1]
        self._scratch = Scratch(block)
        self._reuses = {step.node: step.reuses for step in steps}
        self._tasks = [self._task(i) for i in range(len(block.members))]

    def run(self, start: int, stop: int, errors: _Errors) -> None:
        """Run one piece."""
        table = self._table_for(stop - start)
        piece: Any = (..., slice(start, stop)) if self._last else slice(start, stop)
        for place, array in self._sliced:
            table[place] = array[piece]
        for errors.member, task in enumerate(self._tasks):  # So the errors know whose they are.
            task(table)

    def _table_for(self, count: int) -> Table:
        """Return the table for pieces of so many rows, in which what is written for a piece has its memory already."""
        found = self._tables.get(count)
        if found is None:
            found = self._tables[count] = self._table.copy()
            for node in self._scratch.given_out():
                found[self._places[node, True]] = self._scratch.rows(node, count)
        return found

    def finish(self, errors: _Errors) -> Values:
        """Return the values of what is read outside."""
        for errors.member, (node, role) in enumerate(self._block.members):
            if role in ("carry", "tree", "free"):
                self._outs[node] = conform(self._closings[node].result(self._block), node.layout)
        return self._outs

    def _place(self, key: tuple[Node, bool]) -> int:
        """Return the place in the table of a value, or of a piece of it."""
        found = self._places.get(key)
        if found is None:
            found = self._places[key] = len(self._table)
            self._table.append(None)
        return found

    def _operand(self, arg: Node, reader: Node) -> int:
        """Return the place of an operand as a reader wants it: whole if it is broadcast along the pieces."""
        if (arg, True) in self._places and arg in self._scratch.members:
            return self._places[arg, True]
        shape = arg.layout.shape
        if self._flat:
            sliced = bool(shape)
        elif self._last:
            sliced = bool(shape) and shape[-1] == self._length
        else:
            sliced = len(shape) == len(reader.layout.shape) and bool(shape) and shape[0] == self._length
        return self._outside(arg, sliced=sliced)

    def _outside(self, arg: Node, *, sliced: bool) -> int:
        known = (arg, sliced) in self._places
        place = self._place((arg, sliced))
        if not known:
            value = self._read(arg)
            if sliced:
                self._sliced.append((place, _lined_up(value) if self._flat else value))
            else:
                self._table[place] = value
        return place

    def _out(self, node: Node) -> int | None:
        """Return the place of the piece into which a member is written, or None if nobody outside reads it."""
        if node in self._block.inner:
            return None
        reuses = self._reuses[node]
        value = self._outs[node] = empty(node.layout) if reuses is None else self._read(reuses)
        place = self._place((node, True))
        self._sliced.append((place, _lined_up(value) if self._flat else value))
        return place

    def _task(self, number: int) -> Task:
        node, role = self._block.members[number]
        if role == "elementwise":
            return self._elementwise(number)
        if role == "view":
            return view_task(node, self._operand(node.args[0], node), self._place((node, True)), last=self._last)
        (arg,) = node.args
        place = self._operand(arg, arg)
        if role == "rows":
            return rows_task(node, place, self._out(node), self._place((node, True)))
        self._closings[node] = Closing(node, role, last=self._last, flat=self._flat)
        return self._closings[node].task(place, self._scratch.room_before(arg))

    def _elementwise(self, number: int) -> Task:
        node, _ = self._block.members[number]
        function, given = node.params
        places = [self._operand(arg, node) for arg in node.args]
        out = self._out(node)
        own = self._place((node, True))
        if function is astype:
            return _cast(places[0], own)
        if isinstance(function, np.ufunc):
            return _into(function, places, dict(given), own)
        return _called(function, places, dict(given), own, written=out is not None)


def _lined_up(array: np.ndarray) -> np.ndarray:
    """Return the elements of a contiguous array as they lie in memory."""
    return array.reshape(-1) if array.flags.c_contiguous else array.T.reshape(-1)


def _into(function: np.ufunc, places: list[int], options: dict[str, Any], own: int) -> Task:
    if len(places) == 2 and not options:
        first, second = places

        def binary(table: Table) -> None:
            function(table[first], table[second], out=table[own])

        return binary

    def task(table: Table) -> None:
        function(*[table[place] for place in places], out=table[own], **options)

    return task


def _cast(operand: int, own: int) -> Task:
    def task(table: Table) -> None:
        np.copyto(table[own], table[operand], casting="unsafe")

    return task


def _called(
    function: Callable[..., Any], places: list[int], options: dict[str, Any], own: int, *, written: bool
) -> Task:
    def task(table: Table) -> None:
        value = function(*[table[place] for place in places], **options)
        if written:
            table[own][...] = value
        else:
            table[own] = value

    return task
