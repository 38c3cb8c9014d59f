"""Who may run when: plans that overwrite or draw go one after another, and none overwrites what another one reads."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from symnp._graph.node import LOCK, Node
from symnp._graph.walk import ancestors
from symnp._plan.plan import Plan, make_plan

_WRITERS = threading.RLock()
_IN_TURN = ("update", "draw")


@contextmanager
def turn(nodes: Sequence[Node]) -> Iterator[None]:
    """Wait for other plans that overwrite or draw, if these nodes need such a plan themselves."""
    if any(node.op.kind in _IN_TURN and node.value is None for node in ancestors(nodes)):
        with _WRITERS:
            yield
    else:
        yield


@contextmanager
def planned(nodes: Sequence[Node], *, remembered: bool = False) -> Iterator[Plan]:
    """Make the plan that computes some nodes, see `make_plan`; while it runs it counts as a reader of all values that it begins with."""
    with LOCK:
        plan = make_plan(nodes, final=True, remembered=remembered)
        stolen = {step.reuses for step in plan.steps}
        read = {arg for step in plan.steps for arg in step.node.args if arg.value is not None and arg not in stolen}
        for node in read:
            node.readers += 1
    try:
        yield plan
    finally:
        with LOCK:
            for node in read:
                node.readers -= 1
