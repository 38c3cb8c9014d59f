"""LU factorisation of a general matrix with partial pivoting."""

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
    """Factor the matrix whole."""
    from scipy.linalg import lu_factor

    ordered = in_order(variant, a)
    return lambda: lu_factor(ordered, check_finite=False)


def by_dask_array(variant: str, a: Array) -> Call:
    """Factor by Dask's own function, which gives a dense matrix of the permutation."""
    import dask
    import dask.array as da

    (x,) = chunked(variant, a)
    return lambda: dask.persist(*da.linalg.lu(x))


def by_dask_linalg(variant: str, a: Array) -> Call:
    """Build the graph and run it."""
    import dask
    import dask_linalg as la

    (x,) = chunked(variant, a)
    return lambda: dask.persist(*la.scipy.lu_factor(x))


def ratio(a: Array, *factors: Array) -> float:
    """Hold the factors against the matrix, whether they are packed or written out."""
    return (residuals.lu_packed if len(factors) == 2 else residuals.lu_permuted)(a, *factors)


OPERATION = Operation(
    name="getrf",
    text="LU factorisation with partial pivoting",
    inputs=lambda m, n: (matrix(GENERAL, FIRST, m, n),),
    ratio=ratio,
    flops=lambda m, n: 2 * n**3 / 3,
    ways={
        "scipy": Way(by_scipy, always("lu_factor/C", "lu_factor/F")),
        "dask-array": Way(by_dask_array, chunks_and_threads),
        "dask-linalg": Way(by_dask_linalg, tiles),
    },
    scalapack=blocks_and_grids,
)
