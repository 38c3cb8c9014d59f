"""What is known of the costs of one of NumPy's functions."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from types import FunctionType
from typing import Any, NamedTuple

import numpy as np

from symnp._layout.layout import Layout
from symnp._ops.call import Call


def no_room(call: Call) -> float:
    """Need nothing besides operands and results."""
    return 0


def each_element(call: Call) -> float:
    """Count one operation for each element of the largest operand."""
    return max(call.largest, call.returned // 8)


def vector_rate(call: Call) -> Hashable:
    """Work as fast as an addition."""
    return "vector"


class CallCost(NamedTuple):
    """What a function takes.

    Attributes
    ----------
    flops : callable
        Call to the number of arithmetic operations, or of comparisons.
    workspace : callable
        Call to the most bytes that are held besides operands and results.
    rate : callable
        Call to the name of the rate at which a machine does these operations.
    gives_view : bool
        Whether the result is a view of an array that the function has made for it.
    """

    flops: Callable[[Call], float] = each_element
    workspace: Callable[[Call], float] = no_room
    rate: Callable[[Call], Hashable] = vector_rate
    gives_view: bool = False


def at_rate(name: Hashable) -> Callable[[Call], Hashable]:
    """Return the function that gives this rate whatever the call is."""
    return lambda call: name


_PASSES = 4  # NumPy's functions in Python go through their operands a few times.


def _unknown_workspace(call: Call) -> float:
    """Expect one temporary array of a function in Python, and none of one in C."""
    if not isinstance(getattr(call.function, "__wrapped__", call.function), FunctionType):
        return 0
    return max(max((one.nbytes for one in call.arrays()), default=0), call.returned)


UNKNOWN = CallCost(lambda call: _PASSES * each_element(call), _unknown_workspace)
"""For functions that are in no table."""


def by_function(costs: dict[str, CallCost], home: Any) -> dict[Any, CallCost]:
    """Return costs by function, given by the names in a module of NumPy's; what this NumPy lacks is left out."""
    known = ((name, cost) for names, cost in costs.items() for name in names.split())
    return {getattr(home, name): cost for name, cost in known if hasattr(home, name)}


def item_size(dtype: np.dtype[Any]) -> int:
    """Return the bytes of the floating-point number that a function computes with: integers become doubles."""
    return dtype.itemsize if dtype.kind in "fc" else 8


_FAR = 1 << 23  # Bytes of a table that no cache near the processor holds.


def gather_rate(table: Layout) -> Hashable:
    """Return the rate of reading elements here and there in a table: memory takes much longer than a cache."""
    return "far gather" if table.nbytes > _FAR else "gather"
