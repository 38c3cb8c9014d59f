"""One thread of BLAS a task, while tasks run side by side, and as many as before when the last of them is done."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from threadpoolctl import ThreadpoolController

_lock = threading.Lock()
_running = 0
_limit: Any = None


@cache
def _controller() -> ThreadpoolController:
    """Look once at the libraries that are loaded: that takes longer than a small task."""
    return ThreadpoolController()


@contextmanager
def one_blas_thread() -> Iterator[None]:
    """Let BLAS take one thread within the block, in the whole process.

    Blocks of several threads overlap: the first to begin sets the limit, the last to end restores what was there before,
    whatever has failed meanwhile.
    """
    global _running, _limit
    with _lock:
        if _running == 0:
            _limit = _controller().limit(limits=1, user_api="blas")
        _running += 1
    try:
        yield
    finally:
        with _lock:
            _running -= 1
            if _running == 0:
                _limit.restore_original_limits()
                _limit = None
