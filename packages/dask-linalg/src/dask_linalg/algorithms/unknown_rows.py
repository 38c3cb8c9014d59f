"""QR and singular values of arrays of which nobody knows how many rows each chunk has, as after a selection by a mask.

Each chunk is factored by itself, the triangles are stacked, and the stack is factored: what the sizes are is known when it runs.

References
----------
J. Demmel, L. Grigori, M. Hoemmen, J. Langou, "Communication-optimal parallel and sequential QR and LU factorizations", SIAM Journal
on Scientific Computing 34 (2012).
"""

from __future__ import annotations

from itertools import accumulate
from math import isnan, nan
from typing import Any

import dask.array as da
import numpy as np
from dask._task_spec import TaskRef

from dask_linalg.schedule.blas_threads import one_blas_thread
from dask_linalg.schedule.tasks import Tasks
from dask_linalg.tiles.collection import meta_like
from dask_linalg.tiles.lapack import Tile


def has_unknown_sizes(a: da.Array) -> bool:
    """Whether the sizes of some chunks are unknown."""
    return any(isnan(n) for sizes in a.chunks for n in sizes)


def unknown_qr(a: da.Array, function: str) -> tuple[da.Array, da.Array]:
    """Return the reduced QR factorisation of a matrix in one column of chunks of unknown sizes.

    Raises
    ------
    ValueError
        If there are several columns of chunks.
    """
    tasks, count = _started(a, function)
    factored = tasks.add("root", (), _stacked_qr, *[tasks.at("triangle", i) for i in range(count)])
    for i in range(count):
        part = tasks.add("share", (i,), _share_of, factored, i)
        tasks.add("q", (i, 0), np.matmul, tasks.at("basis", i), part)
    tasks.add("r", (0, 0), _second, factored)
    rank, columns = _rank(a), a.chunks[1][0]
    meta = meta_like(a, a.dtype, 2)
    return tasks.array("q", (a.chunks[0], (rank,)), meta), tasks.array("r", ((rank,), (columns,)), meta)


def unknown_svd(a: da.Array, function: str) -> tuple[da.Array, da.Array, da.Array]:
    """Return the reduced singular value decomposition of a matrix in one column of chunks of unknown sizes; see `unknown_qr`."""
    tasks, count = _started(a, function)
    factored = tasks.add("root", (), _stacked_svd, *[tasks.at("triangle", i) for i in range(count)])
    for i in range(count):
        part = tasks.add("share", (i,), _share_of, factored, i)
        tasks.add("u", (i, 0), np.matmul, tasks.at("basis", i), part)
    tasks.add("s", (0,), _second, factored)
    tasks.add("vh", (0, 0), _third, factored)
    rank, columns = _rank(a), a.chunks[1][0]
    meta, real = meta_like(a, a.dtype, 2), meta_like(a, a.real.dtype, 1)
    return (
        tasks.array("u", (a.chunks[0], (rank,)), meta),
        tasks.array("s", ((rank,),), real),
        tasks.array("vh", ((rank,), (columns,)), meta),
    )


def _rank(a: da.Array) -> Any:
    """Return the smaller side, which is unknown if one of them is."""
    rows, columns = a.shape
    return nan if isnan(rows) or isnan(columns) else min(rows, columns)


def _started(a: da.Array, function: str) -> tuple[Tasks, int]:
    if len(a.chunks[1]) > 1:
        raise ValueError(
            f"{function}: the chunk sizes are unknown, {a.chunks}, and there are {len(a.chunks[1])} columns of chunks, where one "
            "is wanted; compute_chunk_sizes() on the array finds the sizes out"
        )
    tasks, count = Tasks(function, a, by="unknown rows"), len(a.chunks[0])
    for i in range(count):
        pair: TaskRef = tasks.add("chunk", (i,), _chunk_qr, tasks.chunk(0, i, 0))
        tasks.add("basis", (i,), _first, pair)
        tasks.add("triangle", (i,), _second, pair)
    return tasks, count


def _first(parts: Any) -> Any:
    return parts[0]


def _second(parts: Any) -> Any:
    return parts[1]


def _third(parts: Any) -> Any:
    return parts[2]


def _chunk_qr(chunk: Tile) -> tuple[Tile, Tile]:
    with one_blas_thread():
        q, r = np.linalg.qr(chunk)
    return q, r


def _shares(whole: Tile, triangles: tuple[Tile, ...]) -> list[Tile]:
    """Return the rows of the factor of a stack that belong to each triangle in it."""
    ends = list(accumulate(len(one) for one in triangles))
    return [whole[end - len(one) : end] for one, end in zip(triangles, ends, strict=True)]


def _stacked_qr(*triangles: Tile) -> tuple[list[Tile], Tile]:
    q, r = np.linalg.qr(np.concatenate(triangles))
    return _shares(q, triangles), r


def _stacked_svd(*triangles: Tile) -> tuple[list[Tile], Tile, Tile]:
    u, s, vh = np.linalg.svd(np.concatenate(triangles), full_matrices=False)
    return _shares(u, triangles), s, vh


def _share_of(factored: tuple[list[Tile], Any], i: int) -> Tile:
    return factored[0][i]
