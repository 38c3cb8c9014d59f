"""Arrays as long as a rank, which is known only when it has been computed: until then the length is nan."""

from __future__ import annotations

from itertools import product
from math import nan
from typing import Any

import dask.array as da

from dask_linalg.schedule.tasks import Tasks

_UNKNOWN: Any = (nan,)


def before(a: da.Array, count: da.Array) -> da.Array:
    """Return what lies before a place along the last dimension; its size is nan until `compute_chunk_sizes` finds it out.

    Parameters
    ----------
    a : dask.array.Array of shape (..., n)
        What is cut.
    count : dask.array.Array of shape ()
        How much of the last dimension is kept.

    Returns
    -------
    dask.array.Array of shape (..., nan)
        The part that is kept, in the chunks of `a` but one along the last dimension.
    """
    return _cut(a, count, _before)


def after(a: da.Array, count: da.Array) -> da.Array:
    """Return what lies from a place on along the last dimension, see `before`."""
    return _cut(a, count, _after)


def _cut(a: da.Array, count: da.Array, cut: Any) -> da.Array:
    whole = a.rechunk({a.ndim - 1: -1})
    tasks = Tasks("truncated", whole, count, by=cut.__name__)
    for place in product(*[range(len(sizes)) for sizes in whole.chunks]):
        tasks.add("part", place, cut, tasks.chunk(0, *place), tasks.chunk(1))
    return tasks.array("part", (*whole.chunks[:-1], _UNKNOWN), a._meta)


def _before(block: Any, count: Any) -> Any:
    return block[..., : int(count)]


def _after(block: Any, count: Any) -> Any:
    return block[..., int(count) :]
