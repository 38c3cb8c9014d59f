"""How fast this machine is, measured in a fraction of a second."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np

# Of float64, in arrays of which each takes part in a probe: 1 MiB, which a cache holds, and 64 MiB, which streams from
# memory even on servers, and which the system hands out anew each time.
_NEAR, _FAR = 1 << 17, 1 << 23
_SIDE = 512
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Machine:
    """The rates of a machine.

    Attributes
    ----------
    near, far : tuple of (float, float)
        Bytes that an elementwise operation reads and writes, and how many a second: in a cache, and in memory.
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

    near: tuple[float, float]
    far: tuple[float, float]
    fresh: float
    vector_flops: float
    matmul_flops: float
    plain_flops: float
    overhead: float

    def bandwidth(self, traffic: float) -> float:
        """Return the bytes a second at which so many are read and written: between near and far by their logarithms."""
        (small, fast), (large, slow) = self.near, self.far
        place = math.log(max(traffic, 1.0) / small) / math.log(large / small)
        return float(fast * (slow / fast) ** min(max(place, 0.0), 1.0))


@cache
def this_machine() -> Machine:
    """Measure this machine; the answer is kept for the life of the process."""
    a, b = np.ones(_FAR), np.ones(_FAR)
    near, far = _streaming(np.ones(_NEAR), np.ones(_NEAR)), _streaming(a, b)
    fresh = max(0.0, _seconds(lambda: np.add(a, a)) - far[0] / far[1])
    # The weight of exp in the table of operations says how many operations one element is.
    transcendental = _seconds(lambda: np.exp(a[:_NEAR], out=b[:_NEAR]))
    square, whole = np.ones((_SIDE, _SIDE)), np.ones((_SIDE // 4, _SIDE // 4), np.int64)
    tiny = np.ones(1)
    return Machine(
        near=near,
        far=far,
        fresh=fresh / a.nbytes,
        vector_flops=20 * _NEAR / transcendental,
        matmul_flops=2 * _SIDE**3 / _seconds(lambda: square @ square),
        plain_flops=2 * (_SIDE // 4) ** 3 / _seconds(lambda: whole @ whole),
        overhead=4 * _seconds(lambda: [np.add(tiny, 1.0) for _ in range(1000)]) / 1000,
    )


def _streaming(a: np.ndarray, b: np.ndarray) -> tuple[float, float]:
    """Return the bytes that adding two arrays in place reads and writes, and how many it does a second."""
    traffic = 3.0 * a.nbytes
    return traffic, traffic / _seconds(lambda: np.add(a, b, out=b))


def _seconds(work: Callable[[], object]) -> float:
    """Return the least time of a few rounds; the first one warms up."""
    best = float("inf")
    for _ in range(_ROUNDS + 1):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best
