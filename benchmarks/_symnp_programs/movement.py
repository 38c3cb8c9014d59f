"""Programs of which a part of the result is looked at, or the same is done more than once."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy

from _symnp_programs.program import Program, random

SIDE = 3000
LONG = 10_000_000


def first_of_sum(np: Any, x: Any) -> Any:
    """Add to all, look at five."""
    return (x + 1)[:5]


def first_of_sum_by_hand(x: Any) -> Any:
    """Add to five."""
    return x[:5] + 1


def joined_start(np: Any, x: Any, y: Any) -> Any:
    """Join two arrays, look at the beginning."""
    return np.concatenate([x, y])[:100]


def joined_start_by_hand(x: Any, y: Any) -> Any:
    """Copy the beginning."""
    return x[:100].copy()


def transposed_row(np: Any, m: Any) -> Any:
    """Add to a transposed matrix, look at one row of what is transposed back."""
    return (m.T + 1).T[3]


def transposed_row_by_hand(m: Any) -> Any:
    """Add to one row."""
    return m[3] + 1


def row_sums(np: Any, m: Any) -> Any:
    """Add up all rows, look at ten."""
    return m.sum(1)[:10]


def row_sums_by_hand(m: Any) -> Any:
    """Add up ten rows."""
    return m[:10].sum(1)


def exp_of_broadcast(np: Any, a: Any) -> Any:
    """Take the exponential of rows that are all the same."""
    return np.exp(np.broadcast_to(a, (SIDE, SIDE)))


def exp_of_broadcast_by_hand(a: Any) -> Any:
    """Take it of one row."""
    return numpy.broadcast_to(numpy.exp(a), (SIDE, SIDE)).copy()


def standardised_rows(np: Any, x: Any) -> Any:
    """Standardise a table, look at ten rows."""
    return ((x - x.mean(0)) / x.std(0))[:10]


def standardised_rows_by_hand(x: Any) -> Any:
    """Add up the squares in blocks of rows, row by row as NumPy does; standardise ten."""
    mean, rows = x.mean(0), 10
    buffer = numpy.zeros((rows + 1, x.shape[1]))  # Its first row is the sum so far.
    for start in range(0, len(x), rows):
        block = x[start : start + rows]
        squares = numpy.subtract(block, mean, out=buffer[1 : 1 + len(block)])
        numpy.multiply(squares, squares, out=squares)
        numpy.add.reduce(buffer[: 1 + len(block)], axis=0, out=buffer[0])
    return (x[:10] - mean) / numpy.sqrt(buffer[0] / len(x))


def sorted_start(np: Any, x: Any) -> Any:
    """Sort all, look at the ten smallest."""
    return np.sort(x)[:10]


def sorted_start_by_hand(x: Any) -> Any:
    """Put the ten smallest in front, sort them."""
    return numpy.sort(numpy.partition(x, 10)[:10])


def sorted_start_dask(np: Any, x: Any) -> Any:
    """Ask for the ten smallest: dask.array has no sort."""
    return np.topk(x, -10)


PROGRAMS = (
    Program(first_of_sum, partial(random, LONG), first_of_sum_by_hand),
    Program(joined_start, partial(random, LONG, count=2), joined_start_by_hand),
    Program(transposed_row, partial(random, SIDE, SIDE), transposed_row_by_hand),
    Program(row_sums, partial(random, SIDE, SIDE), row_sums_by_hand),
    Program(exp_of_broadcast, partial(random, SIDE), exp_of_broadcast_by_hand),
    Program(standardised_rows, partial(random, SIDE, SIDE), standardised_rows_by_hand),
    Program(
        sorted_start, partial(random, 3_000_000), sorted_start_by_hand, "algebraic", forms={"dask": sorted_start_dask}
    ),
)
