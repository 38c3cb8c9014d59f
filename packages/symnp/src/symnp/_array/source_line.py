"""Where in the user's code an array was built."""

from __future__ import annotations

import sys
from pathlib import Path
from types import FrameType

import numpy as np

from symnp._graph.node import SourceLine

_OWN = (str(Path(__file__).parents[1]), str(Path(np.__file__).parent))

_SEEN: dict[str, bool] = {}
"""Whether a file is ours or NumPy's, for every file that has been met."""


def source_line() -> SourceLine | None:
    """Return file and line of the innermost frame outside symnp and NumPy."""
    frame: FrameType | None = sys._getframe(2)
    while frame is not None:
        name = frame.f_code.co_filename
        own = _SEEN.get(name)
        if own is None:
            own = _SEEN[name] = name.startswith(_OWN)
        if not own:
            return name, frame.f_lineno
        frame = frame.f_back
    return None


def frames_to_user() -> int:
    """Return the `stacklevel` with which the caller of this function warns at the user's line."""
    frame: FrameType | None = sys._getframe(1)
    level = 1
    while frame is not None and frame.f_code.co_filename.startswith(_OWN):
        frame, level = frame.f_back, level + 1
    return level
