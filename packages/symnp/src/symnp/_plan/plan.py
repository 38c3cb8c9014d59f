"""Plans: the order of work, which dying buffer becomes whose result, and where each value ends.

The plan is made before anything runs, so the executor and the prediction of memory follow the very same steps.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from symnp._graph.node import LOCK, Node
from symnp._graph.walk import ancestors
from symnp._ops.draw import state_after
from symnp._plan.block import Block, Role
from symnp._plan.grouping import grouped


@dataclass(frozen=True, slots=True)
class Step:
    """One operation of a plan.

    Attributes
    ----------
    node : Node
        What is computed.
    reuses : Node or None
        The operand whose buffer the result takes over.
    releases : tuple of Node
        The values that nobody needs after this step.
    args : tuple of Node
        The operands. Another thread that computes the same node lets it forget them.
    block : Block or None
        The operations, all of whose steps follow on each other, that run together piece by piece.
    """

    node: Node
    reuses: Node | None
    releases: tuple[Node, ...]
    args: tuple[Node, ...]
    block: Block | None = None

    @property
    def inside(self) -> bool:
        """Whether the value exists in pieces only."""
        return self.block is not None and self.node in self.block.inner


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps that compute some targets.

    Attributes
    ----------
    targets : tuple of Node
        What is computed; their values stay to the end.
    steps : tuple of Step
        In the order of work.
    kept : frozenset of Node
        Values on the way that a user still holds an array of: they stay, as NumPy's would.
    """

    targets: tuple[Node, ...]
    steps: tuple[Step, ...]
    kept: frozenset[Node]


def make_plan(targets: Sequence[Node], *, final: bool = False, remembered: bool = False, blocks: bool = True) -> Plan:
    """Return the plan that computes the targets; without `blocks` step by step, in the order of the program.

    A `final` plan is run once: it may write into buffers that hold the value of an older content which nobody can see.
    Where the targets' values will be `remembered`, nobody will ask for what they are computed from on their behalf.
    """
    with LOCK:
        return _make_plan(targets, final=final, remembered=remembered, blocks=blocks)


def _make_plan(targets: Sequence[Node], *, final: bool, remembered: bool, blocks: bool) -> Plan:
    nodes = _pending(targets)
    goals = frozenset(targets)
    readers = Counter(arg for node in nodes for arg in node.args)
    kept = frozenset(node for node in nodes if node not in goals and _is_kept(node, readers))
    kept |= _drawn_to_stay(nodes, readers, kept | goals if remembered else kept)
    may_steal = final and not any(node.readers > readers[node] for node in nodes if node not in goals | kept)
    liveness = _Liveness(goals | kept, readers, may_steal=may_steal)
    asked = goals | kept
    order = grouped(nodes, asked.__contains__) if blocks else nodes
    steps: list[Step] = []
    for one in order:
        if isinstance(one, Block):
            steps.extend(liveness.block(one))
        else:
            steps.append(liveness.run(one))
    if any(step.reuses is not None and step.reuses.value is not None for step in steps):
        # What was computed from an overwritten content cannot be computed again: whoever may ask for it finds it kept.
        kept |= {node for node in goals if node.value is None and node.op.kind != "view"}
    return Plan(tuple(targets), tuple(steps), kept)


def _pending(targets: Sequence[Node]) -> list[Node]:
    """Return what has to be computed, operands first: of a draw the state after, too, or it would have to run again."""
    nodes = [node for node in ancestors(targets) if node.value is None]
    states = {state_after(node) for node in nodes if node.op.kind == "draw"} - {None, *nodes}
    return sorted([*nodes, *filter(None, states)], key=lambda node: node.id) if states else nodes


def _drawn_to_stay(nodes: Sequence[Node], readers: Counter[Node], known: frozenset[Node]) -> frozenset[Node]:
    """Return what is drawn and can be asked for again: a draw runs once, so that it stays for as long as anybody can."""
    if "drawn" not in {node.op.kind for node in nodes}:
        return frozenset()
    asked, stay = set[Node](), set[Node]()
    for node in reversed(nodes):
        if node in known or not (node in asked or node.handles or node.readers > readers[node]):
            continue  # What is known, or gone, asks for nothing.
        if node.op.kind == "drawn":
            stay.add(node)
        else:
            asked.update(node.args)
    return frozenset(stay)


def _is_kept(node: Node, readers: Counter[Node]) -> bool:
    """Whether a value on the way stays: an array shows it, or it holds results besides those that are asked for."""
    if node.op.kind in ("several", "draw"):
        return node.readers > readers[node]
    return bool(node.handles) and node.op.kind not in ("view", "leaf")


