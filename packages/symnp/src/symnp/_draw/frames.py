"""A layered drawing in which some vertices stand in frames: each frame is drawn by itself, and then as one vertex."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from symnp._draw.layers import Edge
from symnp._draw.places import Arrangement, Point, arrange

_PADDING = 14.0
_HEADING = 22.0


class Frame(NamedTuple):
    """A frame: its number, its upper left corner and its size."""

    number: int
    place: Point
    width: float
    height: float


class Way(NamedTuple):
    """The corners of an edge, and whether it ends at what reads it, and not at the border of a frame."""

    points: list[Point]
    arrives: bool


class Framed(NamedTuple):
    """Where everything goes, with frames."""

    places: list[Point]
    ways: list[Way]
    frames: list[Frame]
    width: float
    height: float


@dataclass(slots=True)
class _Inside:
    """What stands in a frame: its vertices, and behind them the ends of the edges that cross its border."""

    members: list[int]
    edges: list[Edge]
    arrangement: Arrangement
    entries: dict[int, int]
    exits: dict[int, int]

    @property
    def size(self) -> tuple[float, float]:
        return self.arrangement.width + 2 * _PADDING, self.arrangement.height + _HEADING + _PADDING

    def offset(self, end: int) -> float:
        """Return how far from the middle of the frame an edge crosses its border."""
        return self.arrangement.places[end][0] - self.arrangement.width / 2

    def ways(self, x: float, y: float) -> list[Way]:
        """Return the edges with the frame at its place, those that cross the border drawn on to it."""
        left, top, bottom = x + _PADDING, y + _HEADING, y + self.size[1]
        ways = []
        for edge, path in zip(self.edges, self.arrangement.paths, strict=True):
            points = [(left + dx, top + dy) for dx, dy in path]
            if edge.source in self.entries.values():
                points.insert(0, (points[0][0], y))
            arrives = edge.target not in self.exits.values()
            ways.append(Way(points if arrives else [*points, (points[-1][0], bottom)], arrives))
        return ways


def arrange_framed(
    sizes: Sequence[tuple[float, float]], edges: Sequence[tuple[int, int]], frames: Sequence[int | None]
) -> Framed:
    """Return a layered drawing of vertices, each of which stands in a frame of that number, or in none.

    A frame must be such that no path leaves it and comes back.
    """
    inside = {number: _inside(number, sizes, edges, frames) for number in dict.fromkeys(frames) if number is not None}
    units = {key: i for i, key in enumerate(dict.fromkeys(map(_unit, range(len(frames)), frames)))}
    unit_of = [units[_unit(vertex, frame)] for vertex, frame in enumerate(frames)]
    unit_sizes = [sizes[number] if kind == "vertex" else inside[number].size for kind, number in units]
    outer = _outer_edges(edges, frames, unit_of, inside)
    drawn = arrange(unit_sizes, outer)
    places = [drawn.places[unit] for unit in unit_of]
    framed = {units["frame", number] for number in inside}
    ways = [Way(path, edge.target not in framed) for path, edge in zip(drawn.paths, outer, strict=True)]
    found = []
    for number, one in inside.items():
        x, y = drawn.places[units["frame", number]]
        found.append(Frame(number, (x, y), *one.size))
        ways += one.ways(x, y)
        for vertex, (dx, dy) in zip(one.members, one.arrangement.places, strict=False):
            places[vertex] = (x + _PADDING + dx, y + _HEADING + dy)
    return Framed(places, ways, found, drawn.width, drawn.height)


def _unit(vertex: int, frame: int | None) -> tuple[str, int]:
    return ("vertex", vertex) if frame is None else ("frame", frame)


def _inside(
    number: int, sizes: Sequence[tuple[float, float]], edges: Sequence[tuple[int, int]], frames: Sequence[int | None]
) -> _Inside:
    members = [vertex for vertex, frame in enumerate(frames) if frame == number]
    at = {vertex: i for i, vertex in enumerate(members)}
    own = [sizes[vertex] for vertex in members]
    entries: dict[int, int] = {}
    exits: dict[int, int] = {}
    inner = []
    for source, target in edges:
        if source in at and target in at:
            inner.append(Edge(at[source], at[target]))
        elif target in at:
            inner.append(Edge(_end(source, entries, own), at[target]))
        elif source in at and source not in exits:
            inner.append(Edge(at[source], _end(source, exits, own), enters=0.0))
    drawn = arrange(own, inner, frozenset(entries.values()), frozenset(exits.values()))
    return _Inside(members, inner, drawn, entries, exits)


def _end(vertex: int, ends: dict[int, int], sizes: list[tuple[float, float]]) -> int:
    """Return where the edges from a vertex cross the border: a vertex without size."""
    if vertex not in ends:
        ends[vertex] = len(sizes)
        sizes.append((0.0, 0.0))
    return ends[vertex]


def _outer_edges(
    edges: Sequence[tuple[int, int]], frames: Sequence[int | None], unit_of: Sequence[int], inside: dict[int, _Inside]
) -> list[Edge]:
    """Return the edges between frames and single vertices, each once."""
    found: dict[Edge, None] = {}
    for source, target in edges:
        a, b = frames[source], frames[target]
        if a is None or a != b:
            leaves = None if a is None else inside[a].offset(inside[a].exits[source])
            enters = None if b is None else inside[b].offset(inside[b].entries[source])
            found[Edge(unit_of[source], unit_of[target], leaves, enters)] = None
    return list(found)
