"""Eigenvalues of banded and tridiagonal matrices, given by their diagonals, as in `scipy.linalg`."""

from __future__ import annotations

from collections.abc import Sequence
from math import nan
from typing import Any, NamedTuple

import dask.array as da
import numpy as np

from dask_linalg.algorithms import band_storage
from dask_linalg.checks import finite, matrix

_ALL, _BY_VALUE, _BY_INDEX = ("a", "all", 0), ("v", "value", 1), ("i", "index", 2)
_DRIVERS = ("auto", "stemr", "sterf", "stebz", "stev", "stevd")


class _Selection(NamedTuple):
    chunks: tuple[Any, ...] | None
    """Of the eigenvalues; none if they have those of the matrix."""
    arguments: dict[str, Any]


def eig_banded(
    a_band: Any,
    lower: bool = False,
    eigvals_only: bool = False,
    overwrite_a_band: bool = False,
    select: str | int = "a",
    select_range: Sequence[float] | None = None,
    max_ev: int = 0,
    check_finite: bool = True,
) -> da.Array[Any] | tuple[da.Array[Any], da.Array[Any]]:
    """Return the eigenvalues of a Hermitian banded matrix in ascending order, and its eigenvectors, in one task for each matrix.

    Parameters
    ----------
    a_band : array_like of shape (..., u + 1, n)
        The diagonals: ``a_band[u + i - j, j]`` is ``a[i, j]`` for ``i <= j``; or if `lower`, ``a_band[i - j, j]`` is that for
        ``i >= j``.
    lower : bool, default False
        Whether the diagonals are the lower ones.
    eigvals_only : bool, default False
        Whether to return the eigenvalues alone.
    overwrite_a_band : bool, default False
        Without effect: the arrays of the caller are never written over.
    select : {"a", "v", "i"}, default "a"
        Which eigenvalues are wanted: all of them, those in an interval, or those from one number to another one.
    select_range : sequence of two numbers, optional
        The half-open interval ``(low, high]``, or the first and the last number, counted from zero.
    max_ev : int, default 0
        How many eigenvalues an interval has at most; zero says nothing.
    check_finite : bool, default True
        Whether to look for NaN and infinity first.

    Returns
    -------
    w : dask.array.Array of shape (..., k)
        The eigenvalues. For an interval their number is nan until `compute_chunk_sizes` finds it out.
    v : dask.array.Array of shape (..., n, k)
        The eigenvectors, of length 1, in columns; not there if `eigvals_only`.

    Raises
    ------
    dask_linalg.errors.GatherLimitError
        If an array in several chunks is larger than ``dask-linalg.gather-limit`` in Dask's configuration.
    numpy.linalg.LinAlgError
        If `a_band` has too few dimensions; and when it is computed, if the iteration fails.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If the selection makes no sense, an interval is wanted of a stack, or the sizes of the chunks are unknown; and when it is
        computed, if there is NaN or infinity in a matrix and `check_finite` is true.

    References
    ----------
    `scipy.linalg.eig_banded`; B. N. Parlett, "The symmetric eigenvalue problem".

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> w, v = la.scipy.eig_banded(da.asarray([[0.0, 1.0], [2.0, 2.0]]))
    >>> w.compute().round(6)
    array([1., 3.])
    """
    a = finite(matrix(a_band, "eig_banded"), "eig_banded", check_finite)
    chosen = _selection("eig_banded", select, select_range, a.shape[-1], a.ndim > 2)
    how = {**chosen.arguments, "lower": bool(lower), "max_ev": max_ev}
    found = band_storage.eigen_stored("eig_banded", a, chosen.chunks, not eigvals_only, **how)
    return found[0] if eigvals_only else (found[0], found[1])


