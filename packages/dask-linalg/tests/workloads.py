"""One small computation of each kind that runs tile by tile, with what NumPy or SciPy makes of the same matrices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import dask.array as da
import numpy as np
import scipy.linalg
from matrices import KINDS

import dask_linalg as la

POSITIVE = KINDS["random"](60, "f8")
_RNG = np.random.default_rng(3)
SQUARE = _RNG.standard_normal((60, 60))
TALL = _RNG.standard_normal((200, 10))
RIGHT = _RNG.standard_normal((60, 20))
LONG_RIGHT = _RNG.standard_normal((200, 3))


@dataclass(frozen=True)
class Workload:
    """A lazy computation and what it must come to."""

    lazy: Any
    """Takes no argument and returns the lazy arrays."""
    expected: Any
    """Takes no argument and returns NumPy's arrays."""


def _lazy(a, chunks=8):
    return da.from_array(a, chunks=chunks)


WORKLOADS = {
    "cholesky": Workload(
        lambda: [la.cholesky(_lazy(POSITIVE))],
        lambda: [np.linalg.cholesky(POSITIVE)],
    ),
    "lu_factor": Workload(
        lambda: list(la.lu_factor(_lazy(SQUARE, (8, 13)))),
        lambda: list(scipy.linalg.lu_factor(SQUARE)),
    ),
    "solve": Workload(
        lambda: [la.solve(_lazy(SQUARE), _lazy(RIGHT, (13, 7)))],
        lambda: [np.linalg.solve(SQUARE, RIGHT)],
    ),
    "solve positive": Workload(
        lambda: [la.scipy.solve(_lazy(POSITIVE), _lazy(RIGHT), assume_a="pos")],
        lambda: [np.linalg.solve(POSITIVE, RIGHT)],
    ),
    "solve_triangular": Workload(
        lambda: [la.solve_triangular(_lazy(POSITIVE), _lazy(RIGHT), lower=True)],
        lambda: [scipy.linalg.solve_triangular(POSITIVE, RIGHT, lower=True)],
    ),
    "inv": Workload(lambda: [la.inv(_lazy(SQUARE))], lambda: [np.linalg.inv(SQUARE)]),
    "slogdet": Workload(lambda: list(la.slogdet(_lazy(SQUARE))), lambda: list(np.linalg.slogdet(SQUARE))),
    "matmul": Workload(lambda: [la.matmul(_lazy(SQUARE), _lazy(RIGHT))], lambda: [SQUARE @ RIGHT]),
    "square qr": Workload(
        lambda: list(map(abs, la.qr(_lazy(SQUARE)))),
        lambda: list(map(abs, np.linalg.qr(SQUARE))),
    ),
    "tall qr": Workload(
        lambda: list(map(abs, la.qr(_lazy(TALL, (30, 10))))),
        lambda: list(map(abs, np.linalg.qr(TALL))),
    ),
    "lstsq": Workload(
        lambda: [la.lstsq(_lazy(TALL, (30, 10)), _lazy(LONG_RIGHT, (30, 3)))[i] for i in (0, 3)],
        lambda: [np.linalg.lstsq(TALL, LONG_RIGHT)[i] for i in (0, 3)],
    ),
    "tall svd": Workload(
        lambda: list(map(abs, la.svd(_lazy(TALL, (30, 10)), full_matrices=False))),
        lambda: list(map(abs, np.linalg.svd(TALL, full_matrices=False))),
    ),
    "eigh": Workload(
        lambda: [abs(one) for one in la.eigh(_lazy(POSITIVE))],
        lambda: [abs(one) for one in np.linalg.eigh(POSITIVE)],
    ),
}
