"""What moves towards the data, and what stays where it is."""

from __future__ import annotations

import numpy as np
import pytest

import symnp
from monorepo_testing.adversarial import assert_same_bits
from symnp._graph.walk import ancestors
from symnp._rewrite.rewriter import rewrite
from symnp._rewrite.rules import RULES


def rewritten(array, level="exact"):
    (node,), applied = rewrite([array._peek()], RULES, level)
    return node, [rule.name for rule in applied]


def computed_elements(node):
    return sum(n.layout.size for n in ancestors([node]) if n.value is None and n.op.kind not in ("view", "leaf"))


@pytest.fixture
def x():
    return np.random.default_rng(0).normal(size=(40, 30))


def check(program, x, rule, at_most):
    """Check that a program keeps its bits, that a rule is applied to it, and that few elements are left to compute."""
    theirs = program(np, x)
    ours = program(symnp, symnp.asarray(x))
    node, applied = rewritten(ours)
    assert rule in applied
    assert computed_elements(node) <= at_most
    assert_same_bits(symnp.compute(ours), theirs)


def left_alone(program, x, rule):
    """Check that a rule is not applied to a program, which keeps its bits."""
    ours = program(symnp, symnp.asarray(x))
    assert rule not in rewritten(ours)[1]
    assert_same_bits(symnp.compute(ours), program(np, x))


# Elements, copies and creations.


def test_an_element_of_a_lazy_array_computes_one_element(x):
    with symnp.options(evaluation="lazy"):
        check(lambda np, x: (np.exp(x) + x.T.copy().T)[3, 4], x, "slice-through-elementwise", 4)


def test_casts_and_choices_are_elementwise(x):
    check(lambda np, x: x.astype("f4")[:5], x, "slice-through-elementwise", 150)
    check(lambda np, x: np.where(x > 0, x, 1)[:5], x, "slice-through-elementwise", 300)


def test_a_reshape_that_copies_is_sliced_along_the_axes_that_it_keeps(x):
    check(lambda np, x: x.reshape(10, 12, 10).swapaxes(1, 2).reshape(10, 120)[3:5], x, "slice-through-reshape", 240)
    check(lambda np, x: x.reshape((12, 10, 10)).reshape((120, 10), order="F")[5, 2], x, "slice-through-reshape", 121)
    left_alone(lambda np, x: x.T.reshape(-1)[:5], x, "slice-through-reshape")


def test_of_new_arrays_only_what_is_looked_at_is_made(x):
    check(lambda np, x: np.zeros((10_000, 30))[5:7] + x[:2], x, "slice-through-zeros", 120)
    check(lambda np, x: np.full((10_000, 30), 7.0)[5:7] + x[:2], x, "slice-through-write", 180)
    check(lambda np, x: np.arange(10_000)[30:90:2] + x[0], x, "slice-through-arange", 60)


def test_a_count_of_floating_point_numbers_is_left_alone(x):
    left_alone(lambda np, x: np.arange(0.1, 9, 0.1)[5:35] + x[0], x, "slice-through-arange")


# Writes.


def written(np, x, region, value):
    content = np.exp(x)
    content[region] = value(x)
    return content * 1


def test_a_slice_goes_past_a_write_elsewhere(x):
    check(lambda np, x: written(np, x, np.s_[:5], lambda x: 1)[7:9], x, "slice-through-write", 120)
    check(lambda np, x: written(np, x, np.s_[::2], lambda x: 1)[1::2], x, "slice-through-write", 1200)


def test_a_slice_goes_into_what_was_written(x):
    check(lambda np, x: written(np, x, np.s_[:20], lambda x: x[20:] * 2)[7:9], x, "slice-through-write", 240)
    check(lambda np, x: written(np, x, np.s_[::-1], lambda x: x)[7:9], x, "slice-through-write", 180)


def test_a_slice_across_the_edge_of_a_write_is_left_alone(x):
    left_alone(lambda np, x: written(np, x, np.s_[:8], lambda x: 1)[7:9], x, "slice-through-write")


def test_views_that_go_different_ways_leave_a_write_together(x):
    def program(np, x):
        content = np.exp(x)
        content[:20] = 1
        top, bottom = content[2:4], content[30:32]
        del content
        return top * 1 + bottom

    check(program, x, "slice-through-write", 60 * 5)


