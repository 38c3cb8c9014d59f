"""Norms, and what a matrix is like: its bandwidth and whether it is symmetric, as in `scipy.linalg`."""

from __future__ import annotations

from typing import Any

import dask.array as da
import numpy as np

from dask_linalg.algorithms.norms import norm_along, norm_without_overflow, numbers
from dask_linalg.algorithms.structure import bandwidths, equals_transpose
from dask_linalg.checks import any_array, finite, has_known_chunks

_BLAS = "fdFD"
_NUMBERS = "biufc"


def norm(a: Any, ord: Any = None, axis: Any = None, keepdims: bool = False, check_finite: bool = True) -> da.Array:
    """Return the norm of a vector or matrix, or of all vectors or matrices in an array.

    Parameters
    ----------
    a : array_like
        Numbers in any chunks. Whole numbers and truth values become float64 first.
    ord : {float, inf, -inf, 'fro', 'nuc'}, optional
        Which norm, by default the square root of the sum of all squares; see `dask_linalg.norm`.
    axis : int or tuple of int, optional
        The dimension along which vectors lie, or the two along which matrices do.
    keepdims : bool, default False
        Whether these dimensions stay, with size one.
    check_finite : bool, default True
        Whether to look for NaN and infinity first.

    Returns
    -------
    dask.array.Array
        The norms, real numbers of the precision of `a`. The Euclidean norm of a vector neither overflows nor underflows on the
        way, if neither `axis` nor `keepdims` is given.

    Raises
    ------
    TypeError
        If `axis` is no number and no tuple of numbers; or if singular values are needed and there is no LAPACK for the dtype.
    ValueError
        If there is no such norm, if a dimension is given twice, or for the smallest of nothing; and when it is computed, if there
        is NaN or infinity in `a` and `check_finite` is true.

    References
    ----------
    `scipy.linalg.norm`.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg.scipy
    >>> round(float(dask_linalg.scipy.norm(da.asarray([3e200, 4e200], chunks=1))) / 1e200, 10)
    5.0
    """
    given = any_array(a)
    is_plain = axis is None and not keepdims and given.ndim == 1 and given.dtype.char in _BLAS
    x = finite(numbers(given), "norm", check_finite and given.dtype.kind in "fc")
    if is_plain and (ord is None or ord == 2):
        return norm_without_overflow(x)
    return norm_along(x, ord, axis, keepdims)


def bandwidth(a: Any) -> tuple[da.Array, da.Array]:
    """Return how many diagonals below the main one and above it hold all of a matrix that is not zero.

    Parameters
    ----------
    a : array_like of shape (..., m, n)
        Matrices of numbers, in any chunks.

    Returns
    -------
    tuple of dask.array.Array of shape (...)
        The lower and the upper bandwidth, also where SciPy overlooks elements: in a single row, and in the last rows of
        a matrix with fewer columns.

    Raises
    ------
    TypeError
        If `a` holds no numbers.
    ValueError
        If there are fewer than two dimensions, or the sizes of the chunks are unknown.

    References
    ----------
    `scipy.linalg.bandwidth`.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg.scipy
    >>> lower, upper = dask_linalg.scipy.bandwidth(da.asarray([[1, 2, 0], [0, 1, 2], [0, 0, 1]], chunks=2))
    >>> int(lower), int(upper)
    (0, 1)
    """
    return bandwidths(_matrices(a, "bandwidth"))


def issymmetric(a: Any, atol: float | None = None, rtol: float | None = None) -> da.Array[Any]:
    """Return whether matrices equal their transposes.

    Parameters
    ----------
    a : array_like of shape (..., n, n)
        Square matrices of numbers, in any chunks.
    atol : float, optional
        How far elements may be apart; zero, if only `rtol` is given.
    rtol : float, optional
        How far elements may be apart, as a share of their size; zero, if only `atol` is given.

    Returns
    -------
    dask.array.Array of bool of shape (...)
        Whether they do. Of one matrix, ``bool`` of it computes it. The diagonal does not count, unless a tolerance is given and
        there is NaN. Whole numbers are equal or not, whatever the tolerance.

    Raises
    ------
    TypeError
        If `a` holds no numbers.
    ValueError
        If the matrices are not square, or the sizes of the chunks are unknown.

    References
    ----------
    `scipy.linalg.issymmetric`.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg.scipy
    >>> bool(dask_linalg.scipy.issymmetric(da.asarray([[1, 2], [2, 1]], chunks=1)))
    True
    """
    return equals_transpose(_square(a, "issymmetric"), False, atol, rtol)


