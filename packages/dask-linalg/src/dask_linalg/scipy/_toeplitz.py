"""Toeplitz and circulant matrices, given by rows and columns, as in `scipy.linalg`."""

from __future__ import annotations

from typing import Any

import dask.array as da
import numpy as np

from dask_linalg.algorithms import band_storage
from dask_linalg.algorithms.least_squares import right_hand_sides
from dask_linalg.checks import finite, matrix
from dask_linalg.tiles.collection import moved


def solve_toeplitz(c_or_cr: Any, b: Any, check_finite: bool = True) -> da.Array:
    """Return the solution of a Toeplitz system ``t @ x = b`` by Levinson's recursion, in one task for each matrix.

    Parameters
    ----------
    c_or_cr : array_like of shape (..., n), or tuple of two
        The first column, or the first column and the first row of the matrix; by default the row is the conjugate of the column. The
        first element of the row does not count.
    b : array_like of shape (n,) or (..., n, k)
        The right-hand sides: a vector if `b` has one dimension, and else matrices.
    check_finite : bool, default True
        Whether to look for NaN and infinity first.

    Returns
    -------
    dask.array.Array of the shape of `b`, but for the dimensions of stacks, which broadcast
        The solutions, in double precision. What has n elements has the chunks of the first row.

    Raises
    ------
    dask_linalg.errors.GatherLimitError
        If an array in several chunks is larger than ``dask-linalg.gather-limit`` in Dask's configuration.
    numpy.linalg.LinAlgError
        When it is computed, if a leading minor of the matrix is zero.
    TypeError
        If there is no LAPACK for a dtype.
    ValueError
        If the shapes do not fit together or the sizes of the chunks are unknown; and when it is computed, if there is NaN or infinity
        in an argument and `check_finite` is true.

    References
    ----------
    `scipy.linalg.solve_toeplitz`; G. H. Golub, C. F. Van Loan, "Matrix computations", 4th edition, section 4.7.

    Examples
    --------
    >>> import dask_linalg as la
    >>> la.scipy.solve_toeplitz([2.0, 1.0, 0.0], [3.0, 4.0, 3.0]).compute().round(6)
    array([1., 1., 1.])
    """
    function = "solve_toeplitz"
    (c, r), (sides, is_vector) = _column_and_row(c_or_cr, function), right_hand_sides(b, function)
    if not c.shape[-1] == r.shape[-1] == sides.shape[-2]:
        raise ValueError(
            f"{function}: incompatible dimensions, for the column is of shape {c.shape}, the row of shape {r.shape}, and b has "
            f"{sides.shape[-2]} rows; all must be as long"
        )
    c, r, sides = (finite(one, function, check_finite) for one in (c, r, sides))
    x = band_storage.solve_toeplitz(c, r, sides)
    return x[..., 0] if is_vector else x


def matmul_toeplitz(c_or_cr: Any, x: Any, check_finite: bool = False, workers: int | None = None) -> da.Array[Any]:
    """Return the product of a Toeplitz matrix with another one by Fourier transforms, in one task for each matrix.

    Parameters
    ----------
    c_or_cr : array_like of shape (..., m), or tuple of two, of shapes (..., m) and (..., n)
        The first column, or the first column and the first row of the matrix; by default the row is the conjugate of the column. The
        first element of the row does not count.
    x : array_like of shape (n,) or (..., n, k)
        What is multiplied: a vector if `x` has one dimension, and else matrices.
    check_finite : bool, default False
        Whether to look for NaN and infinity first.
    workers : int, optional
        How many threads the Fourier transforms take.

    Returns
    -------
    dask.array.Array of shape (m,) or (..., m, k)
        The products, in double precision. What has m elements has the chunks of the first column.

    Raises
    ------
    dask_linalg.errors.GatherLimitError
        If an array in several chunks is larger than ``dask-linalg.gather-limit`` in Dask's configuration.
    TypeError
        If there is no LAPACK for a dtype.
    ValueError
        If the shapes do not fit together or the sizes of the chunks are unknown; and when it is computed, if there is NaN or infinity
        in an argument and `check_finite` is true.

    References
    ----------
    `scipy.linalg.matmul_toeplitz`; G. H. Golub, C. F. Van Loan, "Matrix computations", 4th edition, section 4.8.

    Examples
    --------
    >>> import dask_linalg as la
    >>> la.scipy.matmul_toeplitz(([2.0, 1.0, 0.0], [2.0, 3.0]), [1.0, 1.0]).compute().round(6)
    array([5., 3., 1.])
    """
    function = "matmul_toeplitz"
    (c, r), (sides, is_vector) = _column_and_row(c_or_cr, function), right_hand_sides(x, function)
    if r.shape[-1] != sides.shape[-2]:
        raise ValueError(
            f"{function}: incompatible dimensions, for the row is of shape {r.shape} and x has {sides.shape[-2]} rows; both must be "
            "as long"
        )
    c, r, sides = (finite(one, function, check_finite) for one in (c, r, sides))
    product = band_storage.multiply_toeplitz(c, r, sides, workers)
    return product[..., 0] if is_vector else product


