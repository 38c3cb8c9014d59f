"""The QR factorisation and its relatives, as in `scipy.linalg`."""

from __future__ import annotations

from typing import Any

import dask.array as da
import numpy as np

from dask_linalg.algorithms import pivoted_qr
from dask_linalg.algorithms import qr as core
from dask_linalg.checks import finite, matrix

_MODES = ("full", "r", "economic", "raw")


def qr(
    a: Any,
    overwrite_a: bool = False,
    lwork: int | None = None,
    mode: str = "full",
    pivoting: bool = False,
    check_finite: bool = True,
) -> tuple[Any, ...]:
    """Return the factors of a matrix: orthonormal columns Q, and R, which is upper triangular.

    Parameters
    ----------
    a : array_like of shape (..., m, n)
        Matrices of any shape, in any chunks.
    overwrite_a : bool, default False
        Without effect: the arrays of the caller are never written over.
    lwork : int, optional
        Without effect: memory is taken as is needed.
    mode : {"full", "r", "economic", "raw"}, default "full"
        What is returned, where k is min(m, n): Q of shape (..., m, m) and R of shape (..., m, n); or only R of shape (..., m, n); or Q
        of shape (..., m, k) and R of shape (..., k, n); or a pair of what LAPACK makes of the matrix, of shape (..., m, n), and the
        factors of the reflectors, of shape (..., k), and R of shape (..., k, n).
    pivoting : bool, default False
        Whether to permute columns so that R has a diagonal from large to small, ``a[:, P] = Q @ R``, which is done whole in one task.
    check_finite : bool, default True
        Whether to look for NaN and infinity first.

    Returns
    -------
    tuple
        Arrays as `mode` says, and with `pivoting` the permutation P, of int32 and shape (..., n). A dimension of size m or n has the
        chunks of `a`, one of size k those of the shorter side.

    Raises
    ------
    GatherLimitError
        If a matrix in several chunks is too large for one task, and `pivoting` is true.
    numpy.linalg.LinAlgError
        If `a` has fewer than two dimensions.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If there is no such mode, or the sizes of the chunks are unknown; and when it is computed, if there is NaN or infinity in a
        matrix and `check_finite` is true.

    References
    ----------
    `scipy.linalg.qr`. G. H. Golub, C. F. Van Loan, "Matrix computations", 4th edition, sections 5.2 and 5.4.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg.scipy
    >>> q, r, p = dask_linalg.scipy.qr(da.asarray([[0.0, 3.0], [2.0, 4.0]], chunks=1), pivoting=True)
    >>> p.compute()
    array([1, 0], dtype=int32)
    >>> abs(r).compute().round(12)
    array([[5. , 1.6],
           [0. , 1.2]])
    """
    _check_mode("qr", mode, _MODES)
    array = finite(matrix(a, "qr"), "qr", check_finite)
    if pivoting:
        *factors, permutation = pivoted_qr.pivoted(array, mode)
        return (tuple(factors[:2]), factors[2], permutation) if mode == "raw" else (*factors, permutation)
    if mode == "raw":
        packed, taus, r = core.raw(array)
        return (packed, taus), r
    if mode == "r":
        return (core.with_zeros_below(core.triangle(array), array),)
    return core.reduced(array) if mode == "economic" else core.complete(array)


