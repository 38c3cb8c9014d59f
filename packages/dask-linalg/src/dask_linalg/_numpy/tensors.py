"""Products of tensors, and systems of equations in them, as in `numpy.linalg`."""

from __future__ import annotations

from collections.abc import Iterable
from math import isnan, prod
from typing import Any

import dask.array as da
import numpy as np
from numpy.lib.array_utils import normalize_axis_index
from numpy.linalg import LinAlgError

from dask_linalg.algorithms.inverse import inverse
from dask_linalg.algorithms.lu_solve import solve_general
from dask_linalg.algorithms.product import contraction
from dask_linalg.algorithms.reshaping import as_matrix, as_tensor
from dask_linalg.checks import any_array, matrix, square_matrix


def tensordot(x1: Any, x2: Any, /, *, axes: Any = 2) -> da.Array:
    """Return the sum of products of two arrays over pairs of dimensions.

    Parameters
    ----------
    x1, x2 : array_like
        Arrays of any dtypes, in any chunks.
    axes : int or pair of int or of sequences of int, default 2
        How many of the last dimensions of `x1` go with as many of the first of `x2`, in order; or which with which.

    Returns
    -------
    dask.array.Array
        The other dimensions of `x1`, then those of `x2`, in their chunks.

    Raises
    ------
    IndexError
        If there is no such dimension.
    ValueError
        If a dimension is given twice, or dimensions that go together differ.

    References
    ----------
    `numpy.linalg.tensordot`.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> la.tensordot(da.ones((2, 3, 4), chunks=2), da.ones((4, 3), chunks=2), axes=([1, 2], [1, 0])).compute()
    array([12., 12.])
    """
    a, b = any_array(x1), any_array(x2)
    left, right = _pairs_of_axes(axes)
    pairs = _axes_of(left, a), _axes_of(right, b)
    sizes = [a.shape[i] for i in pairs[0]], [b.shape[i] for i in pairs[1]]
    fits = len(sizes[0]) == len(sizes[1]) and all(m == n or isnan(m + n) for m, n in zip(*sizes, strict=True))
    if not fits:
        raise ValueError(
            f"tensordot: shape-mismatch for sum: the dimensions {left} of shape {a.shape} do not go with {right} of {b.shape}"
        )
    return contraction(a, b, pairs)


def tensorinv(a: Any, ind: int = 2) -> da.Array:
    """Return the inverse of an array with respect to `tensordot`.

    Parameters
    ----------
    a : array_like
        An array whose first `ind` dimensions have as many elements as its others.
    ind : int, default 2
        How many dimensions are rows.

    Returns
    -------
    dask.array.Array of shape ``a.shape[ind:] + a.shape[:ind]``
        The inverse: ``tensordot(tensorinv(a), a, axes=ind)`` is the identity.

    Raises
    ------
    LinAlgError
        If the numbers of elements differ; and when it is computed, if there is no inverse.
    ValueError
        If `ind` is not positive.

    References
    ----------
    `numpy.linalg.tensorinv`.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> la.tensorinv(2 * da.eye(4).reshape(2, 2, 4)).compute()[:, 0, 0]
    array([0.5, 0. , 0. , 0. ])
    """
    array = any_array(a)
    if ind <= 0:
        raise ValueError(f"tensorinv: Invalid ind argument: {ind}; it is how many dimensions are rows, at least one")
    shape, chunks = array.shape, array.chunks
    rows, columns = prod(shape[:ind]), prod(shape[ind:])
    if rows != columns:
        raise LinAlgError(
            f"tensorinv: the first {ind} dimensions of shape {shape} must have as many elements as the others, "
            f"but they have {rows} and {columns}"
        )
    inverted = inverse(square_matrix(as_matrix(array, ind), "tensorinv"))
    return as_tensor(inverted, shape[ind:], shape[:ind]).rechunk((*chunks[ind:], *chunks[:ind]))


def tensorsolve(a: Any, b: Any, axes: Iterable[int] | None = None) -> da.Array[Any]:
    """Return the array that gives `b` when its dimensions are summed over with the last ones of `a`.

    Parameters
    ----------
    a : array_like of shape ``b.shape + q``
        The coefficients; `q` has as many elements as `b`.
    b : array_like
        The right-hand side.
    axes : iterable of int, optional
        Dimensions of `a` that are moved behind the others first.

    Returns
    -------
    dask.array.Array of shape q
        The solution: ``tensordot(a, x, axes=x.ndim)`` is `b`.

    Raises
    ------
    LinAlgError
        If the numbers of elements differ; and when it is computed, if `a` is singular.
    TypeError
        If there is no LAPACK for a dtype.

    References
    ----------
    `numpy.linalg.tensorsolve`.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> la.tensorsolve(2 * da.eye(4).reshape(2, 2, 4), da.ones((2, 2))).compute()
    array([0.5, 0.5, 0.5, 0.5])
    """
    left, right = any_array(a), any_array(b)
    if axes is not None:
        left = left.transpose(_moved_behind(left.ndim, axes))
    shape, chunks = left.shape[right.ndim - left.ndim :], left.chunks[right.ndim - left.ndim :]
    size = prod(shape)
    if left.size != size**2 or right.size != size:
        raise LinAlgError(
            f"tensorsolve: b of shape {right.shape} must have as many elements as the dimensions of a behind its own, and a the "
            f"square of that; but a is of shape {left.shape}"
        )
    coefficients = square_matrix(as_matrix(left, left.ndim - len(shape)), "tensorsolve")
    column = matrix(as_matrix(right, right.ndim), "tensorsolve")
    dtype = np.result_type(coefficients.dtype, column.dtype)
    solved = solve_general(coefficients.astype(dtype, copy=False), column.astype(dtype, copy=False))
    return as_tensor(solved, shape, ()).rechunk(chunks)


def _pairs_of_axes(axes: Any) -> tuple[list[int], list[int]]:
    try:
        left, right = axes
    except TypeError:
        return list(range(-axes, 0)), list(range(axes))
    return _as_list(left), _as_list(right)


def _as_list(axes: Any) -> list[int]:
    return list(axes) if isinstance(axes, Iterable) else [axes]


def _axes_of(axes: list[int], a: da.Array) -> tuple[int, ...]:
    found = tuple(int(normalize_axis_index(i, a.ndim)) for i in axes)
    if len(set(found)) < len(found):
        raise ValueError(f"tensordot: duplicate axes are not allowed, but {axes} are given")
    return found


def _moved_behind(ndim: int, axes: Iterable[int]) -> list[int]:
    order = list(range(ndim))
    for axis in axes:
        order.remove(axis)
        order.append(axis)
    return order
