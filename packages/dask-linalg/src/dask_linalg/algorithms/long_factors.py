"""A matrix that is longer than wide as a triangular factor and what multiplies by its orthonormal columns."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import dask.array as da

from dask_linalg.algorithms import qr
from dask_linalg.algorithms.adjoint import adjoint
from dask_linalg.algorithms.product import product
from dask_linalg.algorithms.tall_qr import apply_adjoint, apply_q, is_tall, tall_qr, tall_triangle

Product = Callable[[da.Array], da.Array]

_LONG = 1.5
"""How many times as many rows as columns make a factorisation of the triangular factor cheaper than one of the matrix."""


def is_long(shape: tuple[int, ...]) -> bool:
    """Whether a matrix has so many more rows than columns that its triangular factor comes first."""
    rows, columns = shape
    return bool(rows >= _LONG * columns)


def long_factors(a: da.Array) -> tuple[da.Array, Product, Product]:
    """Return the triangular factor, and what multiplies by the orthonormal columns, which may never be formed.

    Parameters
    ----------
    a : dask.array.Array of shape (m, n), with m >= n
        The matrix.

    Returns
    -------
    tuple of dask.array.Array of shape (n, n) and two callables
        The triangular factor R; what takes an array of shape (n, k) and returns ``Q @ c`` of shape (m, k); and what takes one of shape
        (m, k) and returns ``Q.conj().T @ c`` of shape (n, k).
    """
    if is_tall(a):
        factors = tall_qr(a)
        return factors.r, partial(apply_q, factors), partial(apply_adjoint, factors)
    q, r = qr.reduced(a)
    return r, partial(product, q), partial(product, adjoint(q))


def joint_triangle(a: da.Array, b: da.Array) -> da.Array:
    """Return the triangular factor of the columns of two matrices side by side.

    Parameters
    ----------
    a, b : dask.array.Array of shapes (m, n) and (m, k)
        The matrices, of one dtype.

    Returns
    -------
    dask.array.Array of shape (min(m, n + k), n + k)
        The triangular factor.
    """
    both = da.concatenate([a, b.rechunk({0: a.chunks[0]})], axis=1)
    return tall_triangle(a, b) if is_tall(both) else qr.triangle(both)
