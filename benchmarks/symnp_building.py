"""Building an operation costs symnp a few millionths of a second, all checks included, whatever the size of its operands.

Each program does a thousand operations on arrays of 16 numbers: NumPy does them at once, symnp only builds them. What
symnp built is computed after the clock has stopped, and compared.
"""

from __future__ import annotations

from typing import Any

import numpy

import symnp
from monorepo_testing.paired import Claim, Contender

OPERATIONS = 1000


def elementwise(np: Any, x: Any) -> Any:
    """Add a number, again and again."""
    for _ in range(OPERATIONS):
        x = x + 1
    return x


def function(np: Any, x: Any) -> Any:
    """Call a ufunc by its name."""
    for _ in range(OPERATIONS):
        x = np.tanh(x)
    return x


def augmented(np: Any, x: Any) -> Any:
    """Add a number in place."""
    for _ in range(OPERATIONS):
        x += 1
    return x


def view(np: Any, x: Any) -> Any:
    """Take a slice."""
    for _ in range(OPERATIONS):
        y = x[3:9]
    return y


def write(np: Any, x: Any) -> Any:
    """Assign to a slice."""
    for _ in range(OPERATIONS):
        x[1:5] = 2.0
    return x


def augmented_slice(np: Any, x: Any) -> Any:
    """Add in place to a slice, which Python does by three operations: counted as three."""
    for _ in range(OPERATIONS // 3):
        x[1:] += 1
    return x


def reduction(np: Any, x: Any) -> Any:
    """Add up."""
    for _ in range(OPERATIONS):
        y = x.sum()
    return y


def choice(np: Any, x: Any) -> Any:
    """Choose by a condition: a comparison and a choice, counted as two."""
    for _ in range(OPERATIONS // 2):
        x = np.where(x > 0.5, x, 1.0)
    return x


PROGRAMS = {f.__name__: f for f in (function, augmented, view, write, augmented_slice, reduction, choice, elementwise)}


def setup(program: str) -> tuple[str, numpy.ndarray]:
    """Return the program's name and 16 numbers."""
    return program, numpy.random.default_rng(0).random(16)


def ours(prepared: tuple[str, numpy.ndarray]) -> tuple[str, Any]:
    """Capture a copy of the numbers."""
    program, x = prepared
    return program, symnp.array(x)


def by_numpy(prepared: tuple[str, numpy.ndarray]) -> Any:
    """Do the operations."""
    program, x = prepared
    return PROGRAMS[program](numpy, x.copy())


def by_symnp(prepared: tuple[str, Any]) -> Any:
    """Build the operations, and compute nothing."""
    program, x = prepared
    with symnp.options(evaluation="lazy"):
        return PROGRAMS[program](symnp, x.copy())


def computed(result: Any) -> numpy.ndarray:
    """Compute what was built."""
    return numpy.asarray(symnp.compute(result))


def as_array(result: Any) -> numpy.ndarray:
    """Return NumPy's result as an array."""
    return numpy.asarray(result)


def expected(prepared: tuple[str, numpy.ndarray]) -> numpy.ndarray:
    """Return what NumPy computes."""
    return numpy.asarray(by_numpy(prepared))


CLAIM = Claim(
    name="symnp_building",
    text="Building an operation costs symnp a few millionths of a second, all checks included.",
    contenders=[
        Contender("numpy", by_numpy, fetch=as_array),
        Contender("symnp", by_symnp, prepare=ours, fetch=computed),
    ],
    setup=setup,
    oracle=expected,
    tolerance=0.0,
    sizes=list(PROGRAMS),
    rounds=9,
    repeat=20,
    warmup=3,
)
