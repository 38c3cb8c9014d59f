"""A stored run of many contenders as a table: a row a size, a column a contender."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from monorepo_testing.paired.table import aligned

_MIB = 2**20
_ABSENT = "-"


def matrix(result: dict[str, Any]) -> str:
    """Write a stored run as a Markdown table with a row a size and a column a contender, and why who is absent.

    Parameters
    ----------
    result : dict
        As `run` returns or `read` reads it.

    Returns
    -------
    str
        Of the first contender milliseconds; of the others the time over the first one's, the median of what was paired
        within rounds. Beneath it what else is in a cell, and the absent, by reason.
    """
    first, *others = result["contenders"]
    head = ("size", f"{first}, ms", *others)
    body = [
        (size, _first_cell(figures["contenders"][first]), *(_cell(figures, name, first) for name in others))
        for size, figures in result["sizes"].items()
    ]
    legend = (
        f"Of {first} milliseconds, of the others the time over that of {first}; then the MiB that the memory grew by "
        "while it ran. Where something is compiled ahead, the seconds that took and the MiB that it holds from then on."
    )
    return "\n\n".join(part for part in (aligned(head, body), legend, _absences(result)) if part)


def _first_cell(measured: dict[str, Any]) -> str:
    return f"{1e3 * measured['seconds']['median']:.3g}{_memory(measured)}"


def _cell(figures: dict[str, Any], name: str, first: str) -> str:
    if name not in figures["contenders"]:
        return _ABSENT
    measured = figures["contenders"][name]
    ratio = figures["ratios"][f"{name}_vs_{first}"]["median"]
    compiled = measured.get("compile_seconds")
    ahead = f"; {compiled['median']:.2g} s{_memory(measured, 'held_bytes')}" if compiled else ""
    return f"{ratio:.3g}{_memory(measured)}{ahead}"


def _memory(measured: dict[str, Any], key: str = "extra_bytes") -> str:
    return f", {measured[key]['median'] / _MIB:.0f} MiB" if measured.get(key) else ""


def _absences(result: dict[str, Any]) -> str:
    """Return a list of who is absent and why, with the sizes in which that is so."""
    sizes: dict[tuple[str, str], list[str]] = defaultdict(list)
    for size, figures in result["sizes"].items():
        for absence in figures.get("absent", {}).items():
            sizes[absence].append(size)
    return "\n".join(f"- {name}: {reason} ({', '.join(where)})" for (name, reason), where in sizes.items())
