"""The layers of a graph without circles: what is read stands above what reads it.

Each vertex stands below the lowest of those that it reads. Edges that cross a layer get a lane in it, so that they go
round boxes. The order within a layer follows the mean place of the neighbours, sweep by sweep.

References
----------
K. Sugiyama, S. Tagawa, M. Toda: Methods for Visual Understanding of Hierarchical System Structures, IEEE Transactions
on Systems, Man, and Cybernetics 11 (1981).
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

_SWEEPS = 12
_LANE, _LANE_WEIGHT = 14.0, 6.0


class Edge(NamedTuple):
    """An edge: from which vertex to which, and where it leaves and enters, from the middle; None is up to the layout."""

    source: int
    target: int
    leaves: float | None = None
    enters: float | None = None


@dataclass(slots=True)
class Graph:
    """The vertices, followed by the lanes in which edges cross layers."""

    widths: list[float]
    heights: list[float]
    ranks: list[int]
    above: list[list[int]] = field(default_factory=list)
    below: list[list[int]] = field(default_factory=list)
    lanes: dict[tuple[int, int], int] = field(default_factory=dict)

    def lane(self, source: int, rank: int) -> int:
        """Return the lane of a vertex's edges in a layer: they share one until they part."""
        found = self.lanes.get((source, rank))
        if found is None:
            found = self.lanes[source, rank] = len(self.ranks)
            self.widths.append(_LANE)
            self.heights.append(0.0)
            self.ranks.append(rank)
            self.above.append([])
            self.below.append([])
        return found

    def weight(self, vertex: int) -> float:
        """Return how much it matters where a vertex stands: a bend in a long edge disturbs more than a box aside."""
        return _LANE_WEIGHT if self.heights[vertex] == 0 else 1.0

    def join(self, upper: int, lower: int) -> None:
        """Make two vertices of neighbouring layers neighbours."""
        if lower not in self.below[upper]:
            self.below[upper].append(lower)
            self.above[lower].append(upper)


def layered(
    sizes: Sequence[tuple[float, float]], edges: Sequence[Edge], first: frozenset[int], last: frozenset[int]
) -> tuple[Graph, list[list[int]]]:
    """Return the vertices in their layers, and the vertices and lanes on the way of each edge."""
    graph = Graph([w for w, _ in sizes], [h for _, h in sizes], _ranks(len(sizes), edges, first, last))
    graph.above, graph.below = [[] for _ in sizes], [[] for _ in sizes]
    return graph, [_led(graph, edge) for edge in edges]


def _ranks(count: int, edges: Sequence[Edge], first: frozenset[int], last: frozenset[int]) -> list[int]:
    """Return the layer of each vertex: the length of the longest path that leads to it."""
    into: list[list[int]] = [[] for _ in range(count)]
    out: list[list[int]] = [[] for _ in range(count)]
    for edge in edges:
        into[edge.target].append(edge.source)
        out[edge.source].append(edge.target)
    waiting = [len(sources) for sources in into]
    ready = [i for i in range(count) if not waiting[i]]
    ranks = [0] * count
    for vertex in ready:  # It grows while it is read.
        for target in out[vertex]:
            ranks[target] = max(ranks[target], ranks[vertex] + 1)
            waiting[target] -= 1
            if not waiting[target]:
                ready.append(target)
    for vertex in range(count):
        if not into[vertex] and out[vertex] and vertex not in first:
            ranks[vertex] = min(ranks[target] for target in out[vertex]) - 1  # An input stands near its first reader.
        elif vertex in last:
            ranks[vertex] = max(ranks)
    return ranks


def _led(graph: Graph, edge: Edge) -> list[int]:
    """Lead an edge through the layers, and return the vertices and lanes on its way."""
    lanes = [graph.lane(edge.source, rank) for rank in range(graph.ranks[edge.source] + 1, graph.ranks[edge.target])]
    way = [edge.source, *lanes, edge.target]
    for upper, lower in itertools.pairwise(way):
        graph.join(upper, lower)
    return way


def ordered(graph: Graph) -> list[list[int]]:
    """Return the layers, each in the order in which the fewest edges were found to cross."""
    layers: list[list[int]] = [[] for _ in range(max(graph.ranks, default=-1) + 1)]
    for vertex, rank in enumerate(graph.ranks):
        layers[rank].append(vertex)
    best, fewest = [list(layer) for layer in layers], _crossings(graph, layers)
    for sweep in range(_SWEEPS):
        down = sweep % 2 == 0
        neighbours = graph.above if down else graph.below
        for upper, layer in _pairs(layers, down=down):
            place = {vertex: i / max(len(upper), 1) for i, vertex in enumerate(upper)}
            old = {vertex: i / len(layer) for i, vertex in enumerate(layer)}
            layer.sort(key=lambda v: mean([place[n] for n in neighbours[v]], old[v]))
        crossings = _crossings(graph, layers)
        if crossings < fewest:
            best, fewest = [list(layer) for layer in layers], crossings
    return best


def _pairs(layers: list[list[int]], *, down: bool) -> list[tuple[list[int], list[int]]]:
    order = layers if down else layers[::-1]
    return list(itertools.pairwise(order))


def mean(values: Sequence[float], otherwise: float) -> float:
    """Return the mean of some values, or something else where there is none."""
    return sum(values) / len(values) if values else otherwise


def _crossings(graph: Graph, layers: Sequence[Sequence[int]]) -> int:
    """Return how many edges cross between neighbouring layers."""
    count = 0
    for upper, lower in itertools.pairwise(layers):
        place = {vertex: i for i, vertex in enumerate(lower)}
        ends = [place[n] for vertex in upper for n in sorted(graph.below[vertex], key=place.__getitem__)]
        count += sum(a > b for i, a in enumerate(ends) for b in ends[i + 1 :])
    return count
