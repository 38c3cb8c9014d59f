"""`python benchmarks/_symnp_programs_verdict.py`: hold the stored runs of the programs and of planning against their limits.

Prints the table and what is beyond a limit. The exit status is 1 where a floor is missed or something that a floor asks
for was not measured; goals are told and nothing more.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import symnp_planning
from _symnp_programs import PROGRAMS
from _symnp_programs.operations import elements_per_operation

from monorepo_testing.paired import read
from monorepo_testing.paired.matrix import matrix

RESULTS = Path(__file__).parent / "results"
LONG = 1e-3  # Seconds: what is shorter is held against a difference and not against a ratio.
LARGE = 1e5  # Elements an operation.
REPLAYED = "ten_operations_on_10"


class Limit(NamedTuple):
    """A limit: what must not be passed, what is aimed at, and in what they are told."""

    name: str
    floor: float
    goal: float
    unit: str


AS_FAST_AS_NUMPY = Limit("at level exact against NumPy", 1.05, 1.05, "times")
WITH_KEPT_PLAN = Limit("at level exact with the plan kept, against NumPy", float("inf"), 1.05, "times")
AS_FAST_AS_BEST = Limit("at its own level against the best form", 1.5, 1.2, "times")
SOON_AFTER_BEST = Limit("at its own level after the best form", 200.0, 200.0, "us")
REWRITTEN_SOON = Limit("rewriting, for an operation", 40.0, 20.0, "us")
REPLAYED_SOON = Limit("a plan of ten operations again, besides NumPy's time", 10.0, 10.0, "us")


class Finding(NamedTuple):
    """What was measured, of what, against which limit; None where it was not measured."""

    limit: Limit
    what: str
    measured: float | None

    def within(self, bound: float) -> bool:
        """Whether it was measured and keeps a bound."""
        return self.measured is not None and self.measured <= bound

    def __str__(self) -> str:
        got = "not measured" if self.measured is None else f"{self.measured:.3g} {self.limit.unit}"
        return f"{self.what}, {self.limit.name}: {got} (floor {self.limit.floor:g}, goal {self.limit.goal:g})"


def median_ratio(figures: dict[str, Any], a: str, b: str) -> float | None:
    """Return the time of one contender over that of another, or None where one of them did not run."""
    ratio = figures["ratios"].get(f"{a}_vs_{b}")
    return None if ratio is None else float(ratio["median"])


def microseconds_between(figures: dict[str, Any], a: str, b: str) -> float | None:
    """Return by how much one contender takes longer than another."""
    taken = [figures["contenders"].get(name) for name in (a, b)]
    if None in taken:
        return None
    first, second = (one["seconds"]["median"] for one in taken if one is not None)
    return float(1e6 * (first - second))


def of_programs(run: dict[str, Any]) -> Iterator[Finding]:
    """Yield what a run of the programs says."""
    for name, figures in run["sizes"].items():
        seconds = {who: one["seconds"]["median"] for who, one in figures["contenders"].items()}
        if seconds["numpy"] >= LONG and elements_per_operation(PROGRAMS[name]) >= LARGE:
            yield Finding(AS_FAST_AS_NUMPY, name, median_ratio(figures, "symnp-exact", "numpy"))
            yield Finding(WITH_KEPT_PLAN, name, median_ratio(figures, "symnp-kept", "numpy"))
        if PROGRAMS[name].best is None:
            continue
        ours = f"symnp-{PROGRAMS[name].level}"
        if seconds.get("best", 0.0) >= LONG:
            yield Finding(AS_FAST_AS_BEST, name, median_ratio(figures, ours, "best"))
        else:
            yield Finding(SOON_AFTER_BEST, name, microseconds_between(figures, ours, "best"))
    if REPLAYED in run["sizes"]:
        measured = microseconds_between(run["sizes"][REPLAYED], "symnp-jit", "numpy")
        yield Finding(REPLAYED_SOON, REPLAYED, measured)


def of_planning(run: dict[str, Any]) -> Iterator[Finding]:
    """Yield what a run of planning says, an operation."""
    for size, figures in run["sizes"].items():
        for level in ("exact", "algebraic"):
            taken = figures["contenders"].get(f"optimise-{level}")
            each = 1e6 * taken["seconds"]["median"] / symnp_planning.operations(size) if taken else None
            yield Finding(REWRITTEN_SOON, f"{size} at level {level}", each)


def small_programs(run: dict[str, Any]) -> list[str]:
    """Return the ratios of the programs that no floor holds against NumPy, because they are short or of few elements."""
    lines = []
    for name, figures in run["sizes"].items():
        seconds, elements = figures["contenders"]["numpy"]["seconds"]["median"], elements_per_operation(PROGRAMS[name])
        ratio = median_ratio(figures, "symnp-exact", "numpy")
        if (seconds < LONG or elements < LARGE) and ratio is not None:
            lines.append(f"- {name}: {ratio:.3g} times NumPy's {1e3 * seconds:.3g} ms, {elements:.3g} elements each")
    return lines


def report(programs: dict[str, Any] | None, planning: dict[str, Any] | None) -> tuple[str, bool]:
    """Return what is to be said, and whether all floors are kept."""
    findings = [*(of_programs(programs) if programs else ()), *(of_planning(planning) if planning else ())]
    missed = [one for one in findings if not one.within(one.limit.floor)]
    aimed = [one for one in findings if one not in missed and not one.within(one.limit.goal)]
    parts = [matrix(programs)] if programs else ["The programs were not measured."]
    parts += [] if planning else ["Planning was not measured."]
    for title, lines in (
        ("Short or small programs, held against no floor", small_programs(programs) if programs else []),
        ("Within the floor, short of the goal", [f"- {one}" for one in aimed]),
        ("Floors missed", [f"- {one}" for one in missed]),
    ):
        parts.append("\n".join([f"{title}:", *(lines or ["- none"])]))
    kept = len(findings) - len(missed)
    parts.append(f"{kept} of {len(findings)} floors kept, {kept - len(aimed)} goals reached.")
    return "\n\n".join(parts), bool(programs and planning and not missed)


def main(argv: list[str] | None = None) -> int:
    """Print the verdict; return 1 unless all was measured and every floor is kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programs", type=Path, default=RESULTS / "symnp_programs.json", help="a stored run")
    parser.add_argument("--planning", type=Path, default=RESULTS / "symnp_planning.json", help="a stored run")
    given = parser.parse_args(argv)
    runs = [read(path) if path.exists() else None for path in (given.programs, given.planning)]
    text, good = report(*runs)
    print(text)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
