"""Least squares with one right-hand side, of a tall matrix of full rank."""

from __future__ import annotations

from _dask_linalg import residuals
from _dask_linalg.matrices import FIRST, GENERAL, SECOND, Array, matrix
from _dask_linalg.operations.operation import (
    Call,
    Operation,
    Way,
    always,
    blocks_and_grids,
    chunked,
    chunks_and_threads,
    in_order,
    tiles,
)


def by_scipy(variant: str, a: Array, b: Array) -> Call:
    """Solve by NumPy, or by one of SciPy's drivers that find the rank."""
    import numpy as np
    from scipy.linalg import lstsq

    ordered, driver = in_order(variant, a), variant.partition("/")[0]
    if driver == "numpy":
        return lambda: np.linalg.lstsq(ordered, b, rcond=None)[0]
    return lambda: lstsq(ordered, b, lapack_driver=driver, check_finite=False)[0]


def by_dask_array(variant: str, a: Array, b: Array) -> Call:
    """Solve by Dask's own function."""
    import dask
    import dask.array as da

    x, right = chunked(variant, a, b)
    return lambda: dask.persist(*da.linalg.lstsq(x, right))[0]


def by_dask_linalg(variant: str, a: Array, b: Array) -> Call:
    """Build the graph and run it."""
    import dask
    import dask_linalg as la

    x, right = chunked(variant, a, b)
    return lambda: dask.persist(*la.lstsq(x, right, rcond=None))[0]


OPERATION = Operation(
    name="gels",
    text="least squares",
    inputs=lambda m, n: (matrix(GENERAL, FIRST, m, n), matrix(GENERAL, SECOND, m, 1)[:, 0]),
    ratio=residuals.least_squares,
    flops=lambda m, n: 2 * m * n**2 - 2 * n**3 / 3,
    ways={
        "scipy": Way(by_scipy, always("gelsd/C", "gelsd/F", "gelsy/C", "gelsy/F", "numpy/C", "numpy/F")),
        "dask-array": Way(by_dask_array, chunks_and_threads),
        "dask-linalg": Way(by_dask_linalg, tiles),
    },
    scalapack=blocks_and_grids,
)
