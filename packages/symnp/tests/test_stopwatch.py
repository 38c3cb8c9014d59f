"""The clock that stands still while a script is analysed."""

from __future__ import annotations

import sys
import threading
import time

import pytest

from symnp._trace.stopwatch import Stopwatch


def test_it_tells_the_time_but_for_the_time_during_which_it_was_stopped():
    clock = Stopwatch()
    start, began = clock(), time.perf_counter()
    with clock.stopped():
        time.sleep(0.2)
    assert clock.stood == pytest.approx(0.2, abs=0.1)
    assert clock() - start == pytest.approx(time.perf_counter() - began - clock.stood, abs=1e-3)


def test_it_stands_still_while_it_is_stopped_and_goes_on_after_a_failure():
    clock = Stopwatch()
    with pytest.raises(ZeroDivisionError), clock.stopped():  # noqa: PT012  The time is read within.
        first = clock()
        time.sleep(0.01)
        assert clock() == first
        raise ZeroDivisionError
    assert clock() > first


def test_another_thread_never_sees_it_go_back_or_leap():
    clock, over, steps = Stopwatch(), threading.Event(), []

    def read():
        before, real = clock(), time.perf_counter()
        while not over.is_set():
            now, later = clock(), time.perf_counter()
            steps.append((now - before, later - real))
            before, real = now, later

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        reader = threading.Thread(target=read)
        reader.start()
        for _ in range(50):
            with clock.stopped():
                time.sleep(0.002)
        over.set()
        reader.join()
    finally:
        sys.setswitchinterval(interval)
    assert min(step for step, _ in steps) >= 0
    assert sum(step for step, _ in steps) < sum(real for _, real in steps) - 0.05
