"""Singular values and pseudo-inverses, as in `scipy.linalg`."""

from __future__ import annotations

from typing import Any

import dask.array as da
import numpy as np

from dask_linalg.algorithms import pseudoinverse
from dask_linalg.algorithms import svd as algorithm
from dask_linalg.algorithms.diagonal_matrix import diagonal_matrix
from dask_linalg.checks import finite, matrix, square_matrix

_DRIVERS = ("gesdd", "gesvd")


def svd(
    a: Any,
    full_matrices: bool = True,
    compute_uv: bool = True,
    overwrite_a: bool = False,
    check_finite: bool = True,
    lapack_driver: str = "gesdd",
) -> tuple[da.Array[Any], da.Array[Any], da.Array[Any]] | da.Array[Any]:
    """Return the singular value decomposition of a matrix, ``a = u @ diag(s) @ vh``.

    Parameters
    ----------
    a : array_like of shape (..., m, n)
        Matrices, in any chunks.
    full_matrices : bool, default True
        Whether the vectors span the whole spaces, so that there are m on the left and n on the right, and not min(m, n) each.
    compute_uv : bool, default True
        Whether to return the vectors, and not the values alone.
    overwrite_a : bool, default False
        Without effect: the arrays of the caller are never written over.
    check_finite : bool, default True
        Whether to look for NaN and infinity first.
    lapack_driver : {"gesdd", "gesvd"}, default "gesdd"
        LAPACK's subroutine: divide and conquer, after which comes QR iteration where it does not converge; or QR iteration alone.

    Returns
    -------
    tuple of dask.array.Array of shapes (..., m, k), (..., min(m, n)) and (..., k, n), or dask.array.Array
        The vectors on the left, the values from large to small, and the adjoint vectors on the right; or the values.

    Raises
    ------
    numpy.linalg.LinAlgError
        If `a` has fewer than two dimensions; and when it is computed, if there is NaN in a matrix and `check_finite` is false.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If there is no such driver, or the sizes of the chunks are unknown; and when it is computed, if there is NaN or infinity in a
        matrix and `check_finite` is true.

    References
    ----------
    `scipy.linalg.svd`; G. H. Golub, C. F. Van Loan, "Matrix computations", 4th edition, section 8.6.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> u, s, vh = la.scipy.svd(da.asarray([[3.0, 0.0], [0.0, 4.0], [0.0, 0.0]], chunks=1))
    >>> s.compute()
    array([4., 3.])
    >>> u.shape
    (3, 3)
    """
    check_driver("svd", lapack_driver)
    checked = finite(matrix(a, "svd"), "svd", check_finite)
    if not compute_uv:
        return algorithm.singular_values(checked)
    return algorithm.svd(checked, full_matrices, driver=lapack_driver)


def svdvals(a: Any, overwrite_a: bool = False, check_finite: bool = True) -> da.Array:
    """Return the singular values of a matrix.

    Parameters
    ----------
    a : array_like of shape (..., m, n)
        Matrices, in any chunks.
    overwrite_a : bool, default False
        Without effect: the arrays of the caller are never written over.
    check_finite : bool, default True
        Whether to look for NaN and infinity first.

    Returns
    -------
    dask.array.Array of shape (..., min(m, n))
        The values, from large to small.

    Raises
    ------
    numpy.linalg.LinAlgError
        If `a` has fewer than two dimensions; and when it is computed, if there is NaN in a matrix and `check_finite` is false.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If the sizes of the chunks are unknown; and when it is computed, if there is NaN or infinity in a matrix and `check_finite` is
        true.

    References
    ----------
    `scipy.linalg.svdvals`.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> la.scipy.svdvals(da.asarray([[3.0, 0.0], [0.0, 4.0]], chunks=1)).compute()
    array([4., 3.])
    """
    return algorithm.singular_values(finite(matrix(a, "svdvals"), "svdvals", check_finite))


def diagsvd(s: Any, M: int, N: int) -> da.Array:
    """Return the diagonal matrix of singular values.

    Parameters
    ----------
    s : array_like of shape (M,) or (N,)
        The singular values.
    M, N : int
        The shape of the matrix that they are of.

    Returns
    -------
    dask.array.Array of shape (M, N)
        The matrix.

    Raises
    ------
    ValueError
        If there are neither M nor N values.

    References
    ----------
    `scipy.linalg.diagsvd`.

    Examples
    --------
    >>> import dask_linalg as la
    >>> la.scipy.diagsvd([2.0, 1.0], 2, 3).compute()
    array([[2., 0., 0.],
           [0., 1., 0.]])
    """
    values = da.asarray(s)
    if values.shape != (min(M, N),):
        raise ValueError(
            f"diagsvd: Length of s must be M or N, whichever is less, of {(M, N)}; its shape is {values.shape}"
        )
    return diagonal_matrix(values, M, N)


