"""What there is of each name, and the figures by section."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from symnp._coverage.calls import table
from symnp._coverage.check import Outcome, check, doors
from symnp._coverage.keywords import missing
from symnp._coverage.lazy import check_lazy
from symnp._coverage.materialising import MATERIALISING
from symnp._coverage.names import SECTIONS, Name, names
from symnp._version import __version__

COLUMNS = ("names", "present", "passing", "lazy", "calls", "passing calls")
"""Passing names are those of which every call passes through every door, and whose calls use every keyword."""


@dataclass(frozen=True)
class Finding:
    """What was found out about one name.

    Parameters
    ----------
    name : Name
        The name.
    outcomes : tuple of Outcome
        What came of each call through each door; none where symnp lacks the name.
    unused : tuple of str
        The keywords that no call uses.
    not_lazy : str or None
        Why it breaks its promise of laziness.
    """

    name: Name
    outcomes: tuple[Outcome, ...] = ()
    unused: tuple[str, ...] = ()
    not_lazy: str | None = None

    @property
    def passing(self) -> bool:
        """Whether there are calls, all of them pass, and no keyword is left out."""
        return bool(self.outcomes) and not self.unused and all(one.reason is None for one in self.outcomes)

    @property
    def lazy(self) -> bool:
        """Whether it keeps its promise of laziness."""
        return self.name.present and self.not_lazy is None

    @property
    def failures(self) -> dict[str, str]:
        """What fails, and why in one line: "present", "calls", "keyword: axis", "lazy", or a door and a call."""
        if not self.name.present:
            return {"present": "symnp has no such name"}
        found = {} if self.outcomes else {"calls": "no table has calls of it"}
        found |= {f"keyword: {keyword}": "no call uses it" for keyword in self.unused}
        found |= {one.key: one.reason for one in self.outcomes if one.reason is not None}
        return found | ({"lazy": self.not_lazy} if self.not_lazy is not None else {})


def examine(name: Name) -> Finding:
    """Find out everything about one name."""
    if not name.present:
        return Finding(name)
    calls = table().get(name.qualified, ())
    outcomes = tuple(check(call, door, name) for call in calls for door in doors(name, call))
    return Finding(name, outcomes, missing(name, calls), check_lazy(name))


def examine_all(section: str | None = None) -> list[Finding]:
    """Find out everything about the names of a section, or about all."""
    return [examine(name) for name in names() if section in (None, name.section)]


def figures(findings: Iterable[Finding]) -> dict[str, int]:
    """Count, by the names of `COLUMNS`."""
    known = list(findings)
    outcomes = [outcome for finding in known for outcome in finding.outcomes]
    counts = (
        len(known),
        sum(finding.name.present for finding in known),
        sum(finding.passing for finding in known),
        sum(finding.lazy for finding in known),
        len(outcomes),
        sum(outcome.reason is None for outcome in outcomes),
    )
    return dict(zip(COLUMNS, counts, strict=True))


def _by_section(findings: list[Finding]) -> dict[str, dict[str, int]]:
    found = {section: [one for one in findings if one.name.section == section] for section in SECTIONS}
    return {section: figures(ones) for section, ones in found.items() if ones} | {"total": figures(findings)}


def as_table(findings: list[Finding]) -> str:
    """Return the figures by section as a table for a terminal."""
    rows: list[tuple[str, ...]] = [("section", *COLUMNS)]
    rows += [(section, *map(str, found.values())) for section, found in _by_section(findings).items()]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    pad: Callable[[int, str], str] = lambda at, text: text.ljust(widths[0]) if at == 0 else text.rjust(widths[at])
    return "\n".join("  ".join(pad(at, text) for at, text in enumerate(row)).rstrip() for row in rows)


def as_json(findings: list[Finding]) -> dict[str, Any]:
    """Return versions, the figures by section, what fails of each name, and which names compute more than they should.

    The last are those that are not listed as materialising, but of which a call computed a value through symnp's door.
    """
    unlisted = [one for one in findings if one.name.qualified not in MATERIALISING]
    computing = [one for one in unlisted if any(o.materialised and o.door == "symnp" for o in one.outcomes)]
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": {"system": platform.platform(), "machine": platform.machine(), "cores": os.cpu_count()},
        "versions": {"numpy": np.__version__, "python": platform.python_version(), "symnp": __version__},
        "sections": _by_section(findings),
        "failures": {one.name.qualified: one.failures for one in findings if one.failures},
        "materialised": [one.name.qualified for one in computing],
    }


def as_markdown(stored: dict[str, Any]) -> str:
    """Return the figures of a stored count as a table for a page, with the versions that they are of."""
    rows = [
        f"| {section} | " + " | ".join(str(found[c]) for c in COLUMNS) + " |"
        for section, found in stored["sections"].items()
    ]
    versions = ", ".join(f"{name} {number}" for name, number in stored["versions"].items())
    head = f"| section | {' | '.join(COLUMNS)} |\n|{'---|' * (len(COLUMNS) + 1)}"
    return "\n".join([head, *rows, "", f"Counted on {stored['date'][:10]} with {versions}."])


def failure_lines(findings: Iterable[Finding]) -> list[str]:
    """Return a line for each thing that fails: its name, what it is, and why."""
    return [f"{one.name.qualified}: {what}: {why}" for one in findings for what, why in one.failures.items()]


def known_failures(findings: Iterable[Finding]) -> dict[str, Any]:
    """Return what fails of each name, without reasons, whose words change: the table that tests hold it against."""
    failing = {one.name.qualified: sorted(one.failures) for one in findings if one.failures}
    return {"numpy": np.__version__, "failures": failing}


def write_json(path: str | Path, value: dict[str, Any]) -> None:
    """Write a file that reads well line by line."""
    Path(path).write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
