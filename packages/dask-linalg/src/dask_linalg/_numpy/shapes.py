"""Diagonals, traces and transposes of matrices, as in `numpy.linalg`."""

from __future__ import annotations

import operator
from typing import Any

import dask.array as da

from dask_linalg.algorithms.structure import diagonals
from dask_linalg.checks import any_array
from dask_linalg.tiles.collection import moved


def diagonal(x: Any, /, *, offset: int = 0) -> da.Array:
    """Return the diagonals of matrices.

    Parameters
    ----------
    x : array_like of shape (..., m, n)
        Matrices of any dtype, in any chunks.
    offset : int, default 0
        Which diagonal: so many above the main one, or below it if negative.

    Returns
    -------
    dask.array.Array of shape (..., k)
        The diagonals, empty ones where the matrices have none there.

    Raises
    ------
    ValueError
        If there are fewer than two dimensions.

    References
    ----------
    `numpy.linalg.diagonal`.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> la.diagonal(da.arange(9, chunks=3).reshape(3, 3), offset=1).compute()
    array([1, 5])
    """
    return diagonals(_matrices(x, "diagonal"), operator.index(offset))


def trace(x: Any, /, *, offset: int = 0, dtype: Any = None) -> da.Array:
    """Return the sums along the diagonals of matrices.

    Parameters
    ----------
    x : array_like of shape (..., m, n)
        Matrices in any chunks.
    offset : int, default 0
        Which diagonal: so many above the main one, or below it if negative.
    dtype : dtype, optional
        In which to add up; by default that of `x`, but of small whole numbers the platform's.

    Returns
    -------
    dask.array.Array of shape (...)
        The traces.

    Raises
    ------
    ValueError
        If there are fewer than two dimensions.

    References
    ----------
    `numpy.linalg.trace`.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> int(la.trace(da.arange(9, chunks=3).reshape(3, 3)))
    12
    """
    return diagonal(_matrices(x, "trace"), offset=offset).sum(axis=-1, dtype=dtype)


def matrix_transpose(x: Any, /) -> da.Array:
    """Return matrices with their last two dimensions exchanged.

    Parameters
    ----------
    x : array_like of shape (..., m, n)
        Matrices of any dtype, in any chunks.

    Returns
    -------
    dask.array.Array of shape (..., n, m)
        The transposes.

    Raises
    ------
    ValueError
        If there are fewer than two dimensions.

    References
    ----------
    `numpy.linalg.matrix_transpose`.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> la.matrix_transpose(da.asarray([[1, 2], [3, 4]])).compute()
    array([[1, 3],
           [2, 4]])
    """
    array = _matrices(x, "matrix_transpose")
    return moved(array, [-1], [-2])


def _matrices(x: Any, function: str) -> da.Array:
    array = any_array(x)
    if array.ndim < 2:
        raise ValueError(f"{function}: Input array must be at least 2-dimensional, but it is {array.ndim}")
    return array
