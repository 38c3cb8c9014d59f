"""The largest singular values by a random subspace, orthonormal before each multiplication.

References
----------
N. Halko, P. G. Martinsson, J. A. Tropp, "Finding structure with randomness: probabilistic algorithms for constructing
approximate matrix decompositions", SIAM Review 53 (2011), algorithm 4.4.
"""

from __future__ import annotations

from typing import Any

import dask.array as da

from dask_linalg.algorithms.adjoint import adjoint
from dask_linalg.algorithms.product import product
from dask_linalg.algorithms.qr import reduced
from dask_linalg.algorithms.svd import svd
from dask_linalg.tiles.namespace import namespace

_SMALLEST = 20
"""Dimensions that a subspace has at least: fewer save nothing."""


def largest(
    a: da.Array, k: int, *, iterations: int, oversamples: int, seed: Any, compute: bool
) -> tuple[da.Array, da.Array, da.Array]:
    """Return the k largest singular values and their vectors, nearly.

    Parameters
    ----------
    a : dask.array.Array of shape (m, n)
        The matrix.
    k : int
        How many singular values are wanted.
    iterations : int
        How many times the subspace is multiplied with ``a @ a.conj().T``.
    oversamples : int
        By how many dimensions the subspace is larger than k.
    seed : int, numpy.random.Generator, dask.array.random.Generator, dask.array.random.RandomState or None
        What the random numbers come from.
    compute : bool
        Whether each product is computed at once, so that the tasks of the next one do not begin before.

    Returns
    -------
    tuple of dask.array.Array of shapes (m, k), (k,) and (k, n)
        The vectors on the left, the values from large to small and the adjoint vectors on the right.
    """
    size = min(max(_SMALLEST, k + oversamples), *a.shape)
    q = _basis(product(a, _random(a, size, seed)), compute)
    turned = adjoint(a)
    for _ in range(iterations):
        q = _basis(product(a, _basis(product(turned, q), compute)), compute)
    inner, s, vh = svd(product(adjoint(q), a), False)
    return product(q, inner)[:, :k], s[:k], vh[:k]


def _basis(a: da.Array, compute: bool) -> da.Array:
    """Return orthonormal columns: without them, all columns of a power would turn to the first singular vector."""
    q, _ = reduced(a)
    return q.persist() if compute else q


def _random(a: da.Array, size: int, seed: Any) -> da.Array:
    source = seed if hasattr(seed, "standard_normal") else da.random.default_rng(seed)
    numbers = source.standard_normal(size=(a.shape[1], size), chunks=(a.chunks[1], (size,)))
    return numbers.map_blocks(_like, a._meta, dtype=a.dtype, meta=a._meta)


def _like(numbers: Any, meta: Any) -> Any:
    """Return numbers as an array of a dtype and a library."""
    return namespace(meta).asarray(numbers, dtype=meta.dtype)
