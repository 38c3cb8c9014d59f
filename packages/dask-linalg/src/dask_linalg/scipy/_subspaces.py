"""Bases of subspaces, angles between them and what turns one into another, as in `scipy.linalg`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import dask.array as da
import numpy as np

from dask_linalg.algorithms import cosine_sine, principal_angles, pseudoinverse
from dask_linalg.algorithms.adjoint import adjoint
from dask_linalg.algorithms.product import product
from dask_linalg.algorithms.svd import svd as decomposition
from dask_linalg.checks import finite, matrix, square_matrix
from dask_linalg.scipy._singular import check_driver

Pair = tuple[da.Array, da.Array]


def orth(A: Any, rcond: float | None = None) -> da.Array[Any]:
    """Return an orthonormal basis of the range of a matrix.

    Parameters
    ----------
    A : array_like of shape (m, n)
        The matrix, in any chunks.
    rcond : float, optional
        Singular values count as zero that are not larger than `rcond` times the largest one; by default max(m, n) times the machine's
        precision.

    Returns
    -------
    dask.array.Array of shape (m, nan)
        The basis, in columns: as many as the rank, which ``compute_chunk_sizes()`` finds out.

    Raises
    ------
    numpy.linalg.LinAlgError
        If `A` has fewer than two dimensions; and when it is computed, if there is NaN in the matrix.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If `A` is a stack of matrices, whose ranks may differ, or the sizes of the chunks are unknown.

    References
    ----------
    `scipy.linalg.orth`.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> la.orth(da.asarray([[2.0, 0.0, 0.0], [0.0, 0.0, 0.0]], chunks=1)).compute_chunk_sizes().shape
    (2, 1)
    """
    a = _one_matrix(A, "orth")
    return pseudoinverse.range_basis(a, _cutoff(a, rcond))


def null_space(
    A: Any,
    rcond: float | None = None,
    *,
    overwrite_a: bool = False,
    check_finite: bool = True,
    lapack_driver: str = "gesdd",
) -> da.Array:
    """Return an orthonormal basis of what a matrix maps to zero.

    Parameters
    ----------
    A : array_like of shape (m, n)
        The matrix, in any chunks.
    rcond : float, optional
        Singular values count as zero that are not larger than `rcond` times the largest one; by default max(m, n) times the machine's
        precision.
    overwrite_a : bool, default False
        Without effect: the arrays of the caller are never written over.
    check_finite : bool, default True
        Whether to look for NaN and infinity first.
    lapack_driver : {"gesdd", "gesvd"}, default "gesdd"
        LAPACK's subroutine, see `svd`.

    Returns
    -------
    dask.array.Array of shape (n, nan)
        The basis, in columns: n less the rank, which ``compute_chunk_sizes()`` finds out.

    Raises
    ------
    numpy.linalg.LinAlgError
        If `A` has fewer than two dimensions; and when it is computed, if there is NaN in the matrix and `check_finite` is false.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If `A` is a stack of matrices, whose ranks may differ, there is no such driver, or the sizes of the chunks are unknown; and when
        it is computed, if there is NaN or infinity in the matrix and `check_finite` is true.

    References
    ----------
    `scipy.linalg.null_space`.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> la.null_space(da.asarray([[2.0, 0.0, 0.0], [0.0, 0.0, 0.0]], chunks=1)).compute_chunk_sizes().shape
    (3, 2)
    """
    check_driver("null_space", lapack_driver)
    a = finite(_one_matrix(A, "null_space"), "null_space", check_finite)
    return pseudoinverse.null_basis(a, _cutoff(a, rcond), driver=lapack_driver)


def polar(a: Any, side: str = "right") -> Pair:
    """Return the polar factors of a matrix: orthonormal columns or rows, and a positive semidefinite matrix.

    Parameters
    ----------
    a : array_like of shape (..., m, n)
        Matrices, in any chunks.
    side : {"right", "left"}, default "right"
        On which side the positive semidefinite factor is, ``a = u @ p`` or ``a = p @ u``.

    Returns
    -------
    u : dask.array.Array of shape (..., m, n)
        Columns, or rows if there are fewer, that are orthonormal.
    p : dask.array.Array of shape (..., n, n) or (..., m, m)
        The Hermitian positive semidefinite factor.

    Raises
    ------
    numpy.linalg.LinAlgError
        If `a` has fewer than two dimensions; and when it is computed, if there is NaN in a matrix.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If there is no such side, or the sizes of the chunks are unknown.

    References
    ----------
    `scipy.linalg.polar`; G. H. Golub, C. F. Van Loan, "Matrix computations", 4th edition, section 9.4.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> u, p = la.polar(da.asarray([[0.0, -2.0], [1.0, 0.0]], chunks=1))
    >>> p.compute().round(6)
    array([[1., 0.],
           [0., 2.]])
    """
    if side not in ("right", "left"):
        raise ValueError(f"polar: `side` must be either 'right' or 'left', but it is {side!r}")
    checked = matrix(a, "polar")
    if side == "right":
        return pseudoinverse.polar_factors(checked)
    u, p = pseudoinverse.polar_factors(adjoint(checked))
    return adjoint(u), p


def subspace_angles(A: Any, B: Any) -> da.Array:
    """Return the angles between the ranges of two matrices, from large to small.

    Parameters
    ----------
    A : array_like of shape (m, p)
        A matrix, in any chunks.
    B : array_like of shape (m, q)
        A matrix with as many rows.

    Returns
    -------
    dask.array.Array of shape (nan,)
        The angles: as many as the smaller one of the ranks, which ``compute_chunk_sizes()`` finds out.

    Raises
    ------
    numpy.linalg.LinAlgError
        If an argument has fewer than two dimensions.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If an argument is no matrix, their rows are not as many, or the sizes of the chunks are unknown; and when it is computed, if there
        is NaN or infinity in a matrix.

    References
    ----------
    `scipy.linalg.subspace_angles`; A. V. Knyazev, M. E. Argentati, "Principal angles between subspaces in an A-based scalar product:
    algorithms and perturbation estimates", SIAM Journal on Scientific Computing 23 (2002).

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> la.scipy.subspace_angles(da.asarray([[1.0], [0.0]]), da.asarray([[1.0], [1.0]])).compute().round(6)
    array([0.785398])
    """
    a, b = _one_matrix(A, "subspace_angles"), _one_matrix(B, "subspace_angles")
    if a.shape[0] != b.shape[0]:
        raise ValueError(
            f"subspace_angles: A and B must have the same number of rows, but they have {a.shape[0]} and {b.shape[0]}"
        )
    dtype = np.result_type(a.dtype, b.dtype)
    a, b = (finite(one, "subspace_angles", True).astype(dtype) for one in (a, b))
    return principal_angles.principal_angles(a, b)


def orthogonal_procrustes(A: Any, B: Any, check_finite: bool = True) -> Pair:
    """Return the unitary matrix R that makes ``norm(A @ R - B)`` least.

    Parameters
    ----------
    A, B : array_like of shape (m, n)
        The matrices, in any chunks.
    check_finite : bool, default True
        Whether to look for NaN and infinity first.

    Returns
    -------
    R : dask.array.Array of shape (n, n)
        The unitary matrix.
    scale : dask.array.Array of shape ()
        The sum of the singular values of ``A.conj().T @ B``.

    Raises
    ------
    numpy.linalg.LinAlgError
        If an argument has fewer than two dimensions; and when it is computed, if there is NaN in one and `check_finite` is false.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If an argument is no matrix, their shapes differ, or the sizes of the chunks are unknown; and when it is computed, if there is NaN
        or infinity in a matrix and `check_finite` is true.

    References
    ----------
    `scipy.linalg.orthogonal_procrustes`; P. H. Schonemann, "A generalized solution of the orthogonal Procrustes problem",
    Psychometrika 31 (1966).

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> a = da.asarray([[2.0, 0.0], [0.0, 1.0]], chunks=1)
    >>> la.scipy.orthogonal_procrustes(a, a[:, ::-1])[0].compute().round(6) + 0.0
    array([[0., 1.],
           [1., 0.]])
    """
    a, b = _one_matrix(A, "orthogonal_procrustes"), _one_matrix(B, "orthogonal_procrustes")
    if a.shape != b.shape:
        raise ValueError(f"orthogonal_procrustes: the shapes of A and B differ, {a.shape} and {b.shape}")
    a, b = (finite(one, "orthogonal_procrustes", check_finite) for one in (a, b))
    u, s, vh = decomposition(product(adjoint(a), b), False)
    return product(u, vh), s.sum()


def cossin(
    X: Any,
    p: int | None = None,
    q: int | None = None,
    separate: bool = False,
    swap_sign: bool = False,
    compute_u: bool = True,
    compute_vh: bool = True,
) -> tuple[Any, da.Array, Any]:
    """Return the cosine-sine decomposition of a unitary matrix, in one task.

    Parameters
    ----------
    X : array_like of shape (..., m, m), or sequence of four array_like
        Unitary matrices, in any chunks; or, if there is neither `p` nor `q`, the blocks of one: upper left, upper right, lower left and
        lower right.
    p, q : int, optional
        Rows and columns of the block on the upper left; one if only the other is given.
    separate : bool, default False
        Whether to return the blocks of the factors and the angles, and not whole matrices.
    swap_sign : bool, default False
        Whether the minus is at the sines on the lower left, and not on the upper right.
    compute_u : bool, default True
        Whether to return the factor on the left, and not an empty matrix.
    compute_vh : bool, default True
        Whether to return the factor on the right, and not an empty matrix.

    Returns
    -------
    u : dask.array.Array of shape (..., m, m), or two of shapes (..., p, p) and (..., m - p, m - p)
        The factor on the left, whose two blocks are unitary.
    cs or theta : dask.array.Array of shape (..., m, m) or (..., r)
        The matrix of cosines and sines; or the angles, min(p, q, m - p, m - q) of them.
    vh : dask.array.Array of shape (..., m, m), or two of shapes (..., q, q) and (..., m - q, m - q)
        The adjoint factor on the right, whose two blocks are unitary.

    Raises
    ------
    numpy.linalg.LinAlgError
        If `X` is not square; and when it is computed, if the decomposition does not converge.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If `p` or `q` is no number of rows within the matrix, there are not four blocks, or the sizes of the chunks are unknown; and when
        it is computed, if there is NaN or infinity in a matrix.

    References
    ----------
    `scipy.linalg.cossin`; B. D. Sutton, "Computing the complete CS decomposition", Numerical Algorithms 50 (2009).

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> u, cs, vh = la.scipy.cossin(da.eye(4, chunks=2), 2, 2)
    >>> (u @ cs @ vh).compute().round(6) + 0.0
    array([[1., 0., 0., 0.],
           [0., 1., 0., 0.],
           [0., 0., 1., 0.],
           [0., 0., 0., 1.]])
    """
    x, p, q = _of_blocks(X) if not (p or q) else (X, 1 if p is None else int(p), 1 if q is None else int(q))
    x = finite(square_matrix(x, "cossin"), "cossin", True)
    for name, value in (("p", p), ("q", q)):
        if not 0 < value < x.shape[-1]:
            raise ValueError(f"cossin: invalid {name}={value}, 0<{name}<{x.shape[-1]} must hold")
    u, between, vh = cosine_sine.cosine_sine(x, p, q, separate=separate, swap_sign=swap_sign)
    u, vh = u if compute_u else u[..., :0, :0], vh if compute_vh else vh[..., :0, :0]
    if not separate:
        return u, between, vh
    return (u[..., :p, :p], u[..., p:, p:]), between, (vh[..., :q, :q], vh[..., q:, q:])


def _of_blocks(blocks: Any) -> tuple[da.Array, int, int]:
    """Return a matrix of its four blocks, and the shape of the first one."""
    if not isinstance(blocks, Sequence) or len(blocks) != 4:
        raise ValueError("cossin: when p and q are None, X must be a sequence of the four blocks of a matrix")
    x11, x12, x21, x22 = (matrix(_at_least_matrix(one), "cossin") for one in blocks)
    upper, lower = (da.concatenate(row, axis=1) for row in ((x11, x12), (x21, x22)))
    return da.concatenate([upper, lower], axis=0), *x11.shape


def _at_least_matrix(a: Any) -> Any:
    array = a if hasattr(a, "ndim") else np.asarray(a)
    return array if array.ndim > 1 else array[(None,) * (2 - array.ndim)]


def _one_matrix(a: Any, function: str) -> da.Array:
    checked = matrix(a, function)
    if checked.ndim > 2:
        raise ValueError(
            f"{function}: one matrix is wanted, but the shape is {checked.shape}; ranks of a stack may differ"
        )
    return checked


def _cutoff(a: da.Array[Any], rcond: float | None) -> float:
    return float(np.finfo(a.dtype).eps * max(a.shape)) if rcond is None else rcond
