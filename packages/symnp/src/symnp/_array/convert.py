"""From what a user hands in to nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from symnp._array.evaluator import note_captured
from symnp._array.options import capture
from symnp._graph.node import Node, SourceLine
from symnp._layout.layout import layout_of
from symnp._layout.memory import twin
from symnp._ops.leaf import checked_leaf, constant, leaf

if TYPE_CHECKING:
    from collections.abc import Callable

_SCALARS = (bool, int, float, complex)


def as_node(value: Any, line: SourceLine | None = None) -> Node:
    """Return the node of an operand: an array of ours, a scalar, a NumPy array, or what NumPy makes an array of.

    Raises
    ------
    TypeError
        If NumPy can only make an array of Python objects of it.
    """
    read: Callable[[], Node] | None = getattr(type(value), "_read", None) and value._read
    if read is not None:
        return read()
    if type(value) in _SCALARS or isinstance(value, np.generic):
        return constant(value)
    if type(value) is np.ndarray:
        return captured(value, line)
    if getattr(type(value), "is_length", False):
        return constant(int(value))
    return _noted(leaf(np.asarray(value), line))


def _noted(node: Node) -> Node:
    note_captured(node)
    return node


def captured(array: np.ndarray, line: SourceLine | None = None) -> Node:
    """Return the node of a NumPy array of the user's, captured as `symnp.options` says."""
    how = capture()
    if how == "reference":
        return _noted(leaf(array, line))
    layout = layout_of(array)  # What symnp cannot hold is refused before anything is copied.
    return _noted(leaf(twin(array, layout), line)) if how == "copy" else checked_leaf(array, line)


def peeked(value: Any, line: SourceLine | None = None) -> Node:
    """Return the node of an operand whose lengths need not be known."""
    peek: Callable[[], Node] | None = getattr(type(value), "_peek", None) and value._peek
    return peek() if peek is not None else as_node(value, line)
