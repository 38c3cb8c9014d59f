"""A block of rows of a tall matrix: factored a few thousand rows at a time, and its rows of Q from what is above them.

R of the rows so far stays on top of the next ones, so that what is worked on stays in the cache.

References
----------
J. Demmel, L. Grigori, M. Hoemmen, J. Langou, "Communication-optimal parallel and sequential QR and LU factorizations", SIAM Journal
on Scientific Computing 34 (2012), on the sequential QR of tall matrices.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from dask_linalg.tiles.cutting import Range, copy_into, ranges
from dask_linalg.tiles.lapack import Tile
from dask_linalg.tiles.products import add_product, write_product
from dask_linalg.tiles.reflectors import (
    Reflectors,
    clear_below,
    coefficients,
    factor_tile,
    reflect,
    upper_of,
    with_triangle,
    write_out,
)


class Part(NamedTuple):
    """Where a part of a chunk lies in a block of rows: its rows and columns there, and the first of its rows in the chunk."""

    rows: Range
    columns: slice
    first: int


def triangle_of_rows(steps: Sequence[int], n: int, parts: Sequence[Part], chunks: Sequence[Tile]) -> Tile:
    """Return R of a block of n columns, of which so many rows are taken in each step."""
    space = np.empty((n + max(steps), n), chunks[0].dtype, order="F")
    for first, last in ranges(steps):
        kept = n if first else 0
        tile = space[: kept + last - first]
        clear_below(tile[:kept])
        _copy_rows(tile[kept:], (first, last), parts, chunks)
        factor_tile(tile)
    return upper_of(tile)


def factor_rows(
    steps: Sequence[int], n: int, parts: Sequence[Part], chunks: Sequence[Tile]
) -> tuple[list[Reflectors], Tile]:
    """Return the reflectors of each step too; see `triangle_of_rows`."""
    upper, reflectors = np.empty((0, n), chunks[0].dtype), []
    for first, last in ranges(steps):
        kept = len(upper)
        tile = np.empty((kept + last - first, n), upper.dtype, order="F")
        tile[:kept] = upper
        _copy_rows(tile[kept:], (first, last), parts, chunks)
        taus = factor_tile(tile)
        upper = upper_of(tile)
        reflectors.append(with_triangle(write_out(tile), taus))
    return reflectors, upper


def rows_of_product(reflectors: Sequence[Reflectors], top: Tile) -> Tile:
    """Return ``Q @ top``, for the columns of Q of the factored rows."""
    kept = np.array(top, order="F")
    heights = [len(vectors) - (len(top) if i else 0) for i, (vectors, _) in enumerate(reflectors)]
    product = np.empty((sum(heights), top.shape[1]), top.dtype, order="F")
    for (first, last), (vectors, triangle) in zip(reversed(ranges(heights)), reversed(reflectors), strict=True):
        small = coefficients(kept, Reflectors(vectors, triangle))
        write_product(product[first:last], vectors[len(vectors) - last + first :], small, -1)
        if first:
            add_product(kept, vectors[: len(kept)], small, -1)
    product[: len(kept)] += kept
    return product


def top_of_adjoint(
    reflectors: Sequence[Reflectors], columns: int, parts: Sequence[Part], chunks: Sequence[Tile]
) -> Tile:
    """Return ``Q.conj().T @ c``, for the columns of Q of the factored rows, and for so many columns of a block c."""
    n = reflectors[0].vectors.shape[1]
    top = np.empty((0, columns), chunks[0].dtype, order="F")
    first = 0
    for one in reflectors:
        tile = np.empty((len(one.vectors), columns), top.dtype, order="F")
        tile[: len(top)] = top
        last = first + len(tile) - len(top)
        _copy_rows(tile[len(top) :], (first, last), parts, chunks)
        reflect(tile, one, turned=True)
        top, first = tile[:n], last
    return np.array(top, order="F")


def _copy_rows(target: Tile, rows: Range, parts: Sequence[Part], chunks: Sequence[Tile]) -> None:
    """Copy some rows of a block out of the chunks."""
    for part, chunk in zip(parts, chunks, strict=True):
        first, last = max(part.rows[0], rows[0]), min(part.rows[1], rows[1])
        if first < last:
            shift = part.first - part.rows[0]
            copy_into(target[first - rows[0] : last - rows[0], part.columns], chunk[first + shift : last + shift])
