"""How two factors are cut so that the chunks of one go with those of the other."""

from __future__ import annotations

from collections.abc import Sequence

import dask.array as da

from dask_linalg.tiles.cutting import widths

TILE = 1024
"""Rows of a tile of a product. Of less BLAS makes a few per cent less, and of more there are too few for many cores."""
SMALLEST, LARGEST = 256, 2048
"""Rows that a tile of large matrices may have, if it comes so; what is narrow may be longer, up to the same number of elements."""

Sizes = tuple[int, ...]
Letters = tuple[int, ...]


def finest(a: da.Array, b: da.Array, left: Letters, right: Letters) -> dict[int, Sizes]:
    """Return the chunks of each dimension, named by letters: where both arrays have it, the smaller ones.

    A dimension of size one beside a larger one broadcasts, and its chunks do not count.
    """
    found: dict[int, Sizes] = {}
    for array, letters in ((a, left), (b, right)):
        for letter, sizes in zip(letters, array.chunks, strict=True):
            before = found.setdefault(letter, sizes)
            if sum(before) == 1 or (len(sizes) > len(before) and sum(sizes) != 1):
                found[letter] = sizes
    return found


def in_chunks(a: da.Array, letters: Letters, chunks: dict[int, Sizes]) -> da.Array:
    """Return an array in chunks that are named by letters; a dimension that broadcasts is one chunk."""
    return a.rechunk(
        tuple(chunks[one] if n == sum(chunks[one]) else (1,) for n, one in zip(a.shape, letters, strict=True))
    )


def good_tiles(rows: Sizes, inner: tuple[Sizes, Sizes], columns: Sizes) -> tuple[Sizes, Sizes, Sizes]:
    """Return chunks for the rows, the inner dimension and the columns of a product: those that there are, where they are good.

    The inner dimension has two, those of the left factor and those of the right one, of which the better are taken. Two whole
    matrices stay whole: their product is one task, which has all cores.
    """
    if all(len(sizes) <= 1 for sizes in (rows, *inner, columns)):
        return rows, inner[0], columns
    m, k, n = _width(rows), max(_width(sizes) for sizes in inner), _width(columns)
    shared = next((sizes for sizes in inner if _is_good(sizes, m, n)), None) or _uniform(sum(inner[0]), m, n)
    return _kept(rows, k, n), shared, _kept(columns, k, m)


def _kept(sizes: Sizes, *others: int) -> Sizes:
    return sizes if _is_good(sizes, *others) else _uniform(sum(sizes), *others)


def _is_good(sizes: Sizes, *others: int) -> bool:
    """Whether chunks are neither too many nor too large, where the tiles have so many rows or columns the other ways."""
    widest, narrowest = max(*others, 1), min(others)
    if max(sizes, default=0) * widest > LARGEST**2:
        return False
    mean = sum(sizes) / max(len(sizes), 1)
    return len(sizes) <= 1 or (mean * widest >= SMALLEST**2 and (mean >= SMALLEST or narrowest < SMALLEST))


def _uniform(total: int, *others: int) -> Sizes:
    return widths(total, max(TILE, TILE**2 // max(*others, 1)))


def _width(sizes: Sequence[int]) -> int:
    """Return how wide tiles are at most, when chunks that are too small have been put together and too large ones cut."""
    return min(sum(sizes), LARGEST, max(TILE, *sizes))
