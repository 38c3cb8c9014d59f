"""The QR factorisation of matrices of any shape: tall ones by blocks of rows, others by panels of columns, small ones and stacks whole.

References
----------
G. H. Golub, C. F. Van Loan, "Matrix computations", 4th edition, section 5.2.
"""

from __future__ import annotations

from typing import Any, Literal

import dask.array as da
import numpy as np
import scipy.linalg

from dask_linalg.algorithms import panel_qr, tall_qr
from dask_linalg.algorithms.adjoint import adjoint
from dask_linalg.algorithms.diagonal_matrix import identity
from dask_linalg.algorithms.gathered import gathered
from dask_linalg.tiles.namespace import is_numpys

_LARGE = 2**14
"""Elements of a matrix from which on SciPy, which takes one at a time, is faster than NumPy."""


def reduced(a: da.Array) -> tuple[da.Array, da.Array]:
    """Return orthonormal columns, as many as the shorter side is long, and the triangular factor.

    Parameters
    ----------
    a : dask.array.Array of shape (..., m, n)
        Matrices of float32, float64, complex64 or complex128.

    Returns
    -------
    tuple of dask.array.Array of shapes (..., m, k) and (..., k, n), with k = min(m, n)
        The factors; the dimension k has the chunks of the shorter side.
    """
    if not _is_cut(a):
        k = _shorter(a)
        return _whole(a, f"(m,{k}),({k},n)", "reduced")
    q, r = _reduced_on_tiles(a)
    k_chunks = a.chunks[0] if a.shape[0] < a.shape[1] else a.chunks[1]
    return q.rechunk((a.chunks[0], k_chunks)), r.rechunk((k_chunks, a.chunks[1]))


def complete(a: da.Array) -> tuple[da.Array, da.Array]:
    """Return a whole orthonormal basis and the triangular factor, below which there are zeros.

    Parameters
    ----------
    a : dask.array.Array of shape (..., m, n)
        Matrices of float32, float64, complex64 or complex128.

    Returns
    -------
    tuple of dask.array.Array of shapes (..., m, m) and (..., m, n)
        The factors, in the chunks of `a`.
    """
    if not _is_cut(a):
        return _whole(a, "(m,m),(m,n)", "complete")
    factors = panel_qr.panel_qr(a)
    q = panel_qr.form_q(factors, a, complete=True).rechunk((a.chunks[0], a.chunks[0]))
    return q, with_zeros_below(factors.r, a)


def triangle(a: da.Array) -> da.Array:
    """Return the triangular factor alone, of shape (..., min(m, n), n); see `reduced`."""
    k = _shorter(a)
    if not _is_cut(a):
        return gathered("qr", _triangle, f"(m,n)->({k},n)", a, dtypes=[a.dtype], device=_triangle_on, stacks=True)[0]
    r = tall_qr.tall_triangle(a) if tall_qr.is_tall(a) else panel_qr.panel_qr(a).r
    return r.rechunk((a.chunks[0] if k == "m" else a.chunks[1], a.chunks[1]))


def raw(a: da.Array) -> tuple[da.Array, da.Array, da.Array]:
    """Return the factors as LAPACK leaves them: R and below it the vectors of the reflectors, the factors of those, and R alone.

    Parameters
    ----------
    a : dask.array.Array of shape (..., m, n)
        Matrices of float32, float64, complex64 or complex128.

    Returns
    -------
    tuple of dask.array.Array of shapes (..., m, n), (..., k) and (..., k, n), with k = min(m, n)
        The packed factors, the factors of the reflectors, and R; the dimension k has the chunks of the shorter side.
    """
    k = _shorter(a)
    if not _is_cut(a):
        shapes, dtypes = f"(m,n)->(m,n),({k}),({k},n)", [a.dtype] * 3
        packed, taus, r = gathered("qr", _raw, shapes, a, dtypes=dtypes, device=_raw_on, stacks=True, by="raw")
        return packed, taus, r
    factors, k_chunks = panel_qr.panel_qr(a), a.chunks[0] if k == "m" else a.chunks[1]
    return (
        factors.vectors.rechunk(a.chunks),
        factors.taus.rechunk((k_chunks,)),
        factors.r.rechunk((k_chunks, a.chunks[1])),
    )


def lq(a: da.Array) -> tuple[da.Array, da.Array]:
    """Return the lower triangular factor and orthonormal rows, as many as the shorter side is long; ``a = l @ q``.

    Parameters
    ----------
    a : dask.array.Array of shape (..., m, n)
        Matrices of float32, float64, complex64 or complex128.

    Returns
    -------
    tuple of dask.array.Array of shapes (..., m, k) and (..., k, n), with k = min(m, n)
        The factors; the dimension k has the chunks of the shorter side.
    """
    q, r = reduced(adjoint(a))
    return adjoint(r), adjoint(q)


