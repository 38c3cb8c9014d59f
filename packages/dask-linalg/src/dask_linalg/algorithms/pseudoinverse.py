"""What singular values above a cutoff give: pseudo-inverse, rank, bases of range and null space; and polar factors.

References
----------
G. H. Golub, C. F. Van Loan, "Matrix computations", 4th edition, sections 2.4, 5.5 and 9.4.
"""

from __future__ import annotations

from typing import Any

import dask.array as da
import numpy as np

from dask_linalg.algorithms.adjoint import adjoint
from dask_linalg.algorithms.gathered import gathered
from dask_linalg.algorithms.long_factors import is_long, long_factors
from dask_linalg.algorithms.product import product
from dask_linalg.algorithms.svd import OfLibrary, decomposition, flops_of, svd
from dask_linalg.algorithms.truncated import after, before
from dask_linalg.tiles.tiling import goes_by_tiles


def pseudoinverse(a: da.Array, atol: da.Array, rtol: da.Array, *, hermitian: str = "") -> tuple[da.Array, da.Array]:
    """Return the pseudo-inverses of matrices and their ranks.

    Parameters
    ----------
    a : dask.array.Array of shape (..., m, n)
        Matrices of float32, float64, complex64 or complex128.
    atol, rtol : dask.array.Array of shape (...)
        Singular values count as zero that are not larger than atol + rtol times the largest one.
    hermitian : {"", "L", "U"}
        The triangle of Hermitian matrices that alone is read; by default matrices are taken as they are.

    Returns
    -------
    tuple of dask.array.Array of shapes (..., n, m) and (...)
        The pseudo-inverses, in the chunks of `a` turned, and how many singular values count.
    """
    if hermitian or not goes_by_tiles(a):
        return _whole_pseudoinverse(a, atol, rtol, hermitian)
    if a.shape[0] < a.shape[1]:
        inverse, rank = pseudoinverse(adjoint(a), atol, rtol)
        return adjoint(inverse), rank
    if not is_long(a.shape):
        return _whole_pseudoinverse(a, atol, rtol, hermitian)
    r, times_q, _ = long_factors(a)
    inverse, rank = _whole_pseudoinverse(r, atol, rtol, hermitian)
    return adjoint(times_q(adjoint(inverse)).rechunk(a.chunks)), rank


def _whole_pseudoinverse(a: da.Array, atol: da.Array, rtol: da.Array, hermitian: str) -> tuple[da.Array, da.Array]:
    atol, rtol = _for_each(atol, a.chunks[:-2]), _for_each(rtol, a.chunks[:-2])
    inverse, rank = gathered(
        "pinv", OfLibrary(_inverted), "(m,n),(),()->(n,m),()", a, atol, rtol,
        dtypes=[a.dtype, np.intp], device=_inverted, stacks=True, flops=flops_of(a, 8, 20), hermitian=hermitian,
    )  # fmt: skip
    return inverse, rank


def _inverted(library: Any, matrices: Any, atol: Any, rtol: Any, hermitian: str) -> Any:
    u, s, vh = decomposition(library, matrices, hermitian=hermitian)
    counts = _counting(library, s, atol, rtol)
    inverses = library.where(counts, 1, 0).astype(s.dtype) / library.where(counts, s, 1)
    v = vh.conj().swapaxes(-1, -2)
    return (v * inverses[..., None, :]) @ u.conj().swapaxes(-1, -2), counts.sum(axis=-1)


def _counting(library: Any, s: Any, atol: Any, rtol: Any) -> Any:
    """Return which singular values do not count as zero."""
    return s > library.asarray(atol)[..., None] + library.asarray(rtol)[..., None] * s[..., :1]


def _for_each(cutoff: da.Array, chunks: tuple[tuple[int, ...], ...]) -> da.Array:
    """Return a cutoff for each matrix of a stack in chunks."""
    shape = tuple(sum(sizes) for sizes in chunks)
    return cutoff if cutoff.shape == shape else da.zeros(shape, chunks=chunks, dtype=cutoff.dtype) + cutoff


def rank(s: da.Array, atol: da.Array, rtol: da.Array) -> da.Array:
    """Return how many singular values, which come from large to small, are larger than atol + rtol times the largest one."""
    whole = s.rechunk({s.ndim - 1: -1})
    atol, rtol = _for_each(atol, s.chunks[:-1]), _for_each(rtol, s.chunks[:-1])
    return gathered(
        "rank", OfLibrary(_counted), "(k),(),()->()", whole, atol, rtol, dtypes=[np.intp], device=_counted, stacks=True
    )[0]


def _counted(library: Any, s: Any, atol: Any, rtol: Any) -> Any:
    return library.asarray(_counting(library, s, atol, rtol).sum(axis=-1))


def range_basis(a: da.Array, rtol: float) -> da.Array:
    """Return orthonormal columns that span the range of a matrix, so many as its rank, which is unknown until computed."""
    u, s, _ = svd(a, False)
    return before(u, rank(s, *_scalars(0, rtol)))


def null_basis(a: da.Array, rtol: float, *, driver: str = "gesdd") -> da.Array:
    """Return orthonormal columns that span what a matrix maps to zero; how many is unknown until computed."""
    _, s, vh = svd(a, a.shape[0] < a.shape[1], driver=driver)
    return after(adjoint(vh), rank(s, *_scalars(0, rtol)))


def _scalars(*numbers: float) -> tuple[da.Array, ...]:
    return tuple(da.asarray(np.float64(number)) for number in numbers)


def polar_factors(a: da.Array) -> tuple[da.Array, da.Array]:
    """Return the unitary and the positive semidefinite factor, ``a = u @ p``, of matrices.

    Parameters
    ----------
    a : dask.array.Array of shape (..., m, n)
        Matrices of float32, float64, complex64 or complex128.

    Returns
    -------
    tuple of dask.array.Array of shapes (..., m, n) and (..., n, n)
        The factors, in the chunks of `a`.
    """
    if goes_by_tiles(a) and is_long(a.shape):
        r, times_q, _ = long_factors(a)
        u, p = _whole_polar(r)
        return times_q(u).rechunk(a.chunks), p.rechunk((a.chunks[1], a.chunks[1]))
    if goes_by_tiles(a) and a.shape[0] < a.shape[1]:
        # The product of the vectors on the right has the size of the result.
        w, s, vh = svd(a, False)
        return product(w, vh), product(adjoint(vh) * s, vh)
    return _whole_polar(a)


def _whole_polar(a: da.Array) -> tuple[da.Array, da.Array]:
    u, p = gathered(
        "polar", OfLibrary(_polar), "(m,n)->(m,n),(n,n)", a,
        dtypes=[a.dtype, a.dtype], device=_polar, stacks=True, flops=flops_of(a, 8, 22),
    )  # fmt: skip
    return u, p


def _polar(library: Any, matrices: Any) -> Any:
    w, s, vh = decomposition(library, matrices)
    return w @ vh, (vh.swapaxes(-1, -2).conj() * s[..., None, :]) @ vh
