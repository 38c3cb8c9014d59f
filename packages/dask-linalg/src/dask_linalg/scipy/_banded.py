"""Banded systems, given by their diagonals, as in `scipy.linalg`."""

from __future__ import annotations

from typing import Any

import dask.array as da

from dask_linalg.algorithms import band_storage
from dask_linalg.algorithms.least_squares import right_hand_sides
from dask_linalg.checks import finite, matrix
from dask_linalg.scipy._systems import System, check_shapes, of_one_dtype
from dask_linalg.tiles.banded import Bandwidth


def solve_banded(
    l_and_u: tuple[int, int],
    ab: Any,
    b: Any,
    overwrite_ab: bool = False,
    overwrite_b: bool = False,
    check_finite: bool = True,
) -> da.Array:
    """Return the solution of a banded system ``a @ x = b``, in one task for each matrix.

    Parameters
    ----------
    l_and_u : tuple of two int
        How many diagonals below and above the main one there are.
    ab : array_like of shape (..., l + u + 1, n)
        The diagonals: ``ab[u + i - j, j]`` is ``a[i, j]``, and what belongs to no element is not read.
    b : array_like of shape (n,) or (..., n, k)
        The right-hand sides: a vector if `b` has one dimension, and else matrices.
    overwrite_ab : bool, default False
        Without effect: the arrays of the caller are never written over.
    overwrite_b : bool, default False
        Without effect, as `overwrite_ab`.
    check_finite : bool, default True
        Whether to look for NaN and infinity first.

    Returns
    -------
    dask.array.Array of the shape of `b`, but for the dimensions of stacks, which broadcast
        The solutions. What has n elements has the chunks of the columns of `ab`.

    Raises
    ------
    dask_linalg.errors.GatherLimitError
        If an array in several chunks is larger than ``dask-linalg.gather-limit`` in Dask's configuration.
    numpy.linalg.LinAlgError
        If an argument has too few dimensions; and when it is computed, if the matrix is exactly singular, with the order of the pivot.
    TypeError
        If there is no LAPACK for a dtype.
    ValueError
        If the shapes do not fit together or the sizes of the chunks are unknown; and when it is computed, if there is NaN or infinity
        in an argument and `check_finite` is true.

    References
    ----------
    `scipy.linalg.solve_banded`; G. H. Golub, C. F. Van Loan, "Matrix computations", 4th edition, section 4.3.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> ab = da.asarray([[0.0, 1.0, 1.0], [2.0, 2.0, 2.0]])
    >>> la.scipy.solve_banded((0, 1), ab, [3.0, 3.0, 2.0]).compute()
    array([1., 1., 1.])
    """
    width = Bandwidth(*(int(n) for n in l_and_u))
    given = _stored("solve_banded", ab, b, check_finite)
    if min(width) < 0 or given.a.shape[-2] != width.rows:
        raise ValueError(
            f"solve_banded: l and u are {width.below} and {width.above}, so that ab must have {width.rows} rows, but its shape is "
            f"{given.a.shape}"
        )
    return given.shaped(band_storage.solve_stored(given.a, given.b, width))


def solveh_banded(
    ab: Any,
    b: Any,
    overwrite_ab: bool = False,
    overwrite_b: bool = False,
    lower: bool = False,
    check_finite: bool = True,
) -> da.Array:
    """Return the solution of a Hermitian positive definite banded system ``a @ x = b``, in one task for each matrix.

    Parameters
    ----------
    ab : array_like of shape (..., u + 1, n)
        The diagonals: ``ab[u + i - j, j]`` is ``a[i, j]`` for ``i <= j``; or if `lower`, ``ab[i - j, j]`` is that for ``i >= j``.
    b : array_like of shape (n,) or (..., n, k)
        The right-hand sides: a vector if `b` has one dimension, and else matrices.
    overwrite_ab : bool, default False
        Without effect: the arrays of the caller are never written over.
    overwrite_b : bool, default False
        Without effect, as `overwrite_ab`.
    lower : bool, default False
        Whether the diagonals are the lower ones.
    check_finite : bool, default True
        Whether to look for NaN and infinity first.

    Returns
    -------
    dask.array.Array of the shape of `b`, but for the dimensions of stacks, which broadcast
        The solutions. What has n elements has the chunks of the columns of `ab`.

    Raises
    ------
    dask_linalg.errors.GatherLimitError
        If an array in several chunks is larger than ``dask-linalg.gather-limit`` in Dask's configuration.
    numpy.linalg.LinAlgError
        If an argument has too few dimensions; and when it is computed, if the matrix is not positive definite.
    TypeError
        If there is no LAPACK for a dtype.
    ValueError
        If the shapes do not fit together or the sizes of the chunks are unknown; and when it is computed, if there is NaN or infinity
        in an argument and `check_finite` is true.

    References
    ----------
    `scipy.linalg.solveh_banded`; G. H. Golub, C. F. Van Loan, "Matrix computations", 4th edition, section 4.3.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> ab = da.asarray([[0.0, 1.0, 1.0], [2.0, 2.0, 2.0]])
    >>> la.scipy.solveh_banded(ab, [3.0, 4.0, 3.0]).compute().round(6)
    array([1., 1., 1.])
    """
    given = _stored("solveh_banded", ab, b, check_finite)
    return given.shaped(band_storage.solve_positive_stored(given.a, given.b, bool(lower)))


