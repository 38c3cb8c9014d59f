"""The product of two square matrices, whose rate is the limit that the others are held against."""

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
    """Multiply by NumPy."""
    import numpy as np

    left, right = in_order(variant, a), in_order(variant, b)
    return lambda: np.matmul(left, right)


def by_dask_array(variant: str, a: Array, b: Array) -> Call:
    """Multiply by Dask's own function."""
    x, y = chunked(variant, a, b)
    return lambda: (x @ y).persist()  # noqa: PLW0108 - building the graph is timed too.


def by_dask_linalg(variant: str, a: Array, b: Array) -> Call:
    """Build the graph and run it."""
    import dask_linalg as la

    x, y = chunked(variant, a, b)
    return lambda: la.matmul(x, y).persist()


OPERATION = Operation(
    name="gemm",
    text="a product of two matrices",
    inputs=lambda m, n: (matrix(GENERAL, FIRST, m, n), matrix(GENERAL, SECOND, n, n)),
    ratio=residuals.product,
    flops=lambda m, n: 2 * n**3,
    ways={
        "scipy": Way(by_scipy, always("numpy/C", "numpy/F")),
        "dask-array": Way(by_dask_array, chunks_and_threads),
        "dask-linalg": Way(by_dask_linalg, tiles),
    },
    scalapack=blocks_and_grids,
)
