"""What NumPy's other functions take: rearranging, accumulating, statistics without NaNs, and a few more."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import numpy as np

from symnp._layout.layout import Layout
from symnp._ops.call import Call
from symnp._ops.call_cost import CallCost, at_rate, by_function, each_element, gather_rate, item_size, no_room

_INDEX = np.dtype(np.intp).itemsize


def _accumulated_flops(call: Call) -> float:
    """Count an addition that waits for the one before; across rows each also waits for memory."""
    axis, ndim = call.argument(1, "axis"), len(call.first.shape)
    return (4 if axis is None or axis % max(ndim, 1) == ndim - 1 else 8) * each_element(call)


def _accumulated_cast(call: Call) -> float:
    """Count a copy of an operand that is added up in another dtype."""
    a = call.first
    size = call.returned // max(a.size, 1)
    return a.size * size if size != a.dtype.itemsize else 0


def _other_indices(call: Call) -> float:
    """Count the copy of indices that have another dtype than those of the system."""
    indices = call.array(1, "indices")
    return indices.size * _INDEX if indices is not None and indices.dtype != np.intp else 0


def _operands(copies: float) -> CallCost:
    """Return the costs of a function that holds so many copies of its operands."""
    return CallCost(lambda call: 2 * copies * each_element(call), lambda call: copies * call.read)


def _without_nan(call: Call) -> float:
    """Count a copy with the NaNs replaced, and where they were."""
    a = call.first
    return a.size * (a.dtype.itemsize + 1) if a.dtype.kind in "fc" else a.size * item_size(a.dtype)


def _copy_of_first(call: Call) -> float:
    return call.first.nbytes


def _as_returned(call: Call) -> float:
    return call.returned


def _unchanged(call: Call) -> float:
    return 0


def _average(call: Call) -> float:
    """Count the products with the weights."""
    weights = call.array(2, "weights")
    return 0 if weights is None else call.first.size * item_size(call.first.dtype)


def _polynomial_terms(call: Call) -> int:
    p = call.argument(0, "p")
    return p.size if isinstance(p, Layout) else np.size(p)


def _ufunc_rate(call: Call) -> Hashable:
    ufunc: Any = getattr(call.function, "__self__", call.function)
    return ("ufunc", ufunc, tuple(one.dtype.char for one in call.arrays()))


_MOVED = CallCost(_unchanged)


def _indices(call: Call) -> float:
    indices = call.array(1, "indices")
    return 1 if indices is None else indices.size


_GATHERED = CallCost(_indices, _other_indices, lambda call: gather_rate(call.first))

REST = by_function(
    {
        "pad insert delete roll tile block repeat copy triu tril tri diag diagflat diagonal": _MOVED,
        "concatenate stack hstack vstack dstack column_stack flip fliplr flipud rot90": _MOVED,
        "broadcast_arrays vander meshgrid indices arange linspace eye identity full ones zeros ravel": _MOVED,
        "cumsum cumprod cumulative_sum cumulative_prod": CallCost(
            _accumulated_flops, _accumulated_cast, at_rate("accumulate")
        ),
        "nancumsum nancumprod": CallCost(lambda call: 6 * each_element(call), _without_nan, at_rate("accumulate")),
        "nanmean nanstd nanvar": CallCost(lambda call: 8 * each_element(call), _without_nan),
        "nansum nanprod nanargmin nanargmax": CallCost(lambda call: 4 * each_element(call), _copy_of_first),
        "nanmin nanmax ptp": CallCost(lambda call: 2 * each_element(call)),
        "take": _GATHERED,
        "take_along_axis choose": CallCost(each_element, no_room, at_rate("gather")),
        "compress extract": CallCost(each_element, lambda call: call.returned * _INDEX / 8, at_rate("gather")),
        "nonzero flatnonzero": CallCost(each_element, no_room, at_rate("gather")),
        "argwhere": CallCost(each_element, _as_returned, at_rate("gather")),
        "select": CallCost(lambda call: 4 * each_element(call), lambda call: call.largest),
        "gradient": CallCost(lambda call: 6 * each_element(call), _as_returned),
        "diff ediff1d trace": CallCost(),
        "cross": CallCost(lambda call: 9 * each_element(call), lambda call: 2.3 * call.returned),
        "average": CallCost(lambda call: 3 * each_element(call), _average),
        "polyval": CallCost(lambda call: 2 * _polynomial_terms(call) * each_element(call), _as_returned),
        "polyfit": _operands(4.5),
        "i0": CallCost(lambda call: 60 * each_element(call), lambda call: 8 * call.returned),
        "round around": CallCost(lambda call: 3 * each_element(call)),
        "isclose": CallCost(lambda call: 8 * each_element(call), lambda call: 2 * call.largest * 8),
        "packbits unpackbits": CallCost(lambda call: each_element(call) / 4),
        "ravel_multi_index unravel_index": CallCost(lambda call: 8 * each_element(call)),
        "clip": CallCost(lambda call: 2 * each_element(call)),
        "modf frexp divmod": CallCost(each_element, no_room, _ufunc_rate),
    },
    np,
)
"""The costs of other functions."""