def eigvals_banded(
    a_band: Any,
    lower: bool = False,
    overwrite_a_band: bool = False,
    select: str | int = "a",
    select_range: Sequence[float] | None = None,
    check_finite: bool = True,
) -> da.Array:
    """Return the eigenvalues of a Hermitian banded matrix in ascending order, in one task for each matrix.

    Parameters
    ----------
    a_band : array_like of shape (..., u + 1, n)
        The diagonals: ``a_band[u + i - j, j]`` is ``a[i, j]`` for ``i <= j``; or if `lower`, ``a_band[i - j, j]`` is that for
        ``i >= j``.
    lower : bool, default False
        Whether the diagonals are the lower ones.
    overwrite_a_band : bool, default False
        Without effect: the arrays of the caller are never written over.
    select : {"a", "v", "i"}, default "a"
        Which eigenvalues are wanted: all of them, those in an interval, or those from one number to another one.
    select_range : sequence of two numbers, optional
        The half-open interval ``(low, high]``, or the first and the last number, counted from zero.
    check_finite : bool, default True
        Whether to look for NaN and infinity first.

    Returns
    -------
    dask.array.Array of shape (..., k)
        The eigenvalues. For an interval their number is nan until `compute_chunk_sizes` finds it out.

    Raises
    ------
    dask_linalg.errors.GatherLimitError
        If an array in several chunks is larger than ``dask-linalg.gather-limit`` in Dask's configuration.
    numpy.linalg.LinAlgError
        If `a_band` has too few dimensions; and when it is computed, if the iteration fails.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If the selection makes no sense, an interval is wanted of a stack, or the sizes of the chunks are unknown; and when it is
        computed, if there is NaN or infinity in a matrix and `check_finite` is true.

    References
    ----------
    `scipy.linalg.eigvals_banded`; B. N. Parlett, "The symmetric eigenvalue problem".

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> la.scipy.eigvals_banded(da.asarray([[0.0, 1.0], [2.0, 2.0]])).compute().round(6)
    array([1., 3.])
    """
    a = finite(matrix(a_band, "eigvals_banded"), "eigvals_banded", check_finite)
    chosen = _selection("eigvals_banded", select, select_range, a.shape[-1], a.ndim > 2)
    return band_storage.eigen_stored("eigvals_banded", a, chosen.chunks, False, lower=bool(lower), **chosen.arguments)[
        0
    ]


def eigh_tridiagonal(
    d: Any,
    e: Any,
    eigvals_only: bool = False,
    select: str | int = "a",
    select_range: Sequence[float] | None = None,
    check_finite: bool = True,
    tol: float = 0.0,
    lapack_driver: str = "auto",
) -> da.Array[Any] | tuple[da.Array[Any], da.Array[Any]]:
    """Return the eigenvalues of a real symmetric tridiagonal matrix in ascending order, and its eigenvectors, in one task each.

    Parameters
    ----------
    d : array_like of shape (..., n)
        The diagonal.
    e : array_like of shape (..., n - 1)
        The elements beside it.
    eigvals_only : bool, default False
        Whether to return the eigenvalues alone.
    select : {"a", "v", "i"}, default "a"
        Which eigenvalues are wanted: all of them, those in an interval, or those from one number to another one.
    select_range : sequence of two numbers, optional
        The half-open interval ``(low, high]``, or the first and the last number, counted from zero.
    check_finite : bool, default True
        Whether to look for NaN and infinity first.
    tol : float, default 0.0
        The absolute error that the driver "stebz" may make; by default it is the precision of the dtype times the norm.
    lapack_driver : {"auto", "stemr", "stebz", "sterf", "stev", "stevd"}, default "auto"
        LAPACK's driver: by default "stevd" for all eigenvalues and "stebz" for some of them.

    Returns
    -------
    w : dask.array.Array of shape (..., k)
        The eigenvalues. For an interval their number is nan until `compute_chunk_sizes` finds it out.
    v : dask.array.Array of shape (..., n, k)
        The eigenvectors, of length 1, in columns; not there if `eigvals_only`.

    Raises
    ------
    dask_linalg.errors.GatherLimitError
        If an array in several chunks is larger than ``dask-linalg.gather-limit`` in Dask's configuration.
    numpy.linalg.LinAlgError
        If an argument has no dimension; and when it is computed, if the iteration fails.
    TypeError
        If an argument is complex, or there is no LAPACK for the dtype.
    ValueError
        If the shapes do not fit together, the selection or the driver makes no sense, an interval is wanted of a stack, or the sizes
        of the chunks are unknown; and when it is computed, if there is NaN or infinity in an argument and `check_finite` is true.

    References
    ----------
    `scipy.linalg.eigh_tridiagonal`; B. N. Parlett, "The symmetric eigenvalue problem".

    Examples
    --------
    >>> import dask_linalg as la
    >>> w, v = la.scipy.eigh_tridiagonal([2.0, 2.0], [1.0])
    >>> w.compute().round(6)
    array([1., 3.])
    """
    found = _tridiagonal(
        "eigh_tridiagonal", d, e, not eigvals_only, select, select_range, check_finite, tol, lapack_driver
    )
    return found[0] if eigvals_only else (found[0], found[1])


