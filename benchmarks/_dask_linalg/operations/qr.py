"""QR factorisation with the orthogonal factor written out, of square and of tall matrices."""

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
    """Factor by NumPy or by SciPy."""
    import numpy as np
    from scipy.linalg import qr

    ordered = in_order(variant, a)
    if variant.startswith("numpy"):
        return lambda: tuple(np.linalg.qr(ordered))
    return lambda: qr(ordered, mode="economic", check_finite=False)


def by_dask_array(variant: str, a: Array) -> Call:
    """Factor by Dask's own function, which takes chunks of whole rows."""
    import dask
    import dask.array as da

    x = chunked(variant, a)[0].rechunk({1: -1})
    return lambda: dask.persist(*da.linalg.qr(x))


def by_dask_linalg(variant: str, a: Array) -> Call:
    """Build the graph and run it."""
    import dask
    import dask_linalg as la

    (x,) = chunked(variant, a)
    return lambda: dask.persist(*la.qr(x, mode="reduced"))


OPERATION = Operation(
    name="qr",
    text="QR factorisation, both factors",
    inputs=lambda m, n: (matrix(GENERAL, FIRST, m, n),),
    ratio=residuals.qr,
    flops=lambda m, n: 4 * m * n**2 - 4 * n**3 / 3,
    ways={
        "scipy": Way(by_scipy, always("qr/C", "qr/F", "numpy/C", "numpy/F")),
        "dask-array": Way(by_dask_array, chunks_and_threads),
        "dask-linalg": Way(by_dask_linalg, tiles),
    },
    scalapack=blocks_and_grids,
)
