"""The run of a claim: builds, then rounds in which every contender has one turn, A B A B, size by size."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from monorepo_testing.paired.machine import hardware, load, revision, system, thread_settings
from monorepo_testing.paired.native import fill, native_facts
from monorepo_testing.paired.result import SCHEMA, assemble_size
from monorepo_testing.paired.target import target_text
from monorepo_testing.paired.turn import Stage, Turn, run_command, take_turn, target_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from monorepo_testing.paired.claim import Claim
    from monorepo_testing.paired.contender import Contender, Size

    Samples = dict[str, list[dict[str, Any]]]


def interleaved(claim: Claim, size: Size, rounds: int) -> Iterator[Turn]:
    """Yield the turns of one size: every contender once in each round that it takes part in, in the claim's order."""
    for number in range(1, rounds + 1):
        for contender in claim.contenders:
            if size not in contender.absent and number <= (contender.rounds or rounds):
                yield Turn(contender, size, number)


def _facts(stage: Stage, contender: Contender) -> dict[str, Any]:
    """Build a native program and describe it, or name a Python function; threads as the contender sees them."""
    texts = target_texts(stage, contender)
    threads = {"threads": thread_settings(stage.env(contender)), "env": dict(contender.env)}
    if not contender.is_native:
        return {"kind": "python", "call": _short(stage, texts["call"]), **threads}
    places = stage.places(stage.claim.sizes[-1], stage.scratch)
    build = fill(contender.build, places)
    if build:
        run_command(stage, contender, build, stage.scratch, f"the build of contender {contender.name!r}")
    facts = native_facts(fill(contender.argv, places), build, contender.flags)
    return {"kind": "native", **facts, "argv": list(contender.argv), "build": list(contender.build), **threads}


def _short(stage: Stage, text: str) -> str:
    """Leave out of a target's text where on this machine the claim's folder is."""
    return text.removeprefix(f"{stage.here.resolve()}/")


def _play(stage: Stage, size: Size, rounds: int, report: Callable[[str], None]) -> tuple[Samples, list[dict[str, Any]]]:
    """Take all turns of one size; return the samples of each contender, and the load around each round."""
    samples: Samples = {one.name: [] for one in stage.claim.contenders if size not in one.absent}
    loads: list[dict[str, Any]] = []
    for turn in interleaved(stage.claim, size, rounds):
        if turn.contender is stage.claim.contenders[0]:
            loads.append({"round": turn.round, "load_before": load()})
        sample = take_turn(stage, turn)
        samples[turn.contender.name].append({"round": turn.round, **sample})
        loads[-1]["load_after"] = load()
        report(f"{turn}: {sample['seconds']:.6g} s")
    return samples, loads


def _size(
    stage: Stage, size: Size, facts: dict[str, dict[str, Any]], rounds: int, report: Callable[[str], None]
) -> dict[str, Any]:
    absent = {one.name: one.absent[size] for one in stage.claim.contenders if size in one.absent}
    played = assemble_size(facts, *_play(stage, size, rounds, report))
    return {**played, "absent": absent} if absent else played


def _settings(claim: Claim, rounds: int) -> dict[str, Any]:
    return {
        "rounds": rounds,
        "repeat": {str(size): claim.repeat_for(size) for size in claim.sizes},
        "timings": claim.timings,
        "warmup": claim.warmup,
        "timeout": claim.timeout,
        "memory_limit": claim.memory_limit,
        "threads": claim.threads,
        "env": dict(claim.env),
    }


def _oracle_outcome(claim: Claim, here: Path, sizes: dict[str, Any]) -> dict[str, Any]:
    errors = [
        sample["error"]
        for size in sizes.values()
        for contender in size["contenders"].values()
        for sample in contender["samples"]
    ]
    target = claim.oracle if claim.oracle is not None else claim.check
    name = "residuals that the programs print" if target is None else target_text(target, here=here).rpartition("/")[2]
    # A wrong result has ended the run before this line, so what was checked has passed.
    outcome = {"by": name, "tolerance": claim.tolerance, "checked": len(errors), "passed": len(errors)}
    return {**outcome, "worst_error": max(errors)}


def run(
    claim: Claim,
    *,
    rounds: int | None = None,
    here: str | Path = ".",
    command: str = "",
    report: Callable[[str], None] = lambda _: None,
) -> dict[str, Any]:
    """Run a claim and return the result that is stored.

    Parameters
    ----------
    claim : Claim
        What to run.
    rounds : int, optional
        In place of the claim's own number.
    here : str or Path, default "."
        The folder of the claim's file: relative targets start from it and everything runs in it.
    command : str, optional
        The command that does this again; stored.
    report : callable, optional
        Called with a line after each turn.

    Returns
    -------
    dict
        See `monorepo_testing.paired.result`.

    Raises
    ------
    ClaimError
        If a function of the claim cannot be found by a fresh process.
    WrongResultError, ContenderCrashedError, ContenderHungError, ContenderMemoryError, GarbageOutputError
        If a contender fails: the whole run fails with it.
    """
    count, folder = claim.rounds if rounds is None else rounds, Path(here).resolve()
    with tempfile.TemporaryDirectory(prefix="paired-") as scratch:
        stage = Stage(claim, folder, Path(scratch))
        facts = {contender.name: _facts(stage, contender) for contender in claim.contenders}
        sizes = {str(size): _size(stage, size, facts, count, report) for size in claim.sizes}
    headline = str(claim.sizes[-1])
    return {
        "schema": SCHEMA,
        "claim": claim.name,
        "text": claim.text,
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "command": command,
        "revision": revision(folder),
        "machine": {**hardware(), **system()},
        "settings": _settings(claim, count),
        "contenders": facts,
        "headline": headline,
        "ratios": sizes[headline]["ratios"],
        "memory_ratios": sizes[headline]["memory_ratios"],
        "oracle": _oracle_outcome(claim, folder, sizes),
        "sizes": sizes,
    }
