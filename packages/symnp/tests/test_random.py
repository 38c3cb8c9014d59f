"""Random arrays: NumPy's values in NumPy's order, drawn when they are needed and never twice."""

from __future__ import annotations

import collections
import copy
import gc
import inspect
import sys
import tracemalloc

import numpy as np
import pytest
from draws import KINDS, MANY, after, assert_same, assert_same_state, pair, value_of
from hypothesis import given
from hypothesis import strategies as st

import symnp
from symnp._coverage.calls.random import CALLS
from symnp._coverage.inputs import make
from symnp._coverage.running import run
from symnp._graph import node as node_module
from symnp._infer.drawing import METHODS
from symnp._ops import draw as draw_module


@pytest.fixture
def runs(monkeypatch):
    """Count how often a method of NumPy's generators is called to compute a draw."""
    made = []
    original = draw_module.run_method
    monkeypatch.setattr(draw_module, "run_method", lambda method, *rest: made.append(method) or original(method, *rest))
    return made


# NumPy's values.

PROGRAM = [call for name, calls in CALLS.items() for call in calls if name not in ("bit_generator", "spawn")]


@pytest.mark.parametrize("wrapped", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_draws_of_every_method_are_numpys_in_whatever_order_they_are_computed(kind, wrapped):
    order = np.random.default_rng(3).permutation(len(PROGRAM))
    ours, theirs = pair(kind=kind)
    results = {}
    for i in order:
        call = PROGRAM[i]
        expected = run(call, np, {**make(np), "g": theirs})
        results[i] = run(call, symnp, {**make(symnp, wrapped=wrapped), "g": ours}), expected
    for i in np.random.default_rng(4).permutation(len(PROGRAM))[: len(PROGRAM) * 2 // 3]:
        assert_same(value_of(results[i][0]), results[i][1], PROGRAM[i])
    assert_same_state(ours, theirs)


@pytest.mark.parametrize("call", PROGRAM)
def test_form_of_a_draw_is_known_before_it_is_drawn(call):
    before = symnp.materialisations()
    ours = run(call, symnp, make(symnp, wrapped=True))
    lazily = symnp.materialisations() == before
    theirs = run(call, np, make(np))
    for one, other in zip(*[x if isinstance(x, tuple) else (x,) for x in (ours, theirs)], strict=True):
        assert (np.shape(one), np.asarray(other).dtype) == (
            np.shape(other),
            getattr(one, "dtype", np.asarray(other).dtype),
        )
        if isinstance(other, np.ndarray):
            assert one.strides == other.strides
    assert lazily or "j[0]" in call


def test_every_method_of_numpys_generator_is_there():
    public = [name for name in dir(np.random.Generator) if not name.startswith("_")]
    assert [name for name in public if not hasattr(symnp.random.Generator, name)] == []
    assert METHODS.keys() == {*public} - {"bit_generator", "bytes", "spawn"}


@pytest.mark.parametrize("method", sorted(METHODS))
def test_parameters_are_numpys(method):
    signature = inspect.signature(getattr(np.random.Generator, method))
    names = [name for name in signature.parameters if name != "self"]
    required = [name for name in names if signature.parameters[name].default is inspect.Parameter.empty]
    by_name = [name for name in names if signature.parameters[name].kind is inspect.Parameter.KEYWORD_ONLY]
    known = METHODS[method]
    assert (list(known.names), known.required, known.positional) == (names, len(required), len(names) - len(by_name))


@pytest.mark.parametrize("kind", KINDS)
def test_half_used_words_of_a_bit_generator_are_part_of_its_state(kind):
    ours, theirs = pair(kind=kind)
    drawn = [ours.integers(100, size=3, dtype="i4"), ours.random(dtype="f4"), ours.integers(100, size=3, dtype="i4")]
    expected = [
        theirs.integers(100, size=3, dtype="i4"),
        theirs.random(dtype="f4"),
        theirs.integers(100, size=3, dtype="i4"),
    ]
    assert_same(value_of(drawn[::-1]), expected[::-1])
    assert_same_state(ours, theirs)


@pytest.mark.parametrize(
    "parameters",
    [
        (np.arange(4.0),),
        (np.arange(4.0), np.ones((3, 1))),
        (np.arange(4.0), 2.0, (3, 4)),
        ([0.0, 1.0], np.ones((3, 1)), (5, 3, 2)),
        (np.float32(2.0), np.array(1.0)),
        ([], 1.0),
        (0.0, 1.0, 0),
        (0.0, 1.0, ()),
        (0.0, 1.0, [2, np.int8(3)]),
        (np.zeros((2, 0)), 1.0, (3, 2, 0)),
        (list(range(200)), 1.0),
    ],
)
def test_parameters_are_broadcast(parameters):
    ours, theirs = pair()
    drawn, expected = ours.normal(*parameters), theirs.normal(*parameters)
    assert (drawn.shape, drawn.strides) == (np.shape(expected), np.asarray(expected).strides)
    assert_same(value_of(drawn), expected)


def test_parameters_can_be_results_that_are_not_computed():
    ours, theirs = pair()
    x = np.linspace(0.0, 1.0, 12).reshape(3, 4)
    lazy = symnp.asarray(x)
    drawn = ours.normal(np.exp(lazy)[1:], [lazy[0, 1], 1.0, 2.0, lazy.sum()], size=lazy[1:].shape)
    expected = theirs.normal(np.exp(x)[1:], [x[0, 1], 1.0, 2.0, x.sum()], size=(2, 4))
    again, expected_again = ours.poisson(abs(drawn)), theirs.poisson(abs(expected))
    assert_same(value_of(again), expected_again)
    assert_same(value_of(drawn), expected)


def test_parameters_that_were_picked_by_a_mask_are_computed():
    ours, theirs = pair()
    x = np.arange(6.0)
    lazy = symnp.asarray(x)
    assert_same(value_of(ours.normal(lazy[lazy > 2])), theirs.normal(x[x > 2]))
    assert_same(value_of(ours.choice(lazy[lazy > 2], 4)), theirs.choice(x[x > 2], 4))


def test_shapes_and_populations_that_symnp_computes_are_taken():
    ours, theirs = pair()
    n = symnp.asarray([3, 5]).max()
    assert_same(value_of(ours.normal(size=n)), theirs.normal(size=5))
    assert_same(value_of(ours.choice(n, 3)), theirs.choice(5, 3))
    assert_same(value_of(ours.choice(symnp.asarray(5), 3)), theirs.choice(np.asarray(5), 3))
    assert_same(value_of(ours.permutation(n)), theirs.permutation(5))
    assert_same(value_of(ours.multivariate_hypergeometric([4, 4], n)), theirs.multivariate_hypergeometric([4, 4], 5))


def test_scalars_count_as_numpys():
    ours, theirs = pair()
    drawn, expected = ours.normal(), theirs.normal()
    assert isinstance(drawn, float)
    assert drawn.shape == ()
    assert float(drawn + 1) == expected + 1
    assert type(symnp.compute(drawn)) is np.float64
    assert type(symnp.compute(ours.integers(2, dtype=bool))) is np.bool
    assert symnp.compute(ours.choice(["a", "b"], size=())).shape == ()


# Nothing is drawn before it is needed, and nothing twice.

HUGE = {
    "standard_normal": ((), (MANY, MANY)),
    "normal": ((), (MANY, MANY)),
    "integers": ((10,), (MANY, MANY)),
    "hypergeometric": ((5, 7, 6), (MANY, MANY)),
    "choice": ((MANY,), (MANY, MANY)),
    "dirichlet": (([1.0, 2.0],), (MANY, MANY)),
    "multinomial": ((20, [0.5, 0.5]), (MANY, MANY)),
    "multivariate_hypergeometric": (([10**8, 10**8], 7), (MANY, MANY)),
    "multivariate_normal": (([0.0, 0.0], np.eye(2)), (MANY, MANY)),
}


@pytest.mark.parametrize("method", sorted(HUGE))
def test_huge_draws_are_not_drawn_before_they_are_asked_for(method):
    args, size = HUGE[method]
    generator = symnp.random.default_rng(1)
    tracemalloc.start()
    drawn = getattr(generator, method)(*args, size=size)
    assert tracemalloc.get_traced_memory()[1] < 10**6
    tracemalloc.stop()
    assert drawn.shape[:2] == size
    assert drawn.sum(axis=0)[:3].shape[:1] == (3,)


def test_huge_arrays_without_data_are_drawn_from():
    generator = symnp.random.default_rng(1)
    x, v = symnp.spec((MANY, MANY)), symnp.spec(MANY)
    assert generator.normal(x, 2.0).shape == (MANY, MANY)
    assert generator.triangular(100, v, 200).shape == (MANY,)
    assert generator.integers(symnp.spec(MANY, "i8"), 10**9).shape == (MANY,)
    assert generator.hypergeometric(symnp.spec((MANY, 1), "i8"), 10**6, symnp.spec(MANY, "i8")).shape == (MANY, MANY)
    assert generator.permutation(x).shape == generator.permuted(x, axis=1).shape == (MANY, MANY)
    assert generator.choice(x, (5, 2), axis=1).shape == (MANY, 5, 2)
    assert generator.choice(MANY, 3, p=v).shape == (3,)
    assert generator.multivariate_normal(v, x).shape == (MANY,)
    assert generator.dirichlet(v, 3).shape == (3, MANY)
    assert generator.multinomial(v.astype("i8"), x.T).shape == (MANY, MANY)
    generator.shuffle(x)
    with pytest.raises(symnp.MissingDataError):
        float(generator.normal())


def test_two_draws_are_never_one():
    ours, theirs = pair()
    first, second = ours.normal(size=3), ours.normal(size=3)
    assert_same(value_of(second - first), -(theirs.normal(size=3) - theirs.normal(size=3)))


def test_generators_of_one_seed_do_not_disturb_each_other():
    first, second = symnp.random.default_rng(7), symnp.random.default_rng(7)
    a, b = first.normal(size=3), second.normal(size=3)
    assert_same(value_of(a), value_of(b))
    first.random(10)
    assert_same(value_of(first.random(2)), after(3, 10, 2))
    assert_same(value_of(second.random(2)), after(3, 0, 2))


def test_slices_do_not_move_through_draws():
    ours, theirs = pair()
    assert_same(value_of(np.exp(ours.normal(size=(100, 3)))[2:4]), np.exp(theirs.normal(size=(100, 3)))[2:4])
    assert_same(value_of(ours.normal(size=5).T[::-1]), theirs.normal(size=5)[::-1])


def test_draw_that_nobody_looks_at_still_runs(runs):
    ours, theirs = pair()
    ours.standard_gamma(0.5, size=100)
    theirs.standard_gamma(0.5, size=100)
    assert runs == []
    assert_same(value_of(ours.random(3)), theirs.random(3))
    assert runs == ["standard_gamma", "random"]


def test_draw_runs_once(runs):
    generator = symnp.random.default_rng(1)
    first, second = generator.normal(size=5), generator.random(4)
    derived, other = first + 1, first * 2
    later = generator.integers(10)
    symnp.compute(second)
    symnp.compute(second)
    symnp.compute(derived)
    assert runs == ["normal", "random"]
    del first
    for one in (other, derived, later, second):
        symnp.compute(one)
        np.asarray(one)
    assert runs == ["normal", "random", "integers"]


def test_draw_runs_once_though_only_what_is_made_of_it_is_left(runs):
    generator = symnp.random.default_rng(1)
    derived = generator.normal(size=5) + 1
    value = symnp.compute(derived)
    generator.random()
    generator.bit_generator.state  # noqa: B018
    assert_same(symnp.compute(derived), value)
    assert runs == ["normal", "random"]


@pytest.mark.parametrize("level", ["none", "exact", "algebraic"])
def test_draw_of_what_is_rewritten_runs_once(runs, level):
    x = symnp.asarray(np.arange(100.0))
    generator = symnp.random.default_rng(1)
    drawn = generator.normal((x + 1)[:5], 1.0)
    value = symnp.compute(drawn, level=level)
    generator.random()
    generator.bit_generator.state  # noqa: B018
    assert runs == ["normal", "random"]
    expected = np.random.default_rng(1).normal(np.arange(5.0) + 1, 1.0)
    assert_same([value, value_of(drawn)], [expected, expected])


def test_explaining_and_measuring_draws_changes_nothing():
    ours, theirs = pair()
    drawn = (ours.normal(size=1000) + 1)[:3]
    assert "normal" in str(symnp.explain(drawn, measure=True))
    assert_same(value_of(symnp.optimize(drawn)), theirs.normal(size=1000)[:3] + 1)
    assert_same(value_of(ours.random()), theirs.random())


def test_memory_of_what_nobody_holds_is_given_back():
    generator = symnp.random.default_rng(1)
    generator.random()
    tracemalloc.start()
    total = generator.normal(size=10**6).sum() + generator.normal(size=10**6).sum()
    float(total)
    held, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < 10**6
    assert peak < 12 * 10**6


def test_drawn_buffers_are_reused():
    generator = symnp.random.default_rng(1)
    tracemalloc.start()
    np.asarray(generator.normal(size=10**6) * 2 + 1)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 12 * 10**6


def _drawn_in_a_loop(n):
    """Return the last of so many numbers."""
    generator = symnp.random.default_rng(1)
    for _ in range(n):
        last = generator.normal()
    return float(last)


def _calls(function, *args):
    """Return what a function returns, and how many functions of Python and of C it calls: unlike time, always as many."""
    events = collections.Counter()
    sys.setprofile(lambda frame, event, arg: events.update([event]))
    try:
        result = function(*args)
    finally:
        sys.setprofile(None)
    return result, events["call"] + events["c_call"]


def test_loop_of_many_draws_takes_work_in_proportion():
    _drawn_in_a_loop(100)
    _, few = _calls(_drawn_in_a_loop, 2500)
    last, many = _calls(_drawn_in_a_loop, 25_000)
    assert many < 12 * few
    assert last == np.random.default_rng(1).normal(size=25_000)[-1]


def test_loop_of_many_draws_keeps_within_memory():
    _drawn_in_a_loop(5000)
    tracemalloc.start(1)
    _drawn_in_a_loop(15_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 12 * 10**6


def test_long_chain_of_draws_can_be_left_alone():
    gc.collect()
    before = len(node_module._TABLE)
    generator = symnp.random.default_rng(1)
    with symnp.options(evaluation="lazy"):
        for _ in range(30_000):
            last = generator.normal()
        copied = copy.deepcopy(generator)
        del generator, last
        gc.collect()
        assert len(node_module._TABLE) > before + 30_000  # The copy still needs them all.
        del copied
        gc.collect()
    assert len(node_module._TABLE) <= before + 10


def test_loop_that_draws_and_adds_keeps_up():
    ours, theirs = pair()
    total, expected = symnp.zeros(4), np.zeros(4)
    for _ in range(3000):
        total += ours.normal(size=4)
        expected += theirs.normal(size=4)
    assert_same(value_of(total), expected)


# Programs.

STEPS = {
    "draw": lambda g, np_, held: held.append(g.standard_gamma(0.7, size=3)),
    "draw a scalar": lambda g, np_, held: held.append(g.integers(1000)),
    "draw halves": lambda g, np_, held: held.append(g.integers(1000, size=3, dtype="i4")),
    "draw from drawn": lambda g, np_, held: held.append(g.normal(held[-1], abs(held[0]) + 0.5)),
    "pick": lambda g, np_, held: held.append(g.choice(held[0], 3)),
    "draw and drop": lambda g, np_, held: g.poisson(5.0, size=4),
    "add": lambda g, np_, held: held.append(held[-1] + held[0]),
    "drop the last": lambda g, np_, held: held.pop() if len(held) > 1 else None,
    "write": lambda g, np_, held: held[0].__setitem__(slice(1, None), g.random(2)),
    "shuffle": lambda g, np_, held: g.shuffle(held[0]),
    "fill": lambda g, np_, held: g.standard_normal(out=held[0]),
    "add in place": lambda g, np_, held: held.__setitem__(0, held[0].__iadd__(g.normal(size=3))),
    "set the state": lambda g, np_, held: setattr(g.bit_generator, "state", g.bit_generator.state),
    "look at the last": lambda g, np_, held: np.asarray(held[-1]),
    "compute the last": lambda g, np_, held: value_of(held[-1]),
}


@given(st.lists(st.sampled_from(sorted(STEPS)), max_size=40), st.sampled_from(KINDS), st.randoms(use_true_random=False))
def test_programs_of_draws_and_writes_leave_what_numpys_leave(steps, kind, order):
    ours, theirs = pair(kind=kind)
    held, expected = [symnp.array(np.ones(3))], [np.ones(3)]
    for step in steps:
        STEPS[step](ours, symnp, held)
        STEPS[step](theirs, np, expected)
    for i in order.sample(range(len(held)), len(held)):
        assert_same(value_of(held[i]), expected[i], str(steps))
    assert_same_state(ours, theirs)
