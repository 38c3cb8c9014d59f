"""Single elements, at once where that is cheap: loops over elements would else build a graph of numbers.

An element of an array whose values are there is read as NumPy's scalar. A number is written straight into the buffer where
nobody can see the older content. An array whose values are not there is computed when its elements are asked for again and
again. `options(evaluation="lazy")` turns all of this off.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from symnp._array.evaluator import compute_pending
from symnp._array.options import lazy
from symnp._graph.node import LOCK, Node
from symnp._ops.picking import forget_token

if TYPE_CHECKING:
    from symnp._array.array import Array
    from symnp._array.base import Base

_PATIENCE = 32
_NUMBERS = (int, float, complex, bool)


def read_element(array: Array, key: tuple[Any, ...]) -> Any | None:
    """Return an element as NumPy's scalar, or None where it has to be built.

    Raises
    ------
    IndexError
        NumPy's own.
    """
    base = array._base
    node = array._node if base is None else base.current
    if node is None or array._layout.dtype.names is not None or lazy():
        return None
    if node.value is None:
        if base is None or not _is_asked_for_often(base):
            return None
        node = base.current
    return _look(array, node)[key]


def write_element(array: Array, key: tuple[Any, ...], value: Any) -> bool:
    """Write a number into an element at once, and say whether that was possible.

    Raises
    ------
    Exception
        NumPy's own, in class and text.
    """
    base = array._base
    plain = type(value) in _NUMBERS or issubclass(type(value), np.generic)
    if base is None or not plain or array._layout.dtype.names is not None or lazy():
        return False
    if base.current.value is None and not _is_asked_for_often(base):
        return False
    with LOCK:
        node = base.current
        if not array._layout.dummy.flags.writeable or not _is_unseen(node, base):
            return False
        _look(array, node)[key] = value
        base.forget_views()
        forget_token(node)
        node.become_another()
    return True


def _look(array: Array, node: Node) -> Any:
    return node.value if array._layout is node.layout else array._layout.replay(node.value)


def _is_unseen(node: Node, base: Base) -> bool:
    """Whether nobody looks at the content but this base and the views that it makes."""
    views = base.views()
    return (
        node.value is not None
        and node.owned
        and node.handles == 1
        and node.readers == len(views)
        and not any(view.readers or view.handles for view in views)
    )


def _is_asked_for_often(base: Base) -> bool:
    """Count one more access to an element; after some, compute the content and say whether its values are there."""
    base.accesses += 1
    if base.accesses <= _PATIENCE or base.current.abstract:
        return False
    base.accesses = 0
    compute_pending([base.current])
    return base.current.value is not None
