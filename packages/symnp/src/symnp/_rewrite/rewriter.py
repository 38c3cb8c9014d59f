"""The engine: a worklist of nodes, rules by kind, and the account of who reads whom.

Rules never change a node. The engine notes that one node stands for another, keeps the readers up to date, and builds
the rewritten graph once at the end: so a slice that moves through a thousand operations costs a thousand steps.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from heapq import heappop, heappush
from operator import attrgetter
from typing import Any

import numpy as np

from symnp._graph.node import Node, make_node
from symnp._ops.registry import build
from symnp._rewrite.rule import Applied, Level, Rule, allows, check_level

_STEP = 2.0**-20  # Between places: small enough that what a rule makes fits between two nodes of the program.
_PASSES = 20  # Each pass that changes something makes the graph cheaper; the bound only guards against a faulty rule.

_by_id = attrgetter("id")


class Rewriter:
    """One pass of rules over the graph of some targets."""

    def __init__(self, targets: Sequence[Node], rules: Index) -> None:
        self.applied: list[Applied] = []
        self.is_settled = True
        """Whether no node had been looked at before that another would be found at now."""
        self.rebuilt: dict[Node, Node] = {}
        self.notes: dict[Any, Any] = {}
        self._targets = list(targets)
        self._reads: dict[Node, tuple[Node, ...]] = {}
        self._readers: dict[Node, list[Node]] = {}
        self._places: dict[Node, float] = {}
        self._worklist: list[tuple[float, int, Node]] = []
        self._rules_for = rules.rules_for
        for target in self._targets:
            self._adopt(target, None)

    # What rules ask: the Surroundings.

    def args(self, node: Node) -> tuple[Node, ...]:
        """Return the operands as they are now."""
        return self._reads[node]

    def readers(self, node: Node) -> list[Node]:
        """Return the operations that read this node, one entry an operand position."""
        return self._readers.get(node, [])

    def is_target(self, node: Node) -> bool:
        """Whether the node's value is asked for."""
        return node in self._targets

    # The work.

    def run(self) -> None:
        """Apply rules until the worklist is empty, from the targets down.

        What reads a node comes before it, and its views come last before it: then all that is looked at of it is known.
        """
        while self._worklist:
            _, _, node = heappop(self._worklist)
            if node in self._reads:
                self._visit(node)

    def _visit(self, node: Node) -> None:
        pattern, match = None, None
        for rule in self._rules_for(node, self._reads[node]):
            if rule.pattern is not pattern:  # One pattern may be allowed more by the rule that comes after.
                pattern, match = rule.pattern, rule.pattern(node, self)
            change = None if match is None else rule.change_of(match, self)
            if change is not None and change.node is not node and self._is_safe(node, change.node, rule):
                _check(node, change.node, rule)
                self._replace(node, change.node)
                what = node.op.label(node)
                self.applied += [Applied(name, rule.label, node.line, what) for name in change.names]
                return

    def _is_safe(self, old: Node, new: Node, rule: Rule) -> bool:
        """Whether every reader gives what the rule's label allows for the new node, whose strides may be others."""
        if old.layout.strides == new.layout.strides:
            return True
        readers = self.readers(old)
        if any(reader.op.kind == "view" for reader in readers):
            return False
        return rule.label != "exact" or all(r.op.same_bits(r, old.layout, new.layout) for r in readers)

    def _replace(self, old: Node, new: Node) -> None:
        if new in self._reads:
            self.is_settled = False
        self._adopt(new, self._places[old])
        readers, self._readers[old] = self._readers[old], []
        if readers:
            self.is_settled = False
        self._readers[new].extend(readers)
        for reader in set(readers):
            self._reads[reader] = tuple([new if arg is old else arg for arg in self._reads[reader]])
        if old in self._targets:
            self._targets = [new if target is old else target for target in self._targets]
        self._drop(old)

    def _adopt(self, node: Node, place: float | None) -> None:
        """Account for a node and for all that it reads, as far as they are new, in the place of what it replaces."""
        reads, readers = self._reads, self._readers
        fresh: list[Node] = []
        stack = [node]
        while stack:
            new = stack.pop()
            if new in reads:
                continue
            # What has a value stays as it is, and so does a draw, which happens once whoever asks for it.
            args = reads[new] = () if new.value is not None or new.op.kind == "draw" else new.args
            fresh.append(new)
            if new not in readers:
                readers[new] = []
            for arg in args:
                if arg in readers:
                    readers[arg].append(new)
                else:
                    readers[arg] = [new]
                stack.append(arg)
        self._enter(fresh, place)

    def _enter(self, fresh: list[Node], place: float | None) -> None:
        """Enter new nodes into the worklist: in the order of their ids, all of them about where the old node was."""
        fresh.sort(key=_by_id)
        for i, new in enumerate(fresh):
            own = float(new.id) if place is None else place - _STEP * (len(fresh) - 1 - i)
            if new.op.kind == "view" and new.args:
                own = self._places.get(new.args[0], own) + _STEP / 2
            self._places[new] = own
            if new.value is None:  # For a value that is known there are no rules.
                heappush(self._worklist, (-own, -new.id, new))

    def _drop(self, node: Node) -> None:
        """Forget a node that nobody reads any more, and what only it has read."""
        stack = [node]
        while stack:
            dead = stack.pop()
            if dead not in self._reads or self._readers[dead] or self.is_target(dead):
                continue
            for arg in self._reads.pop(dead):
                others = self._readers[arg]
                others.remove(dead)
                if others and arg.value is None:
                    self.is_settled = False  # Some of what reads it may be the only one now.
                stack.append(arg)

    def result(self) -> list[Node]:
        """Return what now stands for the targets, with every replacement built in."""
        built: dict[Node, Node] = {}
        reads, stack = self._reads, list(self._targets)
        while stack:
            node = stack[-1]
            missing = [arg for arg in reads[node] if arg not in built]
            if missing:
                stack += missing
                continue
            stack.pop()
            if node not in built:
                args = reads[node]
                built[node] = _rebuilt(node, tuple([built[arg] for arg in args])) if args else node
        self.rebuilt = {old: new for old, new in built.items() if new is not old}
        return [built[target] for target in self._targets]


