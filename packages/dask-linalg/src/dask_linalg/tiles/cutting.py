"""Pieces of a matrix that is in any chunks, each copied out of the chunks that it lies in, in Fortran's order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Any

import numpy as np

from dask_linalg.tiles.lapack import Tile

Range = tuple[int, int]
_STRIP = 64
"""Rows that are copied at a time from C's order: so many cache lines of the source stay at hand."""


def ranges(sizes: Sequence[int]) -> list[Range]:
    """Return the first index of each chunk and the one after its last."""
    return list(pairwise(accumulate(sizes, initial=0)))


def widths(total: int, width: int) -> tuple[int, ...]:
    """Return sizes of pieces of one width, the last one smaller; there is one piece of nothing."""
    return tuple(min(width, total - first) for first in range(0, total, width)) or (0,)


def overlapping(sizes: Sequence[int], wanted: Range) -> list[tuple[int, slice, slice]]:
    """Return the chunks that a range lies in: their number, what of them it takes, and where that lies in the range."""
    first, last = wanted
    return [
        (i, slice(max(start, first) - start, min(stop, last) - start), slice(max(start, first) - first, min(stop, last) - first))
        for i, (start, stop) in enumerate(ranges(sizes))
        if start < last and stop > first
    ]  # fmt: skip


def assembled(shape: tuple[int, int], dtype: Any, extra: int, targets: Any, sources: Any, *chunks: Tile) -> Tile:
    """Return a new tile whose parts are parts of chunks; between its columns lie so many more elements.

    Columns that lie a power of two apart share lines of the cache, which makes LAPACK slower by an eighth.
    """
    rows, columns = shape
    tile = np.empty((rows + extra, columns), dtype, order="F")[:rows]
    for target, source, chunk in zip(targets, sources, chunks, strict=True):
        copy_into(tile[target], chunk[source])
    return tile


def copy_into(target: Tile, source: Tile) -> None:
    """Copy a matrix, by strips of rows where it lies in another order."""
    for first in range(0, len(source), _STRIP):
        target[first : first + _STRIP] = source[first : first + _STRIP]
