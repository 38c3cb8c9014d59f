"""Triangular systems by tiles: of each part of the solution, all that is still to be solved gets its multiple subtracted.

The next part of the solution waits for one such update only, and takes it itself, so that the critical path has one task a step;
the others of a step, and all columns of right-hand sides, go side by side.

References
----------
J. J. Dongarra, J. Du Croz, S. Hammarling, I. Duff, "A set of level 3 basic linear algebra subprograms", ACM Transactions on
Mathematical Software 16 (1990).
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any

import dask.array as da
import numpy as np
from dask._task_spec import TaskRef
from numpy.linalg import LinAlgError

from dask_linalg.algorithms.gathered import gathered
from dask_linalg.schedule.blas_threads import one_blas_thread
from dask_linalg.schedule.ownership import by_columns, own
from dask_linalg.schedule.tasks import Tasks, Work
from dask_linalg.tiles import tiling
from dask_linalg.tiles.cutting import widths
from dask_linalg.tiles.lapack import Tile
from dask_linalg.tiles.namespace import is_numpys
from dask_linalg.tiles.tiling import tiled
from dask_linalg.tiles.triangular import divide_by_triangle, subtract_multiple, zero_on_diagonal

COLUMNS = 512
"""Right-hand sides in a tile. Those of several tiles are solved side by side."""


@dataclass(frozen=True)
class Triangle:
    """Which triangle of a matrix is read, and how."""

    lower: bool
    trans: str = "N"
    """``"N"``, ``"T"`` or ``"C"``: the matrix, its transpose, its conjugate transpose."""
    unit: bool = False
    """Whether the diagonal counts as ones and is not read."""

    @property
    def from_the_top(self) -> bool:
        """Whether the first unknown is found first."""
        return self.lower == (self.trans == "N")


def solve_triangular(a: da.Array, b: da.Array, triangle: Triangle, function: str = "solve_triangular") -> da.Array:
    """Return the solutions of triangular systems.

    Parameters
    ----------
    a : dask.array.Array of shape (..., n, n)
        Matrices of float32, float64, complex64 or complex128, of which one triangle is read.
    b : dask.array.Array of shape (..., n, k)
        Right-hand sides, of the same dtype.
    triangle : Triangle
        Which triangle it is, and how it is read.
    function : str
        The name that plans and errors say.

    Returns
    -------
    dask.array.Array of shape (..., n, k)
        The solutions: their rows in the chunks of the unknowns, which are the columns of what is read, the others in those of `b`.
    """
    unknowns = a.chunks[-1 if triangle.trans == "N" else -2]
    if not goes_by_tiles(a, b):
        x = gathered(
            function, solve_triangular_whole, "(m,n),(m,k)->(m,k)", a, b, dtypes=[a.dtype], device=_on_device,
            flops=_flops(a.shape[-1], b.shape[-1], a.dtype), triangle=triangle, caller=function,
        )[0]  # fmt: skip
    else:
        x = _by_tiles(tiled(a), b, triangle, function)
    return x.rechunk((*x.chunks[:-2], unknowns, b.chunks[-1]))


def goes_by_tiles(a: da.Array, b: da.Array) -> bool:
    """Whether a system is one of NumPy's chunks, and has more than one tile of coefficients or right-hand sides."""
    is_one = a.ndim == b.ndim == 2 and is_numpys(a._meta) and is_numpys(b._meta)
    return is_one and (a.shape[0] > tiling.TILE or b.shape[1] > COLUMNS) and min(b.shape) > 0


def _flops(n: int, k: int, dtype: np.dtype[Any]) -> float:
    return (4.0 if dtype.kind == "c" else 1.0) * n**2 * k


def _by_tiles(source: da.Array, b: da.Array, triangle: Triangle, function: str) -> da.Array:
    """Return the solution of a system in square tiles, in the chunks of its rows and of tiles of right-hand sides."""
    sides = b.rechunk((source.chunks[0], widths(b.shape[1], COLUMNS)))
    tasks = Tasks(function, source, sides, by=triangle)
    rows, columns = sides.chunks
    for c in range(len(columns)):
        _add_sweep(tasks, rows, c, columns[c], triangle, function)
    return tasks.array("solution", sides.chunks, sides._meta)


