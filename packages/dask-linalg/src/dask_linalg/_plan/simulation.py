"""A run of the jobs on so many threads without running them: how long it takes, and how much memory is held at most."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dask.order import order

from dask_linalg._plan.jobs import Job
from dask_linalg._plan.machine import Machine


@dataclass
class Run:
    """What a simulated run came to."""

    seconds: float = 0.0
    peak: int = 0
    moved: int = 0


@dataclass
class _Memory:
    sizes: Mapping[Any, int]
    readers: dict[Any, int]
    held: int = 0
    peak: int = 0
    keys: set[Any] = field(default_factory=set)

    def take(self, key: Any, size: int) -> None:
        self.held += size
        self.peak = max(self.peak, self.held)
        self.keys.add(key)

    def read(self, key: Any) -> None:
        """Count one reader of a result less, and let go of it after the last."""
        self.readers[key] -= 1
        if not self.readers[key] and key in self.keys:
            self.keys.discard(key)
            self.held -= self.sizes.get(key, 0)


def simulated(jobs: Mapping[Any, Job], sizes: Mapping[Any, int], threads: int, machine: Machine) -> Run:
    """Return what it takes to run jobs, given the bytes of their results, each thread taking the next in Dask's own order."""
    rank = order(dict.fromkeys(jobs), {key: set(job.dependencies) for key, job in jobs.items()})
    dependents: dict[Any, list[Any]] = defaultdict(list)
    missing = {key: len(job.dependencies) for key, job in jobs.items()}
    for key, job in jobs.items():
        for one in job.dependencies:
            dependents[one].append(key)
    # A result that nobody reads is asked for, and stays.
    memory = _Memory(sizes, {key: len(dependents[key]) or 1 for key in jobs})
    ready = [(rank[key], key) for key, count in missing.items() if not count]
    heapq.heapify(ready)
    running: list[tuple[float, int, Any]] = []
    run, now = Run(), 0.0
    while ready or running:
        while ready and len(running) < threads:
            place, key = heapq.heappop(ready)
            job = jobs[key]
            moved = sizes.get(key, 0) + sum(sizes.get(one, 0) for one in job.dependencies)
            run.moved += moved
            if not _is_in_place(job):
                memory.take(key, sizes.get(key, 0))
            heapq.heappush(running, (now + _seconds(job, moved, machine), place, key))
        now, _, key = heapq.heappop(running)
        for one in jobs[key].dependencies:
            memory.read(one)
        if _is_in_place(jobs[key]):  # What it was handed is let go of, and is now this.
            memory.take(key, sizes.get(key, 0))
        for one in dependents[key]:
            missing[one] -= 1
            if not missing[one]:
                heapq.heappush(ready, (rank[one], one))
    run.seconds, run.peak = now, memory.peak
    return run


def _seconds(job: Job, moved: int, machine: Machine) -> float:
    return machine.overhead + max(job.flops / machine.flops, moved / machine.bandwidth)


def _is_in_place(job: Job) -> bool:
    return job.work is not None and job.work.in_place
