"""Least squares, as in `numpy.linalg`."""

from __future__ import annotations

from typing import Any

import dask.array as da
import numpy as np
from numpy.linalg import LinAlgError

from dask_linalg.algorithms.least_squares import least_squares, right_hand_sides
from dask_linalg.algorithms.truncated import before
from dask_linalg.checks import matrix


def lstsq(
    a: Any, b: Any, rcond: float | None = None
) -> tuple[da.Array[Any], da.Array[Any], da.Array[Any], da.Array[Any]]:
    """Return the shortest ones of the vectors x that make ``norm(b - a @ x)`` least.

    Parameters
    ----------
    a : array_like of shape (m, n)
        The matrix, in any chunks. What is of single precision is computed in double precision, as in NumPy.
    b : array_like of shape (m,) or (m, k)
        The right-hand sides.
    rcond : float, optional
        Singular values count as zero that are not larger than `rcond` times the largest one; by default max(m, n) times the
        machine's precision. What does not lie between zero and one stands for the machine's precision, as in LAPACK.

    Returns
    -------
    x : dask.array.Array of shape (n,) or (n, k)
        The solutions.
    residuals : dask.array.Array of shape (1,), (k,) or (0,)
        The sums of squares of ``b - a @ x``; nothing if m <= n or the rank is less than n. Since that is known only when it has
        been computed, the size is nan where m > n.
    rank : dask.array.Array of shape ()
        The number of singular values that count.
    s : dask.array.Array of shape (min(m, n),)
        The singular values of `a`, from large to small.

    Raises
    ------
    numpy.linalg.LinAlgError
        If the shapes do not fit together; and when it is computed, if there is NaN or infinity in `a`.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If the sizes of the chunks are unknown.

    References
    ----------
    G. H. Golub, C. F. Van Loan, "Matrix computations", 4th edition, section 5.5.
    J. Demmel, L. Grigori, M. Hoemmen, J. Langou, "Communication-optimal parallel and sequential QR and LU factorizations",
    SIAM Journal on Scientific Computing 34 (2012).

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> a = da.asarray([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0]], chunks=1)
    >>> x, residuals, rank, s = la.lstsq(a, [1.0, 3.0, 5.0])
    >>> x.compute().round(6)
    array([1., 2.])
    >>> int(rank.compute())
    2
    """
    a, sides, one = matrix(a, "lstsq"), *right_hand_sides(b, "lstsq")
    _check_shapes(a, sides)
    kept = np.result_type(a.dtype, sides.dtype)
    precise = np.result_type(kept, np.float64)
    cutoff = np.finfo(precise).eps * max(a.shape) if rcond is None else rcond
    found = least_squares(a.astype(precise), sides.astype(precise), _as_in_lapack(cutoff))
    (m, n), real = a.shape, np.empty(0, kept).real.dtype
    x = (found.x[:, 0] if one else found.x).astype(kept)
    count = sides.shape[1] * (found.rank == n)
    residuals = before(found.residuals, count) if m > n else found.residuals[:0]
    return x, residuals.astype(real), found.rank, found.s.astype(real)


def _as_in_lapack(cutoff: float) -> float:
    return cutoff if 0 < cutoff < 1 else np.finfo(np.float64).eps / 2


def _check_shapes(a: da.Array, b: da.Array) -> None:
    for name, array in (("a", a), ("b", b)):
        if array.ndim != 2:
            raise LinAlgError(
                f"lstsq: {name} must be two-dimensional, but its shape is {array.shape}; solve one after another"
            )
    if a.shape[0] != b.shape[0]:
        raise LinAlgError(
            f"lstsq: Incompatible dimensions: a has {a.shape[0]} rows and b has {b.shape[0]}; both must have as many"
        )
