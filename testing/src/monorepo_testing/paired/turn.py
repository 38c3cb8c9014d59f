"""One turn: one contender, once, in a fresh process, its result checked."""

from __future__ import annotations

import json
import os
import signal
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from monorepo_testing.paired.errors import (
    ContenderCrashedError,
    ContenderHungError,
    ContenderMemoryError,
    GarbageOutputError,
    WrongResultError,
)
from monorepo_testing.paired.machine import THREAD_VARIABLES
from monorepo_testing.paired.native import fill, parse_output
from monorepo_testing.paired.process import Ended, run_in_group
from monorepo_testing.paired.target import target_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monorepo_testing.paired.claim import Claim
    from monorepo_testing.paired.contender import Contender, Size

# What native programs and libraries say when an allocation fails; the status alone does not tell.
_MEMORY_WORDS = ("std::bad_alloc", "Cannot allocate memory", "out of memory", "MemoryError")


@dataclass(frozen=True)
class Stage:
    """Where a claim runs.

    Parameters
    ----------
    claim : Claim
        What runs.
    here : Path
        The folder of the claim's file; everything runs there.
    scratch : Path
        A folder that is gone after the run.
    """

    claim: Claim
    here: Path
    scratch: Path

    def env(self, contender: Contender) -> dict[str, str]:
        """Return a contender's whole environment."""
        threads = {} if self.claim.threads is None else dict.fromkeys(THREAD_VARIABLES, str(self.claim.threads))
        return {**os.environ, **threads, **self.claim.env, **contender.env}

    def tolerance(self, contender: Contender) -> float:
        """Return the largest error that passes: the contender's own, or the claim's."""
        return self.claim.tolerance if contender.tolerance is None else contender.tolerance

    def places(self, size: Size, folder: Path) -> dict[str, object]:
        """Return what the places in a native command line stand for."""
        threads = self.claim.threads if self.claim.threads is not None else os.cpu_count()
        return {
            "size": size,
            "repeat": self.claim.repeat_for(size),
            "threads": threads,
            "here": self.here,
            "scratch": self.scratch,
            "result": folder / "result.npy",
        }


@dataclass(frozen=True)
class Turn:
    """Which contender, at which size, in which round (counted from 1)."""

    contender: Contender
    size: Size
    round: int

    def __str__(self) -> str:
        return f"contender {self.contender.name!r}, size {self.size}, round {self.round}"


def _signal_name(status: int) -> str:
    return signal.Signals(-status).name if -status in list(signal.Signals) else f"signal {-status}"


def _demand_good_end(ended: Ended, what: str, timeout: float) -> None:
    """Raise the error that a bad end is called by."""
    if ended.timed_out:
        raise ContenderHungError(f"{what}: did not end within {timeout:g} s and was killed; {ended.last_words()}")
    if ended.status == 0:
        return
    how = f"ended with status {ended.status}" if ended.status > 0 else f"was ended by {_signal_name(ended.status)}"
    if ended.status == -signal.SIGKILL or any(word in ended.stderr for word in _MEMORY_WORDS):
        raise ContenderMemoryError(f"{what}: {how}, most likely for want of memory; {ended.last_words()}")
    raise ContenderCrashedError(f"{what}: {how}; {ended.last_words()}")


def run_command(stage: Stage, contender: Contender, argv: Sequence[str], folder: Path, what: str) -> Ended:
    """Run a command of a contender and demand that it ends well.

    Raises
    ------
    ContenderCrashedError, ContenderHungError, ContenderMemoryError
        If it does not.
    """
    claim = stage.claim
    limits: dict[str, Any] = {"timeout": claim.timeout, "memory_limit": claim.memory_limit}
    try:
        ended = run_in_group(argv, env=stage.env(contender), cwd=stage.here, scratch=folder, **limits)
    except OSError as error:
        raise ContenderCrashedError(f"{what}: {argv[0]!r} could not be started: {error}") from error
    _demand_good_end(ended, what, claim.timeout)
    return ended


def target_texts(stage: Stage, contender: Contender) -> dict[str, str]:
    """Name the functions that a contender's turns need.

    Raises
    ------
    ClaimError
        If a fresh process could not find one of them.
    """
    claim = stage.claim
    targets = {
        "setup": claim.setup,
        "oracle": claim.oracle,
        "check": claim.check,
        "call": contender.call,
        "prepare": contender.prepare,
        "compile": contender.compile,
        "fetch": contender.fetch,
        "synchronise": contender.synchronise,
    }
    return {name: target_text(t, here=stage.here) for name, t in targets.items() if t is not None}


