"""From nodes to values: rewrite, plan, run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from symnp._graph.node import Node
from symnp._plan.plan import make_plan
from symnp._rewrite.rewriter import rewrite
from symnp._rewrite.rule import Level
from symnp._rewrite.rules import RULES
from symnp._run.buffers import conform, handed_over
from symnp._run.numpy_executor import run

DEFAULT_LEVEL: Level = "exact"


def compute_nodes(nodes: Sequence[Node], level: Level = DEFAULT_LEVEL) -> list[Any]:
    """Return the values of some nodes, each an array or scalar of its own."""
    cheaper, _ = rewrite(nodes, RULES, level)
    plan = make_plan(cheaper, final=True)
    values = run(plan)
    results, seen = [], set[int]()
    for original, node, value in zip(nodes, cheaper, values, strict=True):
        shared = node in plan.kept or node.value is not None or node.op.kind == "view" or id(value) in seen
        seen.add(id(value))
        results.append(handed_over(value, original.layout, shared=shared))
    return results


def remember_value(node: Node) -> None:
    """Compute a node's value, with the very strides that NumPy's would have, and keep it in the node."""
    cheaper, _ = rewrite([node], RULES, DEFAULT_LEVEL)
    fresh = cheaper[0].value is None and cheaper[0].op.kind != "view"
    node.keep(conform(run(make_plan(cheaper, final=True))[0], node.layout), owned=fresh and node.op.kind != "view")
