"""Trigonometric and hyperbolic functions of matrices, as in `scipy.linalg`."""

from __future__ import annotations

from typing import Any

import dask.array as da

from dask_linalg.algorithms.functions import of_matrix
from dask_linalg.checks import square_matrix


def cosm(A: Any) -> da.Array:
    """Return the cosine of a square matrix.

    Parameters
    ----------
    A : array_like of shape (..., n, n)
        Square matrices, in any chunks; each is gathered into one task.

    Returns
    -------
    dask.array.Array of shape (..., n, n)
        The cosine, of the dtype of `A`, in its chunks.

    Raises
    ------
    dask_linalg.errors.GatherLimitError
        If a matrix in several chunks is larger than ``dask-linalg.gather-limit`` in Dask's configuration.
    numpy.linalg.LinAlgError
        If `A` is not square.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If the sizes of the chunks are unknown.

    References
    ----------
    N. J. Higham, "Functions of matrices: theory and computation", chapter 12.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg.scipy
    >>> dask_linalg.scipy.cosm(da.zeros((2, 2))).compute()
    array([[1., 0.],
           [0., 1.]])
    """
    a = square_matrix(A, "cosm")
    return of_matrix("cosm", a, a.dtype)


def sinm(A: Any) -> da.Array:
    """Return the sine of a square matrix.

    Parameters
    ----------
    A : array_like of shape (..., n, n)
        Square matrices, in any chunks; each is gathered into one task.

    Returns
    -------
    dask.array.Array of shape (..., n, n)
        The sine, of the dtype of `A`, in its chunks.

    Raises
    ------
    dask_linalg.errors.GatherLimitError
        If a matrix in several chunks is larger than ``dask-linalg.gather-limit`` in Dask's configuration.
    numpy.linalg.LinAlgError
        If `A` is not square.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If the sizes of the chunks are unknown.

    References
    ----------
    N. J. Higham, "Functions of matrices: theory and computation", chapter 12.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg.scipy
    >>> dask_linalg.scipy.sinm(da.zeros((2, 2))).compute()
    array([[0., 0.],
           [0., 0.]])
    """
    a = square_matrix(A, "sinm")
    return of_matrix("sinm", a, a.dtype)


def tanm(A: Any) -> da.Array:
    """Return the tangent of a square matrix.

    Parameters
    ----------
    A : array_like of shape (..., n, n)
        Square matrices, in any chunks; each is gathered into one task.

    Returns
    -------
    dask.array.Array of shape (..., n, n)
        The tangent, of the dtype of `A`, in its chunks.

    Raises
    ------
    dask_linalg.errors.GatherLimitError
        If a matrix in several chunks is larger than ``dask-linalg.gather-limit`` in Dask's configuration.
    numpy.linalg.LinAlgError
        If `A` is not square; and when it is computed, if its cosine is singular.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If the sizes of the chunks are unknown.

    References
    ----------
    N. J. Higham, "Functions of matrices: theory and computation", chapter 12.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg.scipy
    >>> dask_linalg.scipy.tanm(da.zeros((2, 2))).compute()
    array([[0., 0.],
           [0., 0.]])
    """
    a = square_matrix(A, "tanm")
    return of_matrix("tanm", a, a.dtype)


def coshm(A: Any) -> da.Array:
    """Return the hyperbolic cosine of a square matrix.

    Parameters
    ----------
    A : array_like of shape (..., n, n)
        Square matrices, in any chunks; each is gathered into one task.

    Returns
    -------
    dask.array.Array of shape (..., n, n)
        The hyperbolic cosine, of the dtype of `A`, in its chunks.

    Raises
    ------
    dask_linalg.errors.GatherLimitError
        If a matrix in several chunks is larger than ``dask-linalg.gather-limit`` in Dask's configuration.
    numpy.linalg.LinAlgError
        If `A` is not square.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If the sizes of the chunks are unknown.

    References
    ----------
    N. J. Higham, "Functions of matrices: theory and computation", chapter 12.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg.scipy
    >>> dask_linalg.scipy.coshm(da.zeros((2, 2))).compute()
    array([[1., 0.],
           [0., 1.]])
    """
    a = square_matrix(A, "coshm")
    return of_matrix("coshm", a, a.dtype)


def sinhm(A: Any) -> da.Array:
    """Return the hyperbolic sine of a square matrix.

    Parameters
    ----------
    A : array_like of shape (..., n, n)
        Square matrices, in any chunks; each is gathered into one task.

    Returns
    -------
    dask.array.Array of shape (..., n, n)
        The hyperbolic sine, of the dtype of `A`, in its chunks.

    Raises
    ------
    dask_linalg.errors.GatherLimitError
        If a matrix in several chunks is larger than ``dask-linalg.gather-limit`` in Dask's configuration.
    numpy.linalg.LinAlgError
        If `A` is not square.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If the sizes of the chunks are unknown.

    References
    ----------
    N. J. Higham, "Functions of matrices: theory and computation", chapter 12.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg.scipy
    >>> dask_linalg.scipy.sinhm(da.zeros((2, 2))).compute()
    array([[0., 0.],
           [0., 0.]])
    """
    a = square_matrix(A, "sinhm")
    return of_matrix("sinhm", a, a.dtype)


def tanhm(A: Any) -> da.Array:
    """Return the hyperbolic tangent of a square matrix.

    Parameters
    ----------
    A : array_like of shape (..., n, n)
        Square matrices, in any chunks; each is gathered into one task.

    Returns
    -------
    dask.array.Array of shape (..., n, n)
        The hyperbolic tangent, of the dtype of `A`, in its chunks.

    Raises
    ------
    dask_linalg.errors.GatherLimitError
        If a matrix in several chunks is larger than ``dask-linalg.gather-limit`` in Dask's configuration.
    numpy.linalg.LinAlgError
        If `A` is not square; and when it is computed, if its hyperbolic cosine is singular.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If the sizes of the chunks are unknown.

    References
    ----------
    N. J. Higham, "Functions of matrices: theory and computation", chapter 12.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg.scipy
    >>> dask_linalg.scipy.tanhm(da.zeros((2, 2))).compute()
    array([[0., 0.],
           [0., 0.]])
    """
    a = square_matrix(A, "tanhm")
    return of_matrix("tanhm", a, a.dtype)
