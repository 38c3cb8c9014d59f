"""Sums, means and the other reductions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from symnp._array.array import Array, wrap
from symnp._array.protocols import implements
from symnp._array.source_line import source_line
from symnp._namespace.conversion import as_array
from symnp._namespace.opaque import build_call
from symnp._ops.reduction import reduction

Reduction = Callable[..., Array]

_NO_VALUE = np._NoValue


def _given(**options: Any) -> dict[str, Any]:
    return {name: value for name, value in options.items() if value is not None and value is not _NO_VALUE}


def _reduce(function: Callable[..., Any], a: Any, axis: Any, special: dict[str, Any], options: dict[str, Any]) -> Array:
    for value in special.values():
        if value is not None and value is not _NO_VALUE:
            keywords = {"axis": axis, **_given(**special), **options}
            return build_call(function, (as_array(a),), keywords)  # type: ignore[no-any-return]
    line = source_line()
    if options:
        if "dtype" in options:
            options["dtype"] = np.dtype(options["dtype"])
        if not options.get("keepdims", True):
            del options["keepdims"]
    where = tuple(axis) if isinstance(axis, (list, tuple)) else axis
    node = as_array(a)._peek()
    return wrap(reduction(function, node, where, line=line, **options), line)


def _plain(original: Callable[..., Any]) -> Callable[..., Any]:
    """Return our version of a reduction that takes no dtype, such as max."""

    def function(
        a: Any, axis: Any = None, out: Any = None, keepdims: Any = _NO_VALUE, initial: Any = _NO_VALUE,
        where: Any = _NO_VALUE,
    ) -> Array:  # fmt: skip
        special = {"out": out, "initial": initial, "where": where}
        return _reduce(original, a, axis, special, _given(keepdims=keepdims))

    return implements(original)(function)


def _truth(original: Callable[..., Any]) -> Callable[..., Any]:
    """Return our version of any or all."""

    def function(
        a: Any, axis: Any = None, out: Any = None, keepdims: Any = _NO_VALUE, *, where: Any = _NO_VALUE
    ) -> Array:
        return _reduce(original, a, axis, {"out": out, "where": where}, _given(keepdims=keepdims))

    return implements(original)(function)


@implements(np.sum)
def sum(
    a: Any, axis: Any = None, dtype: npt.DTypeLike | None = None, out: Any = None, keepdims: Any = _NO_VALUE,
    initial: Any = _NO_VALUE, where: Any = _NO_VALUE,
) -> Array:  # fmt: skip
    special = {"out": out, "initial": initial, "where": where}
    return _reduce(np.sum, a, axis, special, _given(dtype=dtype, keepdims=keepdims))


@implements(np.prod)
def prod(
    a: Any, axis: Any = None, dtype: npt.DTypeLike | None = None, out: Any = None, keepdims: Any = _NO_VALUE,
    initial: Any = _NO_VALUE, where: Any = _NO_VALUE,
) -> Array:  # fmt: skip
    special = {"out": out, "initial": initial, "where": where}
    return _reduce(np.prod, a, axis, special, _given(dtype=dtype, keepdims=keepdims))


@implements(np.mean)
def mean(
    a: Any, axis: Any = None, dtype: npt.DTypeLike | None = None, out: Any = None, keepdims: Any = _NO_VALUE, *,
    where: Any = _NO_VALUE,
) -> Array:  # fmt: skip
    return _reduce(np.mean, a, axis, {"out": out, "where": where}, _given(dtype=dtype, keepdims=keepdims))


def _deviation(original: Callable[..., Any]) -> Callable[..., Any]:
    """Return our version of std or var."""

    def function(
        a: Any, axis: Any = None, dtype: npt.DTypeLike | None = None, out: Any = None, ddof: Any = 0,
        keepdims: Any = _NO_VALUE, *, where: Any = _NO_VALUE, mean: Any = _NO_VALUE, correction: Any = _NO_VALUE,
    ) -> Array:  # fmt: skip
        special = {"out": out, "where": where, "mean": mean}
        options = _given(dtype=dtype, keepdims=keepdims, correction=correction, ddof=ddof or None)
        return _reduce(original, a, axis, special, options)

    return implements(original)(function)


def _place(original: Callable[..., Any]) -> Callable[..., Any]:
    """Return our version of argmax or argmin."""

    def function(a: Any, axis: Any = None, out: Any = None, *, keepdims: Any = _NO_VALUE) -> Array:
        return _reduce(original, a, axis, {"out": out}, _given(keepdims=keepdims))

    return implements(original)(function)


@implements(np.count_nonzero)
def count_nonzero(a: Any, axis: Any = None, *, keepdims: bool = False) -> Array:
    return _reduce(np.count_nonzero, a, axis, {}, {"keepdims": keepdims})


@implements(np.nanmean)
def nanmean(
    a: Any, axis: Any = None, dtype: Any = None, out: Any = None, keepdims: Any = _NO_VALUE, *, where: Any = _NO_VALUE
) -> Array:
    return _reduce(np.nanmean, a, axis, {"out": out, "where": where}, _given(dtype=dtype, keepdims=keepdims))


@implements(np.median)
def median(a: Any, axis: Any = None, out: Any = None, overwrite_input: bool = False, keepdims: bool = False) -> Array:
    return _reduce(np.median, a, axis, {"out": out}, {"keepdims": keepdims})


argmax: Reduction = _place(np.argmax)
argmin: Reduction = _place(np.argmin)
nanmax: Reduction = _plain(np.nanmax)
nanmin: Reduction = _plain(np.nanmin)
nanstd: Reduction = _deviation(np.nanstd)
nanvar: Reduction = _deviation(np.nanvar)
std: Reduction = _deviation(np.std)
var: Reduction = _deviation(np.var)
min: Reduction = _plain(np.min)
max: Reduction = _plain(np.max)
any: Reduction = _truth(np.any)
all: Reduction = _truth(np.all)
amin: Reduction = min
amax: Reduction = max
