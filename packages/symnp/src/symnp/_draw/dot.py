"""A scene in the language of Graphviz."""

from __future__ import annotations

from symnp._draw.labels import cut
from symnp._draw.scene import Mark, Panel, Scene
from symnp._draw.style import LIGHT
from symnp._draw.terminal import notes, size_text
from symnp._draw.units import bytes_text, seconds_text, share_text

_LONGEST = 60
_LOOKS = {
    "same": f'fillcolor="{LIGHT["box"]}"',
    "gone": f'fillcolor="{LIGHT["gone-box"]}" color="{LIGHT["gone"]}" style="filled,rounded,dashed"',
    "new": f'fillcolor="{LIGHT["new-box"]}" color="{LIGHT["new"]}"',
}
_INPUT = f'fillcolor="{LIGHT["leaf"]}" color="{LIGHT["line"]}"'


def dot(scene: Scene) -> str:
    """Return the graph for Graphviz: a cluster a panel, and in it one for each block."""
    lines = [
        "digraph symnp {",
        f'  graph [rankdir=TB fontname="Helvetica" fontsize=14 bgcolor="{LIGHT["paper"]}" nodesep=0.3 ranksep=0.4]',
        f'  node [shape=box style="filled,rounded" fontname="Menlo,monospace" fontsize=11 color="{LIGHT["edge"]}"]',
        f'  edge [color="{LIGHT["edge"]}" arrowsize=0.7]',
    ]
    for number, panel in enumerate(scene.panels):
        lines += _panel(panel, number, scene)
    return "\n".join([*lines, "}", ""])


def _panel(panel: Panel, number: int, scene: Scene) -> list[str]:
    label = _quoted(f"{panel.title}\n{panel.total}\n").replace("\\n", "\\l")  # Each line to the left.
    lines = [f"  subgraph cluster_{number} {{", f"    label={label}"]
    lines += ["    labeljust=l", f'    color="{LIGHT["line"]}"']
    at = {mark.name: f"p{number}_{i}" for i, mark in enumerate(panel.marks)}
    blocks: dict[int, list[str]] = {}
    for mark in panel.marks:
        line = f"{at[mark.name]} [{_attributes(mark, scene)}]"
        if mark.block is None:
            lines.append(f"    {line}")
        else:
            blocks.setdefault(mark.block, []).append(line)
    for block, members in blocks.items():
        lines += [f"    subgraph cluster_{number}_{block} {{", f'      label="block {block + 1}: piece by piece"']
        lines += [f'      style=dashed color="{LIGHT["block-line"]}"', *(f"      {line}" for line in members), "    }"]
    lines += [f"    {at[name]} -> {at[mark.name]}" for mark in panel.marks for name in mark.operands]
    return [*lines, "  }"]


def _attributes(mark: Mark, scene: Scene) -> str:
    look = _INPUT if mark.is_input else _LOOKS[mark.fate]
    width = " penwidth=2.5" if mark.is_result else ""
    tip = f" tooltip={_quoted(mark.line)}" if mark.line else ""
    label = _quoted("\n".join(facts(mark, scene)))
    return f"label={label} {look}{width}{tip}"


def facts(mark: Mark, scene: Scene) -> list[str]:
    """Return what a box says, line by line."""
    lines = [cut(f"{mark.name} = {mark.expression}", _LONGEST)]
    lines.append(" · ".join(filter(None, [f"{mark.shape} {mark.dtype}".strip(), size_text(mark)])))
    if mark.seconds is not None and mark.held is not None:
        share = share_text(mark.held, scene.peak)
        lines.append(f"{seconds_text(mark.seconds)} · holds {bytes_text(mark.held)} ({share})")
    lines.append(" · ".join(notes(mark)))
    return [line for line in lines if line]


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
