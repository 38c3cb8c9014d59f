"""Singular values and what is made of them, as in `numpy.linalg`."""

from __future__ import annotations

from typing import Any, NamedTuple

import dask.array as da
import numpy as np
from numpy.linalg import LinAlgError

from dask_linalg.algorithms import condition_number, pseudoinverse
from dask_linalg.algorithms import svd as algorithm
from dask_linalg.checks import matrix, square_matrix

_NOT_GIVEN: Any = np._NoValue


class SVDResult(NamedTuple):
    """A singular value decomposition, ``a = U @ diag(S) @ Vh``.

    Parameters
    ----------
    U : dask.array.Array of shape (..., m, m) or (..., m, k)
        The vectors on the left, in columns.
    S : dask.array.Array of shape (..., k)
        The singular values, from large to small.
    Vh : dask.array.Array of shape (..., n, n) or (..., k, n)
        The adjoint vectors on the right, in rows.
    """

    U: da.Array
    S: da.Array
    Vh: da.Array


def svd(
    a: Any, full_matrices: bool = True, compute_uv: bool = True, hermitian: bool = False
) -> SVDResult | da.Array[Any]:
    """Return the singular value decomposition of a matrix.

    Parameters
    ----------
    a : array_like of shape (..., m, n)
        Matrices, in any chunks.
    full_matrices : bool, default True
        Whether the vectors span the whole spaces, so that there are m on the left and n on the right, and not min(m, n) each.
    compute_uv : bool, default True
        Whether to return the vectors, and not the values alone.
    hermitian : bool, default False
        Whether matrices are Hermitian, so that their lower triangle alone is read.

    Returns
    -------
    SVDResult of arrays of shapes (..., m, k), (..., min(m, n)) and (..., k, n), or dask.array.Array
        The vectors on the left, the values from large to small, and the adjoint vectors on the right; or the values.

    Raises
    ------
    numpy.linalg.LinAlgError
        If `a` has fewer than two dimensions; and when it is computed, if there is NaN in a matrix.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If the sizes of the chunks are unknown.

    References
    ----------
    G. H. Golub, C. F. Van Loan, "Matrix computations", 4th edition, section 8.6.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> a = da.asarray([[3.0, 0.0], [0.0, 4.0], [0.0, 0.0]], chunks=1)
    >>> la.svd(a).S.compute()
    array([4., 3.])
    >>> la.svd(a, full_matrices=False).U.shape
    (3, 2)
    """
    checked, triangle = _matrices(a, "svd", hermitian)
    if not compute_uv:
        return algorithm.singular_values(checked, hermitian=triangle)
    return SVDResult(*algorithm.svd(checked, full_matrices, hermitian=triangle))


def svdvals(x: Any, /) -> da.Array:
    """Return the singular values of a matrix.

    Parameters
    ----------
    x : array_like of shape (..., m, n)
        Matrices, in any chunks.

    Returns
    -------
    dask.array.Array of shape (..., min(m, n))
        The values, from large to small.

    Raises
    ------
    numpy.linalg.LinAlgError
        If `x` has fewer than two dimensions; and when it is computed, if there is NaN in a matrix.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If the sizes of the chunks are unknown.

    References
    ----------
    G. H. Golub, C. F. Van Loan, "Matrix computations", 4th edition, section 8.6.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> la.svdvals(da.asarray([[3.0, 0.0], [0.0, 4.0]], chunks=1)).compute()
    array([4., 3.])
    """
    return algorithm.singular_values(matrix(x, "svdvals"))


def pinv(a: Any, rcond: Any = None, hermitian: bool = False, *, rtol: Any = _NOT_GIVEN) -> da.Array:
    """Return the pseudo-inverse of a matrix.

    Parameters
    ----------
    a : array_like of shape (..., m, n)
        Matrices, in any chunks.
    rcond : array_like of shape (...), optional
        Singular values count as zero that are not larger than so many times the largest one; by default 1e-15.
    hermitian : bool, default False
        Whether matrices are Hermitian, so that their lower triangle alone is read.
    rtol : array_like of shape (...), optional
        The same as `rcond`, with another default: max(m, n) times the machine's precision, where it is None.

    Returns
    -------
    dask.array.Array of shape (..., n, m)
        The pseudo-inverses, in the chunks of `a` turned.

    Raises
    ------
    numpy.linalg.LinAlgError
        If `a` has fewer than two dimensions; and when it is computed, if there is NaN in a matrix.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If both `rcond` and `rtol` are given, or the sizes of the chunks are unknown.

    References
    ----------
    G. H. Golub, C. F. Van Loan, "Matrix computations", 4th edition, section 5.5.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> la.pinv(da.asarray([[2.0, 0.0], [0.0, 0.0], [0.0, 4.0]], chunks=1)).compute().round(6)
    array([[0.5 , 0.  , 0.  ],
           [0.  , 0.  , 0.25]])
    """
    checked, triangle = _matrices(a, "pinv", hermitian)
    if rcond is None:
        rcond = 1e-15 if rtol is _NOT_GIVEN else _default(checked) if rtol is None else rtol
    elif rtol is not _NOT_GIVEN:
        raise ValueError("pinv: `rtol` and `rcond` can't be both set; give one of them")
    return pseudoinverse.pseudoinverse(checked, da.asarray(0.0), da.asarray(rcond), hermitian=triangle)[0]


