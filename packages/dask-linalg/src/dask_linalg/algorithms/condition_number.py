"""How much of an error in a matrix comes back in what is solved by it.

References
----------
G. H. Golub, C. F. Van Loan, "Matrix computations", 4th edition, section 2.6.
"""

from __future__ import annotations

from typing import Any

import dask.array as da
import numpy as np

from dask_linalg.algorithms.gathered import gathered
from dask_linalg.algorithms.svd import OfLibrary, singular_values
from dask_linalg.tiles.collection import meta_like
from dask_linalg.tiles.namespace import namespace

_ORDERS = (1, -1, np.inf, -np.inf, "fro")


def condition(a: da.Array, order: Any) -> da.Array:
    """Return the condition numbers of matrices, by a norm of `numpy.linalg.norm`; those of singular matrices are infinite.

    Parameters
    ----------
    a : dask.array.Array of shape (..., m, n)
        Matrices; square ones, unless the order is None, 2 or -2.
    order : {None, 1, -1, 2, -2, inf, -inf, "fro", "nuc"}
        The norm; None and 2 are the ratio of the largest singular value to the smallest one, -2 its inverse.

    Returns
    -------
    dask.array.Array of shape (...)
        Real numbers of the precision of `a`.

    Raises
    ------
    ValueError
        If there is no such norm.
    """
    if order in (None, 2, -2, "nuc"):
        s, last = singular_values(a), a.ndim - 2
        s = s.rechunk({last: -1})
        return s.map_blocks(_of_values, order, dtype=s.dtype, drop_axis=last, meta=meta_like(s, s.dtype, last))
    if order not in _ORDERS:
        raise ValueError(
            f"cond: Invalid norm order for matrices: {order!r}; one of None, 2, -2, 'nuc', {_ORDERS} is wanted"
        )
    return gathered(
        "cond",
        OfLibrary(_of_matrices),
        "(n,n)->()",
        a,
        dtypes=[a.real.dtype],
        device=_of_matrices,
        stacks=True,
        order=order,
    )[0]


def _of_values(s: Any, order: Any) -> Any:
    """Return condition numbers of singular values; NaN is zero over zero, which is infinite as in NumPy."""
    library = namespace(s)
    with np.errstate(all="ignore"):
        if order == "nuc":
            quotient = s.sum(axis=-1) * (1 / s).sum(axis=-1)
        elif order == -2:
            quotient = s[..., -1] / s[..., 0]
        else:
            quotient = s[..., 0] / s[..., -1]
    return library.where(library.isnan(quotient), np.inf, quotient)


def _of_matrices(library: Any, matrices: Any, order: Any) -> Any:
    return library.asarray(library.linalg.cond(matrices, order))
