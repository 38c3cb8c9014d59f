"""One thread of BLAS a task, while tasks run side by side, and as many as before when the last of them is done.

The first task sets the limit and the last one lifts it, which is another thread. From its version 3.8 on, threadpoolctl lets only
the thread that has set a limit of OpenBLAS change it, and does nothing for others, so that the process would keep one thread for
ever. Tasks are counted here, so nobody is in another's way, and the limit is set without asking whose it is.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from threadpoolctl import ThreadpoolController

_lock = threading.Lock()
_running = 0
_before: list[int] = []


@cache
def _libraries() -> list[Any]:
    """Look once for the libraries of BLAS that are loaded: that takes longer than a small task."""
    return list(ThreadpoolController().select(user_api="blas").lib_controllers)


def _set(counts: list[int]) -> None:
    for library, count in zip(_libraries(), counts, strict=True):
        getattr(library, "_real_set_num_threads", library.set_num_threads)(count)


@contextmanager
def one_blas_thread() -> Iterator[None]:
    """Let BLAS take one thread within the block, in the whole process.

    Blocks of several threads overlap: the first to begin sets the limit, the last to end restores what was there before,
    whatever has failed meanwhile.
    """
    global _running, _before
    with _lock:
        if _running == 0:
            _before = [library.num_threads for library in _libraries()]
            _set([1] * len(_before))
        _running += 1
    try:
        yield
    finally:
        with _lock:
            _running -= 1
            if _running == 0:
                _set(_before)
