"""numexpr: the expression as text, compiled at the first call and kept by the library."""

from __future__ import annotations

from typing import Any

from _symnp_programs import PROGRAMS


def call(prepared: tuple[str, tuple[Any, ...]]) -> Any:
    """Evaluate it."""
    program, data = prepared
    return PROGRAMS[program].forms["numexpr"](*data)
