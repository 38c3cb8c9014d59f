"""The rules that are equations: operations that cancel, and calls for which there is a cheaper one with the same bits."""

from __future__ import annotations

import operator

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from rule_case import Case

from monorepo_testing.adversarial import LAYOUTS, values
from monorepo_testing.adversarial.strategies import arrays_like_users_make

WHOLE = ["int8", "uint8", "int32", "int64", "uint64"]
REAL = [*WHOLE, "float16", "float32", "float64", "longdouble"]
NUMBERS = [*REAL, "complex64", "complex128"]
ALL = ["bool", *NUMBERS]
SHAPES = hnp.array_shapes(max_dims=2, max_side=9)


def arrays(dtypes, shape=SHAPES):
    return arrays_like_users_make(dtypes, shape=shape)


def catalogued(dtypes):
    """Draw all adversarial values of a dtype, in some layout."""
    whole = st.sampled_from(dtypes).map(lambda dtype: np.resize(values(dtype), (3, 40)))
    return st.builds(lambda x, name: LAYOUTS[name](x), whole, st.sampled_from(sorted(LAYOUTS)))


def one(dtypes):
    return arrays(dtypes) | catalogued(dtypes)


def named(names, *more):
    return st.tuples(st.sampled_from(names), *more)


@st.composite
def two(draw, dtypes, others=None):
    """Draw all pairs of adversarial values of two dtypes, or two random arrays of one shape."""
    first = draw(st.sampled_from(dtypes))
    second = first if others is None else draw(st.sampled_from(others))
    if draw(st.booleans()):
        pairs = np.meshgrid(values(first), values(second))
        return tuple(np.ascontiguousarray(x) for x in pairs)
    shape = draw(SHAPES)
    return draw(arrays([first], st.just(shape))), draw(arrays([second], st.just(shape)))


def read(np, x):
    """Return something that reads an array or a scalar and shows all its bits."""
    return np.concatenate([x, x]) if np.ndim(x) else np.add(x, x)


# Operations that give back an operand.


def twice(np, name, x):
    f = getattr(np, name)
    return f(f(x)) if name == "logical_not" else read(np, f(f(x)))


def twice_for_the_user(np, name, x):
    f = getattr(np, name)
    return f(f(x))


def one_after_the_other(np, first, second, x):
    return read(np, getattr(np, second)(getattr(np, first)(x)))


ROUNDINGS = ["floor", "ceil", "trunc", "rint"]
DONE = (
    st.tuples(st.sampled_from(ROUNDINGS), st.sampled_from(ROUNDINGS), one(REAL))
    | st.tuples(st.sampled_from(["absolute", "sign", "positive"]), one(NUMBERS)).map(lambda drawn: (drawn[0], *drawn))
    | st.just(("sign", "sign", np.array([1 + 1j, 3 + 3j])))
)


def unary(np, name, x):
    return read(np, getattr(np, name)(x))


UNCHANGED = named(["conjugate", "positive"], one(NUMBERS)) | named(["floor", "ceil", "trunc"], one(REAL))


def choice_of_the_same(np, name, c, x):
    y = np.where(c, x, x) if name == "where" else getattr(np, name)(x, x)
    return read(np, y)


@st.composite
def chosen(draw):
    x = draw(one(ALL))
    names = ["maximum", "minimum", "fmax", "fmin", "where"]
    return draw(st.sampled_from(names + ["bitwise_or"] * (x.dtype.kind in "biu"))), np.ones(x.shape, bool), x


def with_a_number(np, name, number, first, x):
    f = operator.pow if name == "pow" else getattr(np, name)
    return read(np, f(number, x) if first else f(x, number))


NEUTRAL = [
    ("add", 0), ("add", 0.0), ("add", -0.0), ("subtract", 0), ("subtract", -0.0), ("multiply", 1), ("multiply", 1.0),
    ("divide", 1), ("floor_divide", 1), ("floor_divide", 1.0), ("power", 1), ("pow", 1),
]  # fmt: skip


@st.composite
def neutral(draw):
    name, number = draw(st.sampled_from(NEUTRAL))
    dtypes = WHOLE + ["float32", "float64"] + ["complex128"] * (name != "floor_divide")
    return name, number, draw(st.booleans()) and name in ("add", "multiply"), draw(one(dtypes))


FRACTIONS = ("floor_divide", 1.0, False, np.array([1.5, -2.5]))


# Signs.


def of_a_sign(np, name, sign, x):
    return getattr(np, name)(getattr(np, sign)(x))


BLIND = ["absolute", "square", "isnan", "isfinite", "any", "all", "count_nonzero"]


HUGE = np.full(3, 3e38 + 3e38j, "complex64")  # Finite, but its absolute value is not.


def signs():
    drawn = st.tuples(st.sampled_from(BLIND), st.sampled_from(["negative", "absolute"]), one(NUMBERS))
    unsigned = st.tuples(st.just("absolute"), st.just("negative"), one(["uint8", "uint64"]))
    return drawn | unsigned | st.just(("isfinite", "absolute", HUGE))


