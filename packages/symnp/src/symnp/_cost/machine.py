"""How fast this machine is, measured in a fraction of a second."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np

_ELEMENTS = 1 << 22  # 32 MiB of float64: larger than a cache, and memory that the system hands out anew each time.
_SIDE = 512
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Machine:
    """The rates of a machine.

    Attributes
    ----------
    bandwidth : float
        Bytes a second that an elementwise operation reads and writes.
    fresh : float
        Seconds to hand out one byte of new memory and to write it for the first time.
    vector_flops : float
        Arithmetic operations a second of elementwise functions and reductions in double precision.
    matmul_flops : float
        Arithmetic operations a second of matrix products in double precision.
    plain_flops : float
        The same of products for which there is no BLAS, such as integers.
    overhead : float
        Seconds that an operation takes besides.
    """

    bandwidth: float
    fresh: float
    vector_flops: float
    matmul_flops: float
    plain_flops: float
    overhead: float


@cache
def this_machine() -> Machine:
    """Measure this machine; the answer is kept for the life of the process."""
    a, b = np.ones(_ELEMENTS), np.ones(_ELEMENTS)
    streaming = _seconds(lambda: np.add(a, b, out=b))
    fresh = max(0.0, _seconds(lambda: np.add(a, a)) - streaming)
    # The weight of exp in the table of operations says how many operations one element is.
    transcendental = _seconds(lambda: np.exp(a, out=b))
    square, whole = np.ones((_SIDE, _SIDE)), np.ones((_SIDE // 4, _SIDE // 4), np.int64)
    tiny = np.ones(1)
    return Machine(
        bandwidth=3 * a.nbytes / streaming,
        fresh=fresh / a.nbytes,
        vector_flops=20 * _ELEMENTS / transcendental,
        matmul_flops=2 * _SIDE**3 / _seconds(lambda: square @ square),
        plain_flops=2 * (_SIDE // 4) ** 3 / _seconds(lambda: whole @ whole),
        overhead=4 * _seconds(lambda: [np.add(tiny, 1.0) for _ in range(1000)]) / 1000,
    )


def _seconds(work: Callable[[], object]) -> float:
    """Return the least time of a few rounds; the first one warms up."""
    best = float("inf")
    for _ in range(_ROUNDS + 1):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best
