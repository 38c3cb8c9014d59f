"""Where the vertices and edges of a layered graph go.

Parts that no edge joins stand side by side, each arranged by itself: together they would push each other away, layer by
layer, with nothing to hold them back.
Each vertex moves as near to the mean of its neighbours as those beside it in the layer let it; then edges are led from
layer to layer through their lanes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from symnp._draw.components import components
from symnp._draw.layers import Edge, Graph, layered, mean, ordered

Point = tuple[float, float]

_SWEEPS = 24
_GAP = 22.0
_BETWEEN = 40.0


@dataclass(slots=True)
class Arrangement:
    """Where everything goes: the upper left corners of the vertices, the corners of each edge, and the whole size."""

    places: list[Point]
    paths: list[list[Point]]
    width: float
    height: float


def arrange(
    sizes: Sequence[tuple[float, float]],
    edges: Sequence[Edge],
    first: frozenset[int] = frozenset(),
    last: frozenset[int] = frozenset(),
) -> Arrangement:
    """Return a layered drawing of vertices of given sizes; some are to stand in the first layer, some in the last."""
    whole = Arrangement([(0.0, 0.0)] * len(sizes), [[] for _ in edges], 0.0, 0.0)
    left = 0.0
    for members in components(len(sizes), [edge[:2] for edge in edges]):
        at = {vertex: i for i, vertex in enumerate(members)}
        own = [number for number, edge in enumerate(edges) if edge.source in at]
        inner = [edges[n]._replace(source=at[edges[n].source], target=at[edges[n].target]) for n in own]
        ends = [frozenset(at[vertex] for vertex in some if vertex in at) for some in (first, last)]
        part = _part([sizes[vertex] for vertex in members], inner, *ends)
        for vertex, (x, y) in zip(members, part.places, strict=True):
            whole.places[vertex] = left + x, y
        for number, path in zip(own, part.paths, strict=True):
            whole.paths[number] = [(left + x, y) for x, y in path]
        whole.width, whole.height = left + part.width, max(whole.height, part.height)
        left = whole.width + _GAP
    return whole


def _part(
    sizes: Sequence[tuple[float, float]], edges: Sequence[Edge], first: frozenset[int], last: frozenset[int]
) -> Arrangement:
    """Return the same for vertices that hang together."""
    graph, ways = layered(sizes, edges, first, last)
    layers = ordered(graph)
    middles = _middles(graph, layers)
    left = min((middle - width / 2 for middle, width in zip(middles, graph.widths, strict=True)), default=0.0)
    middles = [x - left for x in middles]
    tops, heights = _rows(graph, layers)
    places = [(middles[i] - width / 2, tops[graph.ranks[i]]) for i, (width, _) in enumerate(sizes)]
    paths = _paths(graph, edges, ways, middles, tops, heights)
    width = max((middle + width / 2 for middle, width in zip(middles, graph.widths, strict=True)), default=0.0)
    return Arrangement(places, paths, width, tops[-1] + heights[-1] if tops else 0.0)


def _middles(graph: Graph, layers: Sequence[Sequence[int]]) -> list[float]:
    """Return the horizontal middle of each vertex and lane."""
    middles = [0.0] * len(graph.ranks)
    for layer in layers:
        at = 0.0
        for vertex in layer:
            middles[vertex] = at + graph.widths[vertex] / 2
            at += graph.widths[vertex] + _GAP
    for sweep in range(_SWEEPS):
        down = sweep % 2 == 0
        for layer in layers if down else reversed(layers):
            wanted = []
            for vertex in layer:
                near = graph.above[vertex] if down else graph.below[vertex]
                wanted.append(mean([middles[n] for n in near], middles[vertex]))
            boxes = [graph.widths[vertex] for vertex in layer]
            weights = [graph.weight(vertex) for vertex in layer]
            for vertex, middle in zip(layer, _spread(wanted, boxes, weights), strict=True):
                middles[vertex] = middle
    return middles


def _spread(wanted: Sequence[float], widths: Sequence[float], weights: Sequence[float]) -> list[float]:
    """Return middles as near to the wanted ones as boxes that must not touch allow, in the sense of least squares.

    Without the widths that lie between them, the middles must not decrease: neighbours that would are put together at
    their mean.
    """
    offsets, at = [], 0.0
    for i, width in enumerate(widths):
        at += (widths[i - 1] + width) / 2 + _GAP if i else 0.0
        offsets.append(at)
    pools: list[tuple[float, float, int]] = []
    for want, offset, weight in zip(wanted, offsets, weights, strict=True):
        total, mass, count = weight * (want - offset), weight, 1
        while pools and pools[-1][0] / pools[-1][1] > total / mass:
            more, heavier, number = pools.pop()
            total, mass, count = total + more, mass + heavier, count + number
        pools.append((total, mass, count))
    means = [total / mass for total, mass, count in pools for _ in range(count)]
    return [mean + offset for mean, offset in zip(means, offsets, strict=True)]


def _rows(graph: Graph, layers: Sequence[Sequence[int]]) -> tuple[list[float], list[float]]:
    """Return the top and the height of each layer."""
    tops: list[float] = []
    heights: list[float] = []
    at = 0.0
    for layer in layers:
        height = max((graph.heights[vertex] for vertex in layer), default=0.0)
        if heights:
            at += heights[-1] + (_BETWEEN if height and heights[-1] else _BETWEEN / 2)  # An end of edges takes no room.
        tops.append(at)
        heights.append(height)
    return tops, heights


def _paths(
    graph: Graph,
    edges: Sequence[Edge],
    ways: Sequence[Sequence[int]],
    middles: Sequence[float],
    tops: Sequence[float],
    heights: Sequence[float],
) -> list[list[Point]]:
    enters = _entries(graph, edges, ways, middles)
    paths = []
    for edge, way, enter in zip(edges, ways, enters, strict=True):
        rank, x = graph.ranks[edge.source], middles[edge.source] + (edge.leaves or 0.0)
        path = [(x, tops[rank] + graph.heights[edge.source]), (x, tops[rank] + heights[rank])]
        for lane in way[1:-1]:
            rank, x = graph.ranks[lane], middles[lane]
            path += [(x, tops[rank]), (x, tops[rank] + heights[rank])]
        rank, x = graph.ranks[edge.target], middles[edge.target] + enter
        paths.append([*path, (x, tops[rank])])
    return paths


def _entries(
    graph: Graph, edges: Sequence[Edge], ways: Sequence[Sequence[int]], middles: Sequence[float]
) -> list[float]:
    """Return where each edge enters its target, from the middle: side by side, in the order in which they arrive."""
    enters = [edge.enters or 0.0 for edge in edges]
    arriving: dict[int, list[int]] = {}
    for i, edge in enumerate(edges):
        if edge.enters is None:
            arriving.setdefault(edge.target, []).append(i)
    for target, numbers in arriving.items():
        numbers.sort(key=lambda i: middles[ways[i][-2]])
        step = min(36.0, 0.7 * graph.widths[target] / max(len(numbers), 1))
        for place, number in enumerate(numbers):
            enters[number] = step * (place - (len(numbers) - 1) / 2)
    return enters
