"""What runs in the fresh process: prepare, compute with the clock on, then ask the oracle.

`python -m monorepo_testing.paired.worker JOB ANSWER` reads one JSON file and writes the other. The answer goes to a
file and not to standard output, which belongs to the contender.
"""

from __future__ import annotations

import gc
import json
import resource
import sys
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

from monorepo_testing.paired.machine import blas, versions
from monorepo_testing.paired.memory import start_peak, status_bytes
from monorepo_testing.paired.target import load_target, open_folder

if TYPE_CHECKING:
    from collections.abc import Callable


_REST = 0.05


def _nothing() -> None:
    """Wait for no device."""


def _itself(x: Any) -> Any:
    return x


def _step(job: dict[str, Any], name: str, default: Callable[..., Any]) -> Callable[..., Any]:
    return load_target(job[name]) if job.get(name) else default


def _cpu_seconds() -> float:
    """Return the time of all threads of this process and of the children that it has waited for."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def _timed(
    call: Callable[[Any], Any], synchronise: Callable[[], object], own: Any, repeat: int
) -> tuple[Any, dict[str, float]]:
    """Call `repeat` times with the clock on; return the last result, and the seconds of one call."""
    result = None
    gc.collect()
    synchronise()
    cpu, wall = _cpu_seconds(), time.perf_counter()
    for _ in range(repeat):
        result = None  # The last result goes before the next one comes, or two would count as its memory.
        result = call(own)
    synchronise()
    wall, cpu = time.perf_counter() - wall, _cpu_seconds() - cpu
    return result, {"seconds": wall / repeat, "cpu_seconds": cpu / repeat}


def _compiled(job: dict[str, Any], own: Any) -> tuple[Any, dict[str, float | None]]:
    """Let the contender compile, if it does; return what it computes with, how long that took and what it now holds."""
    if not job.get("compile"):
        return own, {}
    compile_ = load_target(job["compile"])
    gc.collect()
    before, start = status_bytes("VmRSS"), time.perf_counter()
    made = compile_(own)
    seconds = time.perf_counter() - start
    gc.collect()
    after = status_bytes("VmRSS")
    held = None if before is None or after is None else max(0, after - before)
    return made, {"compile_seconds": seconds, "held_bytes": held}


def _measure(job: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """Compute with the contender; its input does not outlive this, so that the oracle has the memory to itself."""
    call, synchronise = load_target(job["call"]), _step(job, "synchronise", _nothing)
    own = _step(job, "prepare", _itself)(load_target(job["setup"])(job["size"]))
    own, compilation = _compiled(job, own)
    gc.collect()
    # Thread pools spin for some milliseconds after their start; they come to rest before anything is measured.
    time.sleep(_REST)
    before = start_peak()
    for _ in range(job["warmup"]):
        call(own)
    result, sample = _timed(call, synchronise, own, job["repeat"])
    for _ in range(job["timings"] - 1):
        result = None
        result, again = _timed(call, synchronise, own, job["repeat"])
        sample = min(sample, again, key=lambda one: one["seconds"])
    peak = status_bytes("VmHWM")
    extra = None if before is None or peak is None else max(0, peak - before)
    memory = {"before_bytes": before, "peak_bytes": peak, "extra_bytes": extra, "memory_how": "VmHWM"}
    return result, {**sample, **compilation, **memory}


def _verdict(job: dict[str, Any], result: Any) -> dict[str, Any]:
    # NumPy comes in here, after the measurement, for contenders that do without it.
    from monorepo_testing.paired.oracle import judge_error, judge_result

    prepared = load_target(job["setup"])(job["size"])
    if job.get("check"):
        return judge_error(load_target(job["check"])(prepared, result), job["tolerance"]).as_json()
    return judge_result(result, load_target(job["oracle"])(prepared), job["tolerance"]).as_json()


def _time_contender(job: dict[str, Any]) -> dict[str, Any]:
    result, sample = _measure(job)
    facts = {"versions": versions(), "blas": blas()}
    return {**sample, **facts, "verdict": _verdict(job, _step(job, "fetch", _itself)(result))}


def _check_file(job: dict[str, Any]) -> dict[str, Any]:
    import numpy as np

    return {"verdict": _verdict(job, np.load(job["result"], allow_pickle=False))}


def answer(job: dict[str, Any]) -> dict[str, Any]:
    """Do a job and return its answer, whatever becomes of it.

    Parameters
    ----------
    job : dict
        `mode` is `time` (run the contender) or `check` (let the oracle see the file `result`); targets as text.

    Returns
    -------
    dict
        `status` is `ok`, `memory` or `crash`; `text` holds the traceback of the latter two.
    """
    open_folder(Path(job["here"]))  # A contender may be a function of a file beside the claim's.
    try:
        done = _check_file(job) if job["mode"] == "check" else _time_contender(job)
    except MemoryError:
        return {"status": "memory", "text": traceback.format_exc()}
    except Exception:  # noqa: BLE001 - whatever a contender raises is reported with its name by the runner.
        return {"status": "crash", "text": traceback.format_exc()}
    return {"status": "ok", **done}


def main(argv: list[str]) -> int:
    """Read the job, do it, write the answer."""
    job = json.loads(Path(argv[0]).read_text("utf-8"))
    text = json.dumps(answer(job))
    Path(argv[1]).write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
