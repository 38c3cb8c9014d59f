"""Least squares of least norm: the triangular factor of the matrix and its right-hand sides, and the singular values of it.

References
----------
G. H. Golub, C. F. Van Loan, "Matrix computations", 4th edition, section 5.5.
J. Demmel, L. Grigori, M. Hoemmen, J. Langou, "Communication-optimal parallel and sequential QR and LU factorizations",
SIAM Journal on Scientific Computing 34 (2012).
"""

from __future__ import annotations

from typing import Any, NamedTuple

import dask.array as da
import numpy as np

from dask_linalg.algorithms.adjoint import adjoint
from dask_linalg.algorithms.gathered import gathered
from dask_linalg.algorithms.long_factors import joint_triangle, long_factors
from dask_linalg.algorithms.product import product
from dask_linalg.algorithms.svd import OfLibrary, decomposition, flops_of, shorter_side
from dask_linalg.checks import matrix
from dask_linalg.tiles.collection import meta_like
from dask_linalg.tiles.namespace import namespace
from dask_linalg.tiles.tiling import goes_by_tiles


class LeastSquares(NamedTuple):
    """Solutions of least squares of least norm."""

    x: da.Array
    """The solutions, of shape (n, k)."""
    residuals: da.Array
    """The sums of squares of what remains of each right-hand side, of shape (k,)."""
    rank: da.Array
    """The number of singular values that count, of shape ()."""
    s: da.Array
    """The singular values, of shape (min(m, n),)."""


def least_squares(a: da.Array, b: da.Array, cutoff: float) -> LeastSquares:
    """Return the shortest ones of the vectors x that make ``norm(b - a @ x)`` least.

    Parameters
    ----------
    a : dask.array.Array of shape (m, n)
        The matrix.
    b : dask.array.Array of shape (m, k)
        The right-hand sides, of the dtype of `a`.
    cutoff : float
        Singular values count as zero that are not larger than so many times the largest one.

    Returns
    -------
    LeastSquares
        The solutions and what is known of them; x has the chunks of the columns of `a` and of `b`.
    """
    (m, n), k = a.shape, b.shape[1]
    if not goes_by_tiles(a):
        return _whole(a, b, cutoff)
    if m < n:
        r, times_q, _ = long_factors(adjoint(a))
        found = _whole(adjoint(r), b, cutoff)
        x = times_q(found.x).rechunk((a.chunks[1], b.chunks[1]))
        return found._replace(x=x, s=found.s.rechunk((a.chunks[0],)))
    if k <= n:
        return _by_one_triangle(a, b, cutoff)
    # So many columns beside those of the matrix would cost more than it does.
    r, _, times_adjoint = long_factors(a)
    found = _whole(r, times_adjoint(b), cutoff)
    x, s = found.x.rechunk((a.chunks[1], b.chunks[1])), found.s.rechunk((a.chunks[1],))
    return LeastSquares(x, _remaining(a, b, x), found.rank, s)


def right_hand_sides(b: Any, function: str) -> tuple[da.Array, bool]:
    """Return right-hand sides as columns of a checked array, and whether there was a vector, which is one column."""
    sides = b if hasattr(b, "ndim") else np.asarray(b)
    return matrix(sides[:, None] if sides.ndim == 1 else sides, function), sides.ndim == 1


def _by_one_triangle(a: da.Array, b: da.Array, cutoff: float) -> LeastSquares:
    """Solve in one pass: the factor of the matrix and the right-hand sides, side by side, holds all that is asked for."""
    lost = da.zeros(1, dtype=bool)
    if b.shape[1] > 1:
        # The zeros of a reflector times NaN are NaN: what is not finite would spread to the columns on its right.
        marked = ((1,) * len(b.chunks[0]), b.chunks[1])
        lost = b.map_blocks(_lost_columns, dtype=bool, chunks=marked, meta=meta_like(b, bool, 2)).any(axis=0)
        b = b.map_blocks(_finite_or_zero, dtype=b.dtype, meta=b._meta)
    chunks = {"n": a.chunks[1], "k": b.chunks[1]}
    found = gathered(
        "lstsq", _solved_triangle, "(p,q),(l)->(n,k),(k),(),(n)", joint_triangle(a, b), lost.rechunk(-1),
        dtypes=_dtypes(a), chunks=chunks, flops=flops_of(a[: a.shape[1]], 6, 20), columns=a.shape[1], cutoff=cutoff,
    )  # fmt: skip
    return LeastSquares(*found)


def _whole(a: da.Array, b: da.Array, cutoff: float) -> LeastSquares:
    """Solve in one task."""
    found = gathered(
        "lstsq", OfLibrary(_solved_matrix), f"(m,n),(m,k)->(n,k),(k),(),({shorter_side(a)})", a, b,
        dtypes=_dtypes(a), device=_solved_matrix, flops=flops_of(a, 6, 20), cutoff=cutoff,
    )  # fmt: skip
    return LeastSquares(*found)


def _dtypes(a: da.Array) -> list[Any]:
    return [a.dtype, a.real.dtype, np.int32, a.real.dtype]


def _solved_triangle(r: Any, lost: Any, columns: int, cutoff: float) -> Any:
    """Solve by the factor of a matrix and its right-hand sides, but for those that are lost because they are not finite."""
    library = namespace(r)
    x, remaining, rank, s = _solved(library, r[:columns, :columns], r[:columns, columns:], cutoff)
    # What lies below the factor of the matrix remains.
    remaining = remaining + _squares(r[columns:, columns:])
    return library.where(lost, np.nan, x).astype(x.dtype), library.where(lost, np.nan, remaining), rank, s


def _solved_matrix(library: Any, a: Any, b: Any, cutoff: float) -> Any:
    m, n = a.shape
    if m <= n:
        return _solved(library, a, b, cutoff)
    r = library.linalg.qr(library.concatenate([a, _finite_or_zero(b)], axis=1), mode="r")
    return _solved_triangle(r, _lost_columns(b)[0], n, cutoff)


def _lost_columns(b: Any) -> Any:
    return ~namespace(b).isfinite(b).all(axis=0)[None]


def _finite_or_zero(b: Any) -> Any:
    library = namespace(b)
    return library.where(library.isfinite(b), b, 0).astype(b.dtype)


def _solved(library: Any, a: Any, b: Any, cutoff: float) -> Any:
    """Solve by the singular values; what of the right-hand sides lies outside of the range of the matrix remains."""
    u, s, vh = decomposition(library, a)
    rank = int((s > cutoff * s[:1]).sum())
    inside = u.conj().T @ b
    x = vh[:rank].conj().T @ (inside[:rank] / s[:rank, None])
    return x, _squares(inside[rank:]), library.asarray(rank, dtype=np.int32), s


def _remaining(a: da.Array, b: da.Array, x: da.Array) -> da.Array:
    """Return the sums of squares of the columns of ``b - a @ x``, of each chunk first."""
    reached = product(a, x)
    rest = b.rechunk(reached.chunks) - reached
    chunks, real = ((1,) * len(rest.chunks[0]), rest.chunks[1]), rest.real.dtype
    return rest.map_blocks(_squares_of_chunk, dtype=real, chunks=chunks, meta=meta_like(a, real, 2)).sum(axis=0)


def _squares_of_chunk(chunk: Any) -> Any:
    return _squares(chunk)[None]


def _squares(a: Any) -> Any:
    """Return the sums of squares of the columns of a matrix; of large numbers they are infinite."""
    with np.errstate(over="ignore", under="ignore"):
        return (a.real**2 + a.imag**2 if a.dtype.kind == "c" else a**2).sum(axis=0)
