"""Products of more than two matrices: in the order that takes the fewest operations, and powers by squaring.

References
----------
T. H. Cormen, C. E. Leiserson, R. L. Rivest, C. Stein, "Introduction to algorithms", 3rd edition, section 15.2.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product as places_of
from math import prod
from typing import Any

import dask.array as da

from dask_linalg.algorithms.product import product
from dask_linalg.schedule.tasks import Tasks, Work
from dask_linalg.tiles.collection import meta_like
from dask_linalg.tiles.cutting import ranges
from dask_linalg.tiles.namespace import namespace


def chain_product(matrices: Sequence[da.Array]) -> da.Array:
    """Return the product of matrices, multiplied in the order that takes the fewest operations.

    Parameters
    ----------
    matrices : sequence of dask.array.Array
        At least one matrix, of shapes (n0, n1), (n1, n2) and so on.

    Returns
    -------
    dask.array.Array of shape (n0, nk)
        The product.
    """
    splits = best_splits([matrices[0].shape[0], *[a.shape[1] for a in matrices]])

    def between(first: int, last: int) -> da.Array:
        if first == last:
            return matrices[first]
        split = splits[first, last]
        return product(between(first, split), between(split + 1, last))

    return between(0, len(matrices) - 1)


def best_splits(sizes: Sequence[int]) -> dict[tuple[int, int], int]:
    """Return after which of the matrices from `first` to `last` their product is best split in two, for each such pair.

    Matrix i has `sizes[i]` rows and `sizes[i + 1]` columns.
    """
    count = len(sizes) - 1
    costs = {(i, i): 0 for i in range(count)}
    splits: dict[tuple[int, int], int] = {}
    for length in range(1, count):
        for first in range(count - length):
            last = first + length
            outer = sizes[first] * sizes[last + 1]
            costs[first, last], splits[first, last] = min(
                (costs[first, split] + costs[split + 1, last] + outer * sizes[split + 1], split)
                for split in range(first, last)
            )
    return splits


def power(a: da.Array, exponent: int) -> da.Array:
    """Return a power of square matrices by repeated squaring; the exponent is not negative.

    Parameters
    ----------
    a : dask.array.Array of shape (..., n, n)
        Square matrices of any dtype.
    exponent : int
        How often they are factors.

    Returns
    -------
    dask.array.Array of shape (..., n, n)
        The powers, in the chunks of `a`.
    """
    if exponent == 0:
        return identity_like(a)
    result, square = None, a
    while True:
        exponent, is_factor = divmod(exponent, 2)
        if is_factor:
            result = square if result is None else product(result, square)
        if exponent == 0 and result is not None:
            return result
        square = product(square, square)


def identity_like(a: da.Array) -> da.Array:
    """Return identity matrices of the shape, dtype, chunks and kind of an array, of which no chunk is read."""
    tasks, size = Tasks("identity", a), a.dtype.itemsize
    meta = meta_like(a, a.dtype, a.ndim)
    for place in places_of(*[range(count) for count in a.numblocks]):
        shape = tuple(sizes[i] for sizes, i in zip(a.chunks, place, strict=True))
        (first, _), (start, _) = (ranges(sizes)[i] for sizes, i in zip(a.chunks[-2:], place[-2:], strict=True))
        work = Work(nbytes=prod(shape) * size)
        tasks.add("block", place, _identity_block, shape, first - start, a.dtype, meta, work=work)
    return tasks.array("block", a.chunks, meta)


def _identity_block(shape: tuple[int, ...], diagonal: int, dtype: Any, meta: Any) -> Any:
    library = namespace(meta)
    block = library.zeros(shape, dtype=dtype)
    block[...] = library.eye(*shape[-2:], k=diagonal, dtype=dtype)
    return block
