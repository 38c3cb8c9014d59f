"""Programs that go along a series: running sums, and what order statistics tell."""

from __future__ import annotations

from functools import partial
from typing import Any

from _symnp_programs.program import Program, random


def running_mean(np: Any, x: Any) -> Any:
    """Average over a window of fifty, by the difference of running sums."""
    total = np.cumsum(x)
    return (total[50:] - total[:-50]) / 50


def order_statistics(np: Any, x: Any) -> Any:
    """Tell median, quartile range and trimmed mean of a series."""
    s = np.sort(x)
    n = x.shape[0]
    return s[n // 2], s[3 * n // 4] - s[n // 4], s[n // 10 : -(n // 10)].mean()


PROGRAMS = (
    Program(running_mean, partial(random, 3_000_000)),
    Program(order_statistics, partial(random, 1_000_000), cannot={"dask": "dask.array has no sort"}),
)
