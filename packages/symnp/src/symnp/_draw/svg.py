"""A scene as a drawing: boxes for operations, arrows for what they read, panels side by side."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from symnp._draw.box import CHARACTER, box, box_height, box_width
from symnp._draw.frames import Frame, Framed, arrange_framed
from symnp._draw.places import Point
from symnp._draw.scene import Panel, Scene
from symnp._draw.style import SVG_STYLE

_MARGIN, _BETWEEN, _HEADING = 24.0, 56.0, 80.0
_LINE = 18.0
_WIDEST_SHEET = 2600.0
_APPLIED = "applied"


def svg(scene: Scene) -> str:
    """Return the drawing, with a background of its own; panels that are too wide together stand below each other."""
    wide = box_width(scene)
    drawn = [_arranged(panel, wide) for panel in scene.panels]
    sizes = [
        (max(one.width, _heading_width(panel)), _HEADING + one.height)
        for one, panel in zip(drawn, scene.panels, strict=True)
    ]
    corners, width, bottom = _placed(sizes)
    parts = [
        _panel(panel, one, scene, wide, corner, size[0])
        for panel, one, corner, size in zip(scene.panels, drawn, corners, sizes, strict=True)
    ]
    lines = _footer_lines(scene)
    for i, line in enumerate(lines):
        look = "strong" if line == _APPLIED else "muted"
        parts.append(f'<text class="{look}" x="{_MARGIN:g}" y="{bottom + _LINE * (i + 2):g}">{escape(line)}</text>')
    width = max([width, *[len(line) * CHARACTER for line in lines]]) + 2 * _MARGIN
    return _sheet(parts, width, bottom + (len(lines) + 1) * _LINE * bool(lines) + _MARGIN, _summary(scene))


def _placed(sizes: Sequence[tuple[float, float]]) -> tuple[list[Point], float, float]:
    """Return the corners of the panels, their width together, and where the lowest ends."""
    width = sum(wide for wide, _ in sizes) + _BETWEEN * (len(sizes) - 1)
    corners, x, y = [], _MARGIN, _MARGIN
    for wide, high in sizes:
        corners.append((x, y))
        if width > _WIDEST_SHEET:
            y += high + _BETWEEN
        else:
            x += wide + _BETWEEN
    if width > _WIDEST_SHEET:
        width = max(wide for wide, _ in sizes)
    return corners, width, max(top + high for (_, top), (_, high) in zip(corners, sizes, strict=True))


def _sheet(parts: Sequence[str], width: float, height: float, summary: str) -> str:
    size = f'width="{width:.0f}" height="{height:.0f}" viewBox="0 0 {width:.0f} {height:.0f}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="symnp-graph" role="img" {size} '
        f'style="max-width:100%;height:auto">{SVG_STYLE}<title>{escape(summary)}</title>'
        f'<rect class="paper" width="{width:.0f}" height="{height:.0f}"/>{"".join(parts)}</svg>'
    )


def _summary(scene: Scene) -> str:
    return "; ".join(f"{panel.title}: {panel.total}" for panel in scene.panels)


def _footer_lines(scene: Scene) -> list[str]:
    lines = [_APPLIED, *scene.applied] if scene.applied else []
    return [*lines, scene.outlook] if scene.outlook else lines


def _heading_width(panel: Panel) -> float:
    return max(len(panel.title) * 9.0, len(panel.total) * 6.8, 360.0)


def _arranged(panel: Panel, width: float) -> Framed:
    at = {mark.name: i for i, mark in enumerate(panel.marks)}
    edges = [(at[name], i) for i, mark in enumerate(panel.marks) for name in mark.operands]
    counts: dict[int | None, int] = {}
    for mark in panel.marks:
        counts[mark.block] = counts.get(mark.block, 0) + 1
    frames = [mark.block if counts[mark.block] > 1 else None for mark in panel.marks]
    return arrange_framed([(width, box_height(mark)) for mark in panel.marks], edges, frames)


def _panel(panel: Panel, drawn: Framed, scene: Scene, width: float, corner: Point, wide: float) -> str:
    x, y = corner
    head = f'<text class="title" y="14">{escape(panel.title)}</text><text class="muted" y="34">{escape(panel.total)}</text>'
    head += _legend() if any(mark.held is not None for mark in panel.marks) else ""
    parts = [_frame(frame) for frame in drawn.frames]
    parts += [_arrow(way.points, arrives=way.arrives) for way in drawn.ways]
    parts += [_frame_title(frame) for frame in drawn.frames]
    parts += [box(mark, place, width, scene) for mark, place in zip(panel.marks, drawn.places, strict=True)]
    left = (wide - drawn.width) / 2
    body = f'<g transform="translate({left:.1f} {_HEADING:g})">{"".join(parts)}</g>'
    return f'<g transform="translate({x:.1f} {y:.1f})">{head}{body}</g>'


def _legend() -> str:
    time = '<rect class="time" y="50" width="18" height="5" rx="2.5"/><text class="small" x="24" y="56">time</text>'
    held = '<rect class="held" x="64" y="50" width="18" height="5" rx="2.5"/>'
    return time + held + '<text class="small" x="88" y="56">memory held, and its share of the highest peak</text>'


def _frame(frame: Frame) -> str:
    size = f'width="{frame.width:.1f}" height="{frame.height:.1f}"'
    return f'<rect class="block" x="{frame.place[0]:.1f}" y="{frame.place[1]:.1f}" {size} rx="10"/>'


def _frame_title(frame: Frame) -> str:
    x, y = frame.place
    return f'<text class="small halo" x="{x + 12:.1f}" y="{y + 15:.1f}">block {frame.number + 1}: piece by piece</text>'


def _arrow(points: Sequence[Point], *, arrives: bool) -> str:
    (x, y), *rest = points
    parts = [f"M{x:.1f} {y:.1f}"]
    for to_x, to_y in rest:
        middle = (y + to_y) / 2
        straight = abs(to_x - x) < 0.05
        parts.append(
            f"V{to_y:.1f}" if straight else f"C{x:.1f} {middle:.1f} {to_x:.1f} {middle:.1f} {to_x:.1f} {to_y:.1f}"
        )
        x, y = to_x, to_y
    line = f'<path class="edge" d="{"".join(parts)}"/>'
    return line + f'<path class="head" d="M{x - 4:.1f} {y - 7:.1f}h8l-4 7z"/>' if arrives else line
