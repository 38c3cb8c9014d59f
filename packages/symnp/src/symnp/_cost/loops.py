"""How an operation goes through its operands: how many inner loops it takes, and what a cache has to fetch.

NumPy goes through arrays in the order of their strides, merges axes that lie without gaps behind each other, and calls a
compiled loop for the innermost one. Where that is short, beginning the loops takes longer than the arithmetic.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from symnp._graph.node import Node
from symnp._infer.reduction import reduced_axes
from symnp._layout.layout import Layout

_LINE = 64  # Bytes that a cache fetches at a time.
_ACROSS = 3  # How often a line is fetched where an operand is gone through across its rows: measured.


def _order(layout: Layout) -> list[int]:
    """Return the axes of more than one element, outermost first."""
    long = [axis for axis, n in enumerate(layout.shape) if n > 1]
    return sorted(long, key=lambda axis: abs(layout.strides[axis]), reverse=True)


def _broadcast_strides(layout: Layout, ndim: int) -> tuple[int, ...]:
    strides = tuple([0 if n == 1 else stride for n, stride in zip(layout.shape, layout.strides, strict=True)])
    return (0,) * (ndim - len(strides)) + strides


def _merged(shape: Sequence[int], axes: Sequence[int], operands: Sequence[Sequence[int]]) -> int:
    """Return the length of the innermost loop after merging axes, outermost first, for all operands alike."""
    if not axes:
        return 1
    inner = axes[-1]
    length = shape[inner]
    for outer in reversed(axes[:-1]):
        if any(strides[outer] != strides[inner] * shape[inner] for strides in operands):
            break
        length, inner = length * shape[outer], outer
    return length


def elementwise_loops(node: Node) -> int:
    """Return how many inner loops an elementwise operation takes."""
    result = node.layout
    strides = [_broadcast_strides(one, len(result.shape)) for one in (result, *[arg.layout for arg in node.args])]
    return result.size // max(_merged(result.shape, _order(result), strides), 1)


def reduction_loops(node: Node) -> tuple[int, bool]:
    """Return how many inner loops a reduction takes, and whether each of them adds up to one number."""
    operand = node.args[0].layout
    axes = _order(operand)
    if not axes:
        return 1, True
    gone = reduced_axes(node.params[1], len(operand.shape))
    folds = axes[-1] in gone
    alike = [axis for axis in reversed(axes) if (axis in gone) == folds]
    innermost: list[int] = []
    for axis, other in zip(reversed(axes), alike, strict=False):
        if axis != other:
            break
        innermost.insert(0, axis)
    return operand.size // max(_merged(operand.shape, innermost, [operand.strides]), 1), folds


def fetched_bytes(layout: Layout, goes_like: Layout | None = None) -> int:
    """Return the bytes that reading an array fetches, those that a broadcast repeats counted once.

    Elements far apart bring the rest of their cache lines with them; so do those of an operand whose rows lie across the
    order in which a result of the same shape is gone through.
    """
    size, item = layout.dtype.itemsize, max(layout.dtype.itemsize, 1)
    near = [abs(stride) for n, stride in zip(layout.shape, layout.strides, strict=True) if stride and n > 1]
    for n, stride in zip(layout.shape, layout.strides, strict=True):
        size *= n if stride else min(n, 1)
    size = min(size, layout.nbytes) if layout.shape else size
    if near and min(near) > item:
        return size * math.ceil(min(_LINE, max(min(near), item)) / item)
    return size * _ACROSS if goes_like is not None and _lies_across(layout, goes_like) else size


def _lies_across(layout: Layout, other: Layout) -> bool:
    if layout.shape != other.shape:
        return False
    ours, theirs = _order(layout), _order(other)
    return bool(ours) and ours[-1] != theirs[-1] and abs(layout.strides[theirs[-1]]) >= _LINE
