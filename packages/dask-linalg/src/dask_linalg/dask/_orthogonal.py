"""QR and singular values, as in `dask.array.linalg`; the sizes of chunks may be unknown in one column of chunks."""

from __future__ import annotations

from typing import Any

import dask.array as da

from dask_linalg.algorithms.qr import reduced
from dask_linalg.algorithms.svd import coerced_signs
from dask_linalg.algorithms.svd import svd as decomposed
from dask_linalg.algorithms.unknown_rows import has_unknown_sizes, unknown_qr, unknown_svd
from dask_linalg.checks import matrix


def qr(a: Any) -> tuple[da.Array, da.Array]:
    """Return orthonormal columns and a triangular matrix whose product is a matrix.

    Parameters
    ----------
    a : array_like of shape (..., m, n)
        The matrix, in any chunks; in one column of chunks their sizes may be unknown.

    Returns
    -------
    q : dask.array.Array of shape (..., m, k), with k = min(m, n)
        Orthonormal columns.
    r : dask.array.Array of shape (..., k, n)
        The upper triangular factor.

    Raises
    ------
    ValueError
        If there are fewer than two dimensions, or unknown sizes in several columns of chunks.
    TypeError
        If there is no LAPACK for the dtype.

    References
    ----------
    J. Demmel, L. Grigori, M. Hoemmen, J. Langou, "Communication-optimal parallel and sequential QR and LU factorizations",
    SIAM Journal on Scientific Computing 34 (2012).

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg.dask as linalg
    >>> q, r = linalg.qr(da.asarray([[3.0], [4.0]], chunks=1))
    >>> abs(q).compute(), abs(r).compute()
    (array([[0.6],
           [0.8]]), array([[5.]]))
    """
    return _factors(a, "qr")


def tsqr(data: Any, compute_svd: bool = False, _max_vchunk_size: int | None = None) -> tuple[da.Array[Any], ...]:
    """Return the QR factorisation of a matrix, or its singular value decomposition.

    Other than its namesake it takes matrices that are not tall, too.

    Parameters
    ----------
    data : array_like of shape (..., m, n)
        The matrix, in any chunks; in one column of chunks their sizes may be unknown.
    compute_svd : bool, default False
        Whether to return the singular value decomposition.
    _max_vchunk_size : int, optional
        Without effect.

    Returns
    -------
    tuple of dask.array.Array of shapes (..., m, k) and (..., k, n), or (..., m, k), (..., k) and (..., n, n)
        The factors, with k = min(m, n).

    Raises
    ------
    ValueError
        If there are fewer than two dimensions, or unknown sizes in several columns of chunks.
    TypeError
        If there is no LAPACK for the dtype.

    References
    ----------
    J. Demmel, L. Grigori, M. Hoemmen, J. Langou, "Communication-optimal parallel and sequential QR and LU factorizations",
    SIAM Journal on Scientific Computing 34 (2012).

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg.dask as linalg
    >>> u, s, vh = linalg.tsqr(da.asarray([[3.0], [4.0]], chunks=1), compute_svd=True)
    >>> s.compute()
    array([5.])
    """
    if not compute_svd:
        return _factors(data, "tsqr")
    a = _at_least_a_matrix(data, "tsqr")
    if has_unknown_sizes(a):
        return unknown_svd(a, "tsqr")
    # All vectors on the right: for a wide matrix that is the full decomposition, and for another one the short one.
    return decomposed(matrix(a, "tsqr"), bool(a.shape[-2] < a.shape[-1]))


