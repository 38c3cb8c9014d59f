"""Bunch and Kaufman's factorisation, as in `scipy.linalg`."""

from __future__ import annotations

from typing import Any

import dask.array as da

from dask_linalg.algorithms.indefinite import ldl_factors
from dask_linalg.checks import finite, square_matrix


def ldl(
    A: Any, lower: bool = True, hermitian: bool = True, overwrite_a: bool = False, check_finite: bool = True
) -> tuple[da.Array, da.Array, da.Array]:
    """Return the factors of a symmetric or Hermitian matrix that need not be definite, ``a = lu @ d @ lu.conj().T``.

    Parameters
    ----------
    A : array_like of shape (..., n, n)
        Symmetric or Hermitian matrices, in any chunks; each is gathered into one task. Only one triangle counts.
    lower : bool, default True
        Whether it is the lower triangle, and the factor lower triangular, and not the upper one.
    hermitian : bool, default True
        Whether complex matrices are Hermitian, and not symmetric, ``a = lu @ d @ lu.T``.
    overwrite_a : bool, default False
        Without effect: the arrays of the caller are never written over.
    check_finite : bool, default True
        Whether to look for NaN and infinity first.

    Returns
    -------
    lu : dask.array.Array of shape (..., n, n)
        The factor with its rows permuted: ``lu[perm]`` is triangular with ones on its diagonal.
    d : dask.array.Array of shape (..., n, n)
        The matrix between, with blocks of one or two rows on its diagonal.
    perm : dask.array.Array of int and shape (..., n)
        The permutation of rows.

    Raises
    ------
    dask_linalg.errors.GatherLimitError
        If a matrix in several chunks is larger than ``dask-linalg.gather-limit`` in Dask's configuration.
    numpy.linalg.LinAlgError
        If `A` is not square.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If the sizes of the chunks are unknown; and when it is computed, if there is NaN or infinity in a matrix and `check_finite` is
        true.

    Warns
    -----
    numpy.exceptions.ComplexWarning
        When it is computed, if the diagonal of a matrix that should be Hermitian has imaginary parts, which are ignored.

    References
    ----------
    `scipy.linalg.ldl`; J. R. Bunch, L. Kaufman, "Some stable methods for calculating inertia and solving symmetric linear systems",
    Mathematics of Computation 31 (1977).

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> lu, d, perm = la.scipy.ldl(da.asarray([[2.0, 1.0], [1.0, -1.0]]))
    >>> d.compute()
    array([[ 2. ,  0. ],
           [ 0. , -1.5]])
    """
    a = finite(square_matrix(A, "ldl"), "ldl", check_finite)
    return ldl_factors(a, lower=bool(lower), hermitian=bool(hermitian))
