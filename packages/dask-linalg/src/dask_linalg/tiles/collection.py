"""From a graph of tasks to a Dask array, whether Dask's query planning is on or off."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import Any

import dask.array as da
from dask.array.core import Array
from dask.highlevelgraph import HighLevelGraph


def settled(a: da.Array) -> da.Array:
    """Return an array whose chunks are in its graph under its name: what is planned later may have other names before."""
    return a if isinstance(a, Array) else a.optimize()


def array_of(name: str, tasks: Mapping[Any, Any], source: da.Array, chunks: tuple[tuple[int, ...], ...]) -> da.Array:
    """Return the array whose chunks are the tasks ``(name, i, j, ...)``, which read chunks of a settled source.

    Its dtype and the kind of its chunks are those of the source.
    """
    if isinstance(source, Array):
        graph = HighLevelGraph.from_collections(name, dict(tasks), dependencies=[source])
        return Array(graph, name, chunks, meta=source._meta)
    from dask.array._array_expr._collection import from_graph

    # The chunks get other names; tasks that read each other by the old ones stay beside them.
    places = list(product(*[range(len(sizes)) for sizes in chunks]))
    shown = {(f"{name}-shown", *place): (_itself, (name, *place)) for place in places}
    layer = {**dict(source.__dask_graph__()), **tasks, **shown}
    return from_graph(layer, source._meta, chunks, list(shown), name)


def _itself(tile: Any) -> Any:
    return tile
