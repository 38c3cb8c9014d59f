from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monorepo_testing.adversarial.strategies import arrays_like_users_make
from monorepo_testing.paired.oracle import judge_error, judge_result

NUMBERS = ["bool", "integer", "floating", "complex"]


def test_without_tolerance_the_very_bits_are_asked_for():
    assert judge_result(np.array([np.nan, 1]), np.array([-np.nan, 1]), 0).passed
    verdict = judge_result(np.array([-0.0]), np.array([0.0]), 0)
    assert not verdict.passed
    assert "1 of 1 elements differ" in verdict.text
    assert not judge_result(np.array([1], "f4"), np.array([1], "f8"), 0).passed


@pytest.mark.parametrize(
    ("result", "expected", "passed"),
    [
        ([1.0, 2.0], [1.0, 2.0 + 1e-9], True),
        ([1.0, 2.0], [1.0, 2.1], False),
        ([1e-9, 1.0], [0.0, 1.0], True),
        ([1e-9], [0.0], True),
        ([1.0], [0.0], False),
        ([1.0, np.nan], [1.0, np.nan], True),
        ([1.0, np.nan], [1.0, 1.0], False),
        ([1.0, 1.0], [1.0, np.nan], False),
        ([np.inf], [np.inf], True),
        ([np.inf], [-np.inf], False),
        ([1.0, 1.0], [1.0], False),
        ([1 + 1e-9j], [1.0], True),
        ([], [], True),
        ([True], [1], True),
        (["a"], ["a"], False),
        ([2**63], [1], False),
    ],
)
def test_a_tolerance_is_relative_to_the_largest_magnitude_of_the_oracle(result, expected, passed):
    assert judge_result(np.array(result), np.array(expected), 1e-6).passed is passed


@pytest.mark.parametrize(("got", "want"), [(np.nan, 1), (1, np.nan), (np.inf, 1), (np.inf, -np.inf)])
def test_a_nan_or_an_infinity_in_the_wrong_place_is_called_that(got, want):
    assert "NaN or infinity is where the oracle has none" in judge_result(np.array([got]), np.array([want]), 1e-6).text


def test_unsigned_differences_do_not_wrap_around():
    verdict = judge_result(np.array([1], "u1"), np.array([2], "u1"), 0.4)
    assert verdict.error == 0.5
    assert not verdict.passed


def test_huge_complex_numbers_are_compared_without_overflow():
    huge = np.array([complex(1.7e308, 1.7e308)])
    assert judge_result(huge, huge.copy(), 1e-6).passed
    assert judge_result(huge * 0.9, huge, 1e-6).error == pytest.approx(0.1)
    assert not judge_result(-huge, huge, 1e-6).passed


def test_tuples_are_compared_array_by_array():
    a, b = np.arange(3.0), np.eye(2)
    assert judge_result((a, b), [a, b], 0).passed
    assert judge_result((a, b + 1e-9), [a, b], 1e-6).error == pytest.approx(1e-9)
    assert not judge_result((a, b), [a, b + 1], 1e-6).passed
    assert not judge_result((a,), [a, b], 0).passed
    assert not judge_result(a, [a], 0).passed
    assert judge_result((), (), 0).error == 0


@pytest.mark.parametrize("error", [np.nan, np.inf, -1e-300, 2e-3, True, np.True_, "0", None, 1j, np.zeros(1)])
def test_an_error_that_is_no_small_number_never_passes(error):
    verdict = judge_error(error, 1e-3)
    assert not verdict.passed
    assert "the error is" in verdict.text


@pytest.mark.parametrize("error", [0, 1e-3, np.float32(1e-4), np.longdouble(0), np.array(1e-5)])
def test_an_error_within_the_tolerance_passes(error):
    assert judge_error(error, 1e-3).as_json() == {"passed": True, "error": float(error), "text": ""}


@given(arrays_like_users_make(NUMBERS), st.sampled_from([0.0, 1e-12]))
def test_every_array_passes_for_itself(x, tolerance):
    with np.errstate(all="ignore"):
        assert judge_result(x, x.copy(), tolerance).passed


@given(arrays_like_users_make(NUMBERS, min_side=1), st.sampled_from([0.0, 1e-12]))
def test_an_array_with_one_element_changed_never_passes(x, tolerance):
    wrong = np.array(x, order="C")
    wrong.reshape(-1)[0] = 3 if x.reshape(-1)[0] != 3 else 1
    with np.errstate(all="ignore"):
        huge = tolerance > 0 and np.max(np.abs(x[np.isfinite(x)].astype("G")), initial=0) > 1e9
        # Beside a huge element a small one may be anything: that is what a relative tolerance means.
        assert huge or x.dtype == bool or not judge_result(wrong, x, tolerance).passed
