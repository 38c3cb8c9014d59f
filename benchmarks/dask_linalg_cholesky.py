"""A Hermitian matrix in tiles is factored under Dask's threads as fast as SciPy factors it whole, with BLAS on two threads.

The chunks are those that dask-linalg chooses by itself. The residual is LAPACK's: the largest column sum of the difference, over
that of the matrix, its side and the precision of its numbers; LAPACK's own tests pass below 30.
"""

from __future__ import annotations

from typing import Any

import dask.array as da
import dask_linalg as la
import numpy as np
import scipy.linalg

from monorepo_testing.paired import Claim, Contender

TILE = 512


def setup(n: int) -> np.ndarray:
    """Return a well-conditioned symmetric matrix."""
    x = np.random.default_rng(0).standard_normal((n, n))
    return x @ x.T / n + np.eye(n)


def in_chunks(a: np.ndarray) -> Any:
    """Return the matrix as a Dask array."""
    return da.from_array(a, chunks=TILE)


def by_scipy(a: np.ndarray) -> np.ndarray:
    """Factor the matrix whole."""
    factor: np.ndarray = scipy.linalg.cholesky(a, lower=True, check_finite=False)
    return factor


def by_dask_linalg(a: Any) -> np.ndarray:
    """Build the graph and run it."""
    factor: np.ndarray = la.cholesky(a).compute(scheduler="threads")
    return factor


def by_dask(a: Any) -> np.ndarray:
    """Do the same with Dask's own function."""
    factor: np.ndarray = da.linalg.cholesky(a, lower=True).compute(scheduler="threads")
    return factor


def ratio(a: np.ndarray, factor: np.ndarray) -> float:
    """Return LAPACK's ratio."""
    difference = np.abs(a - factor @ factor.T).sum(axis=0).max()
    return float(difference / (len(a) * np.abs(a).sum(axis=0).max() * np.finfo(a.dtype).eps))


CLAIM = Claim(
    name="dask_linalg_cholesky",
    text="A matrix in tiles is factored under Dask's threads as fast as SciPy factors it whole.",
    contenders=[
        Contender("scipy", by_scipy),
        Contender("dask-linalg", by_dask_linalg, prepare=in_chunks),
        Contender("dask-array", by_dask, prepare=in_chunks),
    ],
    setup=setup,
    check=ratio,
    tolerance=30.0,
    sizes=[2048, 4096],
    rounds=5,
    timings=3,
    threads=2,
)
