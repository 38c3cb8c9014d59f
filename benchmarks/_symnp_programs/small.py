"""Ten operations on few elements, where everything but the arithmetic is what costs."""

from __future__ import annotations

from functools import partial
from typing import Any

from _symnp_programs.fields import black_scholes, black_scholes_numexpr
from _symnp_programs.program import Program, random


def _ten(np: Any, x: Any) -> Any:
    y = x * 2 + 1
    y = np.sqrt(y) - x
    y = np.exp(-y) * y
    return np.tanh(y / 3) + y


def _ten_numexpr(x: Any) -> Any:
    import numexpr

    y = numexpr.evaluate("sqrt(x * 2 + 1) - x", local_dict={"x": x})
    return numexpr.evaluate("tanh(exp(-y) * y / 3) + exp(-y) * y", local_dict={"y": y})


def ten_operations_on_10(np: Any, x: Any) -> Any:
    """Do ten operations on 10 numbers."""
    return _ten(np, x)


def ten_operations_on_1000(np: Any, x: Any) -> Any:
    """Do ten operations on 1000 numbers."""
    return _ten(np, x)


def ten_operations_on_10000(np: Any, x: Any) -> Any:
    """Do ten operations on 10000 numbers."""
    return _ten(np, x)


def black_scholes_on_1000(np: Any, spot: Any, strike: Any, years: Any) -> Any:
    """Price a thousand options."""
    return black_scholes(np, spot, strike, years)


def few_options() -> tuple[Any, ...]:
    """Return prices, strikes and years of a thousand options."""
    return tuple(0.5 + x for x in random(1000, count=3))


PROGRAMS = (
    Program(ten_operations_on_10, partial(random, 10), forms={"numexpr": _ten_numexpr}),
    Program(ten_operations_on_1000, partial(random, 1000), forms={"numexpr": _ten_numexpr}),
    Program(ten_operations_on_10000, partial(random, 10_000), forms={"numexpr": _ten_numexpr}),
    Program(black_scholes_on_1000, few_options, forms={"numexpr": black_scholes_numexpr}),
)
