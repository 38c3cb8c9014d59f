"""Products: each tile of the result is a sum of products of tiles, which grows in its place.

References
----------
R. A. van de Geijn, J. Watts, "SUMMA: scalable universal matrix multiplication algorithm", Concurrency: Practice and Experience 9
(1997).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from itertools import product as combined
from math import ceil, prod
from typing import Any

import dask.array as da
import numpy as np
from dask._task_spec import TaskRef

from dask_linalg.checks import has_known_chunks
from dask_linalg.schedule.blas_threads import one_blas_thread
from dask_linalg.schedule.ownership import own
from dask_linalg.schedule.tasks import Tasks, Work
from dask_linalg.tiles.collection import meta_like
from dask_linalg.tiles.lapack import Tile
from dask_linalg.tiles.namespace import is_numpys, namespace
from dask_linalg.tiles.pairing import Letters, Sizes, finest, good_tiles, in_chunks
from dask_linalg.tiles.products import put_product

AT_ONCE = 128 * 2**20
"""Bytes of factors that one task holds: the products of so many tiles are one task, which adds them up without any other one."""
CHAINS = 8
"""Tasks that can run side by side at least. Where a result has fewer tiles, each is the sum of several sums."""

_BLAS = "fdFD"
Axes = tuple[tuple[int, ...], tuple[int, ...]]
Multiply = Callable[[Any, Any], Any]


def product(a: da.Array, b: da.Array) -> da.Array:
    """Return the products of two stacks of matrices, as `numpy.matmul` defines them for their dtypes.

    Parameters
    ----------
    a : dask.array.Array of shape (..., m, n)
        Matrices of any dtype.
    b : dask.array.Array of shape (..., n, k)
        Matrices; the dimensions before the last two broadcast.

    Returns
    -------
    dask.array.Array of shape (..., m, k)
        The products; their rows have the chunks of `a`, their columns those of `b`.
    """
    left, right = _of_one_dtype(a, b)
    if not (has_known_chunks(left) and has_known_chunks(right)):
        return da.matmul(left, right).astype(left.dtype, copy=False)
    ndim = max(left.ndim, right.ndim)
    stack, m, k, n = tuple(range(ndim - 2)), ndim - 2, ndim - 1, ndim
    of_left, of_right = (*stack[ndim - left.ndim :], m, k), (*stack[ndim - right.ndim :], k, n)
    chunks = finest(left, right, of_left, of_right)
    inner = (left.chunks[-1], right.chunks[-2])
    chunks[m], chunks[k], chunks[n] = good_tiles(left.chunks[-2], inner, right.chunks[-1])
    found = _contracted("matmul", left, right, _Letters(of_left, of_right, (*stack, m, n)), chunks, _matrix_product)
    return found.rechunk({ndim - 2: a.chunks[-2], ndim - 1: b.chunks[-1]})


def contraction(a: da.Array, b: da.Array, axes: Axes) -> da.Array:
    """Return the sum of products over pairs of dimensions, as `numpy.tensordot` does, in the dtype of a product.

    Parameters
    ----------
    a, b : dask.array.Array
        Arrays of any dtypes.
    axes : pair of tuple of int
        The dimensions of `a`, not negative, and those of `b` that they go with.

    Returns
    -------
    dask.array.Array
        The other dimensions of `a`, then those of `b`, in their chunks.
    """
    left, right = _of_one_dtype(a, b)
    if left.ndim == right.ndim == 2 and len(axes[0]) == 1:
        return product(left.T if axes[0] == (0,) else left, right.T if axes[1] == (1,) else right)
    if not (has_known_chunks(left) and has_known_chunks(right)):
        return da.tensordot(left, right, axes=axes).astype(left.dtype, copy=False)
    of_left = tuple(range(left.ndim))
    partner = dict(zip(axes[1], axes[0], strict=True))
    of_right = tuple(partner.get(i, left.ndim + i) for i in range(right.ndim))
    shown = (*[i for i in of_left if i not in axes[0]], *[i for i in of_right if i >= left.ndim])
    chunks = finest(left, right, of_left, of_right)
    return _contracted(
        "tensordot", left, right, _Letters(of_left, of_right, shown), chunks, partial(_tensor_product, axes=axes)
    )


def dot_products(a: da.Array, b: da.Array) -> da.Array:
    """Return the sums over the last dimension of products, those of `a` conjugated, in the dtype of a product.

    Parameters
    ----------
    a, b : dask.array.Array of shape (..., n)
        Arrays of any dtypes, whose other dimensions broadcast.

    Returns
    -------
    dask.array.Array of shape (...)
        The sums.
    """
    left, right = _of_one_dtype(a, b)
    ndim = max(left.ndim, right.ndim)
    of_left, of_right = tuple(range(ndim - left.ndim, ndim)), tuple(range(ndim - right.ndim, ndim))
    letters = _Letters(of_left, of_right, tuple(range(ndim - 1)))
    return _contracted("vecdot", left, right, letters, finest(left, right, of_left, of_right), _dot_product)


def dtype_of_product(a: Any, b: Any) -> np.dtype[Any]:
    """Return the dtype of products, which is neither widened nor, for truth values, made whole numbers."""
    dtype: np.dtype[Any] = np.matmul(np.ones((1, 1), a), np.ones((1, 1), b)).dtype
    return dtype


def _of_one_dtype(a: da.Array, b: da.Array) -> tuple[da.Array, da.Array]:
    dtype = dtype_of_product(a.dtype, b.dtype)
    return a.astype(dtype, copy=False), b.astype(dtype, copy=False)


@dataclass(frozen=True)
class _Letters:
    """Which dimensions the factors and the result have, as in a sum over indices."""

    left: Letters
    right: Letters
    shown: Letters

    @property
    def summed(self) -> Letters:
        return tuple(one for one in self.left if one in self.right and one not in self.shown)


@dataclass(frozen=True)
class _Term:
    """Two chunks whose product is one term of a tile, and what that takes."""

    left: TaskRef
    right: TaskRef
    nbytes: int
    flops: float


def _contracted(
    function: str, a: da.Array, b: da.Array, letters: _Letters, chunks: dict[int, Sizes], multiply: Multiply
) -> da.Array:
    """Return the sum over the letters that the result has not, of what two chunks give."""
    left, right = in_chunks(a, letters.left, chunks), in_chunks(b, letters.right, chunks)
    tasks = Tasks(function, left, right, by=(multiply, AT_ONCE, CHAINS))
    shown = tuple(chunks[one] for one in letters.shown)
    places = list(combined(*[range(len(sizes)) for sizes in shown]))
    for place in places:
        at = dict(zip(letters.shown, place, strict=True))
        inner = combined(*[range(len(chunks[one])) for one in letters.summed])
        terms = [_term(tasks, letters, chunks, at | dict(zip(letters.summed, one, strict=True))) for one in inner]
        size = prod(sizes[i] for sizes, i in zip(shown, place, strict=True)) * left.dtype.itemsize
        _add_sum(tasks, place, terms, size, multiply, len(places))
    return tasks.array("product", shown, meta_like(left, left.dtype, len(shown)))


def _term(tasks: Tasks, letters: _Letters, chunks: dict[int, Sizes], at: dict[int, int]) -> _Term:
    """Return the term of all letters' places; a dimension that broadcasts has one chunk."""
    refs, nbytes = [], 0
    for i, named in enumerate((letters.left, letters.right)):
        source = tasks.sources[i]
        place = tuple(at[one] if len(sizes) > 1 else 0 for one, sizes in zip(named, source.chunks, strict=True))
        refs.append(tasks.chunk(i, *place))
        nbytes += prod(sizes[j] for sizes, j in zip(source.chunks, place, strict=True)) * source.dtype.itemsize
    times = 8 if tasks.sources[0].dtype.kind == "c" else 2
    return _Term(refs[0], refs[1], nbytes, float(times * prod(chunks[one][i] for one, i in at.items())))