def both_negated(np, name, x, y):
    return getattr(np, name)(-x, -y)


def left_negated(np, x, y):
    return np.add(-x, y)


def right_negated(np, name, x, y):
    return getattr(np, name)(x, -y)


PAIRS = two(REAL) | two(["float64", "int64"], ["int8", "float32"]) | two(["complex64", "complex128"])


def place_in_negative(np, name, x, axis):
    return getattr(np, name)(-x, axis)


def two_rows(dtypes):
    return arrays(dtypes, hnp.array_shapes(min_dims=2, max_dims=2, max_side=20))


# Truth.


def negated(np, invert, name, x, y):
    compared = getattr(np, name)(x, y)
    return np.invert(compared) if invert else np.logical_not(compared)


COMPARISONS = ["less", "less_equal", "greater", "greater_equal", "equal", "not_equal"]


def chosen_by_negation(np, name, c, x, y):
    return np.where(getattr(np, name)(c), x, y)


@st.composite
def negated_choices(draw):
    c = draw(one(["bool", "int8", "int64"]))
    x, y = (draw(arrays(["float64", "int8"], st.just(c.shape))) for _ in range(2))
    return draw(st.sampled_from(["invert", "logical_not"])), c, x, y


# Powers of two.


def by_a_number(np, name, x, number):
    return read(np, getattr(np, name)(x, number))


def numbers_for(dtype):
    dtype = np.dtype(dtype)
    powers = [2**k for k in range(dtype.itemsize * 8 - (dtype.kind == "i"))] if dtype.kind in "iu" else [1, 4, 1024]
    return powers + [dtype.type(power) for power in powers]


@st.composite
def shifted(draw, name):
    x = draw(one([*WHOLE, "float64"]))
    return name, x, draw(st.sampled_from(numbers_for(x.dtype)))


DIVISORS = [2, 4.0, -8, 1024, 2.0**100, 2.0**126, 2.0**127, 3, 10.0, -7, np.float32(2), np.int8(4)]
QUOTIENTS = st.tuples(st.just("divide"), one(["float32", "float64"]), st.sampled_from(DIVISORS))

# Casts.


def cast(np, x, dtype):
    return read(np, x.astype(dtype))


def cast_twice(np, x, between, dtype):
    return x.astype(between).astype(dtype)


CASTS = ["bool", "int8", "uint8", "int32", "int64", "float16", "float32", "float64", "complex128"]
# No such uint32 is there, so that a cast may give anything: NumPy's loops for steps give something else.
OUTSIDE = LAYOUTS["stepped"](np.array([-1.0, 3e9, 5e9, -1e20] * 4, "float32"))
TWO_CASTS = st.tuples(one(CASTS), st.sampled_from(CASTS), st.sampled_from([c for c in CASTS if c != "bool"])) | st.just(
    (OUTSIDE, "float64", "uint32")
)

# Calls.


def to_the_power(np, as_operator, x, exponent):
    return read(np, x**exponent if as_operator else np.power(x, exponent))


POWERS = st.tuples(st.booleans(), one(NUMBERS), st.sampled_from([2, 2.0])) | st.tuples(
    st.booleans(), one(["float16", "float32", "float64", "complex128"]), st.sampled_from([-1, -1.0, np.int8(2)])
)


def reduced(np, name, x):
    return read(np, getattr(np, name)(x))


def differing_from_zero(np, x):
    return np.count_nonzero(x != 0)


def of_the_repeated(np, name, x, times, axis):
    return getattr(np, name)(np.broadcast_to(x, (times, *x.shape)), axis=axis)


ZEROS = st.lists(st.sampled_from([0.0, -0.0]), min_size=1, max_size=20).map(np.array)
ORDINARY = hnp.arrays("float16", (20, 20), elements=st.floats(0.5, 4, width=16), fill=st.nothing())
REPEATED = st.tuples(
    st.sampled_from(["max", "min", "any", "all"]), ZEROS | arrays(ALL, hnp.array_shapes(max_dims=2, max_side=9)),
    st.integers(2, 30), st.sampled_from([None, 0, (0, 1)]),
)  # fmt: skip


# Which zero is found depends on how the nine fall on vector registers, and so on how often they are repeated.
NINE_ZEROS = st.lists(st.sampled_from([0.0, -0.0]), min_size=9, max_size=9).map(np.array)
ALL_ZEROS = st.tuples(st.sampled_from(["max", "min"]), NINE_ZEROS, st.just(3), st.none())


def of_the_sorted(np, name, x):
    return getattr(np, name)(np.sort(x))


def sorted_twice(np, x):
    return read(np, np.sort(np.sort(x)))


# Deviations and means.


def deviation(np, name, x, axis, options):
    return read(np, getattr(np, name)(x, axis=axis, **options))


