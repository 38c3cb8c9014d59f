"""Functions traced once, and plans that are made once: the same bits as NumPy's, again and again."""

from __future__ import annotations

import threading
import warnings

import numpy as np
import pytest

import symnp
from monorepo_testing.adversarial import assert_same_bits
from symnp._plan import pieces
from symnp._run import programs


@pytest.fixture
def x():
    return np.random.default_rng(0).normal(size=(20, 30))


def standardised(x):
    return ((x - x.mean(axis=0)) / x.std(axis=0))[:10]


def check(function, *args, level=None):
    traced = symnp.jit(function, level=level)
    for _ in range(3):
        assert_same_bits(np.asarray(traced(*args)), np.asarray(function(*args)))
    assert traced.traces == 1
    return traced


def test_a_traced_function_gives_numpys_bits_and_is_traced_once_a_form(x):
    traced = check(standardised, x)
    for other in (x * 2, x[:, ::2], x.astype("f4"), np.asfortranarray(x), x[:15]):
        assert_same_bits(traced(other), standardised(other))
    assert traced.traces == 5
    assert traced.__name__ == "standardised"


@pytest.mark.parametrize("elements", [256, 1 << 16])
def test_blocks_run_in_a_traced_function(x, elements, monkeypatch):
    monkeypatch.setattr(pieces, "elements", lambda itemsize: elements)

    def softmax(x):
        e = np.exp(x - x.max(axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True)

    check(softmax, np.random.default_rng(0).normal(size=(100, 40)))


def test_results_are_the_callers_own(x):
    traced = symnp.jit(lambda x: (x, x.T, x[::2], x * 2, np.broadcast_to(x[0], (3, 30))))
    for ours, theirs in zip(traced(x), (x, x.T, x[::2], x * 2, np.broadcast_to(x[0], (3, 30))), strict=True):
        np.testing.assert_array_equal(ours, theirs)
        assert ours.flags.writeable
        assert not np.shares_memory(ours, x)
    first, second = traced(x)[:2]
    first[:] = 0
    np.testing.assert_array_equal(second, x.T)


def test_arguments_and_results_may_be_nested_and_numbers_belong_to_the_plan(x):
    @symnp.jit
    def model(parameters, *, power, scale=1.0):
        weights, (bias,) = parameters["weights"], parameters["rest"]
        return {"out": (weights**power + bias) * scale, "power": power, "constant": np.arange(3)}

    given = {"weights": x, "rest": [np.float64(3)]}
    for power in (2, 3, 2):
        result = model(given, power=power)
        assert_same_bits(result["out"], (x**power + np.float64(3)) * 1.0)
        assert result["power"] == power
        result["constant"][0] = 7
        np.testing.assert_array_equal(model(given, power=power)["constant"], [0, 1, 2])
    assert model.traces == 2
    assert type(symnp.jit(np.sum)(x)) is np.float64


def test_the_level_is_that_of_the_decorator_or_of_the_options():
    a, b, v = np.random.default_rng(0).normal(size=(3, 40, 40))
    product = symnp.jit(lambda a, b, v: a @ b @ v)
    exact = product(a, b, v[0])
    assert_same_bits(exact, a @ b @ v[0])
    with symnp.options(level="reassociate"):
        regrouped = product(a, b, v[0])
    assert product.traces == 2
    assert_same_bits(regrouped, a @ (b @ v[0]))
    assert_same_bits(symnp.jit(lambda a, b, v: a @ b @ v, level="reassociate")(a, b, v[0]), regrouped)
    with pytest.raises(ValueError, match="no rewriting level 'fast'"):
        symnp.jit(level="fast")


def test_a_function_that_decides_by_values_is_refused(x):
    @symnp.jit
    def positive(x):
        if x.sum() > 0:
            return x
        return -x

    with pytest.raises(symnp.TracingError, match=r"jit cannot trace .*positive: it asks for the value .* numpy.where"):
        positive(x)


def test_a_function_that_writes_into_an_argument_is_refused_and_one_that_writes_into_a_copy_is_not(x):
    def cleared(x):
        x[:5] = 0
        return x

    before = x.copy()
    with pytest.raises(symnp.TracingError, match="it writes into an argument of shape"):
        symnp.jit(cleared)(x)
    check(lambda x: cleared(x.copy()), x)
    np.testing.assert_array_equal(x, before)


def test_a_function_that_draws_is_refused(x):
    with pytest.raises(symnp.TracingError, match="draws random numbers"):
        symnp.jit(lambda x: x + symnp.random.default_rng(0).normal(size=30))(x)
    with pytest.raises(symnp.TracingError, match="draws random numbers"):
        symnp.jit(lambda x: x + np.random.rand(30))(x)  # noqa: NPY002


def test_what_cannot_be_traced_nor_compared_is_refused():
    with pytest.raises(TypeError, match="takes arrays, numbers, what can be hashed"):
        symnp.jit(len)({1, 2})
    with pytest.raises(TypeError, match="jit takes a function, but got int: 3"):
        symnp.jit(3)


def test_traced_functions_call_each_other_and_take_lazy_arrays(x):
    inner = symnp.jit(lambda x: x * 2)
    check(lambda x: inner(x) + 1, x)
    lazy = inner(symnp.asarray(x))
    assert isinstance(lazy, symnp.Array)
    assert_same_bits(symnp.compute(lazy), x * 2)


def test_methods_are_traced(x):
    class Model:
        weight = 3

        @symnp.jit
        def apply(self, x):
            return x * self.weight

    assert_same_bits(Model().apply(x), x * 3)


def test_warnings_and_errors_point_at_the_users_line(x):
    @symnp.jit
    def logarithm(x):
        return np.log(x)

    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        logarithm(-np.abs(x))
        logarithm(-np.abs(x))
    assert [str(one.message) for one in told] == ["invalid value encountered in log"] * 2
    assert {one.filename for one in told} == {__file__}
    inverse = symnp.jit(np.linalg.inv)
    with pytest.raises(np.linalg.LinAlgError, match="Singular"):
        inverse(np.zeros((2, 2)))


def test_unknown_lengths_and_several_results_are_traced(x):
    check(lambda x: x[x > 0] * 2, x)
    values, vectors = symnp.jit(np.linalg.eigh)(x @ x.T)
    assert_same_bits(values, np.linalg.eigh(x @ x.T)[0])
    assert_same_bits(vectors, np.linalg.eigh(x @ x.T)[1])


def test_threads_run_one_plan(x):
    traced = symnp.jit(standardised)
    traced(x)
    failures = []

    def work(k):
        failures.extend(k for _ in range(50) if (traced(x * k) != standardised(x * k)).any())

    threads = [threading.Thread(target=work, args=(k,)) for k in range(1, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures


# Plans that are remembered without being asked for.


def test_what_is_computed_again_is_neither_rewritten_nor_planned_again(x, monkeypatch):
    planned, make_plan = [], programs.make_plan
    monkeypatch.setattr(programs, "make_plan", lambda nodes: planned.append(nodes) or make_plan(nodes))
    for k in range(5):
        y = x * k
        assert_same_bits(symnp.compute(np.exp(symnp.asarray(y))[:5] + 1), np.exp(y)[:5] + 1)
    assert len(planned) == 1


def test_a_remembered_plan_holds_no_data(x):
    import gc
    import weakref

    class Tracked(np.ndarray):
        pass

    gone = []
    for _ in range(3):
        y = x.copy().view(Tracked)
        gone.append(weakref.ref(y))
        symnp.compute(symnp.asarray(np.asarray(y)) * 2 + 1)
        del y
    gc.collect()
    assert [one() for one in gone] == [None] * 3


def test_remembered_plans_tell_numbers_layouts_and_signs_of_zero_apart(x):
    for _ in range(3):
        for number in (1, 1.0, True, np.float32(1), 0.0, -0.0, 2):
            for y in (x, x.T, x.astype("f4"), np.asfortranarray(x)):
                assert_same_bits(symnp.compute(symnp.asarray(y) * number - y), y * number - y)


def test_a_value_that_a_user_holds_is_kept_all_the_same(x):
    for _ in range(3):
        held = symnp.asarray(x) * 3
        symnp.compute(held + 1)
        assert held._read().value is not None


def test_programs_that_write_are_remembered_too_and_leave_what_they_begin_with_alone(x, monkeypatch):
    planned, make_plan = [], programs.make_plan
    monkeypatch.setattr(programs, "make_plan", lambda nodes: planned.append(nodes) or make_plan(nodes))

    def relaxed(np, x):
        a, b = x.copy(), np.zeros((20, 30))
        for _ in range(3):
            b[1:-1] = 0.5 * (a[:-2] + a[2:])
            a[1:-1] += b[1:-1]
        return a

    before = x.copy()
    for k in range(5):
        y = symnp.asarray(x * k)
        assert_same_bits(symnp.compute(relaxed(symnp, y)), relaxed(np, x * k))
        assert_same_bits(np.asarray(y), x * k)
    assert len(planned) == 1
    np.testing.assert_array_equal(x, before)


def test_calls_with_several_results_are_remembered(x):
    for k in range(1, 4):
        ours = symnp.linalg.eigh(symnp.asarray(x.T @ x * k))
        theirs = np.linalg.eigh(x.T @ x * k)
        for mine, wanted in zip(symnp.compute(*ours), theirs, strict=True):
            assert_same_bits(mine, wanted)
        assert_same_bits(symnp.compute(symnp.linalg.svd(symnp.asarray(x * k))[1]), np.linalg.svd(x * k)[1])
