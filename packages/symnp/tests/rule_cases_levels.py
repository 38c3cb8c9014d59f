"""The rules that change the order of floating-point operations, or use algebra."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st
from rule_case import Case
from rule_cases_products import CASES as PRODUCTS
from rule_inputs import INEXACT, NUMBERS, REALS, SINGLE, arrays, with_one_of

# Numbers and factors.


def scaled_twice(np, x, both):
    return both[1] * (x * both[0])


def shifted_twice(np, x, both):
    return x - both[0] + both[1]


def divided_twice(np, x, both):
    return x / both[0] / both[1]


def scaled_and_divided(np, x, both):
    return x * both[0] / both[1]


def sum_with_common_factor(np, a, b, c):
    return a * b + c * a


def difference_with_common_factor(np, a, b, c):
    return a * b - a * c


def power(np, x, exponent):
    return np.power(-x, exponent)


PAIRS = [(3.0, 0.7), (0.25, 3), (2.5, 1.5), (-3, 5), (2.0**40, 2.0**24)]
SCALED = with_one_of(arrays((5,), (5,)), *PAIRS).map(lambda found: (found[0], found[2]))
TIMES_LARGE = st.sampled_from([(np.full(3, 1e-30, "f4"), (1e30, 1e30)), (np.full(3, 1e-200), (1e200, 1e200))])
OVER_SMALL = st.sampled_from([(np.full(3, 1e-30, "f4"), (1e-30, 1e-30)), (np.full(3, 1e-200), (1e-200, 1e-200))])
TIMES_LARGE_OVER_SMALL = st.sampled_from(
    [(np.full(3, 1e-30, "f4"), (1e30, 1e-30)), (np.full(3, 1e-200), (1e200, 1e-200))]
)
SHIFTED = with_one_of(
    arrays((5,), (5,)), (-3.5, 2.25), (100, 27), (-1e9, -1e9), (-2.0, 3), (100, 100), (-100, 1), (-100, 100)
).map(lambda found: (found[0], found[2]))
SCALED_INTEGERS = st.sampled_from([(np.array([2**62, 3]), (4, 0.25)), (np.array([100, 3], "i1"), (100, 0.5))])
DIVIDED_INTEGERS = st.sampled_from([(np.array([2**62, 3]), (4, 8)), (np.array([100, 3], "i1"), (100, 7))])
FACTORS = arrays((5,), (5,), (5,), mixed=True)

FACTOR_CASES = [
    Case("merge-factors", scaled_twice, SCALED | TIMES_LARGE | SCALED_INTEGERS, "reassociate", SINGLE),
    Case("merge-terms", shifted_twice, SHIFTED, "reassociate", SINGLE),
    Case("merge-quotients", divided_twice, SCALED | OVER_SMALL, "algebraic", SINGLE),
    Case(
        "merge-quotients", scaled_and_divided, SCALED | TIMES_LARGE_OVER_SMALL | DIVIDED_INTEGERS, "algebraic", SINGLE
    ),
    Case("common-factor", sum_with_common_factor, FACTORS, "algebraic", SINGLE),
    Case("common-factor", difference_with_common_factor, FACTORS, "algebraic", SINGLE),
    Case(
        "power-as-products", power, with_one_of(arrays((5,), dtypes=INEXACT), 3, 4.0, -2, 8, 3.5), "algebraic", SINGLE
    ),
]


# Exponentials and roots.


def product_of_exponentials(np, a, b):
    return np.exp(a) * np.exp(b)


def quotient_of_exponentials(np, a, b):
    return np.exp(a) / np.exp(b)


def log_of_exp(np, x):
    return np.log(np.exp(x * 3))


def log_of_power(np, x, exponent):
    return np.log(np.power(x, exponent))


def power_of_exp(np, x, exponent):
    return np.exp(x * 3) ** exponent


def root_of_square(np, x):
    return np.sqrt(x * x)


SMALL_INTEGERS = st.sampled_from([(np.array([-100, 3], "i1"), np.array([-100, 2], "i1"))])
EXPONENTS = with_one_of(arrays((5,)), 3, 4.0, -2, 0.3, 5)
EXPONENT_CASES = [
    Case("exp-of-sum", product_of_exponentials, arrays((5,), (5,), dtypes=REALS) | SMALL_INTEGERS, "algebraic", SINGLE),
    Case("exp-of-sum", quotient_of_exponentials, arrays((5,), (5,), dtypes=REALS), "algebraic", SINGLE),
    Case("log-of-exp", log_of_exp, arrays((5,), dtypes=INEXACT), "algebraic", SINGLE),
    Case("log-of-power", log_of_power, with_one_of(arrays((5,), dtypes=INEXACT), 3, 4.0, -2, 5), "algebraic", SINGLE),
    # The error of the exponent is multiplied by the size of the exponent.
    Case("power-of-exp", power_of_exp, with_one_of(arrays((5,), dtypes=INEXACT), 3, 2.5, 0.5), "algebraic", SINGLE),
    Case("root-of-square", root_of_square, arrays((5,), dtypes=INEXACT), "algebraic", SINGLE),
]


# Reductions.


def reduction(np, x, name, axis):
    return getattr(np, name)(x, axis=axis)


def reduction_of_joined(np, a, b, name, axis):
    return reduction(np, np.concatenate([a, b]), name, axis)


def reduction_of_scaled(np, x, factor, name, axis):
    return reduction(np, factor * x, name, axis)


def reduction_of_quotient(np, x, factor, name, axis):
    return reduction(np, -x / factor, name, axis)


def mean_of_shifted(np, x, term, name, axis):
    return np.mean(term - x, axis=axis)


def deviation_of_shifted(np, x, term, name, axis):
    return np.std(x + term, axis=axis)


def extreme_of_increasing(np, x, factor, name, axis):
    return getattr(np, {"sum": "max", "mean": "min"}[name])(np.arctan(x * factor - 1), axis=axis)


@st.composite
def joined(draw):
    """Draw two arrays, one of which may be empty or of another dtype."""
    a, b = draw(arrays(("m", "k"), ("n", "k"), mixed=True) | arrays(("m", "k"), ("n", "k")))
    b = b[: draw(st.sampled_from([0, 2, 5]))]
    return a, b, draw(st.sampled_from(["sum", "max", "min", "any", "all"])), draw(st.sampled_from([None, 0, -2]))


JOINED_DTYPES = st.just((np.full((2, 2), 2**62), np.ones((1, 2)), "sum", 0))
REDUCED = st.tuples(
    arrays(("m", "n"), dtypes=NUMBERS).map(lambda found: found[0]),
    st.sampled_from([2.5, -3, 0.5, 7]),
    st.sampled_from(["sum", "mean"]),
    st.sampled_from([None, 0, 1]),
)
# A shift by ten loses a decimal digit of the deviations.
REDUCTION_CASES = [
    Case("reduction-of-joined", reduction_of_joined, joined() | JOINED_DTYPES, "reassociate", SINGLE),
    Case("reduction-of-scaled", reduction_of_scaled, REDUCED, "algebraic", SINGLE),
    Case("reduction-of-scaled", reduction_of_quotient, REDUCED, "algebraic", SINGLE),
    Case("mean-of-shifted", mean_of_shifted, REDUCED, "algebraic", SINGLE),
    Case("deviation-of-shifted", deviation_of_shifted, REDUCED, "algebraic", 10 * SINGLE),
    Case("extreme-of-increasing", extreme_of_increasing, REDUCED, "algebraic", SINGLE),
]


# Sorting and choosing.


def part_of_sorted(np, x, axis, key):
    return np.sort(x, axis=axis)[key]


def reduction_of_sorted(np, x, axis, name, along):
    return getattr(np, name)(np.sort(x, axis=axis), axis=along)


def choice_of_the_array(np, x, bound, below):
    return np.where(x < bound, x, bound) if below else np.where(x > bound, x, bound)


def choice_of_the_bound(np, x, bound, below):
    return np.where(x < bound, bound, x) if below else np.where(bound <= x, bound, x)


def choice_of_the_sign(np, x, bound, below):
    return np.where(x < 0, -x, x) if below else np.where(x > 0, x, -x)


def with_nans(found):
    x = found[0].copy()
    if x.dtype.kind == "f":
        x[::2, ::3] = np.nan
    return x


WITH_NANS = arrays(("m", 9), dtypes=["i1", *REALS]).map(lambda found: found[0]) | arrays((4, 9), dtypes=REALS).map(
    with_nans
)
KEYS = [np.s_[:, :3], np.s_[..., 7:], np.s_[1, 5], np.s_[:, 4:6], np.s_[:, 2::-1], np.s_[1:3, 1:4:2]]
ENDS = [np.s_[:, 0], np.s_[:, -1], np.s_[1, 0], np.s_[::-1, -1:], np.s_[:2, 8]]
SORTED = st.tuples(WITH_NANS, st.just(-1) | st.just(1), st.sampled_from(KEYS))
ENDS_OF_SORTED = st.tuples(WITH_NANS, st.just(-1), st.sampled_from(ENDS))
NAMES = ["sum", "mean", "max", "median", "any", "std", "count_nonzero"]
REDUCED_SORTED = st.tuples(
    arrays(("m", 9), dtypes=["i1", *REALS]).map(lambda found: found[0]),
    st.sampled_from([-1, 0, None]),
    st.sampled_from(NAMES),
    st.sampled_from([0, 1, None, (0, 1)]),
).filter(lambda found: found[1] is not None or found[3] in (0, None))
BOUNDS = st.tuples(WITH_NANS, st.sampled_from([0, 0.75, float("nan"), -1]), st.booleans())
SORTING_CASES = [
    Case("part-of-sorted", part_of_sorted, SORTED, "algebraic", SINGLE),
    Case("end-of-sorted", part_of_sorted, ENDS_OF_SORTED, "algebraic", SINGLE),
    Case("reduction-of-sorted", reduction_of_sorted, REDUCED_SORTED, "reassociate", SINGLE),
    Case("choice-as-extreme", choice_of_the_array, BOUNDS, "algebraic", SINGLE),
    Case("choice-as-extreme", choice_of_the_bound, BOUNDS, "algebraic", SINGLE),
    Case("choice-as-magnitude", choice_of_the_sign, BOUNDS, "algebraic", SINGLE),
]


CASES = [*FACTOR_CASES, *EXPONENT_CASES, *REDUCTION_CASES, *SORTING_CASES, *PRODUCTS]
