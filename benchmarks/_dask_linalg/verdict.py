"""The targets of dask-linalg under threads, and which of them a stored run keeps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from _dask_linalg.figures import Run, matrices, ratio, share

OURS = "dask-linalg"


class Limit(NamedTuple):
    """A limit: what must be kept, what is aimed at, and whether more is better."""

    name: str
    floor: float
    goal: float
    more: bool = False


class Finding(NamedTuple):
    """What was measured, of what, against which limit; None where it was not measured."""

    case: str
    limit: Limit
    measured: float | None
    best: float | None = None

    def keeps(self, bound: float) -> bool:
        """Whether it was measured and keeps a bound."""
        if self.measured is None:
            return False
        return self.measured >= bound if self.limit.more else self.measured <= bound

    @property
    def outcome(self) -> str:
        """What becomes of it."""
        if self.measured is None:
            return "not measured"
        return "goal" if self.keeps(self.limit.goal) else "floor" if self.keeps(self.limit.floor) else "MISSED"

    def __str__(self) -> str:
        got = "-" if self.measured is None else f"{self.measured:.3f}"
        best = "" if self.best is None else f" (of the shortest times {self.best:.3f})"
        bounds = f"floor {self.limit.floor:g}, goal {self.limit.goal:g}"
        return f"{self.outcome:12}  {self.case:15} {self.limit.name}: {got}{best}; {bounds}"


AGAINST_SCIPY = "time over SciPy's"
TIMES = {
    "potrf-4096": Limit(AGAINST_SCIPY, 1.00, 0.90),
    "potrf-8192": Limit(AGAINST_SCIPY, 1.05, 0.97),
    "getrf-4096": Limit(AGAINST_SCIPY, 1.12, 1.05),
    "getrf-8192": Limit(AGAINST_SCIPY, 1.12, 1.05),
    "gesv-4096": Limit(AGAINST_SCIPY, 1.15, 1.10),
    "gemm-4096": Limit(AGAINST_SCIPY, 1.12, 1.05),
    "qr-2048": Limit(AGAINST_SCIPY, 0.70, 0.62),
    "gels-200000x200": Limit(AGAINST_SCIPY, 0.40, 0.28),
    "qr-200000x200": Limit(AGAINST_SCIPY, 0.60, 0.47),
    "svd-200000x200": Limit(AGAINST_SCIPY, 0.45, 0.30),
    "eigh-2048": Limit(AGAINST_SCIPY, 1.20, 1.05),
}
SHARE = Limit("share of the limit set by products", 0.70, 0.80, more=True)
SHARES = ("potrf-8192", "getrf-8192")
NEVER_SLOWER = Limit("time over that of dask.array.linalg", 1.0, 1.0)
MEMORY = Limit("peak memory in matrices", 3.0, 3.0)
MEMORIES = ("potrf-4096", "potrf-8192", "getrf-4096", "getrf-8192")


def findings(run: Run) -> Iterator[Finding]:
    """Yield what a run says of every target."""
    for case, one in TIMES.items():
        yield Finding(case, one, ratio(run, case, "scipy"), ratio(run, case, "scipy", "min"))
    for case in SHARES:
        yield Finding(case, SHARE, share(run, case))
    for case, size in run["sizes"].items():
        if "dask-array" in size["contenders"]:
            other = "dask-array"
            yield Finding(case, NEVER_SLOWER, ratio(run, case, other), ratio(run, case, other, "min"))
    for case in MEMORIES:
        size = run["sizes"].get(case)
        yield Finding(case, MEMORY, None if size is None else matrices(size, OURS))


def beside_scalapack(run: Run) -> Iterator[str]:
    """Yield our time over ScaLAPACK's, which no floor holds under threads, or why there is none."""
    for case, size in run["sizes"].items():
        measured = ratio(run, case, "scalapack")
        reason = size.get("absent", {}).get("scalapack", "not measured")
        yield f"  {case:15} {reason if measured is None else f'{measured:.3f}'}"


def report(run: Run | None) -> tuple[str, bool]:
    """Return what is to be said, and whether every floor is kept."""
    if run is None:
        return "There is no stored run: nothing was measured.", False
    found = list(findings(run))
    missed = [one for one in found if not one.keeps(one.limit.floor)]
    reached = sum(one.keeps(one.limit.goal) for one in found)
    parts = [
        "\n".join(map(str, found)),
        "\n".join(["Time over that of ScaLAPACK on two processes, against no floor:", *beside_scalapack(run)]),
        f"{len(found) - len(missed)} of {len(found)} floors kept, {reached} goals reached.",
        f"The machine's load before the run was {run['machine']['load_before'][0]:g}.",
    ]
    return "\n\n".join(parts), not missed
