"""Cholesky's factorisation of a positive definite matrix."""

from __future__ import annotations

from _dask_linalg import residuals
from _dask_linalg.matrices import FIRST, POSITIVE, Array, matrix
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
    """Factor the matrix whole."""
    from scipy.linalg import cholesky

    ordered = in_order(variant, a)
    return lambda: cholesky(ordered, lower=True, check_finite=False)


def by_dask_array(variant: str, a: Array) -> Call:
    """Factor by Dask's own function."""
    import dask.array as da

    (x,) = chunked(variant, a)
    return lambda: da.linalg.cholesky(x, lower=True).persist()


def by_dask_linalg(variant: str, a: Array) -> Call:
    """Build the graph and run it."""
    import dask_linalg as la

    (x,) = chunked(variant, a)
    return lambda: la.cholesky(x).persist()


OPERATION = Operation(
    name="potrf",
    text="Cholesky's factorisation",
    inputs=lambda m, n: (matrix(POSITIVE, FIRST, m, n),),
    ratio=residuals.cholesky,
    flops=lambda m, n: n**3 / 3,
    ways={
        "scipy": Way(by_scipy, always("cholesky/C", "cholesky/F")),
        "dask-array": Way(by_dask_array, chunks_and_threads),
        "dask-linalg": Way(by_dask_linalg, tiles),
    },
    scalapack=blocks_and_grids,
)
