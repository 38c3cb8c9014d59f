"""What every form of a picture shows: a computation as written beside what it was rewritten into.

A scene is plain text and numbers. It holds no node, so that a picture that is kept keeps no array alive.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from symnp._draw.labels import Expression
from symnp._draw.units import bytes_text, seconds_text

if TYPE_CHECKING:
    from symnp._run.measure import Measured

Fate = Literal["same", "gone", "new"]
"""What rewriting does: it leaves an operation as it is, takes it away, or puts it in."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing in a picture: an input, an operation, or a run of operations that was folded.

    Attributes
    ----------
    name : str
        How other marks refer to it: %1, %2, ...
    expression : Expression
        The operation with its operands.
    operands : tuple of str
        The names of the marks that it reads; constants are in the expression alone.
    shape, dtype : str
        Of the result; empty where there is none.
    nbytes : int
        Of the result; a view has none of its own.
    seconds : float or None
        The predicted time, where there is a prediction.
    held : int or None
        The predicted bytes that are held while it runs, inputs left out.
    line : str
        Where the user built it.
    is_input, is_result, in_place, in_pieces : bool
        Whether it is there already, whether it is asked for, whether it is written over one of its operands, and
        whether it never exists as a whole.
    uses : int
        How many operations read it.
    fate : str
        What rewriting does to it.
    block : int or None
        The number of the group of operations with which it runs together, block by block.
    folded : int
        How many operations it stands for, or 0 for one that stands for itself.
    """

    name: str
    expression: Expression
    operands: tuple[str, ...]
    shape: str
    dtype: str
    nbytes: int
    seconds: float | None = None
    held: int | None = None
    line: str = ""
    is_input: bool = False
    is_result: bool = False
    in_place: bool = False
    in_pieces: bool = False
    uses: int = 0
    fate: Fate = "same"
    block: int | None = None
    folded: int = 0


@dataclass(frozen=True, slots=True)
class Panel:
    """One way to compute something: the marks in the order of work, and the totals."""

    title: str
    marks: tuple[Mark, ...]
    seconds: float
    peak: int
    measured: Measured | None = None

    @property
    def operations(self) -> int:
        """How many operations there are, those that are folded counted."""
        return sum(mark.folded or 1 for mark in self.marks if not mark.is_input)

    @property
    def total(self) -> str:
        """The predicted totals, and the measured ones if anything was measured."""
        text = f"predicted {seconds_text(self.seconds)}, peak {bytes_text(self.peak)}"
        if self.measured is not None:
            seconds, peak = seconds_text(self.measured.seconds), bytes_text(self.measured.peak)
            text += f"; measured {seconds}, peak {peak} ({self.measured.method})"
        return text


@dataclass(frozen=True, slots=True)
class Scene:
    """Panels side by side, drawn to one scale.

    Attributes
    ----------
    panels : tuple of Panel
        As written and as rewritten; one alone where rewriting changes nothing.
    applied : tuple of str
        The rules that lead from one to the other.
    outlook : str
        What another level would do.
    """

    panels: tuple[Panel, ...]
    applied: tuple[str, ...] = ()
    outlook: str = ""

    @property
    def longest(self) -> float:
        """The longest time of one operation, in seconds."""
        marks = [mark for panel in self.panels for mark in panel.marks if not mark.folded]
        return max((mark.seconds or 0.0 for mark in marks), default=0.0)

    @property
    def peak(self) -> int:
        """The highest peak of memory, in bytes."""
        return max((panel.peak for panel in self.panels), default=0)


def with_uses(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """Return the marks with the number of those that read each."""
    uses = Counter(name for mark in marks for name in mark.operands)
    return tuple([replace(mark, uses=uses[mark.name]) for mark in marks])
