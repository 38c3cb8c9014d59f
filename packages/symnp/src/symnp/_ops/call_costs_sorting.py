"""What sorting, searching and order statistics take: comparisons in the place of arithmetic."""

from __future__ import annotations

import math
from collections.abc import Hashable
from typing import Any

import numpy as np

from symnp._layout.layout import Layout
from symnp._ops.call import Call, along
from symnp._ops.call_cost import CallCost, at_rate, by_function, each_element, item_size, no_room

_INDEX = np.dtype(np.intp).itemsize


def _lines(call: Call, place: int = 1, default: Any = -1) -> tuple[int, int]:
    axis = call.argument(place, "axis", default)
    return along(call.first, axis) if not isinstance(axis, tuple) else (call.first.size, 1)


def _comparisons(n: int) -> float:
    return n * math.log2(max(n, 2))


def _sort_flops(call: Call) -> float:
    n, many = _lines(call)
    return many * _comparisons(n)


def _is_stable(call: Call) -> bool:
    return call.argument(2, "kind") in ("stable", "mergesort") or bool(call.argument(4, "stable", False))


def _sort_rate(call: Call) -> Hashable:
    how = "stable" if _is_stable(call) else "quick"
    return call.function.__name__, how, call.first.dtype.char


def _sort_workspace(call: Call) -> float:
    """Count the half of a line that a merge keeps, or the line that a radix sort of short integers does."""
    if not _is_stable(call):
        return 0
    dtype, (n, _) = call.first.dtype, _lines(call)
    size = _INDEX if call.function is np.argsort else dtype.itemsize
    return n * size / (1 if dtype.kind in "iub" and dtype.itemsize <= 2 else 2)


def _lexsort_flops(call: Call) -> float:
    keys = list(call.arrays())
    return sum(_comparisons(one.size) for one in keys)


def _lexsort_workspace(call: Call) -> float:
    return max((one.size for one in call.arrays()), default=0) * _INDEX / 2


def _ranks(call: Call, place: int, name: str) -> int:
    """Return how many percentiles, or places in an order, are asked for."""
    value = call.argument(place, name, 0)
    size = value.size if isinstance(value, Layout) else np.size(value)
    return max(int(size), 1)


def _selection_flops(call: Call) -> float:
    """Count what quickselect compares, some three times each element, and once more for each further place."""
    ranks = 1 if call.function in (np.median, np.nanmedian) else min(_ranks(call, 1, "q"), 8)
    return call.first.size * (3 + ranks)


_COPY = CallCost(_selection_flops, lambda call: call.first.size * item_size(call.first.dtype), at_rate("partition"))


def _nan_statistic_workspace(call: Call) -> float:
    """Count a copy without NaNs; along an axis NumPy goes line by line."""
    whole = call.argument(1 if call.function is np.nanmedian else 2, "axis") is None
    return _COPY.workspace(call) if whole else 0


_NAN = CallCost(_selection_flops, _nan_statistic_workspace, at_rate("partition"))


def _unique_workspace(call: Call) -> float:
    """Count the sorted copy, a mask, and the permutation where places are asked for, on top of results at their bound."""
    a = call.first
    copy, mask, places = a.nbytes, a.size, a.size * _INDEX
    index, inverse, counts = (bool(call.argument(1 + i, f"return_{name}")) for i, name in enumerate(_EXTRAS))
    needed = copy + mask + (2 * places if index or inverse else 0) + (places if inverse else 0)
    return float(needed + (places if counts else 0))


_EXTRAS = ("index", "inverse", "counts")
_UNIQUE = CallCost(
    lambda call: _comparisons(call.first.size),
    _unique_workspace,
    lambda call: ("sort", "quick", call.first.dtype.char),
)


def _joined(copies: float) -> CallCost:
    """Return the costs of a function that sorts two operands together, and holds so many copies of both."""
    return CallCost(
        lambda call: 2 * _comparisons(sum(one.size for one in call.arrays())),
        lambda call: copies * call.read,
        lambda call: ("sort", "quick", call.first.dtype.char),
    )


def _search_flops(call: Call) -> float:
    """Count a bisection for each value."""
    sorted_values, values = _searched(call)
    return values * math.log2(max(sorted_values, 2))


def _searched(call: Call) -> tuple[int, int]:
    arrays = list(call.arrays())
    sizes = [one.size for one in arrays[:2]] + [1, 1]
    if call.function in (np.interp, np.digitize):
        return sizes[1], sizes[0]
    return sizes[0], sizes[1]


_SEARCH = CallCost(_search_flops, no_room, at_rate("search"))

SORTING = by_function(
    {
        "sort argsort": CallCost(_sort_flops, _sort_workspace, _sort_rate),
        "sort_complex": CallCost(_sort_flops, no_room, lambda call: ("sort", "quick", "D")),
        "lexsort": CallCost(_lexsort_flops, _lexsort_workspace, at_rate(("argsort", "stable", "d"))),
        "partition": CallCost(lambda call: call.first.size * 4, no_room, at_rate("partition")),
        "argpartition": CallCost(lambda call: call.first.size * 4, no_room, at_rate("partition")),
        "median percentile quantile": _COPY,
        "nanmedian nanpercentile nanquantile": _NAN,
        "unique unique_all unique_counts unique_inverse unique_values": _UNIQUE,
        "isin in1d": _joined(4.7),
        "setdiff1d": _joined(4.1),
        "intersect1d setxor1d": _joined(2.5),
        "union1d": _joined(2.2),
        "searchsorted digitize interp": _SEARCH,
        "histogram": CallCost(lambda call: 8 * each_element(call), no_room, at_rate("scatter")),
        "histogram2d": CallCost(lambda call: 24 * each_element(call), lambda call: 2.5 * call.read, at_rate("scatter")),
        "histogramdd": CallCost(lambda call: 24 * each_element(call), lambda call: 2 * call.read, at_rate("scatter")),
        "bincount": CallCost(lambda call: 2 * each_element(call), no_room, at_rate("scatter")),
    },
    np,
)
"""The costs of sorting, searching and order statistics."""
