"""Tracebacks as the script's own: without the frames of what runs it."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

_OWN = str(Path(__file__).parents[1])


def without_ours(error: BaseException) -> BaseException:
    """Return an error, and those that led to it, with no frames of symnp in their tracebacks.

    Where symnp itself is at fault, all frames stay: whoever mends it needs them.
    """
    seen = set[int]()
    stack: list[BaseException | None] = [error]
    while stack:
        one = stack.pop()
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        one.__traceback__ = _outside(one.__traceback__, whole=isinstance(one, AssertionError))
        stack += [one.__cause__, one.__context__]
    return error


def _outside(traceback: TracebackType | None, *, whole: bool) -> TracebackType | None:
    """Return the frames of a traceback that are not symnp's, or all from the first of these on."""
    frames: list[TracebackType] = []
    while traceback is not None:
        ours = traceback.tb_frame.f_code.co_filename.startswith(_OWN)
        if not ours or (whole and frames):
            frames.append(traceback)
        traceback = traceback.tb_next
    kept = None
    for frame in reversed(frames):
        kept = TracebackType(kept, frame.tb_frame, frame.tb_lasti, frame.tb_lineno)
    return kept
