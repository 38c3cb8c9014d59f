"""Products of tiles, added to a tile, subtracted from it, or put in its place."""

from __future__ import annotations

import numpy as np

from dask_linalg.tiles.lapack import Tile, call, leading_dimension, letter, lies_by_columns, scalar


def add_product(
    tile: Tile, left: Tile, right: Tile, factor: float = 1, *, turn_left: bool = False, turn_right: bool = False
) -> None:
    """Put ``tile + factor * left @ right`` in the place of a tile.

    A factor that is turned is read as its conjugate transpose.

    Raises
    ------
    ValueError
        If the shapes do not fit together.
    """
    _multiply(tile, left, right, factor, 1, turn_left, turn_right)


def write_product(
    tile: Tile, left: Tile, right: Tile, factor: float = 1, *, turn_left: bool = False, turn_right: bool = False
) -> None:
    """Put ``factor * left @ right`` in the place of a tile, whatever was there; see `add_product`."""
    _multiply(tile, left, right, factor, 0, turn_left, turn_right)


def _multiply(
    tile: Tile, left: Tile, right: Tile, factor: float, kept: float, turn_left: bool, turn_right: bool
) -> None:
    name = f"{letter(tile, left, right)}gemm"
    (m, inner), (other, n) = _read(left, turn_left), _read(right, turn_right)
    if inner != other or tile.shape != (m, n):
        raise ValueError(f"the product of tiles of shapes {(m, inner)} and {(other, n)} has not the shape {tile.shape}")
    keep, times, ld = scalar(kept, tile), scalar(factor, tile), leading_dimension
    how = ["C" if turned else "N" for turned in (turn_left, turn_right)]
    call(name, *how, m, n, inner, times, left, ld(left), right, ld(right), keep, tile, ld(tile))


def _read(tile: Tile, turned: bool) -> tuple[int, int]:
    rows, columns = tile.shape
    return (columns, rows) if turned else (rows, columns)


def put_product(target: Tile, left: Tile, right: Tile, *, add: bool) -> None:
    """Put ``left @ right`` in the place of a matrix, or ``target + left @ right``.

    All three may lie in C's order or in Fortran's, with gaps between rows or columns: a matrix in C's order is the transpose of
    one in Fortran's, which BLAS reads without a copy. Only a factor with gaps both ways is copied.

    Raises
    ------
    ValueError
        If the shapes do not fit together, or the target has gaps both ways.
    """
    if not lies_by_columns(target):
        # The same product of the transposes, in the other order.
        target, left, right = target.T, right.T, left.T
    name, ld = f"{letter(target, left, right)}gemm", leading_dimension
    (m, inner), (other, n) = left.shape, right.shape
    if inner != other or target.shape != (m, n):
        raise ValueError(
            f"the product of tiles of shapes {(m, inner)} and {(other, n)} has not the shape {target.shape}"
        )
    if target.size == 0 or inner == 0:
        # What is empty has strides of zero.
        target[...] = target if add else 0
        return
    (how_left, left), (how_right, right) = _as_it_lies(left), _as_it_lies(right)
    one, kept = scalar(1, target), scalar(1 if add else 0, target)
    call(name, how_left, how_right, m, n, inner, one, left, ld(left), right, ld(right), kept, target, ld(target))


def _as_it_lies(factor: Tile) -> tuple[str, Tile]:
    """Return how BLAS is to read a factor, and the factor or its transpose in Fortran's order."""
    if lies_by_columns(factor):
        return "N", factor
    return ("T", factor.T) if lies_by_columns(factor.T) else ("N", np.asfortranarray(factor))
