"""From a graph of tasks to a Dask array, whether Dask's query planning is on or off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

import dask.array as da
import numpy as np
from dask._task_spec import Alias
from dask.array.core import Array
from dask.array.utils import meta_from_array
from dask.highlevelgraph import HighLevelGraph


def settled(a: da.Array) -> da.Array:
    """Return an array whose chunks are in its graph under its name: what is planned later may have other names before."""
    return a if isinstance(a, Array) else a.optimize()


def meta_like(a: da.Array, dtype: Any, ndim: int) -> Any:
    """Return an empty array of the kind that the chunks of an array are of, NumPy's or another's."""
    meta = a._meta if np.dtype(dtype).kind == "c" else a._meta.real
    return meta_from_array(meta, ndim=ndim, dtype=dtype)


def without_dimensions(a: da.Array, axes: Sequence[int]) -> da.Array:
    """Return an array without some dimensions of size one; planned arrays have no `squeeze`."""
    return a[tuple(0 if i in axes else slice(None) for i in range(a.ndim))] if axes else a


def moved(a: da.Array, sources: Sequence[int], targets: Sequence[int]) -> da.Array:
    """Return an array with some dimensions elsewhere, as `numpy.moveaxis` does, which planned arrays have not."""
    # A dimension is known by its size here.
    order = np.moveaxis(np.empty(range(a.ndim)), sources, targets).shape
    return a.transpose(order)


def array_of(
    name: str,
    part: str,
    tasks: Mapping[Any, Any],
    sources: Sequence[da.Array],
    chunks: tuple[tuple[int, ...], ...],
    meta: Any,
) -> da.Array:
    """Return the array whose chunks are the tasks ``(f"{name}-{part}", i, j, ...)``, which read chunks of settled sources."""
    part, places = f"{name}-{part}", list(product(*[range(len(sizes)) for sizes in chunks]))
    if all(isinstance(a, Array) for a in sources):
        graph, shown = _in_layers(name, part, tasks, sources, places)
        return Array(graph, shown, chunks, meta=meta)
    from dask.array._array_expr._collection import from_graph

    # The chunks get other names; tasks that read each other by the old ones stay beside them.
    aliases = {(f"{part}-shown", *place): (_itself, (part, *place)) for place in places}
    layer: dict[Any, Any] = {}
    for a in sources:
        layer |= dict(a.__dask_graph__())
    return from_graph({**layer, **tasks, **aliases}, meta, chunks, list(aliases), part)


def _in_layers(
    name: str, part: str, tasks: Mapping[Any, Any], sources: Sequence[da.Array], places: Sequence[tuple[int, ...]]
) -> tuple[HighLevelGraph, str]:
    """Return a graph of which one layer is a part, and the name of that layer.

    Dask wants each task in one layer, also when several parts are computed together. A part that no other task reads is a layer; for
    another one, there is a layer of other names for its tasks, which stay where they are read.
    """
    read = {one[0] for task in tasks.values() for one in task.dependencies}
    ends = {key[0] for key in tasks} - read
    inner = {key: task for key, task in tasks.items() if key[0] not in ends}
    if part in ends:
        shown, layer = part, {key: task for key, task in tasks.items() if key[0] == part}
    else:
        shown = f"{part}-shown"
        layer = {(shown, *place): Alias((shown, *place), (part, *place)) for place in places}
    layers: dict[str, Any] = {}
    dependencies: dict[str, set[str]] = {}
    for source in sources:
        layers |= source.__dask_graph__().layers
        dependencies |= source.__dask_graph__().dependencies
    names = {key[0]: name for key in inner} | {one.name: one.name for one in sources}
    for own, new in ((name, inner), (shown, layer)):
        if new:
            needed = {names[one[0]] for task in new.values() for one in task.dependencies}
            layers[own], dependencies[own] = new, needed - {own}
    return HighLevelGraph(layers, dependencies), shown


def _itself(tile: Any) -> Any:
    return tile
