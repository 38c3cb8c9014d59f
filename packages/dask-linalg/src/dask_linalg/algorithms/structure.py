"""What a matrix is like, found chunk by chunk: its diagonals, its bandwidth, and whether it is symmetric."""

from __future__ import annotations

from itertools import pairwise
from itertools import product as places_of
from typing import Any

import dask.array as da
import numpy as np

from dask_linalg.schedule.tasks import Tasks
from dask_linalg.tiles.collection import meta_like
from dask_linalg.tiles.cutting import ranges
from dask_linalg.tiles.namespace import namespace


def bandwidths(a: da.Array) -> tuple[da.Array, da.Array]:
    """Return how many diagonals below the main one and above it hold all that is not zero.

    Parameters
    ----------
    a : dask.array.Array of shape (..., m, n)
        Matrices of numbers.

    Returns
    -------
    tuple of dask.array.Array of int64 of shape (...)
        The lower and the upper bandwidth.
    """
    tasks = Tasks("bandwidth", a)
    rows, columns = ranges(a.chunks[-2]), ranges(a.chunks[-1])
    for place in places_of(*[range(count) for count in a.numblocks]):
        offset = rows[place[-2]][0] - columns[place[-1]][0]
        tasks.add("block", (*place, 0), _bandwidths_of_block, tasks.chunk(0, *place), offset)
    blocks = (*a.chunks[:-2], (1,) * len(rows), (1,) * len(columns), (2,))
    found = tasks.array("block", blocks, meta_like(a, np.int64, a.ndim + 1)).max(axis=(-3, -2))
    return found[..., 0], found[..., 1]


def equals_transpose(a: da.Array[Any], conjugate: bool, atol: float | None, rtol: float | None) -> da.Array[Any]:
    """Return whether square matrices equal their transposes, or their conjugate transposes.

    Each pair of chunks on both sides of the diagonal is compared once.

    Parameters
    ----------
    a : dask.array.Array of shape (..., n, n)
        Square matrices of numbers.
    conjugate : bool
        Whether transposes are conjugated.
    atol, rtol : float or None
        How far numbers that are not whole may be apart; without both not at all.

    Returns
    -------
    dask.array.Array of bool of shape (...)
        Whether they do.
    """
    source = a.rechunk({a.ndim - 1: a.chunks[-2]})
    # As in SciPy, whole numbers are equal or not, and tolerances of zero are none.
    tolerances = (atol or 0.0, rtol or 0.0) if (atol or rtol) and source.dtype.kind not in "iu" else None
    tasks = Tasks("equals_transpose", source, by=(conjugate, tolerances))
    side = source.numblocks[-1]
    pairs = [(i, j) for i in range(side) for j in range(i + 1)]
    for place in places_of(*[range(count) for count in source.numblocks[:-2]]):
        for number, (i, j) in enumerate(pairs):
            below, above = tasks.chunk(0, *place, i, j), tasks.chunk(0, *place, j, i)
            tasks.add("pair", (*place, number), _are_equal, below, above, i == j, conjugate, tolerances)
    chunks = (*source.chunks[:-2], (1,) * len(pairs))
    return tasks.array("pair", chunks, meta_like(source, bool, a.ndim - 1)).all(axis=-1)


def diagonals(a: da.Array, offset: int) -> da.Array:
    """Return diagonals of matrices, cut where they leave a chunk.

    Parameters
    ----------
    a : dask.array.Array of shape (..., m, n)
        Matrices of any dtype.
    offset : int
        How far the diagonals are above the main one.

    Returns
    -------
    dask.array.Array of shape (..., k)
        The diagonals.
    """
    row, column = max(0, -offset), max(0, offset)
    length = max(0, min(a.shape[-2] - row, a.shape[-1] - column))
    rows, columns = ranges(a.chunks[-2]), ranges(a.chunks[-1])
    cuts = {first - row for first, _ in rows} | {first - column for first, _ in columns} | {0, length}
    pieces = list(pairwise(sorted(cut for cut in cuts if 0 <= cut <= length))) or [(0, 0)]
    tasks = Tasks("diagonal", a, by=offset)
    for number, (first, last) in enumerate(pieces):
        (i, r), (j, c) = _chunk_with(rows, row + first), _chunk_with(columns, column + first)
        for place in places_of(*[range(count) for count in a.numblocks[:-2]]):
            tasks.add("piece", (*place, number), _diagonal_of_block, tasks.chunk(0, *place, i, j), r, c, last - first)
    chunks = (*a.chunks[:-2], tuple(last - first for first, last in pieces))
    return tasks.array("piece", chunks, meta_like(a, a.dtype, a.ndim - 1))


def _chunk_with(bounds: list[tuple[int, int]], index: int) -> tuple[int, int]:
    """Return the number of the chunk that an index lies in, and where in it; of one behind all chunks the first one's beginning."""
    return next(((i, index - first) for i, (first, last) in enumerate(bounds) if first <= index < last), (0, 0))


def _diagonal_of_block(block: Any, row: int, column: int, length: int) -> Any:
    """Return a copy, so that the block itself is not kept."""
    return block[..., row : row + length, column : column + length].diagonal(axis1=-2, axis2=-1).copy()


def _bandwidths_of_block(block: Any, offset: int) -> Any:
    """Return the bandwidths that the elements of a block make, whose first row has so much larger a number than its column."""
    library, (m, n) = namespace(block), block.shape[-2:]
    if m == 0 or n == 0:
        return library.zeros((*block.shape[:-2], 1, 1, 2), dtype=np.int64)
    filled = block != 0
    first, last = filled.argmax(axis=-1), n - 1 - filled[..., ::-1].argmax(axis=-1)
    row = library.arange(m) + offset
    widths = library.stack([row - first, last - row], axis=-1)
    found = library.where(filled.any(axis=-1)[..., None], widths, 0).max(axis=-2)
    return library.maximum(found, 0)[..., None, None, :].astype(np.int64)


def _are_equal(
    below: Any, above: Any, on_diagonal: bool, conjugate: bool, tolerances: tuple[float, float] | None
) -> Any:
    """Return for each matrix of a stack whether a chunk equals the transpose of the one across the diagonal."""
    other = above.swapaxes(-1, -2)
    other = other.conj() if conjugate and other.dtype.kind == "c" else other
    if tolerances is not None:
        # Each is measured by the other: the tolerance depends on the size of one of them.
        atol, rtol = tolerances
        isclose = namespace(below).isclose
        equal = isclose(below, other, atol=atol, rtol=rtol) & isclose(other, below, atol=atol, rtol=rtol)
    else:
        equal = below == other
        if on_diagonal and not (conjugate and below.dtype.kind == "c"):
            side = range(below.shape[-1])
            equal[..., side, side] = True
    return equal.all(axis=(-1, -2))[..., None]
