"""What one step costs: arithmetic, traffic and new memory, and the time that they take."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import numpy as np

from symnp._cost.loops import elementwise_loops, fetched_bytes, reduction_loops
from symnp._cost.machine import Machine
from symnp._graph.node import Node
from symnp._infer.arguments import Fixed
from symnp._ops.call import matrices
from symnp._ops.call_cost import gather_rate
from symnp._ops.call_costs import COSTS, cost_of
from symnp._ops.call_costs_linalg import LINALG
from symnp._ops.call_costs_products import product_rate
from symnp._ops.reduction import as_call
from symnp._plan.plan import Step

_FREE = ("view", "leaf", "constant", "part", "drawn")
_PRODUCT_CALL = 2  # Beginning the product of one matrix of a stack takes as long as so many inner loops.
_LAPACK_CALL = 200  # And handing one to LAPACK as so many.
_HANDED_OUT_AGAIN = 1 << 25  # Bytes up to which the C library hands out freed memory again.


@dataclass(frozen=True, slots=True)
class Work:
    """The cost of one step.

    Attributes
    ----------
    flops : int
        Arithmetic operations.
    traffic : int
        Bytes read from memory and written to it.
    allocated : int
        Bytes of new memory that the result takes.
    workspace : int
        Bytes that are needed for a while besides.
    cached : int
        Bytes read and written in pieces that a cache holds.
    loops : int
        Inner loops that have to be begun.
    folds : bool
        Whether each of them adds up to one number.
    rate : Hashable
        The name of the rate at which a machine does the arithmetic.
    """

    flops: int
    traffic: int
    allocated: int
    workspace: int
    cached: int = 0
    loops: int = 0
    folds: bool = False
    rate: Hashable = "vector"


_NONE = Work(0, 0, 0, 0)


def work_of(step: Step) -> Work:
    """Return what a step costs."""
    node = step.node
    if node.op.kind in _FREE:
        return _NONE
    if node.op.kind == "update":
        return _work_of_update(step)
    written = _bytes_of_result(node)
    workspace = node.op.workspace(node) if node.op.kind != "draw" else 0
    loops, folds = _loops(node)
    traffic, cached = _traffic(step, written)
    if node.op.kind == "reduction" and not folds:
        cached += 2 * node.args[0].layout.nbytes  # The sums are read and written again with each row.
    allocated = 0 if step.reuses is not None or step.inside or node.scalar else written
    # What is needed for a while is written, and then read and written once more and read again.
    return Work(_flops(node), traffic + 4 * workspace, allocated, workspace, cached, loops, folds, _rate(node))


def _bytes_of_result(node: Node) -> int:
    """Return the bytes of a result; several are held by the one node of their call."""
    if node.op.kind == "several":
        return int(node.params[2])
    return int(node.params.nbytes) if node.op.kind == "draw" else node.layout.nbytes


def _traffic(step: Step, written: int) -> tuple[int, int]:
    """Return the bytes that go through memory, and those that stay in a cache."""
    inner = frozenset[Node]() if step.block is None else step.block.inner
    goes_like = step.node.layout if step.node.op.kind in ("elementwise", "copy") else None
    read = {arg: fetched_bytes(arg.layout, goes_like) for arg in set(step.args)}
    # Within a block an operand that another member has just read is there still.
    cached = sum(size for arg, size in read.items() if arg in inner)
    far = sum(read.values()) - cached
    return (far, cached + written) if step.inside else (far + written, cached)


def _loops(node: Node) -> tuple[int, bool]:
    if node.op.kind == "elementwise":
        return elementwise_loops(node), False
    if node.op.kind == "reduction":
        return reduction_loops(node)
    if node.op.kind == "contraction":
        return _PRODUCT_CALL * matrices(node.layout)[0], False
    if node.op.kind in ("call", "several") and node.params[0] in LINALG:
        return _LAPACK_CALL * matrices(cost_of(node)[1].first)[0], False
    return 1, False


def _rate(node: Node) -> Hashable:
    """Return the name of the rate of a node's arithmetic."""
    kind = node.op.kind
    if kind == "elementwise":
        function, options = node.params
        operands = tuple([_operand(arg) for arg in node.args])
        return "elementwise", function, operands, options, node.op.flops(node) / max(node.layout.size, 1)
    if kind == "reduction":
        function, _, options = node.params
        if function in COSTS:
            return COSTS[function].rate(as_call(node))
        operand = node.args[0].layout
        kept = tuple([pair for pair in options if pair[0] in ("dtype", "ddof")])
        return "reduction", function, operand.dtype.char, kept, node.op.flops(node) / max(operand.size, 1)
    if kind == "contraction":
        return product_rate(node.layout.dtype)
    if kind in ("call", "several"):
        cost, call = cost_of(node)
        return cost.rate(call)
    if kind == "draw":
        return "draw", node.params.method
    return gather_rate(node.args[0].layout) if node.op.name == "picking" else "vector"


