"""Schur's and Hessenberg's forms, as in `scipy.linalg`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import dask.array as da
import numpy as np

from dask_linalg.algorithms import schur as forms
from dask_linalg.algorithms.functions import complex_dtype
from dask_linalg.checks import finite, matrix, square_matrix

_SORTS = ("lhp", "rhp", "iuc", "ouc")
_OUTPUTS = ("real", "complex", "r", "c")


def schur(
    a: Any,
    output: Literal["real", "complex", "r", "c"] = "real",
    lwork: int | None = None,
    overwrite_a: bool = False,
    sort: str | Callable[..., Any] | None = None,
    check_finite: bool = True,
) -> tuple[da.Array, ...]:
    """Return Schur's form of a square matrix, ``a = Z @ T @ Z.conj().T``.

    Parameters
    ----------
    a : array_like of shape (..., n, n)
        Square matrices, in any chunks; each is gathered into one task.
    output : {"real", "complex"}, default "real"
        Whether real matrices have a real form, with blocks of two rows for pairs of conjugate eigenvalues, or a complex
        one.
    lwork : int, optional
        Without effect: LAPACK has the workspace that it asks for.
    overwrite_a : bool, default False
        Without effect: the arrays of the caller are never written over.
    sort : {"lhp", "rhp", "iuc", "ouc"} or callable, optional
        Which eigenvalues come first: those in the left or the right half of the plane, or inside or outside the unit
        circle, or those for which a function is true, as SciPy calls it.
    check_finite : bool, default True
        Whether to look for NaN and infinity first, for a ValueError that names the block.

    Returns
    -------
    tuple of dask.array.Array
        The form `T` and the unitary factor `Z`, of shape (..., n, n), in the chunks of `a`; with `sort` also the number
        of eigenvalues that come first.

    Raises
    ------
    dask_linalg.errors.GatherLimitError
        If a matrix in several chunks is larger than ``dask-linalg.gather-limit`` in Dask's configuration.
    numpy.linalg.LinAlgError
        If `a` is not square; and when it is computed, if the iteration fails.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        For another output or order; if the sizes of chunks are unknown; and when it is computed, if there is NaN or
        infinity.

    References
    ----------
    `scipy.linalg.schur`.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg.scipy
    >>> a = da.asarray([[0.0, 2.0], [1.0, 1.0]])
    >>> t, z = dask_linalg.scipy.schur(a)
    >>> bool(da.allclose(z @ t @ z.T, a))
    True
    """
    array = finite(square_matrix(a, "schur"), "schur", check_finite)
    if sort is not None:
        check_order("schur", sort)
    return forms.schur(array, dtype_of_form("schur", output, array), sort)


def rsf2csf(T: Any, Z: Any, check_finite: bool = True) -> tuple[da.Array, da.Array]:
    """Return the complex Schur form that belongs to a real one.

    Parameters
    ----------
    T : array_like of shape (..., n, n)
        The real form, in any chunks.
    Z : array_like of shape (..., n, n)
        Its unitary factor.
    check_finite : bool, default True
        Whether to look for NaN and infinity first, for a ValueError that names the block.

    Returns
    -------
    tuple of dask.array.Array
        The complex form, upper triangular, and its unitary factor, in the chunks of `T`.

    Raises
    ------
    dask_linalg.errors.GatherLimitError
        If a matrix in several chunks is larger than ``dask-linalg.gather-limit`` in Dask's configuration.
    numpy.linalg.LinAlgError
        If the matrices are not square.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If their shapes differ; if the sizes of chunks are unknown; and when it is computed, if there is NaN or
        infinity.

    References
    ----------
    `scipy.linalg.rsf2csf`.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg.scipy
    >>> t, z = dask_linalg.scipy.schur(da.asarray([[0.0, -1.0], [1.0, 0.0]]))
    >>> dask_linalg.scipy.rsf2csf(t, z)[0].shape
    (2, 2)
    """
    t, z = pair_of("rsf2csf", T, Z, check_finite)
    form, factor = forms.complex_schur(t, z)
    return form, factor


def cdf2rdf(w: Any, v: Any) -> tuple[da.Array, da.Array]:
    """Return real blocks and vectors for complex eigenvalues and eigenvectors in conjugate pairs.

    Parameters
    ----------
    w : array_like of shape (..., n)
        The eigenvalues, one of a pair after the other, in any chunks.
    v : array_like of shape (..., n, n)
        The eigenvectors, in the columns.

    Returns
    -------
    tuple of dask.array.Array
        Block diagonal matrices `wr` and vectors `vr`, both real and of shape (..., n, n), ``v @ diag(w) @ inv(v) = vr @
        wr @ inv(vr)``.

    Raises
    ------
    dask_linalg.errors.GatherLimitError
        If a matrix in several chunks is larger than ``dask-linalg.gather-limit`` in Dask's configuration.
    numpy.linalg.LinAlgError
        If the eigenvectors are no square matrices.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If the shapes do not fit together; if the sizes of chunks are unknown; and when it is computed, if there are
        numbers without their conjugates, NaN or infinity.

    References
    ----------
    `scipy.linalg.cdf2rdf`.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg.scipy
    >>> wr, vr = dask_linalg.scipy.cdf2rdf(da.asarray([1j, -1j]), da.asarray([[1, 1], [1j, -1j]]))
    >>> wr.compute().tolist() == [[0, 1], [-1, 0]]
    True
    """
    vectors = square_matrix(v, "cdf2rdf")
    values = matrix(_as_row(w), "cdf2rdf")[..., 0, :]
    if values.ndim != vectors.ndim - 1 or values.shape != vectors.shape[:-1]:
        raise ValueError(
            f"cdf2rdf: for vectors of shape {vectors.shape} the eigenvalues have shape {vectors.shape[:-1]}, "
            f"not {values.shape}"
        )
    blocks, real = forms.real_diagonal(finite(values, "cdf2rdf", True), finite(vectors, "cdf2rdf", True))
    return blocks, real


def hessenberg(
    a: Any, calc_q: bool = False, overwrite_a: bool = False, check_finite: bool = True
) -> da.Array[Any] | tuple[da.Array[Any], da.Array[Any]]:
    """Return Hessenberg's form of a square matrix, ``a = Q @ H @ Q.conj().T``, with one diagonal below the triangle.

    Parameters
    ----------
    a : array_like of shape (..., n, n)
        Square matrices, in any chunks; each is gathered into one task.
    calc_q : bool, default False
        Whether to return the unitary factor.
    overwrite_a : bool, default False
        Without effect: the arrays of the caller are never written over.
    check_finite : bool, default True
        Whether to look for NaN and infinity first, for a ValueError that names the block.

    Returns
    -------
    dask.array.Array or tuple of dask.array.Array
        The form `H`, and the unitary factor `Q` if it is wanted, of shape (..., n, n), in the chunks of `a`.

    Raises
    ------
    dask_linalg.errors.GatherLimitError
        If a matrix in several chunks is larger than ``dask-linalg.gather-limit`` in Dask's configuration.
    numpy.linalg.LinAlgError
        If `a` is not square.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If the sizes of the chunks are unknown; and when it is computed, if there is NaN or infinity in a block.

    References
    ----------
    `scipy.linalg.hessenberg`.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg.scipy
    >>> h = dask_linalg.scipy.hessenberg(da.ones((4, 4), chunks=2)).compute()
    >>> bool(abs(h[2:, 0]).max() == 0)
    True
    """
    array = finite(square_matrix(a, "hessenberg"), "hessenberg", check_finite)
    found = forms.hessenberg(array, calc_q)
    return (found[0], found[1]) if calc_q else found[0]


def matrix_balance(
    A: Any, permute: bool = True, scale: bool = True, separate: bool = False, overwrite_a: bool = False
) -> tuple[da.Array[Any], da.Array[Any]] | tuple[da.Array[Any], tuple[da.Array[Any], da.Array[Any]]]:
    """Return a similar matrix whose rows and columns are of like norms, ``B = inv(T) @ A @ T``.

    Parameters
    ----------
    A : array_like of shape (..., n, n)
        Square matrices, in any chunks; each is gathered into one task.
    permute : bool, default True
        Whether to permute rows and columns, so that eigenvalues that can be seen come to the corners.
    scale : bool, default True
        Whether to scale rows and columns by powers of two.
    separate : bool, default False
        Whether to return scales and permutation, and not the matrix `T`.
    overwrite_a : bool, default False
        Without effect: the arrays of the caller are never written over.

    Returns
    -------
    tuple of dask.array.Array
        The matrix `B`, and the similarity `T`; or `B` and a tuple of the scales and of the permutation, of shape (...,
        n).

    Raises
    ------
    dask_linalg.errors.GatherLimitError
        If a matrix in several chunks is larger than ``dask-linalg.gather-limit`` in Dask's configuration.
    numpy.linalg.LinAlgError
        If `A` is not square.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If the sizes of the chunks are unknown; and when it is computed, if there is NaN or infinity in a block.

    References
    ----------
    `scipy.linalg.matrix_balance`.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg.scipy
    >>> b, t = dask_linalg.scipy.matrix_balance(da.asarray([[1.0, 1000.0], [0.01, 1.0]]), permute=False)
    >>> bool((abs(b - b.T) < 8).all())
    True
    """
    a = finite(square_matrix(A, "matrix_balance"), "matrix_balance", True)
    balanced, *similarity = forms.balanced(a, permute, scale, separate)
    return (balanced, (similarity[0], similarity[1])) if separate else (balanced, similarity[0])


def pair_of(function: str, a: Any, b: Any, check_finite: bool) -> tuple[da.Array, da.Array]:
    """Return two stacks of square matrices of one order and dtype."""
    left, right = square_matrix(a, function), square_matrix(b, function)
    if left.shape[-1] != right.shape[-1]:
        raise ValueError(f"{function}: both matrices have one shape, but they are of {left.shape} and {right.shape}")
    dtype = np.result_type(left.dtype, right.dtype)
    return finite(left.astype(dtype), function, check_finite), finite(right.astype(dtype), function, check_finite)


def dtype_of_form(function: str, output: str, a: da.Array) -> np.dtype[Any]:
    """Return the dtype of the form that is asked for."""
    if output not in _OUTPUTS:
        raise ValueError(f"{function}: output is 'real' or 'complex', not {output!r}")
    return complex_dtype(a) if output in ("complex", "c") else np.dtype(a.dtype)


def check_order(function: str, sort: Any) -> None:
    """Refuse an order that there is not."""
    if not callable(sort) and sort not in _SORTS:
        raise ValueError(f"{function}: sort is a function or one of {_SORTS}, not {sort!r}")


def _as_row(w: Any) -> da.Array:
    array = da.asarray(w)
    if array.ndim == 0:
        raise ValueError("cdf2rdf: the eigenvalues are at least one-dimensional, but a number is given")
    return array[..., None, :]
