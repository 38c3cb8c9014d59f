"""Equations that look true and are no rules at the level "exact": for each of them arrays are found where a bit differs."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, find, settings
from hypothesis import strategies as st

from monorepo_testing.adversarial import LAYOUTS, same_bits, values

SEARCH = settings(
    max_examples=3000,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
ZEROS = np.array([0.0, -0.0])
pytestmark = pytest.mark.slow


EQUATIONS = {
    "x + 0 = x": (lambda x, y: x + 0, lambda x, y: x),
    "x - x = 0": (lambda x, y: x - x, lambda x, y: np.zeros_like(x)),
    "x * 0 = 0": (lambda x, y: x * 0, lambda x, y: np.zeros_like(x)),
    "0 - x = -x": (lambda x, y: 0 - x, lambda x, y: -x),
    "-(x - y) = y - x": (lambda x, y: -(x - y), lambda x, y: y - x),
    "x / x = 1": (lambda x, y: x / x, lambda x, y: np.ones_like(x)),
    "(x + 1) + 2 = x + 3": (lambda x, y: (x + 1) + 2, lambda x, y: x + 3),
    "(x * 2) * 0.5 = x": (lambda x, y: (x * 2) * 0.5, lambda x, y: x),
    "(x + y) - y = x": (lambda x, y: (x + y) - y, lambda x, y: x),
    "x / 3 = x * (1/3)": (lambda x, y: x / 3, lambda x, y: x * (1 / 3)),
    "x / y = x * (1/y)": (lambda x, y: x / y, lambda x, y: x * (1 / y)),
    "x**3 = x * x * x": (lambda x, y: x**3, lambda x, y: x * x * x),
    "power(x, 0.5) = sqrt(x) of half precision": (lambda x, y: np.power(x, 0.5), lambda x, y: np.sqrt(x)),
    "sqrt(x * x) = |x|": (lambda x, y: np.sqrt(x * x), lambda x, y: abs(x)),
    "sqrt(x)**2 = x": (lambda x, y: np.sqrt(x) ** 2, lambda x, y: x),
    "|sqrt(x)| = sqrt(x)": (lambda x, y: abs(np.sqrt(x)), lambda x, y: np.sqrt(x)),
    "|x| * |y| = |x * y| of complex numbers": (lambda x, y: abs(x) * abs(y), lambda x, y: abs(x * y)),
    "exp(log(x)) = x": (lambda x, y: np.exp(np.log(x)), lambda x, y: x),
    "exp(x) * exp(y) = exp(x + y)": (lambda x, y: np.exp(x) * np.exp(y), lambda x, y: np.exp(x + y)),
    "~(x < y) = (x >= y)": (lambda x, y: ~(x < y), lambda x, y: x >= y),
    "where(x > 0, x, 0) = maximum(x, 0)": (lambda x, y: np.where(x > 0, x, 0), lambda x, y: np.maximum(x, 0)),
    "where(x > 0, x, -x) = |x|": (lambda x, y: np.where(x > 0, x, -x), lambda x, y: abs(x)),
    "maximum(x, y) = maximum(y, x)": (np.maximum, lambda x, y: np.maximum(y, x)),
    "clip(x, 0, 1) = minimum(maximum(x, 0), 1)": (
        lambda x, y: np.clip(x, 0.0, 1.0), lambda x, y: np.minimum(np.maximum(x, 0.0), 1.0),
    ),
    "max(-x) = -min(x)": (lambda x, y: np.max(-x), lambda x, y: -np.min(x)),
    "sum(-x) = -sum(x)": (lambda x, y: np.sum(-x), lambda x, y: -np.sum(x)),
    "sum(x + y) = sum(x) + sum(y)": (lambda x, y: np.sum(x + y), lambda x, y: np.sum(x) + np.sum(y)),
    "max(sort(x)) = max(x)": (lambda x, y: np.max(np.sort(x)), lambda x, y: np.max(x)),
    "sort(x)[:k] = sort(partition(x, k)[:k])": (
        lambda x, y: np.sort(x)[: x.size // 2], lambda x, y: np.sort(np.partition(x, x.size // 2)[: x.size // 2]),
    ),
    "max of repetitions = max": (
        lambda x, y: np.max(np.broadcast_to(x, (3, *x.shape))), lambda x, y: np.max(x),
    ),
    "x * x = |x|**2 of complex numbers": (lambda x, y: x * np.conj(x), lambda x, y: abs(x) ** 2 + 0j),
    "1 * x = x of complex numbers": (lambda x, y: 1 * x, lambda x, y: x),
    "x / 2 = x * 0.5 of complex numbers": (lambda x, y: x / 2, lambda x, y: x * 0.5),
    "sign(sign(x)) = sign(x) of complex numbers": (lambda x, y: np.sign(np.sign(x)), lambda x, y: np.sign(x)),
    "x * 2 // 2 = x of integers": (lambda x, y: x * 2 // 2, lambda x, y: x),
    "|-x| = |x| of integers without sign": (lambda x, y: abs(-x), lambda x, y: abs(x)),
    "|x * x| = x * x of integers": (lambda x, y: abs(x * x), lambda x, y: x * x),
    "argmax(-x) = argmin(x) of integers": (lambda x, y: np.argmax(-x), lambda x, y: np.argmin(x)),
    "x // -y = -(x // y) of integers": (lambda x, y: x // -y, lambda x, y: -(x // y)),
    "float(x) back to x of integers": (lambda x, y: x.astype("f8").astype("i8"), lambda x, y: x),
    "mean of half precision = sum / n": (lambda x, y: np.mean(x), lambda x, y: (np.sum(x) / x.size).astype("f2")),
}  # fmt: skip
DTYPES = {
    "of complex numbers": ["complex64", "complex128"],
    "of integers": ["int8", "int64"],
    "of integers without sign": ["uint8", "uint64"],
    "of half precision": ["float16"],
}


def dtypes_of(equation):
    named = [dtypes for of, dtypes in DTYPES.items() if of in equation]
    return named[-1] if named else ["float32", "float64"]


@st.composite
def pairs(draw, dtypes):
    """Draw two arrays of adversarial and of ordinary values, some of them of zeros alone."""
    dtype = np.dtype(draw(st.sampled_from(dtypes)))
    rng = np.random.default_rng(draw(st.integers(0, 10_000)))
    size = draw(st.sampled_from([1, 2, 9, 20, 40]))
    ordinary = (rng.normal(size=200) * 3).astype(dtype)
    zeros = (-np.zeros(2)).astype(dtype) * np.array([1, -1]).astype(dtype) if dtype.kind != "u" else np.zeros(2, dtype)
    pool = draw(st.sampled_from([values(dtype), ordinary, zeros]))
    layout = LAYOUTS[draw(st.sampled_from(["c", "stepped"]))]
    return layout(rng.choice(pool, size)), layout(rng.choice(pool, size))


@pytest.mark.parametrize("equation", EQUATIONS)
def test_a_bit_differs_somewhere(equation):
    left, right = EQUATIONS[equation]

    def differs(arrays):
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return not same_bits(np.asarray(left(*arrays)), np.asarray(right(*arrays)))

    find(pairs(dtypes_of(equation)), differs, settings=SEARCH)