def _flops(node: Node) -> int:
    """Return the arithmetic operations; a pick is one for each index, a mask some for each of its elements."""
    if node.op.name == "picking":
        return max(1, *[arg.layout.size for arg in node.args[1:]])
    return _STEPS_OF_MASK * node.args[1].layout.size if node.op.name == "masked" else node.op.flops(node)


_STEPS_OF_MASK = 4


def _operand(arg: Node) -> Any:
    """Return what of an operand decides how fast a function is: its dtype, or the number that it is."""
    return Fixed(arg.value) if arg.op.kind == "constant" else arg.layout.dtype.char


def _work_of_update(step: Step) -> Work:
    """Return what a write costs: its region is read and written; where the older content is still needed, all is copied."""
    before, *values = step.args
    node = step.node
    touched = node.op.flops(node) * node.layout.dtype.itemsize
    copied = 0 if step.reuses is not None else before.layout.nbytes
    read = sum(fetched_bytes(value.layout) for value in set(values))
    return Work(node.op.flops(node), read + 2 * touched + 2 * copied, copied, _overlapping(step))


def _overlapping(step: Step) -> int:
    """Return the bytes of values that show the buffer across the region: NumPy copies them before it writes there."""
    before, *values = step.args
    shown = [value.layout for value in values if value.op.kind == "view" and value.args[:1] == (before,)]
    if not shown:
        return 0
    region = before.layout
    for one in step.node.params[1]:
        region = region.derive(one)
    return sum(one.nbytes for one in shown if one is not region and np.may_share_memory(one.dummy, region.dummy))


def seconds_of(step: Step, work: Work, machine: Machine) -> float:
    """Predict the time of a step in seconds: bound by arithmetic or by traffic, plus new memory and overhead."""
    kind = step.node.op.kind
    if kind in ("leaf", "constant", "part", "drawn"):
        return 0.0
    rate = machine.rate(work.rate)
    if isinstance(work.rate, str):
        # Registers hold twice as many numbers of half the size.
        rate *= 8 / min(8, max(_item_size(step.node), 1))
    moving = work.traffic / machine.bandwidth(work.traffic) + work.cached / machine.near[1]
    beginning = work.loops * (machine.fold if work.folds else machine.loop)
    fresh = _fresh_bytes(work.allocated) + _fresh_bytes(work.workspace)
    return max(work.flops / rate, moving) + beginning + fresh * machine.fresh + machine.overhead


def _fresh_bytes(count: int) -> float:
    """Return the bytes that the system has to hand out anew: of what the C library may have, every other time."""
    return count if count > _HANDED_OUT_AGAIN else count / 2


def _item_size(node: Node) -> int:
    dtypes = [node.layout.dtype, *[arg.layout.dtype for arg in node.args]]
    sizes = [np.dtype(one).itemsize for one in dtypes if one.kind in "fciu"]
    return max(sizes) if node.op.kind in ("call", "several") and sizes else node.layout.dtype.itemsize
