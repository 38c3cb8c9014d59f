"""The matrix of which there is only a diagonal."""

from __future__ import annotations

from typing import Any

import dask.array as da
import numpy as np

from dask_linalg.schedule.tasks import Tasks
from dask_linalg.tiles.collection import meta_like
from dask_linalg.tiles.namespace import namespace


def diagonal_matrix(values: da.Array, rows: int, columns: int) -> da.Array:
    """Return a matrix that is zero but for its diagonal.

    Parameters
    ----------
    values : dask.array.Array of shape (min(rows, columns),)
        The diagonal.
    rows, columns : int
        The shape of the matrix.

    Returns
    -------
    dask.array.Array of shape (rows, columns)
        The matrix, in the chunks of the values, and one more for what is longer.
    """
    (sizes,), meta = values.chunks, meta_like(values, values.dtype, 2)
    down, along = ((*sizes, side - sum(sizes)) if side > sum(sizes) else sizes for side in (rows, columns))
    tasks = Tasks("diagonal", values, by=(rows, columns))
    for i, height in enumerate(down):
        for j, width in enumerate(along):
            if i == j and i < len(sizes):
                tasks.add("matrix", (i, j), _of_diagonal, tasks.chunk(0, i))
            else:
                tasks.add("matrix", (i, j), np.zeros_like, meta, shape=(height, width))
    return tasks.array("matrix", (down, along), meta)


def identity(n: int, dtype: Any) -> da.Array:
    """Return the identity of a dtype in one chunk, which `dask.array.eye` does not with query planning."""
    return diagonal_matrix(da.ones(n, chunks=-1, dtype=dtype), n, n)


def _of_diagonal(values: Any) -> Any:
    return namespace(values).diag(values)
