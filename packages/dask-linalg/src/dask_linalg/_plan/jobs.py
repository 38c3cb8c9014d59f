"""The tasks of a graph as the scheduler will see them, each with what it costs as far as that is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import dask
from dask._task_spec import Alias, GraphNode
from dask.array.core import Array

from dask_linalg.schedule.tasks import Read, Step, Work
from dask_linalg.tiles.collection import settled


@dataclass(frozen=True)
class Job:
    """A task of the optimised graph: of this package, or one of Dask's own, of which nothing is known."""

    dependencies: frozenset[Any]
    work: Work | None = None
    reads: tuple[Read, ...] = ()

    @property
    def flops(self) -> float:
        """Operations on real numbers."""
        return self.work.flops if self.work else 0.0


def jobs(*arrays: Any) -> tuple[dict[Any, Job], tuple[Read, ...]]:
    """Return the jobs that compute some lazy arrays, by key, and the chunks of sources that their steps read."""
    graph: dict[Any, Any] = {}
    for array in optimised(*arrays):
        graph |= dict(array.__dask_graph__())
    found = jobs_of(graph)
    reads = {read.key: read for job in found.values() for read in job.reads}
    return found, tuple(reads.values())


def optimised(*arrays: Any) -> tuple[Any, ...]:
    """Return lazy arrays with the graphs that Dask would run."""
    if all(isinstance(a, Array) for a in arrays):
        return tuple(dask.optimize(*arrays))
    return tuple(settled(a) for a in arrays)


def jobs_of(graph: Mapping[Any, Any]) -> dict[Any, Job]:
    """Return the jobs of a graph; what only gives another name is left out, and its readers read what it names."""
    names = {key: task.target for key, task in graph.items() if isinstance(task, Alias)}

    def real(key: Any) -> Any:
        while key in names:
            key = names[key]
        return key

    def job(task: Any) -> Job:
        dependencies = frozenset(map(real, task.dependencies if isinstance(task, GraphNode) else ()))
        return Job(dependencies, task.work, task.reads) if isinstance(task, Step) else Job(dependencies)

    return {key: job(task) for key, task in graph.items() if key not in names}
