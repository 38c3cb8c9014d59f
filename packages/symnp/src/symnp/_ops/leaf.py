"""Where graphs begin: captured arrays, scalars written in the expression, and arrays without data."""

from __future__ import annotations

import hashlib
import itertools
from typing import Any

import numpy as np

from symnp._graph.node import Node, SourceLine, kept_so_far, make_node
from symnp._infer.arguments import Fixed, identity
from symnp._infer.inferred import Inferred, constant_class
from symnp._layout.layout import Layout, layout_of, root_layout
from symnp._ops.registry import OpDef, register
from symnp.errors import ChangedInputError, MissingDataError

_SERIAL = itertools.count()
_RECENT: dict[Any, Node] = {}  # Expressions write the same few scalars again and again.
_RECENT_LIMIT = 256


def _keep(node: Node, values: Any, out: Any) -> Any:
    return node.value


def _refuse(node: Node, values: Any, out: Any) -> Any:
    raise MissingDataError(
        f"an array made by symnp.spec({node.layout.shape}, {str(node.layout.dtype)!r}) has no data to compute with; "
        "use symnp.asarray(data) in its place, or explain() for predictions"
    )


def _never_inferred(args: tuple[Node, ...], params: Any) -> Inferred:
    raise AssertionError("a leaf is never rebuilt")


LEAF = register(OpDef("leaf", 1, "leaf", label=lambda node: "array", infer=_never_inferred, evaluate=_keep))
CONSTANT = register(
    OpDef("constant", 1, "constant", label=lambda node: repr(node.value), infer=_never_inferred, evaluate=_keep)
)
SPEC = register(OpDef("spec", 1, "leaf", label=lambda node: "spec", infer=_never_inferred, evaluate=_refuse))


def leaf(array: np.ndarray, line: SourceLine | None = None) -> Node:
    """Return the node of a captured array; the same array object gives the same node until a value has been computed.

    Its elements may be others by then: what was computed of them is not what a new expression says.
    """
    node = make_node(LEAF, (), (id(array), kept_so_far()), layout_of(array), line=line)
    node.value = array  # The node keeps the array alive, so its id stays its own.
    return node


def _digest(array: np.ndarray) -> bytes:
    return hashlib.blake2b(array.tobytes("A"), digest_size=16).digest()


def _keep_unchanged(node: Node, values: Any, out: Any) -> Any:
    array, digest = node.params[0].value, node.params[1]
    if _digest(array) != digest:
        raise ChangedInputError(
            f"an array of shape {array.shape} and dtype {array.dtype} was changed after it was captured, and "
            'options(capture="check") forbids that; capture a copy with symnp.array or options(capture="copy"), or '
            "compute before you change it"
        )
    return array


CHECKED = register(
    OpDef("checked", 1, "leaf", label=lambda node: "array", infer=_never_inferred, evaluate=_keep_unchanged)
)


def checked_leaf(array: np.ndarray, line: SourceLine | None = None) -> Node:
    """Return the node of a captured array that must not change before a computation reads it."""
    # It never keeps a value, so that every computation checks it anew. An array cannot be hashed: its identity counts.
    return make_node(CHECKED, (), (Fixed(array), _digest(array)), layout_of(array), line=line)


def _dtype_of(value: Any) -> np.dtype[Any]:
    dtype = np.asarray(value).dtype
    return (
        np.dtype(np.float64) if dtype.hasobject else dtype
    )  # An integer beyond 64 bits: NumPy says what it makes of it.


def constant(value: complex | np.generic) -> Node:
    """Return the node of a scalar: Python's are weak in promotion, NumPy's are not."""
    key = (int, value) if type(value) is int else identity(value)
    node = _RECENT.get(key)
    if node is None:
        node = make_node(CONSTANT, (), key, root_layout((), _dtype_of(value)), scalar=True)
        node.value, node.sign = value, constant_class(value)
        if len(_RECENT) >= _RECENT_LIMIT:
            _RECENT.clear()
        _RECENT[key] = node
    return node


def spec(layout: Layout, line: SourceLine | None = None, *, scalar: bool = False) -> Node:
    """Return a new leaf without data."""
    node = make_node(SPEC, (), next(_SERIAL), layout, scalar=scalar, line=line)
    node.abstract = True
    return node