def test_a_content_that_an_array_still_shows_is_computed_once_for_all_that_is_asked_of_it(x):
    content = np.exp(symnp.asarray(x))
    content[:5] = 1
    part = content[7:9] * 1
    assert "slice-through-write" not in rewritten(part)[1]


def test_reading_a_long_chain_of_small_writes_goes_through_few_of_them(x):
    def program(np, x):
        content = np.zeros(500)
        for i in range(1, 500):
            content[i] = content[i - 1] + 1
        return content * 1

    with symnp.options(evaluation="lazy"):
        left_alone(lambda np, x: program(np, x)[-1:], x, "slice-through-write")
        check(lambda np, x: program(np, x)[490:491], x, "slice-through-elementwise", 10**6)


# Calls and products.


def test_rows_of_a_call_along_an_axis_are_computed_alone(x):
    check(lambda np, x: np.sort(x, axis=1)[:3], x, "slice-through-call", 90)
    check(lambda np, x: np.fft.fft(x)[::8], x, "slice-through-call", 150)
    check(lambda np, x: np.percentile(x, 30, axis=0)[4:6], x, "slice-through-call", 2)
    check(lambda np, x: np.take(x, [3, 1], axis=1)[4:6], x, "slice-through-call", 4)


def test_of_a_running_sum_only_the_beginning_is_added_up(x):
    check(lambda np, x: np.cumsum(x, axis=0)[4:8], x, "slice-through-call", 240)
    check(lambda np, x: np.cumsum(x)[4:8], x[0], "slice-through-call", 8)
    left_alone(lambda np, x: np.cumsum(x)[4:8], x, "slice-through-call")


def test_of_a_call_along_all_axes_everything_is_computed(x):
    left_alone(lambda np, x: np.fft.fftn(x, axes=(0, 1))[:3], x, "slice-through-call")
    left_alone(lambda np, x: np.average(x, axis=1)[:3], x, "slice-through-call")


def test_of_a_stack_only_the_matrices_that_are_looked_at_are_taken(x):
    stack = x[:27].reshape(10, 9, 9)
    check(lambda np, x: np.linalg.inv(x)[3], stack, "slice-through-call", 81)
    check(lambda np, x: np.linalg.solve(x, x[0])[3:5], stack, "slice-through-call", 162)
    check(lambda np, x: (x @ x[0])[3:5], stack, "slice-through-stack-of-products", 162)


def test_the_parts_of_a_call_are_sliced_together_or_not_at_all(x):
    stack = x[:27].reshape(10, 9, 9)

    def both(np, x):
        values, vectors = np.linalg.eigh(x + x.swapaxes(1, 2))
        return values[3] + vectors[3]

    check(both, stack, "slice-through-call-of-several", 300)

    def one_whole(np, x):
        values, vectors = np.linalg.eigh(x)
        return values[3] + vectors.sum()

    left_alone(one_whole, stack, "slice-through-call-of-several")


def test_rows_and_columns_of_products_of_integers_are_computed_alone(x):
    whole = (x * 100).astype("i8")
    check(lambda np, x: (x @ x.T)[2:4, 1:], whole, "slice-through-product", 78)
    check(lambda np, x: (x @ x[0])[2:4], whole, "slice-through-product", 2)
    check(lambda np, x: (x[:, 0] @ x)[2:4], whole, "slice-through-product", 2)


def test_of_products_that_round_only_another_order_lets_rows_be_computed_alone(x):
    ours = (symnp.asarray(x) @ symnp.asarray(x).T)[2:4]
    assert "slice-through-product" not in rewritten(ours)[1]
    assert "slice-through-product" in rewritten(ours, "reassociate")[1]
    np.testing.assert_allclose(symnp.compute(ours, level="reassociate"), (x @ x.T)[2:4], rtol=1e-12, atol=1e-12)


# Picks.


def test_what_is_picked_is_computed_alone(x):
    check(lambda np, x: np.exp(x)[[1, 5, 1]], x, "pick-through-elementwise", 180)
    check(lambda np, x: (x - x.mean(0))[[1, 5], [2, 3]], x, "pick-through-elementwise", 36)