def _check(old: Node, new: Node, rule: Rule) -> None:
    """Refuse what cannot stand for a node: a fault of the rule, which must not pass as another result."""
    a, b = old.layout, new.layout
    if (a.shape, a.dtype, a.unknown, old.scalar) != (b.shape, b.dtype, b.unknown, new.scalar):
        raise AssertionError(f"the rule {rule.name} would put {new} in the place of {old}; please report this")


_REDUCTIONS: frozenset[Any] = frozenset({np.sum, np.prod, np.mean, np.std, np.var, np.max, np.min, np.any, np.all})
"""With a mask, a first value or a mean that is given they are calls as any other, of which rules for reductions know nothing."""


class Index:
    """Rules by what stands at the top of their patterns, and by what that is an operation on."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._by_head: dict[Hashable, list[Rule]] = {}
        for rule in rules:
            for head in rule.heads:
                self._by_head.setdefault(head, []).append(rule)
        self._found: dict[Hashable, list[Rule]] = {}

    def rules_for(self, node: Node, args: tuple[Node, ...]) -> list[Rule]:
        """Return the rules that look at a node: those of its kind or of the function that it calls, on such operands."""
        top = _names(node)
        if top[0] not in self._by_head and top[1] not in self._by_head:
            return _NO_RULES
        key = (top, None) if len(args) > _FEW else (top, *[_names(arg) for arg in args])
        found = self._found.get(key)
        if found is None:
            if len(self._found) >= _MOST_FOUND:
                self._found.clear()
            found = self._found[key] = self._find(key)
        return found

    def _find(self, key: tuple[Any, ...]) -> list[Rule]:
        rules = [rule for head in key[0] for rule in self._by_head.get(head, ())]
        if key[1:] == (None,):
            return rules
        there = {name for names in key[1:] for name in names}
        return [rule for rule in rules if not rule.over or not there.isdisjoint(rule.over)]


_NO_RULES: list[Rule] = []
_BY_KIND: dict[str, tuple[str, None]] = {kind: (kind, None) for kind in ("view", "leaf", "constant", "contraction")}
"""What calls no function that any rule asks for."""
_FEW = 3  # Of so many operands it is told what they are.
_MOST_FOUND = 4096


def _names(node: Node) -> tuple[str, Any]:
    """Return by what rules know a node: its kind, and the function that it calls, if there is one."""
    kind = node.op.kind
    known = _BY_KIND.get(kind)
    if known is not None:
        return known
    params = node.params
    if type(params) is tuple and params:
        function = params[0]
        if callable(function) and not (kind == "call" and function in _REDUCTIONS):
            return kind, function
    return kind, None


_indices: dict[tuple[int, Level], tuple[Sequence[Rule], Index]] = {}
_MOST_INDICES = 64


def _index(rules: Sequence[Rule], level: Level) -> Index:
    """Return the rules of a level by their heads; there are hundreds of heads, so they are sorted once."""
    found = _indices.get((id(rules), level))
    if found is None or found[0] is not rules:
        if len(_indices) >= _MOST_INDICES:
            _indices.clear()
        found = _indices[id(rules), level] = rules, Index([rule for rule in rules if allows(level, rule.label)])
    return found[1]


def _rebuilt(node: Node, args: tuple[Node, ...]) -> Node:
    if args == node.args:
        return node
    if node.op.kind == "view":
        return build(node.op, args, node.params, line=node.line, like=node)
    # The promised layout stays: whoever reads this node, a user included, sees NumPy's strides.
    return make_node(node.op, args, node.params, node.layout, scalar=node.scalar, line=node.line, like=node)


def _can_apply(rules: Index, targets: Sequence[Node]) -> bool:
    """Whether there is anything that a rule looks at: in a long loop of simple steps there is nothing."""
    seen, stack = set(targets), list(targets)
    while stack:
        node = stack.pop()
        if node.value is None:
            if rules.rules_for(node, node.args):
                return True
            new = [arg for arg in node.args if arg not in seen]
            seen.update(new)
            stack += new
    return False


def rewrite(
    targets: Sequence[Node], rules: Sequence[Rule], level: Level, *, rebuilt: dict[Node, Node] | None = None
) -> tuple[list[Node], list[Applied]]:
    """Return cheaper nodes with the same values, as far as the level allows, and what was applied.

    What stands for whom, because its operands have become cheaper, is entered into `rebuilt`.

    Raises
    ------
    ValueError
        If there is no such level.
    """
    check_level(level)
    allowed = _index(rules, level)
    nodes = list(targets)
    applied: list[Applied] = []
    if not _can_apply(allowed, nodes):
        return nodes, applied
    for _ in range(_PASSES):
        rewriter = Rewriter(nodes, allowed)
        rewriter.run()
        if not rewriter.applied:
            break
        nodes = rewriter.result()
        applied.extend(rewriter.applied)
        if rebuilt is not None:
            _compose(rebuilt, rewriter.rebuilt)
        if rewriter.is_settled:
            break
    return nodes, applied


def _compose(rebuilt: dict[Node, Node], later: dict[Node, Node]) -> None:
    """Enter what one more pass has rebuilt; what an earlier pass rebuilt may have been rebuilt again."""
    for old, new in rebuilt.items():
        rebuilt[old] = later.get(new, new)
    for old, new in later.items():
        rebuilt.setdefault(old, new)