def eigvalsh_tridiagonal(
    d: Any,
    e: Any,
    select: str | int = "a",
    select_range: Sequence[float] | None = None,
    check_finite: bool = True,
    tol: float = 0.0,
    lapack_driver: str = "auto",
) -> da.Array:
    """Return the eigenvalues of a real symmetric tridiagonal matrix in ascending order, in one task for each matrix.

    Parameters
    ----------
    d : array_like of shape (..., n)
        The diagonal.
    e : array_like of shape (..., n - 1)
        The elements beside it.
    select : {"a", "v", "i"}, default "a"
        Which eigenvalues are wanted: all of them, those in an interval, or those from one number to another one.
    select_range : sequence of two numbers, optional
        The half-open interval ``(low, high]``, or the first and the last number, counted from zero.
    check_finite : bool, default True
        Whether to look for NaN and infinity first.
    tol : float, default 0.0
        The absolute error that the driver "stebz" may make; by default it is the precision of the dtype times the norm.
    lapack_driver : {"auto", "stemr", "stebz", "sterf", "stev", "stevd"}, default "auto"
        LAPACK's driver: by default "stevd" for all eigenvalues and "stebz" for some of them.

    Returns
    -------
    dask.array.Array of shape (..., k)
        The eigenvalues. For an interval their number is nan until `compute_chunk_sizes` finds it out.

    Raises
    ------
    dask_linalg.errors.GatherLimitError
        If an array in several chunks is larger than ``dask-linalg.gather-limit`` in Dask's configuration.
    numpy.linalg.LinAlgError
        If an argument has no dimension; and when it is computed, if the iteration fails.
    TypeError
        If an argument is complex, or there is no LAPACK for the dtype.
    ValueError
        If the shapes do not fit together, the selection or the driver makes no sense, an interval is wanted of a stack, or the sizes
        of the chunks are unknown; and when it is computed, if there is NaN or infinity in an argument and `check_finite` is true.

    References
    ----------
    `scipy.linalg.eigvalsh_tridiagonal`; B. N. Parlett, "The symmetric eigenvalue problem".

    Examples
    --------
    >>> import dask_linalg as la
    >>> la.scipy.eigvalsh_tridiagonal([2.0, 2.0], [1.0]).compute().round(6)
    array([1., 3.])
    """
    return _tridiagonal("eigvalsh_tridiagonal", d, e, False, select, select_range, check_finite, tol, lapack_driver)[0]


def _tridiagonal(
    function: str,
    d: Any,
    e: Any,
    vectors: bool,
    select: Any,
    select_range: Any,
    check_finite: bool,
    tol: float,
    driver: str,
) -> tuple[da.Array, ...]:
    diagonal, beside = (finite(_real(one, function), function, check_finite) for one in (d, e))
    n = diagonal.shape[-1]
    if beside.shape[-1] != n - 1:
        raise ValueError(f"{function}: d must have one more element than e, but they have {n} and {beside.shape[-1]}")
    chosen = _selection(function, select, select_range, n, diagonal.ndim > 1 or beside.ndim > 1)
    if driver not in _DRIVERS:
        raise ValueError(f"{function}: lapack_driver must be one of {_DRIVERS}, but it is {driver!r}")
    if driver in ("sterf", "stev", "stevd") and chosen.chunks is not None:
        raise ValueError(f"{function}: {driver} finds all eigenvalues, and cannot be used with select={select!r}")
    if driver == "sterf" and vectors:
        raise ValueError(f"{function}: sterf finds no eigenvectors, and can be used only if eigvals_only is true")
    dtype = np.result_type(diagonal.dtype, beside.dtype)
    how = {**chosen.arguments, "tol": tol, "lapack_driver": driver}
    return band_storage.eigen_tridiagonal(
        function, diagonal.astype(dtype), beside.astype(dtype), chosen.chunks, vectors, **how
    )


def _real(v: Any, function: str) -> da.Array:
    array = v if hasattr(v, "ndim") else np.asarray(v)
    checked = matrix(array[..., None, :] if array.ndim else array, function)[..., 0, :]
    if checked.dtype.kind == "c":
        raise TypeError(f"{function}: only real arrays are supported, but this one is of {checked.dtype}")
    return checked


def _selection(function: str, select: Any, limits: Any, n: int, is_stack: bool) -> _Selection:
    """Return how many eigenvalues are wanted, as far as that is known, and SciPy's arguments that say so."""
    kind = select.lower() if isinstance(select, str) else select
    if kind in _ALL:
        return _Selection(None, {"select": "a"})
    if kind not in (*_BY_VALUE, *_BY_INDEX):
        raise ValueError(f"{function}: invalid argument for select, {select!r}; 'a', 'v' or 'i' is wanted")
    ends = np.asarray(limits)
    if ends.shape != (2,) or ends[1] < ends[0]:
        raise ValueError(f"{function}: select_range must be two numbers in nondecreasing order, but it is {limits!r}")
    if kind in _BY_VALUE:
        if is_stack:
            raise ValueError(
                f"{function}: an interval has as many eigenvalues of each matrix as it happens; one matrix is wanted, not a stack"
            )
        return _Selection((nan,), {"select": "v", "select_range": tuple(ends.tolist())})
    if ends.dtype.kind not in "iu" or ends[0] < 0 or ends[1] >= n:
        raise ValueError(f"{function}: select_range must be two integers from 0 to {n - 1}, but it is {limits!r}")
    return _Selection((int(ends[1] - ends[0]) + 1,), {"select": "i", "select_range": tuple(ends.tolist())})
