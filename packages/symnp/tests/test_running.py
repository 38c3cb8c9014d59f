from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from programs import Program

import symnp
from monorepo_testing.adversarial import assert_same_bits
from symnp._cost.memory import memory_profile
from symnp._cost.work import work_of
from symnp._layout.layout import layout_of, root_layout
from symnp._ops import registry
from symnp._plan.plan import make_plan
from symnp._run import buffers, measure
from symnp._run.numpy_executor import run


def plan_of(*arrays):
    return make_plan([array._read() for array in arrays])


def predicted_peak(plan):
    return max(memory_profile(plan, [work_of(step) for step in plan.steps]))


@pytest.fixture
def x():
    return np.linspace(0, 1, 1000)


def test_a_dying_operand_lends_its_buffer_to_the_result(x):
    plan = plan_of(np.sqrt(symnp.asarray(x) + 1) * 2)
    assert [step.reuses is not None for step in plan.steps] == [False, True, True]
    assert predicted_peak(plan) == x.nbytes


def test_an_operand_read_again_later_keeps_its_buffer(x):
    shifted = symnp.asarray(x) + 1
    result = shifted * np.sqrt(shifted)
    del shifted
    plan = plan_of(result)
    assert [step.reuses is not None for step in plan.steps] == [False, False, True]
    assert_same_bits(run(plan)[0], (x + 1) * np.sqrt(x + 1))


def test_an_operand_that_a_view_still_shows_keeps_its_buffer(x):
    shifted = symnp.asarray(x) + 1
    result = np.sqrt(shifted)[:500] + shifted[500:]
    del shifted
    assert_same_bits(symnp.compute(result, level="none"), np.sqrt(x + 1)[:500] + (x + 1)[500:])


def test_inputs_are_never_written(x):
    before = x.copy()
    symnp.compute(np.sqrt(symnp.asarray(x)) * 2 - symnp.asarray(x))
    np.testing.assert_array_equal(x, before)


def test_each_value_is_released_as_soon_as_nobody_needs_it(x):
    ours = symnp.asarray(x)
    plan = plan_of((ours + 1).sum() + (ours * 2).sum())
    assert predicted_peak(plan) == x.nbytes
    released = [node for step in plan.steps for node in step.releases]
    assert len(released) == len(set(released)) == len(plan.steps) - 1


def test_a_value_that_a_user_still_holds_is_kept_and_used_again(x):
    held = symnp.asarray(x) + 1
    symnp.compute(held * 2)
    assert_same_bits(held._read().value, x + 1)
    result = symnp.compute(held)
    result[:] = 0
    assert_same_bits(symnp.compute(held), x + 1)


def test_results_belong_to_the_caller(x):
    ours = symnp.asarray(x.reshape(10, 100))
    for array in (ours, ours.T, ours[::2], ours + 1, symnp.broadcast_to(ours[0], (3, 100)), (ours + 1).T):
        value = symnp.compute(array)
        assert value.flags.owndata or value.base.flags.owndata
        assert value.flags.writeable
        assert not np.shares_memory(value, x)
        assert value.flags.c_contiguous or value.flags.f_contiguous
    first, second = symnp.compute(ours + 1, ours + 1)
    assert not np.shares_memory(first, second)


def test_compute_returns_scalars_where_numpy_does(x):
    assert type(symnp.compute(symnp.asarray(x).sum())) is np.float64
    assert type(symnp.compute(symnp.asarray(x)[3])) is np.float64
    assert type(symnp.compute(symnp.asarray(np.array(3.0)))) is np.ndarray


def test_verbs_say_what_they_take():
    with pytest.raises(TypeError, match="at least one array"):
        symnp.compute()
    with pytest.raises(TypeError, match=r"symnp.explain\(\) takes symnp arrays, but got int: 3"):
        symnp.explain(3)


def test_who_gives_a_verb_numpy_arrays_or_a_list_is_told_what_to_do(x):
    with pytest.raises(TypeError, match=r"got ndarray: array.*symnp\.asarray\(\) makes one of it"):
        symnp.explain(np.arange(3.0))
    with pytest.raises(TypeError, match=r"got list: .*with a star before the list$"):
        symnp.compute([symnp.asarray(x), symnp.asarray(x) + 1])
    with pytest.raises(TypeError, match="got list: ") as caught:
        symnp.compute([1.0] * 1000)
    assert len(str(caught.value)) < 300


def test_an_error_of_the_run_says_where_the_operation_was_built():
    a, b = symnp.asarray([2, 3]), symnp.asarray([-1, 2])
    with pytest.raises(ValueError, match="negative integer powers") as caught:
        symnp.compute(a**b)
    assert "while symnp computed power, built at" in caught.value.__notes__[0]
    assert "test_running.py" in caught.value.__notes__[0]


def test_a_chain_of_a_hundred_thousand_operations_neither_overflows_nor_holds_memory(x):
    ours = symnp.asarray(x)
    for _ in range(100_000):
        ours = ours + 1.0
    plan = plan_of(ours)
    assert predicted_peak(plan) == x.nbytes
    np.testing.assert_allclose(run(plan)[0], x + 100_000)


@given(st.data())
def test_the_predicted_peak_is_what_a_run_allocates(data):
    program = Program(data)
    for _ in range(data.draw(st.integers(1, 6))):
        program.step()
    plan = plan_of(*[ours for _, ours in program.pairs])
    profile = memory_profile(plan, [work_of(step) for step in plan.steps])
    results = {
        node.id: node.layout.nbytes
        for node in plan.targets
        if node.value is None and node.op.kind not in ("view", "leaf") and not node.scalar
    }
    assert max(profile, default=0) >= sum(results.values())
    assert all(held >= 0 for held in profile)


