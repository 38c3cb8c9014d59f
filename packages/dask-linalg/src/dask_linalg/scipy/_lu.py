"""Elimination with partial pivoting, as in `scipy.linalg`: factors, inverses and determinants."""

from __future__ import annotations

from collections.abc import Callable
from operator import eq, ge, le
from typing import Any

import dask.array as da
import numpy as np

from dask_linalg.algorithms.adjoint import adjoint
from dask_linalg.algorithms.cholesky import lower_factor
from dask_linalg.algorithms.inverse import determinant, inverse
from dask_linalg.algorithms.least_squares import right_hand_sides
from dask_linalg.algorithms.lu import packed, permuted
from dask_linalg.algorithms.lu_solve import solve_factored
from dask_linalg.algorithms.product import product
from dask_linalg.checks import finite, matrix, square_matrix
from dask_linalg.tiles.namespace import namespace


def lu(
    a: Any, permute_l: bool = False, overwrite_a: bool = False, check_finite: bool = True, p_indices: bool = False
) -> tuple[da.Array, ...]:
    """Return the factors of a matrix, ``a == p @ l @ u``, by elimination with partial pivoting.

    Parameters
    ----------
    a : array_like of shape (..., m, n)
        Matrices of any shape, in any chunks.
    permute_l : bool, default False
        Whether to return ``p @ l`` and ``u``.
    overwrite_a : bool, default False
        Without effect: the arrays of the caller are never written over.
    check_finite : bool, default True
        Whether to look for NaN and infinity first.
    p_indices : bool, default False
        Whether the permutation is returned as a vector, ``a == l[p] @ u``, which takes far less memory.

    Returns
    -------
    p : dask.array.Array of a real dtype and shape (..., m, m), or of int32 and shape (..., m)
        The permutation; absent if `permute_l` is true.
    l : dask.array.Array of shape (..., m, min(m, n))
        The lower triangular factor, whose diagonal is one and whose elements are at most one in magnitude, or its rows permuted.
    u : dask.array.Array of shape (..., min(m, n), n)
        The upper triangular factor.

    Raises
    ------
    numpy.linalg.LinAlgError
        If `a` has fewer than two dimensions.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If there is NaN or infinity in a matrix when it is computed and `check_finite` is true; or if the sizes of the chunks are unknown.

    References
    ----------
    `scipy.linalg.lu`. G. H. Golub, C. F. Van Loan, "Matrix computations", 4th edition, section 3.4.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg.scipy
    >>> p, l, u = dask_linalg.scipy.lu(da.asarray([[1.0, 3.0], [2.0, 2.0]], chunks=1), p_indices=True)
    >>> p.compute(), l.compute(), u.compute()
    (array([1, 0], dtype=int32), array([[1. , 0. ],
           [0.5, 1. ]]), array([[2., 2.],
           [0., 2.]]))
    """
    checked = finite(matrix(a, "lu"), "lu", check_finite)
    permutation, lower, upper = permuted(checked, multiplied=permute_l)
    if permute_l:
        return lower, upper
    return permutation if p_indices else _dense(permutation, checked.real.dtype), lower, upper


def _dense(permutation: da.Array, dtype: np.dtype[Any]) -> da.Array:
    """Return the matrices with a one in each row, where a permutation says."""
    rows = permutation.chunks[-1]
    columns = da.arange(sum(rows), chunks=(rows,), dtype=permutation.dtype)
    return (permutation[..., None] == columns).astype(dtype)


def lu_factor(a: Any, overwrite_a: bool = False, check_finite: bool = True) -> tuple[da.Array, da.Array]:
    """Return both factors of a matrix in one and the interchanges of its rows, for `lu_solve`.

    Parameters
    ----------
    a : array_like of shape (..., m, n)
        Matrices of any shape, in any chunks.
    overwrite_a : bool, default False
        Without effect: the arrays of the caller are never written over.
    check_finite : bool, default True
        Whether to look for NaN and infinity first.

    Returns
    -------
    lu : dask.array.Array of shape (..., m, n)
        ``U``, and below the diagonal ``L``, whose diagonal is one; in the chunks of `a`.
    piv : dask.array.Array of int32 and shape (..., min(m, n))
        The row that each row in turn has been interchanged with.

    Raises
    ------
    numpy.linalg.LinAlgError
        If `a` has fewer than two dimensions.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If there is NaN or infinity in a matrix when it is computed and `check_finite` is true; or if the sizes of the chunks are unknown.

    Warns
    -----
    scipy.linalg.LinAlgWarning
        If a pivot is exactly zero, when it is computed.

    References
    ----------
    `scipy.linalg.lu_factor`.

    Examples
    --------
    >>> import dask
    >>> import dask.array as da
    >>> import dask_linalg.scipy
    >>> lu, piv = dask.compute(*dask_linalg.scipy.lu_factor(da.asarray([[1.0, 3.0], [2.0, 2.0]], chunks=1)))
    >>> lu
    array([[2. , 2. ],
           [0.5, 2. ]])
    >>> piv
    array([1, 1], dtype=int32)
    """
    return packed(finite(matrix(a, "lu_factor"), "lu_factor", check_finite), "lu_factor")


