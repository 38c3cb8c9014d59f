"""How much memory a plan holds at its peak."""

from __future__ import annotations

from collections.abc import Sequence

from symnp._cost.packing import packed_bytes
from symnp._cost.work import Work
from symnp._graph.node import Node
from symnp._ops.call_costs import cost_of
from symnp._plan.plan import Plan, Step, owns_value

_PARTS = ("part", "drawn")


def memory_profile(plan: Plan, works: Sequence[Work]) -> list[int]:
    """Return the bytes held while each step runs, results included and inputs left out.

    The steps of a block run together: all that they make is there from the first piece on.
    """
    return _simulated(plan, works)[0]


def while_handed_over(plan: Plan, works: Sequence[Work]) -> int:
    """Return the bytes held while results are handed over: whoever asks gets an array of his own, so views are copied."""
    copied, seen = 0, set[Node]()
    for target in plan.targets:
        if target in seen or not _is_its_own(target, plan):
            copied += 0 if target.scalar else target.layout.nbytes
        seen.add(target)
    return _simulated(plan, works)[1] + copied


def _is_its_own(target: Node, plan: Plan) -> bool:
    """Whether nobody else sees the memory of a result."""
    if target.value is not None or target in plan.kept or not owns_value(target, plan.kept):
        return False
    return target.op.kind != "call" or not cost_of(target)[0].gives_view


def _simulated(plan: Plan, works: Sequence[Work]) -> tuple[list[int], int]:
    """Return what is held while each step runs, and after the last one."""
    held, packed, profile = 0, 0, list[int]()
    owned: dict[Node, int] = {}
    for group in _together(plan.steps, works):
        allocated = sum(work.allocated for _, work in group)
        room = max(work.workspace for _, work in group)
        block = group[0][0].block
        scratch = 0 if block is None else block.scratch
        packed = max(packed, *[packed_bytes(step.node) for step, _ in group])
        profile += [held + allocated + room + scratch + packed] * len(group)
        held += allocated
        for step, work in group:
            _hand_on(step, work, owned)
            held -= sum(owned.pop(node, 0) for node in step.releases)
    return profile, held + packed


def _together(steps: Sequence[Step], works: Sequence[Work]) -> list[list[tuple[Step, Work]]]:
    groups: list[list[tuple[Step, Work]]] = []
    for pair in zip(steps, works, strict=True):
        block = pair[0].block
        if block is not None and groups and groups[-1][0][0].block is block:
            groups[-1].append(pair)
        else:
            groups.append([pair])
    return groups


def _hand_on(step: Step, work: Work, owned: dict[Node, int]) -> None:
    """Note whose the memory of a step's result is: its own, that of an operand, or a share of what a call returned."""
    node = step.node
    owned[node] = work.allocated
    if step.reuses is not None:
        owned[node], owned[step.reuses] = owned.get(step.reuses, 0), 0
    if node.op.kind in _PARTS and step.args:
        whole = step.args[0]
        share = min(owned.get(whole, 0), node.layout.nbytes)
        owned[node], owned[whole] = share, owned.get(whole, 0) - share
