"""symnp gives NumPy's very bits for less work where only a part of a result is looked at."""

from __future__ import annotations

from typing import Any

import numpy

import symnp
from monorepo_testing.paired import Claim, Contender


def crop(np: Any, x: Any) -> Any:
    """Develop a whole picture, look at a detail."""
    return (1.0 / (1.0 + np.exp(-9.0 * (x - 0.35))))[100:300, 200:500]


def transposed_row(np: Any, x: Any) -> Any:
    """Add to a transposed matrix, look at one row."""
    return (x.T + 1).T[3]


def joined_start(np: Any, x: Any) -> Any:
    """Join two arrays, look at the beginning."""
    return np.concatenate([x, x])[:100]


def row_sums(np: Any, x: Any) -> Any:
    """Add up all rows, look at ten."""
    return x.sum(axis=1)[:10]


def standardised(np: Any, x: Any) -> Any:
    """Standardise a table, look at ten rows."""
    return ((x - x.mean(axis=0)) / x.std(axis=0))[:10]


def everything(np: Any, x: Any) -> Any:
    """Look at all: nothing can be saved but buffers."""
    return (0.5 - x) ** 2 + 0.8 * (x - x**2) ** 2


PROGRAMS = {f.__name__: f for f in (crop, transposed_row, joined_start, row_sums, standardised, everything)}


def setup(program: str) -> tuple[str, numpy.ndarray]:
    """Return the program's name and a matrix of 3000 x 3000 numbers."""
    return program, numpy.random.default_rng(0).random((3000, 3000))


def by_numpy(prepared: tuple[str, numpy.ndarray]) -> numpy.ndarray:
    """Run the program as written."""
    program, x = prepared
    return numpy.array(PROGRAMS[program](numpy, x))


def by_symnp(prepared: tuple[str, numpy.ndarray]) -> numpy.ndarray:
    """Build the program's graph, rewrite it exactly, run it."""
    program, x = prepared
    result: numpy.ndarray = symnp.compute(PROGRAMS[program](symnp, symnp.asarray(x)))
    return result


CLAIM = Claim(
    name="symnp_rewriting",
    text="symnp gives NumPy's very bits for less work where only a part of a result is looked at.",
    contenders=[Contender("numpy", by_numpy), Contender("symnp", by_symnp)],
    setup=setup,
    oracle=by_numpy,
    sizes=[*PROGRAMS],
    rounds=5,
    repeat=3,
)
