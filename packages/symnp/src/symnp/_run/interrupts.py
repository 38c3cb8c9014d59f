"""Ctrl-C while a plan writes in place: it waits until the step at hand is done, so that nothing is written twice."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

Interrupt = tuple[int, FrameType | None]


class HeldBack:
    """Interrupts that have come and wait."""

    def __init__(self) -> None:
        self.waiting: list[Interrupt] = []

    def __call__(self, number: int, frame: FrameType | None) -> None:
        self.waiting.append((number, frame))

    def let_through(self) -> None:
        """Raise the ``KeyboardInterrupt`` of an interrupt that has come."""
        if self.waiting:
            raise KeyboardInterrupt


@contextmanager
def held_back() -> Iterator[HeldBack]:
    """Hold Ctrl-C back within a ``with`` block, in the main thread, where Python's own answer to it has not been replaced."""
    held = HeldBack()
    usual = (
        threading.current_thread() is threading.main_thread()
        and signal.getsignal(signal.SIGINT) is signal.default_int_handler
    )
    if usual:
        signal.signal(signal.SIGINT, held)
    try:
        yield held
    except Exception:
        held.let_through()  # An error must not swallow it.
        raise
    finally:
        if usual:
            signal.signal(signal.SIGINT, signal.default_int_handler)
    held.let_through()
