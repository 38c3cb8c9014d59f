"""Timing two ways to do the same thing inside of one process, in turn, so that a busy machine slows both."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Pair:
    """Seconds of two contenders, round by round."""

    first: tuple[float, ...]
    second: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """The median of the rounds' ratios, first by second."""
        return statistics.median(a / b for a, b in zip(self.first, self.second, strict=True))


def in_turn(first: Callable[[], Any], second: Callable[[], Any], rounds: int = 9) -> Pair:
    """Run both once to warm up, then in turn, and return their times.

    Raises
    ------
    ValueError
        If there are no rounds.
    """
    if rounds < 1:
        raise ValueError(f"at least one round is needed, got {rounds}")
    first(), second()
    times = [(_seconds(first), _seconds(second)) for _ in range(rounds)]
    return Pair(tuple(a for a, _ in times), tuple(b for _, b in times))


def _seconds(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
