"""Where pieces end: rows that fill a cache, or the halves of the halves that NumPy's pairwise summation adds up.

References
----------
N. J. Higham, "The accuracy of floating point summation", SIAM Journal on Scientific Computing 14 (1993), on pairwise
summation.
"""

from __future__ import annotations

from functools import lru_cache

ELEMENTS = 1 << 16
"""Elements of a piece, about. Measured from 2**12 to 2**17 on ten programs: what is shorter costs calls, and from 2**17 on
pieces of eight-byte numbers no longer stay in a cache of one megabyte."""

_LONGEST = 8  # Pieces of more than so many times the usual size would not stay in the cache.


def bounds_of_rows(length: int, row: int) -> tuple[int, ...] | None:
    """Return where pieces of some rows end, or None where rows are too long for that; no piece is a single row."""
    rows = max(2, ELEMENTS // max(row, 1))
    if rows * row > _LONGEST * ELEMENTS or length < 2 * rows:
        return None
    ends = list(range(rows, length, rows))
    if length - ends[-1] < 2:
        ends.pop()
    return (*ends, length)


def bounds_of_elements(size: int) -> tuple[int, ...]:
    """Return where pieces of elements end; none is short."""
    count = max(1, round(size / ELEMENTS))
    return tuple([size * i // count for i in range(1, count + 1)])


def bounds_of_halves(size: int, *, complex_numbers: bool) -> tuple[int, ...]:
    """Return where pieces end that NumPy's pairwise summation adds up by themselves."""
    return _bounds_of_halves(size, ELEMENTS, complex_numbers=complex_numbers)


@lru_cache(maxsize=64)
def _bounds_of_halves(size: int, most: int, *, complex_numbers: bool) -> tuple[int, ...]:
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
