"""How far a computation has come, counted in operations and not in tasks, which are of very different sizes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from threading import Lock
from time import monotonic
from typing import Any

from dask.callbacks import Callback
from dask.utils import format_time

from dask_linalg._plan.jobs import jobs_of

Report = Callable[[float, float], None]
_WIDTH = 40
_SECONDS_BETWEEN_LINES = 0.1


@contextmanager
def progress(report: Report | None = None) -> Iterator[None]:
    """Show how far the computations in the block have come, in operations done of all.

    Parameters
    ----------
    report : callable, optional
        What is called with the operations that are done and with those of the whole computation, whenever a task of this package
        has ended; by default a line on standard error is kept up to date.

    Returns
    -------
    context manager
        What is computed in its block is reported.

    Raises
    ------
    TypeError
        If `report` cannot be called.

    Notes
    -----
    It sees Dask's own schedulers, synchronous, threads and processes. With distributed, use ``distributed.progress``.

    References
    ----------
    `dask.diagnostics.ProgressBar`, which counts tasks.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> shares = []
    >>> with la.progress(lambda done, total: shares.append(done / total)):
    ...     factor = la.cholesky(da.eye(1200, chunks=600)).compute(scheduler="synchronous")
    >>> shares == sorted(shares), shares[-1]
    (True, 1.0)
    """
    if report is not None and not callable(report):
        raise TypeError(f"progress: a function of two numbers is wanted, but {type(report).__name__} was given")
    with _Watcher(report or _Line()):
        yield


class _Watcher(Callback):  # type: ignore[misc]  # Dask is not followed by mypy.
    def __init__(self, report: Report) -> None:
        super().__init__()
        self._report = report
        self._lock = Lock()

    def _start(self, dsk: Mapping[Any, Any]) -> None:
        self._flops = {key: job.flops for key, job in jobs_of(dsk).items() if job.flops}
        self._total = sum(self._flops.values())
        self._done = 0.0

    def _posttask(self, key: Any, result: Any, dsk: Any, state: Any, worker_id: Any) -> None:
        if key in self._flops:
            with self._lock:
                self._done = min(self._total, self._done + self._flops.pop(key))
                self._report(self._total if not self._flops else self._done, self._total)


class _Line:
    """A line on standard error that is written anew a few times a second."""

    def __init__(self) -> None:
        self._begun = self._last = monotonic()

    def __call__(self, done: float, total: float) -> None:
        now = monotonic()
        if now - self._last < _SECONDS_BETWEEN_LINES and done < total:
            return
        self._last = now
        filled = int(_WIDTH * done / total)
        line = f"[{'#' * filled:<{_WIDTH}}] {done / total:4.0%} of {total:.3g} operations, {format_time(now - self._begun)}"
        sys.stderr.write(f"\r{line}" + ("\n" if done >= total else ""))
        sys.stderr.flush()