def solve_circulant(
    c: Any,
    b: Any,
    singular: str = "raise",
    tol: float | None = None,
    caxis: int = -1,
    baxis: int = 0,
    outaxis: int = 0,
) -> da.Array:
    """Return the solution of a circulant system by Fourier transforms, in one task for each block of stacks.

    Parameters
    ----------
    c : array_like
        The first columns of the matrices.
    b : array_like
        The right-hand sides.
    singular : {"raise", "lstsq"}, default "raise"
        Whether an almost singular matrix raises an error, or the solution of least squares is returned for it.
    tol : float, optional
        Eigenvalues count as zero that are not larger; by default n times the largest one times the precision of float64.
    caxis : int, default -1
        The dimension of `c` along which the columns lie.
    baxis : int, default 0
        The dimension of `b` along which the right-hand sides lie.
    outaxis : int, default 0
        The dimension of the result along which the solutions lie.

    Returns
    -------
    dask.array.Array
        The solutions. The other dimensions of `c` and `b` broadcast; what has n elements has the chunks of `c`.

    Raises
    ------
    dask_linalg.errors.GatherLimitError
        If an array in several chunks is larger than ``dask-linalg.gather-limit`` in Dask's configuration.
    numpy.linalg.LinAlgError
        When it is computed, if a matrix is almost singular and `singular` is "raise".
    TypeError
        If there is no LAPACK for a dtype.
    ValueError
        If the shapes do not fit together, there is no such dimension, or the sizes of the chunks are unknown.

    References
    ----------
    `scipy.linalg.solve_circulant`; G. H. Golub, C. F. Van Loan, "Matrix computations", 4th edition, section 4.8.

    Examples
    --------
    >>> import dask_linalg as la
    >>> la.scipy.solve_circulant([2.0, 1.0, 0.0], [3.0, 3.0, 3.0]).compute().round(6)
    array([1., 1., 1.])
    """
    columns, sides = _along_last(c, caxis, "c"), _along_last(b, baxis, "b")
    if columns.shape[-1] != sides.shape[-1]:
        raise ValueError(
            f"solve_circulant: shapes of c and b are incompatible: there are {columns.shape[-1]} elements along dimension {caxis} of "
            f"c, and {sides.shape[-1]} along dimension {baxis} of b"
        )
    x = band_storage.solve_circulant(columns, sides, singular, tol)
    if not -x.ndim <= outaxis < x.ndim:
        raise ValueError(
            f"solve_circulant: 'outaxis' entry is out of bounds: {outaxis}, where the result has {x.ndim} dimensions"
        )
    return moved(x, [-1], [outaxis])


def _column_and_row(c_or_cr: Any, function: str) -> tuple[da.Array, da.Array]:
    """Return the first column and the first row of a matrix, each at the end of a checked array."""
    if isinstance(c_or_cr, tuple):
        c, r = (_vectors(one, function) for one in c_or_cr)
        return c, r
    c = _vectors(c_or_cr, function)
    return c, c.conj()


def _vectors(v: Any, function: str) -> da.Array:
    array = v if hasattr(v, "ndim") else np.asarray(v)
    return matrix(array[..., None, :] if array.ndim else array, function)[..., 0, :]


def _along_last(v: Any, axis: int, name: str) -> da.Array:
    array = v if hasattr(v, "ndim") else np.asarray(v)
    array = array if array.ndim else array.reshape(1)
    if not -array.ndim <= axis < array.ndim:
        raise ValueError(
            f"solve_circulant: '{name}axis' entry is out of bounds: {axis}, where {name} has {array.ndim} dimensions"
        )
    return moved(_vectors_of_any(array), [axis], [-1])


def _vectors_of_any(array: Any) -> da.Array:
    """Return an array of one or more dimensions with a dtype that LAPACK knows."""
    return matrix(array[None], "solve_circulant")[0]
