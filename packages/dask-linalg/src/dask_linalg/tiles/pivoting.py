"""What elimination with partial pivoting does to a tile."""

from __future__ import annotations

from typing import Any

import numpy as np

from dask_linalg.tiles.lapack import Tile, adjoint, call, call_checked, leading_dimension, letter, scalar

Pivots = np.ndarray[Any, np.dtype[np.int32]]
"""For each row in turn the row that it is interchanged with, counted from zero, as SciPy counts them."""


def factor_with_pivoting(tile: Tile) -> tuple[Pivots, int]:
    """Put the factors of a tile, whose rows have been interchanged, in its place: ``L`` below its diagonal and ``U`` above.

    Returns
    -------
    pivots : ndarray of int32
        The rows of the tile that each row has been interchanged with.
    zero : int
        Zero, or the order of the first pivot that is exactly zero.
    """
    m, n = tile.shape
    pivots = np.zeros(min(m, n), np.int32)
    zero = call_checked(f"{letter(tile)}getrf", m, n, tile, leading_dimension(tile), pivots)
    return pivots - np.int32(1), zero


def interchange_rows(tile: Tile, pivots: Pivots, *, back: bool = False) -> None:
    """Interchange the rows of a tile in its place, one after the other, or from the last to the first to undo that.

    Raises
    ------
    ValueError
        If the pivots are no rows of the tile, or not of 32 bits.
    """
    if pivots.dtype != np.int32 or pivots.ndim != 1:
        raise ValueError(f"pivots are a vector of int32, but these are of {pivots.dtype} and shape {pivots.shape}")
    if len(pivots) > len(tile) or (len(pivots) and not 0 <= pivots.min() <= pivots.max() < len(tile)):
        raise ValueError(f"{len(pivots)} pivots are not all rows of a tile of shape {tile.shape}")
    if tile.size and len(pivots):
        ld, way = leading_dimension(tile), -1 if back else 1
        call(f"{letter(tile)}laswp", tile.shape[1], tile, ld, 1, len(pivots), pivots + np.int32(1), way)


def divide_by_lower(tile: Tile, factors: Tile, *, turned: bool = False) -> None:
    """Put ``inv(L) @ tile`` in the place of a tile, for the unit lower triangle of factors; see `divide_by_upper`."""
    _divide(tile, factors, "L", "U", "C" if turned else "N")


def divide_by_upper(tile: Tile, factors: Tile, *, turned: bool = False) -> None:
    """Put ``inv(U) @ tile`` in the place of a tile, for the upper triangle of factors; the other is not read.

    A triangle that is turned is read as its conjugate transpose.

    Raises
    ------
    ValueError
        If the shapes do not fit together.
    """
    _divide(tile, factors, "U", "N", "C" if turned else "N")


def _divide(tile: Tile, factors: Tile, triangle: str, diagonal: str, how: str) -> None:
    m, n = tile.shape
    if factors.shape != (m, m):
        raise ValueError(f"a tile of shape {tile.shape} cannot be divided by factors of shape {factors.shape}")
    name, ld = f"{letter(tile, factors)}trsm", leading_dimension
    how = adjoint(name) if how == "C" else how
    call(name, "L", triangle, how, diagonal, m, n, scalar(1, tile), factors, ld(factors), tile, ld(tile))
