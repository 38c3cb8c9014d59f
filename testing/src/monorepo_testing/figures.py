"""Figures in a text, each marked with the stored run that it comes from.

`12.3` in a README stands between two comments, `<!-- figure: benchmarks/results/slice.json#ratios.numpy_vs_symnp.median
fmt=.1f -->12.3<!-- /figure -->` (in one line or more): the file, the path into it step by step, a format and, with
`scale=1e3`, a factor. Marks inside code, as here, are examples and no figures.

`python -m monorepo_testing.figures README.md` checks the figures, `--write` refreshes them.
"""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from monorepo_testing.paired.errors import ClaimError
from monorepo_testing.paired.result import read

if TYPE_CHECKING:
    from collections.abc import Callable

_OPENING = re.compile(r"<!--\s*figure\s*:(?P<spec>.*?)-->", re.DOTALL)
_FIGURE = re.compile(_OPENING.pattern + r"(?P<shown>.*?)<!--\s*/figure\s*-->", re.DOTALL)
_CLOSING = re.compile(r"<!--\s*/figure\s*-->")
# Markdown shows the comments inside code as they are, so a mark there explains marks and holds no figure.
_CODE = re.compile(r"^(?P<fence>```+|~~~+).*?^(?P=fence)|(?P<ticks>`+)[^`\n]+(?P=ticks)", re.DOTALL | re.MULTILINE)


class FigureError(ValueError):
    """A figure in a text is marked wrongly, has no stored run, or is not what the run says."""


@dataclass(frozen=True)
class Figure:
    """One marked figure.

    Parameters
    ----------
    file : str
        Path of the stored run.
    pointer : str
        Steps into it, joined by dots; a number counts in a list.
    fmt : str
        Python format specification; empty for the plain value.
    scale : float
        Factor before formatting; 1 where it is not given.
    shown : str
        What the text shows.
    line : int
        Where, counted from 1.
    """

    file: str
    pointer: str
    fmt: str
    scale: float
    shown: str
    line: int

    def __str__(self) -> str:
        return f"line {self.line}, {self.file}#{self.pointer}"


def _without_code(text: str) -> str:
    """Blank the code out, every other character in its place."""
    return _CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def _parse(match: re.Match[str], text: str) -> Figure:
    line = text.count("\n", 0, match.start()) + 1
    target, *options = match["spec"].split() or [""]
    file, _, pointer = target.partition("#")
    given = dict(option.split("=", 1) for option in options if "=" in option)
    if not file or not pointer or len(given) != len(options) or not set(given) <= {"fmt", "scale"}:
        raise FigureError(f"line {line}: cannot read {match['spec'].strip()!r}: want FILE#PATH [fmt=...] [scale=...]")
    try:
        scale = float(given.get("scale", "1"))
    except ValueError as error:
        raise FigureError(f"line {line}: scale is {given['scale']!r}: want a number") from error
    shown = text[slice(*match.span("shown"))]
    return Figure(file, pointer, given.get("fmt", ""), scale, shown, line)


def _matches(text: str) -> list[re.Match[str]]:
    prose = _without_code(text)
    found = list(_FIGURE.finditer(prose))
    nested = [match for match in found if _OPENING.search(match["shown"])]
    counts = len(found), len(_OPENING.findall(prose)), len(_CLOSING.findall(prose))
    if nested or len(set(counts)) > 1:
        raise FigureError(f"{counts[1]} figures open and {counts[2]} close: close each with <!-- /figure -->")
    return found


def figures(text: str) -> list[Figure]:
    """Return the figures that a text marks, in order.

    Parameters
    ----------
    text : str
        Markdown.

    Returns
    -------
    list of Figure

    Raises
    ------
    FigureError
        If a mark cannot be read, or is never closed.

    Examples
    --------
    >>> figures("takes <!-- figure: r.json#ratios.a_vs_b.median fmt=.1f -->2.0<!-- /figure --> times")[0].shown
    '2.0'
    """
    return [_parse(match, text) for match in _matches(text)]


