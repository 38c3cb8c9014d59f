"""One session: all rivals alive, each asked in turn, the best way of each first found and then held against the others."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

from _dask_linalg.cases import LARGE, Case, Tiles
from _dask_linalg.operations import OPERATIONS
from _dask_linalg.request import Request, measures
from _dask_linalg.residuals import PASSES
from _dask_linalg.server import Server
from monorepo_testing.paired import WrongResultError
from monorepo_testing.paired.machine import load
from monorepo_testing.paired.oracle import judge_error
from monorepo_testing.paired.result import assemble_size, summary

BASE, OURS = "scipy", "dask-linalg"
CONTENDERS = (BASE, "scalapack", "dask-array", OURS)
# What may answer wrongly and is then left out with the reason; of the others a wrong result ends the run.
FALLIBLE = ("dask-array",)

_AGAIN = 1.0  # Seconds: a variant that is shorter is tried twice more, if it is nearly the quickest.
_NEARLY = 1.5

Timings = list[dict[str, float | None]]


class Session:
    """Rivals that are alive, and what is known of them so far.

    Parameters
    ----------
    servers : mapping of str to Server
        By name, in the order of their turns; SciPy's is the first.
    reasons : mapping of str to str
        Why a contender has no server.
    report : callable
        Called with a line of progress.
    """

    def __init__(
        self, servers: Mapping[str, Server], reasons: Mapping[str, str], report: Callable[[str], None]
    ) -> None:
        self.servers, self.reasons, self.report = servers, reasons, report
        self.errors: list[float] = []
        self._ranked: dict[tuple[str, str], list[str]] = {}
        self._first_bytes: dict[tuple[str, str, str], float] = {}

    def timed(self, name: str, request: Request) -> Timings:
        """Ask for timings and hold each result against LAPACK's limit.

        Raises
        ------
        WrongResultError
            If a result is wrong.
        """
        timings = measures(self.servers[name].ask(request), request)
        for one in timings:
            verdict = judge_error(one["residual"], PASSES)
            if not verdict.passed:
                raise WrongResultError(f"contender {name!r}, asked {str(request)!r}: wrong result: {verdict.text}")
        self.errors += [float(one["residual"]) for one in timings if one["residual"] is not None]
        return timings

    def case(self, case: Case, facts: dict[str, dict[str, Any]]) -> dict[str, Any]:
        """Measure one case: find each contender's best way, then let them take turns.

        Returns
        -------
        dict
            The stored figures of one size.
        """
        start = time.monotonic()
        operation = OPERATIONS[case.operation]
        chosen, tried, absent = {}, {}, {}
        for name in CONTENDERS:
            variants = operation.variants(name, case.m, case.n)
            if name in self.reasons or not variants:
                absent[name] = self.reasons.get(name) or operation.absent[name]
                continue
            try:
                tried[name] = self._tried(case, name, self._narrowed(case, name, variants))
                chosen[name] = min(tried[name], key=tried[name].__getitem__)
            except WrongResultError as error:
                if name not in FALLIBLE:
                    raise
                absent[name] = f"its result is wrong: {str(error).rpartition('wrong result: ')[2]}"
        samples, loads = self._rounds(case, chosen)
        played = assemble_size(facts, samples, loads)
        shape = {"operation": case.operation, "m": case.m, "n": case.n, "flops": operation.flops(case.m, case.n)}
        self.report(f"{case.name}: {time.monotonic() - start:.0f} s in all")
        ended = {**shape, **played, "variants": chosen, "tried": tried}
        return {**ended, "absent": absent} if absent else ended

    def _narrowed(self, case: Case, name: str, variants: tuple[str, ...]) -> tuple[str, ...]:
        """Return the variants that are worth a try: of a large matrix the two that were quickest on the last one."""
        best = [one for one in self._ranked.get((case.operation, name), []) if one in variants][:2]
        return tuple(best) if best and case.n >= LARGE else variants

    def _tried(self, case: Case, name: str, variants: tuple[str, ...]) -> dict[str, float]:
        """Return the shortest time of each variant."""
        request = {one: Request(case.operation, case.m, case.n, one) for one in variants}
        seconds = {one: self._shortest(name, request[one]) for one in variants}
        quickest = min(seconds.values())
        for one in variants if len(variants) > 1 and quickest < _AGAIN else ():
            if seconds[one] < _NEARLY * quickest:
                again = Request(case.operation, case.m, case.n, one, 2)
                seconds[one] = min(seconds[one], self._shortest(name, again))
        self._ranked[case.operation, name] = sorted(seconds, key=seconds.__getitem__)
        told = ", ".join(f"{one} {value:.4g}" for one, value in seconds.items())
        self.report(f"{case.name}: {name} tried {told} s")
        return seconds

    def _shortest(self, name: str, request: Request) -> float:
        timings = self.timed(name, request)
        case = Case(request.operation, request.m, request.n).name
        self._first_bytes.setdefault((case, name, request.variant), float(timings[0]["extra_bytes"] or 0))
        return min(float(one["seconds"] or 0) for one in timings)

    def _rounds(
        self, case: Case, chosen: dict[str, str]
    ) -> tuple[dict[str, list[dict[str, Any]]], list[dict[str, Any]]]:
        """Let the contenders take turns; return the samples of each, and the load around each round."""
        samples: dict[str, list[dict[str, Any]]] = {name: [] for name in chosen}
        loads = []
        for number in range(1, case.rounds + 1):
            before = load()
            for name, variant in chosen.items():
                timings = self.timed(name, Request(case.operation, case.m, case.n, variant, case.timings))
                first = self._first_bytes[case.name, name, variant]
                samples[name].append({"round": number, **_turn(timings, first)})
            loads.append({"round": number, "load_before": before, "load_after": load()})
            told = ", ".join(f"{name} {taken[-1]['seconds']:.4g}" for name, taken in samples.items())
            self.report(f"{case.name}: round {number}: {told} s")
        return samples, loads

    def tiles(self, tiles: Tiles) -> dict[str, Any]:
        """Tell our time against the size of tiles, with SciPy's beside it, in turn."""
        variant = self._ranked.get(
            (tiles.operation, BASE), OPERATIONS[tiles.operation].variants(BASE, tiles.n, tiles.n)
        )[0]
        ways = {BASE: (BASE, variant), **{str(size): (OURS, str(size)) for size in tiles.tiles}}
        seconds: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(tiles.rounds):
            for name, (who, way) in ways.items():
                seconds[name].append(self._shortest(who, Request(tiles.operation, tiles.n, tiles.n, way)))
        self.report(f"{tiles.name}: tiles " + ", ".join(f"{name} {min(taken):.4g}" for name, taken in seconds.items()))
        return {name: {**summary(taken), "samples": taken} for name, taken in seconds.items()}

    def rates(self, n: int) -> dict[str, list[float]]:
        """Return what products of n by n matrices reach, in turn, of NumPy's BLAS and of ScaLAPACK's."""
        names = [name for name in (BASE, "scalapack") if name in self.servers]
        turns = [(name, float(self.servers[name].ask(f"rate {n}")["gflops"])) for _ in range(3) for name in names]
        return {name: [rate for who, rate in turns if who == name] for name in names}


def _turn(timings: Timings, first_bytes: float) -> dict[str, Any]:
    """Return what stands of one turn: the shortest time, the largest error and memory, and all times.

    Later calls find memory that earlier ones have freed, so what the first call took counts too.
    """
    best = min(timings, key=lambda one: float(one["seconds"] or 0))
    return {
        "seconds": best["seconds"],
        "cpu_seconds": best["cpu_seconds"],
        "extra_bytes": max(first_bytes, *(float(one["extra_bytes"] or 0) for one in timings)),
        "error": max(float(one["residual"] or 0) for one in timings),
        "timings": [one["seconds"] for one in timings],
    }