def lu_solve(
    lu_and_piv: tuple[Any, Any], b: Any, trans: int = 0, overwrite_b: bool = False, check_finite: bool = True
) -> da.Array:
    """Return the solutions of systems of linear equations whose matrix has been factored.

    Parameters
    ----------
    lu_and_piv : tuple of array_like
        What `lu_factor` has returned: the factors of shape (..., n, n) and the interchanges of shape (..., n).
    b : array_like of shape (n,) or (..., n, k)
        The right-hand sides: a vector if `b` has one dimension, and else matrices.
    trans : {0, 1, 2}, default 0
        Whether the matrix of the systems is the one that has been factored (0), its transpose (1) or its conjugate transpose (2).
    overwrite_b : bool, default False
        Without effect: the arrays of the caller are never written over.
    check_finite : bool, default True
        Whether to look for NaN and infinity first.

    Returns
    -------
    dask.array.Array of the shape of `b`, but for the dimensions of stacks, which broadcast
        The solutions, infinite or NaN where a pivot is zero.

    Raises
    ------
    numpy.linalg.LinAlgError
        If the factors are not square.
    TypeError
        If there is no LAPACK for a dtype.
    ValueError
        If the shapes do not fit together, or `trans` is something else; if there is NaN or infinity when it is computed and
        `check_finite` is true; or if the sizes of the chunks are unknown.

    References
    ----------
    `scipy.linalg.lu_solve`.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg.scipy
    >>> factors = dask_linalg.scipy.lu_factor(da.asarray([[0.0, 2.0], [3.0, 0.0]], chunks=1))
    >>> dask_linalg.scipy.lu_solve(factors, [2.0, 6.0]).compute()
    array([2., 1.])
    >>> dask_linalg.scipy.lu_solve(factors, [2.0, 6.0], trans=1).compute()
    array([3.        , 0.66666667])
    """
    factors = finite(square_matrix(lu_and_piv[0], "lu_solve"), "lu_solve", check_finite)
    pivots = da.asarray(lu_and_piv[1]).astype(np.int32)
    sides, one = right_hand_sides(b, "lu_solve")
    _check_shapes(factors, pivots, sides)
    if trans not in {0, 1, 2}:
        raise ValueError(f"lu_solve: trans is 0, 1 or 2, but was {trans!r}")
    dtype = np.result_type(factors.dtype, sides.dtype)
    sides = finite(sides, "lu_solve", check_finite).astype(dtype)
    # The transpose is the conjugate of the conjugate transpose.
    conjugated = trans == 1 and dtype.kind == "c"
    sides = sides.conj() if conjugated else sides
    x = solve_factored(factors.astype(dtype), pivots, sides, turned=trans > 0)
    x = x.conj() if conjugated else x
    return x[..., 0] if one else x


def _check_shapes(factors: da.Array, pivots: da.Array, sides: da.Array) -> None:
    n = factors.shape[-1]
    if pivots.shape != factors.shape[:-1]:
        raise ValueError(
            f"lu_solve: the interchanges are of shape {pivots.shape}, but those of factors of shape {factors.shape} are of "
            f"shape {factors.shape[:-1]}"
        )
    if sides.shape[-2] != n:
        raise ValueError(
            f"lu_solve: Shapes of lu {factors.shape} and b {sides.shape} are incompatible; b must be a vector of {n} elements or "
            f"matrices of {n} rows"
        )


