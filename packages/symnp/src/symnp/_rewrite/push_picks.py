"""Picks move towards the data: the elements that an integer array or a mask picks are picked before they are computed.

What is picked lies in other places of the vector registers than before, and in other memory: see `loops`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from symnp._graph.node import Node
from symnp._ops.elementwise import ELEMENTWISE
from symnp._ops.picking import MASKED, PICKING, pick_by_mask
from symnp._ops.registry import build
from symnp._ops.view import view_node
from symnp._rewrite.loops import direction_is_nothing, position_is_nothing
from symnp._rewrite.rule import Change, Rule, Surroundings
from symnp._rewrite.slicing import root_of

_WORTH_A_PICK = 8
"""How many additions cost about as much as picking one more element by a mask."""


class Picked(NamedTuple):
    """Elements picked from what a function computes for every element."""

    pick: Node
    call: Node


def _call_for(pick: Node, around: Surroundings) -> Node | None:
    """Return the elementwise operation that is computed for nobody but this pick."""
    call = around.args(pick)[0]
    if call.op is not ELEMENTWISE or call.value is not None or call.layout.unknown is not None:
        return None
    alone = call.layout.shape and not around.is_target(call) and set(around.readers(call)) == {pick}
    return call if alone and call not in around.args(pick)[1:] else None


def _arrays(call: Node, around: Surroundings) -> int:
    return sum(bool(arg.layout.shape) for arg in around.args(call))


def _picked(pick: Node, around: Surroundings) -> Picked | None:
    if pick.op is not PICKING or pick.layout.unknown is not None:
        return None
    call = _call_for(pick, around)
    if call is None or pick.layout.size * max(1, _arrays(call, around)) >= call.layout.size:
        return None
    return Picked(pick, call)


def _masked(pick: Node, around: Surroundings) -> Picked | None:
    """Return a pick by a mask, whose length nobody knows: of several operands only what costs more than picking."""
    call = _call_for(pick, around) if pick.op is MASKED else None
    if call is None or not call.layout.size:
        return None
    more = _arrays(call, around) - 1
    weight = call.op.flops(call) // call.layout.size
    return Picked(pick, call) if weight >= _WORTH_A_PICK * more else None


def _position_is_nothing(match: Picked, around: Surroundings) -> bool:
    return position_is_nothing(match.call)


def _direction_is_nothing(match: Picked, around: Surroundings) -> bool:
    return direction_is_nothing(match.call, around.args(match.call))


def _through(
    name: str, pick_from: Callable[[Node, Node, Surroundings], Node]
) -> Callable[[Picked, Surroundings], Change]:
    """Return the change that picks from each operand; one that is broadcast is looked at in the shape of the result."""

    def change(match: Picked, around: Surroundings) -> Change:
        pick, call = match
        args = [_spread(arg, call.layout.shape) for arg in around.args(call)]
        parts = tuple([pick_from(arg, pick, around) if arg.layout.shape else arg for arg in args])
        new = build(ELEMENTWISE, parts, call.params, line=call.line, like=call)
        return Change(new, (name,))

    return change


def _spread(arg: Node, shape: tuple[int, ...]) -> Node:
    if arg.layout.shape in ((), shape):
        return arg
    return view_node(root_of(arg), arg.layout.derive(("broadcast_to", shape)), line=arg.line)


def _by_arrays(arg: Node, pick: Node, around: Surroundings) -> Node:
    return build(PICKING, (arg, *around.args(pick)[1:]), pick.params, line=pick.line, like=pick)


def _by_mask(arg: Node, pick: Node, around: Surroundings) -> Node:
    return pick_by_mask(arg, around.args(pick)[1], line=pick.line)


_GUARDS = {"position is nothing": _position_is_nothing, "direction is nothing": _direction_is_nothing}
RULES = (
    Rule(
        "pick-through-elementwise",
        "exact",
        ("copy",),
        _picked,
        _through("pick-through-elementwise", _by_arrays),
        _GUARDS,
    ),
    Rule(
        "mask-through-elementwise", "exact", ("copy",), _masked, _through("mask-through-elementwise", _by_mask), _GUARDS
    ),
)
