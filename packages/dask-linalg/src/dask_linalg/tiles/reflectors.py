"""Householder reflectors of a tile: the QR factorisation of one, and many reflectors applied as one matrix.

The product of the reflectors of a tile is ``I - V @ T @ V.conj().T``, where V is unit lower trapezoidal, its columns the vectors of
the reflectors, and T is upper triangular.

References
----------
R. Schreiber, C. Van Loan, "A storage-efficient WY representation for products of Householder transformations", SIAM Journal on
Scientific and Statistical Computing 10 (1989).
C. Puglisi, "Modification of the Householder method based on the compact WY representation", SIAM Journal on Scientific and
Statistical Computing 13 (1992), on T from the products of the vectors.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from dask_linalg.tiles.lapack import Tile, call, call_checked, leading_dimension, letter, scalar
from dask_linalg.tiles.products import add_product, write_product

WIDTH = 32
"""Reflectors that LAPACK applies at once inside a tile: measured best for 200 to 500 columns."""


class Reflectors(NamedTuple):
    """Reflectors by their vectors, the columns of V with ones and zeros written out, and by the triangle T; a tuple, so that Dask knows its size."""

    vectors: Tile
    triangle: Tile


def factor_tile(tile: Tile) -> Tile:
    """Put the upper trapezoidal factor R of a tile in its place, and below it the vectors of the reflectors.

    Returns
    -------
    numpy.ndarray of shape (min(m, n),)
        The factors of the reflectors, LAPACK's tau.
    """
    m, n = tile.shape
    k = min(m, n)
    if not k:
        return np.empty(0, tile.dtype)
    width = min(WIDTH, k)
    triangles, work = np.empty((width, k), tile.dtype, order="F"), np.empty(width * n, tile.dtype)
    call_checked(f"{letter(tile)}geqrt", m, n, width, tile, leading_dimension(tile), triangles, width, work)
    taus: Tile = triangles[np.arange(k) % width, np.arange(k)]
    return taus


def upper_of(tile: Tile) -> Tile:
    """Return the upper trapezoid of a tile as a new one, with min(m, n) rows and zeros below."""
    k, n = min(tile.shape), tile.shape[1]
    upper = np.zeros((k, n), tile.dtype, order="F")
    if k:
        call(f"{letter(tile)}lacpy", "U", k, n, tile, leading_dimension(tile), upper, k)
    return upper


def clear_below(tile: Tile) -> None:
    """Write zeros below the diagonal of a tile."""
    below = tile[1:, :-1] if tile.shape[0] <= tile.shape[1] else tile[1:]
    if below.size:
        zero = scalar(0, tile)
        call(f"{letter(tile)}laset", "L", *below.shape, zero, zero, below, leading_dimension(below))


def write_out(tile: Tile) -> Tile:
    """Write zeros and ones over the upper trapezoid of a factored tile, and return its first columns, which are then the vectors."""
    m, k = len(tile), min(tile.shape)
    if k:
        zero, one = scalar(0, tile), scalar(1, tile)
        call(f"{letter(tile)}laset", "U", m, k, zero, one, tile, leading_dimension(tile))
    return tile[:, :k]


def with_triangle(vectors: Tile, taus: Tile) -> Reflectors:
    """Return reflectors with the triangle by which they are applied all at once.

    That is ``inv(inv(D) + U)``, where D has the factors `taus` on its diagonal, and U is the strictly upper triangle of
    ``V.conj().T @ V``. Written as ``D @ inv(I + U @ D)`` it holds for factors of zero too, of columns that are zero below.
    """
    triangle = _squared(vectors)
    triangle *= taus
    k, name = len(taus), letter(vectors, triangle, taus)
    if k:
        call_checked(f"{name}trtri", "U", "U", k, triangle, leading_dimension(triangle))
        call(f"{name}laset", "L", k, k, scalar(0, triangle), scalar(1, triangle), triangle, leading_dimension(triangle))
    triangle *= taus[:, None]
    return Reflectors(vectors, triangle)


def _squared(vectors: Tile) -> Tile:
    """Return ``V.conj().T @ V``, of which only the upper triangle is right."""
    m, k = vectors.shape
    square = np.zeros((k, k), vectors.dtype, order="F")
    name, how = ("herk", "C") if letter(vectors) in "cz" else ("syrk", "T")
    if k:
        one, zero = np.ones(1, vectors.real.dtype), np.zeros(1, vectors.real.dtype)
        ld = leading_dimension
        call(f"{letter(vectors)}{name}", "U", how, k, m, one, vectors, ld(vectors), zero, square, ld(square))
    return square


def multiply_by_triangle(tile: Tile, triangle: Tile, *, turned: bool = False) -> None:
    """Put ``triangle @ tile`` in the place of a tile, for an upper triangle; one that is turned is read as its adjoint.

    Raises
    ------
    ValueError
        If the shapes do not fit together.
    """
    m, n = tile.shape
    if triangle.shape != (m, m):
        raise ValueError(f"a tile of shape {tile.shape} cannot be multiplied by a triangle of shape {triangle.shape}")
    name, ld, how = f"{letter(tile, triangle)}trmm", leading_dimension, "C" if turned else "N"
    call(name, "L", "U", how, "N", m, n, scalar(1, tile), triangle, ld(triangle), tile, ld(tile))


def reflect(tile: Tile, reflectors: Reflectors, *, turned: bool = False) -> None:
    """Put ``Q @ tile`` in the place of a tile, or ``Q.conj().T @ tile`` if turned, where Q is the product of the reflectors."""
    vectors, triangle = reflectors
    small = np.empty((vectors.shape[1], tile.shape[1]), tile.dtype, order="F")
    write_product(small, vectors, tile, turn_left=True)
    multiply_by_triangle(small, triangle, turned=turned)
    add_product(tile, vectors, small, -1)


def coefficients(top: Tile, reflectors: Reflectors) -> Tile:
    """Return C such that ``Q @ [top; 0]`` is ``[top; 0] - vectors @ C``.

    So many rows of a product with Q are computed at half the cost, where all but the first rows of what is multiplied are zero.
    """
    vectors, triangle = reflectors
    small = np.empty((vectors.shape[1], top.shape[1]), top.dtype, order="F")
    write_product(small, vectors[: len(top)], top, turn_left=True)
    multiply_by_triangle(small, triangle)
    return small
