"""Inputs of rules that compute with rounded numbers: well-scaled numbers, and integers that wrap around.

Tolerances are relative to the largest magnitude of the result. Unless a case says otherwise they are 64 units of the last
place: each program adds up or multiplies at most a few dozen numbers, and each operation is off by half a unit at most,
as often up as down.
"""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

SINGLE = 64 * np.finfo("f4").eps
REALS, INEXACT = ["f4", "f8"], ["f4", "f8", "c8", "c16"]
NUMBERS = ["i1", "i4", "i8", *INEXACT]
SEEDS = st.integers(0, 2**32 - 1)


def numbers(dtype, shape, seed, order="C"):
    """Return random numbers of both signs away from zero; integers may be so large that their products wrap around."""
    rng, dtype = np.random.default_rng(seed), np.dtype(dtype)
    if dtype.kind in "iu":
        return np.asarray(rng.integers(np.iinfo(dtype).min, np.iinfo(dtype).max, shape).astype(dtype), order=order)
    sign = rng.choice([-1, 1], shape)
    if dtype.kind == "c":
        sign = sign * np.exp(1j * rng.uniform(0, 6, shape))
    return np.asarray((sign * rng.uniform(0.5, 2, shape)).astype(dtype), order=order)


def arrays(*shapes, dtypes=NUMBERS, mixed=False):
    """Draw arrays of some shapes, whose sides may be letters that stand for small lengths."""

    @st.composite
    def drawn(draw):
        names = {side for shape in shapes for side in shape if isinstance(side, str)}
        sides = {name: draw(st.integers(2, 7)) for name in sorted(names)}
        dtype, seed = draw(st.sampled_from(dtypes)), draw(SEEDS)
        found = []
        for i, shape in enumerate(shapes):
            own = draw(st.sampled_from(dtypes)) if mixed else dtype
            order = draw(st.sampled_from("CF"))
            found.append(numbers(own, [sides.get(side, side) for side in shape], [seed, i], order))
        return tuple(found)

    return drawn()


def with_one_of(strategy, *choices):
    """Draw inputs, and one of some values behind them."""
    return st.tuples(strategy, st.sampled_from(choices)).map(lambda both: (*both[0], both[1]))


def well_conditioned(*shapes, dtypes=REALS):
    """Draw arrays of which the first is a matrix with a dominant diagonal."""
    return arrays(*shapes, dtypes=dtypes).map(
        lambda found: (
            found[0] + (4 * found[0].shape[-1] * np.eye(found[0].shape[-1])).astype(found[0].dtype),
            *found[1:],
        )
    )
