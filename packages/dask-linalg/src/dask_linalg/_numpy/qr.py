"""The QR factorisation, as in `numpy.linalg`."""

from __future__ import annotations

from typing import Any, NamedTuple

import dask.array as da

from dask_linalg.algorithms import qr as core
from dask_linalg.checks import matrix

_MODES = ("reduced", "complete", "r", "raw")


class QRResult(NamedTuple):
    """The factors of ``a = Q @ R``.

    Parameters
    ----------
    Q : dask.array.Array of shape (..., m, k)
        Orthonormal columns.
    R : dask.array.Array of shape (..., k, n)
        The upper triangular factor.
    """

    Q: da.Array
    R: da.Array


def qr(a: Any, mode: str = "reduced") -> QRResult | da.Array[Any] | tuple[da.Array[Any], da.Array[Any]]:
    """Return the factors of a matrix: orthonormal columns Q, and R, which is upper triangular.

    Parameters
    ----------
    a : array_like of shape (..., m, n)
        Matrices of any shape, in any chunks.
    mode : {"reduced", "complete", "r", "raw"}, default "reduced"
        What is returned, where k is min(m, n): Q of shape (..., m, k) and R of shape (..., k, n); or Q of shape (..., m, m) and R of
        shape (..., m, n); or only R of shape (..., k, n); or what LAPACK makes of the matrix, transposed, of shape (..., n, m), and
        the factors of the reflectors, of shape (..., k).

    Returns
    -------
    QRResult, dask.array.Array or tuple of dask.array.Array
        The factors. A dimension of size m or n has the chunks of `a`, one of size k those of the shorter side. Signs of rows of R
        may be other ones than NumPy's where a matrix is factored by blocks of rows; then so are those of columns of Q.

    Raises
    ------
    numpy.linalg.LinAlgError
        If `a` has fewer than two dimensions.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If there is no such mode, or if the sizes of the chunks are unknown.

    References
    ----------
    J. Demmel, L. Grigori, M. Hoemmen, J. Langou, "Communication-optimal parallel and sequential QR and LU factorizations", SIAM
    Journal on Scientific Computing 34 (2012).

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> q, r = la.qr(da.asarray([[3.0, 5.0], [4.0, 0.0]], chunks=1))
    >>> r.compute()
    array([[-5., -3.],
           [ 0., -4.]])
    """
    if mode not in _MODES:
        raise ValueError(f"qr: Unrecognized mode {mode!r}; it is one of {', '.join(_MODES)}")
    array = matrix(a, "qr")
    if mode == "r":
        return core.triangle(array)
    if mode == "raw":
        packed, taus, _ = core.raw(array)
        return packed.swapaxes(-1, -2), taus
    return QRResult(*(core.reduced if mode == "reduced" else core.complete)(array))