def cholesky_banded(ab: Any, overwrite_ab: bool = False, lower: bool = False, check_finite: bool = True) -> da.Array:
    """Return Cholesky's factor of a Hermitian positive definite banded matrix, in one task for each matrix.

    Parameters
    ----------
    ab : array_like of shape (..., u + 1, n)
        The diagonals: ``ab[u + i - j, j]`` is ``a[i, j]`` for ``i <= j``; or if `lower`, ``ab[i - j, j]`` is that for ``i >= j``.
    overwrite_ab : bool, default False
        Without effect: the arrays of the caller are never written over.
    lower : bool, default False
        Whether the diagonals are the lower ones.
    check_finite : bool, default True
        Whether to look for NaN and infinity first.

    Returns
    -------
    dask.array.Array of shape (..., u + 1, n)
        The factor, kept as the matrix is, in the chunks of `ab`.

    Raises
    ------
    dask_linalg.errors.GatherLimitError
        If an array in several chunks is larger than ``dask-linalg.gather-limit`` in Dask's configuration.
    numpy.linalg.LinAlgError
        If `ab` has too few dimensions; and when it is computed, if the matrix is not positive definite.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If the sizes of the chunks are unknown; and when it is computed, if there is NaN or infinity in a matrix and `check_finite` is
        true.

    References
    ----------
    `scipy.linalg.cholesky_banded`; G. H. Golub, C. F. Van Loan, "Matrix computations", 4th edition, section 4.3.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> la.scipy.cholesky_banded(da.asarray([[0.0, 2.0], [4.0, 5.0]])).compute()
    array([[0., 1.],
           [2., 2.]])
    """
    checked = finite(matrix(ab, "cholesky_banded"), "cholesky_banded", check_finite)
    return band_storage.factor_stored(checked, bool(lower))


def cho_solve_banded(
    cb_and_lower: tuple[Any, bool], b: Any, overwrite_b: bool = False, check_finite: bool = True
) -> da.Array:
    """Return the solution of a positive definite banded system ``a @ x = b``, given Cholesky's factor, in one task for each matrix.

    Parameters
    ----------
    cb_and_lower : tuple of array_like of shape (..., u + 1, n) and bool
        The factor, as `cholesky_banded` returns it, and whether it is the lower one.
    b : array_like of shape (n,) or (..., n, k)
        The right-hand sides: a vector if `b` has one dimension, and else matrices.
    overwrite_b : bool, default False
        Without effect: the arrays of the caller are never written over.
    check_finite : bool, default True
        Whether to look for NaN and infinity first.

    Returns
    -------
    dask.array.Array of the shape of `b`, but for the dimensions of stacks, which broadcast
        The solutions. What has n elements has the chunks of the columns of the factor.

    Raises
    ------
    dask_linalg.errors.GatherLimitError
        If an array in several chunks is larger than ``dask-linalg.gather-limit`` in Dask's configuration.
    numpy.linalg.LinAlgError
        If an argument has too few dimensions.
    TypeError
        If there is no LAPACK for a dtype.
    ValueError
        If the shapes do not fit together or the sizes of the chunks are unknown; and when it is computed, if there is NaN or infinity
        in an argument and `check_finite` is true.

    References
    ----------
    `scipy.linalg.cho_solve_banded`; G. H. Golub, C. F. Van Loan, "Matrix computations", 4th edition, section 4.3.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> cb = da.asarray([[0.0, 1.0], [2.0, 2.0]])
    >>> la.scipy.cho_solve_banded((cb, False), [8.0, 8.0]).compute()
    array([1.5, 1. ])
    """
    cb, lower = cb_and_lower
    given = _stored("cho_solve_banded", cb, b, check_finite)
    return given.shaped(band_storage.solve_by_stored_factor(given.a, given.b, bool(lower)))


def _stored(function: str, ab: Any, b: Any, check_finite: bool) -> System:
    """Return a system whose matrix is given by its diagonals, once it has been checked."""
    band, (sides, is_vector) = matrix(ab, function), right_hand_sides(b, function)
    check_shapes(band, sides, band.shape[-1], is_vector, function)
    return System(*of_one_dtype(band, sides, function, check_finite), is_vector)
