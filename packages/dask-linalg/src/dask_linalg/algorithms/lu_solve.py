"""Systems of linear equations, by elimination with partial pivoting: substitution works on the panels as they are.

Right-hand sides are further panels of the matrix for the elimination, so that it is half done when the factors are there.
"""

from __future__ import annotations

from math import prod
from typing import Any

import dask.array as da
import numpy as np
from dask._task_spec import TaskRef
from numpy.linalg import LinAlgError

from dask_linalg.algorithms import elimination
from dask_linalg.algorithms.elimination import (
    GAP,
    Elimination,
    Factored,
    eliminate_interchanged,
    eliminated,
    singular,
    update_panel,
)
from dask_linalg.algorithms.gathered import gathered
from dask_linalg.schedule.blas_threads import one_blas_thread
from dask_linalg.schedule.ownership import by_columns, own
from dask_linalg.schedule.pieces import piece
from dask_linalg.schedule.tasks import Tasks, Work
from dask_linalg.tiles.collection import moved
from dask_linalg.tiles.cutting import ranges, widths
from dask_linalg.tiles.lapack import Tile
from dask_linalg.tiles.pivoting import (
    Pivots,
    divide_by_lower,
    divide_by_upper,
    factor_with_pivoting,
    interchange_rows,
)
from dask_linalg.tiles.products import add_product
from dask_linalg.tiles.tiling import goes_by_tiles

WIDTHS = (32, 256)
"""Fewest and most right-hand sides in a block: there are eight blocks for as many threads, as far as these allow."""


def solve_general(a: da.Array, b: da.Array) -> da.Array:
    """Return the solutions of systems of equations.

    Parameters
    ----------
    a : dask.array.Array of shape (..., n, n)
        Square matrices of float32, float64, complex64 or complex128.
    b : dask.array.Array of shape (..., n, k)
        Right-hand sides, of the same dtype.

    Returns
    -------
    dask.array.Array of shape (..., n, k)
        The solutions; their rows have the chunks of the columns of `a`.

    Raises
    ------
    LinAlgError
        If a matrix is exactly singular, when it is computed.
    """
    if not goes_by_tiles(a):
        return gathered(
            "solve", _solve_stack, "(m,n),(m,k)->(n,k)", a, b, dtypes=[a.dtype], device="solve", stacks=True
        )[0]
    return _beside_each_other(_solve_panels, b, a)


def solve_factored(lu: da.Array, pivots: da.Array, b: da.Array, *, turned: bool = False) -> da.Array:
    """Return the solutions of systems of equations whose matrices have been factored.

    Parameters
    ----------
    lu : dask.array.Array of shape (..., n, n)
        The factors, as `dask_linalg.algorithms.lu.packed` returns them.
    pivots : dask.array.Array of int32 and shape (..., n)
        The interchanges of rows, likewise.
    b : dask.array.Array of shape (..., n, k)
        Right-hand sides, of the same dtype as the factors.
    turned : bool, default False
        Whether the systems are those of the conjugate transposes.

    Returns
    -------
    dask.array.Array of shape (..., n, k)
        The solutions; their rows have the chunks of the columns of the matrices that were factored, or else of the rows.
    """
    if not goes_by_tiles(lu):
        signature = "(m,n),(p),(q,k)->(m,k)" if turned else "(m,n),(p),(q,k)->(n,k)"
        return gathered("lu_solve", _solve_whole, signature, lu, pivots, b, dtypes=[lu.dtype], turned=turned)[0]
    return _beside_each_other(_substitute_panels, b, lu, pivots, turned=turned)


