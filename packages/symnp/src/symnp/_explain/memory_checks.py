"""Memory: intermediates that dwarf inputs and result, and peaks that the machine cannot hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from symnp._cost.estimate import StepCost
from symnp._cost.limits import available_memory
from symnp._draw.labels import shape_text
from symnp._draw.units import bytes_text
from symnp._explain.analysed import LEAST_BYTES, Analysed
from symnp._explain.finding import Finding
from symnp._graph.node import Node

_MUCH_LARGER = 4
_MANY_AT_ONCE = 6
_IN_BLOCKS = """go through it in blocks along an axis that stays, for example
for i in range(0, len(result), 1000):
    result[i : i + 1000] = ...  # the same expression of [i : i + 1000]"""
_PUT_TOGETHER = """compute it in blocks, and put together what they give, for example
for i in range(0, n, 1000):
    total += ...  # the same expression of a block"""


def check_intermediates(looked_at: Analysed) -> Iterator[Finding]:
    """Find the largest result on the way, if it is much larger than all inputs and results."""
    given = _given(looked_at)
    steps = [step for step in looked_at.estimate.steps if step.node not in given]
    largest = max(steps, key=lambda step: step.work.allocated, default=None)
    inputs, results = _bytes_of_inputs(looked_at), sum(node.layout.nbytes for node in looked_at.nodes)
    ends = max(inputs, results)
    if largest is None or largest.work.allocated < LEAST_BYTES:
        return
    node, size, peak = largest.node, largest.work.allocated, looked_at.estimate.peak
    alone = size >= _MUCH_LARGER * ends
    if not alone and (size <= ends or peak < _MANY_AT_ONCE * ends):
        return
    yield Finding(
        "large-intermediate",
        looked_at.line(node),
        f"{node.op.label(node)} makes {_made(node, looked_at.estimate.steps)}, {bytes_text(size)}"
        + ("" if alone else f", and with others of its size {bytes_text(peak)} are held at once")
        + f"; the inputs take {bytes_text(inputs)}, the results {bytes_text(results)}",
        _proposal(looked_at),
        bytes=size if alone else peak - ends,
    )


def _proposal(looked_at: Analysed) -> str:
    """Return what to write; of a number no axis stays."""
    return _IN_BLOCKS if any(node.layout.size > 1 for node in looked_at.nodes) else _PUT_TOGETHER


def _made(node: Node, steps: Sequence[StepCost]) -> str:
    """Return what a step makes, in words; a draw, and a call with several results, have the shapes of what they leave."""
    parts = [node] if shape_text(node) else [step.node for step in steps if node in step.node.args]
    shapes = [text for text in map(shape_text, parts) if text]
    return f"an array of shape {shapes[0]}" if len(shapes) == 1 else f"arrays of shapes {' and '.join(shapes)}"


def _bytes_of_inputs(looked_at: Analysed) -> int:
    inputs = {_whole(node) for node in looked_at.written if _is_input(node)}
    return sum(node.layout.nbytes for node in inputs)


def _given(looked_at: Analysed) -> set[Node]:
    """Return the results, and the draws of what the user has given a name: the data that a script goes on with."""
    kept = {node.args[0] for node in looked_at.written if node.op.kind == "drawn" and node.args and _is_input(node)}
    return {*looked_at.estimate.plan.targets, *kept}


def _is_input(node: Node) -> bool:
    return node.value is not None or node.op.kind == "leaf" or (node.op.kind == "drawn" and node.handles > 0)


def _whole(node: Node) -> Node:
    return node.args[0] if node.op.kind == "view" else node


def check_peak(looked_at: Analysed) -> Iterator[Finding]:
    """Find out whether the peak is more than there is."""
    free, peak = available_memory(), looked_at.estimate.peak
    if free is None or peak <= free:
        return
    at_peak = max(looked_at.estimate.steps, key=lambda step: step.held)
    yield Finding(
        "peak-memory",
        looked_at.line(at_peak.node),
        f"while {at_peak.node.op.label(at_peak.node)} runs, {bytes_text(peak)} are held, but only {bytes_text(free)} "
        "are free: the system would stop the program, or use the disk as memory",
        _proposal(looked_at),
        bytes=peak - free,
    )
