"""The whole run: start the rivals, measure every case, and put the stored run together."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from _dask_linalg import scalapack
from _dask_linalg.cases import Programme
from _dask_linalg.residuals import PASSES
from _dask_linalg.server import Server, python_command
from _dask_linalg.session import CONTENDERS, Session
from _dask_linalg.worker import THREADS
from monorepo_testing.paired import ClaimError, ContenderCrashedError
from monorepo_testing.paired.machine import THREAD_VARIABLES, hardware, load, revision, system
from monorepo_testing.paired.result import SCHEMA

NAME = "dask_linalg"
TEXT = "Dense linear algebra on Dask arrays under threads, against SciPy, ScaLAPACK and Dask's own functions."
SCALAPACK = "scalapack"
BUSY = 0.7  # A load above this before the run is told: what else runs slows processes that wait for each other most.


def _threads(count: int) -> dict[str, str]:
    return dict.fromkeys(THREAD_VARIABLES, str(count))


@contextmanager
def rivals(report: Callable[[str], None]) -> Iterator[tuple[Session, dict[str, dict[str, Any]], Callable[[], None]]]:
    """Start every contender; yield the session, facts of each, and what completes the facts at the end.

    Raises
    ------
    ContenderCrashedError
        If ScaLAPACK's toolchain is missing where REQUIRE_TOOLCHAINS=1 asks for it, or the driver is not built.
    """
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="dask-linalg-")))
        reason = scalapack.missing(folder)
        if reason and os.environ.get("REQUIRE_TOOLCHAINS") == "1":
            raise ContenderCrashedError(f"contender {SCALAPACK!r}: {reason}")
        commands = {name: python_command(name) for name in CONTENDERS if name != SCALAPACK}
        if not reason:
            commands[SCALAPACK] = scalapack.command(scalapack.build(folder))
        servers = {
            name: stack.enter_context(Server(name, commands[name], _threads(1 if name == SCALAPACK else THREADS)))
            for name in CONTENDERS
            if name in commands
        }
        facts: dict[str, dict[str, Any]] = {name: _facts(name) for name in servers}
        if SCALAPACK in servers:
            facts[SCALAPACK] |= scalapack.facts(folder / "driver", servers[SCALAPACK].ask("facts"), folder)

        def complete() -> None:
            """Add the versions, once every library has been imported."""
            for name, server in servers.items():
                if name != SCALAPACK:
                    facts[name] |= server.ask("facts")

        yield Session(servers, {SCALAPACK: reason} if reason else {}, report), facts, complete


def _facts(name: str) -> dict[str, Any]:
    threads = _threads(1 if name == SCALAPACK else THREADS)
    call = {} if name == SCALAPACK else {"kind": "python", "call": "_dask_linalg/operations"}
    return {**call, "threads": threads, "env": {}}


def only(programme: Programme, names: list[str]) -> Programme:
    """Return the programme for some of its cases, without what is told besides.

    Raises
    ------
    ClaimError
        If there is no such case.
    """
    known = [case.name for case in programme.cases]
    unknown = [name for name in names if name not in known]
    if unknown:
        raise ClaimError(f"there are no cases {unknown}: want some of {known}")
    kept = tuple(case for case in programme.cases if case.name in names)
    return replace(programme, cases=kept, tiles=()) if names else programme


def _settings(programme: Programme) -> dict[str, Any]:
    return {
        "rounds": max(case.rounds for case in programme.cases),
        "sizes": {case.name: {"rounds": case.rounds, "timings": case.timings} for case in programme.cases},
        "threads": THREADS,
        "env": {},
    }


def _oracle(errors: list[float]) -> dict[str, Any]:
    # A wrong result has ended the run, or left its contender out, before this line: what is counted has passed.
    counts = {"checked": len(errors), "passed": len(errors), "worst_error": max(errors)}
    return {"by": "LAPACK's ratios", "tolerance": PASSES, **counts}


def run(programme: Programme, *, command: str, report: Callable[[str], None]) -> dict[str, Any]:
    """Measure a programme and return the run that is stored.

    Parameters
    ----------
    programme : Programme
        What is measured.
    command : str
        The command that does this again.
    report : callable
        Called with a line of progress.

    Returns
    -------
    dict
        As `monorepo_testing.paired` stores runs; besides, each size has its `operation`, `m`, `n`, `flops`, `variants` (what took
        part) and `tried` (seconds of all variants before the rounds). `rates` are GFLOP/s of products by NumPy's and by
        ScaLAPACK's BLAS, and `tiles` our seconds by the size of tiles.

    Raises
    ------
    BenchmarkError
        If a contender fails: the whole run fails with it.
    """
    before = load()
    if before[0] > BUSY:
        report(f"the machine is busy: its load is {before[0]:g}; times of this run say little")
    with rivals(report) as (session, facts, complete):
        rates = session.rates(programme.rate)
        if SCALAPACK in rates and programme.judges_rate:
            scalapack.demand_fast_blas(max(rates[SCALAPACK]), max(rates["scipy"]), facts[SCALAPACK])
        sizes = {case.name: session.case(case, facts) for case in programme.cases}
        tiles = {one.name: session.tiles(one) for one in programme.tiles}
        complete()
    headline = programme.cases[-1].name
    return {
        "schema": SCHEMA,
        "claim": NAME,
        "text": TEXT,
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "command": command,
        "revision": revision(Path(__file__).resolve().parent),
        "machine": {**hardware(), **system(), "load_before": before, "load_after": load()},
        "settings": _settings(programme),
        "contenders": facts,
        "headline": headline,
        "ratios": sizes[headline]["ratios"],
        "memory_ratios": sizes[headline]["memory_ratios"],
        "oracle": _oracle(session.errors),
        "rates": {"n": programme.rate, "gflops": rates},
        "tiles": tiles,
        "sizes": sizes,
    }
