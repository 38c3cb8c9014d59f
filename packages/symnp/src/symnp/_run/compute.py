"""From nodes to values: rewrite, plan, run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from symnp._array.options import level
from symnp._cost.limits import refuse_if_too_large
from symnp._graph.node import Node
from symnp._plan.plan import Plan, owns_value
from symnp._rewrite.rewriter import rewrite
from symnp._rewrite.rule import Level
from symnp._rewrite.rules import RULES
from symnp._run.buffers import conform, handed_over
from symnp._run.numpy_executor import run
from symnp._run.observe import is_watched
from symnp._run.programs import remembered
from symnp._run.turn import planned, turn


def compute_nodes(nodes: Sequence[Node], level: Level) -> list[Any]:
    """Return the values of some nodes, each an array or scalar of its own."""
    again = None if is_watched() else remembered(nodes, level)
    if again is not None:
        program, inputs = again
        return program.run(inputs)
    with turn(nodes):
        cheaper, _ = rewrite(nodes, RULES, level)
        with planned(cheaper) as plan:
            _refuse_if_too_large(plan)
            own = [owns_value(node, plan.kept) for node in cheaper]
            values = run(plan)
    results, seen = [], set[int]()
    for original, node, value, mine in zip(nodes, cheaper, values, own, strict=True):
        shared = node in plan.kept or node.value is not None or not mine or id(value) in seen
        seen.add(id(value))
        results.append(handed_over(value, original.layout, shared=shared))
    return results


def remember_values(nodes: Sequence[Node]) -> None:
    """Compute the values of some nodes, with the very strides that NumPy's would have, and keep them in the nodes."""
    plain = not is_watched() and all(node.op.kind not in ("view", "leaf") for node in nodes)
    again = remembered(nodes, level()) if plain else None
    if again is None:
        _remember(nodes)
        return
    program, inputs = again
    for node, value in zip(nodes, program.run(inputs), strict=True):
        node.keep(conform(value, node.layout), owned=True)


def _refuse_if_too_large(plan: Plan) -> None:
    if not any(node.abstract for node in plan.targets):  # Data that are missing are the nearer reason.
        refuse_if_too_large(plan)


def _remember(nodes: Sequence[Node]) -> None:
    with turn(nodes):
        rebuilt: dict[Node, Node] = {}
        cheaper, _ = rewrite(nodes, RULES, level(), rebuilt=rebuilt)
        fresh = [new.value is None for new in cheaper]
        with _held(rebuilt), planned(cheaper, remembered=True) as plan:
            _refuse_if_too_large(plan)
            fresh = [new and owns_value(node, plan.kept) for new, node in zip(fresh, cheaper, strict=True)]
            values = run(plan)
        shown = Counter(map(id, values))
        for node, new, value, made in zip(nodes, cheaper, values, fresh, strict=True):
            alone = shown[id(value)] == 1 and (new is node or not new.handles)
            # What was captured to be checked may change after this: what was read stays.
            kept = value.copy(order="K") if node.op.kind == "leaf" else value
            node.keep(conform(kept, node.layout), owned=made and alone and node.op.kind != "view")


@contextmanager
def _held(rebuilt: dict[Node, Node]) -> Iterator[None]:
    """Keep what is computed on the way in the place of nodes that an array shows, and hand it over to them.

    Without that a loop that asks for values would compute the same content again each time.
    """
    shown = [(old, new) for old, new in rebuilt.items() if old.handles and old.op.kind == "update" and not new.handles]
    for _, new in shown:
        new.hold()
    try:
        yield
    finally:
        for old, new in shown:
            new.release()
            if new.value is not None and old.value is None:
                old.keep(new.value, owned=new.owned)
                new.owned = False  # From here on it is the other one's.
