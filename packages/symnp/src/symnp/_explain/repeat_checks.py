"""Work that is asked for again and again: expressions that are written twice, and values that a loop keeps asking for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from symnp._array.implicit import asked_at
from symnp._draw.units import times_text
from symnp._explain.analysed import Analysed
from symnp._explain.finding import Finding
from symnp._explain.written import is_in_loop, is_repetitive, scope_at, text_at
from symnp._graph.node import Node, SourceLine
from symnp._graph.walk import ancestors

MANY = 200
_MOST = 50  # Of repeated expressions that are looked at: those that cost most.


def check_repeats(looked_at: Analysed) -> Iterator[Finding]:
    """Find expressions that were written again while they were known; equal ones are one here, but not in NumPy."""
    again = [node for node in looked_at.written if node.again and node in looked_at.costs and not _is_element(node)]
    again = sorted(again, key=lambda node: looked_at.costs[node].seconds)[-_MOST:]
    inner = {arg for node in again for arg in ancestors(node.args)}
    for node in again:
        if node in inner:
            continue  # What is built of it is told, and holds it.
        own = sum(looked_at.costs[one].seconds for one in ancestors([node]) if one in looked_at.costs)
        finding = repeated(looked_at.line(node), node.op.label(node), node.again or {}, own)
        if looked_at.is_worth_it(finding.seconds):
            yield finding


def _is_element(node: Node) -> bool:
    """Whether a node only picks a number out of an array: nobody would give each a name."""
    return bool(node.op.kind == "copy" and node.scalar)


def _is_users(line: SourceLine) -> bool:
    """Whether it is the user who builds twice on one line, and not one of NumPy's functions that is called there."""
    return is_repetitive(line) or is_in_loop(line)


def repeated(line: SourceLine | None, label: str, again: Mapping[SourceLine, int], seconds: float) -> Finding:
    """Return the finding of an expression of so many seconds that was built first on one line, and again on others."""
    users = {other: n for other, n in again.items() if other != line or _is_users(other)}
    times, here = sum(users.values()), max(users, key=lambda one: users[one], default=line)
    first = "first on the same line"
    if here != line and line is not None:
        first = f"first on line {line[1]}: `{text_at(line)}`"
    return Finding(
        "repeated-expression",
        here,
        f"{label} of the same operands is built {times_text(times)} more, {first}; it is computed "
        "once here, but NumPy computes it each time",
        "give it a name where it is first needed, and use the name",
        seconds=times * seconds,
    )


def check_asking(looked_at: Analysed) -> Iterator[Finding]:
    """Find lines of the functions in question that have asked for values very often."""
    often = [(line, count) for line, count in asked_at.items() if count >= MANY]
    scopes = {scope_at(line) for line in map(looked_at.line, looked_at.written) if line is not None} if often else ()
    for line, count in often:
        if scope_at(line) in scopes:
            yield many_materialisations(line, count)


def asked_by_library(line: SourceLine, count: int) -> Finding:
    """Return the finding of a line from which another library asks for values so often."""
    return Finding(
        "many-materialisations",
        line,
        f"what is called here asks for a value {count} times: `{text_at(line)}`; each time what is pending is computed, which "
        "costs more than small arrays are worth",
        "let the functions that it calls return numbers and arrays of NumPy's: float(x), numpy.asarray(x)",
    )


def many_materialisations(line: SourceLine, count: int) -> Finding:
    """Return the finding of a line that asks for values so often."""
    source = text_at(line)
    return Finding(
        "many-materialisations",
        line,
        f"asks for a value {count} times{f': `{source}`' if source else ''}; each time what is pending is computed, and "
        "nothing is seen beyond it",
        "ask for values after the loop, or only every so many rounds",
    )
