"""Eigenvalues and eigenvectors, as in `scipy.linalg`."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import Any, Literal

import dask.array as da
import numpy as np

from dask_linalg.algorithms.eigen import general, hermitian
from dask_linalg.checks import finite, square_matrix
from dask_linalg.tiles.eigen_drivers import ALL, FOR_SUBSETS, GENERALISED, STANDARD, Subset


def eig(
    a: Any,
    b: Any = None,
    left: bool = False,
    right: bool = True,
    overwrite_a: bool = False,
    overwrite_b: bool = False,
    check_finite: bool = True,
    homogeneous_eigvals: bool = False,
) -> da.Array[Any] | tuple[da.Array[Any], ...]:
    """Solve the eigenproblem ``a v = w v`` or ``a v = w b v`` of any square matrices.

    Parameters
    ----------
    a : array_like of shape (..., n, n)
        Square matrices, in any chunks; each is gathered into one task.
    b : array_like of shape (..., n, n), optional
        The matrices on the right; by default the identity.
    left : bool, default False
        Whether to return left eigenvectors, ``vl.conj().T @ a = w[:, None] * (vl.conj().T @ b)``.
    right : bool, default True
        Whether to return right eigenvectors, ``a @ vr = (b @ vr) * w``.
    overwrite_a, overwrite_b : bool, default False
        Without effect: the arrays of the caller are never written over.
    check_finite : bool, default True
        Whether to look for NaN and infinity first, for a ValueError that names the block.
    homogeneous_eigvals : bool, default False
        Whether to return eigenvalues as numerators and denominators, of shape (..., 2, n).

    Returns
    -------
    dask.array.Array or tuple of dask.array.Array
        The eigenvalues, then left and right eigenvectors of length 1 in the columns of matrices, those that are wanted.
        All are complex, also where all imaginary parts are zero: SciPy returns real eigenvectors then, which a lazy
        array cannot know.

    Raises
    ------
    dask_linalg.errors.GatherLimitError
        If a matrix in several chunks is larger than ``dask-linalg.gather-limit`` in Dask's configuration.
    numpy.linalg.LinAlgError
        If the matrices are not square; and when it is computed, if the iteration fails.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If the shapes of `a` and `b` differ; if the sizes of chunks are unknown; and when it is computed, if there is
        NaN or infinity.

    References
    ----------
    `scipy.linalg.eig`.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg.scipy
    >>> w, v = dask_linalg.scipy.eig(da.asarray([[0.0, -2.0], [2.0, 0.0]]), 2 * da.eye(2))
    >>> w.compute()
    array([0.+1.j, 0.-1.j])
    """
    matrices = _checked("eig", a, b, check_finite)
    found = general("eig", *matrices, left=left, right=right, homogeneous=homogeneous_eigvals)
    return found if left or right else found[0]


def eigvals(
    a: Any, b: Any = None, overwrite_a: bool = False, check_finite: bool = True, homogeneous_eigvals: bool = False
) -> da.Array:
    """Return the eigenvalues of ``a v = w v`` or ``a v = w b v`` for any square matrices.

    Parameters
    ----------
    a : array_like of shape (..., n, n)
        Square matrices, in any chunks; each is gathered into one task.
    b : array_like of shape (..., n, n), optional
        The matrices on the right; by default the identity.
    overwrite_a : bool, default False
        Without effect: the arrays of the caller are never written over.
    check_finite : bool, default True
        Whether to look for NaN and infinity first, for a ValueError that names the block.
    homogeneous_eigvals : bool, default False
        Whether to return eigenvalues as numerators and denominators, of shape (..., 2, n).

    Returns
    -------
    dask.array.Array of shape (..., n)
        The eigenvalues, complex also where all imaginary parts are zero.

    Raises
    ------
    dask_linalg.errors.GatherLimitError
        If a matrix in several chunks is larger than ``dask-linalg.gather-limit`` in Dask's configuration.
    numpy.linalg.LinAlgError
        If the matrices are not square; and when it is computed, if the iteration fails.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If the shapes of `a` and `b` differ; if the sizes of chunks are unknown; and when it is computed, if there is
        NaN or infinity.

    References
    ----------
    `scipy.linalg.eigvals`.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg.scipy
    >>> dask_linalg.scipy.eigvals(da.asarray([[1.0, 5.0], [0.0, 2.0]])).compute()
    array([1.+0.j, 2.+0.j])
    """
    matrices = _checked("eigvals", a, b, check_finite)
    return general("eigvals", *matrices, right=False, homogeneous=homogeneous_eigvals)[0]


def eigh(
    a: Any,
    b: Any = None,
    *,
    lower: bool = True,
    eigvals_only: bool = False,
    overwrite_a: bool = False,
    overwrite_b: bool = False,
    type: Literal[1, 2, 3] = 1,
    check_finite: bool = True,
    subset_by_index: Sequence[int] | None = None,
    subset_by_value: Sequence[float] | None = None,
    driver: str | None = None,
) -> da.Array[Any] | tuple[da.Array[Any], da.Array[Any]]:
    """Solve the eigenproblem of a Hermitian matrix, or of a pair of which the second one is positive definite.

    Parameters
    ----------
    a : array_like of shape (..., n, n)
        Hermitian matrices, in any chunks; each is gathered into one task, which takes all cores.
    b : array_like of shape (..., n, n), optional
        Hermitian positive definite matrices; by default the identity.
    lower : bool, default True
        Which triangle is read of both.
    eigvals_only : bool, default False
        Whether to return eigenvalues alone.
    overwrite_a, overwrite_b : bool, default False
        Without effect: the arrays of the caller are never written over.
    type : {1, 2, 3}, default 1
        The problem of a pair: ``a v = w b v``, ``a b v = w v`` or ``b a v = w v``.
    check_finite : bool, default True
        Whether to look for NaN and infinity first, for a ValueError that names the block.
    subset_by_index : sequence of two int, optional
        The numbers of the first and of the last eigenvalue that are wanted, in ascending order from 0.
    subset_by_value : sequence of two float, optional
        The half-open interval ``(low, high]`` of the eigenvalues that are wanted. How many these are is known when they
        are computed: the size is NaN.
    driver : {"ev", "evd", "evr", "evx", "gv", "gvd", "gvx"}, optional
        LAPACK's driver. By default divide and conquer, "gvd" for pairs, and "evr" and "gvx" for subsets; SciPy's
        default for single matrices is "evr".

    Returns
    -------
    dask.array.Array or tuple of dask.array.Array
        The eigenvalues in ascending order, of shape (..., k), and unless told otherwise the eigenvectors in the columns
        of matrices of shape (..., n, k). These are orthonormal; for a pair of type 1 or 2, ``v.conj().T @ b @ v`` is
        the identity, and of type 3 ``v.conj().T @ inv(b) @ v``.

    Raises
    ------
    dask_linalg.errors.GatherLimitError
        If a matrix in several chunks is larger than ``dask-linalg.gather-limit`` in Dask's configuration.
    numpy.linalg.LinAlgError
        If the matrices are not square; and when it is computed, if the iteration fails or `b` is not positive definite.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If options do not fit together; if the sizes of chunks are unknown; and when it is computed, if there is NaN or
        infinity.

    References
    ----------
    `scipy.linalg.eigh`.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg.scipy
    >>> a = da.diag(da.asarray([3.0, 1.0, 2.0]))
    >>> dask_linalg.scipy.eigh(a, eigvals_only=True, subset_by_index=[1, 2]).compute()
    array([2., 3.])
    """
    found = _hermitian(
        "eigh", a, b, lower, not eigvals_only, type, check_finite, subset_by_index, subset_by_value, driver
    )
    return found[0] if eigvals_only else (found[0], found[1])


def eigvalsh(
    a: Any,
    b: Any = None,
    *,
    lower: bool = True,
    overwrite_a: bool = False,
    overwrite_b: bool = False,
    type: Literal[1, 2, 3] = 1,
    check_finite: bool = True,
    subset_by_index: Sequence[int] | None = None,
    subset_by_value: Sequence[float] | None = None,
    driver: str | None = None,
) -> da.Array:
    """Return the eigenvalues of a Hermitian matrix, or of a pair of which the second one is positive definite.

    Parameters
    ----------
    a : array_like of shape (..., n, n)
        Hermitian matrices, in any chunks; each is gathered into one task, which takes all cores.
    b : array_like of shape (..., n, n), optional
        Hermitian positive definite matrices; by default the identity.
    lower : bool, default True
        Which triangle is read of both.
    overwrite_a, overwrite_b : bool, default False
        Without effect: the arrays of the caller are never written over.
    type : {1, 2, 3}, default 1
        The problem of a pair: ``a v = w b v``, ``a b v = w v`` or ``b a v = w v``.
    check_finite : bool, default True
        Whether to look for NaN and infinity first, for a ValueError that names the block.
    subset_by_index : sequence of two int, optional
        The numbers of the first and of the last eigenvalue that are wanted, in ascending order from 0.
    subset_by_value : sequence of two float, optional
        The half-open interval ``(low, high]`` of the eigenvalues that are wanted. How many these are is known when they
        are computed: the size is NaN.
    driver : {"ev", "evd", "evr", "evx", "gv", "gvd", "gvx"}, optional
        LAPACK's driver; by default the fastest, see `eigh`.

    Returns
    -------
    dask.array.Array of shape (..., k)
        The eigenvalues in ascending order.

    Raises
    ------
    dask_linalg.errors.GatherLimitError
        If a matrix in several chunks is larger than ``dask-linalg.gather-limit`` in Dask's configuration.
    numpy.linalg.LinAlgError
        If the matrices are not square; and when it is computed, if the iteration fails or `b` is not positive definite.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If options do not fit together; if the sizes of chunks are unknown; and when it is computed, if there is NaN or
        infinity.

    References
    ----------
    `scipy.linalg.eigvalsh`.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg.scipy
    >>> dask_linalg.scipy.eigvalsh(da.asarray([[2.0, 1.0], [1.0, 2.0]])).compute()
    array([1., 3.])
    """
    return _hermitian("eigvalsh", a, b, lower, False, type, check_finite, subset_by_index, subset_by_value, driver)[0]


def _hermitian(
    function: str,
    a: Any,
    b: Any,
    lower: bool,
    vectors: bool,
    itype: int,
    check_finite: bool,
    by_index: Sequence[int] | None,
    by_value: Sequence[float] | None,
    driver: str | None,
) -> tuple[da.Array, ...]:
    matrices = _checked(function, a, b, check_finite)
    if itype not in (1, 2, 3):
        raise ValueError(f"{function}: type is 1, 2 or 3, not {itype!r}")
    subset = _subset(function, matrices[0], by_index, by_value)
    if driver is not None:
        _check_driver(function, driver, b is not None, subset)
    return hermitian(function, *matrices, lower=lower, vectors=vectors, subset=subset, driver=driver, itype=itype)


def _checked(function: str, a: Any, b: Any, check_finite: bool) -> list[da.Array]:
    """Return one or two stacks of square matrices of one shape and dtype."""
    matrices = [square_matrix(one, function) for one in (a, b) if one is not None]
    if len({one.shape[-1] for one in matrices}) > 1:
        raise ValueError(f"{function}: b has the shape of a, {matrices[0].shape}, but it is {matrices[1].shape}")
    dtype = np.result_type(*[one.dtype for one in matrices])
    return [finite(one.astype(dtype), function, check_finite) for one in matrices]


def _subset(function: str, a: da.Array, by_index: Sequence[int] | None, by_value: Sequence[float] | None) -> Subset:
    n = a.shape[-1]
    if by_index is not None and by_value is not None:
        raise ValueError(f"{function}: eigenvalues are chosen by index or by value, not by both")
    if by_index is not None:
        first, last = (int(x) for x in by_index)
        if not 0 <= first <= last < n:
            raise ValueError(
                f"{function}: subset_by_index is a pair of numbers from 0 to {n - 1} in ascending order, not {by_index}"
            )
        return Subset("I", first, last)
    if by_value is None:
        return ALL
    above, up_to = (float(x) for x in by_value)
    if not -inf <= above < up_to <= inf:
        raise ValueError(f"{function}: subset_by_value is a pair of numbers in ascending order, not {by_value}")
    if a.ndim > 2:
        raise ValueError(
            f"{function}: of each matrix of a stack, here {a.shape}, another number of eigenvalues may lie in an "
            "interval; take subset_by_index, or one matrix after the other"
        )
    return Subset("V", above=above, up_to=up_to)


def _check_driver(function: str, driver: str, of_pair: bool, subset: Subset) -> None:
    possible = GENERALISED if of_pair else STANDARD
    if driver not in possible:
        raise ValueError(
            f"{function}: {'with' if of_pair else 'without'} b the driver is one of {possible}, not {driver!r}"
        )
    if subset is not ALL and driver not in FOR_SUBSETS:
        raise ValueError(
            f"{function}: the driver {driver!r} computes all eigenvalues, no subset; take one of {FOR_SUBSETS}"
        )
