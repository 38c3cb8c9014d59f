"""Making programs, and remembering them: what is computed again in the same form is neither rewritten nor planned again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Sequence
from typing import Any, NamedTuple

from symnp._cost.limits import refuse_if_too_large
from symnp._graph.node import LOCK, Node, make_node
from symnp._graph.walk import ancestors
from symnp._ops.leaf import spec
from symnp._plan.plan import make_plan
from symnp._rewrite.rewriter import rewrite
from symnp._rewrite.rule import Level
from symnp._rewrite.rules import RULES
from symnp._run.program import Program

_AGAIN = frozenset(
    {
        "elementwise",
        "view",
        "reduction",
        "contraction",
        "joining",
        "copy",
        "update",
        "creation",
        "call",
        "several",
        "part",
    }
)
"""What gives the same for the same operands: all but what draws."""

_MOST, _LONGEST = 256, 256
_programs: OrderedDict[Hashable, Program | None] = OrderedDict()
"""By structure; None for one that has been computed once. Only what comes again is worth keeping."""


class Structure(NamedTuple):
    """What a computation is, but for the values that it begins with.

    Other threads may compute some of it meanwhile, and let it go: all that is needed of the nodes is written down here.
    """

    key: Hashable
    nodes: list[tuple[Node, tuple[Node, ...] | None]]
    values: list[Any]


def program_for(targets: Sequence[Node], inputs: Sequence[Node], level: Level) -> Program:
    """Return what computes the targets for values of the inputs, which have none themselves."""
    cheaper, _ = rewrite(targets, RULES, level)
    plan = make_plan(cheaper)
    refuse_if_too_large(plan)
    return Program(plan, inputs, [node.layout for node in targets])


def remembered(targets: Sequence[Node], level: Level) -> tuple[Program, list[Any]] | None:
    """Return the program of a computation that has come before, and the values to begin with."""
    found = structure_of(targets, level)
    if found is None:
        return None
    try:
        program = _programs[found.key]  # One look: another thread may drop it between two.
    except KeyError:
        _enter(found.key, None)
        return None
    if program is None:
        program = _without_data(found, targets, level)
        _enter(found.key, program)
    return program, found.values


def structure_of(targets: Sequence[Node], level: Level) -> Structure | None:
    """Return the structure of a computation, or None where a program could not take its place.

    That is so where something is drawn, and where a user holds an array of something on the way, which has to be kept.
    """
    with LOCK:
        return _structure_of(targets, level)


def _structure_of(targets: Sequence[Node], level: Level) -> Structure | None:
    places: dict[Node, int] = {}
    parts: list[Hashable] = [level]
    nodes: list[tuple[Node, tuple[Node, ...] | None]] = []
    values: list[Any] = []
    # What a view that is asked for looks into is held by that view, and by nobody else if it is held once.
    asked = {*targets, *[node.args[0] for node in targets if node.op.kind == "view" and node.args[0].handles <= 1]}
    pending = ancestors(targets)
    if len(pending) > _LONGEST:
        return None  # A long program is worth more in memory than its plan is in time.
    for node in pending:
        places[node] = len(places)
        if node.value is None:
            if node.op.kind not in _AGAIN or (node.handles and node not in asked):
                return None
            # Each new buffer has a number of its own, which is nothing that a plan depends on.
            params = None if node.op.kind == "creation" else node.params
            parts.append((node.op, params, node.layout, node.scalar, node.errors, node.line))
            parts.extend([places[arg] for arg in node.args])
            nodes.append((node, node.args))
        elif node.op.kind == "constant":
            parts.append(node.params)
            nodes.append((node, None))
        else:
            parts.append((node.layout, node.scalar))
            nodes.append((node, None))
            values.append(node.value)
    parts.extend([places[node] for node in targets])
    return Structure(tuple(parts), nodes, values) if any(args is not None for _, args in nodes) else None


def forget() -> None:
    """Forget all programs: what comes next is rewritten and planned anew."""
    _programs.clear()


def _enter(key: Hashable, program: Program | None) -> None:
    _programs[key] = program
    if len(_programs) > _MOST:
        _programs.popitem(last=False)


def _without_data(structure: Structure, targets: Sequence[Node], level: Level) -> Program:
    """Return the program, made of nodes that hold no data."""
    twins: dict[Node, Node] = {}
    inputs: list[Node] = []
    for node, args in structure.nodes:
        if args is not None:
            own = tuple([twins[arg] for arg in args])
            params = object() if node.op.kind == "creation" else node.params
            twins[node] = make_node(node.op, own, params, node.layout, scalar=node.scalar, line=node.line, like=node)
        elif node.op.kind == "constant":
            twins[node] = node
        else:
            twins[node] = spec(node.layout, scalar=node.scalar)
            inputs.append(twins[node])
    return program_for([twins[node] for node in targets], inputs, level)
