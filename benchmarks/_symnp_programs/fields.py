"""Programs of finance, physics and geography: long formulas over many elements or over all pairs."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy

from _symnp_programs.program import Program, random


def _normal(np: Any, x: Any) -> Any:
    """Return the normal distribution by a polynomial, as NumPy has no error function."""
    t = 1 / (1 + 0.2316419 * np.abs(x))
    tail = t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
    tail = 0.3989422804014327 * np.exp(-0.5 * x * x) * tail
    return np.where(x >= 0, 1 - tail, tail)


def black_scholes(np: Any, spot: Any, strike: Any, years: Any) -> Any:
    """Price calls and puts."""
    rate, volatility = 0.05, 0.3
    spread = volatility * np.sqrt(years)
    d1 = (np.log(spot / strike) + (rate + 0.5 * volatility**2) * years) / spread
    d2 = d1 - spread
    present = strike * np.exp(-rate * years)
    call = spot * _normal(np, d1) - present * _normal(np, d2)
    return call, call - spot + present


def black_scholes_numexpr(spot: Any, strike: Any, years: Any) -> Any:
    """Give each formula as text."""
    import numexpr

    spread = numexpr.evaluate("0.3 * sqrt(years)", local_dict={"years": years})
    values = {"spot": spot, "strike": strike, "years": years, "spread": spread}
    d1 = numexpr.evaluate("(log(spot / strike) + 0.095 * years) / spread", local_dict=values)
    first, second = _normal_numexpr(d1), _normal_numexpr(d1 - spread)
    present = numexpr.evaluate("strike * exp(-0.05 * years)", local_dict=values)
    values = {"spot": spot, "present": present, "first": first, "second": second}
    call = numexpr.evaluate("spot * first - present * second", local_dict=values)
    return call, numexpr.evaluate("call - spot + present", local_dict={**values, "call": call})


def _normal_numexpr(x: Any) -> Any:
    import numexpr

    t = numexpr.evaluate("1 / (1 + 0.2316419 * abs(x))", local_dict={"x": x})
    tail = numexpr.evaluate(
        "0.3989422804014327 * exp(-0.5 * x * x) * (t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * "
        "(-1.821255978 + t * 1.330274429)))))",
        local_dict={"x": x, "t": t},
    )
    return numexpr.evaluate("where(x >= 0, 1 - tail, tail)", local_dict={"x": x, "tail": tail})


def attraction(np: Any, place: Any, mass: Any) -> Any:
    """Add up the pull of all bodies on each."""
    away = place[None, :, :] - place[:, None, :]
    squared = (away**2).sum(-1) + 0.01
    pull = mass / (squared * np.sqrt(squared))
    return (pull[:, :, None] * away).sum(1)


def haversine(np: Any, latitude: Any, longitude: Any) -> Any:
    """Measure the way from each place to each other one, in kilometres."""
    half_down = (latitude[:, None] - latitude) / 2
    half_along = (longitude[:, None] - longitude) / 2
    h = np.sin(half_down) ** 2 + np.cos(latitude)[:, None] * np.cos(latitude) * np.sin(half_along) ** 2
    return 2 * 6371.0 * np.arcsin(np.sqrt(h))


def haversine_numexpr(latitude: Any, longitude: Any) -> Any:
    """Give the expression as text, rows and columns as names."""
    import numexpr

    names = {"a": latitude[:, None], "b": latitude, "c": longitude[:, None], "d": longitude}
    return numexpr.evaluate(
        "2 * 6371.0 * arcsin(sqrt(sin((a - b) / 2) ** 2 + cos(a) * cos(b) * sin((c - d) / 2) ** 2))", local_dict=names
    )


def horner(np: Any, x: Any) -> Any:
    """Evaluate a polynomial of degree eight."""
    y = 0.1 * x + 0.3
    for i in range(2, 9):
        y = y * x + 1 / i
    return y


def horner_numexpr(x: Any) -> Any:
    """Give the expression as text."""
    import numexpr

    text = "0.1 * x + 0.3"
    for i in range(2, 9):
        text = f"({text}) * x + {1 / i!r}"
    return numexpr.evaluate(text, local_dict={"x": x})


def options_market() -> tuple[Any, ...]:
    """Return prices, strikes and years of half a million options."""
    return tuple(0.5 + x for x in random(500_000, count=3))


def bodies() -> tuple[Any, ...]:
    """Return places in space and masses of 1500 bodies."""
    return (*random(1500, 3), *random(1500))


def places() -> tuple[Any, ...]:
    """Return latitudes and longitudes, in radians, of a thousand places."""
    latitude, longitude = random(1000, count=2)
    return numpy.pi * (latitude - 0.5), 2 * numpy.pi * longitude


PROGRAMS = (
    Program(black_scholes, options_market, forms={"numexpr": black_scholes_numexpr}),
    Program(attraction, bodies),
    Program(haversine, places, forms={"numexpr": haversine_numexpr}),
    Program(horner, partial(random, 2_000_000), forms={"numexpr": horner_numexpr}),
)
