"""Views: other ways to look at the buffer of another node, which own no memory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from symnp._graph.node import Node, SourceLine, make_node
from symnp._infer.inferred import Inferred
from symnp._layout.layout import Layout
from symnp._ops.registry import OpDef, register


def _label(node: Node) -> str:
    return ".".join([name for name, _ in node.layout.steps]) or "view"


def _infer(args: tuple[Node, ...], params: Any) -> Inferred:
    """Replay the view's steps on the layout that the operand has now."""
    layout = args[0].layout
    for step in params:
        layout = layout.derive(step)
    return Inferred(layout, scalar=False)


def _evaluate(node: Node, values: Sequence[Any], out: Any) -> Any:
    return node.layout.replay(values[0])


VIEW = register(OpDef("view", 1, "view", label=_label, infer=_infer, evaluate=_evaluate))


def view_node(root: Node, layout: Layout, *, line: SourceLine | None = None) -> Node:
    """Return the node that looks into `root`, a node of the layout's root, as `layout` says.

    A view of a view is a view of the root: the operand of a view is never a view itself.
    """
    if layout is root.layout:
        return root
    return make_node(VIEW, (root,), layout.steps, layout, line=line)
