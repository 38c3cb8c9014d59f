"""What is measured: the operations, their shapes, and how often."""

from __future__ import annotations

from dataclasses import dataclass

LARGE = 8192  # From here on only what was quickest on the next smaller matrix is tried again.


@dataclass(frozen=True)
class Case:
    """One operation on matrices of one shape.

    Parameters
    ----------
    operation : str
        Its name.
    m, n : int
        The shape.
    rounds : int, default 5
        How often each contender has its turn.
    timings : int, default 1
        Timings in one turn, of which the shortest stands.
    """

    operation: str
    m: int
    n: int
    rounds: int = 5
    timings: int = 1

    @property
    def name(self) -> str:
        """Its name, by which the stored run calls it."""
        return f"{self.operation}-{self.n}" if self.m == self.n else f"{self.operation}-{self.m}x{self.n}"


@dataclass(frozen=True)
class Tiles:
    """One operation whose time is told against the size of tiles."""

    operation: str
    n: int
    tiles: tuple[int, ...] = (128, 256, 512, 1024, 2048)
    rounds: int = 3

    @property
    def name(self) -> str:
        """Its name, by which the stored run calls it."""
        return f"{self.operation}-{self.n}"


@dataclass(frozen=True)
class Programme:
    """All that one run measures."""

    cases: tuple[Case, ...]
    tiles: tuple[Tiles, ...]
    rate: int  # Side of the matrices by which the rates of both BLAS are compared.
    judges_rate: bool = True


def _square(operation: str, *sizes: int) -> tuple[Case, ...]:
    """Return square cases: what is short is timed more often in a turn, what is long has fewer rounds."""
    return tuple(
        Case(operation, n, n, rounds=3 if n >= LARGE else 5, timings=3 if n <= 1024 else 2 if n <= 2048 else 1)
        for n in sizes
    )


FULL = Programme(
    cases=(
        *_square("gemm", 1024, 2048, 4096),
        *_square("gesv", 1024, 2048, 4096),
        *_square("qr", 2048),
        *_square("eigh", 2048),
        Case("qr", 200_000, 200),
        Case("gels", 200_000, 200),
        Case("svd", 200_000, 200),
        *_square("potrf", 1024, 2048, 4096, 8192),
        *_square("getrf", 1024, 2048, 4096, 8192),
    ),
    tiles=tuple(Tiles(operation, n) for operation in ("potrf", "getrf") for n in (2048, 4096)),
    rate=2048,
)
# For tests: that everything runs and is right, not how fast it is.
QUICK = Programme(
    cases=(
        *(Case(operation, 64, 64, rounds=2) for operation in ("gemm", "gesv", "qr", "eigh", "potrf", "getrf")),
        *(Case(operation, 2000, 20, rounds=2) for operation in ("qr", "gels", "svd")),
    ),
    tiles=(Tiles("potrf", 64, (16, 32), rounds=1), Tiles("getrf", 64, (16, 32), rounds=1)),
    rate=256,
    judges_rate=False,
)