def sfqr(data: Any, name: str | None = None) -> tuple[da.Array[Any], da.Array[Any]]:
    """Return the QR factorisation of a matrix.

    Other than its namesake it takes matrices that are not short, too.

    Parameters
    ----------
    data : array_like of shape (..., m, n)
        The matrix, in any chunks.
    name : str, optional
        Without effect.

    Returns
    -------
    tuple of dask.array.Array of shapes (..., m, k) and (..., k, n), with k = min(m, n)
        Orthonormal columns and the upper triangular factor.

    Raises
    ------
    ValueError
        If there are fewer than two dimensions, or unknown sizes in several columns of chunks.
    TypeError
        If there is no LAPACK for the dtype.

    References
    ----------
    J. Demmel, L. Grigori, M. Hoemmen, J. Langou, "Communication-optimal parallel and sequential QR and LU factorizations",
    SIAM Journal on Scientific Computing 34 (2012).

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg.dask as linalg
    >>> q, r = linalg.sfqr(da.asarray([[3.0, 4.0]], chunks=1))
    >>> (q @ r).compute()
    array([[3., 4.]])
    """
    return _factors(data, "sfqr")


def svd(a: Any, coerce_signs: bool = True, full_matrices: bool = False) -> tuple[da.Array, da.Array, da.Array]:
    """Return the singular value decomposition of a matrix.

    Parameters
    ----------
    a : array_like of shape (..., m, n)
        The matrix, in any chunks; in one column of chunks their sizes may be unknown.
    coerce_signs : bool, default True
        Whether the sum of each row of the last factor is made not negative.
    full_matrices : bool, default False
        Whether the vectors span the whole spaces.

    Returns
    -------
    u : dask.array.Array of shape (..., m, k), with k = min(m, n), or (..., m, m)
        The vectors on the left, as columns.
    s : dask.array.Array of shape (..., k)
        The singular values, from large to small.
    v : dask.array.Array of shape (..., k, n) or (..., n, n)
        The vectors on the right, as rows.

    Raises
    ------
    ValueError
        If there are fewer than two dimensions, unknown sizes in several columns of chunks, or unknown sizes and all vectors wanted.
    numpy.linalg.LinAlgError
        When it is computed, if the iteration does not converge.
    TypeError
        If there is no LAPACK for the dtype.

    References
    ----------
    G. H. Golub, C. F. Van Loan, "Matrix computations", 4th edition, section 8.6.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg.dask as linalg
    >>> u, s, v = linalg.svd(da.asarray([[0.0, 2.0], [1.0, 0.0]], chunks=1))
    >>> s.compute(), v.compute()
    (array([2., 1.]), array([[0., 1.],
           [1., 0.]]))
    """
    array = _at_least_a_matrix(a, "svd")
    if has_unknown_sizes(array):
        if full_matrices:
            raise ValueError(
                f"svd: the chunk sizes are unknown, {array.chunks}, so that there is no telling how many vectors span the whole "
                "space; compute_chunk_sizes() on the array finds them out"
            )
        u, s, v = unknown_svd(array, "svd")
    else:
        u, s, v = decomposed(matrix(array, "svd"), full_matrices)
    return _coerced(u, s, v) if coerce_signs else (u, s, v)


def _coerced(u: da.Array, s: da.Array, v: da.Array) -> tuple[da.Array, da.Array, da.Array]:
    """Return the factors with signs that do not depend on how they were computed; vectors without a singular value stay."""
    k = s.shape[-1]
    left, right = coerced_signs(u[..., :, :k] if u.shape[-1] > k else u, v[..., :k, :] if v.shape[-2] > k else v)
    return (
        da.concatenate([left, u[..., :, k:]], axis=-1).rechunk(u.chunks) if u.shape[-1] > k else left,
        s,
        da.concatenate([right, v[..., k:, :]], axis=-2).rechunk(v.chunks) if v.shape[-2] > k else right,
    )


def _factors(a: Any, function: str) -> tuple[da.Array, da.Array]:
    array = _at_least_a_matrix(a, function)
    return unknown_qr(array, function) if has_unknown_sizes(array) else reduced(matrix(array, function))


def _at_least_a_matrix(a: Any, function: str) -> da.Array:
    array = da.asarray(a)
    if array.ndim < 2:
        raise ValueError(f"{function}: Array must be 2D, or a stack of such, but the shape is {array.shape}")
    return array
