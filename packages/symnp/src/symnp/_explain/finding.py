"""One thing that a program could do better, said at the line where it is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from symnp._draw.units import bytes_text, seconds_text
from symnp._graph.node import SourceLine

Kind = Literal[
    "large-intermediate", "peak-memory", "matmul-order", "explicit-inverse", "higher-level", "repeated-expression",
    "recomputed-expression", "dtype-promotion", "integer-overflow", "many-materialisations",
]  # fmt: skip
Severity = Literal["high", "medium", "low"]

_HIGH_SECONDS, _HIGH_BYTES = 1.0, 1 << 30
_MEDIUM_SECONDS, _MEDIUM_BYTES = 0.05, 1 << 27


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding of `symnp.analyze`.

    Parameters
    ----------
    kind : str
        What sort of thing it is, such as "matmul-order".
    line : tuple of (str, int) or None
        File and line of the user's code.
    text : str
        What happens there, in words.
    proposal : str
        What to write in its place, as code where that can be said, else empty.
    seconds : float
        The predicted time in seconds that the proposal saves, in NumPy where symnp saves it by itself; 0.0 where time
        is not the point.
    bytes : int
        The predicted memory in bytes that it saves; 0 where memory is not the point.
    wrong : bool
        Whether values could be wrong, whatever it costs.
    """

    kind: Kind
    line: SourceLine | None
    text: str
    proposal: str = ""
    seconds: float = 0.0
    bytes: int = 0
    wrong: bool = False

    @property
    def severity(self) -> Severity:
        """How much it matters: "high" from a second or a gibibyte on, and where values could be wrong."""
        if self.wrong or self.seconds >= _HIGH_SECONDS or self.bytes >= _HIGH_BYTES:
            return "high"
        return "medium" if self.seconds >= _MEDIUM_SECONDS or self.bytes >= _MEDIUM_BYTES else "low"

    @property
    def where(self) -> str:
        """The file's name and the line, or what is said where they are not known."""
        return f"{self.line[0].rsplit('/', 1)[-1]}:{self.line[1]}" if self.line else "somewhere"

    @property
    def saving(self) -> str:
        """What the proposal is predicted to save, in words; empty where that is not the point."""
        parts = [seconds_text(self.seconds)] if self.seconds else []
        parts += [bytes_text(self.bytes)] if self.bytes else []
        return f"saves about {' and '.join(parts)}" if parts else ""

    def __str__(self) -> str:
        head = f"{self.where}: {self.kind} ({', '.join(filter(None, [self.severity, self.saving]))})"
        lines = [head, f"    {self.text}"]
        if self.proposal:
            lines += [
                f"    -> {line}" if i == 0 else f"       {line}" for i, line in enumerate(self.proposal.split("\n"))
            ]
        return "\n".join(lines)
