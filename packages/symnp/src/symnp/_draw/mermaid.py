"""A scene in the language of Mermaid, which many sites draw where they show Markdown."""

from __future__ import annotations

from symnp._draw.dot import facts
from symnp._draw.scene import Mark, Panel, Scene
from symnp._draw.style import LIGHT

_CLASSES = {
    "input": f"fill:{LIGHT['leaf']},stroke:{LIGHT['edge']},color:{LIGHT['ink']}",
    "same": f"fill:{LIGHT['box']},stroke:{LIGHT['edge']},color:{LIGHT['ink']}",
    "gone": f"fill:{LIGHT['gone-box']},stroke:{LIGHT['gone']},color:{LIGHT['ink']},stroke-dasharray:5 3",
    "new": f"fill:{LIGHT['new-box']},stroke:{LIGHT['new']},color:{LIGHT['ink']}",
}


def mermaid(scene: Scene) -> str:
    """Return the flowchart for Mermaid: a subgraph a panel, and in it one for each block."""
    lines = ["flowchart LR"]
    for number, panel in enumerate(scene.panels):
        lines += _panel(panel, number, scene)
    lines += [f"  p{number} ~~~ p{number + 1}" for number in range(len(scene.panels) - 1)]
    return "\n".join([*lines, *(f"  classDef {name} {look}" for name, look in _CLASSES.items()), ""])


def _panel(panel: Panel, number: int, scene: Scene) -> list[str]:
    at = {mark.name: f"p{number}n{i}" for i, mark in enumerate(panel.marks)}
    lines = [f"  subgraph p{number}[{_quoted(f'{panel.title}: {panel.total}')}]", "    direction TB"]
    blocks: dict[int, list[str]] = {}
    for mark in panel.marks:
        line = _box(mark, at[mark.name], scene)
        if mark.block is None:
            lines.append(f"    {line}")
        else:
            blocks.setdefault(mark.block, []).append(line)
    for block, members in blocks.items():
        lines.append(f'    subgraph p{number}b{block}["block {block + 1}: piece by piece"]')
        lines += ["      direction TB", *(f"      {line}" for line in members), "    end"]
    lines += [f"    {at[name]} --> {at[mark.name]}" for mark in panel.marks for name in mark.operands]
    return [*lines, "  end"]


def _box(mark: Mark, at: str, scene: Scene) -> str:
    text = _quoted("\n".join(facts(mark, scene)))
    shape = f"([{text}])" if mark.is_input else f"[{text}]"
    return f"{at}{shape}:::{'input' if mark.is_input else mark.fate}"


def _quoted(text: str) -> str:
    """Return a text in quotes, with what Mermaid or HTML would read as its own replaced by its number."""
    numbered = {ord(sign): f"#{ord(sign)};" for sign in '"#<>&;`*_\\[]{}()|%'}
    return '"' + text.translate(numbered).replace("\n", "<br/>") + '"'
