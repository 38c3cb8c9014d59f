"""Predictions held against measurements: the peak of memory of programs in fresh processes, and what they rest on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from peak_programs import BENCHMARK, PROGRAMS, SMALL, WORK_SPACE

import symnp
from symnp._cost.estimate import estimate
from symnp._cost.machine import Machine, this_machine
from symnp._cost.memory import memory_profile
from symnp._cost.rates import MeasuredRates
from symnp._cost.work import work_of
from symnp._ops.call_costs import COSTS
from symnp._ops.call_costs_fft import convolved_length
from symnp._plan.plan import make_plan

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the peak of memory is read from Linux's /proc")

MIB = 2**20
_ONE_THREAD = {f"{library}_NUM_THREADS": "1" for library in ("OPENBLAS", "MKL", "OMP", "BLIS")}


def measured(levels, programs):
    """Return the predicted and the measured peak of programs by name and level, from children of one process."""
    script = Path(__file__).with_name("measured_peaks.py")
    answer = subprocess.run(
        [sys.executable, "-W", "ignore", str(script), *levels, "--", *programs],
        capture_output=True,
        check=True,
        text=True,
        env=os.environ | _ONE_THREAD,
    )
    lines = [json.loads(line) for line in answer.stdout.splitlines()]
    assert len(lines) == len(levels) * len(programs), answer.stderr
    return {(name, level): (predicted, peak) for name, level, predicted, peak in lines}


def assert_predicted(peaks):
    wrong = {
        what: f"{predicted / MIB:.1f} MiB predicted, {peak / MIB:.1f} measured"
        for what, (predicted, peak) in peaks.items()
        if predicted < 0 or abs(predicted - peak) > max(0.1 * peak, 8 * MIB)
    }
    assert not wrong


@pytest.mark.timeout(120)
def test_the_peaks_of_the_benchmark_are_predicted_as_written_and_rewritten():
    assert_predicted(measured(["none", "exact"], BENCHMARK))


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_the_work_space_of_numpys_functions_is_predicted():
    assert_predicted(measured(["exact"], WORK_SPACE))


def plan_of(*arrays):
    return make_plan([array._peek() for array in arrays])


def profile_of(*arrays):
    plan = plan_of(*arrays)
    return memory_profile(plan, [work_of(step) for step in plan.steps])


def last_work(array):
    return work_of(plan_of(array).steps[-1])


def test_each_part_of_what_a_call_returns_is_held_until_its_own_last_reader():
    whole, fraction = np.modf(symnp.spec(1000))
    assert max(profile_of(np.cumsum(whole))) == 24_000
    both = profile_of(np.cumsum(whole), np.cumsum(fraction))
    assert max(both) == 32_000


def test_views_are_copied_when_they_are_handed_over():
    x = symnp.spec(1000)
    assert estimate([(x + 1)._peek()], SLOW).peak == 8_000
    assert estimate([(x + 1)[::-1]._peek()], SLOW).peak == 16_000


def test_a_block_holds_its_results_and_a_few_pieces():
    x = symnp.spec(10_000_000)
    y = np.sqrt(np.exp(x) + 1) * 2
    (block,) = {step.block for step in plan_of(y).steps} - {None}
    peak = max(profile_of(y))
    assert peak == 80_000_000 + block.scratch < 90_000_000


def test_what_a_write_reads_across_its_own_region_is_copied_first():
    apart, across = symnp.zeros_like(symnp.spec(1000)), symnp.zeros_like(symnp.spec(1000))
    apart[:500] += apart[500:]
    across[1:] += across[:-1]
    assert last_work(apart).workspace == 0
    assert last_work(across).workspace == 999 * 8


def test_numpys_linear_algebra_computes_in_double_precision():
    single, double = (last_work(np.linalg.inv(symnp.spec((100, 100), dtype))) for dtype in ("f4", "f8"))
    assert double.workspace == 2 * 80_000
    assert single.workspace == 2 * 80_000 + 80_000 + 40_000


def test_a_stack_is_handed_to_lapack_one_matrix_after_the_other():
    assert last_work(np.linalg.inv(symnp.spec((50, 100, 100)))).workspace == 2 * 80_000
    one, many = (last_work(np.linalg.inv(symnp.spec((n, 100, 100)))).flops for n in (1, 50))
    assert many == 50 * one


@pytest.mark.parametrize("n", [1, 2, 1024, 3**9, 2 * 11**4])
def test_a_smooth_length_is_transformed_directly(n):
    assert convolved_length(n) == 0


def test_a_prime_length_is_a_longer_convolution():
    assert convolved_length(99_991) >= 2 * 99_991 - 1


def test_short_rows_take_many_inner_loops():
    x, row = symnp.spec((1000, 3)), symnp.spec(3)
    assert last_work(x + x).loops == 1
    assert last_work(x + row).loops == 1000
    assert last_work(x.T + x.T).loops == 1
    assert (last_work(x.sum(1)).loops, last_work(x.sum(1)).folds) == (1000, True)
    assert (last_work(x.sum()).loops, last_work(x.sum()).folds) == (1, True)
    assert last_work(x.sum(0)).folds is False


def test_elements_far_apart_bring_their_cache_lines_with_them():
    x = symnp.spec((1000, 1000))
    assert last_work(x[:, 0] + 1).traffic == 1000 * 64 + 8 + 8000
    assert last_work(x[:, ::2] + 1).traffic == 2 * 4_000_000 + 8 + 4_000_000
    assert last_work(x + x.T).traffic > last_work(x + x).traffic + 8_000_000


def test_a_matrix_that_blas_cannot_read_is_copied():
    a, b = symnp.spec((100, 200)), symnp.spec((100, 100))
    assert last_work(a[:, ::2] @ b).workspace == 80_000
    assert last_work(a[:, :100] @ b).workspace == 0
    assert last_work(b.T @ b).workspace == 0
    assert last_work(symnp.spec((100, 100), "f4") @ b).workspace == 80_000


def test_a_complex_product_is_four_real_ones():
    real, complex_numbers = (last_work(x @ x).flops for x in (symnp.spec((9, 9)), symnp.spec((9, 9), "c16")))
    assert complex_numbers == 4 * real


@pytest.mark.parametrize("function", [one for one in COSTS if callable(one)], ids=lambda one: one.__name__)
def test_every_function_of_the_tables_is_numpys_own(function):
    assert (getattr(function, "__module__", None) or "numpy").startswith("numpy")


def test_a_function_in_no_table_is_expected_to_hold_one_temporary_array():
    assert np.polyint not in COSTS
    work = last_work(np.polyint(symnp.spec(1000)))
    assert work.workspace == work.allocated == 1001 * 8
    assert work.flops >= 1001


def test_rates_are_measured_when_they_are_asked_for_and_only_once():
    rates = MeasuredRates()
    assert not rates
    found = rates["elementwise", np.exp, ("d",), (), 20.0]
    assert found > 0
    assert rates["elementwise", np.exp, ("d",), (), 20.0] == found


@pytest.mark.parametrize(
    "name", ["no such rate", ("elementwise", np.add, ("V8", "V8"), (), 1.0), ("draw", "no_method")]
)
def test_what_cannot_be_measured_is_taken_for_an_addition(name):
    assert MeasuredRates()[name] == 0
    assert this_machine().rate(name) == this_machine().vector_flops


SLOW = Machine(
    near=(1e3, 2e9), far=(1e6, 1e9), fresh=1e-9, vector_flops=1e8, matmul_flops=1e9, plain_flops=1e7, overhead=1e-6
)


def test_a_factorisation_is_at_worst_some_times_slower_than_a_product():
    assert SLOW.vector_flops < SLOW.rate("lu") < SLOW.rate("product")


@pytest.mark.parametrize("name", PROGRAMS)
def test_every_program_is_predicted_to_take_some_time(name):
    program = PROGRAMS[name]
    with symnp.options(evaluation="lazy"):  # What other tests have left pending must not be computed just here.
        result = program.compute(symnp, *[symnp.asarray(one) for one in program.make_inputs(SMALL)])
    nodes = [one._peek() for one in (result if isinstance(result, tuple) else (result,))]
    predicted = estimate(nodes, SLOW)
    assert predicted.seconds > 0
    assert all(step.work.flops >= 0 and step.work.workspace >= 0 and step.held >= 0 for step in predicted.steps)