def pinv(
    a: Any,
    *,
    atol: float | None = None,
    rtol: float | None = None,
    return_rank: bool = False,
    check_finite: bool = True,
) -> da.Array[Any] | tuple[da.Array[Any], da.Array[Any]]:
    """Return the pseudo-inverse of a matrix.

    Parameters
    ----------
    a : array_like of shape (..., m, n)
        Matrices, in any chunks.
    atol : float, optional
        Singular values count as zero that are not larger than atol + rtol times the largest one; by default zero.
    rtol : float, optional
        See `atol`; by default max(m, n) times the machine's precision.
    return_rank : bool, default False
        Whether to return the rank too.
    check_finite : bool, default True
        Whether to look for NaN and infinity first.

    Returns
    -------
    dask.array.Array of shape (..., n, m), or a tuple of it and one of shape (...)
        The pseudo-inverses, in the chunks of `a` turned; and the ranks.

    Raises
    ------
    numpy.linalg.LinAlgError
        If `a` has fewer than two dimensions; and when it is computed, if there is NaN in a matrix and `check_finite` is false.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If a tolerance is negative, or the sizes of the chunks are unknown; and when it is computed, if there is NaN or infinity in a
        matrix and `check_finite` is true.

    References
    ----------
    `scipy.linalg.pinv`; G. H. Golub, C. F. Van Loan, "Matrix computations", 4th edition, section 5.5.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> la.scipy.pinv(da.asarray([[2.0, 0.0], [0.0, 0.0], [0.0, 4.0]], chunks=1)).compute().round(6)
    array([[0.5 , 0.  , 0.  ],
           [0.  , 0.  , 0.25]])
    """
    checked = finite(matrix(a, "pinv"), "pinv", check_finite)
    found = pseudoinverse.pseudoinverse(checked, *_tolerances("pinv", checked, atol, rtol))
    return found if return_rank else found[0]


def pinvh(
    a: Any,
    atol: float | None = None,
    rtol: float | None = None,
    lower: bool = True,
    return_rank: bool = False,
    check_finite: bool = True,
) -> da.Array[Any] | tuple[da.Array[Any], da.Array[Any]]:
    """Return the pseudo-inverse of a Hermitian matrix.

    Parameters
    ----------
    a : array_like of shape (..., n, n)
        Hermitian matrices, in any chunks.
    atol : float, optional
        Eigenvalues count as zero whose magnitude is not larger than atol + rtol times the largest one; by default zero.
    rtol : float, optional
        See `atol`; by default n times the machine's precision.
    lower : bool, default True
        Whether the lower triangle is read alone, and not the upper one.
    return_rank : bool, default False
        Whether to return the rank too.
    check_finite : bool, default True
        Whether to look for NaN and infinity first.

    Returns
    -------
    dask.array.Array of shape (..., n, n), or a tuple of it and one of shape (...)
        The pseudo-inverses; and the ranks.

    Raises
    ------
    numpy.linalg.LinAlgError
        If `a` is not square; and when it is computed, if eigenvalues do not converge.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If a tolerance is negative, or the sizes of the chunks are unknown; and when it is computed, if there is NaN or infinity in a
        matrix and `check_finite` is true.

    References
    ----------
    `scipy.linalg.pinvh`.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> la.scipy.pinvh(da.asarray([[2.0, 0.0], [0.0, -4.0]], chunks=1)).compute().round(6) + 0.0
    array([[ 0.5 ,  0.  ],
           [ 0.  , -0.25]])
    """
    checked = finite(square_matrix(a, "pinvh"), "pinvh", check_finite)
    tolerances = _tolerances("pinvh", checked, atol, rtol)
    found = pseudoinverse.pseudoinverse(checked, *tolerances, hermitian="L" if lower else "U")
    return found if return_rank else found[0]


def check_driver(function: str, driver: str) -> None:
    """Raise an error if there is no subroutine of LAPACK of this name that finds singular values."""
    if not isinstance(driver, str):
        raise TypeError(f"{function}: lapack_driver must be a string, but {type(driver).__name__} is given")
    if driver not in _DRIVERS:
        raise ValueError(f"{function}: lapack_driver must be one of {_DRIVERS}, but {driver!r} is given")


def _tolerances(
    function: str, a: da.Array[Any], atol: float | None, rtol: float | None
) -> tuple[da.Array[Any], da.Array[Any]]:
    default = max(a.shape[-2:]) * np.finfo(a.dtype).eps
    both = 0.0 if atol is None else atol, default if rtol is None else rtol
    if min(both) < 0:
        raise ValueError(f"{function}: atol and rtol values must be positive, but they are {both}")
    absolute, relative = (da.asarray(np.asarray(one, a.real.dtype)) for one in both)
    return absolute, relative
