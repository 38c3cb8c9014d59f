"""The rules for sums of products, matrix products, systems of equations and transforms."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st
from rule_case import Case
from rule_inputs import INEXACT, NUMBERS, REALS, SINGLE, arrays, well_conditioned, with_one_of

# Sums of products.


def sum_of_products(np, a, b):
    return (a * b).sum()


def mean_of_squares(np, a, b):
    return np.mean(a**2)


def sum_of_products_along_an_axis(np, a, b, axis):
    return (a * b).sum(axis)


def mean_of_squares_along_an_axis(np, a, b, axis):
    return (a * a).mean(axis)


def sum_of_broadcast_products(np, a, b):
    return (a[:, None, :] * b[None, :, :]).sum(-1)


def sum_of_magnitudes(np, z):
    return (abs(z) ** 2).sum()


def norms(np, a, axis):
    return np.linalg.norm(-a, axis=axis)


def distances(np, a, b):
    return ((a[:, None, :] - b[None, :, :]) ** 2).sum(-1)


def distances_by_broadcasting(np, a, b):
    return ((a[:, None] - b) ** 2).sum(-1)


def distances_from_the_second(np, a, b):
    return np.square(b[None] - a[:, None]).sum(2)


def distances_within(np, a, b):
    apart = a[:, None] - a
    return np.sqrt(np.sum(apart * apart, axis=-1))


LARGE = [((16, 20, 16), (16, 20, 16)), ((8192,), (8192,)), ((20, 300), (20, 300))]
WIDE = st.sampled_from(LARGE).flatmap(lambda shapes: arrays(*shapes))
# Thousands of numbers are added up, in blocks of at least eight.
LONG = 512 * np.finfo("f4").eps
POINTS = arrays(("m", "k"), ("n", "k"), dtypes=NUMBERS)
PRODUCT_SUM_CASES = [
    Case("sum-of-products", sum_of_products, arrays(("m", "n", 3), ("m", "n", 3)), "reassociate", SINGLE),
    Case("sum-of-products", mean_of_squares, arrays(("m", "n"), ("m", "n")), "reassociate", SINGLE),
    Case("sum-of-products-along-axes", sum_of_products_along_an_axis, with_one_of(WIDE, 0, -1), "reassociate", LONG),
    Case("sum-of-products-along-axes", mean_of_squares_along_an_axis, with_one_of(WIDE, 0, -1), "reassociate", LONG),
    Case("sum-of-products-along-axes", sum_of_broadcast_products, arrays((16, 20), (17, 20)), "reassociate", LONG),
    Case("sum-of-magnitudes", sum_of_magnitudes, arrays(("m", "n"), dtypes=["c8", "c16"]), "algebraic", SINGLE),
    Case("norm-as-sum", norms, with_one_of(arrays((70, 80), dtypes=REALS), 0, 1, -1), "reassociate", LONG),
    Case("distances-by-product", distances, POINTS, "algebraic", SINGLE),
    Case("distances-by-product", distances_by_broadcasting, POINTS, "algebraic", SINGLE),
    Case("distances-by-product", distances_from_the_second, POINTS, "algebraic", SINGLE),
    Case("distances-by-product", distances_within, POINTS, "algebraic", SINGLE),
]


# Matrix products.


def trace(np, a, b):
    return np.trace(a @ b)


def trace_by_einsum(np, a, b):
    return np.einsum("ii", a.dot(b))


def sum_of_diagonal(np, a, b):
    return np.diagonal(a @ b).sum()


def diagonal(np, a, b):
    return np.diag(a @ b)


def sum_of_product(np, a, b, name, axis):
    return getattr(np, name)(a @ b, axis=axis)


def sum_with_common_first(np, a, b, c):
    return a @ b + a @ c


def difference_with_common_second(np, a, b, c):
    return b.T @ a.T - c.T @ a.T


def diagonal_off_the_middle(np, d, a, k):
    return np.diag(d, k) @ a


def diagonal_second(np, d, a, k):
    return a.T @ np.diag(d)


def identity_first(np, d, a, k):
    return np.eye(len(d)) @ a


def einsum(np, a, b, subscripts):
    return np.einsum(subscripts, -a, b)


def scaled_matrix(np, a, b, v):
    return (2.5 * a) @ v


def scaled_rows(np, a, b, v):
    return (a / b[:, :1]) @ v


def scaled_columns(np, a, b, v):
    return (a * b[0]) @ v


def rank_one(np, a, b, v):
    return (a[:, :1] * b[0]) @ v


def scaled_second(np, a, b, v):
    return v @ (b[:, :1].T * a.T)


def scaled_second_rows(np, a, b, v):
    return v @ (a.T * b[0][:, None])


TWO, THREE = arrays(("m", "k"), ("k", "n")), arrays(("m", "k"), ("k", "n"), ("k", "n"))
UNLIKE = arrays(("m", "k"), ("k", 3), ("k", 1), dtypes=INEXACT) | arrays((3, "k"), ("k", 3), ("k",), dtypes=INEXACT)
MIXED = arrays(("m", "k"), ("k", "n"), ("k", "n"), dtypes=["i1", "i8", "f8"], mixed=True)
SUMMED = st.tuples(TWO, st.sampled_from(["sum", "mean"]), st.sampled_from([None, 0, 1, -1])).map(
    lambda found: (*found[0], *found[1:])
)
DIAGONAL = with_one_of(arrays(("m",), ("m", "n")), 0)
SHIFTED_DIAGONAL = with_one_of(arrays((4,), (5, 3), dtypes=INEXACT), 1, -1) | with_one_of(
    arrays((5,), (5, 3), dtypes=INEXACT), 0
)
SCALED_MATRIX = arrays((6, 5), (6, 5), (5,), mixed=True) | arrays((6, 5), (6, 5), (5, 2))
SUBSCRIPTS = ["ij,jk->ik", "ij, jk", "ij,jk->ki"]
MATRIX_CASES = [
    Case("trace-of-product", trace, TWO, "reassociate", SINGLE),
    Case("trace-of-product", trace_by_einsum, arrays(("n", "k"), ("k", "n")), "reassociate", SINGLE),
    Case("trace-of-product", sum_of_diagonal, TWO, "reassociate", SINGLE),
    Case("diagonal-of-product", diagonal, TWO, "reassociate", SINGLE),
    Case("sum-of-product", sum_of_product, SUMMED, "algebraic", SINGLE),
    Case("common-matrix", sum_with_common_first, THREE | UNLIKE | MIXED, "algebraic", SINGLE),
    Case("common-matrix", difference_with_common_second, THREE, "algebraic", SINGLE),
    Case("diagonal-factor", diagonal_off_the_middle, SHIFTED_DIAGONAL, "algebraic", SINGLE),
    Case("diagonal-factor", diagonal_second, DIAGONAL, "algebraic", SINGLE),
    Case("diagonal-factor", identity_first, DIAGONAL, "algebraic", SINGLE),
    Case(
        "einsum-by-products", einsum, with_one_of(arrays((32, 33), (33, 34), dtypes=INEXACT), *SUBSCRIPTS), "reassociate",
        SINGLE,
    ),
    *[
        Case("scaled-factor", program, SCALED_MATRIX, "algebraic", SINGLE)
        for program in (scaled_matrix, scaled_rows, scaled_columns, rank_one)
    ],
    Case("scaled-factor", scaled_second, arrays((6, 5), (6, 5), (5,)) | arrays((6, 5), (6, 5), (2, 5)), "algebraic", SINGLE),
    Case("scaled-factor", scaled_second_rows, arrays((6, 5), (6, 5), (5,)), "algebraic", SINGLE),
]  # fmt: skip


# Systems of equations and transforms.


def inverse_times(np, a, b):
    return np.linalg.inv(a) @ b


def transposed_inverse_times(np, a, b):
    return np.linalg.inv(a).T @ b


def times_inverse(np, a, b):
    return b @ np.linalg.inv(a)


def inverse_of_inverse(np, a):
    return np.linalg.inv(np.linalg.inv(a))


def determinant_of_inverse(np, a):
    return np.linalg.det(np.linalg.inv(a))


def round_trip(np, z, there, back, name):
    return getattr(np.fft, name)(getattr(np.fft, "i" + name)(z, **there), **back)


def round_trip_back(np, z, there, back, name):
    return getattr(np.fft, "i" + name)(getattr(np.fft, name)(z, **there), **back)


SYSTEM = well_conditioned(("n", "n"), ("n",)) | well_conditioned(("n", "n"), ("n", "k"))
STACKS = well_conditioned((3, "n", "n"), ("n",)) | well_conditioned((3, "n", "n"), (3, "n", 2))
AXIS, LENGTH, SHARED = {"axis": 0}, {"n": 4}, {"norm": "ortho"}
OPTIONS = st.sampled_from(
    [
        *[({}, {}, name) for name in ("fft", "fft2", "fftn")],
        (AXIS, AXIS, "fft"),
        (AXIS, {}, "fft"),
        (LENGTH, LENGTH, "fft"),
        (SHARED, SHARED, "fft2"),
        (SHARED, {}, "fft"),
    ]
)
TRANSFORMED = st.tuples(arrays(("m", 6), dtypes=["c8", "c16", "f8"]), OPTIONS).map(lambda found: (*found[0], *found[1]))
SOLVING_CASES = [
    Case("solve-for-inverse", inverse_times, SYSTEM | STACKS, "algebraic", SINGLE),
    Case("solve-for-inverse", transposed_inverse_times, SYSTEM, "algebraic", SINGLE),
    Case("solve-for-inverse", times_inverse, well_conditioned(("n", "n"), ("k", "n")), "algebraic", SINGLE),
    Case("solve-for-inverse", times_inverse, well_conditioned(("n", "n"), ("n",)), "algebraic", SINGLE),
    Case("inverse-of-inverse", inverse_of_inverse, well_conditioned(("n", "n")), "algebraic", SINGLE),
    Case("determinant-of-inverse", determinant_of_inverse, well_conditioned((3, 3)), "algebraic", SINGLE),
    Case("transform-of-inverse", round_trip, TRANSFORMED, "algebraic", SINGLE),
    Case("transform-of-inverse", round_trip_back, TRANSFORMED, "algebraic", SINGLE),
]


def centred_product(np, x, m):
    return (x - m).T @ (x - m)


def centred_outer_product(np, x, m):
    return (x - m) @ np.transpose(x - m)


CENTRED = arrays(("k", "n"), ("n",), dtypes=INEXACT)
BUFFER_CASES = [
    Case("one-buffer", centred_product, CENTRED, "reassociate", SINGLE),
    Case("one-buffer", centred_outer_product, CENTRED, "reassociate", SINGLE),
]


CASES = [*BUFFER_CASES, *PRODUCT_SUM_CASES, *MATRIX_CASES, *SOLVING_CASES]