def test_many_picks_of_few_elements_are_left_alone(x):
    left_alone(lambda np, x: np.exp(x)[np.zeros(90, int)], x, "pick-through-elementwise")


def test_what_a_mask_picks_is_computed_alone_if_that_costs_more_than_picking(x):
    def masked(function):
        return lambda np, x: function(np, x)[x > 1.5]

    check(masked(lambda np, x: -x), x, "mask-through-elementwise", 40 * 30 * 3)
    check(masked(lambda np, x: np.hypot(x, x[0])), x, "mask-through-elementwise", 40 * 30 * 4)
    left_alone(masked(lambda np, x: x + x[0]), x, "mask-through-elementwise")


# Broadcasts.


def test_what_is_the_same_along_an_axis_is_computed_once(x):
    def flops(node):
        return sum(n.op.flops(n) for n in ancestors([node]) if n.value is None)

    ours = np.exp(np.broadcast_to(symnp.asarray(x[0]), (400, 30)) + 1)
    node, applied = rewritten(ours)
    assert applied == ["compute-before-broadcast"]
    assert flops(node) < flops(ours._peek()) / 10
    assert_same_bits(symnp.compute(ours), np.exp(np.broadcast_to(x[0], (400, 30)) + 1))


def test_between_operations_a_view_repeats_it_and_takes_no_memory(x):
    check(
        lambda np, x: np.exp(np.broadcast_to(x[0], (40, 30)) + 1) * x, x, "compute-before-broadcast", 40 * 30 + 2 * 30
    )


def test_a_result_that_repeats_is_an_array_of_its_own(x):
    ours = symnp.optimize(np.exp(np.broadcast_to(symnp.asarray(x[:, :1]), (40, 30))))
    assert ours.flags.writeable
    assert ours.strides == np.exp(np.broadcast_to(x[:, :1], (40, 30))).strides
    ours[0, 0] = 1
    assert symnp.compute(ours[0, 1]) == np.exp(x[0, 0])


def test_what_only_one_operand_repeats_is_left_alone(x):
    left_alone(lambda np, x: np.hypot(x[:1], x[:, :1]), x, "compute-before-broadcast")


# The work of rewriting itself.


def test_very_many_views_of_one_array_are_not_compared_with_each_other():
    whole = symnp.asarray(np.ones((300, 300))) * 2
    rows = symnp.concatenate([whole[i, :1] for i in range(300)])
    assert rewritten(rows)[1] == []
    assert_same_bits(symnp.compute(rows), np.full(300, 2.0))


def test_reductions_with_a_mask_or_a_first_value_are_no_business_of_rules_for_reductions():
    x, mask = np.random.default_rng(0).normal(size=(3, 4)), np.arange(12).reshape(3, 4) % 5 != 0
    for name in ("sum", "prod", "max", "min", "mean", "std", "var", "any", "all"):
        for options in ({"where": mask}, {"where": mask, "initial": 1.0}, {"initial": 1.0}):
            try:
                theirs = getattr(np, name)(-x * 2, axis=0, **options)
            except (TypeError, ValueError):
                continue
            ours = getattr(np, name)(-symnp.asarray(x) * 2, axis=0, **options)
            for level in ("exact", "reassociate", "algebraic"):
                np.testing.assert_allclose(symnp.compute(ours, level=level), theirs, rtol=1e-12)


@pytest.mark.parametrize("passes", [1, 2, 4])
def test_overlapping_slices_of_a_detail_share_one_operation(passes):
    x = np.random.default_rng(0).normal(size=1000)

    def detail(np, x):
        y = x * 1.5
        for _ in range(passes):
            y = y[:-2] + y[1:-1] * 2 + y[2:]
        return y[10:20]

    ours = detail(symnp, symnp.asarray(x))
    (node,), _ = rewrite([ours._read()], RULES, "exact")
    operations = [one for one in ancestors([node]) if one.op.kind == "elementwise"]
    assert len(operations) == 1 + 3 * passes
    assert max(one.layout.size for one in operations) == 10 + 2 * passes
    np.testing.assert_array_equal(symnp.compute(ours), detail(np, x))