@st.composite
def spread(draw):
    x = draw(arrays(["bool", *NUMBERS], hnp.array_shapes(max_dims=3, max_side=12)))
    axes = [None, *range(x.ndim), tuple(range(x.ndim)[:2])]
    options = draw(st.sampled_from([{}, {"keepdims": True}, {"ddof": 1}, {"ddof": 2, "keepdims": True}]))
    return draw(st.sampled_from(["std", "var"])), x, draw(st.sampled_from(axes)), options


HALVES = st.tuples(st.just("std"), ORDINARY, st.sampled_from([None, 0, 1]), st.just({}))


def sum_and_mean(np, x, axis):
    return np.mean(x, axis) + np.sum(x, axis)


# What is made to be copied.


def joined_twice(np, a, b, c, axis):
    return np.concatenate([np.concatenate([a, b], axis=axis), c], axis=axis)


LONG = np.array([2**60 + 1])  # More digits than double precision has.


@st.composite
def three_to_join(draw):
    shape = draw(hnp.array_shapes(max_dims=2, max_side=6))
    dtypes = ["int64", "float32", "uint64", "longdouble"]
    parts = [draw(arrays(dtypes, st.just(shape))) for _ in range(3)]
    return *parts, draw(st.integers(-len(shape), len(shape) - 1))


def joined_alone(np, x):
    return np.add(np.concatenate([x]), x)  # To read it by joining it again would be another rule's.


def written_twice(np, x, first, second):
    y = np.positive(x)
    y[first] = 1
    y[second] = 2
    return y


@st.composite
def two_regions(draw):
    x = draw(arrays(["float64", "int64"], hnp.array_shapes(max_dims=2, max_side=9)))
    region = hnp.basic_indices(x.shape, allow_ellipsis=False)
    return x, draw(region), draw(region | st.just(np.s_[:]))


CASES = [
    Case("undone", twice, named(["negative", "conjugate"], one(NUMBERS)) | named(["invert"], one(["bool", *WHOLE]))),
    Case("undone", twice_for_the_user, named(["negative"], one(NUMBERS))),
    Case("done-already", one_after_the_other, DONE),
    Case(
        "absolute-of-positive", one_after_the_other,
        st.tuples(st.sampled_from(["square", "exp"]), st.just("absolute"), one(REAL)),
    ),
    Case("unchanged", unary, UNCHANGED),
    Case("either-of-the-same", choice_of_the_same, chosen()),
    Case("neutral-number", with_a_number, neutral() | st.just(FRACTIONS)),
    Case("sign-not-seen", of_a_sign, signs()),
    Case("signs-joined", both_negated, st.tuples(st.sampled_from(["multiply", "divide", "subtract"]), PAIRS).map(lambda d: (d[0], *d[1]))),
    Case("signs-joined", left_negated, PAIRS),
    Case("signs-joined", right_negated, st.tuples(st.sampled_from(["add", "subtract"]), PAIRS).map(lambda d: (d[0], *d[1]))),
    Case(
        "place-in-the-negative", place_in_negative,
        st.tuples(st.sampled_from(["argmax", "argmin"]), two_rows(REAL) | catalogued(REAL), st.sampled_from([None, 0, 1])),
    ),
    Case(
        "negated-comparison", negated,
        st.tuples(st.booleans(), st.sampled_from(COMPARISONS), two(NUMBERS) | two(REAL, WHOLE)).map(lambda d: (*d[:2], *d[2])),
    ),
    Case("choice-swapped", chosen_by_negation, negated_choices()),
    Case("shift-for-division", by_a_number, shifted("floor_divide")),
    Case("mask-for-remainder", by_a_number, shifted("remainder")),
    Case("product-for-quotient", by_a_number, QUOTIENTS),
    Case("cast-to-the-same", cast, one(ALL).map(lambda x: (x, x.dtype))),
    Case("cast-by-way", cast_twice, TWO_CASTS),
    Case("power-by-name", to_the_power, POWERS),
    Case("count-of-truth", reduced, named(["sum", "mean"], one(["bool", "int8", "float64"]))),
    Case("count-without-comparison", differing_from_zero, st.tuples(one(ALL))),
    Case("repeated-once", of_the_repeated, REPEATED | ALL_ZEROS),
    Case(
        "order-forgotten", of_the_sorted,
        named(["max", "min", "sum", "prod", "any", "all", "count_nonzero"], one(ALL)),
    ),
    Case("sorted-already", sorted_twice, st.tuples(one(ALL))),
    Case("deviation-in-steps", deviation, spread() | HALVES),
    Case("mean-from-sum", sum_and_mean, st.tuples(arrays(NUMBERS, hnp.array_shapes(min_dims=2, max_dims=3)) | ORDINARY, st.sampled_from([None, 0, 1]))),
    Case("joined-at-once", joined_twice, three_to_join() | st.just((LONG, np.zeros(1), np.zeros(1, "longdouble"), 0))),
    Case("joined-alone", joined_alone, st.tuples(one(ALL))),
    Case("overwritten", written_twice, two_regions()),
]  # fmt: skip
