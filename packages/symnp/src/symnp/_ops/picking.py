"""Picking elements by integer arrays and masks: a copy, unlike slices."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from symnp._graph.node import Node, SourceLine, make_node
from symnp._infer.inferred import Inferred
from symnp._infer.picking import infer_picking
from symnp._infer.shadow import scaled, shrink
from symnp._layout.index import filled
from symnp._ops.lookup import look_up, looks_up
from symnp._ops.registry import OpDef, build, register


def _infer(args: tuple[Node, ...], params: Any) -> Inferred:
    return infer_picking(args, params)


def _evaluate(node: Node, values: Sequence[Any], out: np.ndarray | None) -> Any:
    array, *indices = values
    if len(indices) == 1 and looks_up(node.params, array, indices[0]):
        return look_up(array, indices[0])
    return array[filled(node.params, indices)]


PICKING = register(OpDef("picking", 1, "copy", label=lambda node: "getitem", infer=_infer, evaluate=_evaluate))


def pick(array: Node, key: tuple[Any, ...], indices: tuple[Node, ...], *, line: SourceLine | None = None) -> Node:
    """Return the node of ``array[key]``; NumPy's own errors pass through."""
    return build(PICKING, (array, *indices), key, line=line)


_SERIAL = itertools.count(1)
_TOKENS: WeakKeyDictionary[Node, int] = WeakKeyDictionary()


def new_token() -> int:
    """Return a number that stands for a length which only data will say."""
    return next(_SERIAL)


def token_of(node: Node) -> int:
    """Return the number that stands for how many elements of a node are not zero."""
    return _TOKENS.setdefault(node, next(_SERIAL))


def forget_token(node: Node) -> None:
    """Take note that the elements of a node have changed."""
    _TOKENS.pop(node, None)


def _infer_masked(args: tuple[Node, ...], params: Any) -> Inferred:
    array, mask = args
    small = shrink(array.layout.dummy)
    picked = small[np.ones(small.shape[: len(mask.layout.shape)], bool)]
    bound = (mask.layout.size, *array.layout.shape[len(mask.layout.shape) :])
    layout = scaled(picked, bound).layout
    return Inferred(layout.with_unknown((token_of(mask), *[None] * (len(bound) - 1))), scalar=False)


def _evaluate_masked(node: Node, values: Sequence[Any], out: np.ndarray | None) -> Any:
    array, mask = values
    return array[mask]


MASKED = register(
    OpDef("masked", 1, "copy", label=lambda node: "getitem", infer=_infer_masked, evaluate=_evaluate_masked)
)


def pick_by_mask(array: Node, mask: Node, *, line: SourceLine | None = None) -> Node:
    """Return the node of ``array[mask]``: as many elements as the mask has true ones."""
    layout, _ = _infer_masked((array, mask), ())
    return make_node(MASKED, (array, mask), (), layout, line=line)
