"""A clock that can be stopped, and that another thread may read meanwhile."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Stopwatch:
    """Tells the time in seconds, but for the time during which it was stopped.

    Attributes
    ----------
    stood : float
        The seconds during which it was stopped.
    """

    def __init__(self) -> None:
        self.stood = 0.0
        self._since: float | None = None
        self._lock = threading.Lock()  # What is read between two writes would be off by a whole stop.

    def __call__(self) -> float:
        """Return the time."""
        with self._lock:
            return (time.perf_counter() if self._since is None else self._since) - self.stood

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """Stop the clock within a ``with`` block."""
        with self._lock:
            since = self._since = time.perf_counter()
        try:
            yield
        finally:
            with self._lock:
                self.stood += time.perf_counter() - since
                self._since = None
