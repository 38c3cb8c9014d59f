"""Pictures for terminals: a plan as a table in the order of work, and as a tree from the result down."""

from __future__ import annotations

from collections.abc import Sequence

from symnp._draw.labels import cut
from symnp._draw.outline import Entry, inputs, outline
from symnp._draw.scene import Mark, Panel, Scene
from symnp._draw.units import bytes_text, seconds_text, share_text

_BAR = 8
_EIGHTHS = " ▏▎▍▌▋▊▉█"
_WIDEST = 64
FATES = {"same": "", "gone": "rewritten away", "new": "new"}
"""What rewriting does to an operation, as a note beside it."""


def table(panel: Panel) -> str:
    """Return the steps of a plan, one a line, with shape, dtype, predicted time and the memory held."""
    rows = [
        (_assignment(mark), _kind(mark), seconds_text(mark.seconds or 0.0), f"holds {bytes_text(mark.held or 0)}")
        for mark in panel.marks
        if not mark.is_input
    ]
    return "\n".join([f"{panel.title}: {panel.total}", *("  " + line for line in _aligned(rows))])


def tree(scene: Scene) -> str:
    """Return the panels one below the other, each as a tree from its results down, and the rules."""
    parts = [_panel(panel, scene.peak) for panel in scene.panels]
    if scene.applied:
        parts.append("\n".join(["applied:", *(f"  {line}" for line in scene.applied)]))
    return "\n\n".join([*parts, scene.outlook] if scene.outlook else parts)


def _panel(panel: Panel, peak: int) -> str:
    rows = [_row(entry, peak) for entry in outline(panel.marks)]
    rows += [(cut(_assignment(mark), _WIDEST), _kind(mark), size_text(mark), "", "") for mark in inputs(panel.marks)]
    lines = ["  " + line for line in _aligned(rows)]
    if inputs(panel.marks):
        lines.insert(len(rows) - len(inputs(panel.marks)), "inputs")
    return "\n".join([f"{panel.title}: {panel.total}", *lines])


def _row(entry: Entry, peak: int) -> tuple[str, ...]:
    mark = entry.mark
    if entry.again:
        return f"{_branches(entry)}{mark.name} (above)", "", "", "", ""
    what = _branches(entry) + cut(_assignment(mark), _WIDEST)
    if mark.held is None:
        return what, _kind(mark), size_text(mark), "", " " * (_BAR + 17) + ", ".join(notes(mark))
    held = f"{_bar(mark.held / peak if peak else 0.0)} {bytes_text(mark.held):>9} {share_text(mark.held, peak):>5}"
    return what, _kind(mark), size_text(mark), seconds_text(mark.seconds or 0.0), f"{held}  {', '.join(notes(mark))}"


def size_text(mark: Mark) -> str:
    """Return the bytes of a value; nothing for one that has none of its own."""
    return bytes_text(mark.nbytes) if mark.nbytes else ""


def notes(mark: Mark) -> list[str]:
    """Return what else is to be said of a mark, in a few words each."""
    said = {
        "result": mark.is_result,
        FATES[mark.fate]: bool(FATES[mark.fate]),
        "in place": mark.in_place,
        "in pieces": mark.in_pieces,
        f"read {mark.uses} times": mark.uses > 1,
    }
    return [note for note, holds in said.items() if holds]


def _branches(entry: Entry) -> str:
    if not entry.depth:
        return ""
    lines = ["   " if last else "│  " for last in entry.last]
    if not entry.chained and entry.inside != entry.depth - 1:
        lines[-1] = "└─ " if entry.last[-1] else "├─ "
    if entry.inside is not None:
        lines[entry.inside] = "┃  "
    return "".join(lines)


def _assignment(mark: Mark) -> str:
    return f"{mark.name}: {mark.expression}" if mark.name.startswith("block") else f"{mark.name} = {mark.expression}"


def _kind(mark: Mark) -> str:
    return f"{mark.shape} {mark.dtype}".strip()


def _bar(share: float) -> str:
    full, rest = divmod(round(8 * _BAR * min(share, 1.0)), 8)
    return ("█" * full + (_EIGHTHS[rest] if rest else "")).ljust(_BAR, "·")


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    return [line.rstrip() for line in lines]