def owns_value(node: Node, kept: frozenset[Node]) -> bool:
    """Whether the value that a plan computes for a node is its own: a view's is not, nor a part's while the whole stays."""
    if node.op.kind in ("part", "drawn"):
        return bool(node.args) and node.args[0].value is None and node.args[0] not in kept
    return node.op.kind not in ("view", "leaf")


def _goes_along(arg: Node, reader: Node, role: Role, block: Block) -> bool:
    """Whether a member of a block that reads an operand as long as the block reads a piece of it for each piece."""
    return block.order != "C" or role != "elementwise" or len(arg.layout.shape) == len(reader.layout.shape)


class _Liveness:
    """Counts who still needs each value; a view needs what it looks into for as long as it is needed itself."""

    def __init__(self, kept: frozenset[Node], readers: Counter[Node], *, may_steal: bool) -> None:
        self._readers, self._may_steal = readers, may_steal
        self._uses = readers.copy()
        self._uses.update(kept)

    def run(self, node: Node) -> Step:
        """Return the step of an operation that runs by itself."""
        return self.step(node, self._reusable(node))

    def step(self, node: Node, reuses: Node | None) -> Step:
        """Return the step of an operation that takes over a buffer, or none."""
        released: list[Node] = []
        if node.op.kind != "view":  # A view goes on needing its operand.
            for arg in node.args:
                self._drop(arg, released)
        if not self._uses[node]:
            self._end(node, released)
        return Step(node, reuses, tuple(released), node.args)

    def block(self, block: Block) -> list[Step]:
        """Return the steps of a block; what they release is released after the last of them."""
        lending = self._lending(block)
        released: list[Node] = []
        steps: list[Step] = []
        for place, (node, role) in enumerate(block.members):
            if role == "view":
                continue
            reuses = None
            if node not in block.inner and role == "elementwise" and node.op.takes_out(node):
                reuses = next(
                    (arg for arg, last in lending.items() if last <= place and arg.layout is node.layout), None
                )
                lending.pop(reuses, None)  # type: ignore[arg-type]
            step = self.step(node, reuses)
            released += [one for one in step.releases if one not in block.inner]
            steps.append(replace(step, releases=(), block=block))
        steps[-1] = replace(steps[-1], releases=tuple(released))
        return steps

    def _lending(self, block: Block) -> dict[Node, int]:
        """Return the operands from outside that die in a block, and the place of their last reader: from there on each
        piece of them may be written over.
        """
        members = dict(block.members)
        last = {arg: place for place, (node, _) in enumerate(block.members) for arg in node.args if arg not in members}
        # Where a view shows an operand, or it is broadcast along the pieces, other pieces are read than those that are written.
        along = Counter(arg for node, role in block.members for arg in node.args if _goes_along(arg, node, role, block))
        return {arg: place for arg, place in last.items() if self._is_own(arg) and self._uses[arg] == along[arg]}

    def _drop(self, node: Node, released: list[Node]) -> None:
        self._uses[node] -= 1
        if not self._uses[node] and node.value is None:
            self._end(node, released)

    def _end(self, node: Node, released: list[Node]) -> None:
        released.append(node)
        if node.op.kind == "view":
            self._drop(node.args[0], released)

    def _reusable(self, node: Node) -> Node | None:
        """Return an operand that dies here and has the result's very layout, if the operation can write into it."""
        if node.op.kind == "update":
            return self._overwritten(node)
        if node.scalar or not node.op.takes_out(node):
            return None
        for arg in node.args:
            if self._is_own(arg) and arg.layout is node.layout and self._uses[arg] == node.args.count(arg):
                return arg
        return None

    @staticmethod
    def _is_own(arg: Node) -> bool:
        """Whether the plan computes a value in a buffer of its own."""
        if arg.value is not None or arg.scalar or arg.op.kind in ("view", "leaf", "part"):
            return False
        return not (arg.op.kind == "drawn" and arg.args[0].value is not None)

    def _overwritten(self, node: Node) -> Node | None:
        """Return the older content if nobody will look at it again, views that die here aside."""
        old = node.args[0]
        if old.op.kind == "leaf" and old.value is None:
            return None  # What was handed in stays as it is.
        others = self._uses[old] - node.args.count(old)
        for view in set(node.args[1:]):
            dies = view.op.kind == "view" and view.value is None and self._uses[view] == node.args.count(view)
            others -= dies and view.args[0] is old
        if others or (old.value is None and old.op.kind in ("part", "drawn")):
            return None  # A part shares its memory with the whole, which whoever asks for another part reads again.
        if old.value is None:
            return old
        unseen = self._may_steal and old.owned and not old.handles and self._readers[old] == old.readers
        return old if unseen else None
