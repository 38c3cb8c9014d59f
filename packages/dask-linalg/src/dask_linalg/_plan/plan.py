"""What a lazy result will cost: tasks, operations, bytes, memory, time, and the chunks that would spare some of it."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import dask.array as da
from dask.utils import format_bytes, format_time

from dask_linalg._plan.jobs import Job, jobs
from dask_linalg._plan.machine import machine
from dask_linalg._plan.simulation import simulated
from dask_linalg.schedule.tasks import Read


@dataclass(frozen=True)
class Plan:
    """What computing some lazy arrays on the threads of one machine will cost, see `plan`.

    Parameters
    ----------
    tasks : int
        Tasks that the scheduler will see.
    flops : float
        Operations on real numbers in the tasks of this package.
    bytes_moved : int
        Bytes that tasks read and write.
    peak_memory : int
        Bytes held at one time at most, without what the user holds.
    seconds : float
        Predicted time.
    threads : int
        Threads that were reckoned with.
    gathered : tuple of str
        What is computed whole although it came in several chunks: the function, how many such tasks, and the largest of them.
    rechunked : int
        Bytes that are cut into other chunks first.
    chunks : tuple of int, optional
        Chunks that would spare that, if there are any.
    """

    tasks: int
    flops: float
    bytes_moved: int
    peak_memory: int
    seconds: float
    threads: int
    gathered: tuple[str, ...]
    rechunked: int
    chunks: tuple[int, ...] | None

    def __str__(self) -> str:
        lines = [
            ("tasks", f"{self.tasks:,}"),
            ("operations", f"{self.flops:.3g}"),
            ("bytes moved", format_bytes(self.bytes_moved)),
            ("peak memory", format_bytes(self.peak_memory)),
            ("time", f"{format_time(self.seconds)} on {self.threads} threads"),
            *[("gathered", one) for one in self.gathered],
        ]
        if self.chunks is not None:
            spared = f"{format_bytes(self.rechunked)} are cut anew; chunks of {self.chunks} would spare that"
            lines.append(("chunks", spared))
        return "\n".join(f"{name:<12} {value}" for name, value in lines)


def plan(*arrays: da.Array[Any], threads: int | None = None) -> Plan:
    """Predict what it will cost to compute lazy arrays together; nothing is computed.

    The graph is optimised as Dask would, and run on so many threads in a simulation: each task takes the time of its operations
    or of the bytes that it moves, whichever is longer, at rates that are measured on this machine in the first call.

    Parameters
    ----------
    *arrays : dask.array.Array
        Results of this package's functions, or what is made of them.
    threads : int, optional
        Threads to reckon with, by default one for each core of this machine.

    Returns
    -------
    Plan
        The prediction; ``print`` shows it as a table.

    Raises
    ------
    TypeError
        If one of the arrays is no Dask array.

    Notes
    -----
    Tasks of Dask's own, such as those that make the input, count as tasks, but their operations are unknown; of their results
    those have a size that this package's tasks read. Work space of LAPACK in gathered tasks is not counted.

    References
    ----------
    R. L. Graham, "Bounds on multiprocessing timing anomalies", SIAM Journal on Applied Mathematics 17 (1969), on list schedules.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> cost = la.plan(la.cholesky(da.eye(2048, chunks=512)), threads=2)
    >>> round(cost.flops / (2048**3 / 3), 1), cost.gathered
    (1.0, ())
    """
    for one in arrays:
        if not isinstance(one, da.Array):
            raise TypeError(
                f"plan: a lazy Dask array is wanted, but {type(one).__name__} was given; plan before computing"
            )
    found, reads = jobs(*arrays)
    count = threads or os.cpu_count() or 1
    run = simulated(found, _sizes(found, reads), count, machine())
    cut = [read for read in reads if str(read.key[0]).startswith("rechunk")]
    return Plan(
        tasks=len(found),
        flops=sum(job.flops for job in found.values()),
        bytes_moved=run.moved,
        peak_memory=run.peak,
        seconds=run.seconds,
        threads=count,
        gathered=_gathered(found.values()),
        rechunked=sum(read.nbytes for read in cut),
        chunks=max(Counter(read.shape for read in cut).items(), key=lambda item: item[1])[0] if cut else None,
    )


def _sizes(found: Mapping[Any, Job], reads: Iterable[Read]) -> dict[Any, int]:
    return {read.key: read.nbytes for read in reads} | {key: job.work.nbytes for key, job in found.items() if job.work}


def _gathered(found: Iterable[Job]) -> tuple[str, ...]:
    largest: dict[str, int] = {}
    count: Counter[str] = Counter()
    for job in found:
        if job.work and job.work.gathered:
            name = job.work.gathered
            count[name] += 1
            largest[name] = max(largest.get(name, 0), sum(read.nbytes for read in job.reads))
    return tuple(
        f"{name}: {count[name]} task{'s' * (count[name] > 1)}, of up to {format_bytes(size)}"
        for name, size in largest.items()
    )
