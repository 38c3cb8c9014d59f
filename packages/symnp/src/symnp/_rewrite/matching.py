"""What the patterns of rules ask of a node."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

from symnp._graph.node import Node
from symnp._infer.arguments import Fixed, Items
from symnp._layout.index import Place
from symnp._ops.contraction import MATMUL
from symnp._ops.elementwise import ELEMENTWISE
from symnp._ops.opaque import OPAQUE
from symnp._ops.reduction import REDUCTION
from symnp._rewrite.rule import Surroundings

Function = Callable[..., Any]

_MATRIX = 2
_TWO_OPERANDS = Items(tuple, (Items(tuple, (Place(0), Place(1))), Items(dict, ())))


def is_only_for(node: Node, reader: Node, around: Surroundings) -> bool:
    """Whether a node is computed for one reader alone, so that it need not be computed if that reader goes."""
    return node.value is None and not around.is_target(node) and all(one is reader for one in around.readers(node))


def is_elementwise(node: Node, *functions: Function) -> bool:
    """Whether a node is one of these functions, element by element and without options."""
    return node.op is ELEMENTWISE and node.value is None and node.params[0] in functions and not node.params[1]


def is_reduction(node: Node, *functions: Function) -> bool:
    """Whether a node is one of these reductions, without options: the reduced axes vanish."""
    return node.op is REDUCTION and node.params[0] in functions and not node.params[2]


def is_call(node: Node, *functions: Function) -> bool:
    """Whether a node is a call of one of these functions, which have no rules of their own."""
    return node.op is OPAQUE and node.value is None and node.params[0] in functions


def number(node: Node) -> Any:
    """Return the value of a number that was written in the expression, or None; a truth value is no number."""
    if node.op.kind != "constant" or isinstance(node.value, (bool, np.bool)):
        return None
    return node.value if isinstance(node.value, (int, float, complex, np.number)) else None


def is_known(*nodes: Node) -> bool:
    """Whether all lengths are known: the length of what a mask has picked is not."""
    return all(node.layout.unknown is None for node in nodes)


def is_one_dtype(*nodes: Node) -> bool:
    """Whether all nodes but numbers written in the expression, which adapt, have one dtype."""
    return len({node.layout.dtype for node in nodes if node.op.kind != "constant"}) == 1


def is_floating(*nodes: Node) -> bool:
    """Whether all nodes but numbers are floating point or complex of one dtype: they round where integers wrap around."""
    return is_one_dtype(*nodes) and all(node.layout.dtype.kind in "fc" for node in nodes if node.op.kind != "constant")


def is_real(*nodes: Node) -> bool:
    """Whether all nodes but numbers are real floating point of one dtype."""
    return is_floating(*nodes) and all(node.layout.dtype.kind != "c" for node in nodes)


def factors_of(node: Node, around: Surroundings) -> tuple[Node, Node] | None:
    """Return the two factors of a matrix product, written as ``@`` or as `numpy.dot` of matrices and vectors, or None."""
    if node.value is not None or not is_known(node):
        return None
    if node.op is MATMUL:
        a, b = around.args(node)
        return None if node.params else (a, b)
    if not is_call(node, np.dot) or node.params[1] != _TWO_OPERANDS:
        return None
    a, b = around.args(node)
    fit = all(0 < len(one.layout.shape) <= _MATRIX for one in (a, b))
    return (a, b) if fit else None


def arguments(node: Node) -> dict[str, Any]:
    """Return the arguments of a call by name: an array as its `Place`, a plain value as it is, all else as a template."""
    positional, keywords = node.params[1].items
    named = dict(zip(_names(node.params[0]), positional.items, strict=False))
    named.update((key.value, item) for key, item in keywords.items)
    return {name: item.value if isinstance(item, Fixed) else item for name, item in named.items()}


@cache
def _names(function: Function) -> tuple[str, ...]:
    return tuple(inspect.signature(function).parameters)


def operand(node: Node, around: Surroundings, **defaults: Any) -> Node | None:
    """Return the only operand of a call whose other arguments are none but these, with these values."""
    named = arguments(node)
    if sum(isinstance(item, Place) for item in named.values()) != 1 or len(around.args(node)) != 1:
        return None
    others = {name: item for name, item in named.items() if not isinstance(item, Place)}
    plain = all(name in defaults and defaults[name] == item for name, item in others.items())
    return around.args(node)[0] if plain else None
