"""Who watches a computation: told of each step, with the time and the new memory that it took."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

from symnp._array.options import progress
from symnp._graph.node import Node


class StepRecord(NamedTuple):
    """What one step of a plan took.

    Attributes
    ----------
    node : Node
        What was computed.
    seconds : float
        Wall time.
    allocated_bytes : int
        Bytes of new memory that the result took: none where it is a view, or lies in the buffer of an operand.
    """

    node: Node
    seconds: float
    allocated_bytes: int


observer: ContextVar[Callable[[StepRecord], None] | None] = ContextVar("symnp_observer", default=None)
"""What is called after each step, or None."""


@contextmanager
def observed(callback: Callable[[StepRecord], None]) -> Iterator[None]:
    """Have a function called after each step of every computation in a ``with`` block, in this thread or task."""
    before = observer.set(callback)
    try:
        yield
    finally:
        observer.reset(before)


def is_watched() -> bool:
    """Whether somebody wants to know of each step: then a plan is run step by step, though it may have been made before."""
    return observer.get() is not None or progress() != "off"
