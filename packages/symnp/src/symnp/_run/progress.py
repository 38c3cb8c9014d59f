"""How far a computation has come, told while it runs, measured in predicted time."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from symnp._array.options import Telling, progress
from symnp._cost.machine import this_machine
from symnp._cost.work import seconds_of, work_of
from symnp._graph.node import SourceLine
from symnp._plan.plan import Plan, Step

_INTERVAL = 0.1
_SHORT = 0.5
_WIDTH = 30


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a computation has come.

    Parameters
    ----------
    done : float
        The share of the predicted time that what has been done was predicted to take, from 0 to 1.
    elapsed : float
        Seconds since the beginning.
    remaining : float
        Seconds that are left if the rest goes on at this pace; infinite while nothing is done.
    operation : str
        What was computed last.
    line : tuple of (str, int) or None
        File and line where that was built.
    """

    done: float
    elapsed: float
    remaining: float
    operation: str
    line: SourceLine | None


class Meter:
    """Tells a function of the progress of one plan, ten times a second at most, and when it is done."""

    def __init__(self, plan: Plan, tell: Telling) -> None:
        machine = this_machine()
        self._shares = {step.node: seconds_of(step, work_of(step), machine) for step in plan.steps}
        self._all = sum(self._shares.values()) or 1.0
        self._done, self._tell = 0.0, tell
        self._finished = False
        self._start = self._told = time.perf_counter()

    def after(self, steps: Sequence[Step]) -> None:
        """Take note that some steps are done."""
        self._done += sum(self._shares[step.node] for step in steps)
        self._report(self._done, steps[-1])

    def within(self, steps: Sequence[Step]) -> Callable[[float], None]:
        """Return what takes note of the share of some steps that is done."""
        whole = sum(self._shares[step.node] for step in steps)
        return lambda share: self._report(self._done + share * whole, steps[-1])

    def _report(self, done: float, step: Step) -> None:
        now = time.perf_counter()
        share = min(done / self._all, 1.0)
        if self._finished:
            return
        self._finished = share >= 1
        if share < 1 and now - self._told < _INTERVAL:
            return
        self._told = now
        elapsed = now - self._start
        remaining = elapsed * (1 - share) / share if share else float("inf")
        self._tell(Progress(share, elapsed, remaining, step.node.op.label(step.node), step.node.line))


def meter_for(plan: Plan) -> Meter | None:
    """Return what tells of a plan's progress, or None if nobody wants to know."""
    asked = progress()
    if asked == "off":
        return None
    return Meter(plan, _Bar() if asked == "bar" else asked)


class _Bar:
    """Draws progress on the standard error, in one line; what is done at once leaves no trace."""

    def __init__(self) -> None:
        self._shown = False

    def __call__(self, now: Progress) -> None:
        if now.elapsed + now.remaining < _SHORT and not self._shown:
            return
        self._shown = True
        filled = int(now.done * _WIDTH)
        where = f" ({Path(now.line[0]).name}:{now.line[1]})" if now.line else ""
        text = f"{now.elapsed:.1f} s of about {now.elapsed + now.remaining:.1f} s  {now.operation}{where}"
        end = "\n" if now.done >= 1 else ""
        sys.stderr.write(f"\r\x1b[K[{'#' * filled}{'.' * (_WIDTH - filled)}] {now.done:4.0%}  {text}{end}")
        sys.stderr.flush()
