"""Random programs of what the rules beyond the exact ones look for: shared operands, views between, several results."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import symnp

SIDE = 4
# Half of the digits: a difference of squares may leave so few of a number near zero.
CLOSE = 1e-8
STEPS = {
    "product": lambda np, a, b: a @ b / SIDE,
    "dot": lambda np, a, b: np.dot(a, b.T),
    "sum of rows": lambda np, a, b: a.sum(0) + b,
    "sum of columns": lambda np, a, b: a.mean(1, keepdims=True) * b,
    "sum of products": lambda np, a, b: b * (a * b).sum(),
    "sums of products": lambda np, a, b: b + (a * b).sum(0),
    "trace": lambda np, a, b: np.trace(a @ b) + b,
    "diagonal": lambda np, a, b: np.diagonal(a @ b) * a,
    "diagonal matrix": lambda np, a, b: np.diag(a[0]) @ b,
    "solve": lambda np, a, b: np.linalg.inv(np.arctan(a) + 9 * np.eye(SIDE)) @ b,
    "solve on the right": lambda np, a, b: b @ np.linalg.inv(np.arctan(a).T + 9 * np.eye(SIDE)),
    "scale": lambda np, a, b: 2.5 * a,
    "divide": lambda np, a, b: a / 1.5,
    "shift": lambda np, a, b: a + 0.75,
    "add": lambda np, a, b: a + b,
    "subtract": lambda np, a, b: a - b,
    "multiply": lambda np, a, b: a * b,
    "exponentials": lambda np, a, b: np.exp(np.tanh(a)) * np.exp(np.tanh(b)),
    "power": lambda np, a, b: np.tanh(a) ** 3,
    "root": lambda np, a, b: np.sqrt(a * a),
    "largest": lambda np, a, b: np.arctan(a).max(0) + b,
    "sort": lambda np, a, b: np.sort(a, axis=0)[:2].sum(0) * b,
    "smallest": lambda np, a, b: np.sort(a)[:, 0] - b,
    "where": lambda np, a, b: np.where(a > 0.5, a, 0.5),
    "join": lambda np, a, b: np.concatenate([a, b]).max(0) + b,
    "transpose": lambda np, a, b: a.T,
    "reverse": lambda np, a, b: a[::-1],
    "sum of a product": lambda np, a, b: (a @ b).mean(0) + b,
    "scaled product": lambda np, a, b: (a * b[0]) @ b[:, 0] + b,
    "divided product": lambda np, a, b: a[1] @ (b / 3) - b,
    "common factor": lambda np, a, b: a * b - (b + 1) * a,
    "common matrix": lambda np, a, b: a @ b - a @ (2 * b),
    "norms": lambda np, a, b: np.linalg.norm(a - b, axis=1) + b,
    "distances": lambda np, a, b: ((a[:, None, :] - b[None, :, :]) ** 2).sum(-1),
    "logarithm": lambda np, a, b: np.log(np.exp(np.tanh(a))),
    "deviation": lambda np, a, b: (a + 2).var(0) + b,
    "magnitude": lambda np, a, b: np.where(a > 0, a, -a),
    "transform": lambda np, a, b: np.fft.fft(np.fft.ifft(a * (1 + 1j))).real,
    "bound": lambda np, a, b: np.tanh(a) + 1,
}


# What multiplies goes on as something bounded, too, so that a chain of them does not leave all range.
LARGE = {"product", "dot", "sum of products", "sums of products", "multiply", "trace", "common matrix", "distances"}
PROGRAMS = st.lists(
    st.tuples(st.sampled_from(sorted(STEPS)), st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=8
)


def run(module, start, steps):
    """Return all that a program computes from two matrices; each step is kept small, so that errors stay small."""
    found = list(start)
    for name, i, j in steps:
        found.append(STEPS[name](module, found[i % len(found)], found[j % len(found)]))
        if name in LARGE:
            found.append(module.arctan(found[-1]) + 1)
    return found[len(start) :]


@pytest.mark.parametrize("level", ["reassociate", "algebraic"])
def test_random_programs_are_close_to_numpys_at_every_level(level):
    @settings(max_examples=6 * settings().max_examples, suppress_health_check=list(HealthCheck))
    @given(PROGRAMS, st.integers(0, 9), st.randoms(use_true_random=False))
    def agree(steps, seed, random):
        start = np.random.default_rng(seed).uniform(0.25, 2, (2, SIDE, SIDE))
        theirs = run(np, start, steps)
        ours = run(symnp, [symnp.asarray(one) for one in start], steps)
        wanted = random.sample(range(len(ours)), random.randint(1, min(3, len(ours))))
        values = symnp.compute(*[ours[i] for i in wanted], level=level)
        for i, value in zip(wanted, values if len(wanted) > 1 else [values], strict=True):
            assert value.shape == theirs[i].shape
            np.testing.assert_allclose(value, theirs[i], rtol=0, atol=CLOSE * max(1, np.abs(theirs[i]).max()))

    agree()
