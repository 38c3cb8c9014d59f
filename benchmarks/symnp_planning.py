"""Rewriting a graph takes symnp time in proportion to its operations, a few dozen microseconds each.

Graphs of 10, 100 and 1000 operations on few numbers: a slice to be moved through a chain of operations, a grid relaxed in
place, a chain of products. They are built, rewritten at two levels, and computed with all that belongs to it. No two
graphs of a process have the same shapes, so nothing is found ready; what is told is the time for `graphs(size)` of them.
"""

from __future__ import annotations

from typing import Any

import numpy

import symnp
from monorepo_testing.paired import Claim, Contender

STEP_OF_JACOBI = 6  # Four sums, a product and a write; slices are not counted.
COUNTS = (10, 100, 1000)
WARM = 5  # Graphs that go before: what is imported and inferred once belongs to none.
PREPARED_SIDE = 11  # From this side on there are no graphs that went before.


def slices(np: Any, x: Any, operations: int) -> Any:
    """Look at two rows of what a chain of operations makes."""
    for i in range(operations):
        x = x * 0.5 if i % 2 else x + 1
    return x[1:3]


def jacobi(np: Any, x: Any, operations: int) -> Any:
    """Relax a grid in place."""
    x = x.copy()
    for _ in range(max(1, operations // STEP_OF_JACOBI)):
        x[1:-1, 1:-1] = 0.25 * (x[1:-1, :-2] + x[1:-1, 2:] + x[:-2, 1:-1] + x[2:, 1:-1] + x[1:-1, 1:-1])
    return x


def products(np: Any, x: Any, operations: int) -> Any:
    """Multiply matrices, and a vector at the end."""
    product = x
    for _ in range(operations - 1):
        product = product @ x
    return product @ x[0]


PROGRAMS = {f.__name__: f for f in (slices, jacobi, products)}


def parts(size: str) -> tuple[Any, int]:
    """Return the program and the number of operations that a size names."""
    name, count = size.split("-")
    return PROGRAMS[name], int(count)


def graphs(size: str) -> int:
    """Return how many graphs are timed together."""
    return max(1, 200 // parts(size)[1])


def operations(size: str) -> int:
    """Return how many operations are timed together."""
    program, count = parts(size)
    one = max(1, count // STEP_OF_JACOBI) * STEP_OF_JACOBI if program is jacobi else count
    return one * graphs(size)


def matrix(side: int) -> numpy.ndarray:
    """Return a square matrix whose powers neither grow nor vanish."""
    x = numpy.random.default_rng(side).random((side, side))
    return x / x.sum(axis=1, keepdims=True)


def setup(size: str) -> tuple[str, list[numpy.ndarray]]:
    """Return what the graphs begin with: each a side of its own."""
    return size, [matrix(PREPARED_SIDE + i) for i in range(graphs(size))]


def _build(size: str, inputs: list[Any]) -> list[Any]:
    program, count = parts(size)
    with symnp.options(evaluation="lazy"):
        return [program(symnp, x, count) for x in inputs]


def captured(prepared: tuple[str, list[numpy.ndarray]]) -> tuple[str, list[Any]]:
    """Let symnp take in what the graphs begin with, and do everything with other graphs before."""
    size, inputs = prepared
    for y in _build(size, [symnp.asarray(matrix(PREPARED_SIDE - WARM + i)) for i in range(WARM)]):
        symnp.compute(symnp.optimize(y))
        symnp.compute(symnp.optimize(y, level="algebraic"))
    return size, [symnp.asarray(x) for x in inputs]


def built(prepared: tuple[str, list[numpy.ndarray]]) -> list[Any]:
    """Return the graphs, to be rewritten."""
    return _build(*captured(prepared))


def build(prepared: tuple[str, list[Any]]) -> list[Any]:
    """Build the graphs."""
    return _build(*prepared)


def optimise_exact(arrays: list[Any]) -> list[Any]:
    """Rewrite them to the same bits."""
    return [symnp.optimize(y) for y in arrays]


def optimise_algebraic(arrays: list[Any]) -> list[Any]:
    """Rewrite them by all rules there are."""
    return [symnp.optimize(y, level="algebraic") for y in arrays]


def compute(arrays: list[Any]) -> list[numpy.ndarray]:
    """Rewrite, plan and run them."""
    return [symnp.compute(y) for y in arrays]


def computed(arrays: list[Any]) -> list[numpy.ndarray]:
    """Compute what was built or rewritten."""
    return [symnp.compute(y, level="none") for y in arrays]


def by_numpy(prepared: tuple[str, list[numpy.ndarray]]) -> list[numpy.ndarray]:
    """Run the program."""
    size, inputs = prepared
    program, count = parts(size)
    return [program(numpy, x, count) for x in inputs]


CLAIM = Claim(
    name="symnp_planning",
    text="Rewriting a graph takes symnp time in proportion to its operations.",
    contenders=[
        Contender("numpy", by_numpy, tolerance=0.0),
        Contender("build", build, prepare=captured, fetch=computed, tolerance=0.0),
        Contender("optimise-exact", optimise_exact, prepare=built, fetch=computed, tolerance=0.0),
        Contender("optimise-algebraic", optimise_algebraic, prepare=built, fetch=computed),
        Contender("compute-exact", compute, prepare=built, tolerance=0.0),
    ],
    setup=setup,
    oracle=by_numpy,
    tolerance=1e-9,
    sizes=[f"{name}-{count}" for name in PROGRAMS for count in COUNTS],
    rounds=5,
    warmup=0,
)
