"""A program of the chapter: written once in NumPy's names, run by NumPy and by symnp, drawn, measured and compared."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Literal

import numpy

import symnp
from monorepo_testing.demo.page import Chapter
from monorepo_testing.demo.timing import in_turn

Level = Literal["exact", "reassociate", "algebraic"]
MEBI = 2**20
# Drawings keep a size at which their text can be read, and scroll where the page is narrower. Outlines are set closer than
# in a notebook, so that both forms of a program stand side by side.
_STYLE = (
    "<style>.drawn svg{overflow:visible}.outlined{max-height:38em;overflow:auto}"
    ".outlined .symnp{padding:0}.outlined .symnp .panels{gap:24px}.outlined .symnp section{flex:1 1 440px}"
    ".outlined .symnp .row{min-width:0;grid-template-columns:minmax(130px,1fr) 114px 68px 84px;gap:0 8px}</style>"
)


@dataclass(frozen=True, slots=True)
class Program:
    """A function of NumPy's names and of arrays, with its arrays, and how far symnp may rewrite it."""

    function: Callable[..., Any]
    inputs: tuple[numpy.ndarray, ...]
    level: Level = "exact"

    def by_numpy(self) -> Any:
        """Run the function as written."""
        return self.function(numpy, *self.inputs)

    def built(self) -> Any:
        """Build the graph of the function."""
        return self.function(symnp, *[symnp.asarray(one) for one in self.inputs])

    def by_symnp(self) -> Any:
        """Build the graph anew, rewrite it and run it."""
        return symnp.compute(self.built(), level=self.level)

    def planned(self) -> Callable[[], Any]:
        """Return what runs the plan that `symnp.jit` makes at the first call."""
        jitted = symnp.jit(functools.partial(self.function, symnp), level=self.level)
        return lambda: jitted(*self.inputs)


def show_drawing(chapter: Chapter, program: Program) -> None:
    """Draw boxes and arrows, for programs of few operations."""
    drawing = str(symnp.draw(program.built(), level=program.level, form="svg"))
    found = re.search(r'width="(\d+)"', drawing)
    assert found is not None
    narrowest = min(int(found[1]), 820)
    chapter.html(f'{_STYLE}<div class="drawn" style="min-width:{narrowest}px">{drawing}</div>')


def show_outline(chapter: Chapter, program: Program) -> None:
    """Draw tables side by side, for programs of many operations."""
    drawing = symnp.explain(program.built(), level=program.level)._repr_html_()
    chapter.html(f'{_STYLE}<div class="outlined" tabindex="0">{drawing}</div>')


def show_text(chapter: Chapter, text: str) -> None:
    """Show what a terminal would."""
    chapter.html(f'<pre style="margin:0;padding:0;border:0;background:none;white-space:pre-wrap">{escape(text)}</pre>')


def show_costs(chapter: Chapter, program: Program, *levels: Level, runs: int = 2) -> None:
    """Show predicted and measured time and memory, as written and as rewritten at some levels."""
    rows = []
    for level in levels or (program.level,):
        reports = [symnp.explain(program.built(), level=level, measure=True) for _ in range(runs)]
        if not rows:
            rows.append(["as written", *_cost([report.written for report in reports])])
        rows.append([f"rewritten, level {level}", *_cost([report.rewritten for report in reports])])
    chapter.table(["", "time predicted", "time measured", "peak predicted", "peak measured"], rows)


def _cost(forms: Sequence[Any]) -> list[str]:
    predicted = forms[0].estimate
    return [
        milliseconds(predicted.seconds),
        milliseconds(min(form.measured.seconds for form in forms)),
        mebibytes(predicted.peak),
        mebibytes(max(form.measured.peak for form in forms)),
    ]


def show_calls(chapter: Chapter, program: Program, *, rounds: int = 5) -> None:
    """Time whole calls by NumPy, by symnp from the beginning, and by a plan made once; compare their results."""
    expected, planned = program.by_numpy(), program.planned()
    anew = in_turn(program.by_numpy, program.by_symnp, rounds)
    again = in_turn(program.by_numpy, planned, rounds)
    rows = [
        ["NumPy", milliseconds(min(anew.first + again.first)), "", ""],
        ["symnp, graph built anew", milliseconds(min(anew.second)), f"{anew.ratio:.2f}"],
        ["symnp, plan made by jit", milliseconds(min(again.second)), f"{again.ratio:.2f}"],
    ]
    for row, value in zip(rows[1:], (program.by_symnp(), planned()), strict=True):
        row.append(agreement(value, expected, program.level))
    chapter.table(["", f"fastest of {rounds} calls", "NumPy's time / this", "result"], rows)


def agreement(value: numpy.ndarray, expected: numpy.ndarray, level: Level) -> str:
    """Say how far a result is NumPy's: the largest difference, divided by the largest value.

    Raises
    ------
    AssertionError
        If it is further than the level allows.
    """
    if value.tobytes() == expected.tobytes():
        return "every bit is NumPy's"
    error = float(numpy.max(numpy.abs(value - expected)) / numpy.max(numpy.abs(expected)))
    assert level != "exact"
    assert error < 1e-6
    return f"relative difference {error:.1e}"


def milliseconds(seconds: float) -> str:
    """Return a time in milliseconds, with three digits at least."""
    return f"{seconds * 1e3:#.3g}".rstrip(".") + " ms" if seconds < 1 else f"{seconds * 1e3:.0f} ms"


def mebibytes(count: int) -> str:
    """Return a number of bytes in mebibytes."""
    return f"{count / MEBI:.1f} MiB"


def said(window: Sequence[slice]) -> str:
    """Return a window in words."""
    rows, columns = window
    return f"rows {rows.start} to {rows.stop} and columns {columns.start} to {columns.stop}"


def window_of(picture: numpy.ndarray, window: Sequence[slice]) -> tuple[tuple[int, int], int, int]:
    """Return the corner, the width and the height of a window in a picture, as matplotlib draws rectangles."""
    (top, bottom, _), (left, right, _) = (one.indices(size) for one, size in zip(window, picture.shape, strict=False))
    return (left, top), right - left, bottom - top
