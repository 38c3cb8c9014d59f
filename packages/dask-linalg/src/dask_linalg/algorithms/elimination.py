"""Elimination with partial pivoting: column panels of full height, each update a task, the permutation a vector of interchanges.

A panel is factored in one task, so that the largest element of the whole column becomes the pivot, whatever chunks it lies in.
That and the last update before it are the critical path of the computation, for which reason they are one task.

References
----------
J. J. Dongarra, J. Du Croz, S. Hammarling, I. Duff, "A set of level 3 basic linear algebra subprograms", ACM Transactions on
Mathematical Software 16 (1990).
P. Strazdins, "A comparison of lookahead and algorithmic blocking techniques for parallel matrix factorization", Australian
National University, TR-CS-98-07 (1998).
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import getitem
from typing import NamedTuple
from warnings import warn

import dask.array as da
import numpy as np
from dask._task_spec import TaskRef
from numpy.linalg import LinAlgError
from scipy.linalg import LinAlgWarning

from dask_linalg.schedule.blas_threads import one_blas_thread
from dask_linalg.schedule.ownership import by_columns, own
from dask_linalg.schedule.pieces import piece
from dask_linalg.schedule.tasks import Tasks, Work
from dask_linalg.tiles.cutting import Range, ranges, widths
from dask_linalg.tiles.lapack import Tile
from dask_linalg.tiles.pivoting import Pivots, divide_by_lower, factor_with_pivoting, interchange_rows
from dask_linalg.tiles.products import add_product

PANEL = 256
"""Columns of a panel. With fewer the scheduler has too many tasks, with more too much is done by one thread alone."""
GAP = 8
"""Elements between the columns of a panel: columns that lie a power of two apart share lines of the cache."""


class Factored(NamedTuple):
    """A panel with its factors, and how its rows have been interchanged, from the row on in which its diagonal begins."""

    tile: Tile
    """Above, the panel's part of ``U``; below, its part of ``L``, whose rows no later panel has interchanged."""
    pivots: Pivots
    """Counted from the row in which the panel's diagonal begins."""
    zero: int
    """Zero, or the order in the matrix of the first pivot that is exactly zero, in this panel or before."""


@dataclass(frozen=True)
class Elimination:
    """The tasks that factor one matrix, and how it is cut into panels."""

    tasks: Tasks
    rows: int
    panels: list[Range]
    """The columns of each."""
    steps: list[Range]
    """The rows that are eliminated with each panel that has a part of the diagonal; the others are only updated."""
    times: int
    """Operations on real numbers that an operation on the matrix's takes."""

    def factored(self, k: int) -> TaskRef:
        """Return the task of a panel that has a part of the diagonal; it returns `Factored`."""
        return self.tasks.at("factored", k)

    def updated(self, j: int) -> TaskRef:
        """Return the task of a panel that has none, after its last update; it returns a tile of ``U``."""
        return self.tasks.at("updated", len(self.steps) - 1, j)

    @property
    def widths(self) -> tuple[int, ...]:
        """How many rows each step eliminates."""
        return tuple(last - first for first, last in self.steps)

    def add_pivots(self, tasks: Tasks, function: str = "") -> TaskRef:
        """Add the task that returns all interchanges, counted from the first row; a function that is named warns of a zero pivot."""
        each = [
            tasks.add("pivots_of", (k,), _pivots_of, self.factored(k), first) for k, (first, _) in enumerate(self.steps)
        ]
        return tasks.add("pivots", (0,), _collected, function, *each, work=Work(nbytes=4 * self.steps[-1][1]))

    def update_work(self, k: int, columns: int, itemsize: int) -> Work:
        """Return what it costs to eliminate with one panel in others of so many columns."""
        first, last = self.steps[k]
        w = last - first
        return Work(
            self.times * columns * (w * w + 2.0 * (self.rows - last) * w), self.rows * columns * itemsize, in_place=True
        )


def eliminated(a: da.Array, buffers: tuple[int, ...] = (), name: str = "lu") -> Elimination:
    """Return the tasks that factor a matrix.

    Computations on one matrix share them: what is computed together is factored once.

    Parameters
    ----------
    a : dask.array.Array of shape (m, n)
        A matrix of NumPy's chunks, not empty, of float32, float64, complex64 or complex128.
    buffers : tuple of int, default ()
        How many columns lie together in memory, by default those of a panel.
    name : str, default "lu"
        Under which name tasks are shared.

    Returns
    -------
    Elimination
        The tasks.
    """
    m, n = a.shape
    buffers = buffers or widths(n, PANEL)
    tasks = Tasks(name, a, by=(PANEL, buffers))
    before, panels = _add_panels(tasks, buffers)
    steps = [(first, min(last, m)) for first, last in panels if first < m]
    factors = Elimination(tasks, m, panels, steps, 4 if a.dtype.kind == "c" else 1)
    itemsize = a.dtype.itemsize
    for k, (first, _) in enumerate(steps):
        columns = panels[k][1] - first
        flops = _factor_flops(m - first, columns) * factors.times
        if k:
            flops += factors.update_work(k - 1, columns, itemsize).flops
        work = Work(flops, m * columns * itemsize, in_place=True)
        last_update = [factors.factored(k - 1)] if k else []
        tasks.add(
            "factored", (k,), factor_panel, before[k], *last_update, first=first,
            previous=steps[k - 1][0] if k else 0, work=work,
        )  # fmt: skip
        # The next panel waits for one update only, and takes it itself if it is factored.
        for j in range(k + 2 if k + 1 < len(steps) else k + 1, len(panels)):
            work = factors.update_work(k, panels[j][1] - panels[j][0], itemsize)
            before[j] = tasks.add(
                "updated", (k, j), update_panel, before[j], factors.factored(k), first=first, work=work
            )
    return factors


