"""The solution of a general system with 64 right-hand sides."""

from __future__ import annotations

from _dask_linalg import residuals
from _dask_linalg.matrices import FIRST, GENERAL, RIGHT_HAND_SIDES, SECOND, Array, matrix
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
    """Solve by NumPy, or factor and solve by SciPy."""
    import numpy as np
    from scipy.linalg import lu_factor, lu_solve

    ordered, right = in_order(variant, a), in_order(variant, b)
    if variant.startswith("numpy"):
        return lambda: np.linalg.solve(ordered, right)
    return lambda: lu_solve(lu_factor(ordered, check_finite=False), right, check_finite=False)


def by_dask_array(variant: str, a: Array, b: Array) -> Call:
    """Solve by Dask's own function."""
    import dask.array as da

    x, right = chunked(variant, a, b)
    return lambda: da.linalg.solve(x, right).persist()


def by_dask_linalg(variant: str, a: Array, b: Array) -> Call:
    """Build the graph and run it."""
    import dask_linalg as la

    x, right = chunked(variant, a, b)
    return lambda: la.solve(x, right).persist()


OPERATION = Operation(
    name="gesv",
    text="a system with 64 right-hand sides",
    inputs=lambda m, n: (matrix(GENERAL, FIRST, m, n), matrix(GENERAL, SECOND, m, RIGHT_HAND_SIDES)),
    ratio=residuals.solution,
    flops=lambda m, n: 2 * n**3 / 3 + 2 * n**2 * RIGHT_HAND_SIDES,
    ways={
        "scipy": Way(by_scipy, always("lu_solve/C", "lu_solve/F", "numpy/C", "numpy/F")),
        "dask-array": Way(by_dask_array, chunks_and_threads),
        "dask-linalg": Way(by_dask_linalg, tiles),
    },
    scalapack=blocks_and_grids,
)
