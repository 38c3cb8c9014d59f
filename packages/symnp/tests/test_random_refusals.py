"""What is refused: at once and in NumPy's words if no values are asked for, else when the draw is computed."""

from __future__ import annotations

import copy

import numpy as np
import pytest
from draws import MANY, assert_same, assert_same_state, pair, value_of

import symnp
from symnp._coverage.inputs import make
from symnp._coverage.running import run

REFUSED = [
    "normal(size=-1)",
    "normal(size=(2, -3))",
    "normal(size=2.5)",
    "normal(size='a')",
    "normal(0, -1.0)",
    "normal(0, -1.0, size=10)",
    "normal(x, -1.0)",
    "normal(0, [1.0, -1.0])",
    "normal(x, [1.0, 1.0, -1.0, 2.0])",
    "normal(loc='a')",
    "normal(foo=3)",
    "normal(1, 2, 3, 4)",
    "normal(1, loc=2)",
    "normal(v, abs(w))",
    "normal(x, abs(w))",
    "normal(v, size=3)",
    "normal(v, size=())",
    "normal(x, abs(w), size=4)",
    "normal(x, size=(5, 3, 1))",
    "normal([1.0, 2.0], abs(v))",
    "normal([[1.0], [2.0, 3.0]])",
    "beta(1)",
    "beta(0, 1)",
    "exponential(-1)",
    "poisson(-1)",
    "binomial(-1, 0.5)",
    "binomial(10, 1.5)",
    "binomial(v, w)",
    "geometric(0.0)",
    "triangular(3, 2, 1)",
    "triangular(3, 2, v)",
    "uniform(0, float('inf'))",
    "zipf(1.0)",
    "hypergeometric(1, 1, 5)",
    "hypergeometric(k, w, 5)",
    "integers(0)",
    "integers(5, 3)",
    "integers(5, 3, size=4)",
    "integers(300, dtype='u1')",
    "integers(300, size=(10, 10), dtype='u1')",
    "integers(k, w)",
    "integers(5, dtype='f8')",
    "integers(k, 5, size=3)",
    "random(dtype='i4')",
    "random(3, out=o)",
    "random(out=o[:, ::2])",
    "random(out=f)",
    "random(out=np.broadcast_to(v, (3, 4)))",
    "standard_normal(dtype='i4')",
    "standard_normal(out=f)",
    "standard_gamma(-1.0)",
    "standard_gamma(abs(w), out=o)",
    "standard_gamma(abs(x), size=4, out=o)",
    "choice(0)",
    "choice(-3, 2)",
    "choice(5, 6, replace=False)",
    "choice(1000, 1001, replace=False)",
    "choice(v, 5, replace=False)",
    "choice([], 2)",
    "choice(3.5)",
    "choice(x, axis=2)",
    "choice(3, p=[0.5, 0.5])",
    "choice(v, p=w)",
    "choice(v, p=x)",
    "choice(2, p=[0.5, 0.6])",
    "choice(2, p=[1.5, -0.5])",
    "choice(2, 2, replace=False, p=[1.0, 0.0])",
    "choice(5, -1)",
    "choice('abc')",
    "dirichlet([1.0, -1.0])",
    "dirichlet(x)",
    "dirichlet([1.0, 2.0], size=-1)",
    "multinomial(5, [0.9, 0.9, 0.1])",
    "multinomial(-5, [0.5, 0.5])",
    "multinomial(k, abs(x) / 99, size=5)",
    "multinomial(k, abs(x) / 99)",
    "multinomial(5, 0.5)",
    "multinomial(5, [0.5, 0.5], size=-2)",
    "multivariate_hypergeometric([1, 2], 4)",
    "multivariate_hypergeometric([1, -2], 1)",
    "multivariate_hypergeometric([1, 2], -1)",
    "multivariate_hypergeometric([1, 2], 1, method='none')",
    "multivariate_hypergeometric(j, 4)",
    "multivariate_hypergeometric(v, 4)",
    "multivariate_normal(v, x)",
    "multivariate_normal(x, x)",
    "multivariate_normal(v, v)",
    "multivariate_normal(w, p)",
    "multivariate_normal([0, 0], [[1, 2], [2, 1]], check_valid='raise')",
    "multivariate_normal([0, 0], [[1, 2], [2, 1]], method='cholesky')",
    "multivariate_normal(v, p, method='none')",
    "multivariate_normal(v, p, None, 'warn', 1e-8, 'svd')",
    "permutation(3.5)",
    "permutation(np.array(3))",
    "permutation(x, axis=2)",
    "permutation(x, 0, 1)",
    "permuted(3)",
    "permuted(x, axis=2)",
    "permuted(x, 0)",
    "permuted(x, out=f)",
    "permuted(x, out=v)",
    "permuted(x, out=[1])",
    "shuffle(3)",
    "shuffle(x, axis=2)",
    "shuffle(np.broadcast_to(v, (3, 4)))",
    "shuffle(v.sum())",
    "multivariate_hypergeometric(j[0], 'a')",
    "hypergeometric(a0, 3, 2)",
    "random('a', out=o)",
    "random((2, 2), out=o)",
    "normal(v, size=True)",
    "choice(v, p=x, size=(2, -1))",
    "zipf([[2, 3], [3, 2]], size=[3])",
    "bytes('a')",
    "spawn('a')",
    "no_such_method()",
]


