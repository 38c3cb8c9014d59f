"""What a whole graph is predicted to cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from symnp._cost.machine import Machine
from symnp._cost.memory import memory_profile, while_handed_over
from symnp._cost.work import Work, seconds_of, work_of
from symnp._graph.node import Node
from symnp._plan.plan import Plan, make_plan


@dataclass(frozen=True, slots=True)
class StepCost:
    """What one operation is predicted to cost: work, seconds, and the bytes held while it runs."""

    node: Node
    work: Work
    seconds: float
    held: int


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a plan is predicted to cost.

    Attributes
    ----------
    plan : Plan
        The plan.
    steps : tuple of StepCost
        The cost of each step, in the order of work.
    held_at_the_end : int
        The bytes held while the results are handed over, copies of what is not a result's own included.
    """

    plan: Plan
    steps: tuple[StepCost, ...]
    held_at_the_end: int = 0

    @property
    def seconds(self) -> float:
        """The predicted time in seconds."""
        return sum(step.seconds for step in self.steps)

    @property
    def peak(self) -> int:
        """The predicted peak of memory in bytes, inputs left out."""
        return max(self.held_at_the_end, max((step.held for step in self.steps), default=0))

    @property
    def flops(self) -> int:
        """The arithmetic operations."""
        return sum(step.work.flops for step in self.steps)


def estimate(targets: Sequence[Node], machine: Machine, *, blocks: bool = True) -> Estimate:
    """Predict what computing the targets costs on a machine, without computing them.

    Without `blocks` each operation runs by itself, as NumPy's would.
    """
    plan = make_plan(targets, blocks=blocks)
    works = [work_of(step) for step in plan.steps]
    profile = memory_profile(plan, works)
    steps = zip(plan.steps, works, profile, strict=True)
    return Estimate(
        plan,
        tuple(StepCost(step.node, work, seconds_of(step, work, machine), held) for step, work, held in steps),
        while_handed_over(plan, works),
    )
