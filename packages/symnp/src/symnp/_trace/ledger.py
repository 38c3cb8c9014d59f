"""The account of a run by line: what was computed, asked for and rewritten where, and what could be better."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from statistics import median_low
from typing import Any

from symnp._array import evaluator
from symnp._array.implicit import asked_at
from symnp._array.options import level
from symnp._cost.machine import this_machine
from symnp._explain.analysed import LEAST_SECONDS, LEAST_SHARE, Analysed
from symnp._explain.analysis import by_weight, findings_of
from symnp._explain.finding import Finding
from symnp._explain.repeat_checks import MANY, asked_by_library, many_materialisations, repeated
from symnp._explain.written import text_at
from symnp._graph.node import Node, SourceLine
from symnp._run.observe import StepRecord, observed
from symnp._trace.stopwatch import Stopwatch
from symnp._trace.user_code import UserCode

Line = SourceLine | None

_MOST_REMEMBERED = 10_000  # Operations that may turn out to be computed again: a long run must not grow without end.
_MOST_MEASURED = 100
_LEAST_MEASURED = 5e-3  # Seconds; what was measured once, on a machine that does other things, says nothing of less.


@dataclass(slots=True)
class Cost:
    """What a line took.

    Attributes
    ----------
    operations : int
        Of those that were built on the line: how many were computed.
    seconds : float
        How long they took.
    bytes : int
        The new memory that they took.
    asked : int
        How often the line asked for a value.
    bookkeeping : float
        The seconds that rewriting and planning took when it did.
    """

    operations: int = 0
    seconds: float = 0.0
    bytes: int = 0
    asked: int = 0
    bookkeeping: float = 0.0


@dataclass(slots=True)
class Saving:
    """What a rule did on a line: how often, and what it is predicted to have saved."""

    times: int = 0
    seconds: float = 0.0
    bytes: int = 0


@dataclass(slots=True)
class Computed:
    """One operation on certain operands: where it was built, what it is called, how often, and the seconds of the first times."""

    line: Line
    label: str
    times: int
    seconds: list[float]
    again: dict[SourceLine, int]


class Ledger:
    """Follows a run.

    Parameters
    ----------
    user : UserCode
        Which files are the user's own.

    Attributes
    ----------
    costs : dict of (str, int) to Cost
        By line.
    savings : dict of ((str, int), str, str) to Saving
        By line, rule and label.
    computations, looked_at : int
        How often pending work was computed, and how many of these computations were analysed: of a line that computes
        again and again the first, the second, the fourth and so on, and whatever is much larger.
    clock : Stopwatch
        It stands still while something is analysed: that is no part of the script's time.
    failures : Counter of str
        What went wrong when something was analysed, and how often.
    """

    def __init__(self, user: UserCode) -> None:
        self.costs: dict[Line, Cost] = defaultdict(Cost)
        self.savings: dict[tuple[Line, str, str], Saving] = defaultdict(Saving)
        self.computations = self.looked_at = 0
        self.clock = Stopwatch()
        self.failures: Counter[str] = Counter()
        self._user = user
        self._found: dict[tuple[str, Line], Finding] = {}
        self._computed: dict[Hashable, Computed] = {}
        self._running = 0.0
        self._asking_line: Line = None
        self._asked_before = asked_at.copy()
        self._visits: Counter[Line] = Counter()
        self._largest: dict[Line, int] = {}
        self._asked = evaluator.materialisations()

    # What happens.

    def note(self, record: StepRecord) -> None:
        """Enter a step that was computed."""
        cost = self.costs[self._users(record.node.line)]
        cost.operations += record.node.op.kind not in ("view", "leaf", "constant")
        cost.seconds += record.seconds
        cost.bytes += record.allocated_bytes
        self._running += record.seconds
        self._remember(record)
        for arg in record.node.args:
            if arg.again and arg.key in self._computed:
                self._computed[arg.key].again = arg.again

    def _remember(self, record: StepRecord) -> None:
        """Note what is not quite cheap. The node itself must not be held, or nothing would be computed twice."""
        key, line = record.node.key, self._users(record.node.line)
        one = self._computed.get(key)
        if (
            one is None
            and key is not None
            and record.seconds > LEAST_SECONDS / 10
            and len(self._computed) < _MOST_REMEMBERED
        ):
            one = self._computed[key] = Computed(line, record.node.op.label(record.node), 0, [], {})
        if one is not None:
            one.times += 1
            one.seconds += [record.seconds] if one.times <= _MOST_MEASURED else []

    def _users(self, line: Line) -> Line:
        """Return a line of the user's own: what a library built counts for the line that asks for a value."""
        return line if line is not None and self._user.owns(line[0]) else self._asking_line

    def evaluating(self, evaluate: Callable[[Sequence[Node]], Any]) -> Callable[[Sequence[Node]], Any]:
        """Return what computes nodes, and enters who asks and what could be better."""

        def evaluate_and_enter(nodes: Sequence[Node]) -> Any:
            line = self._asking_line = self._user.line_here()
            asked, self._asked = evaluator.materialisations() > self._asked, evaluator.materialisations()
            self.computations += 1
            found, predicted = self._look(nodes) if self._is_worth_a_look(line, nodes) else ([], 0.0)
            start, running = time.perf_counter(), self._running
            try:
                return evaluate(nodes)
            finally:
                took = self._running - running
                self.costs[line].asked += asked
                self.costs[line].bookkeeping += time.perf_counter() - start - took
                for finding in found:
                    self._find(finding, min(took / predicted, 1.0) if took and predicted else 1.0)

        return evaluate_and_enter

    def _is_worth_a_look(self, line: Line, nodes: Sequence[Node]) -> bool:
        self._visits[line] += 1
        visits, size = self._visits[line], sum(node.layout.nbytes for node in nodes)
        larger = size > 2 * self._largest.get(line, -1)
        self._largest[line] = max(size, self._largest.get(line, 0))
        return larger or visits & (visits - 1) == 0

    def _look(self, nodes: Sequence[Node]) -> tuple[list[Finding], float]:
        """Return what could be better about computing nodes, and the seconds that it is predicted to take."""
        found, predicted = list[Finding](), 0.0
        with self.clock.stopped():
            try:
                looked_at = Analysed(list(nodes), level(), this_machine())
                found = [replace(one, line=self._users(one.line)) for one in findings_of(looked_at)]
                predicted = looked_at.estimate.seconds
                self._enter_rewriting(looked_at)
                self.looked_at += 1
            except Exception as error:  # noqa: BLE001  The script must go on, whatever is wrong with what follows it.
                self.failures[repr(error)] += 1
        return found, predicted

    def _enter_rewriting(self, looked_at: Analysed) -> None:
        applied = looked_at.rewriting[1]
        if not applied:
            return
        before, after = looked_at.as_written, looked_at.estimate
        for rule in applied:  # What they save together is told in equal parts.
            saving = self.savings[self._users(rule.line), rule.name, rule.label]
            saving.times += 1
            saving.seconds += max(before.seconds - after.seconds, 0.0) / len(applied)
            saving.bytes += max(before.peak - after.peak, 0) // len(applied)

    def _find(self, finding: Finding, share: float) -> None:
        """Enter a finding; what took only a share of the predicted time can only save that share."""
        finding = replace(finding, seconds=finding.seconds * share)
        key = (finding.kind, finding.line)
        known = self._found.get(key)
        if known is None or (known.seconds, known.bytes) < (finding.seconds, finding.bytes):
            self._found[key] = finding

    # What comes of it.

    def findings(self) -> tuple[Finding, ...]:
        """Return what the script could do better, what matters most first."""
        spent = sum(cost.seconds + cost.bookkeeping for cost in self.costs.values())
        least = max(_LEAST_MEASURED, LEAST_SHARE * spent)
        found = [*self._found.values(), *self._recomputed(), *self._asking()]
        kept = [one for one in found if one.wrong or one.bytes or one.seconds >= least]
        return by_weight(kept)

    def _recomputed(self) -> Iterator[Finding]:
        for one in self._computed.values():
            # The machine does other things, too: what happened to take long once says nothing.
            usual = median_low(one.seconds) if one.seconds else 0.0
            if one.times > 1:
                yield Finding(
                    "recomputed-expression",
                    one.line,
                    f"{one.label} of the same operands was computed {one.times} times: `{text_at(one.line)}`",
                    "compute it once, before the loop or the function that needs it, and keep the array",
                    seconds=usual * (one.times - 1),
                )
            if one.again:
                yield repeated(one.line, one.label, one.again, usual)

    def _asking(self) -> Iterator[Finding]:
        for line, cost in self.costs.items():
            if line is not None and cost.asked >= MANY:
                by_line = asked_at[line] - self._asked_before[line] > cost.asked / 2
                finding = many_materialisations(line, cost.asked) if by_line else asked_by_library(line, cost.asked)
                yield replace(finding, seconds=cost.bookkeeping)


@contextmanager
def kept(ledger: Ledger) -> Iterator[Ledger]:
    """Enter what happens within a ``with`` block."""
    this_machine()  # Measured before, so that it is no part of the script's time.
    with observed(ledger.note), evaluator.plugged_in(ledger.evaluating):
        yield ledger
