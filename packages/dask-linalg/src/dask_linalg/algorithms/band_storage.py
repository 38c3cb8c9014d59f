"""Matrices that are given by their diagonals, or by their first row and column: small enough for one task."""

from __future__ import annotations

from typing import Any

import dask.array as da
import numpy as np
import scipy.linalg
from numpy.linalg import LinAlgError

from dask_linalg.algorithms.functions import on_whole
from dask_linalg.algorithms.gathered import gathered
from dask_linalg.tiles.banded import Bandwidth, divide_by_band, factor_band
from dask_linalg.tiles.lapack import Tile


def solve_stored(ab: da.Array, b: da.Array, width: Bandwidth) -> da.Array:
    """Return the solutions of systems whose matrices are bands as LAPACK keeps them; the dtypes are the same."""
    return gathered(
        "solve_banded",
        _solve_stored,
        "(d,n),(m,k)->(n,k)",
        ab,
        b,
        dtypes=[ab.dtype],
        below=width.below,
        above=width.above,
    )[0]


def solve_positive_stored(ab: da.Array, b: da.Array, lower: bool) -> da.Array:
    """Return the solutions of positive definite systems whose matrices are half a band each."""
    return on_whole(
        "solveh_banded", scipy.linalg.solveh_banded, "(d,n),(m,k)->(n,k)", ab, b, dtypes=[ab.dtype], lower=lower,
        check_finite=False,
    )[0]  # fmt: skip


def factor_stored(ab: da.Array, lower: bool) -> da.Array:
    """Return Cholesky's factors of half a band each, kept as they are."""
    return on_whole(
        "cholesky_banded",
        scipy.linalg.cholesky_banded,
        "(d,n)->(d,n)",
        ab,
        dtypes=[ab.dtype],
        lower=lower,
        check_finite=False,
    )[0]


def solve_by_stored_factor(cb: da.Array, b: da.Array, lower: bool) -> da.Array:
    """Return the solutions of systems whose matrices are given by Cholesky's factors of half a band each."""
    return on_whole("cho_solve_banded", _by_factor, "(d,n),(m,k)->(n,k)", cb, b, dtypes=[cb.dtype], lower=lower)[0]


def eigen_stored(
    function: str, ab: da.Array, chunks: tuple[Any, ...] | None, vectors: bool, **how: Any
) -> tuple[da.Array, ...]:
    """Return eigenvalues, and if wanted eigenvectors, of half a band each; as many as chunks say, or all of them."""
    every = "n" if chunks is None else "k"
    signature = f"(d,n)->({every})" + (f",(n,{every})" if vectors else "")
    return gathered(
        function, scipy.linalg.eig_banded, signature, ab, dtypes=[ab.real.dtype, ab.dtype][: 1 + vectors],
        chunks={"k": chunks or ()}, eigvals_only=not vectors, check_finite=False, **how,
    )  # fmt: skip


def eigen_tridiagonal(
    function: str, d: da.Array, e: da.Array, chunks: tuple[Any, ...] | None, vectors: bool, **how: Any
) -> tuple[da.Array, ...]:
    """Return eigenvalues, and if wanted eigenvectors, of tridiagonal matrices; as many as chunks say, or all of them."""
    every = "n" if chunks is None else "k"
    signature = f"(n),(e)->({every})" + (f",(n,{every})" if vectors else "")
    return gathered(
        function, scipy.linalg.eigh_tridiagonal, signature, d, e, dtypes=[d.dtype] * (1 + vectors),
        chunks={"k": chunks or ()}, eigvals_only=not vectors, check_finite=False, **how,
    )  # fmt: skip


def solve_toeplitz(c: da.Array, r: da.Array, b: da.Array) -> da.Array:
    """Return the solutions of Toeplitz systems, given first columns and rows."""
    return on_whole("solve_toeplitz", _solve_toeplitz, "(m),(n),(m,k)->(n,k)", c, r, b, dtypes=[_double(c, r, b)])[0]


def multiply_toeplitz(c: da.Array[Any], r: da.Array[Any], x: da.Array[Any], workers: int | None) -> da.Array[Any]:
    """Return products of Toeplitz matrices, given first columns and rows."""
    return on_whole(
        "matmul_toeplitz",
        _multiply_toeplitz,
        "(m),(n),(n,k)->(m,k)",
        c,
        r,
        x,
        dtypes=[_double(c, r, x)],
        workers=workers,
    )[0]


def solve_circulant(c: da.Array, b: da.Array, singular: str, tol: Any) -> da.Array:
    """Return the solutions of circulant systems; both vectors lie along the last dimension."""
    beside = c.ndim == 1 and b.ndim > 1
    run, signature = (_solve_circulants, "(n),(k,n)->(k,n)") if beside else (_solve_circulant, "(n),(n)->(n)")
    dtypes = [np.result_type(c.dtype, b.dtype)]
    return gathered("solve_circulant", run, signature, c, b, dtypes=dtypes, stacks=True, singular=singular, tol=tol)[0]


def _double(*arrays: da.Array) -> np.dtype[Any]:
    return np.result_type(np.float64, *[a.dtype for a in arrays])


def _solve_stored(ab: Tile, b: Tile, *, below: int, above: int) -> Tile:
    solution = np.array(b, order="F")
    if not solution.size:
        return solution
    factored, zero = factor_band(ab, Bandwidth(below, above))
    if zero:
        raise LinAlgError(f"Singular matrix: its pivot {zero} is exactly zero (solve_banded)")
    divide_by_band(solution, factored)
    return solution


def _by_factor(cb: Tile, b: Tile, *, lower: bool) -> Tile:
    return np.asarray(scipy.linalg.cho_solve_banded((cb, lower), b, check_finite=False))


def _solve_toeplitz(c: Tile, r: Tile, b: Tile) -> Tile:
    return np.asarray(scipy.linalg.solve_toeplitz((c, r), b, check_finite=False))


def _multiply_toeplitz(c: Tile, r: Tile, x: Tile, *, workers: int | None) -> Tile:
    return np.asarray(scipy.linalg.matmul_toeplitz((c, r), x, workers=workers))


def _solve_circulants(c: Tile, b: Tile, *, singular: str, tol: Any) -> Tile:
    return _solve_circulant(c[..., None, :], b, singular=singular, tol=tol)


def _solve_circulant(c: Tile, b: Tile, *, singular: str, tol: Any) -> Tile:
    if not b.size:
        return b.astype(np.result_type(c, b))
    return np.asarray(scipy.linalg.solve_circulant(c, b, singular=singular, tol=tol, baxis=-1, outaxis=-1))
