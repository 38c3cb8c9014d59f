"""How fast this machine is, measured once a process in a few hundredths of a second."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from time import perf_counter

import numpy as np

from dask_linalg.schedule.blas_threads import one_blas_thread
from dask_linalg.tiles.products import add_product

_SIDE = 512
_COPIED = 1 << 24
_SECONDS_A_TASK = 1.5e-4
"""What Dask's threaded scheduler takes for a task: 0.09 to 0.23 ms were measured."""


@dataclass(frozen=True)
class Machine:
    """Rates of one core."""

    flops: float
    """Operations a second in a product of tiles."""
    bandwidth: float
    """Bytes a second that are copied."""
    overhead: float = _SECONDS_A_TASK
    """Seconds that the scheduler takes for a task."""


@cache
def machine() -> Machine:
    """Return the rates of this machine; the first call measures them."""
    left, right, product = (np.ones((_SIDE, _SIDE), order="F") for _ in range(3))
    source, target = np.ones(_COPIED, "u1"), np.empty(_COPIED, "u1")
    with one_blas_thread():
        multiplied = _fastest(lambda: add_product(product, left, right))
    return Machine(2 * _SIDE**3 / multiplied, _COPIED / _fastest(lambda: np.copyto(target, source)))


def _fastest(run: Callable[[], None], times: int = 4) -> float:
    def timed() -> float:
        start = perf_counter()
        run()
        return perf_counter() - start

    return min(timed() for _ in range(times))
