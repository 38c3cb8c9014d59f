"""The default executor: NumPy, step by step, in place where a buffer dies."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import Any

import numpy as np

from symnp._draw.units import bytes_text
from symnp._graph.errors_state import USUAL, error_state
from symnp._graph.node import Node
from symnp._layout.memory import empty
from symnp._plan.plan import Plan, Step, owns_value
from symnp._run.blocks import run_block
from symnp._run.buffers import conform
from symnp._run.interrupts import held_back
from symnp._run.observe import StepRecord, observer
from symnp._run.progress import Meter, meter_for

Values = dict[Node, Any]


def run(plan: Plan, *, keep: bool = True) -> list[Any]:
    """Run a plan and return the values of its targets; keep in the nodes what a user still holds an array of.

    Raises
    ------
    Exception
        What NumPy raises, with a note that says where the operation was built.
    """
    values = _run_steps(plan)
    if keep:
        owned = {node: owns_value(node, plan.kept) for node in plan.kept}  # Before any lets go of its operands.
        for node in plan.kept:
            node.keep(values[node], owned=owned[node])
    return [_read(target, values) for target in plan.targets]


def _run_steps(plan: Plan) -> Values:
    if error_state() is None:
        return _run_under_usual_errors(plan)
    with np.errstate(**USUAL):  # What is told now is meant for what is built now.
        return _run_under_usual_errors(plan)


def _run_under_usual_errors(plan: Plan) -> Values:
    values: Values = {}
    if any(step.node.op.kind == "update" for step in plan.steps):
        with held_back() as interrupts:
            _run_all(plan, values, interrupts.let_through)
    else:
        _run_all(plan, values, None)
    return values


def _run_all(plan: Plan, values: Values, between: Callable[[], None] | None) -> None:
    callback, meter = observer.get(), meter_for(plan)
    compute = _compute if callback is None else partial(_compute_observed, callback)
    for steps in together(plan.steps):
        try:
            compute(steps, values, meter)
            if meter is not None:
                meter.after(steps)
            if between is not None:
                between()
        except BaseException as error:
            say_where(error, steps[0].node)
            if isinstance(error, MemoryError):
                _say_what_is_held(error, steps, plan, values)
            _rescue(values)
            raise
        for node in steps[-1].releases:
            del values[node]


def together(steps: Sequence[Step]) -> Iterator[Sequence[Step]]:
    """Yield each step by itself, but those of a block together."""
    for block, those in groupby(steps, attrgetter("block")):
        if block is None:
            yield from ([step] for step in those)
        else:
            yield list(those)


def _compute(steps: Sequence[Step], values: Values, meter: Meter | None) -> None:
    first = steps[0]
    if first.block is None:
        values[first.node] = _value(first, values)
    else:
        tell = None if meter is None else meter.within(steps)
        values.update(run_block(steps, lambda node: _read(node, values), tell))


def _compute_observed(
    callback: Callable[[StepRecord], None], steps: Sequence[Step], values: Values, meter: Meter | None
) -> None:
    start = time.perf_counter()
    _compute(steps, values, meter)
    seconds = time.perf_counter() - start
    works = [max(step.node.op.flops(step.node), 1) for step in steps]  # By which the time of a block is told apart.
    for step, work in zip(steps, works, strict=True):
        takes_none = step.inside or step.reuses is not None or step.node.op.kind in ("view", "leaf")
        allocated = 0 if takes_none else getattr(values[step.node], "nbytes", 0)
        callback(StepRecord(step.node, seconds * work / sum(works), allocated))


def _say_what_is_held(error: MemoryError, steps: Sequence[Step], plan: Plan, values: Values) -> None:
    number = plan.steps.index(steps[0]) + 1
    held = sum(value.nbytes for value in values.values() if isinstance(value, np.ndarray) and value.base is None)
    wanted = sum(step.node.layout.nbytes for step in steps if not step.inside)
    error.add_note(
        f"step {number} of {len(plan.steps)} wanted {bytes_text(wanted)} for its result, and {bytes_text(held)} of other results "
        "were held; symnp.explain says which and for how long"
    )


def _rescue(values: Values) -> None:
    """Keep the buffers that have been written into: what they held before is gone, so they cannot be made again."""
    for node, value in values.items():
        if node.op.kind == "update":
            node.keep(value, owned=True)


def _read(node: Node, values: Values) -> Any:
    # A value of one's own comes first: another thread may have computed the same, and may write over it.
    return values.get(node, node.value)


def _value(step: Step, values: Values) -> Any:
    operands = [_read(arg, values) for arg in step.args]
    if step.reuses is None:
        return value_of(step.node, operands, None)
    held = step.reuses in values
    out = values[step.reuses] if held else step.reuses.steal()
    try:
        return value_of(step.node, operands, out)
    except BaseException:
        if not held:
            step.reuses.keep(out, owned=True)
        raise


def value_of(node: Node, operands: list[Any], out: np.ndarray | None) -> Any:
    """Return the value of an operation on some operands, written into a buffer that is given for it."""
    if out is None and node.op.takes_out(node):
        out = empty(node.layout)
    value = _evaluated(node, operands, out)
    # A view has whatever strides its operand's value gives it; all else has the strides that were promised.
    return value if node.op.kind == "view" else conform(value, node.layout)


def _evaluated(node: Node, operands: list[Any], out: np.ndarray | None) -> Any:
    if node.errors is None:
        return node.op.evaluate(node, operands, out)
    with np.errstate(**dict(node.errors)):
        return node.op.evaluate(node, operands, out)


def say_where(error: BaseException, node: Node) -> None:
    """Add to an error where the operation was built that raised it."""
    if node.line is not None:
        file, number = node.line
        error.add_note(f"while symnp computed {node.op.label(node)}, built at {file}:{number}")