def _blocks(count: int) -> tuple[int, ...]:
    """Return how many right-hand sides are worked on together in each of the blocks that are worked on side by side."""
    least, most = WIDTHS
    return widths(count, min(most, max(least, -(-count // 8))))


def _beside_each_other(solve: Any, b: da.Array, *matrices: da.Array, **options: Any) -> da.Array:
    """Solve with one matrix for a stack of right-hand sides, side by side."""
    if b.ndim == 2:
        return solve(*matrices, b, **options) if b.shape[1] else _no_solutions(matrices[0], b)
    *stack, n, k = b.shape
    wide = moved(b, (-2,), (0,)).reshape((n, prod(stack) * k))
    solutions = _beside_each_other(solve, wide, *matrices, **options)
    x = moved(solutions.reshape((n, *stack, k)), (0,), (-2,))
    return x.rechunk((*b.chunks[:-2], solutions.chunks[0], b.chunks[-1]))


def _no_solutions(a: da.Array, b: da.Array) -> da.Array:
    return da.zeros_like(b).rechunk((a.chunks[1], b.chunks[1]))


def _solve_panels(a: da.Array, b: da.Array) -> da.Array:
    factors = eliminated(a)
    tasks = Tasks("solve", b, factors.tasks.sources[0], by=(factors.panels, _blocks(b.shape[1])))
    tasks.include(factors.tasks)
    n, k = b.shape
    for j, columns in enumerate(ranges(_blocks(k))):
        before = piece(tasks, 0, (0, n), columns, "side", (j,), GAP)
        for step, (first, _) in enumerate(factors.steps):
            work = factors.update_work(step, columns[1] - columns[0], a.dtype.itemsize)
            before = tasks.add(
                "forward", (step, j), update_panel, before, factors.factored(step), first=first, caller="solve",
                work=work,
            )  # fmt: skip
        add_backward(tasks, factors, before, j, columns[1] - columns[0], a.dtype)
    return tasks.array("solution", ((n,), _blocks(k)), a._meta).rechunk((a.chunks[1], b.chunks[1]))


def add_backward(
    tasks: Tasks, factors: Elimination, before: TaskRef, j: int, columns: int, dtype: np.dtype[Any]
) -> None:
    """Add the backward substitution for a block of columns, from the last panel to the first; it ends in a part "solution"."""
    for step in reversed(range(len(factors.steps))):
        first, last = factors.steps[step]
        w = last - first
        flops = factors.times * columns * (w * w + 2.0 * first * w)
        work = Work(flops, factors.rows * columns * dtype.itemsize, in_place=True)
        part, place = ("backward", (step, j)) if step else ("solution", (0, j))
        before = tasks.add(
            part, place, _substitute_back, before, factors.factored(step), first=first, last=last, work=work
        )


def _substitute_back(side: Tile, factored: Factored, *, first: int, last: int) -> Tile:
    tile = own(side, fresh=False)
    with one_blas_thread():
        _back(tile, by_columns(factored.tile), first, last)
    return tile


def _back(tile: Tile, panel: Tile, first: int, last: int) -> None:
    upper = panel[:, : last - first]
    divide_by_upper(tile[first:last], upper[first:last])
    add_product(tile[:first], upper[:first], tile[first:last], -1)


def _substitute_panels(lu: da.Array, pivots: da.Array, b: da.Array, *, turned: bool) -> da.Array:
    n, k = b.shape
    steps, times = ranges(widths(n, elimination.PANEL)), 4 if lu.dtype.kind == "c" else 1
    tasks = Tasks("lu_solve", lu, pivots.rechunk(-1), b, by=(steps, _blocks(k), turned))
    panels = [piece(tasks, 0, (0, n), columns, "panel", (step,), GAP) for step, columns in enumerate(steps)]
    # A turned product is of U first, from the first panel on, and then of L, from the last one on.
    order = [(step, lower) for lower in (not turned, turned) for step in (range(len(steps)))]
    half = len(steps)
    order[half:] = order[half:][::-1]
    for j, columns in enumerate(ranges(_blocks(k))):
        w = columns[1] - columns[0]
        moved = Work(nbytes=n * w * lu.dtype.itemsize, in_place=True)
        before = piece(tasks, 2, (0, n), columns, "side", (j,), GAP)
        if not turned:
            before = tasks.add("moved", (j,), _interchanged, before, tasks.chunk(1, 0), back=False, work=moved)
        for number, (step, lower) in enumerate(order):
            first, last = steps[step]
            beside = n - last if lower else first
            work = Work(
                times * w * (last - first) * (last - first + 2.0 * beside), n * w * lu.dtype.itemsize, in_place=True
            )
            done = not turned and number == len(order) - 1
            part, place = ("solution", (0, j)) if done else ("substituted", (number, j))
            before = tasks.add(
                part,
                place,
                _substitute,
                before,
                panels[step],
                first=first,
                last=last,
                lower=lower,
                turned=turned,
                work=work,
            )
        if turned:
            tasks.add("solution", (0, j), _interchanged, before, tasks.chunk(1, 0), back=True, work=moved)
    rows = lu.chunks[0 if turned else 1]
    return tasks.array("solution", ((n,), _blocks(k)), lu._meta).rechunk((rows, b.chunks[1]))


def _interchanged(side: Tile, pivots: Pivots, *, back: bool) -> Tile:
    tile = own(side, fresh=False)
    interchange_rows(tile, pivots, back=back)
    return tile


def _substitute(side: Tile, panel: Tile, *, first: int, last: int, lower: bool, turned: bool) -> Tile:
    """Take one panel's step in the substitution with ``L`` or ``U``, or their conjugate transposes."""
    tile = own(side, fresh=False)
    factors = by_columns(panel)
    with one_blas_thread():
        if turned:
            _substitute_turned(tile, factors, first, last, lower)
        elif lower:
            eliminate_interchanged(tile, factors, first, last)
        else:
            _back(tile, factors, first, last)
    return tile


def _substitute_turned(tile: Tile, factors: Tile, first: int, last: int, lower: bool) -> None:
    beside = slice(last, None) if lower else slice(0, first)
    add_product(tile[first:last], factors[beside], tile[beside], -1, turn_left=True)
    (divide_by_lower if lower else divide_by_upper)(tile[first:last], factors[first:last], turned=True)


def _solve_whole(lu: Tile, pivots: Pivots, b: Tile, turned: bool) -> Tile:
    factors, solution = np.asfortranarray(lu), np.array(b, order="F")
    if not solution.size:
        return solution
    if turned:
        divide_by_upper(solution, factors, turned=True)
        divide_by_lower(solution, factors, turned=True)
        interchange_rows(solution, pivots, back=True)
    else:
        interchange_rows(solution, pivots)
        divide_by_lower(solution, factors)
        divide_by_upper(solution, factors)
    return solution


def _solve_stack(a: Tile, b: Tile) -> Tile:
    try:
        return np.linalg.solve(a, b)
    except LinAlgError:
        raise first_singular(a, "solve") from None


def first_singular(matrices: Tile, function: str) -> LinAlgError:
    """Return the error that names the first pivot that is exactly zero, and in a stack the matrix."""
    for which in np.ndindex(matrices.shape[:-2]):
        zero = factor_with_pivoting(np.array(matrices[which], order="F"))[1]
        if zero:
            error = singular(function, zero)
            return LinAlgError(f"{error} (matrix {which} of the block)") if which else error
    return LinAlgError("Singular matrix")