def _add_panels(tasks: Tasks, buffers: tuple[int, ...]) -> tuple[list[TaskRef], list[Range]]:
    """Add the tasks that cut the matrix into buffers and these into panels; return the panels and their columns."""
    found: list[TaskRef] = []
    panels: list[Range] = []
    rows = tasks.sources[0].shape[0]
    for c, (first, last) in enumerate(ranges(buffers)):
        buffer = piece(tasks, 0, (0, rows), (first, last), "buffer", (c,), GAP)
        for start, stop in ranges(widths(last - first, PANEL)):
            panels.append((first + start, first + stop))
            place = len(found)
            found.append(tasks.add("cut", (place,), getitem, buffer, (slice(None), slice(start, stop))))
    return found, panels


def _factor_flops(rows: int, columns: int) -> float:
    """Return LAPACK's count of the operations of an elimination."""
    k = min(rows, columns)
    return 2.0 * rows * columns * k - (rows + columns) * k**2 + 2 / 3 * k**3


def factor_panel(panel: Tile, previous_panel: Factored | None = None, *, first: int, previous: int) -> Factored:
    """Factor a panel from a row on, after the update by the panel before, which begins in another."""
    tile = own(panel, fresh=False)
    with one_blas_thread():
        if previous_panel is not None:
            eliminate(tile, previous_panel, previous)
        pivots, zero = factor_with_pivoting(tile[first:])
    before = previous_panel.zero if previous_panel else 0
    return Factored(tile, pivots, before or (first + zero if zero else 0))


def update_panel(panel: Tile, factored: Factored, *, first: int, caller: str = "") -> Tile:
    """Eliminate with a factored panel in another one; a named caller cannot go on if a pivot is zero.

    Raises
    ------
    LinAlgError
        If there is a caller, and a pivot is exactly zero.
    """
    if caller and factored.zero:
        raise singular(caller, factored.zero)
    tile = own(panel, fresh=False)
    with one_blas_thread():
        eliminate(tile, factored, first)
    return tile


def eliminate(tile: Tile, factored: Factored, first: int) -> None:
    """Do to the rows of a tile, in its place, what was done to those of a panel whose diagonal begins in a row."""
    factors, last = by_columns(factored.tile), first + len(factored.pivots)
    interchange_rows(tile[first:], factored.pivots)
    eliminate_interchanged(tile, factors, first, last)


def eliminate_interchanged(tile: Tile, factors: Tile, first: int, last: int) -> None:
    """Do the same to a tile whose rows are interchanged already."""
    lower = factors[:, : last - first]
    divide_by_lower(tile[first:last], lower[first:last])
    add_product(tile[last:], lower[last:], tile[first:last], -1)


def _pivots_of(factored: Factored, first: int) -> tuple[Pivots, int]:
    return factored.pivots + np.int32(first), factored.zero


def _collected(function: str, *panels: tuple[Pivots, int]) -> Pivots:
    warn_of_zero(function, panels[-1][1])
    return np.concatenate([pivots for pivots, _ in panels])


def warn_of_zero(function: str, zero: int) -> None:
    """Warn of a pivot that is exactly zero, given its order, in the name of a function; do nothing without either."""
    if function and zero:
        warn(f"{function}: Diagonal number {zero} is exactly zero. Singular matrix.", LinAlgWarning, stacklevel=2)


def permutation_of(pivots: Pivots, rows: int) -> Pivots:
    """Return where each row of a matrix is after interchanges."""
    order = np.arange(rows, dtype=np.int32)
    for i, j in enumerate(pivots.tolist()):
        order[i], order[j] = order[j], order[i]
    where = np.empty_like(order)
    where[order] = np.arange(rows, dtype=np.int32)
    return where


def singular(function: str, pivot: int) -> LinAlgError:
    """Return the error that names a pivot by its order."""
    return LinAlgError(
        f"Singular matrix: its pivot {pivot} is exactly zero ({function}); lstsq finds the solution of least norm, pinv the "
        "pseudo-inverse"
    )
