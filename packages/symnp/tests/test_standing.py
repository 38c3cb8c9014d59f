"""Where an operand stands in the place of an operation, nobody can tell: not by bits, nor by writing to what is handed out."""

from __future__ import annotations

import numpy as np
import pytest

import symnp
from monorepo_testing.adversarial import LAYOUTS, assert_same_bits
from symnp._graph.walk import ancestors
from symnp._rewrite.rewriter import rewrite
from symnp._rewrite.rules import RULES


def twice_negated(x):
    return np.negative(np.negative(x))


def applied(array):
    _, rules = rewrite([array._read()], RULES, "exact")
    return [rule.name for rule in rules]


@pytest.fixture
def x():
    return np.random.default_rng(0).normal(size=(300, 100))


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_a_sum_of_what_stands_for_a_new_array_adds_up_as_the_sum_of_that(x, layout):
    laid = LAYOUTS[layout](x)
    for axis in (None, 0, 1):
        assert_same_bits(symnp.compute(twice_negated(symnp.asarray(laid)).sum(axis)), twice_negated(laid).sum(axis))


def test_an_operand_that_lies_as_the_result_would_stands_for_it(x):
    assert applied(twice_negated(symnp.asarray(x)).sum()) == ["undone"]
    assert applied(twice_negated(symnp.asarray(LAYOUTS["unaligned"](x))).sum()) == []
    assert applied(twice_negated(symnp.asarray(x)[::2]).sum()) == []


def test_a_result_for_the_user_is_an_array_of_its_own(x):
    before = x.copy()
    ours = twice_negated(symnp.asarray(x))
    assert applied(ours) == ["undone"]
    result = np.asarray(ours)
    assert not np.shares_memory(result, x)
    x[...] = 0
    assert_same_bits(result, before)
    assert_same_bits(np.asarray(ours), before)


def test_what_another_array_shows_is_copied_for_the_user(x):
    root = np.sqrt(abs(symnp.asarray(x)))
    again = twice_negated(root)
    first, second = symnp.compute(root, again)
    assert not np.shares_memory(first, second)
    assert not np.shares_memory(np.asarray(root), np.asarray(again))


def test_one_operation_less_is_no_gain_where_a_copy_would_take_its_place(x):
    assert applied(symnp.asarray(x) * 1) == []
    assert applied((symnp.asarray(x) * 1).sum()) == ["neutral-number"]


def test_views_of_what_stands_for_a_view_look_at_the_right_elements(x):
    turned = symnp.asarray(x).T
    assert_same_bits(
        symnp.compute(twice_negated(turned).reshape(50, -1, order="F")[7:9] + 1),
        (x.T).reshape(50, -1, order="F")[7:9] + 1,
    )


def test_writing_to_what_stands_for_a_captured_array_does_not_reach_it(x):
    before = x.copy()
    for captured in (symnp.asarray(x), symnp.asarray(x).T):
        ours = twice_negated(captured)
        ours[0] = 5
        ours += 1
        np.asarray(ours)
        symnp.compute(ours * 2)
    assert_same_bits(x, before)


# What the steps of a deviation are shared with.


def computed(array, function):
    (node,), _ = rewrite([array._read()], RULES, "exact")
    return sum(one.params[0] is function for one in ancestors([node]) if one.op.kind in ("elementwise", "reduction"))


@pytest.mark.parametrize("axis", [0, 1, None])
def test_standardising_subtracts_one_mean_once(x, axis):
    ours = symnp.asarray(x)
    scaled = (ours - ours.mean(axis, keepdims=axis == 1)) / ours.std(axis, keepdims=True)
    assert computed(scaled, np.mean) == 1
    assert computed(scaled, np.subtract) == 1
    theirs = (x - x.mean(axis, keepdims=axis == 1)) / x.std(axis, keepdims=True)
    assert_same_bits(symnp.compute(scaled), theirs)


def test_a_mean_takes_the_sum_that_is_there(x):
    ours = symnp.asarray(x)
    both = ours.sum(0) + ours.mean(0)
    assert computed(both, np.mean) == 0
    assert_same_bits(symnp.compute(both), x.sum(0) + x.mean(0))


def test_a_deviation_that_numpy_warns_of_is_left_to_numpy(x):
    assert applied(symnp.asarray(x[:1]).std(0, ddof=1) * 1.5) == []
    with np.errstate(invalid="ignore"), pytest.warns(RuntimeWarning, match="Degrees of freedom <= 0"):
        symnp.compute(symnp.asarray(x[:1]).std(0, ddof=1))


# What is overwritten.


def test_a_write_that_a_later_one_covers_is_not_done(x):
    def program(a):
        a[3:9:2] = 1
        a[1:10] = 2
        return a

    ours = program(symnp.asarray(x) + 1)
    assert "overwritten" in applied(ours)
    assert_same_bits(symnp.compute(ours), program(x + 1))


def test_a_write_that_is_read_or_that_can_warn_is_done(x):
    def program(a):
        a[3:9] = 1
        a[1:10] = a[1:10] * 2
        return a

    assert "overwritten" not in applied(program(symnp.asarray(x) + 1))
    ours = symnp.asarray(np.ones(9, int)) + 1
    ours[:5] = np.full(5, np.nan)
    ours[:6] = 0
    with pytest.warns(RuntimeWarning, match="invalid value encountered in cast"):
        symnp.compute(ours)


@pytest.mark.parametrize("divisor", [2, 8.0, np.float32(4), -1024])
def test_a_quotient_by_a_power_of_two_is_a_product(x, divisor):
    assert "product-for-quotient" in applied((symnp.asarray(x) / divisor).sum())
