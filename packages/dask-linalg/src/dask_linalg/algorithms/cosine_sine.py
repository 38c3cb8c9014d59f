"""The cosine-sine decomposition of a unitary matrix, in one task.

References
----------
B. D. Sutton, "Computing the complete CS decomposition", Numerical Algorithms 50 (2009).
"""

from __future__ import annotations

from typing import Any

import dask.array as da
import scipy.linalg

from dask_linalg.algorithms.gathered import gathered


def cosine_sine(x: da.Array, p: int, q: int, *, separate: bool, swap_sign: bool) -> tuple[da.Array, da.Array, da.Array]:
    """Return the two outer factors and what lies between them.

    Parameters
    ----------
    x : dask.array.Array of shape (..., m, m)
        Unitary matrices.
    p, q : int
        Rows and columns of the block on the upper left.
    separate : bool
        Whether to return the angles, and not the matrix of their cosines and sines.
    swap_sign : bool
        Whether the minus is at the sines on the lower left, and not on the upper right.

    Returns
    -------
    tuple of dask.array.Array of shapes (..., m, m), (..., r) or (..., m, m), and (..., m, m)
        The factor on the left, the angles or the matrix between, and the adjoint factor on the right.
    """
    r = min(p, q, x.shape[-1] - p, x.shape[-1] - q)
    between, run = ("r", _angles) if separate else ("m,m", _matrix)
    u, found, vh = gathered(
        "cossin", run, f"(m,m)->(m,m),({between}),(m,m)", x,
        dtypes=[x.dtype, x.real.dtype, x.dtype], chunks={"r": (r,)}, p=p, q=q, swap_sign=swap_sign,
    )  # fmt: skip
    return u, found, vh


def _angles(x: Any, p: int, q: int, swap_sign: bool) -> Any:
    (u1, u2), theta, (v1h, v2h) = scipy.linalg.cossin(x, p, q, separate=True, swap_sign=swap_sign)
    return scipy.linalg.block_diag(u1, u2), theta, scipy.linalg.block_diag(v1h, v2h)


def _matrix(x: Any, p: int, q: int, swap_sign: bool) -> Any:
    u, between, vh = scipy.linalg.cossin(x, p, q, swap_sign=swap_sign)
    return u, between.real, vh
