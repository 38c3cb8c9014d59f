"""Which vertices of a graph hang together."""

from __future__ import annotations

from collections.abc import Iterable


def components(count: int, pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Return the vertices in groups that no edge joins, each in order, and the groups by their first vertices."""
    leaders = list(range(count))

    def leader(vertex: int) -> int:
        while leaders[vertex] != vertex:
            leaders[vertex] = vertex = leaders[leaders[vertex]]
        return vertex

    for a, b in pairs:
        one, other = sorted((leader(a), leader(b)))
        leaders[other] = one
    groups: dict[int, list[int]] = {}
    for vertex in range(count):
        groups.setdefault(leader(vertex), []).append(vertex)
    return list(groups.values())
