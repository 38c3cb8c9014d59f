"""The report on a run: where time and memory went by line, what was rewritten, and what to change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from symnp._draw.units import bytes_text, seconds_text, times_text
from symnp._explain.finding import Finding
from symnp._explain.written import text_at
from symnp._graph.node import SourceLine
from symnp._trace.comparing import Comparison
from symnp._trace.ledger import Cost, Ledger, Saving
from symnp._trace.user_code import UserCode

WHERE = "where time and memory go"
COLUMNS = (
    "(stood there: how long the script was on the line; all else: of what was built there, wherever it was computed)"
)

_LONGEST = 60
_MOST_LINES = 40
_LEAST_SECONDS, _LEAST_BYTES = 1e-6, 1024


@dataclass(frozen=True)
class Report:
    """What is told of a run.

    Attributes
    ----------
    script : str
        The script, as it was named.
    status : int
        Its exit status.
    seconds : float
        Its wall time, what was spent on following it left out.
    peak : int
        The bytes by which the process grew at its highest.
    ledger : Ledger
        The account by line.
    stood : mapping of (str, int) to float
        The seconds that the script stood on each line.
    user : UserCode
        Which files are the user's own.
    comparison : Comparison or None
        What the script takes under NumPy, if that was asked for.
    """

    script: str
    status: int
    seconds: float
    peak: int
    ledger: Ledger
    stood: Mapping[SourceLine, float]
    user: UserCode
    comparison: Comparison | None = None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the script could do better, what matters most first."""
        return self.ledger.findings()

    def totals(self) -> list[str]:
        """Return the lines that say what the run took as a whole."""
        costs = self.ledger.costs.values()
        operations, asked = sum(c.operations for c in costs), sum(c.asked for c in costs)
        whole = (
            f"{self.script}: {seconds_text(self.seconds)}, peak of memory {bytes_text(self.peak)} above the start, "
            f"exit status {self.status}"
        )
        computed = (
            f"{operations} operations computed in {seconds_text(sum(c.seconds for c in costs))}, "
            f"{bytes_text(sum(c.bytes for c in costs))} of new memory; rewriting and planning took "
            f"{seconds_text(sum(c.bookkeeping for c in costs))}; values asked for {times_text(asked)}; "
            f"{self.ledger.looked_at} of {self.ledger.computations} computations analysed"
        )
        failed = [f"could not be analysed: {error}, {times_text(n)}" for error, n in self.ledger.failures.items()]
        return [whole, computed, *failed, *([] if self.comparison is None else [str(self.comparison)])]

    def lines(self) -> list[tuple[SourceLine | None, Cost, float]]:
        """Return the lines that cost most, in the order of files and lines, with what they took and how long."""
        every = {*self.ledger.costs, *self.stood}
        costs = {line: self.ledger.costs.get(line, Cost()) for line in every}
        spent = {line: self.stood.get(line, 0.0) if line is not None else 0.0 for line in every}
        most = sorted(every, key=lambda line: (costs[line].seconds + spent[line], costs[line].bytes), reverse=True)
        chosen = sorted(most[:_MOST_LINES], key=lambda line: line or ("", 0))
        return [(line, costs[line], spent[line]) for line in chosen]

    def line_rows(self) -> list[list[str]]:
        """Return the table of lines as text, its head first."""
        rows = [["line", "stood there", "computing", "new memory", "operations", "asked", "code"]]
        for line, cost, spent in self.lines():
            times = [seconds_text(spent) if spent else "", seconds_text(cost.seconds) if cost.operations else ""]
            counts = [bytes_text(cost.bytes) if cost.bytes else "", str(cost.operations or ""), str(cost.asked or "")]
            rows.append([self.user.short(line), *times, *counts, _shortened(text_at(line))])
        return rows

    def rewriting_rows(self) -> list[list[str]]:
        """Return what was rewritten where, and what it is predicted to have saved, most first."""
        found = sorted(self.ledger.savings.items(), key=lambda item: (-item[1].seconds, -item[1].bytes))
        much = [item for item in found if item[1].seconds >= _LEAST_SECONDS or item[1].bytes >= _LEAST_BYTES]
        less = len(found) - len(much)
        others = f"{less} {'more' if much else 'in all'}"
        more = [[others, "", "", "saved less than a microsecond and a kibibyte each"]] if less else []
        return [
            [
                self.user.short(line),
                f"{name} [{label}]",
                times_text(saving.times),
                _saved(saving),
            ]
            for (line, name, label), saving in much
        ] + more

    def __str__(self) -> str:
        parts = [
            *self.totals(),
            f"\n{WHERE}",
            f"  {COLUMNS}",
            _table(self.line_rows()),
            "\nwhat was rewritten, in the computations that were analysed",
            _table(self.rewriting_rows()) or "  nothing",
            "\nwhat to change",
            *([str(finding) for finding in self.findings] or ["  nothing was found"]),
        ]
        return "\n".join(parts)


def _saved(saving: Saving) -> str:
    parts = [f"about {seconds_text(saving.seconds)}"] if saving.seconds >= _LEAST_SECONDS else []
    parts += [f"{bytes_text(saving.bytes)} at the peak"] if saving.bytes >= _LEAST_BYTES else []
    return f"saved {' and '.join(parts)}"


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."


def _table(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))] if rows else []
    lines = ["  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    return "\n".join(line.rstrip() for line in lines)
