"""The socket into which the package's face plugs what can compute a node.

An array must be able to materialise itself, but the rooms that plan and run lie above it: they are handed in.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from sys import getrefcount
from typing import Any
from weakref import ReferenceType, ref

from symnp._array.implicit import asked_for
from symnp._array.options import lazy
from symnp._graph.node import Node

_evaluate: Callable[[Sequence[Node]], Any] | None = None
_count = 0
_PENDING_LIMIT = 4096
_recent: list[ReferenceType[Node]] = []


def plug_in(evaluate: Callable[[Sequence[Node]], Any]) -> None:
    """Say what computes the values of some nodes and remembers them in the nodes."""
    global _evaluate
    _evaluate = evaluate


@contextmanager
def plugged_in(around: Callable[[Callable[[Sequence[Node]], Any]], Callable[[Sequence[Node]], Any]]) -> Iterator[None]:
    """Put something around what computes, within a ``with`` block: it is given the one and returns the other."""
    global _evaluate
    before = _evaluate
    assert before is not None
    _evaluate = around(before)
    try:
        yield
    finally:
        _evaluate = before


def note(node: Node) -> None:
    """Take note of a node that an array shows: after some thousands, what is pending is computed.

    So a loop of any length holds no more than so many operations: neither their memory nor the time of going through
    them grows with the loop. What depends on an array without data stays as it is.
    """
    _recent.append(ref(node))
    if len(_recent) >= _PENDING_LIMIT:
        _compute_recent()


def _compute_recent() -> None:
    recent = _recent[:]
    _recent.clear()
    if not lazy():
        compute_pending([found for found in (one() for one in recent) if found is not None])


def note_captured(leaf: Node) -> None:
    """Take note of a captured array: when those that only the graph still holds grow too large, what is pending is computed.

    A loop that adds a new array each time would else keep thousands of them, where NumPy keeps one.
    """
    global _captured
    if leaf.value.nbytes < _LARGE:
        return
    _leaves.append(ref(leaf))
    _captured += leaf.value.nbytes
    if _captured < _most_captured():
        return
    alive = [found for found in (one() for one in _leaves) if found is not None]
    held = sum(node.value.nbytes for node in alive if getrefcount(node.value) <= _ONLY_THE_NODE)
    _leaves[:] = [ref(node) for node in alive]
    _captured = held
    if held >= _most_captured():
        _compute_recent()


_leaves: list[ReferenceType[Node]] = []
_captured = 0
_LARGE = 1 << 16  # Four thousand of what is smaller make a quarter of a gigabyte.
_ONLY_THE_NODE = 2  # The node's own reference, and that of the call which counts.


@cache
def _most_captured() -> int:
    """Return an eighth of the machine's memory, in bytes."""
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 8


def compute_pending(nodes: list[Node]) -> None:
    """Compute those of some nodes that an array shows; what fails is left to whoever reads it."""
    pending = [node for node in dict.fromkeys(nodes) if _is_pending(node)]
    if not pending or _evaluate is None:
        return
    try:
        _evaluate(pending)
    except Exception:  # noqa: BLE001  What is wrong is raised again for whoever reads it.
        for node in pending:
            with suppress(Exception):
                if node.value is None:
                    _evaluate([node])


def _is_pending(node: Node) -> bool:
    return bool(node.value is None and node.handles and not node.abstract and node.op.kind != "view")


def materialise(node: Node) -> Any:
    """Return the value of a node, computing it where it is not known; every computation is counted."""
    global _count
    if node.value is None:
        asked_for(node)
        if _evaluate is None:
            raise RuntimeError("no evaluator is plugged in: import symnp, not one of its private modules")
        _count += 1
        _evaluate([node])
    return node.value


def materialisations() -> int:
    """Return how many times a value was computed because Python or NumPy asked for one.

    Returns
    -------
    int
        The count since the process began. `compute` does not count: it is asked for.

    Examples
    --------
    >>> import symnp
    >>> before = symnp.materialisations()
    >>> float(symnp.asarray([1.0, 2.0]).sum())
    3.0
    >>> symnp.materialisations() - before
    1
    """
    return _count
