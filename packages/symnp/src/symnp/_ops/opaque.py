"""Calls of NumPy's functions that have no rule of their own: what they return is inferred, and nothing moves through them.

A function with several results is one node for the call, and one node for each part of what it returns.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from symnp._graph.node import Node, SourceLine, make_node
from symnp._infer.arguments import put_together
from symnp._infer.inferred import Inferred
from symnp._infer.probing import Promise, flattened, infer_by_probing
from symnp._layout.index import Place
from symnp._layout.layout import root_layout
from symnp._ops.at_line import call_at
from symnp._ops.call_costs import cost_of
from symnp._ops.registry import OpDef, register

_NOTHING = root_layout((0,), np.dtype(np.uint8))


def _label(node: Node) -> str:
    return str(getattr(node.params[0], "__name__", node.params[0]))


def _infer_one(args: tuple[Node, ...], params: Any) -> Inferred:
    function, template = params[:2]
    (one,) = infer_by_probing(function, template, args).parts
    return one


def _results(node: Node, values: Sequence[Any]) -> list[Any]:
    function, template = node.params[:2]
    looks = list(values) if function in _COPY_WHAT_IS_READ_ONLY else [_to_read(value) for value in values]
    args, keywords = put_together(template, looks)
    _, arrays = flattened(call_at(node, function, args, keywords), looks)
    return arrays


# They write into none of their operands, but make copies of those that cannot be written.
_COPY_WHAT_IS_READ_ONLY = (np.take, np.repeat, np.interp, np.convolve, np.correlate, np.bincount)


def _to_read(value: Any) -> Any:
    """Return a look at a value that cannot be written: other nodes and the user may share its memory."""
    if not isinstance(value, np.ndarray):
        return value
    look = value.view()
    look.flags.writeable = False
    return look


def _evaluate_one(node: Node, values: Sequence[Any], out: np.ndarray | None) -> Any:
    (result,) = _results(node, values)
    return result


def _evaluate_several(node: Node, values: Sequence[Any], out: np.ndarray | None) -> Any:
    return tuple(_results(node, values))


def _flops(node: Node) -> int:
    cost, call = cost_of(node)
    return int(cost.flops(call))


def _workspace(node: Node) -> int:
    cost, call = cost_of(node)
    return int(cost.workspace(call))


def _never_same_bits(node: Node, old: Any, new: Any) -> bool:
    return False


OPAQUE = register(
    OpDef(
        "opaque",
        1,
        "call",
        label=_label,
        infer=_infer_one,
        evaluate=_evaluate_one,
        flops=_flops,
        workspace=_workspace,
        same_bits=_never_same_bits,
    )
)
SEVERAL = register(
    OpDef(
        "several",
        1,
        "several",
        label=_label,
        infer=lambda args, params: Inferred(_NOTHING, scalar=False),
        evaluate=_evaluate_several,
        flops=_flops,
        workspace=_workspace,
        same_bits=_never_same_bits,
    )
)


def _infer_part(args: tuple[Node, ...], params: Any) -> Inferred:
    raise AssertionError("a part is never rebuilt with other operands than its call")


def _evaluate_part(node: Node, values: Sequence[Any], out: np.ndarray | None) -> Any:
    return values[0][node.params]


def _label_part(node: Node) -> str:
    return f"{_label(node.args[0]) if node.args else 'call'}[{node.params}]"


PART = register(OpDef("part", 1, "part", label=_label_part, infer=_infer_part, evaluate=_evaluate_part))


def opaque(
    function: Callable[..., Any], template: Any, nodes: tuple[Node, ...], *, line: SourceLine | None = None
) -> tuple[Any, list[Node]]:
    """Return the template of what ``function`` returns for a template of arguments, and the nodes in it.

    Raises
    ------
    Exception
        NumPy's own error, in class and text.
    """
    return promised(function, template, nodes, infer_by_probing(function, template, nodes), line=line)


def promised(
    function: Callable[..., Any],
    template: Any,
    nodes: tuple[Node, ...],
    promise: Promise,
    *,
    line: SourceLine | None = None,
) -> tuple[Any, list[Node]]:
    """Return the template and the nodes of a call whose results are known to have certain layouts."""
    if isinstance(promise.template, Place):
        layout, scalar = promise.parts[0]
        return promise.template, [make_node(OPAQUE, nodes, (function, template), layout, scalar=scalar, line=line)]
    held = sum(part.layout.nbytes for part in promise.parts)
    whole = make_node(SEVERAL, nodes, (function, template, held), _NOTHING, line=line)
    return promise.template, [
        make_node(PART, (whole,), i, layout, scalar=scalar, line=line)
        for i, (layout, scalar) in enumerate(promise.parts)
    ]
