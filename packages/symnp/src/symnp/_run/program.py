"""Programs: plans made ready to run again on other data of the same form, with as little as possible left to do.

A plan is gone through once: each step becomes a task on a table of values. The inputs are put into the table, the tasks
run, and the results are read off. What a task calls is called from the line that the user wrote.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from symnp._graph.errors_state import USUAL, error_state
from symnp._graph.node import Node
from symnp._infer.elementwise import infer_elementwise
from symnp._layout.layout import layout_of
from symnp._layout.memory import twin
from symnp._ops.at_line import as_if_at
from symnp._plan.plan import Plan, Step, owns_value
from symnp._run.blocks import run_block
from symnp._run.buffers import handed_over
from symnp._run.numpy_executor import say_where, together, value_of

Table = list[Any]
Task = Callable[[Table], None]


class Program:
    """A plan made ready to run on other inputs of the same form.

    Parameters
    ----------
    plan : Plan
        A plan whose inputs are the nodes `inputs`, which have no values; constants have theirs.
    inputs : sequence of Node
        In the order in which their values will be given.
    layouts : sequence of Layout
        Those of the results as NumPy's would be.

    Notes
    -----
    It holds no data but copies of what the plan reads besides the inputs, so that it can be kept. Any number of threads may
    run it.
    """

    def __init__(self, plan: Plan, inputs: Sequence[Node], layouts: Sequence[Any]) -> None:
        self._places: dict[Node, int] = {node: i for i, node in enumerate(inputs)}
        self._rest: Table = []
        self._inputs = len(inputs)
        self._tasks = [
            (self._task(steps), steps[0].node, self._released(steps, plan))
            for steps in together([step for step in plan.steps if step.node.op.kind != "leaf"])
        ]
        results = [self._place(node) for node in plan.targets]
        given = frozenset(inputs)
        own = [owns_value(node, plan.kept) and node.value is None and node not in given for node in plan.targets]
        self._results = [
            (place, layout, not mine or place in results[:i])
            for i, (place, layout, mine) in enumerate(zip(results, layouts, own, strict=True))
        ]

    def run(self, values: Sequence[Any]) -> list[Any]:
        """Return the results for some inputs, each an array or scalar of its own.

        Raises
        ------
        Exception
            What NumPy raises, with a note that says where the operation was built.
        """
        table = [*values, *self._rest]
        if error_state() is None:
            self._run(table)
        else:
            with np.errstate(**USUAL):
                self._run(table)
        return [handed_over(table[place], layout, shared=shared) for place, layout, shared in self._results]

    def _run(self, table: Table) -> None:
        for task, node, released in self._tasks:
            try:
                task(table)
            except Exception as error:
                say_where(error, node)
                raise
            for place in released:
                table[place] = None

    def _place(self, node: Node) -> int:
        found = self._places.get(node)
        if found is None:
            found = self._places[node] = self._inputs + len(self._rest)
            self._rest.append(_fixed(node))
        return found

    def _released(self, steps: Sequence[Step], plan: Plan) -> tuple[int, ...]:
        asked = {*plan.targets}
        return tuple([self._place(node) for node in steps[-1].releases if node not in asked and node in self._places])

    def _task(self, steps: Sequence[Step]) -> Task:
        first = steps[0]
        if first.block is not None:
            return self._block(steps)
        node = first.node
        places = [self._place(arg) for arg in first.args]
        own = self._place(node)
        reuses = None if first.reuses is None else self._place(first.reuses)
        if is_plain(node):
            return _called(node, places, own, reuses)

        def task(table: Table) -> None:
            out = None if reuses is None else table[reuses]
            table[own] = value_of(node, [table[place] for place in places], out)

        return task

    def _block(self, steps: Sequence[Step]) -> Task:
        block = steps[0].block
        assert block is not None
        outside = [arg for node, _ in block.members for arg in node.args]
        reused = [step.reuses for step in steps if step.reuses is not None]
        places = {
            node: self._place(node) for node in dict.fromkeys([*outside, *reused]) if node not in dict(block.members)
        }
        results = {step.node: self._place(step.node) for step in steps if not step.inside}

        def task(table: Table) -> None:
            values = run_block(steps, lambda node: table[places[node]])
            for node, place in results.items():
                table[place] = values[node]

        return task


def _fixed(node: Node) -> Any:
    """Return the value that a node has in every run, or None if it is computed in each of them."""
    value = node.value
    if value is None and node.op.kind == "leaf":
        value = node.op.evaluate(node, (), None)
    return twin(value, layout_of(value)) if isinstance(value, np.ndarray) else value


def is_plain(node: Node) -> bool:
    """Whether NumPy's own call gives the promised layout, so that there is nothing to see to."""
    if node.op.kind != "elementwise" or node.errors is not None or not isinstance(node.params[0], np.ufunc):
        return False
    return not node.params[1] and infer_elementwise(node.params[0], node.args, ()).layout is node.layout


def _called(node: Node, places: list[int], own: int, reuses: int | None) -> Task:
    """Return the call of a ufunc, which pretends to stand on the user's line."""
    function = node.params[0]
    if reuses is not None:
        return _called_into(node, places, own, reuses)
    if len(places) == 1:
        (a,) = places

        def task(table: Table) -> None:
            table[own] = function(table[a])

    elif len(places) == 2:
        a, b = places

        def task(table: Table) -> None:
            table[own] = function(table[a], table[b])

    else:

        def task(table: Table) -> None:
            table[own] = function(*[table[place] for place in places])

    return as_if_at(node.line, task)  # type: ignore[arg-type]


def _called_into(node: Node, places: list[int], own: int, reuses: int) -> Task:
    """Return the same for a result that takes over a buffer."""
    function = node.params[0]
    if len(places) == 1:
        (a,) = places

        def task(table: Table) -> None:
            table[own] = function(table[a], out=table[reuses])

    elif len(places) == 2:
        a, b = places

        def task(table: Table) -> None:
            table[own] = function(table[a], table[b], out=table[reuses])

    else:

        def task(table: Table) -> None:
            table[own] = function(*[table[place] for place in places], out=table[reuses])

    return as_if_at(node.line, task)  # type: ignore[arg-type]
