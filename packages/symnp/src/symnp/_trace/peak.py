"""The peak of the memory of this process, as the system sees it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_STATUS = Path("/proc/self/status")
_CLEAR = Path("/proc/self/clear_refs")
KIB = 1 if sys.platform == "darwin" else 1024
"""In what unit `getrusage` tells the peak."""


@dataclass(slots=True)
class Growth:
    """By how many bytes the process grew at its highest."""

    bytes: int = 0


@contextmanager
def growth() -> Iterator[Growth]:
    """Find out by how much the process grows at its highest within a ``with`` block, as far as the system tells."""
    grown = Growth()
    try:
        _CLEAR.write_text("5")  # From now on the peak is that of what follows.
        before, field = _status("VmRSS"), "VmHWM"
    except OSError:
        before, field = _most(), ""
    try:
        yield grown
    finally:
        grown.bytes = max((_status(field) if field else _most()) - before, 0)


def _status(field: str) -> int:
    lines = _STATUS.read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{field}:"))


def _most() -> int:
    import resource  # There is none on Windows, where the other commands work without it.

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KIB