def _add_sweep(tasks: Tasks, rows: tuple[int, ...], c: int, width: int, triangle: Triangle, function: str) -> None:
    """Add the tasks that solve for one tile of right-hand sides, from the first or the last unknowns on."""
    order = range(len(rows)) if triangle.from_the_top else range(len(rows) - 1, -1, -1)
    times, itemsize = (4 if tasks.sources[1].dtype.kind == "c" else 1), tasks.sources[1].dtype.itemsize
    before = [tasks.chunk(1, i, c) for i in range(len(rows))]

    def coefficients(i: int, k: int) -> TaskRef:
        return tasks.chunk(0, i, k) if triangle.trans == "N" else tasks.chunk(0, k, i)

    for step, k in enumerate(order):
        n, flops = rows[k], times * rows[k] ** 2 * width
        last_update: tuple[TaskRef, ...] = ()
        if step:
            done = order[step - 1]
            last_update = (coefficients(k, done), tasks.at("solution", done, c))
            flops += times * 2 * n * rows[done] * width
        work = Work(flops, n * width * itemsize, step > 1)
        solution = tasks.add(
            "solution", (k, c), _solve_tile, before[k], tasks.chunk(0, k, k), *last_update, triangle=triangle,
            first=sum(rows[:k]), caller=function, fresh=step < 2, work=work,
        )  # fmt: skip
        for i in order[step + 2 :]:
            work = Work(times * 2 * n * rows[i] * width, rows[i] * width * itemsize, step > 0)
            before[i] = tasks.add(
                "updated", (step, i, c), _update_tile, before[i], coefficients(i, k), solution, trans=triangle.trans,
                fresh=step == 0, work=work,
            )  # fmt: skip


def _solve_tile(
    tile: Tile,
    diagonal: Tile,
    coefficients: Tile | None = None,
    solved: Tile | None = None,
    *,
    triangle: Triangle,
    first: int,
    caller: str,
    fresh: bool,
) -> Tile:
    _check_diagonal(diagonal, triangle, first, caller)
    solution = own(tile, fresh=fresh)
    with one_blas_thread():
        if coefficients is not None and solved is not None:
            subtract_multiple(solution, coefficients, by_columns(solved), trans=triangle.trans)
        divide_by_triangle(solution, diagonal, lower=triangle.lower, trans=triangle.trans, unit=triangle.unit)
    return solution


def _update_tile(tile: Tile, coefficients: Tile, solved: Tile, *, trans: str, fresh: bool) -> Tile:
    updated = own(tile, fresh=fresh)
    with one_blas_thread():
        subtract_multiple(updated, coefficients, by_columns(solved), trans=trans)
    return updated


def solve_triangular_whole(matrix: Tile, sides: Tile, triangle: Triangle, caller: str) -> Tile:
    """Return the solutions of a system in one matrix; see `solve_triangular`."""
    if sides.size:
        _check_diagonal(matrix, triangle, 0, caller)
    solution = np.array(sides, order="F")
    divide_by_triangle(solution, matrix, lower=triangle.lower, trans=triangle.trans, unit=triangle.unit)
    return solution


def _on_device(library: Any, matrix: Any, sides: Any, triangle: Triangle, caller: str) -> Any:
    """Call what the companion of another library has, such as CuPy's ``cupyx``."""
    companion = import_module(f"{library.__name__}x.scipy.linalg")
    if not triangle.unit and len(matrix) and not (matrix.diagonal() != 0).all():
        raise singular(int((matrix.diagonal() == 0).argmax()), caller)
    return companion.solve_triangular(
        matrix, sides, trans=triangle.trans, lower=triangle.lower, unit_diagonal=triangle.unit
    )


def _check_diagonal(matrix: Tile, triangle: Triangle, first: int, caller: str) -> None:
    place = 0 if triangle.unit else zero_on_diagonal(matrix)
    if place:
        raise singular(first + place - 1, caller)


def singular(index: int, caller: str) -> LinAlgError:
    """Return the error that names an element of the diagonal by its index."""
    return LinAlgError(f"Singular matrix: its diagonal is exactly zero at index {index} ({caller})")
