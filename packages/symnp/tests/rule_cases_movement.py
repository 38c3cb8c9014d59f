"""The rules by which slices, picks and broadcasts move towards the data."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from rule_case import Case

from monorepo_testing.adversarial import values
from monorepo_testing.adversarial.strategies import arrays_like_users_make

NUMBERS = ["bool", "int8", "int64", "float16", "float32", "float64", "complex64", "complex128"]
UFUNCS = {u.__name__: u for u in vars(np).values() if isinstance(u, np.ufunc) and u.nout == 1 and u.signature is None}
DEAR = ["exp", "log1p", "arctan", "cbrt", "sqrt", "expm1", "arcsinh", "power", "hypot", "arctan2", "divide"]


def operands(name, x, y):
    return [x, y][: UFUNCS[name].nin]


def takes(name, dtype):
    """Whether a ufunc takes a dtype, and raises no error about data: of integers to negative powers it does."""
    if name in ("power", "float_power") and np.dtype(dtype).kind in "iub":
        return False
    empty = np.empty(0, dtype)
    try:
        UFUNCS[name](*operands(name, empty, empty))
    except TypeError:
        return False
    return True


@st.composite
def calls(draw, names, shapes, numbers=tuple(NUMBERS)):
    """Draw the name of a ufunc, and two arrays that it takes."""
    shape = draw(shapes)
    x = draw(arrays_like_users_make(numbers, shape=st.just(shape)))
    y = draw(arrays_like_users_make([x.dtype], shape=st.just(shape)))
    return draw(st.sampled_from([name for name in names if takes(name, x.dtype)])), x, y


def zeros_of_both_signs(count, seed):
    return np.random.default_rng(seed).choice([0.0, -0.0], count)


def backwards(seed, shape=(9, 11)):
    """Return an array that runs backwards, of numbers for which the loops of functions differ in the last bit."""
    random = np.random.default_rng(seed)
    mixed = np.where(random.random(shape) < 0.3, random.choice(values("f4"), shape), random.normal(size=shape) * 5)
    return mixed.astype("f4")[(slice(None, None, -1),) * len(shape)]


ZEROS = [
    (name, zeros_of_both_signs(40, seed), zeros_of_both_signs(40, seed + 9))
    for name in ("fmin", "fmax")
    for seed in range(3)
]
BACKWARDS = [(name, backwards(seed), backwards(seed + 9)) for name in ("arcsinh", "cbrt", "arctan2", "expm1") for seed in range(3)]  # fmt: skip


# Slices.


@st.composite
def called_and_a_slice(draw):
    name, x, y = draw(calls(UFUNCS, hnp.array_shapes(min_dims=1, max_dims=2, max_side=40)))
    return name, x, y, draw(hnp.basic_indices(x.shape))


SLICES_OF_ZEROS = [
    (*call, np.s_[start : start + n]) for call, start, n in itertools.product(ZEROS, range(1, 10, 4), (3, 9))
]
SLICES_BACKWARDS = [
    (*call, np.s_[row : row + 1, row : row + 1]) for call, row in itertools.product(BACKWARDS, range(8))
]


def slice_of_a_ufunc(np, name, x, y, key):
    return getattr(np, name)(*operands(name, x, y))[key]


@st.composite
def reduced_and_a_slice(draw):
    """Draw a reduction of a kept axis, and a slice of the result."""
    x = draw(arrays_like_users_make(NUMBERS, shape=hnp.array_shapes(min_dims=2, max_dims=3, max_side=40)))
    names = ["sum", "mean", "prod", "any", "all", "max", "min", "argmax", "argmin", "count_nonzero", "median", "std"]
    name = draw(st.sampled_from(names if x.dtype.kind != "b" else [n for n in names if n != "median"]))
    axis = draw(st.integers(0, x.ndim - 1))
    shape = x.shape[:axis] + x.shape[axis + 1 :]
    return name, x, axis, draw(hnp.basic_indices(shape))


EXTREMES_OF_ZEROS = [
    (name, np.array([zeros_of_both_signs(40, seed), zeros_of_both_signs(40, seed + 9)]), 0, np.s_[start : start + 9])
    for name, seed, start in itertools.product(("nanmax", "nanmin", "max", "min"), range(3), range(1, 10, 4))
]


def slice_of_a_reduction(np, name, x, axis, key):
    return getattr(np, name)(x, axis=axis)[key]


@st.composite
def joined_and_a_slice(draw):
    """Draw arrays to join, and a slice of the result."""
    shape = draw(hnp.array_shapes(min_dims=1, max_dims=3, max_side=6))
    axis = draw(st.integers(0, len(shape) - 1))
    sides = draw(st.tuples(st.integers(0, 5), st.integers(0, 5)))
    parts = [
        draw(arrays_like_users_make(NUMBERS, shape=st.just((*shape[:axis], n, *shape[axis + 1 :])))) for n in sides
    ]
    whole = (*shape[:axis], sum(sides), *shape[axis + 1 :])
    return *parts, axis, draw(hnp.basic_indices(whole))


def slice_of_a_concatenation(np, a, b, axis, key):
    return np.concatenate([a, b], axis=axis)[key]


# Copies and creations.


@st.composite
def reshaped_and_a_slice(draw):
    """Draw an array that a reshape must copy, and a slice of the result."""
    outer, a, b = draw(st.tuples(*[st.integers(1, 5)] * 3))
    order = draw(st.sampled_from("CF"))
    shape, flat = ((outer, a, b), (outer, a * b)) if order == "C" else ((b, a, outer), (a * b, outer))
    x = draw(arrays_like_users_make(NUMBERS, shape=st.just(shape)))
    return x, flat, order, draw(hnp.basic_indices(flat, min_dims=1))


def slice_of_a_reshape(np, x, shape, order, key):
    return np.reshape(x, shape, order=order)[key]


@st.composite
def new_and_a_slice(draw):
    shape = draw(hnp.array_shapes(max_dims=3, max_side=6))
    return shape, draw(st.sampled_from(NUMBERS)), draw(st.sampled_from("CF")), draw(hnp.basic_indices(shape))


def slice_of_zeros(np, shape, dtype, order, key):
    return np.zeros(shape, dtype, order)[key] + np.ones(1)


@st.composite
def counted_and_a_slice(draw):
    """Draw a count in equal steps, which may wrap around, and a slice of it."""
    dtype, start, step = draw(
        st.tuples(st.sampled_from(["i1", "u1", "i4", "i8"]), st.integers(0, 50), st.integers(1, 3))
    )
    stop = draw(st.integers(start + 5 * step, 400))
    return start, stop, step, dtype, draw(hnp.basic_indices((-(-(stop - start) // step),)))


def slice_of_a_count(np, start, stop, step, dtype, key):
    return np.arange(start, stop, step, dtype=dtype)[key] + np.zeros(1, "i1")


# Writes.


@st.composite
def written_and_a_slice(draw):
    """Draw an array, a region, what is assigned to it, and a slice of what comes of that."""
    x = draw(arrays_like_users_make(NUMBERS, shape=hnp.array_shapes(max_dims=3, max_side=7)))
    region = draw(hnp.basic_indices(x.shape, allow_newaxis=True, max_dims=4))
    shape = np.broadcast_to(0, x.shape)[region].shape if x.ndim else ()
    value = draw(
        arrays_like_users_make([x.dtype, "int8"] if x.dtype.kind != "b" else ["bool"], shape=_fitting(draw, shape))
    )
    return x, region, value, draw(hnp.basic_indices(x.shape, min_dims=1))


def _fitting(draw, shape):
    """Draw a shape that can be broadcast to another one."""
    sides = [n if draw(st.integers(0, 3)) else 1 for n in shape]
    return st.just(tuple(sides[draw(st.integers(0, len(sides))) :] if sides else ()))


def slice_of_what_was_written(np, x, region, value, key):
    content = x * 1
    content[region] = value
    return content[key] * 1


def slice_of_what_was_written_twice(np, x, region, value, key):
    content = x * 1
    content[region] = value
    content[::-2] = 1
    part, other = content[key], content[:1]
    del content
    return part * 1 + other.ravel()[:1]


# Picks.


@st.composite
def called_and_picks(draw):
    name, x, y = draw(calls(UFUNCS, hnp.array_shapes(min_dims=1, max_dims=2, min_side=3, max_side=30)))
    row = draw(arrays_like_users_make([x.dtype], shape=st.just(x.shape[-1:])))
    return (
        name,
        x,
        draw(st.sampled_from([y, row])),
        draw(hnp.integer_array_indices(x.shape, result_shape=hnp.array_shapes(max_dims=1, max_side=4))),
    )


@st.composite
def called_and_a_mask(draw):
    name, x, y = draw(calls(DEAR, hnp.array_shapes(min_dims=1, max_dims=2, max_side=30), ["f4", "f8", "c16"]))
    return name, x, y, np.random.default_rng(draw(st.integers(0, 99))).random(x.shape) < 0.4


def picks_of_a_ufunc(np, name, x, y, index):
    return getattr(np, name)(*operands(name, x, y))[index]


PICKS_OF_ZEROS = [(*call, np.arange(start, 40, 9)) for call, start in itertools.product(ZEROS, range(5))]
PICKS_BACKWARDS = [(*call, np.array([row, row + 1])) for call, row in itertools.product(BACKWARDS, range(8))]
MASKS_OF_ZEROS = [
    ("fmin", x, np.float64(0.0), np.arange(40) % 9 == start)
    for (_, x, _), start in itertools.product(ZEROS[:3], range(5))
] + [
    ("fmax", x, np.float64(-0.0), np.arange(40) % 9 == start)
    for (_, x, _), start in itertools.product(ZEROS[:3], range(5))
]
MASKS_BACKWARDS = [
    (*call, np.arange(99).reshape(9, 11) % 7 == row) for call, row in itertools.product(BACKWARDS, range(4))
]


# Broadcasts.


@st.composite
def called_on_broadcasts(draw):
    """Draw a dear ufunc, and operands that are the same along an axis."""
    n, m = draw(st.tuples(st.integers(1, 20), st.integers(2, 20)))
    name, x, y = draw(calls(DEAR, st.sampled_from([(1, n), (n, 1), (n,)])))
    return name, x, y, (n, m) if x.shape == (n, 1) else (m, n)


def ufunc_of_broadcasts(np, name, x, y, shape):
    a, b = np.broadcast_to(x, shape), np.broadcast_to(y, shape)
    return getattr(np, name)(*operands(name, a + a.dtype.type(1), b))


def ufunc_of_broadcasts_read_on(np, name, x, y, shape):
    a, b = np.broadcast_to(x, shape), np.broadcast_to(y, shape)
    return getattr(np, name)(*operands(name, a, b)) * np.ones(shape)


def inverse_of_broadcasts(np, name, x, y, shape):
    a, b = np.broadcast_to(x, shape), np.broadcast_to(y, shape)
    return 1 / getattr(np, name)(*operands(name, a, b))


BROADCASTS_OF_ZEROS = [(name, x[:n], y[:n], (7, n)) for name, x, y in ZEROS for n in (3, 9, 21)]
BROADCASTS_BACKWARDS = [(name, x[:, :1], y[:, :1], x.shape) for name, x, y in BACKWARDS]

CASES = [
    Case(
        "slice-through-elementwise",
        slice_of_a_ufunc,
        called_and_a_slice() | st.sampled_from(SLICES_OF_ZEROS + SLICES_BACKWARDS),
    ),
    Case("slice-through-concatenate", slice_of_a_concatenation, joined_and_a_slice()),
    Case("slice-through-reduction", slice_of_a_reduction, reduced_and_a_slice() | st.sampled_from(EXTREMES_OF_ZEROS)),
    Case("slice-through-reshape", slice_of_a_reshape, reshaped_and_a_slice()),
    Case("slice-through-zeros", slice_of_zeros, new_and_a_slice()),
    Case("slice-through-arange", slice_of_a_count, counted_and_a_slice()),
    Case("slice-through-write", slice_of_what_was_written_twice, written_and_a_slice()),
    Case("slice-through-write", slice_of_what_was_written, written_and_a_slice()),
    Case(
        "pick-through-elementwise",
        picks_of_a_ufunc,
        called_and_picks() | st.sampled_from(PICKS_OF_ZEROS + PICKS_BACKWARDS),
    ),
    Case(
        "mask-through-elementwise",
        picks_of_a_ufunc,
        called_and_a_mask() | st.sampled_from(MASKS_OF_ZEROS + MASKS_BACKWARDS),
    ),
    Case(
        "compute-before-broadcast", ufunc_of_broadcasts, called_on_broadcasts() | st.sampled_from(BROADCASTS_BACKWARDS)
    ),
    Case("compute-before-broadcast", ufunc_of_broadcasts_read_on, called_on_broadcasts()),
    Case(
        "compute-before-broadcast", inverse_of_broadcasts, called_on_broadcasts() | st.sampled_from(BROADCASTS_OF_ZEROS)
    ),
]
