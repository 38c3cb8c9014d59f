"""The largest singular values of a matrix, with the signature that `dask.array.linalg` gave it."""

from __future__ import annotations

from typing import Any

import dask.array as da

from dask_linalg.algorithms.compressed import largest
from dask_linalg.algorithms.svd import coerced_signs
from dask_linalg.checks import matrix

_ITERATORS = ("power", "QR")


def svd_compressed(
    a: Any,
    k: int,
    iterator: str = "power",
    n_power_iter: int = 0,
    n_oversamples: int = 10,
    seed: Any = None,
    compute: bool = False,
    coerce_signs: bool = True,
) -> tuple[da.Array, da.Array, da.Array]:
    """Return the k largest singular values of a matrix and their vectors, nearly, from a random subspace.

    The subspace is made orthonormal before each multiplication, so that small singular values are not lost in the rounding of the
    largest one, however many iterations there are.

    Parameters
    ----------
    a : array_like of shape (m, n)
        The matrix, in any chunks.
    k : int
        How many singular values are wanted.
    iterator : {"power", "QR"}, default "power"
        Without effect: either is orthonormal all the way.
    n_power_iter : int, default 0
        How many times the subspace is multiplied with ``a @ a.conj().T``: the error falls by a power of it. Two are often enough.
    n_oversamples : int, default 10
        By how many dimensions the subspace is larger than `k`.
    seed : int, numpy.random.SeedSequence, dask.array.random.Generator or dask.array.random.RandomState, optional
        What the random numbers come from.
    compute : bool, default False
        Whether each product is computed at once, when this function is called, and the next one read from memory. `a` is then computed
        more than once, but its chunks are not held.
    coerce_signs : bool, default True
        Whether signs of vectors are such that the real part of the sum of a row of `vh` is not negative.

    Returns
    -------
    u : dask.array.Array of shape (m, k)
        The vectors on the left, in columns.
    s : dask.array.Array of shape (k,)
        The values, from large to small.
    vh : dask.array.Array of shape (k, n)
        The adjoint vectors on the right, in rows.

    Raises
    ------
    numpy.linalg.LinAlgError
        If `a` has fewer than two dimensions; and when it is computed, if there is NaN in it.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If `a` is no matrix, there is no such iterator, a number is too small, or the sizes of the chunks are unknown.

    References
    ----------
    N. Halko, P. G. Martinsson, J. A. Tropp, "Finding structure with randomness: probabilistic algorithms for constructing approximate
    matrix decompositions", SIAM Review 53 (2011), algorithm 4.4.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> u, s, vh = la.svd_compressed(da.diag(da.arange(1.0, 51.0, chunks=10)), 3, n_power_iter=4, seed=0)
    >>> s.compute().round(1)
    array([50., 49., 48.])
    """
    checked = matrix(a, "svd_compressed")
    if checked.ndim > 2:
        raise ValueError(f"svd_compressed: one matrix is wanted, but the shape is {checked.shape}")
    if iterator not in _ITERATORS:
        raise ValueError(f"svd_compressed: iterator {iterator!r} not valid, must be one of {_ITERATORS}")
    for name, number, least in (("k", k, 1), ("n_power_iter", n_power_iter, 0), ("n_oversamples", n_oversamples, 0)):
        if number < least:
            raise ValueError(f"svd_compressed: {name} must be at least {least}, but it is {number}")
    u, s, vh = largest(checked, k, iterations=n_power_iter, oversamples=n_oversamples, seed=seed, compute=compute)
    if coerce_signs:
        u, vh = coerced_signs(u, vh)
    return u, s, vh
