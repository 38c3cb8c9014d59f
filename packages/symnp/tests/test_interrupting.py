"""Ctrl-C ends a computation between its steps, and what was written is neither lost nor written twice."""

from __future__ import annotations

import signal
import threading

import numpy as np
import pytest

import symnp
from symnp._run.observe import observed


def interrupt_after(steps):
    """Return what presses Ctrl-C after some steps."""
    left = [steps]

    def callback(record):
        left[0] -= 1
        if not left[0]:
            signal.raise_signal(signal.SIGINT)

    return callback


def program(np, x):
    for k in range(1, 9):
        x[k:] *= 2
        x[:k] += x[-k:]
    return x


@pytest.mark.parametrize("steps", range(1, 20))
def test_writes_in_place_go_on_after_an_interrupt_as_if_there_had_been_none(steps):
    x = np.arange(1.0, 21.0)
    ours = symnp.array(x)
    np.asarray(ours)
    with symnp.options(evaluation="lazy"):
        program(symnp, ours)
        with observed(interrupt_after(steps)), pytest.raises(KeyboardInterrupt):
            symnp.compute(ours)
    np.testing.assert_array_equal(symnp.compute(ours), program(np, x.copy()))


def test_an_interrupt_of_a_pure_computation_loses_nothing():
    x = np.arange(20.0)
    ours = np.cumsum(np.sqrt(symnp.asarray(x)) + 1)
    with observed(interrupt_after(2)), pytest.raises(KeyboardInterrupt):
        symnp.compute(ours)
    np.testing.assert_array_equal(symnp.compute(ours), np.cumsum(np.sqrt(x) + 1))


def test_the_usual_answer_to_an_interrupt_is_back_afterwards():
    before = signal.getsignal(signal.SIGINT)
    ours = symnp.array([1.0, 2.0])
    ours[0] = 5
    symnp.compute(ours)
    assert signal.getsignal(signal.SIGINT) is before


def test_other_threads_and_programs_with_an_answer_of_their_own_are_left_alone():
    results, asked = [], []

    def work():
        ours = symnp.array([1.0, 2.0])
        ours[0] = 5
        results.append(symnp.compute(ours))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    before = signal.signal(signal.SIGINT, lambda number, frame: asked.append(number))
    try:
        with observed(interrupt_after(1)):
            work()
    finally:
        signal.signal(signal.SIGINT, before)
    assert asked == [signal.SIGINT]
    np.testing.assert_array_equal(results, [[5, 2], [5, 2]])