def _locate(file: str, folder: Path) -> Path:
    """Find a stored run from a folder or the nearest one above it."""
    places = [place / file for place in (folder, *folder.parents)]
    found = [place for place in places if place.is_file()]
    if not found:
        raise FigureError(f"there is no {file!r} in {str(folder)!r} or above it: run its claim")
    return found[0]


def _look_up(result: Any, figure: Figure) -> Any:
    value = result
    for step in figure.pointer.split("."):
        if isinstance(value, dict) and step in value:
            value = value[step]
        elif isinstance(value, list) and step.isdecimal() and int(step) < len(value):
            value = value[int(step)]
        else:
            has = list(value) if isinstance(value, dict) else type(value).__name__
            raise FigureError(f"{figure}: there is no {step!r}: want one of {has}")
    return value


def stored_text(figure: Figure, *, folder: str | Path) -> str:
    """Return what a figure must show, from its stored run.

    Parameters
    ----------
    figure : Figure
        As `figures` gives it.
    folder : str or Path
        Where the text lies; the run is looked for from there upwards.

    Returns
    -------
    str

    Raises
    ------
    FigureError
        If the run, the place in it, or the format is not there or does not fit.
    """
    try:
        value = _look_up(read(_locate(figure.file, Path(folder).resolve())), figure)
        if isinstance(value, (dict, list)) or value is None:
            raise FigureError(f"{figure}: is no figure but {type(value).__name__}: go on to a number")
        return format(value if figure.scale == 1 else value * figure.scale, figure.fmt)
    except ClaimError as error:
        raise FigureError(f"{figure}: {error}") from error
    except (ValueError, TypeError) as error:
        if isinstance(error, FigureError):
            raise
        raise FigureError(f"{figure}: {error}") from error


def check(text: str, *, folder: str | Path = ".") -> int:
    """Demand that every figure in a text is what its stored run says.

    Parameters
    ----------
    text : str
        Markdown.
    folder : str or Path, default "."
        Where the text lies.

    Returns
    -------
    int
        How many figures there are.

    Raises
    ------
    FigureError
        If any is not; the text of the error names all of them.
    """
    marked, problems = figures(text), []
    for figure in marked:
        try:
            wanted = stored_text(figure, folder=folder)
        except FigureError as error:
            problems.append(str(error))
            continue
        if figure.shown.strip() != wanted:
            problems.append(f"{figure}: the text says {figure.shown.strip()!r}, the stored run {wanted!r}")
    if problems:
        raise FigureError("\n".join(problems))
    return len(marked)


def refresh(text: str, *, folder: str | Path = ".") -> str:
    """Return the text with every figure taken from its stored run.

    Parameters
    ----------
    text : str
        Markdown.
    folder : str or Path, default "."
        Where the text lies.

    Returns
    -------
    str

    Raises
    ------
    FigureError
        If a figure is marked wrongly or has no stored run; nothing is refreshed then.
    """
    parts, end = [], 0
    for match in _matches(text):
        start, stop = match.span("shown")
        parts += [text[end:start], stored_text(_parse(match, text), folder=folder)]
        end = stop
    return "".join([*parts, text[end:]])


def _refresh_file(path: Path) -> int:
    text = path.read_text("utf-8")
    path.write_text(refresh(text, folder=path.parent), "utf-8")
    return len(figures(text))


def _check_file(path: Path) -> int:
    return check(path.read_text("utf-8"), folder=path.parent)


def main(argv: list[str] | None = None) -> int:
    """Check or refresh the figures of files; return 1 if one of them is not as it must be."""
    parser = argparse.ArgumentParser(prog="python -m monorepo_testing.figures", description="Check marked figures.")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true", help="take the figures from the stored runs")
    given = parser.parse_args(argv)
    act: Callable[[Path], int] = _refresh_file if given.write else _check_file
    failed = False
    for path in given.files:
        try:
            sys.stdout.write(f"{path}: {act(path)} figures\n")
        except (FigureError, OSError) as error:
            failed = True
            sys.stderr.write(f"{path}: {error}\n")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
