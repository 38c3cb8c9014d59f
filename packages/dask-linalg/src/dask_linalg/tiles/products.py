"""Products of tiles, added to a tile or subtracted from it in its place."""

from __future__ import annotations

from dask_linalg.tiles.lapack import Tile, call, leading_dimension, letter, scalar


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
    name = f"{letter(tile, left, right)}gemm"
    (m, inner), (other, n) = _read(left, turn_left), _read(right, turn_right)
    if inner != other or tile.shape != (m, n):
        raise ValueError(f"the product of tiles of shapes {(m, inner)} and {(other, n)} has not the shape {tile.shape}")
    one, times, ld = scalar(1, tile), scalar(factor, tile), leading_dimension
    how = ["C" if turned else "N" for turned in (turn_left, turn_right)]
    call(name, *how, m, n, inner, times, left, ld(left), right, ld(right), one, tile, ld(tile))


def _read(tile: Tile, turned: bool) -> tuple[int, int]:
    rows, columns = tile.shape
    return (columns, rows) if turned else (rows, columns)
