"""Eigenvalues and eigenvectors of a symmetric matrix."""

from __future__ import annotations

from _dask_linalg import residuals
from _dask_linalg.matrices import FIRST, SYMMETRIC, Array, matrix
from _dask_linalg.operations.operation import Call, Operation, Way, always, blocks_and_grids, chunked, in_order, tiles


def by_scipy(variant: str, a: Array) -> Call:
    """Decompose by NumPy, or by one of SciPy's drivers."""
    import numpy as np
    from scipy.linalg import eigh

    ordered, driver = in_order(variant, a), variant.partition("/")[0]
    if driver == "numpy":
        return lambda: tuple(np.linalg.eigh(ordered))
    return lambda: eigh(ordered, driver=driver, check_finite=False)


def by_dask_linalg(variant: str, a: Array) -> Call:
    """Build the graph and run it."""
    import dask
    import dask_linalg as la

    (x,) = chunked(variant, a)
    return lambda: dask.persist(*la.eigh(x))


OPERATION = Operation(
    name="eigh",
    text="eigenvalues and eigenvectors of a symmetric matrix",
    inputs=lambda m, n: (matrix(SYMMETRIC, FIRST, m, n),),
    ratio=residuals.eigen,
    flops=lambda m, n: 9 * n**3,
    ways={
        "scipy": Way(by_scipy, always("evd/F", "evr/F", "numpy/F")),
        "dask-linalg": Way(by_dask_linalg, tiles),
    },
    absent={"dask-array": "Dask has no eigenvalues"},
    scalapack=blocks_and_grids,
)
