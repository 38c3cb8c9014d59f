"""What one step costs: arithmetic, traffic and new memory, and the time that they take."""

from __future__ import annotations

from dataclasses import dataclass

from symnp._cost.machine import Machine
from symnp._graph.node import Node
from symnp._plan.plan import Step

_BLAS = "fc"  # The kinds of dtype whose products BLAS computes.


@dataclass(frozen=True, slots=True)
class Work:
    """The cost of one step.

    Attributes
    ----------
    flops : int
        Arithmetic operations.
    traffic : int
        Bytes read and written.
    allocated : int
        Bytes of new memory that the result takes.
    workspace : int
        Bytes that are needed for a while besides.
    """

    flops: int
    traffic: int
    allocated: int
    workspace: int


def work_of(step: Step) -> Work:
    """Return what a step costs."""
    node = step.node
    if node.op.kind in ("view", "leaf", "constant"):
        return Work(0, 0, 0, 0)
    if node.op.kind == "update":
        return _work_of_update(step)
    written = node.layout.nbytes
    read = sum(min(arg.layout.nbytes, _distinct_bytes(arg)) for arg in set(node.args))
    allocated = 0 if step.reuses is not None or node.scalar else written
    workspace = node.op.workspace(node)
    # What is needed for a while is written, and then read and written once more and read again.
    return Work(node.op.flops(node), read + written + 4 * workspace, allocated, workspace)


def _work_of_update(step: Step) -> Work:
    """Return what a write costs: its region is read and written; where the older content is still needed, all is copied."""
    before, *values = step.node.args
    touched = step.node.op.flops(step.node) * step.node.layout.dtype.itemsize
    copied = 0 if step.reuses is not None else before.layout.nbytes
    read = sum(min(value.layout.nbytes, _distinct_bytes(value)) for value in set(values))
    return Work(step.node.op.flops(step.node), read + 2 * touched + 2 * copied, copied, 0)


def _distinct_bytes(node: Node) -> int:
    """Return the bytes of the elements, those that a broadcast repeats counted once."""
    size = node.layout.dtype.itemsize
    for n, stride in zip(node.layout.shape, node.layout.strides, strict=True):
        size *= n if stride else min(n, 1)
    return size


def seconds_of(step: Step, work: Work, machine: Machine) -> float:
    """Predict the time of a step in seconds: bound by arithmetic or by traffic, plus new memory and overhead."""
    node = step.node
    if node.op.kind in ("leaf", "constant"):
        return 0.0
    if node.op.kind == "contraction":
        rate = machine.matmul_flops if node.layout.dtype.kind in _BLAS else machine.plain_flops
    else:
        rate = machine.vector_flops
    # Registers hold twice as many numbers of half the size.
    rate *= 8 / min(8, max(node.layout.dtype.itemsize, 1))
    moving = max(work.flops / rate, work.traffic / machine.bandwidth(work.traffic))
    return moving + (work.allocated + work.workspace) * machine.fresh + machine.overhead
