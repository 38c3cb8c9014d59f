"""Systems of linear equations, inverses and determinants, as in `numpy.linalg`."""

from __future__ import annotations

from typing import Any, NamedTuple

import dask.array as da
import numpy as np

from dask_linalg.algorithms.inverse import determinant, inverse, sign_and_logarithm
from dask_linalg.algorithms.least_squares import right_hand_sides
from dask_linalg.algorithms.lu_solve import solve_general
from dask_linalg.checks import square_matrix


class SlogdetResult(NamedTuple):
    """What `slogdet` returns.

    Parameters
    ----------
    sign : dask.array.Array of shape (...)
        1 or -1, of a complex matrix a number of magnitude 1, of a singular one 0.
    logabsdet : dask.array.Array of shape (...)
        The natural logarithm of the magnitude of the determinant.
    """

    sign: da.Array
    logabsdet: da.Array


def solve(a: Any, b: Any) -> da.Array:
    """Return the solutions of systems of linear equations, ``a @ x == b``.

    Parameters
    ----------
    a : array_like of shape (..., n, n)
        Square matrices, in any chunks.
    b : array_like of shape (n,) or (..., n, k)
        The right-hand sides: a vector if `b` has one dimension, and else matrices, as in NumPy 2.

    Returns
    -------
    dask.array.Array of the shape of `b`, but for the dimensions of stacks, which broadcast
        The solutions. What has n elements has the chunks of the columns of `a`.

    Raises
    ------
    numpy.linalg.LinAlgError
        If `a` is not square; and when it is computed, if it is exactly singular, with the order of the pivot that is zero.
    TypeError
        If there is no LAPACK for a dtype.
    ValueError
        If the shapes do not fit together; or if the sizes of the chunks are unknown.

    References
    ----------
    G. H. Golub, C. F. Van Loan, "Matrix computations", 4th edition, section 3.4, on partial pivoting.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> la.solve(da.asarray([[0.0, 2.0], [3.0, 0.0]], chunks=1), [2.0, 6.0]).compute()
    array([2., 1.])
    """
    matrices = square_matrix(a, "solve")
    sides, one = right_hand_sides(b, "solve")
    n = matrices.shape[-1]
    if sides.shape[-2] != n:
        what = "elements" if one else "rows"
        raise ValueError(
            f"solve: b has {sides.shape[-2]} {what}, but a is of shape {matrices.shape}; b must be a vector of {n} elements or "
            f"matrices of {n} rows"
        )
    _check_stacks(matrices, sides)
    dtype = np.result_type(matrices.dtype, sides.dtype)
    x = solve_general(matrices.astype(dtype), sides.astype(dtype))
    return x[..., 0] if one else x


def _check_stacks(a: da.Array, b: da.Array) -> None:
    try:
        np.broadcast_shapes(a.shape[:-2], b.shape[:-2])
    except ValueError:
        raise ValueError(
            f"solve: the stacks of a, of shape {a.shape}, and b, of shape {b.shape}, do not broadcast; a dimension before the "
            "last two must be the same in both, or one"
        ) from None


def inv(a: Any) -> da.Array:
    """Return the inverse of a matrix.

    Parameters
    ----------
    a : array_like of shape (..., n, n)
        Square matrices, in any chunks.

    Returns
    -------
    dask.array.Array of shape (..., n, n)
        The inverses, of the dtype of `a` if that is one of LAPACK's; their rows have the chunks of the columns of `a`, and the
        other way round.

    Raises
    ------
    numpy.linalg.LinAlgError
        If `a` is not square; and when it is computed, if it is exactly singular, with the order of the pivot that is zero.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If the sizes of the chunks are unknown.

    References
    ----------
    J. J. Du Croz, N. J. Higham, "Stability of methods for matrix inversion", IMA Journal of Numerical Analysis 12 (1992).

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> la.inv(da.asarray([[0.0, 2.0], [4.0, 0.0]], chunks=1)).compute()
    array([[0.  , 0.25],
           [0.5 , 0.  ]])
    """
    return inverse(square_matrix(a, "inv"))


def det(a: Any) -> da.Array:
    """Return the determinant of a matrix.

    Parameters
    ----------
    a : array_like of shape (..., n, n)
        Square matrices, in any chunks.

    Returns
    -------
    dask.array.Array of shape (...)
        The determinants, 0 of singular matrices; what is too large for the dtype becomes infinite. `slogdet` returns logarithms.

    Raises
    ------
    numpy.linalg.LinAlgError
        If `a` is not square.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If the sizes of the chunks are unknown.

    References
    ----------
    N. J. Higham, "Accuracy and stability of numerical algorithms", 2nd edition, section 14.6.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> round(float(la.det(da.asarray([[0.0, 2.0], [4.0, 0.0]], chunks=1)).compute()), 6)
    -8.0
    """
    matrices = square_matrix(a, "det")
    return determinant(matrices, matrices.dtype)


def slogdet(a: Any) -> SlogdetResult:
    """Return the sign and the logarithm of the magnitude of the determinant of a matrix.

    Parameters
    ----------
    a : array_like of shape (..., n, n)
        Square matrices, in any chunks.

    Returns
    -------
    sign : dask.array.Array of shape (...)
        1 or -1, of complex matrices a number of magnitude 1, of singular ones 0.
    logabsdet : dask.array.Array of a real dtype and shape (...)
        The natural logarithms, minus infinity of singular matrices.

    Raises
    ------
    numpy.linalg.LinAlgError
        If `a` is not square.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If the sizes of the chunks are unknown.

    References
    ----------
    N. J. Higham, "Accuracy and stability of numerical algorithms", 2nd edition, section 14.6.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> sign, logarithm = la.slogdet(1e-200 * da.eye(4, chunks=2))
    >>> float(sign.compute()), round(float(logarithm.compute()), 3)
    (1.0, -1842.068)
    """
    return SlogdetResult(*sign_and_logarithm(square_matrix(a, "slogdet")))
