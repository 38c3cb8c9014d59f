"""Triangular systems, as in `scipy.linalg`."""

from __future__ import annotations

from typing import Any

import dask.array as da

from dask_linalg.algorithms import triangular
from dask_linalg.scipy._systems import system

_TRANSPOSES = {0: "N", 1: "T", 2: "C", "N": "N", "T": "T", "C": "C"}


def solve_triangular(
    a: Any,
    b: Any,
    trans: int | str = 0,
    lower: bool = False,
    unit_diagonal: bool = False,
    overwrite_b: bool = False,
    check_finite: bool = True,
) -> da.Array:
    """Return the solution of a triangular system ``a @ x = b``.

    Parameters
    ----------
    a : array_like of shape (..., n, n)
        Triangular matrices, in any chunks. The other triangle is not read.
    b : array_like of shape (n,) or (..., n, k)
        The right-hand sides: a vector if `b` has one dimension, and else matrices.
    trans : {0, 1, 2, "N", "T", "C"}, default 0
        The system: ``a @ x = b``, ``a.T @ x = b`` or ``a.conj().T @ x = b``.
    lower : bool, default False
        Whether the lower triangle of `a` is read, and not the upper one.
    unit_diagonal : bool, default False
        Whether the diagonal of `a` counts as ones and is not read.
    overwrite_b : bool, default False
        Without effect: the arrays of the caller are never written over.
    check_finite : bool, default True
        Whether to look for NaN and infinity first, in `b` and in those blocks of `a` that are read.

    Returns
    -------
    dask.array.Array of the shape of `b`, but for the dimensions of stacks, which broadcast
        The solutions. What has n elements has the chunks of the columns of `a`, or of its rows if it is transposed.

    Raises
    ------
    numpy.linalg.LinAlgError
        If `a` is not square; and when it is computed, if an element of the diagonal is exactly zero, with its index.
    TypeError
        If there is no LAPACK for a dtype.
    ValueError
        If the shapes do not fit together, `trans` is none of the above, or the sizes of the chunks are unknown; and when it is
        computed, if there is NaN or infinity in an argument and `check_finite` is true.

    References
    ----------
    `scipy.linalg.solve_triangular`; N. J. Higham, "Accuracy and stability of numerical algorithms", 2nd edition, chapter 8.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> a = da.asarray([[2.0, 0.0], [1.0, 4.0]], chunks=1)
    >>> la.scipy.solve_triangular(a, [2.0, 9.0], lower=True).compute()
    array([1., 2.])
    """
    if trans not in _TRANSPOSES:
        raise ValueError(f"solve_triangular: trans must be one of {tuple(_TRANSPOSES)}, but it is {trans!r}")
    given = system(a, b, "solve_triangular", check_finite)
    triangle = triangular.Triangle(bool(lower), _TRANSPOSES[trans], bool(unit_diagonal))
    return given.shaped(triangular.solve_triangular(given.a, given.b, triangle))
