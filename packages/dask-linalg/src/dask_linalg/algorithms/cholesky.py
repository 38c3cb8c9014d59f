"""Cholesky's factorisation: tile by tile, column after column, each update a task.

References
----------
A. Buttari, J. Langou, J. Kurzak, J. Dongarra, "A class of parallel tiled linear algebra algorithms for multicore architectures",
Parallel Computing 35 (2009).
"""

from __future__ import annotations

import dask.array as da
import numpy as np
from dask._task_spec import TaskRef
from numpy.linalg import LinAlgError

from dask_linalg.algorithms.gathered import gathered
from dask_linalg.schedule.blas_threads import one_blas_thread
from dask_linalg.schedule.ownership import by_columns, own
from dask_linalg.schedule.tasks import Tasks, Work
from dask_linalg.tiles.lapack import Tile
from dask_linalg.tiles.positive import divide_by_factor, factor_positive, subtract_square
from dask_linalg.tiles.products import add_product
from dask_linalg.tiles.tiling import goes_by_tiles, tiled


def lower_factor(a: da.Array) -> da.Array:
    """Return the lower triangular factor of Hermitian matrices, of which the lower triangle alone is read.

    Parameters
    ----------
    a : dask.array.Array of shape (..., n, n)
        Square matrices of float32, float64, complex64 or complex128.

    Returns
    -------
    dask.array.Array of shape (..., n, n)
        The factor, in the chunks of `a`.
    """
    if not goes_by_tiles(a):
        return gathered("cholesky", _factor_whole, "(m,n)->(m,n)", a, dtypes=[a.dtype], device="cholesky")[0]
    source = tiled(a)
    tasks = Tasks("cholesky", source)
    _add_tasks(tasks, source.chunks[0], source.dtype)
    return tasks.array("lower", source.chunks, a._meta).rechunk(a.chunks)


def upper_factor(a: da.Array) -> da.Array:
    """Return the upper triangular factor, for which the upper triangle alone is read; see `lower_factor`."""
    return _adjoint(lower_factor(_adjoint(a)))


def _adjoint(a: da.Array) -> da.Array:
    turned = a.transpose((*range(a.ndim - 2), a.ndim - 1, a.ndim - 2))
    return turned.conj() if a.dtype.kind == "c" else turned


def _add_tasks(tasks: Tasks, sizes: tuple[int, ...], dtype: np.dtype) -> None:
    """Add of each column the factor of its diagonal tile, what is below, and the update of all to the right."""
    count, size, times = len(sizes), dtype.itemsize, 4 if dtype.kind == "c" else 1

    def before(i: int, j: int, k: int) -> TaskRef:
        """Return the tile as it is before step k: a chunk of the matrix, or what step k - 1 has made of it."""
        return tasks.at("trailing", k - 1, i, j) if k else tasks.chunk(0, i, j)

    for k in range(count):
        first, fresh, n = sum(sizes[:k]), k == 0, sizes[k]
        work = Work(times * n**3 / 3, n * n * size, not fresh)
        diagonal = tasks.add("lower", (k, k), _factor_tile, before(k, k, k), first=first, fresh=fresh, work=work)
        for i in range(k + 1, count):
            work = Work(times * n * n * sizes[i], n * sizes[i] * size, not fresh)
            tasks.add("lower", (i, k), _divide_tile, before(i, k, k), diagonal, fresh=fresh, work=work)
            tasks.add("lower", (k, i), np.zeros, (n, sizes[i]), dtype, work=Work(0, n * sizes[i] * size))
        for i in range(k + 1, count):
            for j in range(k + 1, i + 1):
                left, right = tasks.at("lower", i, k), tasks.at("lower", j, k)
                flops = times * (2 if j < i else 1) * n * sizes[i] * sizes[j]
                work = Work(flops, sizes[i] * sizes[j] * size, not fresh)
                tasks.add("trailing", (k, i, j), _update_tile, before(i, j, k), left, right, fresh=fresh, work=work)


def _factor_tile(tile: Tile, *, first: int, fresh: bool) -> Tile:
    factor = own(tile, fresh=fresh)
    with one_blas_thread():
        minor = factor_positive(factor)
    if minor:
        raise not_positive(first + minor, f"tile of the rows from {first} to {first + len(tile)}")
    return _without_upper(factor)


def _divide_tile(tile: Tile, factor: Tile, *, fresh: bool) -> Tile:
    quotient = own(tile, fresh=fresh)
    with one_blas_thread():
        divide_by_factor(quotient, by_columns(factor))
    return quotient


def _update_tile(tile: Tile, left: Tile, right: Tile, *, fresh: bool) -> Tile:
    updated = own(tile, fresh=fresh)
    with one_blas_thread():
        if left is right:
            subtract_square(updated, by_columns(left))
        else:
            add_product(updated, by_columns(left), by_columns(right), -1, turn_right=True)
    return updated


def _without_upper(factor: Tile) -> Tile:
    for column in range(1, factor.shape[1]):
        factor[:column, column] = 0
    return factor


def _factor_whole(matrix: Tile) -> Tile:
    factor = np.array(matrix, order="F")
    minor = factor_positive(factor)
    if minor:
        raise not_positive(minor, "matrix")
    return np.tril(factor)


def not_positive(minor: int, what: str) -> LinAlgError:
    """Return the error that names the order of the first leading minor that is not positive."""
    return LinAlgError(
        f"Matrix is not positive definite: its leading minor of order {minor} is not (cholesky, {what}); "
        "a matrix that is only nearly so becomes it by a small multiple of the identity added to it"
    )
