"""Where pieces end: rows that fill a cache, or the halves of the halves that NumPy's pairwise summation adds up.

References
----------
N. J. Higham, "The accuracy of floating point summation", SIAM Journal on Scientific Computing 14 (1993), on pairwise
summation.
"""

from __future__ import annotations

from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path

FEWEST = 3
"""Arrays of fewer pieces are not cut up: the cache that they come from holds them whole."""

_SMALLEST, _LARGEST = 1 << 18, 1 << 21
_SHARE = 16  # A few operands and temporaries take part at a time, and other cores have their own.
_CACHES = Path("/sys/devices/system/cpu/cpu0/cache")
_UNITS = {"K": 1 << 10, "M": 1 << 20}


@cache
def _bytes() -> int:
    """Return the bytes of a piece: a share of the largest cache.

    Shorter pieces cost calls, longer ones do not stay in the cache. On a machine with 32 MiB of it the time of ten programs
    fell up to pieces of 1 to 2 MiB, and NumPy's own operations were fastest on arrays of 1 to 8 MiB.
    """
    found = []
    for path in _CACHES.glob("index*/size"):
        with suppress(OSError, ValueError, KeyError):
            text = path.read_text().strip()
            found.append(int(text[:-1]) * _UNITS[text[-1]])
    return min(max(max(found, default=0) // _SHARE, _SMALLEST), _LARGEST)


def elements(itemsize: int) -> int:
    """Return how many elements of so many bytes a piece has, about."""
    return _bytes() // max(itemsize, 1)


_LONGEST = 8  # Pieces of more than so many times the usual size would not stay in the cache.


def bounds_of_rows(length: int, row: int, most: int) -> tuple[int, ...] | None:
    """Return where pieces of some rows and `most` elements end, or None where rows are too long for that; no piece is a single row."""
    rows = max(2, most // max(row, 1))
    if rows * row > _LONGEST * most or length < 2 * rows:
        return None
    ends = list(range(rows, length, rows))
    if length - ends[-1] < 2:
        ends.pop()
    return (*ends, length)


def bounds_of_elements(size: int, most: int) -> tuple[int, ...]:
    """Return where pieces of elements end; none is short."""
    count = max(1, round(size / most))
    return tuple([size * i // count for i in range(1, count + 1)])


@lru_cache(maxsize=64)
def bounds_of_halves(size: int, most: int, *, complex_numbers: bool) -> tuple[int, ...]:
    """Return where pieces end that NumPy's pairwise summation adds up by themselves."""
    ends: list[int] = []
    runs = [(0, size)]
    while runs:
        start, n = runs.pop()
        if n <= most:
            ends.append(start + n)
            continue
        half = first_half(n, complex_numbers=complex_numbers)
        runs += [(start + half, n - half), (start, half)]
    return tuple(ends)


def first_half(n: int, *, complex_numbers: bool) -> int:
    """Return how many of `n` elements NumPy's pairwise summation adds up first: a multiple of eight numbers."""
    half = n // 2
    return half - half % (4 if complex_numbers else 8)
