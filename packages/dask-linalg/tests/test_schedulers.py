"""One lazy array, computed by every scheduler: the same factor, and BLAS has its threads back."""

from __future__ import annotations

import sys
import threading
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

import dask
import dask.array as da
import dask.cache as dask_cache
import numpy as np
import pytest
from matrices import KINDS
from threadpoolctl import threadpool_info, threadpool_limits
from workloads import WORKLOADS

import dask_linalg as la
from dask_linalg.schedule import blas_threads
from dask_linalg.schedule.blas_threads import one_blas_thread
from dask_linalg.schedule.ownership import own

A = KINDS["random"](60, "f8")
del sys.modules["dask.cache"]  # Whoever imports it is taken to have a cache.


def limits():
    """Return how many threads BLAS has, once the tasks are done that a computation which has failed left running."""
    deadline = time.monotonic() + 30
    while blas_threads._running and time.monotonic() < deadline:
        time.sleep(0.001)
    return limits_now()


def limits_now():
    return [one["num_threads"] for one in threadpool_info() if one["user_api"] == "blas"]


@pytest.fixture(autouse=True)
def no_task_is_left_running():
    yield
    limits()
    assert blas_threads._running == 0


@pytest.fixture(scope="module")
def processes():
    """Yield a pool of two processes: starting one for each test would take most of the time."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        yield pool


@pytest.fixture
def lazy(small_tiles):
    return la.cholesky(da.from_array(A, chunks=8))


@pytest.mark.parametrize("scheduler", ["synchronous", "threads", "processes"])
@pytest.mark.parametrize("name", WORKLOADS)
def test_one_lazy_result_is_computed_by_every_scheduler_of_dask(small_tiles, processes, name, scheduler):
    options = {"pool": processes} if scheduler == "processes" else {}
    computed = dask.compute(*WORKLOADS[name].lazy(), scheduler=scheduler, **options)
    for one, other in zip(computed, WORKLOADS[name].expected(), strict=True):
        np.testing.assert_allclose(one, other, atol=1e-10)


def test_it_can_be_computed_again_and_together_with_what_is_made_of_it(lazy):
    with dask.config.set(scheduler="threads"):
        first, product, again = dask.compute(lazy, lazy @ lazy.T, lazy)
        kept = lazy.persist()
        np.testing.assert_array_equal(first, again)
        np.testing.assert_array_equal(kept.compute(), lazy.compute())
    np.testing.assert_allclose(product, A, atol=1e-12)


def test_what_a_cache_keeps_is_not_written_over(lazy, monkeypatch):
    monkeypatch.setitem(sys.modules, "dask.cache", dask_cache)
    with dask_cache.Cache(10**8, 0):
        first = lazy.compute(scheduler="threads")
        np.testing.assert_array_equal(lazy.compute(scheduler="threads"), first)
    np.testing.assert_allclose(first, np.linalg.cholesky(A), atol=1e-13)


def test_a_tile_is_copied_where_there_may_be_a_cache(monkeypatch):
    tile = np.ones((3, 3), order="F")
    monkeypatch.setitem(sys.modules, "dask.cache", dask_cache)
    assert own(tile, fresh=False) is not tile


def test_a_tile_is_updated_in_place_where_nobody_keeps_it_and_else_copied():
    tile = np.ones((3, 3), order="F")
    assert own(tile, fresh=False) is tile
    assert own(tile, fresh=True) is not tile
    assert own(np.ones((3, 3)), fresh=False).flags.f_contiguous
    tile.flags.writeable = False
    assert own(tile, fresh=False) is not tile


def test_blas_has_its_threads_back_after_a_computation_and_after_a_failure(lazy):
    with threadpool_limits(2, user_api="blas"):
        before = limits()
        lazy.compute(scheduler="threads")
        assert limits() == before
        with pytest.raises(np.linalg.LinAlgError):
            la.cholesky(da.from_array(-np.eye(60), chunks=8)).compute(scheduler="threads")
        assert limits() == before


def test_overlapping_computations_one_of_which_fails_leave_the_limits_as_they_were(small_tiles):
    good, bad = (la.cholesky(da.from_array(a, chunks=8)) for a in (A, -A))

    def attempt(array):
        try:
            return array.compute(scheduler="threads")
        except np.linalg.LinAlgError:
            return None

    with threadpool_limits(2, user_api="blas"), ThreadPoolExecutor(2) as pool:
        before = limits()
        results = list(pool.map(attempt, [good, bad] * 10))
        assert limits() == before
    assert [one is None for one in results] == [False, True] * 10


def test_blas_is_limited_until_the_last_of_overlapping_blocks_ends():
    with threadpool_limits(2, user_api="blas"):
        before, entered, leave = limits(), threading.Event(), threading.Event()

        def hold():
            with one_blas_thread():
                entered.set()
                leave.wait(30)

        other = threading.Thread(target=hold)
        with one_blas_thread():
            other.start()
            assert entered.wait(30)
        assert limits_now() == [1] * len(before)
        leave.set()
        other.join()
        assert limits() == before


def test_graphs_that_are_optimised_one_by_one_and_computed_together_share_their_tasks(small_tiles):
    """Fused under other names, a task that writes over its argument would be there twice."""
    factor = la.cholesky(da.from_array(A, chunks=8))
    one, other = dask.optimize(factor, factor + 1)
    first, second = dask.compute(one, other, scheduler="threads")
    np.testing.assert_allclose(first, np.linalg.cholesky(A), atol=1e-13)
    np.testing.assert_allclose(second, first + 1, atol=1e-13)
    keys = [{key for key in array.__dask_graph__() if "trailing" in str(key)} for array in (one, other)]
    assert keys[0] == keys[1]
    assert len(keys[0]) > 0