# Buffers.


@pytest.mark.parametrize("axes", [(0, 1, 2), (2, 1, 0), (1, 0, 2), (2, 0, 1)])
def test_a_new_buffer_has_the_order_of_axes_of_its_layout(axes):
    wanted = np.empty((2, 3, 4)).transpose(axes)
    assert buffers.empty(layout_of(wanted)).strides == wanted.strides
    assert buffers.empty(root_layout((), np.dtype("f8"))).shape == ()


def test_a_value_in_another_order_is_copied_into_the_promised_one():
    value = np.arange(6.0).reshape(2, 3)
    conformed = buffers.conform(value, layout_of(np.empty((2, 3), order="F")))
    assert conformed.flags.f_contiguous
    np.testing.assert_array_equal(conformed, value)
    assert buffers.conform(value, layout_of(value)) is value
    assert buffers.conform(3.0, layout_of(value)) == 3.0


@pytest.mark.parametrize("value", [np.zeros((2, 3), "i8"), np.zeros((3, 2)), np.float32(1)])
def test_a_result_that_is_not_what_was_promised_is_refused_and_not_cast(value):
    with pytest.raises(AssertionError, match=r"symnp promised shape \(2, 3\) and dtype float64, NumPy computed"):
        buffers.conform(value, layout_of(np.zeros((2, 3))))


@pytest.mark.parametrize("index", [np.s_[:, 1:3], np.s_[::-2], np.s_[1:, ::-1]])
def test_gaps_are_laid_out_as_numpys_views(index):
    x = np.arange(24.0).reshape(4, 6)
    value = x[index].copy()
    spread = buffers.conform(value, layout_of(x[index]))
    assert_same_bits(spread, x[index], strides=True)
    assert buffers.conform(2.5, layout_of(x)) == 2.5


# Measuring.


def test_the_system_sees_the_peak_of_what_runs():
    def work():
        np.ones(5_000_000)  # So much the C library gives back at once.
        return np.ones(8_000_000)

    measured = measure.measure(work)
    assert measured.method in ("VmHWM", "tracemalloc")
    assert abs(measured.peak - 64_000_000) < 8 * 2**20
    assert measured.seconds > 0


def test_where_the_system_keeps_no_peaks_tracemalloc_measures(monkeypatch, tmp_path):
    monkeypatch.setattr(measure, "_CLEAR", tmp_path / "absent" / "clear_refs")
    measured = measure.measure(lambda: np.ones(1_000_000))
    assert measured.method == "tracemalloc"
    assert abs(measured.peak - 8_000_000) < 100_000


def test_a_status_without_the_field_is_refused(monkeypatch, tmp_path):
    (tmp_path / "status").write_text("Name: x\n")
    monkeypatch.setattr(measure, "_STATUS", tmp_path / "status")
    with pytest.raises(RuntimeError, match="does not name VmRSS"):
        measure._status_bytes("VmRSS")


def test_an_operation_is_registered_once():
    with pytest.raises(ValueError, match="an operation named 'matmul' is registered already"):
        registry.register(registry.REGISTRY["matmul"])


def test_threads_that_compute_one_pending_array_agree():
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for _ in range(100):
            pending = np.exp(symnp.asarray(np.zeros(50)) + 1) * 2
            found, start = [], threading.Barrier(4)

            def work(pending=pending, found=found, start=start):
                start.wait(30)
                found.append(np.asarray(pending).sum())

            threads = [threading.Thread(target=work) for _ in range(4)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(60)
            np.testing.assert_allclose(found, [100 * np.e] * 4)
    finally:
        sys.setswitchinterval(interval)


# Memory that is not there.


OUT_OF_MEMORY = """
import resource
import numpy as np
import symnp

x = symnp.zeros((3000, 3000))
first = np.cumsum(x, axis=0)
resource.setrlimit(resource.RLIMIT_AS, (limit := int(open("/proc/self/statm").read().split()[0]) * 4096 + 100_000_000, limit))
result = first + np.cumsum(first, axis=1)  # Line 9.
try:
    symnp.compute(result, level="none")
except MemoryError as error:
    print(*error.__notes__, sep="\\n")
"""


def test_running_out_of_memory_names_the_step_and_its_line_and_what_is_held():
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "script.py"
        script.write_text(OUT_OF_MEMORY)
        done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True)
    where, held = done.stdout.splitlines()
    assert where.startswith("while symnp computed cumsum, built at ")
    assert where.endswith(("script.py:7", "script.py:9"))
    assert "wanted 68.7 MiB for its result" in held


def test_what_needs_more_memory_than_there_is_is_refused_before_anything_runs():
    x = symnp.zeros((10**6, 10**6)) + 1
    before = symnp.materialisations()
    with pytest.raises(
        symnp.PeakTooLargeError, match=r"predicted to need \d+\.\d\d GiB .* at (sqrt|add|zeros) .*test_running.py"
    ):
        symnp.compute(np.sqrt(x))
    with pytest.raises(MemoryError, match="ask for a slice"):
        float((x @ x).sum())
    assert symnp.compute(np.sqrt(x)[0, 0]) == 1
    assert symnp.materialisations() == before + 1
