"""Plans count what the textbook counts, predict the peak, and say what is gathered and which chunks would spare a copy."""

from __future__ import annotations

import dask
import dask.array as da
import numpy as np
import pytest
from matrices import KINDS

import dask_linalg as la
from dask_linalg._plan.jobs import Job, jobs
from dask_linalg._plan.machine import Machine, machine
from dask_linalg._plan.simulation import simulated
from dask_linalg.schedule.tasks import Work

MACHINE = Machine(flops=1e9, bandwidth=1e12, overhead=0.0)


def job(flops, *dependencies, nbytes=1, in_place=False):
    return Job(frozenset(dependencies), Work(flops, nbytes, in_place))


def run(graph, threads):
    return simulated(graph, {key: one.work.nbytes for key, one in graph.items()}, threads, MACHINE)


def test_a_chain_takes_as_long_on_many_threads_and_independent_tasks_do_not():
    chain = {"a": job(1e9), "b": job(1e9, "a"), "c": job(1e9, "b")}
    apart = {"a": job(1e9), "b": job(1e9), "c": job(1e9)}
    assert [run(chain, n).seconds for n in (1, 3)] == pytest.approx([3, 3])
    assert [run(apart, n).seconds for n in (1, 2, 3)] == pytest.approx([3, 2, 1])


def test_the_peak_is_what_is_held_at_one_time():
    chain = {"a": job(0, nbytes=10), "b": job(0, "a", nbytes=10), "c": job(0, "b", nbytes=10)}
    in_place = {"a": job(0, nbytes=10), "b": job(0, "a", nbytes=10, in_place=True)}
    kept = {"a": job(0, nbytes=10), "b": job(0, nbytes=10), "c": job(0, "a", "b", nbytes=5)}
    assert [run(graph, 1).peak for graph in (chain, in_place, kept)] == [20, 10, 25]


def test_operations_are_the_textbooks():
    for n, chunks, dtype, times in [(2048, 512, "f8", 1), (1500, 400, "c16", 4), (1111, (90, 700), "f4", 1)]:
        cost = la.plan(la.cholesky(da.zeros((n, n), chunks=chunks, dtype=dtype)), threads=2)
        # Products of a diagonal tile are computed as if only half of it were needed, so that lower orders differ.
        assert cost.flops == pytest.approx(times * n**3 / 3, rel=0.01 + 600 / n)


def test_a_tile_more_costs_what_is_predicted_of_it(small_tiles):
    lazy = la.cholesky(da.from_array(KINDS["random"](64, "f8"), chunks=8))
    found, reads = jobs(lazy)
    assert la.plan(lazy).tasks == len(found)
    assert sum(read.nbytes for read in reads) == 36 * 8 * 8 * 8, "of the lower triangle each tile is read"


def test_the_peak_is_predicted_to_be_the_matrix_that_is_updated():
    a = da.from_array(np.eye(2048), chunks=512)
    cost = la.plan(la.cholesky(a), threads=2)
    assert 1.0 <= cost.peak_memory / a.nbytes < 1.6


def test_chunks_are_proposed_where_the_ones_given_are_cut_anew():
    unsuitable = la.plan(la.cholesky(da.zeros((1500, 1500), chunks=(1500, 70))))
    assert unsuitable.chunks == (512, 512)
    assert unsuitable.rechunked > 0
    assert "chunks of (512, 512) would spare that" in str(unsuitable)
    suitable = la.plan(la.cholesky(da.zeros((1500, 1500), chunks=unsuitable.chunks)))
    assert (suitable.chunks, suitable.rechunked) == (None, 0)


def test_what_is_gathered_is_named():
    stack = da.zeros((3, 40, 40), chunks=(1, 20, 40))
    cost = la.plan(la.cholesky(stack))
    assert cost.gathered == ("cholesky: 3 tasks, of up to 12.50 kiB",)
    assert "gathered     cholesky: 3 tasks" in str(cost)
    assert la.plan(la.cholesky(stack.rechunk((1, 40, 40)))).gathered == ()


def test_several_arrays_are_planned_together():
    a = da.from_array(np.eye(1200), chunks=400)
    factor = la.cholesky(a)
    assert la.plan(factor, factor + 1).flops == la.plan(factor).flops
    assert la.plan(factor, la.cholesky(2 * a)).flops == 2 * la.plan(factor).flops


def test_what_has_been_computed_cannot_be_planned():
    with pytest.raises(TypeError, match="a lazy Dask array is wanted, but ndarray was given"):
        la.plan(np.eye(3))


def test_planning_computes_nothing():
    def fail(block):
        raise AssertionError

    la.plan(la.cholesky(da.zeros((1200, 1200), chunks=600).map_blocks(fail, dtype="f8")))


def test_rates_are_measured_once():
    assert machine() is machine()
    assert machine().flops > 1e8
    assert machine().bandwidth > 1e7


def test_too_large_a_matrix_is_not_gathered_but_refused_with_what_to_do():
    stack = da.zeros((2, 64, 64), chunks=(1, 32, 64))
    with (
        dask.config.set({"dask-linalg.gather-limit": "16 kiB"}),
        pytest.raises(
            la.GatherLimitError, match=r"cholesky: a block of shape \(1, 64, 64\).*32.00 kiB.*limit of 16.00 kiB"
        ),
    ):
        la.cholesky(stack)
    with dask.config.set({"dask-linalg.gather-limit": "16 kiB"}):
        assert la.cholesky(stack.rechunk((1, 64, 64))).shape == (2, 64, 64), "it lies in one chunk already"


def test_progress_counts_operations_and_ends_at_all_of_them(small_tiles):
    calls = []
    with la.progress(lambda done, total: calls.append((done, total))):
        la.cholesky(da.from_array(KINDS["random"](64, "f8"), chunks=8)).compute(scheduler="threads")
    assert len({total for _, total in calls}) == 1
    assert [done for done, _ in calls] == sorted(done for done, _ in calls)
    assert calls[-1][0] == calls[-1][1] == la.plan(la.cholesky(da.zeros((64, 64), chunks=8))).flops


def test_progress_shows_a_line(capsys):
    with la.progress():
        la.cholesky(da.from_array(np.eye(1200), chunks=400)).compute(scheduler="synchronous")
    line = capsys.readouterr().err.split("\r")[-1]
    assert line.startswith("[" + "#" * 40 + "] 100% of ")
    assert line.endswith("\n")


def test_progress_of_a_computation_without_operations_says_nothing():
    with la.progress(lambda done, total: pytest.fail("nothing is done")):
        da.ones(3).compute(scheduler="synchronous")


def test_progress_wants_something_to_call():
    with pytest.raises(TypeError, match="a function of two numbers is wanted, but int was given"), la.progress(3):
        pass
