"""Rules, and what each of them may change."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol

if TYPE_CHECKING:
    from symnp._graph.node import Node, SourceLine

Label = Literal["exact", "reassociate", "algebraic"]
Level = Literal["none", "exact", "reassociate", "algebraic"]
LEVELS: tuple[Level, ...] = ("none", "exact", "reassociate", "algebraic")
"""From changing nothing to changing whatever is mathematically equal; each level includes those before it."""


class Change(NamedTuple):
    """What a rule proposes: another node in the place of the one it was shown, and the names to report."""

    node: Node
    names: tuple[str, ...]


class Surroundings(Protocol):
    """The graph around a node, as it is now: what a rule may ask.

    Attributes
    ----------
    notes : dict
        What rules note for themselves about a node, as long as the graph is gone through once.
    """

    notes: dict[Any, Any]

    def args(self, node: Node) -> tuple[Node, ...]:
        """Return the operands."""

    def readers(self, node: Node) -> list[Node]:
        """Return the operations that read this node, one entry an operand position."""

    def is_target(self, node: Node) -> bool:
        """Whether the node's value is asked for."""


class Applied(NamedTuple):
    """A rule that was applied.

    Attributes
    ----------
    name : str
        The rule's name.
    label : str
        What it may change: "exact" nothing, "reassociate" the order of floating-point operations, "algebraic"
        whatever is mathematically equal.
    line : tuple of (str, int) or None
        Where the user built what was rewritten.
    what : str
        The operation that it was applied to.
    """

    name: str
    label: Label
    line: SourceLine | None
    what: str


Guard = Callable[[Any, Surroundings], bool]
"""A match and its surroundings to whether the rule keeps its promise here."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rewriting rule: where it looks, what it looks for, when it may, and what it puts in the place.

    Attributes
    ----------
    name : str
        What `explain` calls it.
    label : str
        "exact": the same bits after NaNs are made one. "reassociate": another order of floating-point operations.
        "algebraic": mathematically equal.
    heads : sequence of Hashable
        What stands at the top of its pattern: a kind of operation, or a function such as `numpy.negative`.
    pattern : callable
        A node and its surroundings to a match, of whatever type the other parts take, or None: it says what would be
        cheaper, and nothing of what is allowed.
    change : callable
        A match and its surroundings to a change, or None where nothing would be gained after all.
    guards : mapping of str to callable
        What must hold of a match, besides the pattern, for the rule to keep the promise of its label, each under a name.
        The tests take away each of them and must see a wrong result.
    over : sequence of Hashable
        What at least one of the operands is, said as in `heads`, or nothing where any operand will do. It is no more than
        a part of the pattern which is found without calling it: most sums and products are of no rule's interest.
    """

    name: str
    label: Label
    heads: Sequence[Hashable]
    pattern: Callable[[Node, Surroundings], Any]
    change: Callable[[Any, Surroundings], Change | None]
    guards: Mapping[str, Guard] = field(default_factory=dict)
    over: Sequence[Hashable] = ()

    def change_of(self, match: Any, around: Surroundings) -> Change | None:
        """Return the change that the rule proposes for what its pattern has found, or None where a guard forbids it."""
        for guard in self.guards.values():
            if not guard(match, around):
                return None
        return self.change(match, around)

    def without(self, guard: str) -> Rule:
        """Return the rule without one of its guards, for the test that each guard is needed.

        Raises
        ------
        KeyError
            If there is no guard of that name.
        """
        kept = dict(self.guards)
        del kept[guard]
        return replace(self, guards=kept)


def allows(level: Level, label: Label) -> bool:
    """Whether a level admits rules of a label.

    Raises
    ------
    ValueError
        If there is no such level.
    """
    check_level(level)
    return LEVELS.index(label) <= LEVELS.index(level)


def check_level(level: str) -> None:
    """Refuse what is no level.

    Raises
    ------
    ValueError
        If there is no such level.
    """
    if level not in LEVELS:
        raise ValueError(f"no rewriting level {level!r}: choose one of {', '.join(map(repr, LEVELS))}")
