"""An operand in the place of an operation that gives back the same values.

NumPy's result would be a new array. What stands for it must lie as that array would, because sums add up in the order of
memory and go through operands that are not aligned in pieces; and memory that others see must not be handed out as new.
"""

from __future__ import annotations

import numpy as np

from symnp._graph.node import Node
from symnp._ops.elementwise import ELEMENTWISE
from symnp._ops.registry import build
from symnp._rewrite.rule import Change, Surroundings

_OWN_MEMORY = frozenset({"elementwise", "reduction", "contraction", "joining", "copy", "call"})
_LOOK_ONLY = frozenset({"elementwise", "reduction", "contraction", "joining", "call", "several"})


def stand(name: str, operand: Node, node: Node, around: Surroundings, *, gone: int = 1) -> Change | None:
    """Return the change of an operation to one of its operands, or to a copy of it where the result is handed out.

    Where only one operation would be `gone`, a copy gains nothing.
    """
    if not _is_such_an_array(operand, node):
        return None
    if around.is_target(node) and not _is_new(operand, around):
        return None if gone < 2 else _copied(name, operand, node)
    return Change(operand, (name,)) if _lies_alike(operand, node) and _can_be_read(operand, node, around) else None


def _is_such_an_array(operand: Node, node: Node) -> bool:
    a, b = operand.layout, node.layout
    return a.shape == b.shape != () and a.dtype == b.dtype and a.unknown == b.unknown


def _is_new(operand: Node, around: Surroundings) -> bool:
    """Whether the operand's value will be memory of its own that nobody else is given."""
    computed = operand.value is None and operand.op.kind in _OWN_MEMORY
    return computed and not operand.handles and not around.is_target(operand)


def _lies_alike(operand: Node, node: Node) -> bool:
    a, b = operand.layout, node.layout
    return a.strides == b.strides and a.dummy.flags.aligned == b.dummy.flags.aligned


def _can_be_read(operand: Node, node: Node, around: Surroundings) -> bool:
    """Whether every reader can read the operand: a view cannot be looked into or written to as a buffer can."""
    return operand.op.kind != "view" or all(reader.op.kind in _LOOK_ONLY for reader in around.readers(node))


def _copied(name: str, operand: Node, node: Node) -> Change | None:
    if node.layout.dtype.kind not in "iufc":
        return None  # There is no positive truth value.
    return Change(build(ELEMENTWISE, (operand,), (np.positive, ()), line=node.line, like=node), (name,))


def inner_call(node: Node, around: Surroundings) -> Node | None:
    """Return the only operand of a node if it is an elementwise operation that is not computed yet."""
    args = around.args(node)
    inner = args[0] if len(args) == 1 else None
    return inner if inner is not None and is_pending(inner) else None


def is_pending(node: Node) -> bool:
    """Whether a node is an elementwise operation, without options, that is not computed yet."""
    return node.op is ELEMENTWISE and node.value is None and not node.params[1]


def is_needed_elsewhere(node: Node, around: Surroundings) -> bool:
    """Whether an operand will be computed whether or not its only reader goes on reading it."""
    return around.is_target(node) or len(set(around.readers(node))) > 1
