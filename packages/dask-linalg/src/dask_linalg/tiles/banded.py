"""Matrices whose elements lie near the diagonal: how far, what is kept of them, and LAPACK's elimination within the band.

A band is kept as LAPACK keeps it: element ``(i, j)`` of the matrix is element ``(above + i - j, j)`` of the band.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from dask_linalg.tiles.lapack import Tile, call_checked, leading_dimension, letter


class Bandwidth(NamedTuple):
    """How many diagonals below and above the main one hold something."""

    below: int
    above: int

    @property
    def rows(self) -> int:
        """Diagonals, the main one among them."""
        return self.below + self.above + 1


class FactoredBand(NamedTuple):
    """A band with its factors, by LAPACK's arrays; a tuple, so that Dask knows its size."""

    width: Bandwidth
    factors: tuple[Tile, ...]
    """Of a diagonal matrix its elements alone."""
    pivots: Any


def width_of(tile: Tile, first_row: int, first_column: int) -> Bandwidth:
    """Return how far from the diagonal of a matrix the elements of a part of it lie that are not zero."""
    columns = tile.shape[1]
    filled = tile != 0
    which = np.flatnonzero(filled.any(axis=1))
    if not len(which):
        return Bandwidth(0, 0)
    first, last = filled[which].argmax(axis=1), columns - 1 - filled[which, ::-1].argmax(axis=1)
    ahead = which + first_row - first_column
    return Bandwidth(max(0, int((ahead - first).max())), max(0, int((last - ahead).max())))


def part_of_band(tile: Tile, first_row: int, first_column: int, width: Bandwidth) -> Tile:
    """Return the columns of the band that a part of a matrix has, with zeros for the elements that are not in it."""
    part = np.zeros((width.rows, tile.shape[1]), tile.dtype, order="F")
    for diagonal in range(-width.below, width.above + 1):
        offset = diagonal + first_row - first_column
        if -tile.shape[0] < offset < tile.shape[1]:
            elements, start = tile.diagonal(offset), max(0, offset)
            part[width.above - diagonal, start : start + len(elements)] = elements
    return part


def is_in_band(shape: tuple[int, int], first_row: int, first_column: int, width: Bandwidth) -> bool:
    """Whether a part of a matrix has elements in the band."""
    rows, columns = shape
    farthest_below, farthest_above = first_row + rows - 1 - first_column, first_column + columns - 1 - first_row
    return rows > 0 and columns > 0 and farthest_below >= -width.above and farthest_above >= -width.below


def factor_band(band: Tile, width: Bandwidth) -> tuple[FactoredBand, int]:
    """Eliminate with partial pivoting within a band.

    Returns
    -------
    factored : FactoredBand
        The factors.
    zero : int
        Zero, or the order of the first pivot that is exactly zero.

    Raises
    ------
    ValueError
        If the band has not as many rows as its width says.
    """
    if band.ndim != 2 or len(band) != width.rows:
        raise ValueError(f"a band of shape {band.shape} has not the {width.rows} diagonals of {width}")
    n, pivots = band.shape[1], np.zeros(band.shape[1], np.int32)
    if width.rows == 1:
        zeros = np.flatnonzero(band[0] == 0)
        return FactoredBand(width, (band[0].copy(),), pivots), int(zeros[0]) + 1 if len(zeros) else 0
    is_tridiagonal = width.below <= 1 and width.above <= 1
    factors, zero = (_factor_tridiagonal if is_tridiagonal else _factor_wide)(band, width, n, pivots)
    if zero and np.isnan(band).any():
        zero = 0  # Where there is NaN, LAPACK takes what is beside it for the pivot.
    return FactoredBand(width, factors, pivots), zero


def _factor_wide(band: Tile, width: Bandwidth, n: int, pivots: Any) -> tuple[tuple[Tile, ...], int]:
    space = np.zeros((width.below + width.rows, n), band.dtype, order="F")
    space[width.below :] = band
    name, ld = f"{letter(space)}gbtrf", leading_dimension(space)
    zero = call_checked(name, n, n, width.below, width.above, space, ld, pivots) if n else 0
    return (space,), zero


def _factor_tridiagonal(band: Tile, width: Bandwidth, n: int, pivots: Any) -> tuple[tuple[Tile, ...], int]:
    wide = np.zeros((3, n), band.dtype)
    wide[1 - width.above : 2 + width.below] = band
    above, diagonal, below = wide[0, 1:].copy(), wide[1].copy(), wide[2, :-1].copy()
    farther = np.zeros(max(0, n - 2), band.dtype)
    factors = below, diagonal, above, farther
    zero = call_checked(f"{letter(*factors)}gttrf", n, *factors, pivots) if n else 0
    return factors, zero


def divide_by_band(tile: Tile, factored: FactoredBand) -> None:
    """Put the solutions in the place of right-hand sides in Fortran's order.

    Raises
    ------
    ValueError
        If the shapes do not fit together.
    """
    width, factors, pivots = factored
    n, k = tile.shape
    if n != len(pivots):
        raise ValueError(f"a tile of shape {tile.shape} cannot be divided by a band of {len(pivots)} columns")
    if not tile.size:
        return
    ld, name = leading_dimension(tile), letter(tile, *factors)
    if width.rows == 1:
        tile /= factors[0][:, None]
    elif len(factors) > 1:
        call_checked(f"{name}gttrs", "N", n, k, *factors, pivots, tile, ld)
    else:
        where = factors[0], leading_dimension(factors[0])
        call_checked(f"{name}gbtrs", "N", n, width.below, width.above, k, *where, pivots, tile, ld)
