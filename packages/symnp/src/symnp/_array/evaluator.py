"""The socket into which the package's face plugs what can compute a node.

An array must be able to materialise itself, but the rooms that plan and run lie above it: they are handed in.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from symnp._graph.node import Node

_evaluate: Callable[[Node], Any] | None = None
_count = 0


def plug_in(evaluate: Callable[[Node], Any]) -> None:
    """Say what computes a node's value and remembers it in the node."""
    global _evaluate
    _evaluate = evaluate


def materialise(node: Node) -> Any:
    """Return the value of a node, computing it where it is not known; every computation is counted."""
    global _count
    if node.value is None:
        if _evaluate is None:
            raise RuntimeError("no evaluator is plugged in: import symnp, not one of its private modules")
        _count += 1
        _evaluate(node)
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
