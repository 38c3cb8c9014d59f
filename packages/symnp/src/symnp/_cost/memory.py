"""How much memory a plan holds at its peak."""

from __future__ import annotations

from collections.abc import Sequence

from symnp._cost.work import Work
from symnp._graph.node import Node
from symnp._plan.plan import Plan


def memory_profile(plan: Plan, works: Sequence[Work]) -> list[int]:
    """Return the bytes held while each step runs, results included and inputs left out."""
    held, profile = 0, []
    owned: dict[Node, int] = {}
    for step, work in zip(plan.steps, works, strict=True):
        profile.append(held + work.allocated + work.workspace)
        owned[step.node] = work.allocated
        if step.reuses is not None:
            owned[step.node], owned[step.reuses] = owned[step.reuses], 0
        held += work.allocated
        held -= sum(owned.pop(node, 0) for node in step.releases)
    return profile
