"""The rules by which slices move through calls that treat rows alike, and through matrix products."""

from __future__ import annotations

from operator import attrgetter

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from rule_case import Case

from monorepo_testing.adversarial.strategies import arrays_like_users_make

NUMBERS = ["bool", "int8", "int64", "float16", "float32", "float64", "complex64", "complex128"]
CALLS = {
    **dict.fromkeys(["sort", "argsort", "cumsum", "cumprod", "nancumsum", "nancumprod", "ptp", "unwrap"], ()),
    **dict.fromkeys(["add.accumulate", "multiply.accumulate", "maximum.accumulate", "minimum.accumulate"], ()),
    **dict.fromkeys(["fft.fft", "fft.ifft", "fft.rfft", "fft.irfft", "fft.hfft", "fft.ihfft"], ()),
    **dict.fromkeys(["partition", "argpartition", "delete"], (0,)),
    **dict.fromkeys(["cumulative_sum", "cumulative_prod", "gradient"], ()),
    "repeat": (3,),
    "take": ([0, -1, 0],),
    "percentile": (30,),
}
OF_ALL_AXES = {"round": (1,), "fft.fftshift": ()}
OF_STACKS = ["inv", "det", "cholesky", "eigvalsh", "svdvals", "pinv", "matrix_rank", "slogdet", "eigh", "svd", "qr"]


@st.composite
def calls_along_an_axis(draw):
    """Draw a function that works along an axis, an array that it takes, and a slice of the result."""
    x = draw(arrays_like_users_make(NUMBERS, shape=hnp.array_shapes(min_dims=1, max_dims=3, min_side=2, max_side=20)))
    name = draw(st.sampled_from([name for name in CALLS if _takes(name, x)]))
    axis = draw(st.integers(-x.ndim, x.ndim - 1))
    with np.errstate(all="ignore"):
        shape = attrgetter(name)(np)(np.zeros(x.shape, x.dtype), *CALLS[name], axis=axis).shape
    return name, x, axis, draw(hnp.basic_indices(shape))


def _takes(name, x):
    try:
        with np.errstate(all="ignore"):
            attrgetter(name)(np)(np.zeros((2, 2), x.dtype), *CALLS[name], axis=-1)
    except TypeError:
        return False
    return True


def slice_of_a_call(np, name, x, axis, key):
    return attrgetter(name)(np)(x, *CALLS[name], axis=axis)[key]


@st.composite
def calls_of_elements(draw):
    x = draw(
        arrays_like_users_make(["float32", "float64", "complex128"], shape=hnp.array_shapes(min_dims=2, max_side=9))
    )
    return x, draw(st.integers(-1, 3)), draw(hnp.basic_indices(x.shape))


def slice_of_rounded(np, x, decimals, key):
    return np.round(x, decimals)[key]


@st.composite
def stacks(draw):
    """Draw a stack of matrices that can be inverted, laid out in one of several ways, and a slice of the stack."""
    outer = draw(hnp.array_shapes(max_dims=2, max_side=5))
    n = draw(st.sampled_from([1, 2, 3, 8, 17]))
    random = np.random.default_rng(draw(st.integers(0, 999)))
    x = random.normal(size=(*outer, n, n)).astype(draw(st.sampled_from(["f4", "f8", "c8", "c16"])))
    x = x + 1j * random.normal(size=x.shape) if x.dtype.kind == "c" else x
    x = (x @ x.conj().swapaxes(-1, -2) + np.eye(n)).astype(x.dtype)
    if draw(st.booleans()):
        x = np.moveaxis(np.ascontiguousarray(np.moveaxis(x, 0, -1)), -1, 0)
    return x, draw(hnp.basic_indices(outer, allow_ellipsis=False))


@st.composite
def calls_of_stacks(draw, names):
    return draw(st.sampled_from(names)), *draw(stacks())


def slice_of_a_call_of_stacks(np, name, x, key):
    return attrgetter(name)(np.linalg)(x)[key]


def slice_of_a_part(np, name, x, key):
    return attrgetter(name)(np.linalg)(x)[-1][key]


def slices_of_two_parts(np, name, x, key):
    first, *_, last = attrgetter(name)(np.linalg)(x)
    return np.concatenate([first[key].reshape(-1), last[key].reshape(-1)])


def slice_of_solutions(np, x, key):
    return np.linalg.solve(x, x[..., :1] * 2)[key]


@st.composite
def products_of_stacks(draw):
    """Draw two stacks of matrices, one of which may be a single matrix or a vector, and a slice of their product."""
    outer = draw(hnp.array_shapes(max_dims=2, max_side=4))
    m, k, n = draw(st.tuples(*[st.integers(1, 6)] * 3))
    x = draw(arrays_like_users_make(NUMBERS, shape=st.just((*outer, m, k))))
    other = draw(st.sampled_from([(*outer, k, n), (k, n), (k,), (1, k, n)]))
    y = draw(arrays_like_users_make([x.dtype], shape=st.just(other)))
    return x, y, draw(hnp.basic_indices(outer, allow_ellipsis=False))


@st.composite
def products(draw, dtypes):
    """Draw two factors of a matrix product, and a slice of its rows and columns."""
    m, k, n = draw(st.tuples(*[st.sampled_from([1, 2, 5, 17, 40])] * 3))
    random, dtype = np.random.default_rng(draw(st.integers(0, 999))), draw(st.sampled_from(dtypes))
    left, right = draw(st.sampled_from([((m, k), (k, n)), ((m, k), (k,)), ((k,), (k, n)), ((3, m, k), (k, n))]))
    a, b = (random.normal(size=shape) * 9 for shape in (left, right))
    shape = (a @ b).shape
    return a.astype(dtype), b.astype(dtype), draw(hnp.basic_indices(shape))


def slice_of_a_product(np, a, b, key):
    return (a @ b)[key]


@st.composite
def chains(draw, dtypes):
    """Draw three factors of a product of matrices."""
    m, k, n = draw(st.tuples(*[st.integers(1, 7)] * 3))
    dtype = draw(st.sampled_from(dtypes))
    return tuple(
        draw(hnp.arrays(dtype, shape, elements=hnp.from_dtype(np.dtype(dtype), allow_nan=False, allow_infinity=False)))
        for shape in ((m, k), (k, n), (n,))
    )


def chain(np, a, b, v):
    return a @ b @ v


CASES = [
    Case("slice-through-call", slice_of_a_call, calls_along_an_axis()),
    Case("slice-through-call", slice_of_rounded, calls_of_elements()),
    Case("slice-through-call", slice_of_a_call_of_stacks, calls_of_stacks(OF_STACKS[:7])),
    Case("slice-through-call", slice_of_solutions, stacks()),
    Case("slice-through-call-of-several", slice_of_a_part, calls_of_stacks(OF_STACKS[7:])),
    Case("slice-through-call-of-several", slices_of_two_parts, calls_of_stacks(OF_STACKS[7:])),
    Case("slice-through-stack-of-products", slice_of_a_product, products_of_stacks()),
    Case("slice-through-product", slice_of_a_product, products(["?", "i1", "i8", "f2", "g", "f4", "f8"])),
    Case("slice-through-product", slice_of_a_product, products(["f8"]), "reassociate", 1e-13),
    Case("matmul-order", chain, chains(["i1", "i4", "i8", "f8"])),
    Case("matmul-order", chain, chains(["i4"]).map(lambda f: tuple(x.astype("f8") for x in f)), "reassociate", 1e-6),
]
