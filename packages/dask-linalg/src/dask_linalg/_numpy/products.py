"""Products of matrices and of vectors, as in `numpy.linalg`."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from math import isnan
from typing import Any

import dask.array as da
import numpy as np
from numpy.lib.array_utils import normalize_axis_index
from numpy.linalg import LinAlgError

from dask_linalg.algorithms.chain import chain_product, power
from dask_linalg.algorithms.inverse import inverse
from dask_linalg.algorithms.product import contraction, dot_products, product
from dask_linalg.checks import any_array, square_matrix
from dask_linalg.tiles.collection import meta_like, moved, without_dimensions
from dask_linalg.tiles.namespace import namespace


def matmul(x1: Any, x2: Any, /) -> da.Array:
    """Return the product of matrices, stacks of matrices and vectors.

    Parameters
    ----------
    x1 : array_like of shape (..., m, n) or (n,)
        The left factor, of any dtype and in any chunks.
    x2 : array_like of shape (..., n, k) or (n,)
        The right factor; the dimensions before the last two broadcast.

    Returns
    -------
    dask.array.Array of shape (..., m, k), (..., m), (..., k) or ()
        The product. Its rows have the chunks of `x1`, its columns those of `x2`.

    Raises
    ------
    TypeError
        If there is no product for the dtypes.
    ValueError
        If a factor is a single number, or the shapes do not fit together.

    References
    ----------
    R. A. van de Geijn, J. Watts, "SUMMA: scalable universal matrix multiplication algorithm", Concurrency: Practice and
    Experience 9 (1997).

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> la.matmul(da.asarray([[1, 2], [3, 4]], chunks=1), da.asarray([[0, 1], [1, 0]], chunks=1)).compute()
    array([[2, 1],
           [4, 3]])
    """
    a, b = any_array(x1), any_array(x2)
    _check_matmul(a, b)
    left, right = a if a.ndim > 1 else a[None], b if b.ndim > 1 else b[:, None]
    found = product(left, right)
    dropped = (*[found.ndim - 2] * (a.ndim == 1), *[found.ndim - 1] * (b.ndim == 1))
    return without_dimensions(found, dropped)


def multi_dot(arrays: Sequence[Any], *, out: None = None) -> da.Array:
    """Return the product of two or more arrays, in the order that takes the fewest operations.

    Parameters
    ----------
    arrays : sequence of array_like
        Matrices; the first and the last may be vectors, a row and a column.
    out : None
        Lazy arrays are not written to.

    Returns
    -------
    dask.array.Array
        The product.

    Raises
    ------
    LinAlgError
        If an array is no matrix, and no vector at an end.
    NotImplementedError
        If `out` is given.
    ValueError
        If there are fewer than two arrays, or the shapes do not fit together.

    References
    ----------
    T. H. Cormen, C. E. Leiserson, R. L. Rivest, C. Stein, "Introduction to algorithms", 3rd edition, section 15.2.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> int(la.multi_dot([da.asarray([1, 2]), da.asarray([[1, 0], [1, 1]]), da.asarray([1, 1])]))
    5
    """
    if out is not None:
        raise NotImplementedError(
            "multi_dot: out is not supported, since a lazy array is not written to; take what is returned"
        )
    factors = [any_array(a) for a in arrays]
    if len(factors) < 2:
        raise ValueError(f"multi_dot: Expecting at least two arrays, but {len(factors)} given")
    if len(factors) == 2:
        return _dot(*factors)
    first, last = factors[0].ndim, factors[-1].ndim
    factors[0] = factors[0][None] if first == 1 else factors[0]
    factors[-1] = factors[-1][:, None] if last == 1 else factors[-1]
    _check_chain(factors)
    found = chain_product(factors)
    dropped = (*[0] * (first == 1), *[1] * (last == 1))
    return without_dimensions(found, dropped)


def matrix_power(a: Any, n: int) -> da.Array:
    """Return square matrices raised to a whole power, by repeated squaring.

    Parameters
    ----------
    a : array_like of shape (..., m, m)
        Matrices of any dtype, in any chunks.
    n : int
        The exponent. Zero gives the identity; for a negative one the inverse is raised.

    Returns
    -------
    dask.array.Array of shape (..., m, m)
        The powers, in the dtype and the chunks of `a`; those of an inverse are no whole numbers, and have the chunks of `inv`.

    Raises
    ------
    LinAlgError
        If `a` is not square; and when it is computed, if it is singular and `n` negative.
    NotImplementedError
        If `a` is a stack of matrices of objects.
    TypeError
        If `n` is no whole number.

    References
    ----------
    D. E. Knuth, "The art of computer programming", volume 2, section 4.6.3.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> la.matrix_power(da.asarray([[1, 1], [1, 0]], chunks=1), 10).compute()
    array([[89, 55],
           [55, 34]])
    """
    array = any_array(a)
    if array.ndim < 2 or array.shape[-1] != array.shape[-2]:
        raise LinAlgError(
            f"matrix_power: Last 2 dimensions of the array must be square, but the shape is {array.shape}"
        )
    try:
        exponent = operator.index(n)
    except TypeError as error:
        raise TypeError("exponent must be an integer") from error
    if array.dtype.kind == "O" and array.ndim > 2:
        raise NotImplementedError("matrix_power not supported for stacks of object arrays")
    if exponent < 0:
        return power(inverse(square_matrix(array, "matrix_power")), -exponent)
    return power(array, exponent)


def outer(x1: Any, x2: Any, /) -> da.Array:
    """Return all products of an element of one vector and an element of another.

    Parameters
    ----------
    x1 : array_like of shape (m,)
        A vector of any dtype, in any chunks.
    x2 : array_like of shape (n,)
        A vector.

    Returns
    -------
    dask.array.Array of shape (m, n)
        The products, rows in the chunks of `x1` and columns in those of `x2`.

    Raises
    ------
    ValueError
        If an argument is no vector.

    References
    ----------
    `numpy.linalg.outer`.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> la.outer(da.asarray([1, 2]), da.asarray([3, 4])).compute()
    array([[3, 4],
           [6, 8]])
    """
    a, b = any_array(x1), any_array(x2)
    if a.ndim != 1 or b.ndim != 1:
        raise ValueError(
            f"outer: Input arrays must be one-dimensional, but they are x1.ndim={a.ndim} and x2.ndim={b.ndim}."
        )
    return a[:, None] * b[None, :]


def vecdot(x1: Any, x2: Any, /, *, axis: int = -1) -> da.Array:
    """Return the dot products of vectors that lie along one dimension; those of `x1` are conjugated.

    Parameters
    ----------
    x1, x2 : array_like
        Vectors of any dtype, in any chunks; the other dimensions broadcast.
    axis : int, default -1
        The dimension along which the vectors lie.

    Returns
    -------
    dask.array.Array
        The products, in the dtype of a product, which is not widened.

    Raises
    ------
    ValueError
        If there is no such dimension, if the vectors differ in size, or the other dimensions do not broadcast.

    References
    ----------
    `numpy.linalg.vecdot`.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> la.vecdot(da.asarray([[1, 2], [3, 4]], chunks=1), da.asarray([1, 1])).compute()
    array([3, 7])
    """
    a, b = any_array(x1), any_array(x2)
    a, b = moved(a, [_axis_of(axis, a)], [-1]), moved(b, [_axis_of(axis, b)], [-1])
    if a.shape[-1] != b.shape[-1]:
        raise ValueError(
            f"vecdot: vectors of one size are multiplied, but these are of {a.shape[-1]} and {b.shape[-1]}"
        )
    np.broadcast_shapes(a.shape[:-1], b.shape[:-1])
    return dot_products(a, b)


def cross(x1: Any, x2: Any, /, *, axis: int = -1) -> da.Array:
    """Return the vectors that are perpendicular to two vectors of three elements.

    Parameters
    ----------
    x1, x2 : array_like
        Vectors of three elements, in any chunks; the other dimensions broadcast.
    axis : int, default -1
        The dimension along which the vectors lie.

    Returns
    -------
    dask.array.Array
        The vectors, along the same dimension.

    Raises
    ------
    ValueError
        If vectors have not three elements, there is no such dimension, or the others do not broadcast.

    References
    ----------
    `numpy.linalg.cross`.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> la.cross(da.asarray([1, 0, 0], chunks=1), da.asarray([0, 1, 0])).compute()
    array([0, 0, 1])
    """
    a, b = any_array(x1), any_array(x2)
    a, b = moved(a, [_axis_of(axis, a)], [-1]), moved(b, [_axis_of(axis, b)], [-1])
    if a.shape[-1] != 3 or b.shape[-1] != 3:
        raise ValueError(
            "cross: Both input arrays must be (arrays of) 3-dimensional vectors, "
            f"but they are {a.shape[-1]} and {b.shape[-1]} dimensional instead."
        )
    ndim, dtype = max(a.ndim, b.ndim), np.cross(np.ones(3, a.dtype), np.ones(3, b.dtype)).dtype
    found = da.blockwise(
        _cross_of_blocks,
        tuple(range(ndim)),
        a.rechunk({a.ndim - 1: -1}),
        tuple(range(ndim - a.ndim, ndim)),
        b.rechunk({b.ndim - 1: -1}),
        tuple(range(ndim - b.ndim, ndim)),
        dtype=dtype,
        meta=meta_like(a, dtype, ndim),
    )
    return moved(found.rechunk({ndim - 1: a.chunks[-1]}), [-1], [axis])


def _check_matmul(a: da.Array, b: da.Array) -> None:
    if a.ndim == 0 or b.ndim == 0:
        raise ValueError(
            f"matmul: Input operand {int(a.ndim > 0)} does not have enough dimensions; a number times an array is `*`"
        )
    _check_sizes("matmul", a.shape, a.shape[-1], b.shape, b.shape[max(b.ndim - 2, 0)])
    np.broadcast_shapes(a.shape[:-2], b.shape[:-2])


def _check_sizes(function: str, left: tuple[int, ...], columns: float, right: tuple[int, ...], rows: float) -> None:
    if columns != rows and not isnan(columns + rows):
        raise ValueError(
            f"{function}: shapes {left} and {right} not aligned: the left factor has {columns} columns, the right one {rows} rows"
        )


def _check_chain(factors: Sequence[da.Array]) -> None:
    for i, a in enumerate(factors):
        if a.ndim != 2:
            raise LinAlgError(
                f"multi_dot: {a.ndim}-dimensional array given. Array must be two-dimensional, but for vectors at both ends"
            )
        if i:
            _check_sizes("multi_dot", factors[i - 1].shape, factors[i - 1].shape[1], a.shape, a.shape[0])


def _dot(a: da.Array, b: da.Array) -> da.Array:
    """Return the product of two arrays of any dimensions, as `numpy.dot` defines it."""
    if a.ndim == 0 or b.ndim == 0:
        return a * b
    rows = max(b.ndim - 2, 0)
    _check_sizes("multi_dot", a.shape, a.shape[-1], b.shape, b.shape[rows])
    return contraction(a, b, ((a.ndim - 1,), (rows,)))


def _cross_of_blocks(left: Any, right: Any) -> Any:
    return namespace(left).cross(left, right)


def _axis_of(axis: int, a: da.Array) -> int:
    return int(normalize_axis_index(axis, a.ndim))
