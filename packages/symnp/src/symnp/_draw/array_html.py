"""What a notebook shows of an array: what is known of it, and the graph, of which nothing is computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symnp._draw.compose import mark_of
from symnp._draw.fold import fold
from symnp._draw.html import array_table
from symnp._draw.labels import Expression, dtype_text, line_text, shape_text
from symnp._draw.scene import Mark, with_uses
from symnp._draw.units import bytes_text
from symnp._graph.walk import ancestors

if TYPE_CHECKING:
    from symnp._graph.node import Node

_MOST = 40
"""More than this is folded."""

_MOST_READ = 2000
"""Of more operations only the latest are looked at, so that showing an array stays quick."""


def array_html(node: Node, name: str = "Array") -> str:
    """Return a small table of an array that shows a node, under the name of its class.

    Nothing is computed, predicted or rewritten; of a large graph the runs that repeat are folded.
    """
    at_most = "at most " if node.layout.unknown is not None else ""
    rows = [
        ("shape", shape_text(node)),
        ("dtype", dtype_text(node)),
        ("bytes", at_most + bytes_text(node.layout.nbytes)),
        ("state", _state(node)),
    ]
    if node.line:
        rows.append(("built at", line_text(node.line)))
    return array_table(f"symnp.{name}", rows, fold(with_uses(_marks(node)), _MOST))


def _marks(node: Node) -> list[Mark]:
    nodes = [one for one in ancestors([node]) if one.op.kind != "constant" or one is node]
    names: dict[Node, str] = dict.fromkeys(nodes[:-_MOST_READ], "…")
    count = sum(one.value is None and one.op.kind != "leaf" for one in names)
    marks = [Mark("…", Expression("", f"{count} earlier", ""), (), "", "", 0, folded=count)] if names else []
    latest = nodes[-_MOST_READ:]
    marks += [mark_of(one, () if one.value is not None else one.args, names, is_result=one is node) for one in latest]
    return marks


def _state(node: Node) -> str:
    if node.value is not None:
        return "known"
    return "to be computed; an input has no data" if node.abstract else "to be computed"