def _add_sum(tasks: Tasks, place: Sizes, terms: Sequence[_Term], size: int, multiply: Multiply, places: int) -> None:
    """Add the tasks of one tile: chains of sums that grow, and the sum of those."""
    groups = _groups(terms)
    chains = _split(groups, min(len(groups), ceil(CHAINS / places)))
    alone = places == len(groups) == 1
    tops: list[TaskRef] = []
    for c, chain in enumerate(chains):
        total: TaskRef | None = None
        for g, group in enumerate(chain):
            is_result = len(chains) == 1 and g == len(chain) - 1
            part, where = ("product", place) if is_result else ("partial", (*place, c, g))
            work = Work(sum(term.flops for term in group), size, total is not None)
            factors = [ref for term in group for ref in (term.left, term.right)]
            total = tasks.add(part, where, _grown, total, multiply, alone, *factors, work=work)
        tops += [total] if total else []
    _add_total(tasks, place, tops, size)


def _add_total(tasks: Tasks, place: Sizes, tops: Sequence[TaskRef], size: int) -> None:
    """Add up what chains have come to, two by two."""
    level = 0
    while len(tops) > 1:
        pairs, level = [tops[i : i + 2] for i in range(0, len(tops), 2)], level + 1
        above: list[TaskRef] = []
        for i, pair in enumerate(pairs):
            part, where = ("product", place) if len(pairs) == 1 else ("total", (*place, level, i))
            work = Work(nbytes=size, in_place=True)
            above.append(tasks.add(part, where, _added, *pair, work=work) if len(pair) == 2 else pair[0])
        tops = above


