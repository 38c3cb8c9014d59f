"""What a program could do better: costly forms, waste of memory, and numbers that may be wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from symnp._cost.machine import this_machine
from symnp._draw.units import bytes_text, seconds_text
from symnp._explain.analysed import Analysed
from symnp._explain.dtype_checks import check_promotion
from symnp._explain.finding import Finding
from symnp._explain.level_checks import check_levels
from symnp._explain.memory_checks import check_intermediates, check_peak
from symnp._explain.overflow_checks import check_overflow
from symnp._explain.repeat_checks import check_asking, check_repeats
from symnp._graph.node import Node, SourceLine
from symnp._rewrite.rule import Level

CHECKS: tuple[Callable[[Analysed], Iterator[Finding]], ...] = (
    check_overflow,
    check_promotion,
    check_intermediates,
    check_peak,
    check_levels,
    check_repeats,
)
"""What is looked for in a graph."""

_SEVERITIES = ("high", "medium", "low")


@dataclass(frozen=True, repr=False)
class Analysis:
    """What `symnp.analyze` has found.

    Parameters
    ----------
    findings : tuple of Finding
        What could be better, what matters most first; each with ``kind``, ``severity``, ``line``, ``text``,
        ``proposal``, ``seconds`` and ``bytes``.
    seconds : float
        The predicted time of the computation, in seconds.
    peak : int
        Its predicted peak of memory in bytes, inputs left out.
    level : str
        The level of rewriting at which it would be computed.
    """

    findings: tuple[Finding, ...]
    seconds: float
    peak: int
    level: Level

    def __str__(self) -> str:
        head = f"at level {self.level}: predicted {seconds_text(self.seconds)}, peak {bytes_text(self.peak)}"
        found = [str(finding) for finding in self.findings]
        return "\n".join([head, *(found or ["nothing to change was found"])])

    __repr__ = __str__  # An interpreter that shows it shows what it says.

    def _repr_html_(self) -> str:
        head = f"at level {self.level}: predicted {seconds_text(self.seconds)}, peak {bytes_text(self.peak)}"
        rows = "".join(map(finding_row, self.findings)) or "<tr><td>nothing to change was found</td></tr>"
        return f'<div class="symnp"><p>{escape(head)}</p><table>{rows}</table></div>'


def finding_row(finding: Finding) -> str:
    """Return a finding as a row of a table in HTML."""
    where = f"{finding.line[0]}:{finding.line[1]}" if finding.line else ""
    cells = [
        f'<td title="{escape(where, quote=True)}"><code>{escape(finding.where)}</code></td>',
        f"<td>{finding.severity}</td>",
        f"<td><b>{finding.kind}</b><br>{escape(finding.text)}<br><code>{escape(finding.proposal)}</code></td>",
        f"<td>{escape(finding.saving)}</td>",
    ]
    return f"<tr>{''.join(cells)}</tr>"


def findings_of(looked_at: Analysed) -> list[Finding]:
    """Return all that is found in a graph."""
    return [finding for check in CHECKS for finding in check(looked_at)]


def by_weight(findings: list[Finding]) -> tuple[Finding, ...]:
    """Return findings with what matters most first."""
    return tuple(sorted(findings, key=_weight))


def _weight(finding: Finding) -> tuple[bool, int, float, int]:
    return not finding.wrong, _SEVERITIES.index(finding.severity), -finding.seconds, -finding.bytes


def analyse_nodes(nodes: Sequence[Node], level: Level, lines: Mapping[Node, SourceLine]) -> Analysis:
    """Return what computing the nodes at a level could do better.

    Raises
    ------
    ValueError
        If there is no such level.
    """
    looked_at = Analysed(nodes, level, this_machine(), lines)
    findings = by_weight([*findings_of(looked_at), *check_asking(looked_at)])
    return Analysis(findings, looked_at.estimate.seconds, looked_at.estimate.peak, level)
