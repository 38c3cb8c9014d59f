"""Loops in symnp take time in proportion to their length and keep within memory; over single elements NumPy is faster by far.

What symnp built is computed within the time that is measured.
"""

from __future__ import annotations

from typing import Any

import numpy

import symnp
from monorepo_testing.paired import Claim, Contender

STEPS = 100_000


def elements(np: Any, x: Any) -> Any:
    """Write each element from the one before."""
    for i in range(1, STEPS):
        x[i] = x[i - 1] * 0.5 + 1
    return x


def iteration(np: Any, x: Any) -> Any:
    """Go through the elements in Python."""
    total = 0.0
    for one in x:
        total += float(one)
    return np.asarray(total)


def rows(np: Any, x: Any) -> Any:
    """Write each row from the one before: a thousand rows of a hundred."""
    table = x.reshape(1000, 100)
    for i in range(1, 1000):
        table[i] += 0.5 * table[i - 1]
    return x


def rebound(np: Any, x: Any) -> Any:
    """Compute a small array anew, again and again."""
    y = x[:10]
    for _ in range(STEPS):
        y = y * 0.5 + 1
    return y


def in_place(np: Any, x: Any) -> Any:
    """Change a small array in place, again and again."""
    y = x[:10].copy()
    for _ in range(STEPS):
        y *= 0.5
        y += 1
    return y


PROGRAMS = {f.__name__: f for f in (elements, iteration, rows, rebound, in_place)}


def setup(program: str) -> tuple[str, numpy.ndarray]:
    """Return the program's name and numbers to begin with."""
    return program, numpy.random.default_rng(0).random(STEPS)


def by_numpy(prepared: tuple[str, numpy.ndarray]) -> numpy.ndarray:
    """Run the program as written."""
    program, x = prepared
    return numpy.array(PROGRAMS[program](numpy, x.copy()))


def by_symnp(prepared: tuple[str, numpy.ndarray]) -> numpy.ndarray:
    """Run the program, and compute what is still pending."""
    program, x = prepared
    return numpy.asarray(symnp.compute(PROGRAMS[program](symnp, symnp.array(x))))


CLAIM = Claim(
    name="symnp_loops",
    text="Loops in symnp take time in proportion to their length; over single elements NumPy is faster by far.",
    contenders=[Contender("numpy", by_numpy), Contender("symnp", by_symnp)],
    setup=setup,
    oracle=by_numpy,
    tolerance=0.0,
    sizes=list(PROGRAMS),
    rounds=5,
)