@pytest.mark.parametrize("call", REFUSED)
def test_what_numpy_refuses_without_data_is_refused_at_once_in_its_words(call):
    with pytest.raises(Exception) as theirs:  # noqa: PT011
        run(f"g.{call}", np, make(np))
    inputs = make(symnp, wrapped=True)
    before = copy.deepcopy(inputs["g"])
    with pytest.raises(type(theirs.value)) as ours:
        run(f"g.{call}", symnp, inputs)
    if call != "no_such_method()":
        assert str(ours.value) == str(theirs.value)
    assert_same(value_of(inputs["g"].random(2)), value_of(before.random(2)))


@pytest.mark.parametrize(
    ("call", "text"),
    [
        ("normal(v, w)", "Mismatch is between arg 0 with shape (1000000,) and arg 1 with shape (999,)."),
        ("normal(x, size=(5, 1000000, 1))", "inputs (5, 1000000, 1000000)."),
        (
            "normal(x, [1.0, 2.0, 3.0])",
            "Mismatch is between arg 0 with shape (1000000, 1000000) and arg 1 with shape (3,).",
        ),
        ("integers(k, w)", "shapes (1000000,) (999,)"),
        ("multinomial(k, x, size=5)", "(1000000,)"),
    ],
)
def test_lengths_in_refusals_are_the_true_ones(call, text):
    inputs = {
        "g": symnp.random.default_rng(1), "v": symnp.spec(MANY), "w": symnp.spec(999), "x": symnp.spec((MANY, MANY)),
        "k": symnp.spec(MANY, "i8"),
    }  # fmt: skip
    with pytest.raises(ValueError, match="broadcast") as error:
        run(f"g.{call}", symnp, inputs)
    assert text in str(error.value)


def test_errors_of_values_come_when_they_are_computed_and_later_draws_go_on():
    ours, theirs = pair()
    bad = ours.normal(symnp.asarray([0.0, 1.0]), symnp.asarray([1.0, -1.0]))
    good = ours.normal(size=3)
    assert_same(value_of(good), theirs.normal(size=3))
    for _ in range(2):
        with pytest.raises(ValueError, match="scale < 0"):
            symnp.compute(bad)
        with pytest.raises(ValueError, match="scale < 0") as error:
            np.asarray(bad)
        assert len(error.value.__notes__) == 1
    assert_same(value_of(ours.random(3)), theirs.random(3))


def test_draw_that_memory_does_not_suffice_for_is_no_hindrance():
    ours, theirs = pair()
    ours.normal(size=(MANY, 4 * MANY))
    kept = ours.random(size=(MANY, 4 * MANY))
    filled = ours.random(out=symnp.empty((MANY, 4 * MANY)))
    assert_same(value_of(ours.normal(size=3)), theirs.normal(size=3))
    for huge in (kept, filled):
        with pytest.raises(MemoryError):
            symnp.compute(huge)


def test_warnings_come_at_the_line_of_the_draw():
    generator = symnp.random.default_rng(1)
    drawn = generator.multivariate_normal([0, 0], symnp.asarray([[1.0, 2.0], [2.0, 1.0]]))
    with pytest.warns(RuntimeWarning, match="not symmetric positive-semidefinite") as caught:
        symnp.compute(drawn)
    assert caught[0].filename == __file__


def test_objects_are_drawn_at_once():
    ours, theirs = pair()
    choices = ["a", None, 3.5]
    ours.normal()
    theirs.normal()
    assert list(ours.choice(choices, 5)) == list(theirs.choice(choices, 5))
    assert list(ours.permutation(np.array(choices, object))) == list(theirs.permutation(np.array(choices, object)))
    assert_same_state(ours, theirs)


@pytest.mark.parametrize(
    "call",
    [
        "dirichlet([1.0, 2.0], size=True)",
        "choice(np.array(True))",
        "choice(np.array(5), 3)",
        "choice(10, size=(3, 0), replace=False)",
        "integers([0, 1, 2], 10, size=())",
        "integers(10**10, [[1, 0], [0, 1]], size=(3, 0), dtype='i4')",
        "integers(5, 3, size=0)",
        "integers(abs(w), 100, size=())",
        "multinomial([[1, 2], [3, 4]], abs(v) / 99)",
        "multivariate_hypergeometric(abs(k), 0, size=(2, 0))",
        "permutation(-3)",
        "permutation(True)",
        "normal(range(3), size=np.array([2, 3]))",
        "normal(memoryview(v), 2.0)",
        "choice(range(5), 2)",
    ],
)
def test_what_numpy_takes_symnp_takes(call):
    theirs = run(f"g.{call}", np, make(np))
    ours = run(f"g.{call}", symnp, make(symnp))
    assert np.shape(ours) == np.shape(theirs)
    assert_same(value_of(ours), theirs)


def test_size_that_is_changed_later_is_of_no_matter():
    size = np.array([2, 3])
    drawn = symnp.random.default_rng(7).normal(size=size)
    size[:] = 5
    assert_same(value_of(drawn), np.random.default_rng(7).normal(size=(2, 3)))
    assert symnp.random.default_rng(7).normal(size=size).shape == (5, 5)
