"""Integers that can wrap around: narrow ones that are added up, multiplied or accumulated."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from symnp._explain.analysed import Analysed
from symnp._explain.bounds import Bounds, all_of, bounds_of
from symnp._explain.finding import Finding
from symnp._graph.node import Node

_ACCUMULATES = ("reduction", "contraction")
_ARITHMETIC = (np.add, np.subtract, np.multiply, np.square)
_NARROW = 2
"""Bytes of integers that are expected to wrap around if nothing is known of them; wider ones only if data say so."""

_HASHES = 4
"""Bytes of unsigned integers from which on wrapping around is usually meant: hashes and random numbers live by it."""


def check_overflow(looked_at: Analysed) -> Iterator[Finding]:
    """Find integers that go beyond their dtype, going by what can be said of their operands."""
    exact = bounds_of(looked_at.written)
    told = set[Any]()
    for node in looked_at.written:
        if node.value is not None or node not in exact or not _can_wrap(node):
            continue
        line, dtype = looked_at.line(node), node.layout.dtype
        if _goes_beyond(exact[node], dtype, node) and line not in told:
            told.add(line)
            yield _finding(node, exact[node], looked_at)


def _can_wrap(node: Node) -> bool:
    dtype = node.layout.dtype
    if dtype.kind not in "iu" or (dtype.kind == "u" and dtype.itemsize >= _HASHES):
        return False
    return node.op.kind in _ACCUMULATES or (node.op.kind == "elementwise" and node.params[0] in _ARITHMETIC)


def _goes_beyond(bounds: Bounds, dtype: np.dtype[Any], node: Node) -> bool:
    most = all_of(dtype)
    narrow = dtype.itemsize <= _NARROW or (node.op.kind in _ACCUMULATES and dtype.itemsize < np.dtype(int).itemsize)
    return (bounds.seen or narrow) and (bounds.low < most.low or bounds.high > most.high)


def _finding(node: Node, bounds: Bounds, looked_at: Analysed) -> Finding:
    dtype = node.layout.dtype
    how = "is added up in" if node.op.kind in _ACCUMULATES else "is computed in"
    return Finding(
        "integer-overflow",
        looked_at.line(node),
        f"{node.op.label(node)} {how} {dtype}, {_reach(bounds, dtype)}",
        "x.sum(dtype=np.int64)" if node.op.kind == "reduction" else "convert first, for example with .astype(np.int64)",
        wrong=True,
    )


def _reach(bounds: Bounds, dtype: np.dtype[Any]) -> str:
    least, most, _ = all_of(dtype)
    holds = f"which holds {least} to {most}"
    if not bounds.seen:
        return f"{holds}, and nothing says that its numbers stay within: they can wrap around"
    reach = f"can go from {bounds.low} to {bounds.high}" if bounds.low < bounds.high else f"are {bounds.low}"
    return f"{holds}, but its numbers {reach}: they would wrap around"
