"""From a graph of tasks to a Dask array, whether Dask's query planning is on or off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

import dask.array as da
from dask._task_spec import Alias
from dask.array.core import Array
from dask.array.utils import meta_from_array
from dask.highlevelgraph import HighLevelGraph


def settled(a: da.Array) -> da.Array:
    """Return an array whose chunks are in its graph under its name: what is planned later may have other names before."""
    return a if isinstance(a, Array) else a.optimize()


def meta_like(a: da.Array, dtype: Any, ndim: int) -> Any:
    """Return an empty array of the kind that the chunks of an array are of, NumPy's or another's."""
    return meta_from_array(a._meta, ndim=ndim, dtype=dtype)


def array_of(
    name: str,
    part: str,
    tasks: Mapping[Any, Any],
    sources: Sequence[da.Array],
    chunks: tuple[tuple[int, ...], ...],
    meta: Any,
) -> da.Array:
    """Return the array whose chunks are the tasks ``(f"{name}-{part}", i, j, ...)``, which read chunks of settled sources."""
    own, shown = f"{name}-{part}", f"{name}-{part}-shown"
    places = list(product(*[range(len(sizes)) for sizes in chunks]))
    if all(isinstance(a, Array) for a in sources):
        layers = {name: dict(tasks), shown: {(shown, *p): Alias((shown, *p), (own, *p)) for p in places}}
        graph = HighLevelGraph.from_collections(name, layers[name], dependencies=list(sources))
        graph = HighLevelGraph({**graph.layers, shown: layers[shown]}, {**graph.dependencies, shown: {name}})
        return Array(graph, shown, chunks, meta=meta)
    from dask.array._array_expr._collection import from_graph

    # The chunks get other names; tasks that read each other by the old ones stay beside them.
    aliases = {(shown, *place): (_itself, (own, *place)) for place in places}
    layer: dict[Any, Any] = {}
    for a in sources:
        layer |= dict(a.__dask_graph__())
    return from_graph({**layer, **tasks, **aliases}, meta, chunks, list(aliases), own)


def _itself(tile: Any) -> Any:
    return tile
