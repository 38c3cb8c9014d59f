"""Least squares, as in `scipy.linalg`."""

from __future__ import annotations

from typing import Any

import dask.array as da
import numpy as np

from dask_linalg.algorithms.least_squares import least_squares, right_hand_sides
from dask_linalg.algorithms.truncated import before
from dask_linalg.checks import finite, matrix

_DRIVERS = ("gelsd", "gelsy", "gelss")


def lstsq(
    a: Any,
    b: Any,
    cond: float | None = None,
    overwrite_a: bool = False,
    overwrite_b: bool = False,
    check_finite: bool = True,
    lapack_driver: str | None = None,
) -> tuple[da.Array[Any], da.Array[Any], da.Array[Any], da.Array[Any] | None]:
    """Return the shortest ones of the vectors x that make ``norm(b - a @ x)`` least.

    Parameters
    ----------
    a : array_like of shape (m, n)
        The matrix, in any chunks.
    b : array_like of shape (m,) or (m, k)
        The right-hand sides.
    cond : float, optional
        Singular values count as zero that are not larger than `cond` times the largest one; by default the machine's precision.
    overwrite_a : bool, default False
        Without effect: the arrays of the caller are never written over.
    overwrite_b : bool, default False
        Without effect, as `overwrite_a`.
    check_finite : bool, default True
        Whether to look for NaN and infinity first.
    lapack_driver : {"gelsd", "gelss", "gelsy"}, default "gelsd"
        Which of LAPACK's subroutines decides what is returned, and what a `cond` means that does not lie between zero and one. The rank
        comes from singular values with each of them.

    Returns
    -------
    x : dask.array.Array of shape (n,) or (n, k)
        The solutions.
    residues : dask.array.Array of shape (), (k,) or (0,)
        The sums of squares of ``b - a @ x``. There are none if m <= n, or the driver is "gelsy". For more than one right-hand side there
        are none either if the rank is less than n; since that is known only when it has been computed, the size is nan.
    rank : dask.array.Array of shape ()
        The number of singular values that count.
    s : dask.array.Array of shape (min(m, n),) or None
        The singular values of `a`, from large to small; None if the driver is "gelsy".

    Raises
    ------
    numpy.linalg.LinAlgError
        When it is computed, if there is NaN or infinity in `a` and `check_finite` is false.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If the shapes do not fit together, there is no such driver, or the sizes of the chunks are unknown; and when it is computed, if
        there is NaN or infinity in an argument and `check_finite` is true.

    References
    ----------
    `scipy.linalg.lstsq`; G. H. Golub, C. F. Van Loan, "Matrix computations", 4th edition, section 5.5.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> a = da.asarray([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0]], chunks=1)
    >>> la.scipy.lstsq(a, [1.0, 3.0, 5.0])[0].compute().round(6)
    array([1., 2.])
    """
    driver = lapack_driver or _DRIVERS[0]
    if driver not in _DRIVERS:
        raise ValueError(f"lstsq: LAPACK driver {driver!r} is not found; one of {_DRIVERS} is wanted")
    checked, sides, one = matrix(a, "lstsq"), *right_hand_sides(b, "lstsq")
    _check_shapes(checked, sides)
    dtype = np.result_type(checked.dtype, sides.dtype)
    checked, sides = (finite(array, "lstsq", check_finite).astype(dtype) for array in (checked, sides))
    found = least_squares(checked, sides, _cutoff(cond, driver, float(np.finfo(dtype).eps)))
    m, n = checked.shape
    residues = found.residuals
    if m <= n or driver == "gelsy":
        residues = residues[:0]
    else:
        residues = residues[0] if one else before(residues, sides.shape[1] * (found.rank == n))
    return found.x[:, 0] if one else found.x, residues, found.rank, None if driver == "gelsy" else found.s


def _cutoff(cond: float | None, driver: str, eps: float) -> float:
    """Return what LAPACK's subroutine makes of a cutoff: some take one that makes no sense to be the machine's precision."""
    if cond is None:
        return eps
    makes_sense = {"gelsd": 0 < cond < 1, "gelss": cond >= 0, "gelsy": True}
    return cond if makes_sense[driver] else eps / 2


def _check_shapes(a: da.Array, b: da.Array) -> None:
    for name, array in (("a", a), ("b", b)):
        if array.ndim != 2:
            raise ValueError(
                f"lstsq: {name} must be two-dimensional, but its shape is {array.shape}; solve one after another"
            )
    if a.shape[0] != b.shape[0]:
        raise ValueError(
            f"lstsq: Shape mismatch: a has {a.shape[0]} rows and b has {b.shape[0]}; both must have as many"
        )
