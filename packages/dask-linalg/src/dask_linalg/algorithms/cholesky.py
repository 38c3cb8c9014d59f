"""Cholesky's factorisation: tile by tile, column after column, each update a task.

References
----------
A. Buttari, J. Langou, J. Kurzak, J. Dongarra, "A class of parallel tiled linear algebra algorithms for multicore architectures",
Parallel Computing 35 (2009).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import dask.array as da
import numpy as np
from dask._task_spec import Task, TaskRef
from dask.base import tokenize
from numpy.linalg import LinAlgError

from dask_linalg.schedule.blas_threads import one_blas_thread
from dask_linalg.schedule.ownership import own
from dask_linalg.tiles import kernels
from dask_linalg.tiles.collection import array_of, settled
from dask_linalg.tiles.kernels import Tile
from dask_linalg.tiles.tiling import is_small, tiled, whole


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
    if a.ndim > 2 or is_small(a):
        factor = whole(a).map_blocks(_factor_whole, dtype=a.dtype, meta=a._meta)
    else:
        source = settled(tiled(a))
        name = f"cholesky-{tokenize(source)}"
        factor = array_of(name, dict(_tasks(name, source)), source, source.chunks)
    return factor.rechunk(a.chunks)


def upper_factor(a: da.Array) -> da.Array:
    """Return the upper triangular factor, for which the upper triangle alone is read; see `lower_factor`."""
    return _adjoint(lower_factor(_adjoint(a)))


def _adjoint(a: da.Array) -> da.Array:
    turned = a.transpose((*range(a.ndim - 2), a.ndim - 1, a.ndim - 2))
    return turned.conj() if a.dtype.kind == "c" else turned


def _tasks(name: str, a: da.Array) -> Iterator[tuple[Any, Task]]:
    """Yield the tasks: of column k the factor of the diagonal tile, what is below, and the update of all to the right."""
    sizes, trailing = a.chunks[0], f"{name}-trailing"
    count = len(sizes)

    def task(key: Any, function: Any, *arguments: Any, **options: Any) -> tuple[Any, Task]:
        return key, Task(key, function, *arguments, **options)

    def before(i: int, j: int, k: int) -> TaskRef:
        """Return the tile as it is before step k: a chunk of the matrix, or what step k - 1 has made of it."""
        return TaskRef((trailing, k - 1, i, j)) if k else TaskRef((a.name, i, j))

    for k in range(count):
        first, fresh = sum(sizes[:k]), k == 0
        yield task((name, k, k), _factor_tile, before(k, k, k), first=first, fresh=fresh)
        for i in range(k + 1, count):
            yield task((name, i, k), _divide_tile, before(i, k, k), TaskRef((name, k, k)), fresh=fresh)
            yield task((name, k, i), np.zeros, (sizes[k], sizes[i]), a.dtype)
        for i in range(k + 1, count):
            for j in range(k + 1, i + 1):
                left, right = TaskRef((name, i, k)), TaskRef((name, j, k))
                yield task((trailing, k, i, j), _update_tile, before(i, j, k), left, right, fresh=fresh)


def _factor_tile(tile: Tile, *, first: int, fresh: bool) -> Tile:
    factor = own(tile, fresh=fresh)
    with one_blas_thread():
        minor = kernels.factor_positive(factor)
    if minor:
        raise _not_positive(first + minor, f"tile of the rows from {first} to {first + len(tile)}")
    return _without_upper(factor)


def _divide_tile(tile: Tile, factor: Tile, *, fresh: bool) -> Tile:
    quotient = own(tile, fresh=fresh)
    with one_blas_thread():
        kernels.divide_by_factor(quotient, own_order(factor))
    return quotient


def _update_tile(tile: Tile, left: Tile, right: Tile, *, fresh: bool) -> Tile:
    updated = own(tile, fresh=fresh)
    first = own_order(left)
    with one_blas_thread():
        kernels.subtract_product(updated, first, first if left is right else own_order(right))
    return updated


def own_order(tile: Tile) -> Tile:
    """Return a tile that is only read in Fortran's order: what comes from another worker may lie in another one."""
    return np.asfortranarray(tile)


def _without_upper(factor: Tile) -> Tile:
    for column in range(1, factor.shape[1]):
        factor[:column, column] = 0
    return factor


def _factor_whole(block: Tile) -> Tile:
    """Factor the matrices of a block one by one; none is larger than a tile, or they are many."""
    factors = np.empty_like(block)
    for place in np.ndindex(block.shape[:-2]):
        factor = np.array(block[place], order="F")
        minor = kernels.factor_positive(factor)
        if minor:
            raise _not_positive(minor, f"matrix {place} of a block" if place else "matrix")
        factors[place] = np.tril(factor)
    return factors


def _not_positive(minor: int, what: str) -> LinAlgError:
    return LinAlgError(
        f"Matrix is not positive definite: its leading minor of order {minor} is not (cholesky, {what}); "
        "a matrix that is only nearly so becomes it by a small multiple of the identity added to it"
    )
