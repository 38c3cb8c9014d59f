"""Norms of vectors and matrices, as in `numpy.linalg`."""

from __future__ import annotations

from typing import Any

import dask.array as da
from numpy.lib.array_utils import normalize_axis_tuple

from dask_linalg.algorithms.norms import norm_along, norm_of_vectors, numbers


def norm(x: Any, ord: Any = None, axis: Any = None, keepdims: bool = False) -> da.Array:
    """Return the norm of a vector or matrix, or of all vectors or matrices in an array.

    Parameters
    ----------
    x : array_like
        Numbers in any chunks. Whole numbers and truth values become float64 first.
    ord : {float, inf, -inf, 'fro', 'nuc'}, optional
        Which norm, by default the square root of the sum of all squares. Of vectors any number is one; of matrices 1, -1, inf,
        -inf, 2, -2, 'fro' and 'nuc'. For 2, -2 and 'nuc' singular values are computed.
    axis : int or tuple of int, optional
        The dimension along which vectors lie, or the two along which matrices do. By default `x` is a vector or a matrix, or, with
        no `ord`, anything.
    keepdims : bool, default False
        Whether these dimensions stay, with size one.

    Returns
    -------
    dask.array.Array
        The norms, real numbers of the precision of `x`.

    Raises
    ------
    TypeError
        If `axis` is no number and no tuple of numbers; or if singular values are needed and there is no LAPACK for the dtype.
    ValueError
        If there is no such norm, if a dimension is given twice, or for the smallest of nothing.

    Notes
    -----
    As in NumPy, the sum of squares of huge numbers is inf and that of tiny ones zero; `dask_linalg.scipy.norm` of a vector
    scales them. The largest of nothing is zero, as it is in NumPy since its version 2.3.

    References
    ----------
    N. J. Higham, "Accuracy and stability of numerical algorithms", 2nd edition, chapter 6.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> float(la.norm(da.asarray([3, 4], chunks=1)))
    5.0
    >>> la.norm(da.asarray([[3.0, -4.0], [0.0, 5.0]]), 1, axis=0).compute()
    array([3., 9.])
    """
    return norm_along(numbers(x), ord, axis, keepdims)


def vector_norm(x: Any, /, *, axis: Any = None, keepdims: bool = False, ord: Any = 2) -> da.Array:
    """Return the norm of the vectors whose elements lie along some dimensions.

    Parameters
    ----------
    x : array_like
        Numbers in any chunks. Whole numbers and truth values become float64 first.
    axis : int or tuple of int, optional
        The dimensions, any number of them; by default all.
    keepdims : bool, default False
        Whether these dimensions stay, with size one.
    ord : {float, inf, -inf}, default 2
        Which norm.

    Returns
    -------
    dask.array.Array
        The norms, real numbers of the precision of `x`.

    Raises
    ------
    ValueError
        If there is no such norm, if a dimension is given twice or does not exist, or for the smallest of nothing.

    References
    ----------
    See `norm`.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> la.vector_norm(da.ones((2, 3, 4), chunks=2), axis=(0, 1), ord=1).compute()
    array([6., 6., 6., 6.])
    """
    array = numbers(x)
    axes = normalize_axis_tuple(range(array.ndim) if axis is None else axis, array.ndim)
    return norm_of_vectors(array, ord, axes, keepdims)


def matrix_norm(x: Any, /, *, keepdims: bool = False, ord: Any = "fro") -> da.Array:
    """Return the norm of the matrices in the last two dimensions.

    Parameters
    ----------
    x : array_like of shape (..., m, n)
        Matrices in any chunks. Whole numbers and truth values become float64 first.
    keepdims : bool, default False
        Whether the last two dimensions stay, with size one.
    ord : {'fro', 'nuc', 1, -1, 2, -2, inf, -inf}, default 'fro'
        Which norm.

    Returns
    -------
    dask.array.Array of shape (...)
        The norms, real numbers of the precision of `x`.

    Raises
    ------
    TypeError
        If singular values are needed and there is no LAPACK for the dtype.
    ValueError
        If there is no such norm, if there are fewer than two dimensions, or for the smallest of nothing.

    References
    ----------
    See `norm`.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> float(la.matrix_norm(da.asarray([[1, 2], [3, 4]], chunks=1), ord=1))
    6.0
    """
    return norm_along(numbers(x), ord, (-2, -1), keepdims)
