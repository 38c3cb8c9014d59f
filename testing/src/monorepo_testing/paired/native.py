"""Native programs: their command lines, how they were built, and what they print."""

from __future__ import annotations

import json
import math
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from monorepo_testing.paired.machine import answer_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


# Where a library lies in memory is another place at each run, and says nothing.
_ADDRESS = re.compile(r" \(0x[0-9a-f]+\)$")


def fill(argv: Sequence[str], places: Mapping[str, object]) -> list[str]:
    """Put values into the `{name}` places of a command; any other brace stays as it is."""
    filled = list(argv)
    for name, value in places.items():
        filled = [part.replace("{" + name + "}", str(value)) for part in filled]
    return filled


def native_facts(argv: Sequence[str], build: Sequence[str], flags: str) -> dict[str, Any]:
    """Return what a reader needs to judge a program: its file, its libraries, its compiler and flags."""
    path = shutil.which(argv[0]) or argv[0]
    libraries = [_ADDRESS.sub("", line.strip()) for line in answer_of(["ldd", path]).splitlines()]
    return {
        "argv": list(argv),
        "program": Path(path).name,
        "ldd": libraries,
        "build": list(build),
        "flags": flags or " ".join(part for part in build if part.startswith("-") and part != "-o"),
        "compiler": answer_of([build[0], "--version"]).partition("\n")[0] if build else "",
    }


def _number(value: object, *, name: str) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value) or value < 0:
        raise ValueError(f"{name} is {value!r}: want a number from 0 on")
    return float(value)


def parse_output(stdout: str, *, needs_residual: bool) -> dict[str, float]:
    """Read the JSON object on the last line that a program printed.

    Parameters
    ----------
    stdout : str
        What it printed.
    needs_residual : bool
        Whether `residual` must be there.

    Returns
    -------
    dict of str to float
        `seconds`, and `residual`, `cpu_seconds`, `peak_bytes` where they were printed.

    Raises
    ------
    ValueError
        If there is no such object, or a number in it is missing, negative or not finite.
    """
    lines = stdout.strip().splitlines() or [""]
    try:
        printed = json.loads(lines[-1])
    except ValueError as error:
        raise ValueError(f"the last line is no JSON: {lines[-1][:200]!r}") from error
    if not isinstance(printed, dict):
        raise ValueError(  # noqa: TRY004 - it is the text that is wrong, not the type of an argument.
            f"the last line is no JSON object: {lines[-1][:200]!r}"
        )
    wanted = ["seconds", *(["residual"] if needs_residual else [])]
    known = [*wanted, *(name for name in ("cpu_seconds", "peak_bytes") if name in printed)]
    found = {name: _number(printed.get(name), name=name) for name in known}
    if found["seconds"] == 0:
        raise ValueError("seconds is 0: call it more often, the clock has not moved")
    return found
