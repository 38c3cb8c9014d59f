"""Cholesky's factorisation and what is solved by it, as in `scipy.linalg`."""

from __future__ import annotations

from typing import Any

import dask.array as da

from dask_linalg.algorithms.cholesky import lower_factor, upper_factor
from dask_linalg.algorithms.positive_solve import solve_by_factor
from dask_linalg.checks import finite, square_matrix
from dask_linalg.scipy._systems import system


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


def cho_factor(
    a: Any, lower: bool = False, overwrite_a: bool = False, check_finite: bool = True
) -> tuple[da.Array, bool]:
    """Return Cholesky's factor of a Hermitian positive definite matrix, and which triangle it is, for `cho_solve`.

    Parameters
    ----------
    a : array_like of shape (..., n, n)
        Hermitian matrices, in any chunks. Only the triangle of the factor that is asked for is read.
    lower : bool, default False
        Whether to return the lower factor, ``a = L @ L.conj().T``, and not the upper one, ``a = U.conj().T @ U``.
    overwrite_a : bool, default False
        Without effect: the arrays of the caller are never written over.
    check_finite : bool, default True
        Whether to look for NaN and infinity first, in the blocks that are read.

    Returns
    -------
    c : dask.array.Array of shape (..., n, n)
        The factor, in the chunks of `a`. The other triangle is zero, where SciPy leaves what was there.
    lower : bool
        As it was given.

    Raises
    ------
    numpy.linalg.LinAlgError
        If `a` is not square; and when it is computed, if `a` is not positive definite, with the order of the minor.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If the sizes of the chunks are unknown; and when it is computed, if there is NaN or infinity in a matrix and `check_finite` is
        true.

    References
    ----------
    `scipy.linalg.cho_factor`; A. Buttari, J. Langou, J. Kurzak, J. Dongarra, "A class of parallel tiled linear algebra algorithms
    for multicore architectures", Parallel Computing 35 (2009).

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> c, lower = la.scipy.cho_factor(da.asarray([[4.0, 2.0], [2.0, 5.0]], chunks=1))
    >>> la.scipy.cho_solve((c, lower), [8.0, 8.0]).compute()
    array([1.5, 1. ])
    """
    checked = finite(square_matrix(a, "cho_factor"), "cho_factor", check_finite)
    return (lower_factor if lower else upper_factor)(checked), lower


def cho_solve(c_and_lower: tuple[Any, bool], b: Any, overwrite_b: bool = False, check_finite: bool = True) -> da.Array:
    """Return the solution of a Hermitian positive definite system ``a @ x = b``, given Cholesky's factor of the matrix.

    Parameters
    ----------
    c_and_lower : tuple of array_like of shape (..., n, n) and bool
        Matrices one triangle of which is the factor, and whether that is the lower one, as `cho_factor` returns them. The other
        triangle is not read.
    b : array_like of shape (n,) or (..., n, k)
        The right-hand sides: a vector if `b` has one dimension, and else matrices.
    overwrite_b : bool, default False
        Without effect: the arrays of the caller are never written over.
    check_finite : bool, default True
        Whether to look for NaN and infinity first, in `b` and in the blocks of the factor that are read.

    Returns
    -------
    dask.array.Array of the shape of `b`, but for the dimensions of stacks, which broadcast
        The solutions. What has n elements has the chunks of the columns of the factor.

    Raises
    ------
    numpy.linalg.LinAlgError
        If the factor is not square; and when it is computed, if an element of its diagonal is exactly zero, with its index.
    TypeError
        If there is no LAPACK for a dtype.
    ValueError
        If the shapes do not fit together or the sizes of the chunks are unknown; and when it is computed, if there is NaN or infinity
        in an argument and `check_finite` is true.

    References
    ----------
    `scipy.linalg.cho_solve`; G. H. Golub, C. F. Van Loan, "Matrix computations", 4th edition, section 4.2.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> la.scipy.cho_solve((da.asarray([[2.0, 0.0], [1.0, 2.0]], chunks=1), True), [8.0, 8.0]).compute()
    array([1.5, 1. ])
    """
    c, lower = c_and_lower
    given = system(c, b, "cho_solve", check_finite)
    return given.shaped(solve_by_factor(given.a, given.b, lower=bool(lower), function="cho_solve"))
