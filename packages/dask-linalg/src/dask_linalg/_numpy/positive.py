"""Cholesky's factorisation, as in `numpy.linalg`."""

from __future__ import annotations

from typing import Any

import dask.array as da

from dask_linalg.algorithms.cholesky import lower_factor, upper_factor
from dask_linalg.checks import square_matrix


def cholesky(a: Any, /, *, upper: bool = False) -> da.Array:
    """Return Cholesky's factor of a Hermitian positive definite matrix, by default the lower one.

    Parameters
    ----------
    a : array_like of shape (..., n, n)
        Hermitian matrices, in any chunks. Only the triangle of the factor that is asked for is read.
    upper : bool, default False
        Whether to return the upper factor, ``a = U.conj().T @ U``, and not the lower one, ``a = L @ L.conj().T``.

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
        If the sizes of the chunks are unknown.

    References
    ----------
    A. Buttari, J. Langou, J. Kurzak, J. Dongarra, "A class of parallel tiled linear algebra algorithms for multicore
    architectures", Parallel Computing 35 (2009).

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> la.cholesky(da.asarray([[4.0, 2.0], [2.0, 5.0]], chunks=1)).compute()
    array([[2., 0.],
           [1., 2.]])
    """
    return (upper_factor if upper else lower_factor)(square_matrix(a, "cholesky"))
