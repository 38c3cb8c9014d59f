"""Writes: seen through every view, done in place where nobody looks at the older content, and refused as NumPy does."""

from __future__ import annotations

import operator
import threading

import numpy as np
import pytest

import symnp
from monorepo_testing.adversarial import assert_same_bits
from symnp._array import evaluator
from symnp._graph import node as node_module
from symnp._run import numpy_executor


@pytest.fixture
def copies(monkeypatch):
    """Count how many new buffers the executor takes."""
    taken = []
    original = numpy_executor.empty
    monkeypatch.setattr(numpy_executor, "empty", lambda layout: taken.append(layout) or original(layout))
    return taken


def both(x, *actions):
    """Let NumPy and symnp do the same and return both arrays."""
    theirs, ours = x.copy(order="K"), symnp.array(x)
    for action in actions:
        action(theirs)
        action(ours)
    return theirs, ours


ACTIONS = {
    "an element": lambda x: operator.setitem(x, (1, 2), 7),
    "a row": lambda x: operator.setitem(x, 1, 7),
    "a slice of a transposed view": lambda x: operator.setitem(x.T[1:], slice(None), 7),
    "a part by itself, overlapping": lambda x: operator.setitem(x, np.s_[1:], x[:-1]),
    "a part by itself, reversed": lambda x: operator.setitem(x, np.s_[::-1], x),
    "a mask": lambda x: operator.setitem(x, x > 5, 0),
    "a mask of rows": lambda x: operator.setitem(x, x[:, 0] > 3, x[0]),
    "integer arrays": lambda x: operator.setitem(x, ([0, 2], [1, 1]), [8, 9]),
    "integer arrays and slices": lambda x: operator.setitem(x, (slice(1, None), [0, 0, 3]), x[1:, :3]),
    "everything": lambda x: operator.setitem(x, ..., np.arange(4.0)),
    "a sum into a view": lambda x: np.add(x[:2], x[1:], out=x[1:]),
    "a sum into a reversed view": lambda x: np.add(x, 1, out=x[::-1]),
    "where a mask holds": lambda x: np.sqrt(x, out=x, where=x > 4),
    "an augmented slice": lambda x: operator.setitem(x, np.s_[:, 1], operator.iadd(x[:, 1], x[:, 0])),
    "an augmented mask": lambda x: operator.setitem(x, x > 3, operator.imul(x[x > 3], 2)),
    "a power": lambda x: operator.ipow(x, 2),
    "a product of matrices": lambda x: operator.imatmul(x, np.arange(16.0).reshape(4, 4)),
    "a reshaped view": lambda x: operator.setitem(x.reshape(-1), slice(None, None, 5), -1),
}


@pytest.mark.parametrize("name", sorted(ACTIONS))
@pytest.mark.parametrize("order", ["C", "F"])
def test_a_write_leaves_what_numpys_leaves(name, order):
    x = np.asarray(np.arange(12.0).reshape(3, 4), order=order)
    theirs, ours = both(x, ACTIONS[name])
    assert_same_bits(symnp.compute(ours), theirs)
    theirs, ours = both(x, *ACTIONS.values(), ACTIONS[name])
    assert_same_bits(symnp.compute(ours), theirs)


def test_every_view_sees_a_write_and_a_copy_does_not():
    x = symnp.array(np.zeros((3, 4)))
    row, column, copied, element = x[1], x.T[2], x.copy(), x[1, 2]
    row += 1
    column[...] = 5
    np.testing.assert_array_equal(symnp.compute(row), [1, 1, 5, 1])
    np.testing.assert_array_equal(symnp.compute(x)[:, 2], [5, 5, 5])
    assert not symnp.compute(copied).any()
    assert symnp.compute(element) == 0


def test_what_was_captured_or_handed_out_is_never_written():
    captured = np.arange(4.0)
    x = symnp.asarray(captured)
    x[0] = 9
    handed_out = np.asarray(x)
    x[1] = 9
    result = symnp.compute(x)
    x[2] = 9
    symnp.compute(x)
    np.testing.assert_array_equal(captured, [0, 1, 2, 3])
    np.testing.assert_array_equal(handed_out, [9, 1, 2, 3])
    np.testing.assert_array_equal(result, [9, 9, 2, 3])


def test_a_hundred_writes_take_one_buffer(copies):
    x = symnp.array(np.zeros(1000))
    for i in range(100):
        x[i] = i
        x[i + 1 :] += 1
    symnp.compute(x)
    assert len(copies) == 1  # Of the captured array, which is not ours to write into.


def test_writes_between_readings_are_done_in_place_too(copies):
    x = symnp.array(np.zeros(1000))
    x[0] = 1
    for i in range(1, 50):
        x[i] = x[i - 1] + 1
        assert float(x[i]) == i + 1
    assert len(copies) == 1


