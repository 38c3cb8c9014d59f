"""A plan as a table for terminals."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from symnp._draw.units import bytes_text, seconds_text

if TYPE_CHECKING:
    from symnp._cost.estimate import Estimate, StepCost
    from symnp._graph.node import Node
    from symnp._run.measure import Measured


def names(estimate: Estimate) -> dict[Node, str]:
    """Return short names for the nodes of a plan: %1, %2, ... and the literal for a constant."""
    known: dict[Node, str] = {}
    serial = itertools.count(1)
    for step in estimate.plan.steps:
        for node in (*step.node.args, step.node):
            if node not in known:
                known[node] = node.op.label(node) if node.op.kind == "constant" else f"%{next(serial)}"
    return known


def operands_text(step: StepCost, known: dict[Node, str]) -> str:
    """Return an operation with the names of its operands."""
    return f"{step.node.op.label(step.node)}({', '.join(known[arg] for arg in step.node.args)})"


def total_text(estimate: Estimate, measured: Measured | None) -> str:
    """Return predicted and measured totals."""
    text = f"predicted {seconds_text(estimate.seconds)}, peak {bytes_text(estimate.peak)}"
    if measured is not None:
        text += f"; measured {seconds_text(measured.seconds)}, peak {bytes_text(measured.peak)} ({measured.method})"
    return text


def table(title: str, estimate: Estimate, measured: Measured | None) -> str:
    """Return the steps of a plan, one a line, with shape, dtype, predicted time and the memory held."""
    known = names(estimate)
    rows = [_row(step, known) for step in estimate.steps if step.node.op.kind not in ("leaf", "constant")]
    widths = [max((len(row[i]) for row in rows), default=0) for i in range(4)]
    lines = ["  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    return "\n".join([f"{title}: {total_text(estimate, measured)}", *(line.rstrip() for line in lines)])


def _row(step: StepCost, known: dict[Node, str]) -> tuple[str, str, str, str]:
    layout = step.node.layout
    what = f"{known[step.node]} = {operands_text(step, known)}"
    return what, f"{layout.shape} {layout.dtype}", seconds_text(step.seconds), f"holds {bytes_text(step.held)}"
