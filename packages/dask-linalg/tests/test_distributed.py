"""On workers of distributed, which may run a task twice, nothing is written over."""

from __future__ import annotations

import dask.array as da
import numpy as np
import pytest
from distributed import Client, LocalCluster, get_worker
from matrices import KINDS

import dask_linalg as la

A = KINDS["random"](60, "f8")


@pytest.fixture(scope="module")
def client():
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        yield client


def test_workers_compute_the_same_factor(client, small_tiles):
    lazy = la.cholesky(da.from_array(A, chunks=8))
    np.testing.assert_allclose(client.compute(lazy).result(timeout=30), np.linalg.cholesky(A), atol=1e-13)


def _once_more(block, failed):
    """Fail the first time that this worker sees a block."""
    seen = get_worker().__dict__.setdefault("seen_by_test", set())
    if failed not in seen:
        seen.add(failed)
        raise OSError("lost")
    return block


def test_tasks_that_are_retried_read_what_was_there_before(client, small_tiles):
    lazy = la.cholesky(da.from_array(A, chunks=8)).map_blocks(_once_more, "first", dtype="f8")
    result = client.compute(lazy, retries=5).result(timeout=30)
    np.testing.assert_allclose(result, np.linalg.cholesky(A), atol=1e-13)


def test_tiles_on_the_way_stay_as_they_were(client, small_tiles):
    lazy = la.cholesky(da.from_array(A, chunks=8))
    graph = dict(lazy.__dask_graph__())
    trailing = [key for key in graph if "trailing" in str(key[0])]
    tiles = client.get(graph, trailing, sync=True)
    again = client.get(graph, trailing, sync=True)
    for one, other in zip(tiles, again, strict=True):
        np.testing.assert_array_equal(np.tril(one), np.tril(other))
