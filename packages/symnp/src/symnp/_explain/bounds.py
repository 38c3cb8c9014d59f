"""Between which numbers the elements of an integer array lie, as far as that can be said without computing it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np

from symnp._graph.node import Node
from symnp._infer.reduction import reduced_axes

_LARGEST_LOOK = 1 << 24
_CARRY = ("view", "copy", "joining", "part")
_REARRANGES = (np.pad, np.roll, np.flip, np.rot90, np.tile, np.repeat, np.sort, np.take, np.diag, np.tril, np.triu)
"""What brings no other numbers into an array than were there, and zeros."""


class Bounds(NamedTuple):
    """The least and the greatest number, both included, and whether data say so, not only the dtype."""

    low: int
    high: int
    seen: bool


Known = dict[Node, Bounds]
"""What has been found out of operands."""


def all_of(dtype: np.dtype[Any]) -> Bounds:
    """Return the bounds of a dtype."""
    if dtype.kind == "b":
        return Bounds(0, 1, seen=True)
    info = np.iinfo(dtype)
    return Bounds(int(info.min), int(info.max), seen=False)


def bounds_of(nodes: Iterable[Node]) -> Known:
    """Return between what the elements of integer nodes would lie, operands first, if no number wrapped around there.

    Of what comes out of a function that is not looked into, nothing is said.
    """
    known: Known = {}
    exact: Known = {}
    for node in nodes:
        if node.layout.dtype.kind not in "iub":
            continue
        true = _of_value(node) or _of_operation(node, known) or _of_dtype(node)
        if true is None:
            continue
        exact[node] = true
        most = all_of(node.layout.dtype)
        wraps = true.low < most.low or true.high > most.high
        known[node] = most if wraps else true
    return exact


def _of_dtype(node: Node) -> Bounds | None:
    is_source = node.op.kind in ("leaf", "drawn") or getattr(_function(node), "__name__", "") == "astype"
    return all_of(node.layout.dtype) if is_source or node.layout.dtype.kind == "b" else None


def _function(node: Node) -> Any:
    return node.params[0] if node.op.kind in ("elementwise", "call", "update") else None


def _of_value(node: Node) -> Bounds | None:
    value = node.value
    if not isinstance(value, (np.ndarray, np.generic, int)) or not np.size(value) or np.size(value) > _LARGEST_LOOK:
        return None
    return Bounds(int(np.min(value)), int(np.max(value)), seen=True)


def _of_operation(node: Node, known: Known) -> Bounds | None:
    operands = [known.get(arg) for arg in node.args]
    if node.op.kind == "call" and _function(node) in _REARRANGES and operands[:1] != [None]:
        return _join([*operands[:1], Bounds(0, 0, seen=True)])  # What is padded with is mostly zero.
    if node.op.kind in _CARRY:
        kept = operands[:1] if node.op.kind in ("view", "copy") else operands
        return _join(kept)
    if node.op.kind == "elementwise":
        return _of_elements(node.params[0], operands)
    if node.op.kind == "update":
        return _join(operands) if node.params[0].__name__ in ("assign", "assign_at") else None
    if node.op.kind == "creation":
        return Bounds(0, 0, seen=True) if node.op.name in ("zeros", "empty") else None
    if node.op.kind == "reduction":
        return _of_reduction(node, operands[0])
    return _of_product(node, operands) if node.op.kind == "contraction" else None


def _join(operands: Sequence[Bounds | None]) -> Bounds | None:
    found = [one for one in operands if one is not None]
    if len(found) < len(operands) or not found:
        return None
    return Bounds(min(b.low for b in found), max(b.high for b in found), all(b.seen for b in found))


def _corners(operation: Callable[[int, int], int], a: Bounds, b: Bounds) -> Bounds:
    corners = [operation(x, y) for x in (a.low, a.high) for y in (b.low, b.high)]
    return Bounds(min(corners), max(corners), a.seen and b.seen)


_OF_TWO: dict[Any, Callable[[Bounds, Bounds], Bounds]] = {
    np.add: lambda a, b: Bounds(a.low + b.low, a.high + b.high, a.seen and b.seen),
    np.subtract: lambda a, b: Bounds(a.low - b.high, a.high - b.low, a.seen and b.seen),
    np.multiply: lambda a, b: _corners(lambda x, y: x * y, a, b),
    np.maximum: lambda a, b: _corners(max, a, b),
    np.minimum: lambda a, b: _corners(min, a, b),
}


def _of_elements(function: Any, operands: list[Bounds | None]) -> Bounds | None:
    if any(one is None for one in operands):
        return None
    found: list[Bounds] = [one for one in operands if one is not None]
    if function in _OF_TWO and len(found) == 2:
        return _OF_TWO[function](*found)
    if getattr(function, "__name__", "") in ("astype", "copy", "positive") and len(found) == 1:
        return found[0]
    if function is np.square:
        return _square(found[0])
    return _join(found[1:]) if getattr(function, "__name__", "") == "where" and len(found) == 3 else None


def _square(a: Bounds) -> Bounds:
    corners = (a.low**2, a.high**2)
    return Bounds(0 if a.low < 0 < a.high else min(corners), max(corners), a.seen)


def _of_reduction(node: Node, operand: Bounds | None) -> Bounds | None:
    function, axis, _ = node.params
    if operand is None:
        return None
    if function in (np.max, np.min):
        return operand
    if function is not np.sum:
        return None
    shape = node.args[0].layout.shape
    count = int(np.prod([shape[i] for i in reduced_axes(axis, len(shape))], dtype=object))
    return Bounds(min(operand.low * count, operand.low), max(operand.high * count, operand.high), operand.seen)


def _of_product(node: Node, operands: list[Bounds | None]) -> Bounds | None:
    a, b = operands
    if a is None or b is None:
        return None
    one, count = _corners(lambda x, y: x * y, a, b), node.args[0].layout.shape[-1]
    return Bounds(min(one.low * count, one.low), max(one.high * count, one.high), one.seen)
