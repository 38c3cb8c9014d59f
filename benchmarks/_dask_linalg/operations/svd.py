"""Singular values and vectors of a tall matrix."""

from __future__ import annotations

from _dask_linalg import residuals
from _dask_linalg.matrices import FIRST, GENERAL, Array, matrix
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


def by_scipy(variant: str, a: Array) -> Call:
    """Decompose by NumPy, or by one of SciPy's drivers."""
    import numpy as np
    from scipy.linalg import svd

    ordered, driver = in_order(variant, a), variant.partition("/")[0]
    if driver == "numpy":
        return lambda: tuple(np.linalg.svd(ordered, full_matrices=False))
    return lambda: svd(ordered, full_matrices=False, lapack_driver=driver, check_finite=False)


def by_dask_array(variant: str, a: Array) -> Call:
    """Decompose by Dask's own function."""
    import dask
    import dask.array as da

    (x,) = chunked(variant, a)
    return lambda: dask.persist(*da.linalg.svd(x))


def by_dask_linalg(variant: str, a: Array) -> Call:
    """Build the graph and run it."""
    import dask
    import dask_linalg as la

    (x,) = chunked(variant, a)
    return lambda: dask.persist(*la.svd(x, full_matrices=False))


OPERATION = Operation(
    name="svd",
    text="singular values and vectors",
    inputs=lambda m, n: (matrix(GENERAL, FIRST, m, n),),
    ratio=residuals.svd,
    flops=lambda m, n: 6 * m * n**2 + 20 * n**3,
    ways={
        "scipy": Way(by_scipy, always("gesdd/C", "gesdd/F", "numpy/C", "numpy/F")),
        "dask-array": Way(by_dask_array, chunks_and_threads),
        "dask-linalg": Way(by_dask_linalg, tiles),
    },
    scalapack=blocks_and_grids,
)
