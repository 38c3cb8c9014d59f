"""Fourier transforms that undo one another."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from symnp._graph.node import Node
from symnp._rewrite.building import replaced
from symnp._rewrite.matching import is_call
from symnp._rewrite.rule import Change, Rule, Surroundings

_INVERSE: dict[Any, Any] = {
    np.fft.fft: np.fft.ifft,
    np.fft.ifft: np.fft.fft,
    np.fft.fft2: np.fft.ifft2,
    np.fft.ifft2: np.fft.fft2,
    np.fft.fftn: np.fft.ifftn,
    np.fft.ifftn: np.fft.fftn,
}


class RoundTrip(NamedTuple):
    """A transform of what its inverse has transformed."""

    node: Node
    inner: Node
    operand: Node


def _round_trip(node: Node, around: Surroundings) -> RoundTrip | None:
    (inner, *rest) = around.args(node)
    if rest or not is_call(inner, _INVERSE[node.params[0]]) or len(around.args(inner)) != 1:
        return None
    return RoundTrip(node, inner, around.args(inner)[0])


def _are_alike(match: RoundTrip, around: Surroundings) -> bool:
    """Whether both go along the same axes and share out the factor alike; what cuts off or fills up has another shape."""
    return bool(match.node.params[1] == match.inner.params[1])


def _operand(match: RoundTrip, around: Surroundings) -> Change | None:
    return replaced(match.node, match.operand, around, "transform-of-inverse")


RULES = (
    Rule(
        "transform-of-inverse", "algebraic", tuple(_INVERSE), _round_trip, _operand,
        {"are alike": _are_alike},
    ),
)  # fmt: skip
