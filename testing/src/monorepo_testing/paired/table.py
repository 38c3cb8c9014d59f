"""A stored run as a table for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEAD = ("size", "contender", "min s", "median s", "CPU s", "memory MiB", "time / {first}", "range")
_MIB = 2**20
_COMPILE = "compile s"
_MEMORY = _HEAD.index("memory MiB")


def table(result: dict[str, Any]) -> str:
    """Write a stored run as a Markdown table, one row a size and contender.

    Parameters
    ----------
    result : dict
        As `run` returns or `read` reads it.

    Returns
    -------
    str
        Ratios are of seconds over those of the first contender, paired within rounds: median, then the range. Where
        a contender takes no part its row says why not.
    """
    first = next(iter(result["contenders"]))
    compiles = any("compile_seconds" in one for size in result["sizes"].values() for one in size["contenders"].values())
    head = _with_compilation(tuple(cell.format(first=first) for cell in _HEAD), _COMPILE if compiles else None)
    body = [row for size, fig in result["sizes"].items() for row in _rows(size, first, fig, compiles=compiles)]
    return aligned(head, body)


def aligned(head: Sequence[str], body: Sequence[Sequence[str]]) -> str:
    """Write rows as a Markdown table with columns of even width."""
    widths = [max(map(len, column)) for column in zip(head, *body, strict=True)]
    rows = [head, tuple("-" * width for width in widths), *body]
    return "\n".join("| " + " | ".join(map(str.ljust, row, widths)) + " |" for row in rows)


def _rows(size: str, first: str, figures: dict[str, Any], *, compiles: bool) -> list[tuple[str, ...]]:
    rows = []
    for name, mine in figures["contenders"].items():
        taken = mine.get("compile_seconds")
        seconds = None if not compiles else f"{taken['median']:.3g}" if taken else ""
        rows.append(_with_compilation(_row(size, name, first, figures), seconds))
    for name, reason in figures.get("absent", {}).items():
        empty = ("",) * (len(_HEAD) - 3)
        rows.append(_with_compilation((size, name, reason, *empty), "" if compiles else None))
    return rows


def _with_compilation(row: tuple[str, ...], text: str | None) -> tuple[str, ...]:
    """Put the cell of compile times before that of memory, where the table has such a column."""
    return row if text is None else (*row[:_MEMORY], text, *row[_MEMORY:])


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
