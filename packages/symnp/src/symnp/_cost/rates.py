"""How fast a machine does each kind of arithmetic, measured the first time that somebody asks.

A probe works on arrays that fit into a cache, so that arithmetic is told apart from traffic, and takes about a millisecond.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Hashable, Sequence
from typing import Any

import numpy as np

from symnp._infer.arguments import Fixed

_FEWEST, _MOST = 6, 50
_LONG_ENOUGH = 0.02  # Seconds: others use the machine, too, and the least of many short rounds is without them.
_SHORT, _LONG, _SORTED, _MANY = 1 << 15, 1 << 16, 1 << 18, 1 << 20
_NEAR_TABLE, _FAR_TABLE = 1 << 16, 1 << 23
_SIDE, _SMALL_SIDE = 640, 384
_STEP_OF_DRAW = 20

Probe = tuple[float, Callable[[], object]]
"""How many operations, and what does them."""


def seconds(work: Callable[[], object]) -> float:
    """Return the least time of some rounds; the first one warms up."""
    best, total, rounds = float("inf"), 0.0, 0
    while rounds <= _FEWEST or (rounds < _MOST and total < _LONG_ENOUGH):
        start = time.perf_counter()
        work()
        took = time.perf_counter() - start
        best, total, rounds = min(best, took), total + took, rounds + 1
    return best


class MeasuredRates(dict[Hashable, float]):
    """Operations a second by the name of a rate; 0 where nobody knows how to measure it."""

    def __missing__(self, name: Hashable) -> float:
        try:
            with np.errstate(all="ignore"):
                flops, work = _probe(name)
                found = flops / seconds(work)
        except (TypeError, ValueError, AttributeError, KeyError, ArithmeticError, np.linalg.LinAlgError):
            found = 0.0  # What cannot be tried on made-up numbers is taken for an addition.
        self[name] = found
        return found


def _probe(name: Any) -> Probe:
    if not isinstance(name, tuple):
        return _NAMED[name](_random())
    family, *rest = name
    return _FAMILIES[family](*rest)


def _random() -> np.random.Generator:
    return np.random.default_rng(0)


def _numbers(char: str, n: int = _SHORT) -> np.ndarray:
    """Return numbers that no function finds unusual."""
    dtype = np.dtype(char)
    if dtype.kind in "iu":
        return (np.arange(n) % 7 + 1).astype(dtype)
    if dtype.kind == "b":
        return _random().random(n) < 0.5  # Without a pattern that a processor could learn.
    numbers = np.linspace(0.5, 0.9, n)
    return (numbers * (1 + 1j)).astype(dtype) if dtype.kind == "c" else numbers.astype(dtype)


def _elementwise(function: Callable[..., Any], operands: Sequence[Any], options: Any, weight: float) -> Probe:
    # A processor learns a short mask by heart.
    n = _SORTED if "?" in operands else _SHORT
    values = [one.value if isinstance(one, Fixed) else _numbers(one, n) for one in operands]
    keywords = dict(options)
    return weight * n, lambda: function(*values, **keywords)


def _ufunc(function: Callable[..., Any], chars: Sequence[str]) -> Probe:
    return _elementwise(function, chars, (), 1)


def _reduction(function: Callable[..., Any], char: str, options: Any, weight: float) -> Probe:
    values, keywords = _numbers(char, _LONG), dict(options)
    return weight * _LONG, lambda: function(values, **keywords)


def _order(sorts: Callable[..., Any]) -> Callable[[str, str], Probe]:
    def probe(how: str, char: str) -> Probe:
        kind = "stable" if how == "stable" else None
        values = (_random().random(_SORTED) * 1e6).astype(char)
        return _SORTED * math.log2(_SORTED), lambda: sorts(values, kind=kind)

    return probe


# What a distribution is called with, apart from the size: the first that it accepts.
_PARAMETERS: tuple[tuple[Any, ...], ...] = ((), (10,), (0.5,), (2.0, 3.0), (10, 0.5), (10, 20, 5))


def _draw(method: str) -> Probe:
    draw = getattr(_random(), method)
    for given in _PARAMETERS:
        try:
            draw(*given, size=1)
        except (TypeError, ValueError):
            continue
        return _STEP_OF_DRAW * _SHORT, lambda given=given: draw(*given, size=_SHORT)
    return _STEP_OF_DRAW * _SHORT, lambda: draw(np.arange(_SHORT))


def _gather_from(table: int) -> Callable[[np.random.Generator], Probe]:
    def probe(rng: np.random.Generator) -> Probe:
        values, places = np.ones(table), rng.integers(0, table, _SORTED)
        return _SORTED, lambda: values[places]

    return probe


def _search(rng: np.random.Generator) -> Probe:
    ordered, values = np.sort(rng.random(1 << 10)), rng.random(_SHORT)
    return 10 * _SHORT, lambda: np.searchsorted(ordered, values)


def _symmetric(rng: np.random.Generator, n: int) -> np.ndarray:
    a: np.ndarray = rng.random((n, n))
    a += a.T.copy()
    a += 2 * n * np.eye(n)
    return a


def _of_matrix(function: Callable[..., Any], flops: float, n: int) -> Callable[[np.random.Generator], Probe]:
    def probe(rng: np.random.Generator) -> Probe:
        a = _symmetric(rng, n)
        return flops * n**3, lambda: function(a)

    return probe


def _on_numbers(function: Callable[..., Any], flops: float, n: int) -> Callable[[np.random.Generator], Probe]:
    def probe(rng: np.random.Generator) -> Probe:
        values = rng.random(n)
        return flops * n, lambda: function(values)

    return probe


def _loops(rng: np.random.Generator) -> Probe:
    a, b = rng.random((128, 128)), rng.random((128, 128))
    return 2 * 128**3, lambda: np.einsum("ij,jk->ik", a, b)


_NAMED: dict[Any, Callable[[np.random.Generator], Probe]] = {
    "lu": _of_matrix(np.linalg.det, 2 / 3, _SIDE),
    "cholesky": _of_matrix(np.linalg.cholesky, 1 / 3, _SIDE),
    "qr": _of_matrix(np.linalg.qr, 8 / 3, _SIDE),
    "singular values": _of_matrix(lambda a: np.linalg.svd(a, compute_uv=False), 8 / 3, _SMALL_SIDE),
    "singular vectors": _of_matrix(np.linalg.svd, 26, _SMALL_SIDE),
    "eigenvalues": _of_matrix(np.linalg.eigvalsh, 4 / 3, _SMALL_SIDE),
    "eigenvectors": _of_matrix(np.linalg.eigh, 9, _SMALL_SIDE),
    "general eigenvectors": _of_matrix(np.linalg.eig, 25, _SMALL_SIDE // 2),
    "fft": _on_numbers(np.fft.fft, 5 * math.log2(_LONG), _LONG),
    "partition": _on_numbers(lambda x: np.partition(x, len(x) // 2), 4, _MANY),
    "scatter": _on_numbers(np.histogram, 8, _LONG),
    "accumulate": _on_numbers(np.cumsum, 4, _SHORT),
    "convolve": _on_numbers(lambda x: np.convolve(x, x[:11]), 22, _SHORT),
    "gather": _gather_from(_NEAR_TABLE),
    "far gather": _gather_from(_FAR_TABLE),
    "search": _search,
    "einsum": _loops,
}

_FAMILIES: dict[str, Callable[..., Probe]] = {
    "elementwise": _elementwise,
    "ufunc": _ufunc,
    "reduction": _reduction,
    "sort": _order(np.sort),
    "argsort": _order(np.argsort),
    "draw": _draw,
}