def matrix_rank(A: Any, tol: Any = None, hermitian: bool = False, *, rtol: Any = None) -> da.Array:
    """Return how many singular values of a matrix are not zero, but for rounding.

    Parameters
    ----------
    A : array_like of shape (), (n,) or (..., m, n)
        Matrices, in any chunks; the rank of a vector is one, unless it is zero.
    tol : array_like of shape (...), optional
        Singular values count as zero that are not larger.
    hermitian : bool, default False
        Whether matrices are Hermitian, so that their lower triangle alone is read.
    rtol : array_like of shape (...), optional
        Singular values count as zero that are not larger than so many times the largest one; by default max(m, n) times the
        machine's precision.

    Returns
    -------
    dask.array.Array of shape (...)
        The ranks.

    Raises
    ------
    numpy.linalg.LinAlgError
        If there is NaN in a matrix, when it is computed.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If both `tol` and `rtol` are given, or the sizes of the chunks are unknown.

    References
    ----------
    G. H. Golub, C. F. Van Loan, "Matrix computations", 4th edition, section 5.4.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> int(la.matrix_rank(da.ones((4, 3), chunks=2)).compute())
    1
    """
    if rtol is not None and tol is not None:
        raise ValueError("matrix_rank: `tol` and `rtol` can't be both set; give one of them")
    if (A if hasattr(A, "ndim") else np.asarray(A)).ndim < 2:
        return (da.asarray(A) != 0).any().astype(np.intp)
    checked, triangle = _matrices(A, "matrix_rank", hermitian)
    s = algorithm.singular_values(checked, hermitian=triangle)
    none = da.asarray(0.0)
    if tol is not None:
        return pseudoinverse.rank(s, da.asarray(tol), none)
    return pseudoinverse.rank(s, none, da.asarray(_default(checked) if rtol is None else rtol))


def cond(x: Any, p: Any = None) -> da.Array:
    """Return the condition number of a matrix.

    Parameters
    ----------
    x : array_like of shape (..., m, n)
        Matrices, in any chunks; square ones, unless `p` is None, 2 or -2.
    p : {None, 1, -1, 2, -2, inf, -inf, "fro", "nuc"}, optional
        The norm, see `norm`; None and 2 are the ratio of the largest singular value to the smallest one.

    Returns
    -------
    dask.array.Array of shape (...)
        The condition numbers; infinity for singular matrices.

    Raises
    ------
    numpy.linalg.LinAlgError
        If `x` is empty, or not square where it must be; and when it is computed, if there is NaN in a matrix and the numbers come
        from singular values.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If there is no such norm, or the sizes of the chunks are unknown.

    References
    ----------
    G. H. Golub, C. F. Van Loan, "Matrix computations", 4th edition, section 2.6.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> float(la.cond(da.asarray([[2.0, 0.0], [0.0, 1.0]], chunks=1)).compute())
    2.0
    """
    by_values = p in (None, 2, -2)
    checked = matrix(x, "cond") if by_values else square_matrix(x, "cond")
    if not checked.size and not all(checked.shape[-2:]):
        raise LinAlgError(f"cond: cond is not defined on empty arrays, but the shape is {checked.shape}")
    return condition_number.condition(checked, p)


def _matrices(a: Any, function: str, hermitian: bool) -> tuple[da.Array, str]:
    """Return matrices that have been checked, and which triangle of them is read alone."""
    return (square_matrix(a, function), "L") if hermitian else (matrix(a, function), "")


def _default(a: da.Array) -> float:
    return float(max(a.shape[-2:]) * np.finfo(a.dtype).eps)
