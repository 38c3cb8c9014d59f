"""Rules, and what each of them may change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

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
    """The graph around a node, as it is now: what a rule may ask."""

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


@dataclass(frozen=True, slots=True)
class Rule:
    """A rewriting rule.

    Attributes
    ----------
    name : str
        What `explain` calls it.
    label : str
        "exact": the same bits after NaNs are made one. "reassociate": another order of floating-point operations.
        "algebraic": mathematically equal.
    kinds : sequence of str
        The kinds of operation that it looks at.
    apply : callable
        A node and its surroundings to a change, or None where the pattern or the guard does not hold.
    """

    name: str
    label: Label
    kinds: Sequence[str]
    apply: Callable[[Node, Surroundings], Change | None]


def allows(level: Level, label: Label) -> bool:
    """Whether a level admits rules of a label.

    Raises
    ------
    ValueError
        If there is no such level.
    """
    if level not in LEVELS:
        raise ValueError(f"no rewriting level {level!r}: choose one of {', '.join(map(repr, LEVELS))}")
    return LEVELS.index(label) <= LEVELS.index(level)
