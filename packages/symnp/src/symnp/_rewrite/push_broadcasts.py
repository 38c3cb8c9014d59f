"""What is the same along an axis is computed once, and repeated afterwards.

Where only other operations read the result element by element, a view repeats it, which takes no memory. Whoever else
reads it, the user included, gets a whole buffer with NumPy's strides into which it is copied.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from symnp._graph.node import Node, make_node
from symnp._layout.selection import Cover
from symnp._ops.elementwise import ELEMENTWISE
from symnp._ops.registry import build
from symnp._ops.update import UPDATE, assign, empty_content
from symnp._ops.view import view_node
from symnp._rewrite.loops import direction_is_nothing, position_is_nothing
from symnp._rewrite.rule import Change, Rule, Surroundings
from symnp._rewrite.slicing import broadcast_sliced

_DEEPEST = 8
"""So many operations below are computed for one element an axis, too."""

_DEAR = (
    np.exp, np.exp2, np.expm1, np.log, np.log2, np.log10, np.log1p, np.sin, np.cos, np.tan, np.arcsin, np.arccos,
    np.arctan, np.sinh, np.cosh, np.tanh, np.arcsinh, np.arccosh, np.arctanh, np.power, np.float_power, np.arctan2,
    np.hypot, np.logaddexp, np.logaddexp2, np.cbrt, np.floor_divide, np.remainder, np.fmod, np.sqrt, np.true_divide,
)  # fmt: skip
"""What costs more than a copy: only here rules look, so that graphs of cheap operations are passed over."""


class Repeated(NamedTuple):
    """An operation whose operands are the same along some axes, and the operations to compute for one element there."""

    call: Node
    axes: frozenset[int]
    below: tuple[Node, ...]


def _repeated(call: Node, around: Surroundings) -> Repeated | None:
    if call.op is not ELEMENTWISE or call.layout.unknown is not None or not call.layout.size:
        return None
    below: list[Node] = []
    axes = _same_along(call, around, below, _DEEPEST)
    long = frozenset(axis for axis in axes if call.layout.shape[axis] > 1)
    return Repeated(call, long, tuple(below)) if long else None


def _same_along(call: Node, around: Surroundings, below: list[Node], depth: int) -> set[int]:
    """Return the axes of an operation's result along which all its operands are the same."""
    below.append(call)
    ndim = len(call.layout.shape)
    axes = set(range(ndim))
    # What is not computed here tells at once: most operations have an operand that is different everywhere.
    for arg in sorted(around.args(call), key=lambda arg: arg.op is ELEMENTWISE):
        outer = ndim - len(arg.layout.shape)
        own = _flat(arg.layout.shape, arg.layout.strides)
        if arg.op is ELEMENTWISE and depth and _is_only_for(arg, call, around):
            own |= _same_along(arg, around, below, depth - 1)
        axes &= set(range(outer)) | {outer + axis for axis in own}
        if not axes:
            break
    return axes


def _flat(shape: Sequence[int], strides: Sequence[int]) -> set[int]:
    return {axis for axis, n in enumerate(shape) if n == 1 or strides[axis] == 0}


def _is_only_for(node: Node, reader: Node, around: Surroundings) -> bool:
    alone = node.value is None and not around.is_target(node) and node.layout.unknown is None
    return alone and set(around.readers(node)) == {reader}


def _position_is_nothing(match: Repeated, around: Surroundings) -> bool:
    return all(position_is_nothing(call) for call in match.below)


def _direction_is_nothing(match: Repeated, around: Surroundings) -> bool:
    return all(direction_is_nothing(call, around.args(call)) for call in match.below)


def _before_broadcast(match: Repeated, around: Surroundings) -> Change:
    call, axes, below = match
    shape = call.layout.shape
    small = _narrowed(
        call, [Cover(0, 1, 1, None) if axis in axes else None for axis in range(len(shape))], below, around
    )
    readers = around.readers(call)
    if readers and not around.is_target(call) and all(reader.op is ELEMENTWISE for reader in readers):
        new = view_node(small, small.layout.derive(("broadcast_to", shape)), line=call.line)
    else:
        buffer = empty_content(call.layout, line=call.line)
        new = make_node(UPDATE, (buffer, small), (assign, (), ()), call.layout, line=call.line, like=call)
    return Change(new, ("compute-before-broadcast",))


def _narrowed(node: Node, ones: Sequence[Cover | None], below: Sequence[Node], around: Surroundings) -> Node:
    """Return an operation computed for one element along some axes of its result."""
    shape = node.layout.shape
    own = ones[len(ones) - len(shape) :]
    parts = [
        _narrowed(arg, own, below, around) if arg in below else broadcast_sliced(arg, shape, own)
        for arg in around.args(node)
    ]
    return build(ELEMENTWISE, tuple(parts), node.params, line=node.line, like=node)


RULES = (
    Rule(
        "compute-before-broadcast", "exact", _DEAR, _repeated, _before_broadcast,
        {"position is nothing": _position_is_nothing, "direction is nothing": _direction_is_nothing},
    ),
)  # fmt: skip
