"""What the checks of `symnp.analyze` look at: a graph, its costs, and where the user wrote it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from symnp._cost.estimate import Estimate, StepCost, estimate
from symnp._cost.machine import Machine
from symnp._graph.node import Node, SourceLine
from symnp._graph.walk import ancestors
from symnp._rewrite.rewriter import rewrite
from symnp._rewrite.rule import Applied, Level
from symnp._rewrite.rules import RULES

LEAST_SECONDS, LEAST_SHARE = 1e-3, 0.05
"""What saves less than this, or a smaller share of the whole, is not worth a reader's time."""

LEAST_BYTES = 1 << 25


@dataclass(frozen=True)
class Analysed:
    """A computation that is looked at.

    Attributes
    ----------
    nodes : sequence of Node
        The targets as written.
    level : str
        The level at which they would be computed.
    machine : Machine
        What it would run on.
    lines : mapping of Node to (str, int)
        Where the arrays that are looked at were built: an equal node may have been built elsewhere before.
    """

    nodes: Sequence[Node]
    level: Level
    machine: Machine
    lines: Mapping[Node, SourceLine] = field(default_factory=dict)

    @cached_property
    def rewriting(self) -> tuple[list[Node], list[Applied]]:
        """The targets as they would be computed, and the rules that lead there."""
        return rewrite(self.nodes, RULES, self.level)

    @cached_property
    def as_written(self) -> Estimate:
        """The cost as written."""
        return estimate(self.nodes, self.machine, blocks=False)

    @cached_property
    def estimate(self) -> Estimate:
        """The cost as rewritten."""
        return estimate(self.rewriting[0], self.machine)

    @cached_property
    def written(self) -> list[Node]:
        """All nodes as written, operands first."""
        return ancestors(self.nodes)

    @cached_property
    def costs(self) -> dict[Node, StepCost]:
        """The cost of each operation as written."""
        return {step.node: step for step in self.as_written.steps}

    def line(self, node: Node) -> SourceLine | None:
        """Return where the user built a node."""
        return self.lines.get(node, node.line)

    def is_worth_it(self, seconds: float) -> bool:
        """Whether saving so many seconds is worth a word."""
        return seconds >= max(LEAST_SECONDS, LEAST_SHARE * self.estimate.seconds)
