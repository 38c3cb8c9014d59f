"""Systems whose matrix is zero but near its diagonal: the band is taken out of the chunks, and nothing else is gathered.

How wide it is may be left to the data: each chunk says how far from the diagonal it holds something, before it is asked for that.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import dask.array as da
import numpy as np
from dask._task_spec import TaskRef
from dask.utils import format_bytes
from numpy.linalg import LinAlgError

from dask_linalg.algorithms.gathered import LIMIT, gather_limit
from dask_linalg.algorithms.ill_conditioned import norm_of_part, probes, warn_if_ill_conditioned
from dask_linalg.errors import GatherLimitError
from dask_linalg.schedule.blas_threads import one_blas_thread
from dask_linalg.schedule.ownership import own
from dask_linalg.schedule.tasks import Tasks, Work
from dask_linalg.tiles.banded import (
    Bandwidth,
    FactoredBand,
    divide_by_band,
    factor_band,
    is_in_band,
    part_of_band,
    width_of,
)
from dask_linalg.tiles.cutting import Range, ranges, widths
from dask_linalg.tiles.lapack import Tile

COLUMNS = 512
"""Right-hand sides that one task solves for."""
DIAGONAL, TRIDIAGONAL = Bandwidth(0, 0), Bandwidth(1, 1)


def solve_band(
    a: da.Array[Any], b: da.Array[Any], width: Bandwidth | None, *, transposed: bool = False
) -> da.Array[Any]:
    """Return the solutions of a banded system.

    Parameters
    ----------
    a : dask.array.Array of shape (n, n)
        A matrix of NumPy's chunks of float32, float64, complex64 or complex128; what lies outside the band is not read, if the
        width of that is given.
    b : dask.array.Array of shape (n, k)
        Right-hand sides, of the same dtype.
    width : Bandwidth, optional
        How many diagonals of the matrix there are; by default that is found out.
    transposed : bool, default False
        Whether the system is that of the transpose.

    Returns
    -------
    dask.array.Array of shape (n, k)
        The solutions; their rows have the chunks of the unknowns.
    """
    n, k = b.shape
    unknowns = a.chunks[0 if transposed else 1]
    # Elements of a diagonal solve for one row each.
    sides = b.rechunk(((n,) if width != DIAGONAL else unknowns, widths(k, COLUMNS)))
    tasks = Tasks("solve_banded", a, sides, by=(width, transposed))
    factored = tasks.add("factored", (), _factor, _band(tasks, width), transposed)
    for r, rows in enumerate(ranges(sides.chunks[0])):
        for c, columns in enumerate(sides.chunks[1]):
            work = Work(nbytes=(rows[1] - rows[0]) * columns * a.dtype.itemsize)
            tasks.add("solution", (r, c), _solve, tasks.chunk(1, r, c), factored, rows, work=work)
    return tasks.array("solution", sides.chunks, b._meta).rechunk((unknowns, b.chunks[1]))


def solve_band_whole(matrix: Tile, sides: Tile, width: Bandwidth | None, *, transposed: bool = False) -> Tile:
    """Return the solutions of a banded system in one matrix; see `solve_band`."""
    found = width_of(matrix, 0, 0) if width is None else width
    factored = _factored((found, part_of_band(matrix, 0, 0, found)), transposed)
    solution = np.array(sides, order="F")
    divide_by_band(solution, factored)
    return solution


def _band(tasks: Tasks, width: Bandwidth | None) -> TaskRef:
    """Add the tasks that collect a band; the last one returns its width and the band."""
    shape, dtype = tasks.sources[0].shape, tasks.sources[0].dtype
    places = list(_places(tasks.sources[0], width))
    wide: Bandwidth | TaskRef
    if width is None:
        each = [
            tasks.add("width", (i, j), width_of, tasks.chunk(0, i, j), row, column) for i, j, row, column, _ in places
        ]
        wide = tasks.add("widest", (), _widest, shape[1] * dtype.itemsize, gather_limit(), *each)
    else:
        wide = width
    parts = [
        tasks.add("part", (i, j), _part, tasks.chunk(0, i, j), row, column, wide) for i, j, row, column, _ in places
    ]
    ends = tuple((column, column + columns) for _, _, _, column, (_, columns) in places)
    return tasks.add("band", (), _collected, shape[1], dtype, wide, ends, *parts)


def _places(a: da.Array[Any], width: Bandwidth | None) -> Iterator[tuple[int, int, int, int, tuple[int, int]]]:
    """Yield the chunks that may have elements in a band: their number, where they begin and their shape."""
    for i, (first_row, last_row) in enumerate(ranges(a.chunks[0])):
        for j, (first_column, last_column) in enumerate(ranges(a.chunks[1])):
            shape = last_row - first_row, last_column - first_column
            if width is None or is_in_band(shape, first_row, first_column, width):
                yield i, j, first_row, first_column, shape


def _widest(nbytes: int, limit: int, *each: Bandwidth) -> Bandwidth:
    """Return the width that holds those of all chunks.

    Raises
    ------
    GatherLimitError
        If the band is too large for one task.
    """
    width = Bandwidth(*(max(ends, default=0) for ends in zip(*each, strict=True)))
    size = (width.below + width.rows) * nbytes
    if len(each) > 1 and size > limit:
        raise GatherLimitError(
            f"solve: a band of {width.below} diagonals below the main one and {width.above} above, {format_bytes(size)} with its "
            f"factors, would have to be gathered into one task, more than the limit of {format_bytes(limit)}; assume_a='general' "
            f"goes by tiles, and dask.config.set({{{LIMIT!r}: {format_bytes(2 * size)!r}}}) raises the limit"
        )
    return width


def _part(tile: Tile, row: int, column: int, width: Bandwidth) -> Tile | None:
    return part_of_band(tile, row, column, width) if is_in_band(tile.shape, row, column, width) else None


def _collected(
    n: int, dtype: np.dtype, width: Bandwidth, ends: tuple[tuple[int, int], ...], *parts: Tile | None
) -> tuple[Bandwidth, Tile]:
    band = np.zeros((width.rows, n), dtype, order="F")
    for (first, last), part in zip(ends, parts, strict=True):
        if part is not None:
            band[:, first:last] += part  # Each element of the band lies in one of the parts.
    return width, band


def _factor(band: tuple[Bandwidth, Tile], transposed: bool) -> FactoredBand:
    with one_blas_thread():
        return _factored(band, transposed, watch=True)


def _factored(collected: tuple[Bandwidth, Tile], transposed: bool, *, watch: bool = False) -> FactoredBand:
    width, band = collected
    if transposed:
        width, band = _transposed(width, band)
    factored, zero = factor_band(band, width)
    if zero:
        raise LinAlgError(
            f"Singular matrix: its pivot {zero} is exactly zero (solve, {width.below} and {width.above} diagonals)"
        )
    if watch:
        vectors = np.asfortranarray(probes(band.shape[1], 0, band.dtype))
        divide_by_band(vectors, factored)
        warn_if_ill_conditioned(norm_of_part(band), vectors, band.dtype)
    return factored


def _transposed(width: Bandwidth, band: Tile) -> tuple[Bandwidth, Tile]:
    """Return the band of the transpose, whose diagonals are the same ones, but begin elsewhere."""
    turned, n = np.zeros_like(band), band.shape[1]
    for diagonal in range(-width.below, width.above + 1):
        # Element (i, i + diagonal) is in column i + diagonal of the band, and in column i of the other one.
        length = n - abs(diagonal)
        of, to = (diagonal, 0) if diagonal > 0 else (0, -diagonal)
        turned[width.below + diagonal, to : to + length] = band[width.above - diagonal, of : of + length]
    return Bandwidth(width.above, width.below), turned


def _solve(sides: Tile, factored: FactoredBand, rows: Range) -> Tile:
    if factored.width == DIAGONAL:
        return np.asarray(sides / factored.factors[0][slice(*rows), None])
    solution = own(sides, fresh=True)
    with one_blas_thread():
        divide_by_band(solution, factored)
    return solution
