"""Cholesky's factorisation, as in `scipy.linalg`."""

from __future__ import annotations

from typing import Any

import dask.array as da

from dask_linalg.algorithms.cholesky import lower_factor, upper_factor
from dask_linalg.checks import finite, square_matrix


def cholesky(a: Any, lower: bool = False, overwrite_a: bool = False, check_finite: bool = True) -> da.Array:
    """Return Cholesky's factor of a Hermitian positive definite matrix, by default the upper one.

    Parameters
    ----------
    a : array_like of shape (..., n, n)
        Hermitian matrices, in any chunks. Only the triangle of the factor that is asked for is read.
    lower : bool, default False
        Whether to return the lower factor, ``a = L @ L.conj().T``, and not the upper one, ``a = U.conj().T @ U``.

    overwrite_a : bool, default False
        Without effect: the arrays of the caller are never written over.
    check_finite : bool, default True
        Whether to look for NaN and infinity first.

    Returns
    -------
    dask.array.Array of shape (..., n, n)
        The factor, in the chunks of `a`; the other triangle is zero.

    Raises
    ------
    numpy.linalg.LinAlgError
        If `a` is not square; and when it is computed, if `a` is not positive definite, with the order of the minor.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If there is NaN or infinity in a matrix when it is computed and `check_finite` is true; or if the sizes of the chunks are unknown.

    References
    ----------
    `scipy.linalg.cholesky`.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg.scipy
    >>> dask_linalg.scipy.cholesky(da.asarray([[4.0, 2.0], [2.0, 5.0]])).compute()
    array([[2., 1.],
           [0., 2.]])
    """
    return (lower_factor if lower else upper_factor)(finite(square_matrix(a, "cholesky"), "cholesky", check_finite))
