"""The QR factorisation of a tall matrix: of blocks of rows side by side, then of their triangles, which are the leaves of a tree.

Q stays a product of reflectors until it is applied: Q itself is what comes of applying it to the identity.

References
----------
J. Demmel, L. Grigori, M. Hoemmen, J. Langou, "Communication-optimal parallel and sequential QR and LU factorizations", SIAM Journal
on Scientific Computing 34 (2012).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from operator import itemgetter

import dask.array as da
import numpy as np
from dask._task_spec import TaskRef

from dask_linalg.schedule.blas_threads import one_blas_thread
from dask_linalg.schedule.ownership import by_columns
from dask_linalg.schedule.tasks import Tasks, Work
from dask_linalg.tiles.collection import meta_like
from dask_linalg.tiles.cutting import Range, overlapping, ranges, widths
from dask_linalg.tiles.lapack import Tile
from dask_linalg.tiles.reflectors import Reflectors, factor_tile, reflect, upper_of, with_triangle, write_out
from dask_linalg.tiles.row_blocks import Part, factor_rows, rows_of_product, top_of_adjoint, triangle_of_rows
from dask_linalg.tiles.tiling import goes_by_tiles

HEIGHT = 4000
"""Rows that are factored at a time, so that with some hundred columns they stay in the cache."""
ELEMENTS = 400_000
"""Elements that are factored at a time, of a matrix of few columns: a step takes a twentieth of a millisecond however small it is."""
STEPS = 8
"""Steps of a block of rows, at most: one chunk of very many rows is several blocks, for several cores."""
FAN = 8
"""Triangles that are factored together, at most."""
SLENDER = 4
"""How many times as many rows as columns a tall matrix has."""


@dataclass(frozen=True)
class TallFactors:
    """R, and Q as the reflectors of blocks of rows and of the nodes above them, each in a chunk of an array of objects."""

    r: da.Array
    reflectors: da.Array
    blocks: tuple[Range, ...]
    """The rows of each block."""
    parents: tuple[tuple[int, int], ...]
    """Of each block and node but the root: the node above it, and which of its triangles it has made."""
    rows: tuple[int, ...]
    """The chunks of the rows of the matrix."""


def is_tall(a: da.Array) -> bool:
    """Whether a matrix is best factored by blocks of rows."""
    return bool(goes_by_tiles(a) and a.shape[0] >= SLENDER * a.shape[1])


def tall_triangle(*arrays: da.Array) -> da.Array:
    """Return R of the columns of several matrices side by side, without Q.

    Parameters
    ----------
    *arrays : dask.array.Array of shapes (m, n), (m, k), ...
        Matrices with the same rows and dtype, in any chunks, that have no more columns together than rows.

    Returns
    -------
    dask.array.Array of shape (n + k + ..., n + k + ...)
        The triangular factor, in one chunk.
    """
    n = sum(a.shape[1] for a in arrays)
    tasks = Tasks("tall-r", *arrays, by=_settings())
    blocks = _row_blocks(arrays[0].chunks[0], n)
    for i, rows in enumerate(blocks):
        parts, chunks = _parts(tasks, range(len(arrays)), rows)
        work = Work(_times(arrays[0]) * 2 * (rows[1] - rows[0]) * n * n, n * n * arrays[0].dtype.itemsize)
        steps = _steps(rows[1] - rows[0], n)
        tasks.add("triangle", (i,), _triangle_of_rows, steps, n, parts, *chunks, work=work)
    parents = _add_nodes(tasks, arrays[0], len(blocks), n, keep=False)
    return _root(tasks, arrays[0], n, len(parents))


def tall_qr(a: da.Array) -> TallFactors:
    """Return the factors of a tall matrix, Q as reflectors.

    Parameters
    ----------
    a : dask.array.Array of shape (m, n)
        A matrix with m >= n, in any chunks.

    Returns
    -------
    TallFactors
        With R in one chunk as its attribute ``r``. `apply_q` and `apply_adjoint` multiply by Q.
    """
    n = a.shape[1]
    tasks = Tasks("tall-qr", a, by=_settings())
    blocks = _row_blocks(a.chunks[0], n)
    for i, rows in enumerate(blocks):
        parts, chunks = _parts(tasks, [0], rows)
        height = rows[1] - rows[0]
        work = Work(_times(a) * 3 * height * n * n, height * n * a.dtype.itemsize)
        steps = _steps(height, n)
        _add_factors(tasks, i, tasks.add("factors", (i,), _factor_rows, steps, n, parts, *chunks, work=work))
    parents = _add_nodes(tasks, a, len(blocks), n, keep=True)
    # R first: all tasks are there before the first array is made of some.
    r = _root(tasks, a, n, len(parents))
    reflectors = tasks.array("reflectors", ((1,) * (len(parents) + 1),), np.empty(0, object))
    return TallFactors(r, reflectors, tuple(blocks), parents, a.chunks[0])


def apply_q(factors: TallFactors, c: da.Array) -> da.Array:
    """Return ``Q @ c`` without forming Q, of which there are as many columns as R has rows.

    Parameters
    ----------
    factors : TallFactors
        Of a matrix of shape (m, n).
    c : dask.array.Array of shape (n, p)
        A matrix of the dtype of the factors.

    Returns
    -------
    dask.array.Array of shape (m, p)
        The product, in the chunks of the rows of the matrix and of the columns of `c`.
    """
    n, size = c.shape[0], c.dtype.itemsize
    tasks = Tasks("tall-q", factors.reflectors, c.rechunk({0: -1}))
    for j, columns in enumerate(c.chunks[1]):
        above = {len(factors.parents): (tasks.chunk(1, 0, j), 0)}
        for i in reversed(range(len(factors.parents) + 1)):
            if i < len(factors.parents):
                node, place = factors.parents[i]
                above[i] = (tasks.at("node", node, j), place)
            is_leaf = i < len(factors.blocks)
            height = factors.blocks[i][1] - factors.blocks[i][0] if is_leaf else FAN * n
            work = Work(_times(c) * 2 * height * n * columns, height * columns * size)
            tasks.add("q" if is_leaf else "node", (i, j), _rows_of_product, tasks.chunk(0, i), *above[i], n, work=work)
    sizes = tuple(last - first for first, last in factors.blocks)
    return tasks.array("q", (sizes, c.chunks[1]), meta_like(c, c.dtype, 2)).rechunk({0: factors.rows})


def apply_adjoint(factors: TallFactors, c: da.Array) -> da.Array:
    """Return ``Q.conj().T @ c`` without forming Q, of which there are as many columns as R has rows.

    Parameters
    ----------
    factors : TallFactors
        Of a matrix of shape (m, n).
    c : dask.array.Array of shape (m, p)
        A matrix of the dtype of the factors, in any chunks.

    Returns
    -------
    dask.array.Array of shape (n, p)
        The product, in the chunks of the columns of `c`.
    """
    n = factors.r.shape[0]
    tasks = Tasks("tall-adjoint", factors.reflectors, c)
    for j, columns in enumerate(c.chunks[1]):
        for i, rows in enumerate(factors.blocks):
            parts, chunks = _parts(tasks, [1], rows, only=j)
            work = Work(_times(c) * 4 * (rows[1] - rows[0]) * n * columns, n * columns * c.dtype.itemsize)
            tasks.add("top", (i, j), _top_of_rows, tasks.chunk(0, i), columns, parts, *chunks, work=work)
        for node in range(len(factors.blocks), len(factors.parents) + 1):
            children = [i for i, (parent, _) in enumerate(factors.parents) if parent == node]
            tops = [tasks.at("top", i, j) for i in children]
            work = Work(_times(c) * 4 * len(tops) * n * n * columns, n * columns * c.dtype.itemsize)
            tasks.add("top", (node, j), _top_of_node, tasks.chunk(0, node), *tops, work=work)
        tasks.add("product", (0, j), _itself, tasks.at("top", len(factors.parents), j))
    return tasks.array("product", ((n,), c.chunks[1]), meta_like(c, c.dtype, 2))


def _settings() -> tuple[int, ...]:
    return HEIGHT, ELEMENTS, STEPS, FAN


def _times(a: da.Array) -> int:
    """Return how many operations on real numbers are one."""
    return 4 if a.dtype.kind == "c" else 1


def _height(n: int) -> int:
    """Return how many rows are factored at a time below R."""
    return max(HEIGHT, ELEMENTS // max(n, 1), 3 * n)


def _steps(rows: int, n: int) -> tuple[int, ...]:
    """Return how many rows of a block are taken in each step; the first one has no R on top and takes n more instead."""
    count = max(1, -(-(rows - n) // _height(n)))
    first, *others = widths(rows - n, max(1, -(-(rows - n) // count)))
    return (first + n, *others)


def _row_blocks(sizes: tuple[int, ...], n: int) -> list[Range]:
    """Return the rows of each block: those of a chunk, but of several if they have few rows, and a part of one that has very many."""
    least, most = max(2 * n, _height(n) // 2), n + STEPS * _height(n)
    merged: list[int] = [0]
    for size in sizes:
        merged[-1] += size
        if merged[-1] >= least:
            merged.append(0)
    left = merged.pop()
    if merged:
        merged[-1] += left
    else:
        merged = [left]
    return ranges([part for size in merged for part in widths(size, max(1, -(-size // -(-size // most))))])


def _parts(
    tasks: Tasks, sources: Iterable[int], rows: Range, only: int | None = None
) -> tuple[tuple[Part, ...], list[TaskRef]]:
    """Return the parts of a block of rows, of sources side by side or of only one chunk of the columns of each, and their chunks."""
    parts, chunks, first = [], [], 0
    for source in sources:
        down, along = tasks.sources[source].chunks
        for j, columns in enumerate(along):
            if only is not None and j != only:
                continue
            for i, of, to in overlapping(down, rows):
                parts.append(Part((to.start, to.stop), slice(first, first + columns), of.start))
                chunks.append(tasks.chunk(source, i, j))
            first += columns
    return tuple(parts), chunks


def _add_factors(tasks: Tasks, i: int, factors: TaskRef) -> None:
    tasks.add("reflectors", (i,), itemgetter(0), factors)
    tasks.add("triangle", (i,), itemgetter(1), factors)


def _add_nodes(tasks: Tasks, a: da.Array, leaves: int, n: int, *, keep: bool) -> tuple[tuple[int, int], ...]:
    """Add the nodes of the tree, level by level, each of which factors some triangles; return who is above each."""
    parents: list[tuple[int, int]] = []
    level, total = range(leaves), leaves
    while len(level) > 1:
        groups = widths(len(level), -(-len(level) // -(-len(level) // FAN)))
        for first, last in ranges(groups):
            below = [tasks.at("triangle", i) for i in level[first:last]]
            parents += [(total, place) for place in range(len(below))]
            work = Work(_times(a) * 3 * len(below) * n**3, len(below) * n * n * a.dtype.itemsize)
            if keep:
                _add_factors(tasks, total, tasks.add("factors", (total,), _factor_node, *below, work=work))
            else:
                tasks.add("triangle", (total,), _triangle_of_node, *below, work=work)
            total += 1
        level = range(total - len(groups), total)
    return tuple(parents)


def _root(tasks: Tasks, a: da.Array, n: int, last: int) -> da.Array:
    tasks.add("r", (0, 0), _itself, tasks.at("triangle", last))
    return tasks.array("r", ((n,), (n,)), meta_like(a, a.dtype, 2))


def _itself(tile: Tile) -> Tile:
    return tile


def _triangle_of_rows(steps: tuple[int, ...], n: int, parts: tuple[Part, ...], *chunks: Tile) -> Tile:
    with one_blas_thread():
        return triangle_of_rows(steps, n, parts, chunks)


def _factor_rows(
    steps: tuple[int, ...], n: int, parts: tuple[Part, ...], *chunks: Tile
) -> tuple[list[Reflectors], Tile]:
    with one_blas_thread():
        return factor_rows(steps, n, parts, chunks)


def _triangle_of_node(*triangles: Tile) -> Tile:
    stacked = np.asfortranarray(np.concatenate(triangles))
    with one_blas_thread():
        factor_tile(stacked)
    return upper_of(stacked)


def _factor_node(*triangles: Tile) -> tuple[list[Reflectors], Tile]:
    stacked = np.asfortranarray(np.concatenate(triangles))
    with one_blas_thread():
        taus = factor_tile(stacked)
        upper = upper_of(stacked)
        return [with_triangle(write_out(stacked), taus)], upper


def _rows_of_product(reflectors: list[Reflectors], above: Tile, place: int, n: int) -> Tile:
    with one_blas_thread():
        return rows_of_product(_by_columns(reflectors), above[place * n : (place + 1) * n])


def _top_of_rows(reflectors: list[Reflectors], columns: int, parts: tuple[Part, ...], *chunks: Tile) -> Tile:
    with one_blas_thread():
        return top_of_adjoint(_by_columns(reflectors), columns, parts, chunks)


def _top_of_node(reflectors: list[Reflectors], *tops: Tile) -> Tile:
    stacked = np.asfortranarray(np.concatenate(tops))
    with one_blas_thread():
        reflect(stacked, _by_columns(reflectors)[0], turned=True)
    return np.array(stacked[: len(tops[0])], order="F")


def _by_columns(reflectors: list[Reflectors]) -> list[Reflectors]:
    return [Reflectors(by_columns(vectors), by_columns(triangle)) for vectors, triangle in reflectors]
