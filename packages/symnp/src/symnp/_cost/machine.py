"""How fast this machine is: what streams through it is measured at once, each kind of arithmetic when it is asked for."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from functools import cache

import numpy as np

from symnp._cost.rates import MeasuredRates, seconds

# Of float64, in arrays of which each takes part in a probe: 1 MiB, which a cache holds, and 64 MiB, which streams from
# memory even on servers, and which the system hands out anew each time.
_NEAR, _FAR = 1 << 17, 1 << 23
_SIDE = 512
_ROWS = 1 << 13
_WEIGHT_OF_EXP = 20  # As the table of operations has it.
# Most of what these do are matrix products. While another program keeps a core busy, the threads of a factorisation wait
# for each other, and its probe says nothing.
_LIKE_PRODUCTS, _AT_WORST = ("lu", "cholesky", "qr"), 8


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
    loop : float
        Seconds to begin one inner loop: an operation on short rows has many of them.
    fold : float
        Seconds to begin the reduction of one row.
    rates : Mapping
        Operations a second by the name of a kind of arithmetic, as far as they are known; 0 says that one is not.
    """

    near: tuple[float, float]
    far: tuple[float, float]
    fresh: float
    vector_flops: float
    matmul_flops: float
    plain_flops: float
    overhead: float
    loop: float = 0.0
    fold: float = 0.0
    rates: Mapping[Hashable, float] = field(default_factory=dict, compare=False)

    def bandwidth(self, traffic: float) -> float:
        """Return the bytes a second at which so many are read and written: between near and far by their logarithms."""
        (small, fast), (large, slow) = self.near, self.far
        place = math.log(max(traffic, 1.0) / small) / math.log(large / small)
        return float(fast * (slow / fast) ** min(max(place, 0.0), 1.0))

    def rate(self, name: Hashable) -> float:
        """Return the operations a second of a kind of arithmetic."""
        if name == "product":
            return self.matmul_flops
        if name == "plain product":
            return self.plain_flops
        try:
            known = self.rates[name]
        except KeyError:
            known = 0.0
        if name in _LIKE_PRODUCTS:
            return max(known, self.matmul_flops / _AT_WORST)
        return known or self.vector_flops


@cache
def this_machine() -> Machine:
    """Measure this machine; the answer is kept for the life of the process."""
    a, b = np.ones(_FAR), np.ones(_FAR)
    near, far = _streaming(np.ones(_NEAR), np.ones(_NEAR)), _streaming(a, b)
    fresh = max(0.0, seconds(lambda: np.add(a, a)) - far[0] / far[1])
    exponential = seconds(lambda: np.exp(a[:_NEAR], out=b[:_NEAR]))
    square, whole = np.ones((_SIDE, _SIDE)), np.ones((_SIDE // 4, _SIDE // 4), np.int64)
    tiny, triples, rows, sums = np.ones(1), np.ones((_ROWS, 3)), np.ones((_ROWS, 9))[:, :8], np.ones(_ROWS)
    return Machine(
        near=near,
        far=far,
        fresh=fresh / a.nbytes,
        vector_flops=_WEIGHT_OF_EXP * _NEAR / exponential,
        matmul_flops=2 * _SIDE**3 / seconds(lambda: square @ square),
        plain_flops=2 * (_SIDE // 4) ** 3 / seconds(lambda: whole @ whole),
        overhead=4 * seconds(lambda: [np.add(tiny, 1.0) for _ in range(1000)]) / 1000,
        loop=seconds(lambda: np.add(triples, triples[0], out=triples)) / _ROWS,
        fold=seconds(lambda: np.add.reduce(rows, axis=1, out=sums)) / _ROWS,
        rates=MeasuredRates(),
    )


def _streaming(a: np.ndarray, b: np.ndarray) -> tuple[float, float]:
    """Return the bytes that adding two arrays in place reads and writes, and how many it does a second."""
    traffic = 3.0 * a.nbytes
    return traffic, traffic / seconds(lambda: np.add(a, b, out=b))