def _groups(terms: Sequence[_Term]) -> list[list[_Term]]:
    """Return the terms in groups, each of which one task may hold."""
    groups: list[list[_Term]] = []
    room = 0
    for term in terms:
        if not groups or term.nbytes > room:
            groups.append([])
            room = AT_ONCE
        groups[-1].append(term)
        room -= term.nbytes
    return groups


def _split(groups: Sequence[list[_Term]], count: int) -> list[Sequence[list[_Term]]]:
    """Return groups in so many runs of nearly the same length."""
    bounds = [len(groups) * i // count for i in range(count + 1)]
    return [groups[first:last] for first, last in pairwise(bounds)]


def _grown(total: Any, multiply: Multiply, alone: bool, *factors: Any) -> Any:
    """Return a sum with the products of so many pairs of factors added to it; a task that is not alone takes one core."""
    pairs = list(zip(factors[::2], factors[1::2], strict=True))
    with nullcontext() if alone else one_blas_thread():
        if multiply is _matrix_product and all(_is_for_blas(factor) for factor in factors):
            return _grown_in_place(total, pairs)
        for left, right in pairs:
            made = multiply(left, right)
            total = made if total is None else total + made
    return total


def _grown_in_place(total: Tile | None, pairs: Sequence[tuple[Tile, Tile]]) -> Tile:
    """Return a sum of products of matrices in C's order, as NumPy returns it."""
    if total is not None:
        total = _own_by_rows(total)
    for left, right in pairs:
        if total is None:
            total = np.empty((left.shape[0], right.shape[1]), left.dtype)
            put_product(total, left, right, add=False)
        else:
            put_product(total, left, right, add=True)
    assert total is not None, "a tile has at least one term"
    return total


def _added(one: Any, other: Any) -> Any:
    if not _is_for_blas(one):
        return one + other
    total = _own_by_rows(one)
    total += other
    return total


def _own_by_rows(tile: Tile) -> Tile:
    """Return a tile in C's order that may be written over; see `own`, to which its transpose lies by columns."""
    return own(tile.T, fresh=False).T


def _matrix_product(left: Any, right: Any) -> Any:
    """Return the products of stacks of matrices in two chunks."""
    return left @ right


def _tensor_product(left: Any, right: Any, axes: Axes) -> Any:
    return namespace(left).tensordot(left, right, axes=axes)


def _dot_product(left: Any, right: Any) -> Any:
    return (left.conj() * right).sum(axis=-1, dtype=left.dtype)


def _is_for_blas(factor: Any) -> bool:
    return is_numpys(factor) and factor.ndim == 2 and factor.dtype.char in _BLAS