def test_a_reader_of_the_older_content_costs_one_copy(copies):
    x = symnp.array(np.zeros(1000))
    x[0] = 1
    older = x.copy()
    x[1] = 2
    values = symnp.compute(x, older)
    assert len(copies) == 2
    np.testing.assert_array_equal(values[0][:2], [1, 2])
    np.testing.assert_array_equal(values[1][:2], [1, 0])


def test_whatever_is_asked_for_after_an_overwrite_can_still_be_computed():
    x = symnp.array(np.arange(6.0))
    x[0] = 10
    view = x[1:]
    symnp.compute(view)
    x[x > 4] = 0
    doubled = x * 2
    for _ in range(2):
        np.testing.assert_array_equal(symnp.compute(x), [0, 1, 2, 3, 4, 0])
        np.testing.assert_array_equal(symnp.compute(doubled), [0, 2, 4, 6, 8, 0])
        np.testing.assert_array_equal(symnp.compute(view), [1, 2, 3, 4, 0])


def test_a_write_that_fails_by_its_data_says_where_and_fails_again():
    x = symnp.array(np.array([1, 2, 3]))
    x[0] = 5
    symnp.compute(x[:1])
    x **= symnp.asarray(np.array([1, -1, 1]))
    for _ in range(2):
        with pytest.raises(ValueError, match="Integers to negative integer powers") as caught:
            symnp.compute(x)
        assert "test_writing.py" in caught.value.__notes__[0]


@pytest.mark.parametrize(
    "attempt",
    [
        lambda x: operator.setitem(x, (0, 9), 1),
        lambda x: operator.setitem(x, 0, [1, 2]),
        lambda x: operator.setitem(x, (0, 0), np.ones(3)),
        lambda x: operator.setitem(x, np.array([True]), 1),
        lambda x: operator.setitem(x, [0, 1], np.ones(7)),
        lambda x: operator.setitem(x, [0.5], 1),
        lambda x: operator.setitem(x, 0, "text"),
        lambda x: x[[0, 1], [0, 1, 2]],
        lambda x: x[[0], 0, 0],
        lambda x: x[9, [0]],
        lambda x: x[[0], 9],
        lambda x: operator.iadd(x, 1j),
        lambda x: operator.iadd(x, np.ones(5)),
        lambda x: operator.iadd(x[0], x),
        lambda x: operator.imatmul(x, x),
        lambda x: operator.ipow(x, 1j),
        lambda x: np.matmul(x, x.T, out=x),
        lambda x: np.add(x, 1, out=x[:1]),
        lambda x: np.add(x, 1, out=1),
        lambda x: np.add(x, 1, out=(x, x)),
        lambda x: np.add(x, 1, out=x, where=np.ones(9, bool)),
        lambda x: operator.setitem(np.broadcast_to(x, (2, 3, 4)), 0, 1),
        lambda x: operator.iadd(np.broadcast_to(x, (2, 3, 4)), 1),
        lambda x: operator.setitem(x.sum(), (), 1),
    ],
)
def test_what_numpy_refuses_is_refused_with_its_words_when_it_is_written(attempt):
    x = np.arange(12.0).reshape(3, 4)
    with pytest.raises(Exception) as theirs:  # noqa: PT011
        attempt(x)
    with pytest.raises(type(theirs.value)) as ours:
        attempt(symnp.array(x))
    assert str(ours.value) == str(theirs.value)


def test_a_numpy_array_given_as_out_is_written_at_once():
    x, out = np.arange(4.0), np.zeros(4)
    before = symnp.materialisations()
    assert np.add(symnp.asarray(x) * 2, 1, out=out, where=x > 0) is out
    np.testing.assert_array_equal(out, [0, 3, 5, 7])
    assert symnp.materialisations() == before + 1


def test_writing_on_a_terabyte_without_data_evaluates_nothing():
    x = symnp.spec((10**6, 10**6))
    before = symnp.materialisations()
    x[1:] += x[:-1]
    x[:, 0] = 3
    np.exp(x, out=x)
    assert symnp.materialisations() == before
    with pytest.raises(symnp.MissingDataError, match="has no data"):
        symnp.compute(x[0, 0])


# Loops, and when pending work is done.


@pytest.mark.parametrize("step", [lambda x: x + 1, lambda x: x.__iadd__(1)])
def test_a_long_loop_holds_no_more_than_some_thousand_operations(step):
    x = symnp.array(np.zeros(3))
    most = 0
    for i in range(20_000):
        x = step(x)
        if i % 100 == 0:
            most = max(most, len(node_module._TABLE))
    assert most < 10_000
    np.testing.assert_array_equal(symnp.compute(x), [20_000] * 3)


def test_lazy_evaluation_computes_nothing_however_long_the_program_is():
    x = symnp.array(np.zeros(3))
    with symnp.options(evaluation="lazy"):
        for _ in range(6000):
            x = x + 1
        assert x._read().value is None
        assert len(symnp.explain(x).written.estimate.steps) == 6000
    np.testing.assert_array_equal(symnp.compute(x), [6000] * 3)


