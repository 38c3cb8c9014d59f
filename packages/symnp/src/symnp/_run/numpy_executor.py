"""The default executor: NumPy, step by step, in place where a buffer dies."""

from __future__ import annotations

from typing import Any

import numpy as np

from symnp._graph.errors_state import USUAL, error_state
from symnp._graph.node import Node
from symnp._layout.memory import empty
from symnp._plan.plan import Plan, Step, owns_value
from symnp._run.buffers import conform

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
    for step in plan.steps:
        try:
            values[step.node] = _value(step, values)
        except Exception as error:
            _say_where(error, step.node)
            _rescue(values)
            raise
        for node in step.releases:
            del values[node]
    return values


def _rescue(values: Values) -> None:
    """Keep the buffers that have been written into: what they held before is gone, so they cannot be made again."""
    for node, value in values.items():
        if node.op.kind == "update":
            node.keep(value, owned=True)


def _read(node: Node, values: Values) -> Any:
    # A value of one's own comes first: another thread may have computed the same, and may write over it.
    return values.get(node, node.value)


def _value(step: Step, values: Values) -> Any:
    node = step.node
    operands = [_read(arg, values) for arg in step.args]
    out: np.ndarray | None = None
    if step.reuses is not None:
        out = values[step.reuses] if step.reuses in values else step.reuses.steal()
    elif node.op.takes_out(node):
        out = empty(node.layout)
    try:
        value = _evaluated(node, operands, out)
    except Exception:
        if step.reuses is not None and step.reuses not in values:
            step.reuses.keep(out, owned=True)
        raise
    # A view has whatever strides its operand's value gives it; all else has the strides that were promised.
    return value if node.op.kind == "view" else conform(value, node.layout)


def _evaluated(node: Node, operands: list[Any], out: np.ndarray | None) -> Any:
    if node.errors is None:
        return node.op.evaluate(node, operands, out)
    with np.errstate(**dict(node.errors)):
        return node.op.evaluate(node, operands, out)


def _say_where(error: Exception, node: Node) -> None:
    if node.line is not None:
        file, number = node.line
        error.add_note(f"while symnp computed {node.op.label(node)}, built at {file}:{number}")
