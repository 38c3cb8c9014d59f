"""Casts that nobody notices: to the dtype that is there, or by way of one that holds every value."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from symnp._graph.node import Node
from symnp._ops.elementwise import ELEMENTWISE, astype
from symnp._ops.registry import build
from symnp._rewrite.rule import Change, Rule, Surroundings
from symnp._rewrite.standing import stand


class Cast(NamedTuple):
    """A cast and where it starts from, with the dtype in between."""

    node: Node
    operand: Node
    between: np.dtype[Any]


def _same(node: Node, around: Surroundings) -> Cast | None:
    (operand,) = around.args(node)
    return Cast(node, operand, operand.layout.dtype) if operand.layout.dtype == node.layout.dtype else None


def _stay(match: Cast, around: Surroundings) -> Change | None:
    return stand("cast-to-the-same", match.operand, match.node, around)


def _twice(node: Node, around: Surroundings) -> Cast | None:
    (between,) = around.args(node)
    pending = between.op is ELEMENTWISE and between.value is None and between.params[0] is astype
    if not pending or any(dict(cast.params[1])["casting"] != "unsafe" for cast in (node, between)):
        return None
    return Cast(node, around.args(between)[0], between.layout.dtype)


def _holds_all(match: Cast, around: Surroundings) -> bool:
    """Whether the dtype in between holds every value of the first one."""
    return holds(match.between, match.operand.layout.dtype)


def holds(wide: np.dtype[Any], narrow: np.dtype[Any]) -> bool:
    """Whether a dtype holds every value of another one, which `numpy.can_cast` does not ask of int64 and float64."""
    if not np.can_cast(narrow, wide, "safe") or {narrow.kind, wide.kind} - set("biufc"):
        return False
    return not (narrow.kind in "iu" and wide.kind in "fc" and np.finfo(wide).nmant + 1 < 8 * narrow.itemsize)


def _is_defined(match: Cast, around: Surroundings) -> bool:
    """Whether the last cast says the same of both: what becomes of a float that is no such integer is up to the processor."""
    last = match.node.layout.dtype
    if match.operand.layout.dtype.kind in "fc" or match.between.kind in "fc":
        return last.kind in "fc" or holds(last, match.operand.layout.dtype)
    return True


def _keeps_parts(match: Cast) -> bool:
    """Whether no complex number loses its imaginary part, of which NumPy warns."""
    return match.between.kind != "c" or match.node.layout.dtype.kind == "c"


def _at_once(match: Cast, around: Surroundings) -> Change | None:
    node, operand = match.node, match.operand
    if not _keeps_parts(match):
        return None
    if operand.layout.dtype == node.layout.dtype:
        back = stand("cast-by-way", operand, node, around, gone=2)
        if back is not None:
            return back
    return Change(build(ELEMENTWISE, (operand,), node.params, line=node.line, like=node), ("cast-by-way",))


RULES = (
    Rule("cast-to-the-same", "exact", (astype,), _same, _stay),
    Rule(
        "cast-by-way", "exact", (astype,), _twice, _at_once,
        {"holds all": _holds_all, "is defined": _is_defined},
    ),
)  # fmt: skip
