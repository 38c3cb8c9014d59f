"""A reduction of arrays that were joined: each part is reduced, and what comes out is combined.

The joined array is then never made.
"""

from __future__ import annotations

from functools import reduce
from typing import Any, NamedTuple

import numpy as np

from symnp._graph.node import Node
from symnp._ops.joining import CONCATENATE
from symnp._rewrite.building import apply, reduced, replaced
from symnp._rewrite.matching import is_known, is_one_dtype, is_only_for, is_reduction
from symnp._rewrite.rule import Change, Rule, Surroundings

_COMBINED_BY: dict[Any, Any] = {
    np.sum: np.add,
    np.prod: np.multiply,
    np.max: np.maximum,
    np.min: np.minimum,
    np.any: np.logical_or,
    np.all: np.logical_and,
}
_MOST_PARTS = 16


class Joined(NamedTuple):
    """A reduction along the axis along which arrays were joined."""

    node: Node
    joined: Node
    parts: tuple[Node, ...]


def _reduction_of_joined(node: Node, around: Surroundings) -> Joined | None:
    if not is_reduction(node, *_COMBINED_BY):
        return None
    (joined,) = around.args(node)
    if joined.op is not CONCATENATE or not is_only_for(joined, node, around) or not is_known(joined):
        return None
    parts, along, axis = around.args(joined), joined.params[0], node.params[1]
    through = axis is None or (
        type(axis) is int and along is not None and _count(axis, joined) == _count(along, joined)
    )
    return Joined(node, joined, parts) if through and 1 < len(parts) <= _MOST_PARTS else None


def _count(axis: int, node: Node) -> int:
    return axis % len(node.layout.shape)


def _is_one_dtype(match: Joined, around: Surroundings) -> bool:
    return is_one_dtype(match.joined, *match.parts)


def _has_no_empty_part(match: Joined, around: Surroundings) -> bool:
    return all(part.layout.size for part in match.parts)


def _reduce_each(match: Joined, around: Surroundings) -> Change | None:
    node, _, parts = match
    function, axis, _ = node.params
    each = [reduced(function, part, axis, like=node) for part in parts]
    return replaced(
        node, reduce(lambda a, b: apply(_COMBINED_BY[function], a, b, like=node), each), around, "reduction-of-joined"
    )


RULES = (
    Rule(
        "reduction-of-joined", "reassociate", tuple(_COMBINED_BY), _reduction_of_joined, _reduce_each,
        {"one dtype": _is_one_dtype, "no empty part": _has_no_empty_part},
    ),
)  # fmt: skip
