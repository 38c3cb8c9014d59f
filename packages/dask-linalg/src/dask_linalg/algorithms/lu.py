"""The factors that elimination with partial pivoting leaves, as arrays: ``L``, ``U`` and the permutation, which is a vector."""

from __future__ import annotations

from operator import getitem
from typing import Any

import dask.array as da
import numpy as np
from dask._task_spec import TaskRef

from dask_linalg.algorithms import elimination
from dask_linalg.algorithms.elimination import Elimination, Factored, eliminated, permutation_of, warn_of_zero
from dask_linalg.algorithms.gathered import gathered
from dask_linalg.schedule.tasks import Chunks, Tasks, Work
from dask_linalg.tiles.cutting import Range, overlapping, ranges, widths
from dask_linalg.tiles.lapack import Tile
from dask_linalg.tiles.pivoting import Pivots, factor_with_pivoting, interchange_rows
from dask_linalg.tiles.tiling import goes_by_tiles


def packed(a: da.Array, function: str = "") -> tuple[da.Array, da.Array]:
    """Return both factors in one matrix, and the interchanges of rows.

    Parameters
    ----------
    a : dask.array.Array of shape (..., m, n)
        Matrices of float32, float64, complex64 or complex128.
    function : str, default ""
        Who warns, when it is computed, of a pivot that is exactly zero.

    Returns
    -------
    factors : dask.array.Array of shape (..., m, n)
        ``U``, and below the diagonal ``L``, whose diagonal is one.
    pivots : dask.array.Array of int32 and shape (..., min(m, n))
        The row that each row in turn is interchanged with.
    """
    if not goes_by_tiles(a):
        factors, pivots = gathered(
            "lu", _packed_whole, f"(m,n)->(m,n),({_shorter_side(a)})", a, dtypes=[a.dtype, np.int32], caller=function
        )
        return factors, pivots
    # One result alone may write over the panels, so they are not shared with that of another caller.
    buffers = a.chunks[1] if _are_good_buffers(a.chunks[1]) else widths(a.shape[1], 2 * elimination.PANEL)
    results = _Results(a, function, eliminated(a, buffers, f"lu_packed_{function}"))
    chunks = (a.chunks[0], buffers)
    results.add_packed(chunks)
    return results.matrix("packed", chunks).rechunk(a.chunks), results.pivots()


def permuted(a: da.Array, *, multiplied: bool = False) -> tuple[da.Array, da.Array, da.Array]:
    """Return the permutation and both factors, ``a == lower[permutation] @ upper``.

    Parameters
    ----------
    a : dask.array.Array of shape (..., m, n)
        Matrices of float32, float64, complex64 or complex128.
    multiplied : bool, default False
        Whether the rows of ``L`` are returned in the order of those of the matrix, so that ``a == lower @ upper``.

    Returns
    -------
    permutation : dask.array.Array of int32 and shape (..., m)
        The row of ``L`` that belongs to each row of the matrix.
    lower : dask.array.Array of shape (..., m, min(m, n))
        The lower triangular factor, whose diagonal is one, or its rows permuted.
    upper : dask.array.Array of shape (..., min(m, n), n)
        The upper triangular factor.
    """
    rows, columns = a.chunks[-2:]
    k = _shorter_side(a)
    if not goes_by_tiles(a):
        permutation, lower, upper = gathered(
            "lu", _permuted_whole, f"(m,n)->(m),(m,{k}),({k},n)", a, dtypes=[np.int32, a.dtype, a.dtype],
            multiplied=multiplied,
        )  # fmt: skip
        return permutation, lower, upper
    results, shorter, left = _Results(a, "", eliminated(a)), _shorter(a), "multiplied" if multiplied else "lower"
    shapes = {left: (rows, shorter), "upper": (shorter, columns)}
    for part, chunks in shapes.items():
        results.add_matrix(part, chunks)
    results.add_permutation()
    return results.permutation(), results.matrix(left, shapes[left]), results.matrix("upper", shapes["upper"])


