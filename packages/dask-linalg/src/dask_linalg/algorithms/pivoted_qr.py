"""What of the QR factorisation is computed whole: with pivoting of columns, which looks at all of them in each step.

References
----------
G. Quintana-Orti, X. Sun, C. H. Bischof, "A BLAS-3 version of the QR factorization with column pivoting", SIAM Journal on Scientific
Computing 19 (1998).
"""

from __future__ import annotations

from typing import Any

import dask.array as da
import numpy as np
import scipy.linalg

from dask_linalg.algorithms.gathered import gathered

_SHAPES = {
    "full": "(m,m),(m,n),(n)",
    "r": "(m,n),(n)",
    "economic": "(m,{k}),({k},n),(n)",
    "raw": "(m,n),({k}),({k},n),(n)",
}


def pivoted(a: da.Array, mode: str) -> tuple[da.Array, ...]:
    """Return factors of matrices whose columns are permuted so that R has a diagonal from large to small.

    Parameters
    ----------
    a : dask.array.Array of shape (..., m, n)
        Matrices of float32, float64, complex64 or complex128.
    mode : {"full", "r", "economic", "raw"}
        As of `scipy.linalg.qr`.

    Returns
    -------
    tuple of dask.array.Array
        The factors, those of "raw" in one tuple, and of int32 and shape (..., n) which column has gone where.
    """
    shapes = _SHAPES[mode].format(k="m" if a.shape[-2] < a.shape[-1] else "n")
    dtypes = [*[a.dtype] * shapes.count("),"), np.dtype(np.int32)]
    return gathered("qr", _pivoted, f"(m,n)->{shapes}", a, dtypes=dtypes, by="pivoting", mode=mode)


def multiplied_whole(
    a: da.Array, c: da.Array, *, on_right: bool, pivoting: bool, conjugate: bool
) -> tuple[da.Array, ...]:
    """Return ``c @ Q`` or ``Q @ c``, R, and with pivoting the permutation; see `scipy.linalg.qr_multiply`."""
    k = "m" if a.shape[-2] < a.shape[-1] else "n"
    shapes = f"(m,n),(p,m)->(p,{k}),({k},n)" if on_right else f"(m,n),({k},p)->(m,p),({k},n)"
    options: dict[str, Any] = {"mode": "right" if on_right else "left", "pivoting": pivoting, "conjugate": conjugate}
    dtypes = [c.dtype, a.dtype, *[np.dtype(np.int32)] * pivoting]
    return gathered("qr_multiply", _multiplied, shapes + ",(n)" * pivoting, a, c, dtypes=dtypes, **options)


def _pivoted(matrix: Any, mode: str) -> tuple[Any, ...]:
    found = scipy.linalg.qr(matrix, mode=mode, pivoting=True, check_finite=False)
    if mode == "raw":
        (packed, taus), r, permutation = found
        return packed, taus, r[: min(matrix.shape)], permutation
    return tuple(found)


def _multiplied(matrix: Any, c: Any, **options: Any) -> tuple[Any, ...]:
    return tuple(scipy.linalg.qr_multiply(matrix, c, **options))
