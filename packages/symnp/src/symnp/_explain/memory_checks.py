"""Memory: intermediates that dwarf inputs and result, and peaks that the machine cannot hold."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from symnp._draw.units import bytes_text
from symnp._explain.analysed import LEAST_BYTES, Analysed
from symnp._explain.finding import Finding
from symnp._graph.node import Node

_MUCH_LARGER = 4
_MANY_AT_ONCE = 6
_IN_BLOCKS = """go through it in blocks along an axis that stays, for example
for i in range(0, len(result), 1000):
    result[i : i + 1000] = ...  # the same expression of [i : i + 1000]"""


def check_intermediates(looked_at: Analysed) -> Iterator[Finding]:
    """Find the largest result on the way, if it is much larger than all inputs and results."""
    steps = [step for step in looked_at.estimate.steps if step.node not in looked_at.estimate.plan.targets]
    largest = max(steps, key=lambda step: step.work.allocated, default=None)
    ends = max(_bytes_of_inputs(looked_at), sum(node.layout.nbytes for node in looked_at.nodes))
    if largest is None or largest.work.allocated < LEAST_BYTES:
        return
    node, size, peak = largest.node, largest.work.allocated, looked_at.estimate.peak
    alone = size >= _MUCH_LARGER * ends
    if not alone and (size <= ends or peak < _MANY_AT_ONCE * ends):
        return
    much = f"{size / max(ends, 1):.0f} times what goes in or comes out"
    yield Finding(
        "large-intermediate",
        looked_at.line(node),
        f"{node.op.label(node)} makes an array of shape {node.layout.shape}, {bytes_text(size)}"
        + (f": {much}" if alone else f", and with others of its size {bytes_text(peak)} are held at once"),
        _IN_BLOCKS,
        bytes=size if alone else peak - ends,
    )


def _bytes_of_inputs(looked_at: Analysed) -> int:
    inputs = {_whole(node) for node in looked_at.written if node.value is not None or node.op.kind == "leaf"}
    return sum(node.layout.nbytes for node in inputs)


def _whole(node: Node) -> Node:
    return node.args[0] if node.op.kind == "view" else node


def check_peak(looked_at: Analysed) -> Iterator[Finding]:
    """Find out whether the peak is more than there is."""
    free, peak = available_bytes(), looked_at.estimate.peak
    if free is None or peak <= free:
        return
    at_peak = max(looked_at.estimate.steps, key=lambda step: step.held)
    yield Finding(
        "peak-memory",
        looked_at.line(at_peak.node),
        f"while {at_peak.node.op.label(at_peak.node)} runs, {bytes_text(peak)} are held, but only {bytes_text(free)} "
        "are free: the system would stop the program, or use the disk as memory",
        _IN_BLOCKS,
        bytes=peak - free,
    )


def available_bytes() -> int | None:
    """Return the memory that a program can still take: what the system has free, or what its control group leaves."""
    found = [bound for bound in (_free_of_system(), _left_of_group()) if bound is not None]
    return min(found, default=None)


def _free_of_system() -> int | None:
    try:
        lines = Path("/proc/meminfo").read_text().splitlines()
    except OSError:
        return os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else None
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:")), None)


def _left_of_group() -> int | None:
    """Return what a limit of the second version of control groups leaves, as containers have it."""
    folder = Path("/sys/fs/cgroup")
    try:
        most, used = (folder / "memory.max").read_text().strip(), int((folder / "memory.current").read_text())
    except OSError:
        return None
    return None if most == "max" else max(int(most) - used, 0)
