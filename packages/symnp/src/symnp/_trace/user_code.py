"""Which files are the user's own: the script, and what lies in its folder or below, libraries aside."""

from __future__ import annotations

import sys
import sysconfig
from functools import cache
from pathlib import Path
from types import FrameType

import numpy as np

from symnp._graph.node import SourceLine

_INSTALLED = {"site-packages", "dist-packages"}


def _roots() -> tuple[Path, ...]:
    libraries = [Path(path) for name, path in sysconfig.get_paths().items() if name.endswith(("lib", "stdlib"))]
    return (*libraries, Path(__file__).parents[1], Path(np.__file__).parent)


class UserCode:
    """Tells the user's own files from all others.

    Parameters
    ----------
    script : Path
        The script.
    """

    def __init__(self, script: Path) -> None:
        self.folder: Path = script.resolve().parent
        self._libraries = _roots()
        self._known: dict[str, bool] = {}

    def owns(self, file: str) -> bool:
        """Whether a file is the user's own."""
        found = self._known.get(file)
        if found is None:
            found = self._known[file] = self._looks_own(file)
        return found

    def _looks_own(self, file: str) -> bool:
        if file.startswith("<"):
            return False  # Code that something has made up.
        path = Path(file).resolve()
        if not path.is_relative_to(self.folder) or _INSTALLED.intersection(path.parts):
            return False
        return not any(path.is_relative_to(library) for library in self._libraries)

    def line(self, frame: FrameType | None) -> SourceLine | None:
        """Return the innermost line of the user's own from a frame outwards."""
        while frame is not None:
            if self.owns(frame.f_code.co_filename):
                return frame.f_code.co_filename, frame.f_lineno
            frame = frame.f_back
        return None

    def line_here(self) -> SourceLine | None:
        """Return the innermost line of the user's own that is running."""
        return self.line(sys._getframe(1))

    def short(self, line: SourceLine | None) -> str:
        """Return a line as a report names it: below the script's folder, or below where libraries are."""
        return "elsewhere" if line is None else f"{_short_name(line[0], self.folder)}:{line[1]}"


@cache
def _short_name(file: str, folder: Path) -> str:
    path = Path(file)
    if path.is_relative_to(folder):
        return str(path.relative_to(folder))
    parts = path.parts
    inside = [i for i, part in enumerate(parts) if part in _INSTALLED]
    return "/".join(parts[inside[-1] + 1 :]) if inside else path.name