def ishermitian(a: Any, atol: float | None = None, rtol: float | None = None) -> da.Array[Any]:
    """Return whether matrices equal their conjugate transposes; see `issymmetric`.

    Parameters
    ----------
    a : array_like of shape (..., n, n)
        Square matrices of numbers, in any chunks.
    atol : float, optional
        How far elements may be apart; zero, if only `rtol` is given.
    rtol : float, optional
        How far elements may be apart, as a share of their size; zero, if only `atol` is given.

    Returns
    -------
    dask.array.Array of bool of shape (...)
        Whether they do. The imaginary parts of the diagonal have to be zero.

    Raises
    ------
    TypeError
        If `a` holds no numbers.
    ValueError
        If the matrices are not square, or the sizes of the chunks are unknown.

    References
    ----------
    `scipy.linalg.ishermitian`.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg.scipy
    >>> bool(dask_linalg.scipy.ishermitian(da.asarray([[1, 2j], [-2j, 1]], chunks=1)))
    True
    """
    return equals_transpose(_square(a, "ishermitian"), True, atol, rtol)


def khatri_rao(a: Any, b: Any) -> da.Array:
    """Return the Kronecker products of the columns of two matrices.

    Parameters
    ----------
    a : array_like of shape (..., m, k)
        Matrices of any dtype, in any chunks.
    b : array_like of shape (..., n, k)
        Matrices with as many columns; the dimensions before the last two broadcast.

    Returns
    -------
    dask.array.Array of shape (..., m * n, k)
        Column j is the Kronecker product of the columns j of `a` and `b`.

    Raises
    ------
    ValueError
        If an argument is no matrix, or the numbers of columns differ.

    References
    ----------
    `scipy.linalg.khatri_rao`.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg.scipy
    >>> dask_linalg.scipy.khatri_rao(da.asarray([[1, 2], [3, 4]]), da.asarray([[1, 1], [0, 1]])).compute()
    array([[1, 2],
           [0, 2],
           [3, 4],
           [0, 4]])
    """
    left, right = any_array(a), any_array(b)
    if left.ndim < 2 or right.ndim < 2:
        raise ValueError("khatri_rao: The both arrays should be 2-dimensional.")
    if left.shape[-1] != right.shape[-1]:
        raise ValueError(
            f"khatri_rao: The number of columns for both arrays should be equal, but they are {left.shape[-1]} and {right.shape[-1]}"
        )
    ndim, rows = max(left.ndim, right.ndim), right.shape[-2]
    stack, i, j, k = tuple(range(ndim - 2)), ndim, ndim + 1, ndim + 2
    return da.blockwise(
        _products_of_columns,
        (*stack, i, k),
        left,
        (*stack[ndim - left.ndim :], i, k),
        right.rechunk({right.ndim - 2: -1}),
        (*stack[ndim - right.ndim :], j, k),
        dtype=np.result_type(left.dtype, right.dtype),
        concatenate=True,
        adjust_chunks={i: lambda n: n * rows},
    )


def _products_of_columns(left: Any, right: Any) -> Any:
    found = left[..., :, None, :] * right[..., None, :, :]
    return found.reshape((*found.shape[:-3], found.shape[-3] * found.shape[-2], found.shape[-1]))


def _matrices(a: Any, function: str) -> da.Array:
    array = any_array(a)
    if array.dtype.kind not in _NUMBERS:
        raise TypeError(f"{function}: an array of numbers is wanted, but the dtype is {array.dtype}")
    if array.ndim < 2:
        raise ValueError(f"{function}: Input array must be a matrix, but it has {array.ndim} dimensions")
    if not has_known_chunks(array):
        raise ValueError(
            f"{function}: the chunk sizes of the array are unknown; compute_chunk_sizes() on it finds them out"
        )
    return array


def _square(a: Any, function: str) -> da.Array:
    array = _matrices(a, function)
    if array.shape[-1] != array.shape[-2]:
        raise ValueError(f"{function}: Input array must be square, but the shape is {array.shape}")
    return array
