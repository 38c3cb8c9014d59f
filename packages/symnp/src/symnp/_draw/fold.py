"""Long pictures made short: what repeats is shown twice, and counted in between."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace
from typing import NamedTuple

from symnp._draw.labels import Expression
from symnp._draw.scene import Fate, Mark, Scene, with_uses

MOST = 200
"""More marks than this are folded."""

_LONGEST_PERIOD = 24
_LEAST_REPEATS = 4
_MOST_NAMED = 4


class _Run(NamedTuple):
    start: int
    stop: int
    period: int


def folded(scene: Scene, most: int = MOST) -> Scene:
    """Return a scene none of whose panels has more than `most` marks, or not many more."""
    return replace(scene, panels=tuple([replace(panel, marks=fold(panel.marks, most)) for panel in scene.panels]))


def fold(marks: Sequence[Mark], most: int = MOST) -> tuple[Mark, ...]:
    """Return the marks with repeated runs folded; where nothing repeats, the middle is left out.

    The order of marks is an order of work, so that putting neighbours together makes no circle.
    """
    if len(marks) <= most:
        return tuple(marks)
    kept: list[Sequence[Mark]] = []
    at = 0
    for run in _runs(marks):
        kept += [[mark] for mark in marks[at : run.start + run.period]]
        kept.append(marks[run.start + run.period : run.stop - run.period])
        at = run.stop - run.period
    kept += [[mark] for mark in marks[at:]]
    if len(kept) > most:
        half = most // 2
        kept = [*kept[:half], [mark for group in kept[half:-half] for mark in group], *kept[-half:]]
    return _put_together(kept)


def _runs(marks: Sequence[Mark]) -> list[_Run]:
    """Return stretches that repeat themselves, from the first mark to the last."""
    looks = [_look(mark) for mark in marks]
    runs, at = [], 0
    while at < len(looks):
        found = [run for period in range(1, _LONGEST_PERIOD + 1) if (run := _run_from(looks, at, period))]
        # Of the periods that fit about equally far the shortest says most.
        best = max(found, key=lambda run: (run.stop - run.start) // (2 * _LONGEST_PERIOD), default=None)
        if best is None:
            at += 1
        else:
            runs.append(best)
            at = best.stop
    return runs


def _run_from(looks: Sequence[Hashable], start: int, period: int) -> _Run | None:
    stop = start + period
    while stop < len(looks) and looks[stop] == looks[stop - period]:
        stop += 1
    stop -= (stop - start) % period
    return _Run(start, stop, period) if stop - start >= _LEAST_REPEATS * period else None


def _look(mark: Mark) -> Hashable:
    return mark.expression.label, mark.shape, mark.dtype, mark.is_input, mark.fate, mark.is_result


def _put_together(groups: Sequence[Sequence[Mark]]) -> tuple[Mark, ...]:
    shown: list[Mark] = []
    stands_for: dict[str, str] = {}
    for group in groups:
        mark = group[0] if len(group) == 1 else _one_for(group)
        stands_for.update({one.name: mark.name for one in group})
        operands = dict.fromkeys(stands_for.get(name, name) for name in mark.operands)
        operands.pop(mark.name, None)
        shown.append(replace(mark, operands=tuple(operands)))
    return with_uses(shown)


def _one_for(group: Sequence[Mark]) -> Mark:
    within = {mark.name for mark in group}
    operands = dict.fromkeys(name for mark in group for name in mark.operands if name not in within)
    kinds = list(dict.fromkeys(mark.expression.label for mark in group))
    named = ", ".join(kinds[:_MOST_NAMED]) + (", …" if len(kinds) > _MOST_NAMED else "")
    seconds = [mark.seconds for mark in group if mark.seconds is not None]
    held = [mark.held for mark in group if mark.held is not None]
    fates: set[Fate] = {mark.fate for mark in group}
    blocks = {mark.block for mark in group}
    return Mark(
        f"{group[0].name}…{group[-1].name}",
        Expression("… ", f"{len(group)} more like this" if len(kinds) == 1 else f"{len(group)} more", f": {named}"),
        tuple(operands),
        _common([mark.shape for mark in group]),
        _common([mark.dtype for mark in group]),
        0,
        sum(seconds) if seconds else None,
        max(held) if held else None,
        group[0].line,
        is_input=all(mark.is_input for mark in group),
        is_result=any(mark.is_result for mark in group),
        fate=fates.pop() if len(fates) == 1 else "same",
        block=blocks.pop() if len(blocks) == 1 else None,
        folded=sum(not mark.is_input for mark in group),
    )


def _common(texts: Sequence[str]) -> str:
    return texts[0] if len(set(texts)) == 1 else ""
