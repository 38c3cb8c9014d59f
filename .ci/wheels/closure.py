"""Follow requirements until nothing is missing.

pip's own resolver is not asked to: it would fetch the gigabyte that the machine already holds in order to look into it,
and it evaluates markers for the Python that it runs on, not for the machine's.
"""

from __future__ import annotations

from collections.abc import Callable

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from wheels.machine import Machine
from wheels.metadata import Wheel

ROUNDS = 20

# Given requirements, one text a distribution, return a wheel for each.
Fetch = Callable[[list[str]], list[Wheel]]


def close(wanted: list[Requirement], own: list[Wheel], machine: Machine, fetch: Fetch) -> list[Wheel]:
    """Return the wheels that `wanted` and the wheels of ours need beyond what the machine holds."""
    ours = {wheel.name for wheel in own}
    start = [*wanted, *(one for wheel in own for one in wheel.wants(frozenset(), machine.environment()))]
    found: dict[str, Wheel] = {}
    for _ in range(ROUNDS):
        needed = reachable(start, found, ours, machine)
        unmet = {name: asked for name, asked in needed.items() if not met(name, asked, found)}
        if not unmet:
            return [found[name] for name in sorted(needed)]
        found |= {wheel.name: wheel for wheel in fetch([combined(name, asked) for name, asked in unmet.items()])}
    raise ValueError(f"no set of versions satisfies everything; still open: {', '.join(sorted(unmet))}")


def reachable(
    start: list[Requirement], found: dict[str, Wheel], ours: set[str], machine: Machine
) -> dict[str, list[Requirement]]:
    """Return what is asked of each distribution that the machine lacks, by following the wheels found so far."""
    needed: dict[str, list[Requirement]] = {}
    waiting = [
        one for one in start if one.marker is None or one.marker.evaluate({**machine.environment(), "extra": ""})
    ]
    while waiting:
        one = waiting.pop()
        name = canonicalize_name(one.name)
        if name in ours or machine.covers(one) or one in needed.get(name, []):
            continue
        needed.setdefault(name, []).append(one)
        if name in found:
            waiting += found[name].wants(frozenset(one.extras), machine.environment())
    return needed


def met(name: str, asked: list[Requirement], found: dict[str, Wheel]) -> bool:
    """Return whether a wheel that was found satisfies everything that is asked of it."""
    wheel = found.get(name)
    return wheel is not None and all(one.specifier.contains(wheel.version, prereleases=True) for one in asked)


def combined(name: str, asked: list[Requirement]) -> str:
    """Return one requirement text that holds everything asked of a distribution."""
    return name + ",".join(sorted({str(part) for one in asked for part in one.specifier}))
