"""From predictions to a scene: what each operation is called, and what rewriting does to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from symnp._draw.labels import Expression, constant_text, dtype_text, expression, line_text, own_bytes, shape_text
from symnp._draw.scene import Fate, Mark, Panel, Scene, with_uses

if TYPE_CHECKING:
    from symnp._cost.estimate import Estimate
    from symnp._graph.node import Node
    from symnp._run.measure import Measured


_MOST_RULES = 20


@dataclass(frozen=True, slots=True)
class Side:
    """What a panel is made of: a title, what is predicted, and what was measured if anything was."""

    title: str
    estimate: Estimate
    measured: Measured | None = None


def scene(
    written: Side, rewritten: Side, applied: Sequence[str] = (), outlook: str = "", *, both: bool = False
) -> Scene:
    """Return the scene of a computation before and after; a node on both sides has one name.

    Where nothing changes there is one panel, unless `both` are asked for; operations that run together are a change.
    """
    names: dict[Node, str] = {}
    gone, new = _differences(written.estimate, rewritten.estimate)
    panels = [_panel(written, names, gone, "gone")]
    blocks = any(step.block for step in rewritten.estimate.plan.steps)
    if both or gone or new or blocks or written.estimate.plan.targets != rewritten.estimate.plan.targets:
        panels.append(_panel(rewritten, names, new, "new"))
    else:
        panels[0] = replace(panels[0], title=f"{written.title} ({rewritten.title}: the same)")
    return Scene(tuple(panels), tuple(_counted(applied)), outlook)


def _counted(lines: Sequence[str]) -> list[str]:
    """Return each line once, with how often it is there, and not more than a page of them."""
    counts = Counter(line.strip() for line in lines)
    texts = [f"{line}, {count} times" if count > 1 else line for line, count in counts.items()]
    return texts if len(texts) <= _MOST_RULES else [*texts[:_MOST_RULES], f"… {len(texts) - _MOST_RULES} more"]


def _differences(written: Estimate, rewritten: Estimate) -> tuple[set[Node], set[Node]]:
    """Return the operations that are on one side only, those that merely have other operands left out."""
    before = {step.node for step in written.steps if step.node.op.kind != "leaf"}
    after = {step.node for step in rewritten.steps if step.node.op.kind != "leaf"}
    gone, new = before - after, after - before
    twins = _twins(gone, new, list(zip(written.plan.targets, rewritten.plan.targets, strict=True)))
    gone, new = gone - twins.keys(), new - set(twins.values())
    return _unmatched(gone, new), _unmatched(new, gone)


def _twins(gone: set[Node], new: set[Node], pairs: list[tuple[Node, Node]]) -> dict[Node, Node]:
    """Return what does the same in the same place on both sides, found by going down both from the results."""
    twins: dict[Node, Node] = {}
    taken: set[Node] = set()
    seen: set[tuple[Node, Node]] = set()
    while pairs:
        pair = old, other = pairs.pop()
        if pair in seen or old is other:
            continue
        seen.add(pair)
        deed, others = _deed(old), _deed(other)
        if deed != others:  # Perhaps an operation has been taken away, or put in, between two that stay.
            pairs += [(arg, other) for arg in old.args if _deed(arg) == others]
            pairs += [(old, arg) for arg in other.args if _deed(arg) == deed]
        elif old in gone and other in new and old not in twins and other not in taken:
            twins[old] = other
            taken.add(other)
            pairs += zip(old.args, other.args, strict=False)
    return twins


def _unmatched(nodes: set[Node], others: set[Node]) -> set[Node]:
    counts = Counter(map(_deed, others))
    left: set[Node] = set()
    for node in sorted(nodes, key=lambda node: node.id):
        deed = _deed(node)
        if counts[deed]:
            counts[deed] -= 1
        else:
            left.add(node)
    return left


def _deed(node: Node) -> Hashable:
    """Return what a node does, whatever its operands are."""
    return node.op.name, node.params, node.layout, node.scalar


def _panel(side: Side, names: dict[Node, str], changed: set[Node], fate: Fate) -> Panel:
    estimate = side.estimate
    results = set(estimate.plan.targets)
    marks: dict[Node, Mark] = {}
    blocks: dict[int, int] = {}
    for step, cost in zip(estimate.plan.steps, estimate.steps, strict=True):
        for arg in step.args:
            _add(arg, marks, names, results)
        mark = mark_of(step.node, step.args, names, is_result=step.node in results)
        block = getattr(step, "block", None)
        if not mark.is_input:
            mark = replace(
                mark,
                seconds=cost.seconds,
                held=cost.held,
                in_place=step.reuses is not None,
                in_pieces=getattr(step, "inside", False),
                fate=fate if step.node in changed else "same",
                block=None if block is None else blocks.setdefault(id(block), len(blocks)),
            )
        marks[step.node] = mark
    for node in estimate.plan.targets:  # What is known already needs no step.
        _add(node, marks, names, results)
    return Panel(side.title, with_uses(list(marks.values())), estimate.seconds, estimate.peak, side.measured)


def _add(node: Node, marks: dict[Node, Mark], names: dict[Node, str], results: set[Node]) -> None:
    """Add what has no step of its own: an input, or a view of which only pieces are taken."""
    if node in marks or node.op.kind == "constant":
        return
    args = () if node.value is not None else node.args
    for arg in args:
        _add(arg, marks, names, results)
    marks[node] = mark_of(node, args, names, is_result=node in results)


def mark_of(node: Node, args: Sequence[Node], names: dict[Node, str], *, is_result: bool = False) -> Mark:
    """Return the mark of a node without a prediction; what has no name yet is given one."""
    name = names.setdefault(node, f"%{len(names) + 1}")
    is_input = node.value is not None or node.op.kind == "leaf"
    called = [constant_text(arg) if arg.op.kind == "constant" else names[arg] for arg in args]
    return Mark(
        name,
        Expression("", _input_text(node), "") if is_input else expression(node, called),
        () if is_input else tuple(dict.fromkeys(names[arg] for arg in args if arg.op.kind != "constant")),
        shape_text(node),
        dtype_text(node),
        own_bytes(node),
        line=line_text(node.line),
        is_input=is_input,
        is_result=is_result,
    )


def _input_text(node: Node) -> str:
    if node.op.kind in ("leaf", "constant"):
        return str(node.op.label(node))
    return f"{node.op.label(node)}, known"