def inv(
    a: Any, overwrite_a: bool = False, check_finite: bool = True, *, assume_a: str | None = None, lower: bool = False
) -> da.Array:
    """Return the inverse of a matrix.

    Parameters
    ----------
    a : array_like of shape (..., n, n)
        Square matrices, in any chunks.
    overwrite_a : bool, default False
        Without effect: the arrays of the caller are never written over.
    check_finite : bool, default True
        Whether to look for NaN and infinity first.
    assume_a : str, optional
        What is known of the matrices, and so which elements are read: all of them by default and of a ``"general"`` (or ``"gen"``)
        one; ``"diagonal"``; the triangle of an ``"upper triangular"`` or ``"lower triangular"`` one; and one triangle of a ``"sym"``,
        ``"her"`` or ``"pos"`` one, symmetric, Hermitian or Hermitian positive definite.
    lower : bool, default False
        Whether the one triangle is the lower one.

    Returns
    -------
    dask.array.Array of shape (..., n, n)
        The inverses; their rows have the chunks of the columns of `a`, and the other way round.

    Raises
    ------
    numpy.linalg.LinAlgError
        If `a` is not square; and when it is computed, if it is exactly singular, with the order of the pivot that is zero, or
        not positive definite although it was assumed.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If `assume_a` is something else; if there is NaN or infinity in a matrix when it is computed and `check_finite` is true; or
        if the sizes of the chunks are unknown.

    References
    ----------
    `scipy.linalg.inv`, which warns of what is nearly singular; see `backward_error` and the condition number for that.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg.scipy
    >>> dask_linalg.scipy.inv(da.asarray([[4.0, 7.0], [0.0, 2.0]]), assume_a="diagonal").compute()
    array([[0.25, 0.  ],
           [0.  , 0.5 ]])
    """
    checked = finite(square_matrix(a, "inv"), "inv", check_finite)
    if assume_a not in _STRUCTURES:
        raise ValueError(f"inv: assume_a is one of {sorted(map(str, _STRUCTURES))}, but was {assume_a!r}")
    read = _STRUCTURES[assume_a](checked, lower)
    if assume_a != "pos":
        return inverse(read)
    factor = inverse(lower_factor(read))
    return product(adjoint(factor), factor).rechunk((*read.chunks[:-2], read.chunks[-1], read.chunks[-2]))


def _mirrored(a: da.Array, lower: bool, conjugated: bool) -> da.Array:
    """Return symmetric or Hermitian matrices of which one triangle is read."""
    other = adjoint(a).rechunk(a.chunks)
    return da.map_blocks(_mirrored_block, a, other, lower, conjugated, dtype=a.dtype, meta=a._meta)


def _mirrored_block(block: Any, other: Any, lower: bool, conjugated: bool, block_info: Any = None) -> Any:
    library = namespace(block)
    rows, columns = _numbers(library, block_info)
    read = rows > columns if lower else rows < columns
    diagonal = block.real if conjugated else block
    return library.where(read, block, library.where(rows == columns, diagonal, other if conjugated else other.conj()))


def _numbers(library: Any, block_info: Any) -> tuple[Any, Any]:
    """Return the numbers of the rows and of the columns of a block."""
    rows, columns = (library.arange(*ends) for ends in block_info[None]["array-location"][-2:])
    return rows[:, None], columns


def _where(a: da.Array, related: Callable[[Any, Any], Any]) -> da.Array:
    """Return matrices with zeros but where the number of the row is so related to that of the column."""
    return a.map_blocks(_where_block, related, dtype=a.dtype, meta=a._meta)


def _where_block(block: Any, related: Callable[[Any, Any], Any], block_info: Any = None) -> Any:
    library = namespace(block)
    return library.where(related(*_numbers(library, block_info)), block, library.zeros((), block.dtype))


_STRUCTURES: dict[str | None, Callable[[da.Array, bool], da.Array]] = {
    None: lambda a, lower: a,
    "general": lambda a, lower: a,
    "gen": lambda a, lower: a,
    "diagonal": lambda a, lower: _where(a, eq),
    "upper triangular": lambda a, lower: _where(a, le),
    "lower triangular": lambda a, lower: _where(a, ge),
    "sym": lambda a, lower: _mirrored(a, lower, conjugated=False),
    "her": lambda a, lower: _mirrored(a, lower, conjugated=True),
    "pos": lambda a, lower: _mirrored(a, lower, conjugated=True),
}


def det(a: Any, overwrite_a: bool = False, check_finite: bool = True) -> da.Array:
    """Return the determinant of a matrix, in double precision.

    Parameters
    ----------
    a : array_like of shape (..., n, n)
        Square matrices, in any chunks.
    overwrite_a : bool, default False
        Without effect: the arrays of the caller are never written over.
    check_finite : bool, default True
        Whether to look for NaN and infinity first.

    Returns
    -------
    dask.array.Array of float64 or complex128 and shape (...)
        The determinants, 0 of singular matrices; what is too large for the dtype becomes infinite.

    Raises
    ------
    numpy.linalg.LinAlgError
        If `a` is not square.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If there is NaN or infinity in a matrix when it is computed and `check_finite` is true; or if the sizes of the chunks are unknown.

    References
    ----------
    `scipy.linalg.det`.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg.scipy
    >>> round(float(dask_linalg.scipy.det(da.asarray([[0.0, 2.0], [4.0, 0.0]], chunks=1)).compute()), 6)
    -8.0
    """
    checked = finite(square_matrix(a, "det"), "det", check_finite)
    return determinant(checked, np.result_type(checked.dtype, np.float64))