def test_pending_work_that_fails_is_kept_for_whoever_reads_it():
    good, bad = symnp.array(np.zeros(3)), symnp.array(np.array([1, 2]))
    bad **= symnp.asarray(np.array([1, -1]))
    for _ in range(5000):
        good += 1
    with pytest.raises(ValueError, match="Integers to negative integer powers"):
        symnp.compute(bad)
    np.testing.assert_array_equal(symnp.compute(good), [5000] * 3)


def test_a_loop_on_arrays_without_data_is_never_computed():
    x = symnp.spec(3)
    for _ in range(5000):
        x = x + 1
    with pytest.raises(symnp.MissingDataError):
        symnp.compute(x)


def test_asking_for_a_value_can_be_forbidden():
    x = symnp.asarray(np.ones(3)) + 1
    with symnp.options(on_implicit="raise"):
        for ask in (bool, int, float, complex, np.asarray, format):
            with pytest.raises(symnp.MaterialisationError, match="options"):
                ask(x.sum())
        assert symnp.compute(x).sum() == 6
    assert float(x.sum()) == 6


@pytest.mark.parametrize("setting", ["evaluation", "on_implicit", "capture", "level"])
def test_a_setting_that_there_is_not_is_refused(setting):
    with (
        pytest.raises(ValueError, match=rf"{setting} cannot be 'never': choose one of"),
        symnp.options(**{setting: "never"}),
    ):
        pass


# Threads.


def test_threads_that_write_to_one_base_lose_nothing():
    x = symnp.array(np.zeros((8, 500)))
    start = threading.Barrier(8)

    def work(row):
        view = x[row]
        start.wait(30)
        for i in range(500):
            view[i] = i
            if i % 50 == 0:
                assert float(x[row, i]) == i

    threads = [threading.Thread(target=work, args=(row,)) for row in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    np.testing.assert_array_equal(symnp.compute(x), np.tile(np.arange(500.0), (8, 1)))


@pytest.mark.parametrize("shape", [(), (1,), (1, 1)])
@pytest.mark.parametrize("dtype", ["c8", "c16"])
def test_one_complex_number_multiplied_in_its_own_place_has_numpys_last_bit(shape, dtype):
    for seed in range(50):
        rng = np.random.default_rng(seed)
        x, y = (np.asarray((rng.normal(size=shape) + 1j * rng.normal(size=shape)).astype(dtype)) for _ in range(2))
        theirs, ours = both(x, lambda a: operator.imul(a, a), lambda a, y=y: operator.imul(a, y))
        assert_same_bits(symnp.compute(ours), theirs)
        product = (
            symnp.asarray(x) * 1 * symnp.asarray(y)
        )  # Nobody needs the first product: not even so it is written over.
        assert_same_bits(symnp.compute(product), x * 1 * y)


def test_a_loop_that_hands_in_large_arrays_keeps_a_few_of_them(monkeypatch):
    monkeypatch.setattr(evaluator, "_most_captured", lambda: 8 << 20)
    x = symnp.array(np.zeros(1 << 17))
    most = 0
    for i in range(200):
        x = x + np.full(1 << 17, float(i))
        most = max(most, sum(one().value.nbytes for one in evaluator._leaves if one() is not None))
    assert most <= 18 << 20
    assert symnp.compute(x)[0] == sum(range(200))


def test_large_arrays_that_the_user_holds_make_nothing_be_computed(monkeypatch):
    monkeypatch.setattr(evaluator, "_most_captured", lambda: 8 << 20)
    evaluator._recent.clear()
    held = [np.full(1 << 17, float(i)) for i in range(20)]
    pending = symnp.asarray(held[0]) + 1
    for one in held:
        pending + one
    assert pending._read().value is None


@pytest.mark.parametrize("dtype", ["f8", "f4"])
@pytest.mark.parametrize(
    "views",
    [lambda x: (x[1:], x[:3]), lambda x: (x[:3], x[1:]), lambda x: (x[3:0:-1], x[:3]), lambda x: (x[:3], x[:3])],
)
@pytest.mark.parametrize("where", [True, [True, False, True]])
def test_two_results_written_into_one_buffer_leave_what_numpys_leave(dtype, views, where):
    a, b = np.array([7.0, 8, 9]), np.array([2.0, 3, 5])
    theirs, ours = both(
        np.zeros(4, dtype),
        lambda x: np.divmod(symnp.asarray(a) if isinstance(x, symnp.Array) else a, b, out=views(x), where=where),
    )
    assert_same_bits(symnp.compute(ours), theirs)


def test_comparing_with_what_is_no_number_is_an_answer_as_in_numpy():
    x = symnp.array(np.zeros(3))
    assert not symnp.compute(x == None).any()
    assert symnp.compute(x != "text").all()
