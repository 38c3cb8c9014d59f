"""What NumPy is to do about floating-point errors: as it was told where an operation was built."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

ErrorState = tuple[tuple[str, Any], ...]
"""The arguments of `numpy.errstate`."""


def _told() -> dict[str, Any]:
    told: dict[str, Any] = dict(np.geterr())
    call = np.geterrcall()
    return told if call is None else told | {"call": call}


try:
    # One look at a context variable tells whether anything was changed: `geterr` takes ten times as long.
    from numpy._core.umath import _extobj_contextvar

    _now: Callable[[], Any] = _extobj_contextvar.get
except ImportError:  # pragma: no cover  Of a NumPy that keeps it elsewhere.
    _now = np.geterr

_USUAL = _now()
USUAL: dict[str, Any] = _told()
"""What NumPy did when symnp was imported."""


def error_state() -> ErrorState | None:
    """Return what NumPy is told now, or None if that is the usual."""
    if _now() is _USUAL:
        return None
    told = _told()
    return None if told == USUAL else tuple(sorted(told.items()))
