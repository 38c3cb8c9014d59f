"""The angles between the ranges of two matrices.

References
----------
A. V. Knyazev, M. E. Argentati, "Principal angles between subspaces in an A-based scalar product: algorithms and perturbation
estimates", SIAM Journal on Scientific Computing 23 (2002).
"""

from __future__ import annotations

from typing import Any

import dask.array as da
import numpy as np
import scipy.linalg

from dask_linalg.algorithms.gathered import gathered
from dask_linalg.algorithms.long_factors import is_long, joint_triangle
from dask_linalg.algorithms.truncated import before
from dask_linalg.tiles.tiling import goes_by_tiles


def principal_angles(a: da.Array, b: da.Array) -> da.Array:
    """Return the angles between the ranges of two matrices, from large to small.

    Parameters
    ----------
    a, b : dask.array.Array of shapes (m, p) and (m, q)
        The matrices, of one dtype.

    Returns
    -------
    dask.array.Array of shape (nan,)
        So many angles as the smaller rank, which is known only when it has been computed.
    """
    p, both = a.shape[1], (a.shape[0], a.shape[1] + b.shape[1])
    if goes_by_tiles(a) and is_long(both):
        # Angles are the same in the coordinates that the orthonormal columns give.
        r = joint_triangle(a, b)
        a, b = r[:, :p], r[:, p:]
    most = min(*a.shape, b.shape[1])
    real = a.real.dtype
    angles, count = gathered(
        "subspace_angles",
        _angles,
        "(m,p),(m,q)->(k),()",
        a,
        b,
        dtypes=[real, np.intp],
        chunks={"k": (most,)},
        most=most,
    )
    return before(angles, count)


def _angles(a: Any, b: Any, most: int) -> Any:
    found = scipy.linalg.subspace_angles(a, b) if most else np.empty(0)
    return np.pad(found, (0, most - len(found))), np.asarray(len(found))