def _job(stage: Stage, turn: Turn, mode: str, result: Path) -> dict[str, Any]:
    claim, texts = stage.claim, target_texts(stage, turn.contender)
    numbers = {"warmup": claim.warmup, "repeat": claim.repeat_for(turn.size), "timings": claim.timings}
    places = {"here": str(stage.here), "result": str(result)}
    tolerance = stage.tolerance(turn.contender)
    return {"mode": mode, "size": turn.size, "tolerance": tolerance, **places, **numbers, **texts}


def _ask_worker(stage: Stage, turn: Turn, mode: str, folder: Path) -> dict[str, Any]:
    """Run the worker on a job and return its answer; whatever keeps it from answering is raised by name."""
    what = str(turn) if mode == "time" else f"the oracle for {turn}"
    job, reply = folder / "job.json", folder / "answer.json"
    job.write_text(json.dumps(_job(stage, turn, mode, folder / "result.npy")), "utf-8")
    # -P keeps the benchmarks' folder off the front of the path, where its files could hide a library.
    argv = [sys.executable, "-P", "-m", "monorepo_testing.paired.worker", str(job), str(reply)]
    ended = run_command(stage, turn.contender, argv, folder, what)
    try:
        answer: dict[str, Any] = json.loads(reply.read_text("utf-8"))
        status = answer.pop("status")
    except (OSError, ValueError, KeyError, AttributeError) as error:
        raise GarbageOutputError(f"{what}: ended without an answer ({error}); {ended.last_words()}") from error
    if status == "ok":
        return answer
    kind = ContenderMemoryError if status == "memory" else ContenderCrashedError
    word = "ran out of memory" if status == "memory" else "raised an exception"
    raise kind(f"{what}: {word}:\n{answer['text']}{ended.last_words()}")


def _demand_right_result(turn: Turn, verdict: dict[str, Any]) -> dict[str, Any]:
    if not verdict["passed"]:
        raise WrongResultError(f"{turn}: wrong result, no figure is written: {verdict['text']}")
    return {"error": verdict["error"]}


def _python_turn(stage: Stage, turn: Turn, folder: Path) -> dict[str, Any]:
    answer = _ask_worker(stage, turn, "time", folder)
    return {**_demand_right_result(turn, answer.pop("verdict")), **answer}


def _native_turn(stage: Stage, turn: Turn, folder: Path) -> dict[str, Any]:
    from monorepo_testing.paired.oracle import judge_error

    argv = fill(turn.contender.argv, stage.places(turn.size, folder))
    ended = run_command(stage, turn.contender, argv, folder, str(turn))
    by_file = "{result}" in " ".join(turn.contender.argv)
    try:
        printed = parse_output(ended.stdout, needs_residual=not by_file)
    except ValueError as error:
        raise GarbageOutputError(f"{turn}: {error}; {ended.last_words()}") from error
    verdict = (
        _ask_worker(stage, turn, "check", folder)["verdict"]
        if by_file
        else judge_error(printed["residual"], stage.tolerance(turn.contender)).as_json()
    )
    peak = printed.get("peak_bytes", ended.peak_bytes)
    return {
        **_demand_right_result(turn, verdict),
        "seconds": printed["seconds"],
        "cpu_seconds": printed.get("cpu_seconds", ended.cpu_seconds / stage.claim.repeat_for(turn.size)),
        "before_bytes": 0,
        "peak_bytes": peak,
        "extra_bytes": peak,
        "memory_how": "printed" if "peak_bytes" in printed else ended.memory_how,
    }


def take_turn(stage: Stage, turn: Turn) -> dict[str, Any]:
    """Run one contender once in a fresh process and check its result.

    Parameters
    ----------
    stage : Stage
        Where.
    turn : Turn
        Which contender, size and round.

    Returns
    -------
    dict
        The sample: `seconds` and `cpu_seconds` of one call, bytes of memory, `error`; of a Python contender also
        `versions` and `blas`, and where it compiles `compile_seconds` and `held_bytes`.

    Raises
    ------
    WrongResultError, ContenderCrashedError, ContenderHungError, ContenderMemoryError, GarbageOutputError
        As they are named; the text says which contender, size and round, and what it printed last.
    """
    with tempfile.TemporaryDirectory(dir=stage.scratch) as folder:
        one = _native_turn if turn.contender.is_native else _python_turn
        return one(stage, turn, Path(folder))
