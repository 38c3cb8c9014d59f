"""Where a script stands, looked up some hundred times a second: time that it spends in other libraries is seen, too."""

from __future__ import annotations

import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from symnp._graph.node import SourceLine
from symnp._trace.user_code import UserCode

_PERIOD = 0.004


@contextmanager
def sampled(user: UserCode, clock: Callable[[], float] = time.perf_counter) -> Iterator[dict[SourceLine, float]]:
    """Add up the seconds that the calling thread stands on each line of the user's own, within a ``with`` block.

    The clock tells what counts: while it stands still, no line's time grows.
    """
    seconds: dict[SourceLine, float] = defaultdict(float)
    thread, over = threading.get_ident(), threading.Event()

    def look() -> None:
        before = clock()
        while not over.wait(_PERIOD):
            now = clock()
            line = user.line(sys._current_frames().get(thread))
            if line is not None:
                seconds[line] += now - before
            before = now

    sampler = threading.Thread(target=look, name="symnp-sampler", daemon=True)
    sampler.start()
    try:
        yield seconds
    finally:
        over.set()
        sampler.join()