def _are_good_buffers(sizes: tuple[int, ...]) -> bool:
    """Whether panels may lie in buffers as wide as the chunks, so that the chunks of the result are views of them."""
    return min(sizes) >= elimination.PANEL // 2 and max(sizes) <= 4 * elimination.PANEL


def _shorter_side(a: da.Array) -> str:
    """Return the letter of the dimension, rows (m) or columns (n), whose chunks what is as long has."""
    return "m" if a.shape[-2] < a.shape[-1] else "n"


def _shorter(a: da.Array) -> tuple[int, ...]:
    sizes: tuple[int, ...] = a.chunks[-2 if _shorter_side(a) == "m" else -1]
    return sizes


class _Results:
    """The tasks that make arrays of a factored matrix."""

    def __init__(self, a: da.Array, function: str, elimination: Elimination) -> None:
        self._elimination = elimination
        self._tasks = Tasks("lu_results", self._elimination.tasks.sources[0], by=(self._elimination.panels, function))
        self._tasks.include(self._elimination.tasks)
        self._a, self._count = a, min(a.shape)
        self._pivots = self._elimination.add_pivots(self._tasks, function)

    def pivots(self) -> da.Array:
        """Return all interchanges."""
        return self._tasks.array("pivots", ((self._count,),), np.empty(0, np.int32)).rechunk((_shorter(self._a),))

    def add_permutation(self) -> None:
        """Add the task that returns the row of ``L`` for each row of the matrix."""
        rows = self._a.shape[0]
        self._tasks.add("permutation", (0,), permutation_of, self._pivots, rows, work=Work(nbytes=4 * rows))

    def permutation(self) -> da.Array:
        """Return the row of ``L`` for each row of the matrix."""
        rows = self._a.shape[0]
        return self._tasks.array("permutation", ((rows,),), np.empty(0, np.int32)).rechunk((self._a.chunks[0],))

    def matrix(self, part: str, chunks: Chunks) -> da.Array:
        """Return one of the factors, or both of them packed."""
        return self._tasks.array(part, chunks, self._a._meta)

    def add_matrix(self, part: str, chunks: Chunks) -> None:
        """Add the tasks that return columns of full height, and views of their rows as chunks."""
        rows, columns = chunks
        height, itemsize = sum(rows), self._a.dtype.itemsize
        for c, wanted in enumerate(ranges(columns)):
            made = self._columns(part, (height, wanted[1] - wanted[0]), c, wanted)
            for r, (first, last) in enumerate(ranges(rows)):
                work = Work(nbytes=(last - first) * (wanted[1] - wanted[0]) * itemsize)
                self._tasks.add(part, (r, c), getitem, made, slice(first, last), work=work)

    def add_packed(self, chunks: Chunks) -> None:
        """Add the tasks that return the buffers in which the factored panels lie, and views of their rows as chunks."""
        e, (rows, buffers) = self._elimination, chunks
        # Nobody reads a panel any more once all are done.
        done = [e.updated(j) for j in range(len(e.steps), len(e.panels))]
        for c, (first, last) in enumerate(ranges(buffers)):
            parts, panels = [], []
            for j, (start, stop) in enumerate(e.panels):
                if first <= start < last:
                    parts.append(
                        (slice(start - first, stop - first), e.steps[j][1] if j < len(e.steps) else self._count)
                    )
                    panels.append(e.factored(j) if j < len(e.steps) else e.updated(j))
            work = Work(nbytes=sum(rows) * (last - first) * self._a.dtype.itemsize, in_place=True)
            buffer = e.tasks.at("buffer", c)
            made = self._tasks.add(
                "packed_columns",
                (c,),
                _packed_in,
                buffer,
                tuple(parts),
                self._pivots,
                len(panels),
                *panels,
                *done,
                work=work,
            )
            for r, (top, bottom) in enumerate(ranges(rows)):
                work = Work(nbytes=(bottom - top) * (last - first) * self._a.dtype.itemsize)
                self._tasks.add("packed", (r, c), getitem, made, slice(top, bottom), work=work)

    def _columns(self, part: str, shape: tuple[int, int], c: int, wanted: Range) -> TaskRef:
        e, parts, panels = self._elimination, [], []
        for j, of, to in overlapping([last - first for first, last in e.panels], wanted):
            parts.append((of, to, e.steps[j][1] if j < len(e.steps) else self._count))
            panels.append(e.factored(j) if j < len(e.steps) else e.updated(j))
        work = Work(nbytes=shape[0] * shape[1] * self._a.dtype.itemsize)
        return self._tasks.add(
            f"{part}_columns",
            (c,),
            _columns_of,
            part,
            shape,
            self._a.dtype,
            wanted[0],
            tuple(parts),
            self._pivots,
            *panels,
            work=work,
        )


