"""New arrays: empty ones, and ones that hold one number or equal steps."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from typing import Any

import numpy as np

from symnp._array.array import Array, wrap
from symnp._array.protocols import looks_like
from symnp._array.source_line import source_line
from symnp._array.writing import assign_region
from symnp._infer.arguments import taken_apart
from symnp._infer.inferred import Inferred
from symnp._infer.probing import Promise
from symnp._layout.index import Place
from symnp._layout.layout import new_strides, root_layout
from symnp._namespace.conversion import as_array, check_device
from symnp._ops.opaque import promised
from symnp._ops.update import empty_content, zero_content


def _layout(shape: Any, dtype: Any, order: str) -> Any:
    """Return the layout of a new array; NumPy refuses what is wrong with the arguments."""
    sides = tuple(operator.index(n) for n in shape) if np.ndim(shape) else (operator.index(shape),)
    small = np.empty([min(n, 2) for n in sides], dtype, order)  # type: ignore[call-overload]
    lies = "F" if order == "F" else "C"
    return root_layout(sides, small.dtype, new_strides(sides, small.dtype, lies))


def empty(shape: Any, dtype: Any = float, order: str = "C", *, device: Any = None, like: Any = None) -> Array:
    check_device(device)
    line = source_line()
    return Array(empty_content(_layout(shape, dtype, order), line=line), line)


def zeros(shape: Any, dtype: Any = float, order: str = "C", *, device: Any = None, like: Any = None) -> Array:
    check_device(device)
    line = source_line()
    return Array(zero_content(_layout(shape, dtype, order), line=line), line)


def ones(shape: Any, dtype: Any = None, order: str = "C", *, device: Any = None, like: Any = None) -> Array:
    return full(shape, 1, float if dtype is None else dtype, order, device=device)


def full(
    shape: Any, fill_value: Any, dtype: Any = None, order: str = "C", *, device: Any = None, like: Any = None
) -> Array:
    if dtype is None:
        fill_value = fill_value if isinstance(fill_value, Array) else np.asarray(fill_value)
        dtype = fill_value.dtype
    result = empty(shape, dtype, order, device=device)
    assign_region(result, result._layout, _unsafely(fill_value, result.dtype), source_line(), element=False)
    return result


def _unsafely(value: Any, dtype: np.dtype[Any]) -> Any:
    """Return a value as another dtype, whatever is lost: as NumPy's `full` converts."""
    if isinstance(value, Array):
        return value.astype(dtype)
    filled = np.empty(np.shape(value), dtype)
    np.copyto(filled, value, casting="unsafe")
    return filled


def arange(*args: Any, dtype: Any = None, device: Any = None, like: Any = None, **bounds: Any) -> Array:
    check_device(device)
    theirs: Any = np.arange
    if any(isinstance(one, (str, np.datetime64)) for one in (*args, *bounds.values())):
        return as_array(theirs(*args, dtype=dtype, **bounds))
    start, stop, step, dtype = _bounds(args, bounds, dtype)
    line = source_line()
    first = theirs(start, start + step + type(stop)(0), step, dtype)
    if first.dtype.kind in "mM" or any(isinstance(one, np.ndarray) for one in (start, stop, step)):
        return as_array(theirs(start, stop, step, dtype))
    count = max(0, math.ceil((stop - start) / step))
    arguments: tuple[Any, ...] = ((start, stop, step, dtype), {})
    template = taken_apart(arguments, lambda one: None)
    promise = Promise(Place(0), (Inferred(root_layout((count,), first.dtype), scalar=False),))
    _, (node,) = promised(np.arange, template, (), promise, line=line)
    return wrap(node, line)


def _bounds(args: tuple[Any, ...], named: dict[str, Any], dtype: Any) -> tuple[Any, Any, Any, Any]:
    """Return start, stop, step and dtype; values of our arrays are computed, because the length depends on them."""
    names = ("stop",) if len(args) == 1 and "stop" not in named else ("start", "stop", "step", "dtype")
    given = dict(zip(names, args, strict=False)) | named
    if "stop" not in given or set(given) - {"start", "stop", "step", "dtype"} or len(args) > len(names):
        np.arange(*args, **named)  # NumPy says what is wrong with the arguments.
    start, stop, step = given.get("start"), given.get("stop"), given.get("step")
    if stop is None:
        start, stop = None, start
    numbers = [_number(0 if start is None else start), _number(stop), _number(1 if step is None else step)]
    if numbers[2] == 0:
        np.arange(0, 1, 0)  # NumPy refuses.
    return numbers[0], numbers[1], numbers[2], given.get("dtype", dtype)


def _number(value: Any) -> Any:
    if getattr(type(value), "is_length", False):
        return int(value)
    return np.asarray(value)[()] if isinstance(value, (Array, np.ndarray)) else value


def fromfunction(function: Any, shape: Any, *, dtype: Any = float, like: Any = None, **keywords: Any) -> Any:
    return function(*indices(shape, dtype), **keywords)


def indices(dimensions: Any, dtype: Any = int, sparse: bool = False) -> Any:
    sides = tuple(dimensions)
    rows = [
        arange(n, dtype=dtype)._derive(("reshape", (tuple(n if i == axis else 1 for i in range(len(sides))), "C")))
        for axis, n in enumerate(sides)
    ]
    if sparse:
        return tuple(rows)
    result = empty((len(sides), *sides), dtype)
    for axis, row in enumerate(rows):
        result[axis] = row
    return result


CREATIONS: dict[Any, Callable[..., Any]] = {
    np.empty: empty,
    np.zeros: zeros,
    np.ones: ones,
    np.full: full,
    np.arange: arange,
    np.fromfunction: fromfunction,
    np.indices: indices,
}
"""From NumPy's function, which never hands a call to us, to ours."""
for _theirs, _ours in CREATIONS.items():
    looks_like(_theirs, _ours)
