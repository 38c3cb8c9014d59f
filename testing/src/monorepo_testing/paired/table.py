"""A stored run as a table for people."""

from __future__ import annotations

from typing import Any

_HEAD = ("size", "contender", "min s", "median s", "CPU s", "memory MiB", "time / {first}", "range")
_MIB = 2**20


def _row(size: str, name: str, first: str, figures: dict[str, Any]) -> tuple[str, ...]:
    mine = figures["contenders"][name]
    memory = mine["extra_bytes"]
    ratio = figures["ratios"].get(f"{name}_vs_{first}")
    return (
        size,
        name,
        f"{mine['seconds']['min']:.4g}",
        f"{mine['seconds']['median']:.4g}",
        f"{mine['cpu_seconds']['median']:.4g}",
        f"{memory['median'] / _MIB:.1f}" if memory else "",
        f"{ratio['median']:.3g}" if ratio else "1",
        f"{ratio['min']:.3g} to {ratio['max']:.3g}" if ratio else "",
    )


def table(result: dict[str, Any]) -> str:
    """Write a stored run as a Markdown table, one row a size and contender.

    Parameters
    ----------
    result : dict
        As `run` returns or `read` reads it.

    Returns
    -------
    str
        Ratios are of seconds over those of the first contender, paired within rounds: median, then the range.
    """
    first = next(iter(result["contenders"]))
    head = tuple(cell.format(first=first) for cell in _HEAD)
    body = [_row(size, name, first, fig) for size, fig in result["sizes"].items() for name in fig["contenders"]]
    widths = [max(map(len, column)) for column in zip(head, *body, strict=True)]
    rows = [head, tuple("-" * width for width in widths), *body]
    lines = ["| " + " | ".join(map(str.ljust, row, widths)) + " |" for row in rows]
    return "\n".join(lines)
