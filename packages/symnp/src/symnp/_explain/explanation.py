"""What a computation costs as written and as rewritten, and why the two differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from symnp._cost.estimate import Estimate, estimate
from symnp._cost.machine import this_machine
from symnp._draw.compose import Side, scene
from symnp._draw.fold import folded
from symnp._draw.html import html
from symnp._draw.scene import Scene
from symnp._draw.terminal import table
from symnp._draw.units import bytes_text, seconds_text
from symnp._graph.node import Node
from symnp._rewrite.rewriter import rewrite
from symnp._rewrite.rule import LEVELS, Applied, Level
from symnp._rewrite.rules import RULES
from symnp._run.measure import Measured, measure
from symnp._run.numpy_executor import run


@dataclass(frozen=True, slots=True)
class Form:
    """One way to compute the same thing: what it is predicted to cost, and what was measured if anything was."""

    estimate: Estimate
    measured: Measured | None


@dataclass(frozen=True, slots=True, repr=False)
class Explanation:
    """What a computation costs, as `explain` returns it.

    Parameters
    ----------
    level : str
        The level at which it was rewritten.
    written : Form
        The graph as NumPy would run it.
    rewritten : Form
        The graph after rewriting.
    applied : tuple of Applied
        The rules that were applied, in order.
    next_level : str or None
        The nearest level that would change more, if there is one.
    next_estimate : Estimate or None
        What that level is predicted to cost.
    next_applied : tuple of Applied
        What that level would apply besides.
    """

    level: Level
    written: Form
    rewritten: Form
    applied: tuple[Applied, ...]
    next_level: Level | None
    next_estimate: Estimate | None
    next_applied: tuple[Applied, ...]

    def __str__(self) -> str:
        shown = self._scene()
        applied = "\n".join(["applied:", *(f"  {line}" for line in shown.applied)])
        parts = [*[table(panel) for panel in shown.panels], applied, shown.outlook]
        return "\n\n".join(part for part in parts if part)

    __repr__ = __str__  # An interpreter that shows it shows what it says.

    def _repr_html_(self) -> str:
        return html(self._scene())

    def _scene(self) -> Scene:
        written = Side("as written", self.written.estimate, self.written.measured)
        rewritten = Side(f"rewritten, level {self.level}", self.rewritten.estimate, self.rewritten.measured)
        return folded(scene(written, rewritten, self._applied_lines(), self._outlook(), both=True))

    def _applied_lines(self) -> list[str]:
        return [applied_text(rule) for rule in self.applied] or ["nothing: no rule of this level fits"]

    def _outlook(self) -> str:
        if self.next_level is None or self.next_estimate is None:
            return ""
        names = ", ".join(sorted({rule.name for rule in self.next_applied}))
        now, then = self.rewritten.estimate, self.next_estimate
        return (
            f'level "{self.next_level}" would apply {names}: predicted {seconds_text(now.seconds)} -> '
            f"{seconds_text(then.seconds)}, peak {bytes_text(now.peak)} -> {bytes_text(then.peak)}"
        )


def applied_text(rule: Applied) -> str:
    """Return a rule that was applied, to what, and where that was built."""
    where = f" ({rule.line[0].rsplit('/', 1)[-1]}:{rule.line[1]})" if rule.line else ""
    return f"{rule.name} [{rule.label}] on {rule.what}{where}"


def explain_nodes(nodes: Sequence[Node], level: Level, *, measured: bool) -> Explanation:
    """Return what computing the nodes costs as written and as rewritten at a level.

    Raises
    ------
    ValueError
        If there is no such level.
    MissingDataError
        If it is to be measured and an input has no data.
    """
    cheaper, applied = rewrite(nodes, RULES, level)
    written = _form(nodes, blocks=False, measured=measured)
    rewritten = _form(cheaper, blocks=True, measured=measured)
    next_level, next_estimate, next_applied = _next_level(nodes, level, applied)
    return Explanation(level, written, rewritten, tuple(applied), next_level, next_estimate, next_applied)


def _form(nodes: Sequence[Node], *, blocks: bool, measured: bool) -> Form:
    predicted = estimate(nodes, this_machine(), blocks=blocks)
    return Form(predicted, measure(lambda: run(predicted.plan, keep=False)) if measured else None)


def _next_level(
    nodes: Sequence[Node], level: Level, applied: Sequence[Applied]
) -> tuple[Level | None, Estimate | None, tuple[Applied, ...]]:
    """Return the nearest higher level that applies another rule, what it costs and what it adds."""
    for higher in LEVELS[LEVELS.index(level) + 1 :]:
        cheaper, more = rewrite(nodes, RULES, higher)
        added = tuple(rule for rule in more if rule not in applied)
        if added:
            return higher, estimate(cheaper, this_machine()), added
    return None, None, ()
