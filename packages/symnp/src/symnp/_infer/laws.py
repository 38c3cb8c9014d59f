"""Laws of shapes, read off a few small runs of NumPy's own function.

A function that has no rule of its own is called on small arrays of several sizes. Each length of its results is then
written as a law of the lengths of its operands, and of the whole numbers among its arguments: fixed, a length, a sum or
product of lengths, and so on. The executor refuses a value that breaks what was promised, so a law that does not hold is an error and never a wrong answer.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

_KEPT = 3  # Lengths up to this one mean something by themselves: they broadcast, or are the axes of space.
# The shortest length of each probe, and the gaps to longer ones. They follow no pattern: if they did, a sum of two lengths
# could be taken for twice a third one.
_PROBES = (
    (5, (2, 4, 2, 6, 4, 8, 2, 4)),
    (9, (6, 2, 8, 4, 10, 2, 4, 6)),
    (17, (4, 10, 2, 12, 6, 4, 8, 2)),
    (13, (8, 2, 6, 2, 4, 12, 2, 10)),
)
PROBES = len(_PROBES)
_MOST_FACTORS = 6

Lengths = tuple[int, ...]
Law = Callable[[Lengths], int]


def probe_lengths(lengths: Sequence[int]) -> list[dict[int, int]]:
    """Return, for each probe, the small length that stands for each real one: order and parity stay what they are."""
    large = sorted({n for n in lengths if n > _KEPT})
    short = {n: n for n in lengths if n <= _KEPT}
    return [short | _stand_ins(large, first, gaps) for first, gaps in _PROBES]


def _stand_ins(large: Sequence[int], first: int, gaps: Sequence[int]) -> dict[int, int]:
    stand_ins, odd = {}, first
    for n, gap in zip(large, itertools.cycle(gaps), strict=False):
        stand_ins[n] = odd + (n % 2 == 0)
        odd += gap
    return stand_ins


def find_law(seen: Sequence[int], probes: Sequence[Lengths]) -> Law | None:
    """Return a law that gives the lengths seen in the probes, the simplest first, or None.

    Parameters
    ----------
    seen : sequence of int
        A length of the result, probe by probe.
    probes : sequence of tuple of int
        The lengths of the operands, one after another, probe by probe.
    """
    for law in _candidates(seen, probes):
        if all(law(lengths) == n for lengths, n in zip(probes, seen, strict=True)):
            return law
    return None


def _candidates(seen: Sequence[int], probes: Sequence[Lengths]) -> Iterator[Law]:
    fixed = seen[0]
    yield lambda lengths: fixed
    places = _distinct_places(probes)
    yield from (_linear(place, Fraction(1), Fraction(0)) for place in places)
    yield from (_through_two_points(place, seen, probes) for place in places)
    for count in range(2, min(len(probes[0]), _MOST_FACTORS) + 1):
        for chosen in itertools.combinations(range(len(probes[0])), count):
            yield _product(chosen, seen, probes)
    for count in (2, 3):
        for chosen in itertools.combinations_with_replacement(places, count):
            yield _sum(chosen, seen[0], probes[0])
    for plus, minus in itertools.permutations(places, 2):
        yield _difference(plus, minus, seen[0], probes[0])


def _distinct_places(probes: Sequence[Lengths]) -> list[int]:
    columns = list(zip(*probes, strict=True))
    return [place for place, column in enumerate(columns) if column not in columns[:place]]


def _linear(place: int, slope: Fraction, rest: Fraction) -> Law:
    return lambda lengths: _whole(slope * lengths[place] + rest)


def _through_two_points(place: int, seen: Sequence[int], probes: Sequence[Lengths]) -> Law:
    (a, b), (x, y) = seen[:2], (probes[0][place], probes[1][place])
    if x == y:
        return lambda lengths: -1
    slope = Fraction(b - a, y - x)
    return _linear(place, slope, a - slope * x)


def _product(chosen: tuple[int, ...], seen: Sequence[int], probes: Sequence[Lengths]) -> Law:
    x, y = (math.prod(probe[place] for place in chosen) for probe in probes[:2])
    slope = Fraction(seen[1] - seen[0], y - x) if x != y else Fraction(0)
    rest = seen[0] - slope * x
    return lambda lengths: _whole(slope * math.prod(lengths[place] for place in chosen) + rest)


def _whole(length: Fraction) -> int:
    """Return a length, or -1, which no length is, for what is none."""
    return int(length) if length.denominator == 1 else -1


def _sum(chosen: tuple[int, ...], first: int, lengths: Lengths) -> Law:
    rest = first - sum(lengths[place] for place in chosen)
    return lambda lengths: sum(lengths[place] for place in chosen) + rest


def _difference(plus: int, minus: int, first: int, lengths: Lengths) -> Law:
    rest = first - (lengths[plus] - lengths[minus])
    return lambda lengths: lengths[plus] - lengths[minus] + rest
