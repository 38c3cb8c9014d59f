"""A process that answers for one Python library, as the driver does for ScaLAPACK.

It reads a request a line and answers a JSON object a line. Input and what a library makes of it ahead are kept from one request to
the next of the same case; neither is timed. What a library prints goes to standard error.
"""

from __future__ import annotations

import ctypes
import gc
import json
import math
import os
import resource
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TextIO

from _dask_linalg.operations import OPERATIONS
from _dask_linalg.request import Request
from monorepo_testing.paired.machine import blas, versions
from monorepo_testing.paired.memory import start_peak, status_bytes

THREADS = 2
_REST = 0.1  # BLAS threads, ours and those of the rival before, spin for some time after their work.


def _cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


class Worker:
    """What one library keeps between requests.

    Parameters
    ----------
    library : str
        Its name in the operations.
    """

    def __init__(self, library: str) -> None:
        self.library = library
        self._case: tuple[str, int, int] | None = None
        self._inputs: tuple[Any, ...] = ()
        self._calls: dict[str, Callable[[], Any]] = {}
        self._limits: Any = None
        if library.startswith("dask"):
            import dask

            dask.config.set(scheduler="threads", num_workers=THREADS)

    def answer(self, line: str) -> dict[str, Any]:
        """Do what a line asks."""
        word = line.split(maxsplit=1)[0]
        if word == "facts":
            return {"versions": versions(), "blas": blas()}
        if word == "rate":
            return {"gflops": gemm_rate(int(line.split()[1]))}
        return self._timed(Request.parse(line))

    def _timed(self, request: Request) -> dict[str, Any]:
        operation = OPERATIONS[request.operation]
        call = self._prepared(request)
        self._limit_blas(request.variant)
        columns: dict[str, list[float | None]] = {"seconds": [], "cpu_seconds": [], "extra_bytes": [], "residual": []}
        for _ in range(request.timings):
            result, sample = _measure(call)
            ratio = float(operation.ratio(*self._inputs, *_as_arrays(result)))
            result = None
            for name, value in {**sample, "residual": ratio if math.isfinite(ratio) else None}.items():
                columns[name].append(value)
        return {"operation": request.operation, "variant": request.variant, **columns}

    def _prepared(self, request: Request) -> Callable[[], Any]:
        case = request.operation, request.m, request.n
        operation = OPERATIONS[request.operation]
        if case != self._case:
            self._calls, self._inputs, self._case = {}, (), None
            gc.collect()
            self._inputs, self._case = operation.inputs(request.m, request.n), case
        if request.variant not in self._calls:
            self._calls = {}  # One variant's own copies at a time.
            prepare = operation.ways[self.library].prepare
            self._calls[request.variant] = prepare(request.variant, *self._inputs)
            _give_back()
        return self._calls[request.variant]

    def _limit_blas(self, variant: str) -> None:
        """Give BLAS the threads that a variant of Dask's own functions ends with."""
        if self.library == "dask-array":
            from threadpoolctl import threadpool_limits

            self._limits = threadpool_limits(int(variant.rpartition("/")[2]), "blas")


def _as_arrays(result: Any) -> list[Any]:
    """Return results as NumPy's arrays; those of Dask's have stayed in chunks until here."""
    import numpy as np

    return [np.asarray(one) for one in (result if isinstance(result, tuple) else (result,))]


def _give_back() -> None:
    """Give freed memory back to the system, so that the first call of a variant shows all that it takes."""
    gc.collect()
    with suppress(AttributeError, OSError):  # Only GNU's library has it.
        ctypes.CDLL(None).malloc_trim(0)


def _measure(call: Callable[[], Any]) -> tuple[Any, dict[str, float | None]]:
    """Call once with the clock on; return the result and what it took."""
    gc.collect()
    time.sleep(_REST)
    before = start_peak()
    cpu, wall = _cpu_seconds(), time.perf_counter()
    result = call()
    wall, cpu = time.perf_counter() - wall, _cpu_seconds() - cpu
    peak = status_bytes("VmHWM")
    extra = None if before is None or peak is None else max(0, peak - before)
    return result, {"seconds": wall, "cpu_seconds": cpu, "extra_bytes": extra}


def gemm_rate(n: int) -> float:
    """Return the GFLOP/s that NumPy's product of n by n matrices reaches, the best of four."""
    import numpy as np

    a = np.random.default_rng(0).standard_normal((n, n))
    seconds = []
    for _ in range(4):
        start = time.perf_counter()
        np.matmul(a, a.T.copy())
        seconds.append(time.perf_counter() - start)
    return 2e-9 * n**3 / min(seconds)


def _own_output() -> TextIO:
    """Keep standard output for answers: whatever else writes there writes to standard error from now on."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return answers


def main(library: str) -> None:
    """Answer until there is nothing more to read."""
    answers, worker = _own_output(), Worker(library)
    for line in sys.stdin:
        try:
            answer = worker.answer(line)
        except Exception:  # noqa: BLE001 - whatever a library raises is reported by its name.
            answer = {"error": traceback.format_exc()}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()
