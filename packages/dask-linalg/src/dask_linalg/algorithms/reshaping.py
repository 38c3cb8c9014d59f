"""A tensor as a matrix, and a matrix as a tensor: chunk by chunk, with all but the first dimension of rows and columns whole."""

from __future__ import annotations

from itertools import product as places_of
from math import prod
from typing import Any

import dask.array as da

from dask_linalg.schedule.tasks import Tasks, Work
from dask_linalg.tiles.collection import meta_like

Sizes = tuple[int, ...]


def as_matrix(a: da.Array, count: int) -> da.Array:
    """Return an array as a matrix, whose rows are the first `count` dimensions and whose columns are the others.

    Parameters
    ----------
    a : dask.array.Array
        An array of any dtype.
    count : int
        How many dimensions become rows.

    Returns
    -------
    dask.array.Array of two dimensions
        The same elements; without dimensions for them there is one row or one column.
    """
    source = a.rechunk({i: -1 for i in range(a.ndim) if i not in (0, count)})
    tasks = Tasks("as_matrix", source, by=count)
    rows, columns = _along(source.chunks[:count]), _along(source.chunks[count:])
    for i, j in places_of(range(len(rows)), range(len(columns))):
        place = (*_first(i, count), *_first(j, a.ndim - count))
        _add_shaped(tasks, (i, j), tasks.chunk(0, *place), (rows[i], columns[j]), a.dtype.itemsize)
    return tasks.array("shaped", (rows, columns), meta_like(a, a.dtype, 2))


def as_tensor(a: da.Array, rows: Sizes, columns: Sizes) -> da.Array:
    """Return a matrix as an array whose first dimensions were its rows, and whose others its columns.

    Parameters
    ----------
    a : dask.array.Array of two dimensions
        A matrix of any dtype.
    rows, columns : tuple of int
        The dimensions.

    Returns
    -------
    dask.array.Array of shape ``(*rows, *columns)``
        The same elements.
    """
    shapes = _fitted(rows, a.chunks[0]), _fitted(columns, a.chunks[1])
    source = a.rechunk(tuple(tuple(n * prod(rest) for n in sizes) for sizes, rest in shapes))
    tasks = Tasks("as_tensor", source, by=(rows, columns))
    chunks: list[Sizes] = []
    for (sizes, rest), wanted in zip(shapes, (rows, columns), strict=True):
        chunks += [sizes, *[(n,) for n in rest]] if wanted else []
    for i, j in places_of(*[range(len(sizes)) for sizes, _ in shapes]):
        place = (*_first(i, len(rows)), *_first(j, len(columns)))
        shape = tuple(sizes[k] for sizes, k in zip(chunks, place, strict=True))
        _add_shaped(tasks, place, tasks.chunk(0, i, j), shape, a.dtype.itemsize)
    return tasks.array("shaped", tuple(chunks), meta_like(a, a.dtype, len(chunks)))


def _along(chunks: tuple[Sizes, ...]) -> Sizes:
    """Return the chunks of dimensions put together, of which all but the first are whole."""
    return tuple(n * prod(sum(sizes) for sizes in chunks[1:]) for n in chunks[0]) if chunks else (1,)


def _first(number: int, count: int) -> Sizes:
    return (number, *[0] * (count - 1)) if count else ()


def _fitted(shape: Sizes, sizes: Sizes) -> tuple[Sizes, Sizes]:
    """Return chunks for the first dimension of a shape, about as many as there are now, and the other dimensions."""
    if not shape:
        return (1,), ()
    length = max(1, -(-shape[0] // len(sizes)))
    return tuple(min(length, shape[0] - first) for first in range(0, shape[0], length)) or (0,), shape[1:]


def _add_shaped(tasks: Tasks, place: Sizes, chunk: Any, shape: Sizes, itemsize: int) -> None:
    tasks.add("shaped", place, _reshaped, chunk, shape, work=Work(nbytes=prod(shape) * itemsize))


def _reshaped(block: Any, shape: Sizes) -> Any:
    return block.reshape(shape)