def rq(a: da.Array, *, economic: bool) -> tuple[da.Array, da.Array]:
    """Return R, which is upper triangular from its last element on, and orthonormal rows Q; ``a = r @ q``.

    It is the QR factorisation of the adjoint of the matrix with its rows the other way round.

    Parameters
    ----------
    a : dask.array.Array of shape (..., m, n)
        Matrices of float32, float64, complex64 or complex128.
    economic : bool
        Whether there are min(m, n) rows of Q, and not n.

    Returns
    -------
    tuple of dask.array.Array of shapes (..., m, k) and (..., k, n)
        The factors; the dimension k has the chunks of the shorter side.
    """
    q, r = (reduced if economic else complete)(adjoint(a[..., ::-1, :]))
    middle = a.chunks[-2] if q.shape[-1] != a.shape[-1] else a.chunks[-1]
    upper, rows = adjoint(r)[..., ::-1, ::-1], adjoint(q)[..., ::-1, :]
    return upper.rechunk({-2: a.chunks[-2], -1: middle}), rows.rechunk({-2: middle, -1: a.chunks[-1]})


def with_zeros_below(r: da.Array, a: da.Array) -> da.Array:
    """Return triangular factors with as many rows as the matrices, in their chunks."""
    rows = a.shape[-2] - r.shape[-2]
    if rows:
        zeros = da.zeros((*r.shape[:-2], rows, r.shape[-1]), dtype=r.dtype, chunks=(*r.chunks[:-2], -1, r.chunks[-1]))
        r = da.concatenate([r, zeros], axis=-2)
    return r.rechunk(a.chunks)


def multiplied(a: da.Array[Any], c: da.Array[Any], *, on_right: bool) -> tuple[da.Array[Any], da.Array[Any]] | None:
    """Return ``c @ Q`` or ``Q @ c``, and R, without forming Q; nothing if the matrix is too small for that."""
    if not _is_cut(a):
        return None
    tall = tall_qr.is_tall(a)
    algorithm: Any = tall_qr if tall else panel_qr
    factors = tall_qr.tall_qr(a) if tall else panel_qr.panel_qr(a)
    k_chunks = a.chunks[0] if _shorter(a) == "m" else a.chunks[1]
    r = factors.r.rechunk((k_chunks, a.chunks[1]))
    if on_right:
        return adjoint(algorithm.apply_adjoint(factors, adjoint(c))).rechunk({1: k_chunks}), r
    return algorithm.apply_q(factors, c), r


def _is_cut(a: da.Array) -> bool:
    return tall_qr.is_tall(a) or panel_qr.has_panels(a)


def _reduced_on_tiles(a: da.Array) -> tuple[da.Array, da.Array]:
    if tall_qr.is_tall(a):
        tall = tall_qr.tall_qr(a)
        return tall_qr.apply_q(tall, identity(a.shape[1], a.dtype)), tall.r
    panels = panel_qr.panel_qr(a)
    return panel_qr.form_q(panels, a, complete=False), panels.r


def _shorter(a: da.Array) -> str:
    """Return the letter of the shorter side."""
    return "m" if a.shape[-2] < a.shape[-1] else "n"


def _whole(a: da.Array, shapes: str, mode: str) -> tuple[da.Array, da.Array]:
    dtypes = [a.dtype] * 2
    q, r = gathered("qr", _factors, f"(m,n)->{shapes}", a, dtypes=dtypes, device="qr", stacks=True, mode=mode)
    return q, r


def _factors(matrices: Any, mode: Literal["reduced", "complete"]) -> Any:
    if _is_for_scipy(matrices):
        return scipy.linalg.qr(matrices, mode="full" if mode == "complete" else "economic", check_finite=False)
    return np.linalg.qr(matrices, mode=mode)


def _triangle(matrices: Any) -> Any:
    if _is_for_scipy(matrices):
        return scipy.linalg.qr(matrices, mode="r", check_finite=False)[0][: min(matrices.shape)]
    return np.linalg.qr(matrices, mode="r")


def _is_for_scipy(matrices: Any) -> bool:
    return bool(is_numpys(matrices) and matrices.ndim == 2 and matrices.size > _LARGE)


def _triangle_on(library: Any, matrices: Any) -> Any:
    return library.linalg.qr(matrices, mode="r")


def _raw(matrices: Any) -> Any:
    return _raw_on(np, matrices)


def _raw_on(library: Any, matrices: Any) -> Any:
    turned, taus = library.linalg.qr(matrices, mode="raw")
    packed = turned.swapaxes(-1, -2)
    return packed, taus, library.triu(packed[..., : taus.shape[-1], :])
