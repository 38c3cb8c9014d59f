"""What a rival is asked, and what it answers: a line of text, a line of JSON; the same for Python and for the C driver."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from monorepo_testing.paired import GarbageOutputError

MEASURES = ("seconds", "cpu_seconds", "extra_bytes", "residual")


@dataclass(frozen=True)
class Request:
    """One operation on an m by n matrix in one variant, some times over.

    Parameters
    ----------
    operation : str
        Its name.
    m, n : int
        The shape.
    variant : str
        How the library is to do it.
    timings : int
        How often; each result is checked.
    """

    operation: str
    m: int
    n: int
    variant: str
    timings: int = 1

    def __str__(self) -> str:
        return f"{self.operation} {self.m} {self.n} {self.variant} {self.timings}"

    @classmethod
    def parse(cls, line: str) -> Request:
        """Read what `str` writes.

        Raises
        ------
        ValueError
            If it is none.
        """
        operation, m, n, variant, timings = line.split()
        return cls(operation, int(m), int(n), variant, int(timings))


def measures(answer: dict[str, Any], request: Request) -> list[dict[str, float | None]]:
    """Return the measures of each timing of an answer.

    Raises
    ------
    GarbageOutputError
        If the answer does not hold as many as were asked for, or a time is no positive number.
    """
    columns = [answer.get(name) for name in MEASURES]
    if any(not isinstance(one, list) or len(one) != request.timings for one in columns):
        raise GarbageOutputError(f"{request}: want {request.timings} of each of {MEASURES}, got {answer!r}")
    timings = [dict(zip(MEASURES, row, strict=True)) for row in zip(*columns, strict=True)]
    if any(not isinstance(one["seconds"], (int, float)) or not one["seconds"] > 0 for one in timings):
        raise GarbageOutputError(f"{request}: want positive seconds, got {answer['seconds']!r}")
    return timings
