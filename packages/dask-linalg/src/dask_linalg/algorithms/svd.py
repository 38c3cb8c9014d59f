"""The singular value decomposition: of what is longer than wide by the triangular factor, of the rest in one task.

References
----------
G. H. Golub, C. F. Van Loan, "Matrix computations", 4th edition, section 8.6.
J. Demmel, L. Grigori, M. Hoemmen, J. Langou, "Communication-optimal parallel and sequential QR and LU factorizations",
SIAM Journal on Scientific Computing 34 (2012).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import dask.array as da
import numpy as np
import scipy.linalg
from numpy.linalg import LinAlgError

from dask_linalg.algorithms import qr
from dask_linalg.algorithms.adjoint import adjoint
from dask_linalg.algorithms.gathered import gathered
from dask_linalg.algorithms.long_factors import is_long, long_factors
from dask_linalg.algorithms.product import product
from dask_linalg.tiles.namespace import namespace
from dask_linalg.tiles.tiling import goes_by_tiles


def singular_values(a: da.Array, *, hermitian: str = "") -> da.Array:
    """Return the singular values of matrices, from large to small, in the chunks of the shorter side.

    Parameters
    ----------
    a : dask.array.Array of shape (..., m, n)
        Matrices of float32, float64, complex64 or complex128.
    hermitian : {"", "L", "U"}
        The triangle of Hermitian matrices that alone is read; by default matrices are taken as they are.

    Returns
    -------
    dask.array.Array of shape (..., min(m, n))
        Real numbers of the precision of `a`.
    """
    if not hermitian and goes_by_tiles(a):
        if a.shape[0] < a.shape[1]:
            return singular_values(adjoint(a))
        if is_long(a.shape):
            return singular_values_of(qr.triangle(a)).rechunk((a.chunks[1],))
    return singular_values_of(a, hermitian)


def singular_values_of(a: da.Array, hermitian: str = "") -> da.Array:
    """Return the singular values of matrices each of which one task holds, see `singular_values`."""
    run = OfLibrary(values)
    signature = f"(m,n)->({shorter_side(a)})"
    return gathered(
        "svdvals", run, signature, a,
        dtypes=[a.real.dtype], device=values, stacks=True, flops=flops_of(a, 4, 0), hermitian=hermitian,
    )[0]  # fmt: skip


def svd(a: da.Array, full: bool, *, hermitian: str = "", driver: str = "gesdd") -> tuple[da.Array, da.Array, da.Array]:
    """Return the singular vectors on the left, the singular values and the adjoint of the vectors on the right.

    Parameters
    ----------
    a : dask.array.Array of shape (..., m, n)
        Matrices of float32, float64, complex64 or complex128.
    full : bool
        Whether the vectors span the whole spaces, so that there are m on the left and n on the right, and not min(m, n) each.
    hermitian : {"", "L", "U"}
        The triangle of Hermitian matrices that alone is read; by default matrices are taken as they are.
    driver : {"gesdd", "gesvd"}
        LAPACK's subroutine: divide and conquer, after which comes QR iteration where it does not converge; or QR iteration alone.

    Returns
    -------
    tuple of dask.array.Array of shapes (..., m, k), (..., min(m, n)) and (..., k, n)
        The vectors, the values from large to small, and the adjoint vectors; a dimension of size min(m, n) has the chunks of the
        shorter side.
    """
    if hermitian or not goes_by_tiles(a):
        return _svd_of(a, full, hermitian, driver)
    if a.shape[0] < a.shape[1]:
        v, s, uh = svd(adjoint(a), full, driver=driver)
        return adjoint(uh), s, adjoint(v)
    return _long_svd(a, full, driver) if is_long(a.shape) else _svd_of(a, full, hermitian, driver)


def _long_svd(a: da.Array, full: bool, driver: str) -> tuple[da.Array, da.Array, da.Array]:
    """Decompose the triangular factor, and turn its vectors into those of the matrix."""
    (rows, columns), n = a.chunks, a.shape[1]
    if full:
        q, r = qr.complete(a)
        inner, s, vh = _svd_of(r[:n], False, "", driver)
        u = da.concatenate([product(q[:, :n], inner), q[:, n:]], axis=1).rechunk((rows, rows))
    else:
        r, times_q, _ = long_factors(a)
        inner, s, vh = _svd_of(r, False, "", driver)
        u = times_q(inner).rechunk((rows, columns))
    return u, s.rechunk((columns,)), vh.rechunk((columns, columns))


def _svd_of(a: da.Array, full: bool, hermitian: str, driver: str) -> tuple[da.Array, da.Array, da.Array]:
    """Decompose matrices each of which one task holds."""
    k = shorter_side(a)
    shapes = f"(m,m),({k}),(n,n)" if full else f"(m,{k}),({k}),({k},n)"
    u, s, vh = gathered(
        "svd", OfLibrary(decomposition), f"(m,n)->{shapes}", a, dtypes=[a.dtype, a.real.dtype, a.dtype],
        device=decomposition, stacks=True, flops=flops_of(a, 6, 20), full=full, hermitian=hermitian, driver=driver,
    )  # fmt: skip
    return u, s, vh


@dataclass(frozen=True)
class OfLibrary:
    """A function of a library and its arrays as one of arrays of any library."""

    function: Callable[..., Any]

    def __call__(self, *matrices: Any, **options: Any) -> Any:
        """Call the function with the library of the first array."""
        return self.function(namespace(matrices[0]), *matrices, **options)


def flops_of(a: da.Array, long: float, short: float) -> float:
    """Return about how many operations a decomposition takes: so many times ``m n**2`` and so many times ``n**3``, for m >= n."""
    n, m = sorted(int(side) for side in a.shape[-2:])
    return float(4 if a.dtype.kind == "c" else 1) * (long * m * n * n + short * n**3)


def shorter_side(a: da.Array) -> str:
    """Return the letter of the shorter one of the dimensions m and n of matrices."""
    return "m" if a.shape[-2] < a.shape[-1] else "n"


def values(library: Any, matrices: Any, hermitian: str = "") -> Any:
    """Return the singular values of matrices of a library, see `singular_values`."""
    if hermitian:
        return library.sort(abs(library.linalg.eigvalsh(matrices, hermitian)), axis=-1)[..., ::-1]
    return library.linalg.svd(matrices, compute_uv=False)


def decomposition(library: Any, matrices: Any, full: bool = False, hermitian: str = "", driver: str = "gesdd") -> Any:
    """Return the singular value decomposition of matrices of a library, see `svd`."""
    if hermitian:
        return _from_eigenvectors(library, *library.linalg.eigh(matrices, hermitian))
    if driver == "gesvd" and library is np:
        return _by_qr_iteration(matrices, full)
    try:
        return library.linalg.svd(matrices, full_matrices=full)
    except LinAlgError:
        if library is not np or not np.isfinite(matrices).all():
            raise
        return _by_qr_iteration(matrices, full)


def _from_eigenvectors(library: Any, eigenvalues: Any, vectors: Any) -> Any:
    """Return the decomposition of Hermitian matrices: a sign of an eigenvalue goes to the vector on the right."""
    order = library.argsort(abs(eigenvalues), axis=-1)[..., ::-1]
    eigenvalues = library.take_along_axis(eigenvalues, order, axis=-1)
    u = library.take_along_axis(vectors, order[..., None, :], axis=-1)
    signs = library.where(eigenvalues < 0, -1, 1).astype(eigenvalues.dtype)
    return u, abs(eigenvalues), (u * signs[..., None, :]).swapaxes(-1, -2).conj()


def _by_qr_iteration(matrices: Any, full: bool) -> Any:
    """Decompose by LAPACK's gesvd, which is slower than gesdd but converges where that may not."""
    (*stack, m, n), k = matrices.shape, min(matrices.shape[-2:])
    left, right = (m, n) if full else (k, k)
    u = np.empty((*stack, m, left), matrices.dtype)
    s, vh = np.empty((*stack, k), matrices.real.dtype), np.empty((*stack, right, n), matrices.dtype)
    for which in np.ndindex(*stack):
        found = scipy.linalg.svd(matrices[which], full_matrices=full, lapack_driver="gesvd", check_finite=False)
        u[which], s[which], vh[which] = found
    return u, s, vh


def coerced_signs(u: da.Array, vh: da.Array) -> tuple[da.Array, da.Array]:
    """Return singular vectors with signs that do not depend on how they were computed.

    Parameters
    ----------
    u : dask.array.Array of shape (..., m, k)
        The vectors on the left.
    vh : dask.array.Array of shape (..., k, n)
        The adjoint vectors on the right.

    Returns
    -------
    tuple of dask.array.Array of shapes (..., m, k) and (..., k, n)
        The same, where the real part of the sum of each adjoint vector on the right is not negative.
    """
    signs = 2 * (vh.sum(axis=-1).real >= 0).astype(vh.real.dtype) - 1
    return u * signs[..., None, :], vh * signs[..., :, None]