def _columns_of(
    part: str,
    shape: tuple[int, int],
    dtype: np.dtype[Any],
    first: int,
    parts: tuple[tuple[slice, slice, int], ...],
    pivots: Pivots,
    *panels: Any,
) -> Tile:
    """Return columns of a result, whose rows are interchanged as those of later panels have been."""
    made = np.empty(shape, dtype, order="F")
    for (of, to, last), panel in zip(parts, panels, strict=True):
        tile = panel.tile if isinstance(panel, Factored) else panel
        made[:, to] = tile[: shape[0], of]
        if part != "upper":
            interchange_rows(made[last:, to], pivots[last:] - np.int32(last))
    if part == "upper":
        _keep_upper(made, first)
    else:
        _keep_unit_lower(made, first)
    if part == "multiplied":
        interchange_rows(made, pivots, back=True)
    return made


def _packed_in(buffer: Tile, parts: tuple[tuple[slice, int], ...], pivots: Pivots, count: int, *panels: Any) -> Tile:
    """Return factored panels side by side, whose rows are interchanged as those of later panels have been.

    Where panels are updated in place they lie in the buffer that they were cut from, which nobody else reads any more; what is
    somewhere else, on a worker, is copied.
    """
    tiles = [panel.tile if isinstance(panel, Factored) else panel for panel in panels[:count]]
    places = [buffer[:, to] for to, _ in parts]
    is_there = all(tile.ctypes.data == place.ctypes.data for tile, place in zip(tiles, places, strict=True))
    made = buffer if is_there else np.empty(buffer.shape, buffer.dtype, order="F")
    for (to, last), tile in zip(parts, tiles, strict=True):
        if not is_there:
            made[:, to] = tile
        interchange_rows(made[last:, to], pivots[last:] - np.int32(last))
    return made


def _keep_upper(tile: Tile, first: int) -> None:
    for j in range(tile.shape[1]):
        tile[first + j + 1 :, j] = 0


def _keep_unit_lower(tile: Tile, first: int) -> None:
    for j in range(tile.shape[1]):
        tile[: first + j, j] = 0
        tile[first + j, j] = 1


def _packed_whole(matrix: Tile, caller: str) -> tuple[Tile, Pivots]:
    factors = np.array(matrix, order="F")
    pivots, zero = factor_with_pivoting(factors) if factors.size else (np.zeros(0, np.int32), 0)
    warn_of_zero(caller, zero)
    return factors, pivots


def _permuted_whole(matrix: Tile, multiplied: bool) -> tuple[Pivots, Tile, Tile]:
    factors, pivots = _packed_whole(matrix, "")
    k = min(matrix.shape)
    lower, upper = factors[:, :k].copy(order="F"), factors[:k].copy(order="F")
    _keep_unit_lower(lower, 0)
    _keep_upper(upper, 0)
    if multiplied:
        interchange_rows(lower, pivots, back=True)
    return permutation_of(pivots, len(matrix)), lower, upper
