"""One operation or input as a box in a drawing."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from symnp._draw.labels import cut
from symnp._draw.places import Point
from symnp._draw.scene import Mark, Scene
from symnp._draw.terminal import notes, size_text
from symnp._draw.units import bytes_text, seconds_text, share_text

CHARACTER = 7.25
"""The width of a letter of the fixed-width face at 12 pixels."""

SMALL = 11 / 12
"""How much narrower it is at 11 pixels; letters of the other face are no wider, but for those of a few words."""

_NARROWEST, _WIDEST = 196.0, 268.0
_PAD = 10.0


def box_width(scene: Scene) -> float:
    """Return the width of every box of a scene: that of the longest text, within limits."""
    marks = [mark for panel in scene.panels for mark in panel.marks]
    longest = max((max(len(_headline(mark)), len(_second_line(mark))) for mark in marks), default=0)
    notes_length = max((len(_remark(mark)) for mark in marks), default=0)
    longest = max(longest, round(notes_length * SMALL))
    return min(max(longest * CHARACTER + 2 * _PAD, _NARROWEST), _WIDEST)


def _remark(mark: Mark) -> str:
    """Return the notes; how often something is read its arrows show."""
    return " · ".join(notes(replace(mark, uses=0)))


def _headline(mark: Mark) -> str:
    return f"{mark.name} {mark.expression}"


def _second_line(mark: Mark) -> str:
    return " · ".join(filter(None, [f"{mark.shape} {mark.dtype}".strip(), size_text(mark)]))


def box_height(mark: Mark) -> float:
    """Return the height of a box: a line for each thing that there is to say."""
    height = 28.0 + 16.0 * bool(_second_line(mark)) + (28.0 if mark.held is not None else 0.0)
    return height + 16.0 * bool(_remark(mark))


def box(mark: Mark, place: Point, width: float, scene: Scene) -> str:
    """Return a box in its place: the operation, its result, bars for time and memory, and notes."""
    height = box_height(mark)
    kind = "leaf" if mark.is_input else mark.fate
    classes = f"box {kind}{' result' if mark.is_result else ''}"
    rect = f'<rect class="{classes}" width="{width:.1f}" height="{height:.1f}" rx="6"/>'
    y = 19.0
    parts = [_headline_text(mark, int((width - 2 * _PAD) / CHARACTER), y)]
    if _second_line(mark):
        y += 16
        line = cut(_second_line(mark), int((width - 2 * _PAD) / (CHARACTER * SMALL)))
        parts.append(f'<text class="shape" x="{_PAD:g}" y="{y:g}">{escape(line)}</text>')
    if mark.held is not None and mark.seconds is not None:
        parts.append(_bars(mark, mark.seconds, mark.held, width - 2 * _PAD, y + 8, scene))
        y += 28
    if _remark(mark):
        parts.append(f'<text class="note {kind}" x="{_PAD:g}" y="{y + 16:g}">{escape(_remark(mark))}</text>')
    title = escape("\n".join(filter(None, [_headline(mark), mark.line])))
    return f'<g transform="translate({place[0]:.1f} {place[1]:.1f})"><title>{title}</title>{rect}{"".join(parts)}</g>'


def _headline_text(mark: Mark, room: int, y: float) -> str:
    before, label, after = mark.expression
    room -= len(mark.name) + 1
    label = cut(label, max(room - len(before), 8))
    after = cut(after, max(room - len(before) - len(label), 0)) if len(before) + len(label) < room else ""
    name = f'<tspan class="name">{escape(mark.name)} </tspan>'
    what = f"{name}{escape(before)}<tspan class='op'>{escape(label)}</tspan>{escape(after)}"
    return f'<text class="code" x="{_PAD:g}" y="{y:g}" xml:space="preserve">{what}</text>'


def _bars(mark: Mark, seconds: float, held: int, width: float, y: float, scene: Scene) -> str:
    split = 0.38 * width
    left = "" if mark.folded else _bar("time", 0.0, y, split, seconds / scene.longest if scene.longest else 0.0)
    right = _bar("held", split + 10, y, width - split - 10, held / scene.peak if scene.peak else 0.0)
    texts = (
        f'<text class="small" x="{_PAD:g}" y="{y + 17:g}">{seconds_text(seconds)}</text>'
        f'<text class="small" x="{_PAD + split + 10:.1f}" y="{y + 17:g}">{bytes_text(held)}</text>'
        f'<text class="small end" x="{_PAD + width:.1f}" y="{y + 17:g}">{escape(share_text(held, scene.peak))}</text>'
    )
    return left + right + texts


def _bar(name: str, x: float, y: float, width: float, share: float) -> str:
    track = f'<rect class="track" x="{_PAD + x:.1f}" y="{y:g}" width="{width:.1f}" height="5" rx="2.5"/>'
    filled = width * min(share, 1.0)
    if filled < 0.5:
        return track
    return track + f'<rect class="{name}" x="{_PAD + x:.1f}" y="{y:g}" width="{filled:.1f}" height="5" rx="2.5"/>'
