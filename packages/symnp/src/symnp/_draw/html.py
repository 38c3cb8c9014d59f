"""A scene in HTML: nested groups that open and close by themselves, without a script."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import zip_longest

from symnp._draw.outline import Entry, inputs, outline
from symnp._draw.scene import Mark, Panel, Scene
from symnp._draw.style import HTML_STYLE
from symnp._draw.terminal import notes, size_text
from symnp._draw.units import bytes_text, seconds_text, share_text

_DEEPEST = 12
"""From here on nothing is set in further."""


def html(scene: Scene) -> str:
    """Return the panels side by side, drawn to one scale, with the rules that lead from one to the other."""
    sections = "".join(_panel(panel, scene) for panel in scene.panels)
    return f'<div class="symnp">{HTML_STYLE}<div class="panels">{sections}</div>{_footer(scene)}</div>'


def page(title: str, body: str) -> str:
    """Return a whole page."""
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{escape(title)}</title>'
    own = "<style>body{margin:0;background:#fff}@media(prefers-color-scheme:dark){body{background:#14171c}}</style>"
    return f'<!doctype html>\n<html lang="en"><head>{head}{own}</head><body>{body}</body></html>\n'


def _footer(scene: Scene) -> str:
    outlook = f"<p>{escape(scene.outlook)}</p>" if scene.outlook else ""
    if not scene.applied:
        return f"<footer>{outlook}</footer>" if outlook else ""
    items = "".join(f"<li><code>{escape(line)}</code></li>" for line in scene.applied)
    return f"<footer><details open><summary>Applied</summary><ul>{items}</ul></details>{outlook}</footer>"


def _panel(panel: Panel, scene: Scene) -> str:
    leaves = "".join(f'<div class="row"{_title(mark)}>{_cells(mark, scene, 1)}</div>' for mark in inputs(panel.marks))
    if leaves:
        leaves = f'<details class="inputs" open><summary class="group">Inputs</summary>{leaves}</details>'
    facts = "".join(f"<span><b>{escape(value)}</b> {escape(name)}</span>" for value, name in _facts(panel))
    names = "".join(f"<span>{name}</span>" for name in ("operation", "result", "time", "memory held"))
    head = f'<div class="row head">{names}</div>'
    body = f'<div class="facts">{facts}</div>{head}{_tree(panel, scene)}{leaves}'
    return f"<section><h4>{escape(panel.title)}</h4>{body}</section>"


def _facts(panel: Panel) -> list[tuple[str, str]]:
    facts = [(seconds_text(panel.seconds), "predicted"), (bytes_text(panel.peak), "predicted peak")]
    if panel.measured is not None:
        how = f"measured peak ({panel.measured.method})"
        facts += [(seconds_text(panel.measured.seconds), "measured"), (bytes_text(panel.measured.peak), how)]
    count = panel.operations
    return [*facts, (str(count), "operation" if count == 1 else "operations")]


def _tree(panel: Panel, scene: Scene) -> str:
    """Return the operations from the results down, what several operands are computed from each in a group."""
    entries = outline(panel.marks)
    parts: list[str] = []
    open_depths: list[int] = []
    for entry, following in zip_longest(entries, entries[1:]):
        while open_depths and open_depths[-1] >= entry.depth:
            open_depths.pop()
            parts.append("</details>")
        opens = following is not None and following.depth > entry.depth
        parts.append(_line(entry, scene, opens=opens))
        if opens:
            open_depths.append(entry.depth)
    return "".join([*parts, "</details>" * len(open_depths)])


def _line(entry: Entry, scene: Scene, *, opens: bool) -> str:
    mark = entry.mark
    if entry.again:
        indent = min(entry.depth, _DEEPEST)
        return f'<div class="row again"><span style="--in:{indent}"><code>{escape(mark.name)}</code> see above</span></div>'
    classes = ["row", mark.fate, "chained" if entry.chained else "", "block" if entry.is_group else ""]
    classes += ["inside"] if entry.inside is not None else []
    row = f'class="{" ".join(filter(None, classes))}"{_title(mark)}'
    cells = _cells(mark, scene, entry.depth)
    return f"<details open><summary {row}>{cells}</summary>" if opens else f"<div {row}>{cells}</div>"


def _cells(mark: Mark, scene: Scene, depth: int) -> str:
    before, label, after = map(escape, mark.expression)
    tags = "".join(f'<span class="note {note.split()[0]}">{escape(note)}</span>' for note in notes(mark))
    tags = f"<br>{tags}" if tags else ""
    what = f"<i>{escape(mark.name)}</i> {before}<b>{label}</b>{after}"
    first = f'<span class="what" style="--in:{min(depth, _DEEPEST)}"><code>{what}</code>{tags}</span>'
    size = f"<br>{size_text(mark)}" if mark.nbytes else ""
    return f'{first}<span class="of">{escape(mark.shape)} {escape(mark.dtype)}{size}</span>' + _bars(mark, scene)


def _bars(mark: Mark, scene: Scene) -> str:
    if mark.seconds is None or mark.held is None:
        return "<span></span><span></span>"
    time = _bar("time", 0.0 if mark.folded else mark.seconds, scene.longest, seconds_text(mark.seconds))
    held = f"{bytes_text(mark.held)} <small>{escape(share_text(mark.held, scene.peak))}</small>"
    return time + _bar("held", mark.held, scene.peak, held)


def _bar(name: str, value: float, most: float, text: str) -> str:
    width = 100 * value / most if most else 0
    return f'<span class="{name}"><span class="bar"><span style="width:{width:.1f}%"></span></span>{text}</span>'


def _title(mark: Mark) -> str:
    return f' title="{escape(mark.line)}"' if mark.line else ""


def array_table(title: str, rows: Sequence[tuple[str, str]], marks: Sequence[Mark]) -> str:
    """Return a small table of an array, and the graph that it is computed by."""
    cells = "".join(f"<tr><th>{escape(name)}</th><td>{escape(value)}</td></tr>" for name, value in rows)
    panel = Panel("", tuple(marks), 0.0, 0)
    leaves = "".join(f'<div class="row"{_title(mark)}>{_cells(mark, Scene(()), 1)}</div>' for mark in inputs(marks))
    if leaves:
        leaves = f'<details class="inputs" open><summary class="group">Inputs</summary>{leaves}</details>'
    body = f"<div>{_tree(panel, Scene(()))}{leaves}</div>"
    count = panel.operations
    graph = f"<details><summary>graph of {count} operation{'' if count == 1 else 's'}</summary>{body}</details>"
    table = f"<h4>{escape(title)}</h4><table>{cells}</table>"
    return f'<div class="symnp array">{HTML_STYLE}{table}{graph if count else ""}</div>'
