"""Systems of equations and least squares, as in `dask.array.linalg`."""

from __future__ import annotations

import warnings
from typing import Any

import dask.array as da
import numpy as np

from dask_linalg import scipy
from dask_linalg._numpy import solving
from dask_linalg.algorithms.least_squares import least_squares, right_hand_sides
from dask_linalg.checks import matrix


def lu(a: Any) -> tuple[da.Array, da.Array, da.Array]:
    """Return a permutation, a lower and an upper triangular matrix whose product is a matrix.

    Parameters
    ----------
    a : array_like of shape (..., m, n)
        The matrix, in any chunks.

    Returns
    -------
    p : dask.array.Array of shape (..., m, m)
        The permutation; each row has a one, and zeros.
    l : dask.array.Array of shape (..., m, k), with k = min(m, n)
        The lower triangular factor, with ones on the diagonal and nothing larger below.
    u : dask.array.Array of shape (..., k, n)
        The upper triangular factor.

    Raises
    ------
    numpy.linalg.LinAlgError
        If there are fewer than two dimensions.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If the sizes of the chunks are unknown.

    References
    ----------
    G. H. Golub, C. F. Van Loan, "Matrix computations", 4th edition, section 3.4, on partial pivoting.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg.dask as linalg
    >>> p, l, u = linalg.lu(da.asarray([[0.0, 2.0], [1.0, 3.0]], chunks=1))
    >>> p.compute(), u.compute()
    (array([[0., 1.],
           [1., 0.]]), array([[1., 3.],
           [0., 2.]]))
    """
    p, lower, upper = scipy.lu(a, check_finite=False)
    return p, lower, upper


def solve(a: Any, b: Any, sym_pos: bool | None = None, assume_a: str = "gen") -> da.Array:
    """Return the solution of a system of equations.

    Parameters
    ----------
    a : array_like of shape (n, n)
        The matrix, in any chunks.
    b : array_like of shape (n,) or (n, k)
        The right-hand sides.
    sym_pos : bool, optional
        Whether the matrix is Hermitian and positive definite; deprecated, use ``assume_a="pos"``.
    assume_a : str, default "gen"
        What is known of the matrix, as for `scipy.linalg.solve`.

    Returns
    -------
    dask.array.Array of shape (n,) or (n, k)
        The solutions.

    Raises
    ------
    numpy.linalg.LinAlgError
        If the matrix is not square; and when it is computed, if it is singular.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If the shapes do not fit together, or the sizes of the chunks are unknown.

    References
    ----------
    N. J. Higham, "Accuracy and stability of numerical algorithms", 2nd edition, chapter 9.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg.dask as linalg
    >>> linalg.solve(da.asarray([[0.0, 2.0], [1.0, 3.0]], chunks=1), da.asarray([4.0, 7.0])).compute()
    array([1., 2.])
    """
    if sym_pos is not None:
        warnings.warn(
            "The sym_pos keyword is deprecated and should be replaced by using `assume_a = 'pos'`."
            "`sym_pos` will be removed in a future version",
            FutureWarning,
            stacklevel=2,
        )
        assume_a = "pos" if sym_pos else assume_a
    return scipy.solve(a, b, assume_a=assume_a, check_finite=False)


def solve_triangular(a: Any, b: Any, lower: bool = False) -> da.Array:
    """Return the solution of a triangular system of equations.

    Parameters
    ----------
    a : array_like of shape (n, n)
        The matrix, of which one triangle is read.
    b : array_like of shape (n,) or (n, k)
        The right-hand sides.
    lower : bool, default False
        Whether the lower triangle is read, and not the upper one.

    Returns
    -------
    dask.array.Array of shape (n,) or (n, k)
        The solutions.

    Raises
    ------
    numpy.linalg.LinAlgError
        If the matrix is not square; and when it is computed, if there is a zero on its diagonal.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If the shapes do not fit together, or the sizes of the chunks are unknown.

    References
    ----------
    N. J. Higham, "Accuracy and stability of numerical algorithms", 2nd edition, chapter 8.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg.dask as linalg
    >>> linalg.solve_triangular(da.asarray([[2.0, 1.0], [0.0, 4.0]]), da.asarray([4.0, 8.0])).compute()
    array([1., 2.])
    """
    return scipy.solve_triangular(a, b, lower=lower, check_finite=False)


def inv(a: Any) -> da.Array:
    """Return the inverse of a matrix.

    Parameters
    ----------
    a : array_like of shape (..., n, n)
        The matrix, in any chunks.

    Returns
    -------
    dask.array.Array of shape (..., n, n)
        The inverse, in the chunks of the matrix.

    Raises
    ------
    numpy.linalg.LinAlgError
        If the matrix is not square; and when it is computed, if it is singular.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If the sizes of the chunks are unknown.

    References
    ----------
    N. J. Higham, "Accuracy and stability of numerical algorithms", 2nd edition, chapter 14.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg.dask as linalg
    >>> linalg.inv(da.asarray([[0.0, 2.0], [4.0, 0.0]], chunks=1)).compute()
    array([[0.  , 0.25],
           [0.5 , 0.  ]])
    """
    return solving.inv(a)


def lstsq(a: Any, b: Any) -> tuple[da.Array, da.Array, da.Array, da.Array]:
    """Return the shortest ones of the vectors x that make ``norm(b - a @ x)`` least.

    Parameters
    ----------
    a : array_like of shape (m, n)
        The matrix, in any chunks and of any rank.
    b : array_like of shape (m,) or (m, k)
        The right-hand sides.

    Returns
    -------
    x : dask.array.Array of shape (n,) or (n, k)
        The solutions.
    residuals : dask.array.Array of shape (1,) or (k,)
        The sums of squares of ``b - a @ x``; other than NumPy's they are there whatever the rank.
    rank : dask.array.Array of shape ()
        The number of singular values that are larger than max(m, n) times the machine's precision times the largest one.
    s : dask.array.Array of shape (min(m, n),)
        The singular values, from large to small.

    Raises
    ------
    numpy.linalg.LinAlgError
        If there are not two dimensions, or the numbers of rows differ.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If the sizes of the chunks are unknown.

    References
    ----------
    G. H. Golub, C. F. Van Loan, "Matrix computations", 4th edition, section 5.5.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg.dask as linalg
    >>> x, residuals, rank, s = linalg.lstsq(da.asarray([[1.0], [1.0]], chunks=1), da.asarray([1.0, 3.0]))
    >>> x.compute().round(6), residuals.compute().round(6)
    (array([2.]), array([2.]))
    """
    left = matrix(a, "lstsq")
    right, is_vector = right_hand_sides(b, "lstsq")
    if left.ndim != 2 or right.ndim != 2 or left.shape[0] != right.shape[0]:
        raise np.linalg.LinAlgError(
            f"lstsq: matrices of shapes (m, n) and (m, k) are wanted, but the shapes are {left.shape} and {right.shape}"
        )
    dtype = np.result_type(left.dtype, right.dtype)
    cutoff = max(left.shape) * np.finfo(dtype).eps
    x, residuals, rank, s = least_squares(left.astype(dtype), right.astype(dtype), cutoff)
    return x[:, 0] if is_vector else x, residuals, rank, s
