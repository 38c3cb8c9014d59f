"""Walking a graph without recursion, so that a long chain cannot overflow the stack."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from symnp._graph.node import Node


def ancestors(targets: Iterable[Node]) -> list[Node]:
    """Return the targets and all that they are computed from, operands first.

    The walk stops at nodes whose value is known.
    """
    seen: dict[int, Node] = {}
    stack = list(targets)
    while stack:
        node = stack.pop()
        if node.id not in seen:
            seen[node.id] = node
            if node.value is None:
                stack.extend(node.args)
    return [seen[serial] for serial in sorted(seen)]