def qr_multiply(
    a: Any,
    c: Any,
    mode: str = "right",
    pivoting: bool = False,
    conjugate: bool = False,
    overwrite_a: bool = False,
    overwrite_c: bool = False,
) -> tuple[da.Array, ...]:
    """Return the product of a matrix with Q of the QR factorisation of another, and R; Q itself is never formed.

    Parameters
    ----------
    a : array_like of shape (..., m, n)
        Matrices that are factored, of any shape, in any chunks.
    c : array_like of shape (..., p, m) or (m,) if mode is "right", and (..., min(m, n), p) or (min(m, n),) if it is "left"
        What is multiplied; a vector is a row on the left of Q, or a column on the right of it.
    mode : {"right", "left"}, default "right"
        On which side Q is: ``c @ Q`` or ``Q @ c``, where Q has min(m, n) columns.
    pivoting : bool, default False
        Whether to permute columns of `a`, which is done whole in one task; see `qr`.
    conjugate : bool, default False
        Whether to multiply with the conjugate of Q.
    overwrite_a, overwrite_c : bool, default False
        Without effect: the arrays of the caller are never written over.

    Returns
    -------
    tuple of dask.array.Array
        The product, R of shape (..., min(m, n), n), and with `pivoting` the permutation of shape (..., n).

    Raises
    ------
    GatherLimitError
        If a matrix in several chunks is too large for one task, and `pivoting` is true.
    numpy.linalg.LinAlgError
        If `a` has fewer than two dimensions.
    TypeError
        If there is no LAPACK for a dtype.
    ValueError
        If the shapes do not fit together, there is no such mode, or sizes of chunks are unknown; and when it is computed, if there is
        NaN or infinity.

    References
    ----------
    `scipy.linalg.qr_multiply`. G. H. Golub, C. F. Van Loan, "Matrix computations", 4th edition, section 5.1.6.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg.scipy
    >>> product, r = dask_linalg.scipy.qr_multiply(da.asarray([[3.0], [4.0]], chunks=1), [5.0, 0.0])
    >>> product.compute(), r.compute()
    (array([-3.]), array([[-5.]]))
    """
    _check_mode("qr_multiply", mode, ("right", "left"))
    is_right, factored = mode == "right", finite(matrix(a, "qr_multiply"), "qr_multiply", True)
    other, is_vector = _multiplicand(c, is_right)
    k = min(factored.shape[-2:])
    if (other.shape[-1] != factored.shape[-2]) if is_right else (other.shape[-2] != k):
        wanted = f"(..., p, {factored.shape[-2]})" if is_right else f"(..., {k}, p)"
        raise ValueError(
            f"qr_multiply: Array shapes are not compatible for {'c @ Q' if is_right else 'Q @ c'} operation: a has shape "
            f"{factored.shape} and c has shape {other.shape}, where one of shape {wanted} is wanted"
        )
    dtype = np.result_type(factored.dtype, other.dtype)
    factored, other = factored.astype(dtype), finite(other.astype(dtype), "qr_multiply", True)
    product, *others = _product(factored, other, is_right=is_right, pivoting=pivoting, conjugate=conjugate)
    return (product.ravel() if is_vector else product, *others)


def rq(
    a: Any, overwrite_a: bool = False, lwork: int | None = None, mode: str = "full", check_finite: bool = True
) -> tuple[da.Array[Any], da.Array[Any]] | da.Array[Any]:
    """Return the factors of a matrix: R, which is upper triangular, and on its right orthonormal rows Q.

    Parameters
    ----------
    a : array_like of shape (..., m, n)
        Matrices of any shape, in any chunks.
    overwrite_a : bool, default False
        Without effect: the arrays of the caller are never written over.
    lwork : int, optional
        Without effect: memory is taken as is needed.
    mode : {"full", "r", "economic"}, default "full"
        What is returned, where k is min(m, n): R of shape (..., m, n) and Q of shape (..., n, n); or only R of shape (..., m, n); or R
        of shape (..., m, k) and Q of shape (..., k, n).
    check_finite : bool, default True
        Whether to look for NaN and infinity first.

    Returns
    -------
    tuple of dask.array.Array, or dask.array.Array
        The factors. A dimension of size m or n has the chunks of `a`, one of size k those of the shorter side. Signs of columns of R,
        and of rows of Q, may be other ones than SciPy's.

    Raises
    ------
    numpy.linalg.LinAlgError
        If `a` has fewer than two dimensions.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If there is no such mode, or the sizes of the chunks are unknown; and when it is computed, if there is NaN or infinity in a
        matrix and `check_finite` is true.

    References
    ----------
    `scipy.linalg.rq`. G. H. Golub, C. F. Van Loan, "Matrix computations", 4th edition, section 5.2.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg.scipy
    >>> r, q = dask_linalg.scipy.rq(da.asarray([[3.0, 4.0]], chunks=1), mode="economic")
    >>> abs(r).compute(), abs(q).compute().round(12)
    (array([[5.]]), array([[0.6, 0.8]]))
    """
    _check_mode("rq", mode, _MODES[:3])
    r, q = core.rq(finite(matrix(a, "rq"), "rq", check_finite), economic=mode == "economic")
    return r if mode == "r" else (r, q)


def _check_mode(function: str, mode: str, modes: tuple[str, ...]) -> None:
    if mode not in modes:
        raise ValueError(f"{function}: Mode argument should be one of {list(modes)}, but it is {mode!r}")


def _multiplicand(c: Any, is_right: bool) -> tuple[da.Array, bool]:
    """Return what Q is multiplied with as matrices, and whether it was a vector."""
    array = c if isinstance(c, da.Array) else da.asarray(c)
    if array.ndim == 1:
        return matrix(array[None, :] if is_right else array[:, None], "qr_multiply"), True
    return matrix(array, "qr_multiply"), False


def _product(a: da.Array, c: da.Array, *, is_right: bool, pivoting: bool, conjugate: bool) -> tuple[da.Array, ...]:
    if not pivoting and a.ndim == c.ndim == 2:
        turned = c.conj() if conjugate else c
        found = core.multiplied(a, turned, on_right=is_right)
        if found is not None:
            product, r = found
            return product.conj() if conjugate else product, r
    return pivoted_qr.multiplied_whole(a, c, on_right=is_right, pivoting=pivoting, conjugate=conjugate)
