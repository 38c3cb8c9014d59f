"""How a matrix is cut into tiles: as it comes, if its chunks are good tiles, and else anew."""

from __future__ import annotations

import dask.array as da
import numpy as np

TILE = 512
"""Rows of a tile. A task costs the scheduler a tenth of a millisecond, in which a core multiplies matrices of half this size."""

_SMALLEST, _LARGEST = 256, 2048


def tiled(a: da.Array) -> da.Array:
    """Return a square matrix in square tiles; its own chunks stay if they are tiles of a good size."""
    rows, columns = a.chunks[-2:]
    side = rows[0] if rows else 0
    is_good = (
        rows == columns and all(n == side for n in rows[:-1]) and rows[-1] <= side and _SMALLEST <= side <= _LARGEST
    )
    return a if is_good else a.rechunk({-2: TILE, -1: TILE})


def whole(a: da.Array) -> da.Array:
    """Return an array each of whose chunks holds whole matrices."""
    return a.rechunk({-2: -1, -1: -1})


def goes_by_tiles(a: da.Array) -> bool:
    """Whether an array is one matrix, in NumPy's chunks, that is worth more than one tile."""
    return a.ndim == 2 and isinstance(a._meta, np.ndarray) and max(a.shape) > TILE and min(a.shape) > 0
