"""On workers of distributed, which may run a task twice, nothing is written over."""

from __future__ import annotations

import dask.array as da
import numpy as np
import pytest
from dask._task_spec import Task
from distributed import Client, LocalCluster, get_worker
from matrices import KINDS
from workloads import WORKLOADS

import dask_linalg as la
from dask_linalg.schedule.tasks import Step

A = KINDS["random"](60, "f8")


@pytest.fixture(scope="module")
def client():
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        yield client


@pytest.mark.parametrize("name", WORKLOADS)
def test_workers_compute_the_same(client, small_tiles, name):
    results = client.gather(client.compute(WORKLOADS[name].lazy()))
    for one, other in zip(results, WORKLOADS[name].expected(), strict=True):
        np.testing.assert_allclose(one, other, atol=1e-10)


class _FailsAfterItsWork:
    """A function that does its work and then fails the first time, as a worker that is lost with a result."""

    def __init__(self, function, name):
        self.function, self.name = function, name

    def __call__(self, *arguments, **options):
        result = self.function(*arguments, **options)
        seen = get_worker().__dict__.setdefault("seen_by_test", set())
        if self.name not in seen:
            seen.add(self.name)
            raise OSError("lost")
        return result


@pytest.mark.parametrize("name", WORKLOADS)
def test_a_task_that_is_run_again_reads_what_was_there_before(client, small_tiles, name):
    lazy = WORKLOADS[name].lazy()
    graph = {}
    for array in lazy:
        graph |= dict(array.__dask_graph__())
    for key, task in list(graph.items()):
        if isinstance(task, Step):
            graph[key] = Task(key, _FailsAfterItsWork(task.func, str(key)), *task.args, **task.kwargs)
    keys = [array.__dask_keys__() for array in lazy]
    blocks = client.get(graph, keys, sync=True, retries=5)
    for array, one, other in zip(lazy, blocks, WORKLOADS[name].expected(), strict=True):
        np.testing.assert_allclose(_put_together(one, array.ndim), other, atol=1e-10)


def _put_together(blocks, ndim):
    return np.block(blocks) if ndim else np.asarray(blocks)


def test_tiles_on_the_way_stay_as_they_were(client, small_tiles):
    lazy = la.cholesky(da.from_array(A, chunks=8))
    graph = dict(lazy.__dask_graph__())
    trailing = [key for key in graph if "trailing" in str(key[0])]
    tiles = client.get(graph, trailing, sync=True)
    again = client.get(graph, trailing, sync=True)
    for one, other in zip(tiles, again, strict=True):
        np.testing.assert_array_equal(np.tril(one), np.tril(other))
