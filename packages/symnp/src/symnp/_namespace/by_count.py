"""Functions whose results are as long as data say: their lengths have an upper bound, and stand as unknown until asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.lib.array_utils import normalize_axis_index

from symnp._array.array import Array, wrap
from symnp._array.protocols import implements
from symnp._array.source_line import source_line
from symnp._infer.arguments import put_together
from symnp._infer.inferred import Inferred
from symnp._infer.probing import Promise, infer_by_probing
from symnp._layout.layout import root_layout
from symnp._namespace.conversion import as_array
from symnp._namespace.opaque import Function, gathered
from symnp._ops.opaque import promised
from symnp._ops.picking import new_token, token_of

Shape = tuple[int | None, ...]
"""The lengths of a result, None for the one that is not known."""


def _counted(
    function: Function, args: tuple[Any, ...], keywords: dict[str, Any], shapes: Sequence[Shape], most: int, token: int
) -> Any:
    """Return the call of a function with results of these shapes, whose unknown length is at most `most`."""
    line = source_line()
    template, nodes = gathered((args, keywords), line)
    form, seen = infer_by_probing(function, template, nodes)
    parts = [_part(one.layout.dtype, shape, most, token) for one, shape in zip(seen, shapes, strict=True)]
    _, results = promised(function, template, nodes, Promise(form, tuple(parts)), line=line)
    return put_together(form, [wrap(node, line) for node in results])


def _part(dtype: np.dtype[Any], shape: Shape, most: int, token: int) -> Inferred:
    bound = tuple(most if n is None else n for n in shape)
    unknown = tuple(token if n is None else None for n in shape)
    return Inferred(root_layout(bound, dtype).with_unknown(unknown), scalar=False)


@implements(np.nonzero)
def nonzero(a: Any) -> tuple[Array, ...]:
    array = as_array(a)
    if not array.ndim:
        np.nonzero(np.zeros(()))  # NumPy refuses.
    return _counted(np.nonzero, (array,), {}, [(None,)] * array.ndim, array.size, token_of(array._read()))  # type: ignore[no-any-return]


@implements(np.flatnonzero)
def flatnonzero(a: Any) -> Array:
    array = as_array(a)
    return _counted(np.flatnonzero, (array,), {}, [(None,)], array.size, token_of(array._read()))  # type: ignore[no-any-return]


@implements(np.argwhere)
def argwhere(a: Any) -> Array:
    array = as_array(a)
    return _counted(np.argwhere, (array,), {}, [(None, array.ndim)], array.size, token_of(array._read()))  # type: ignore[no-any-return]


@implements(np.extract)
def extract(condition: Any, arr: Any) -> Array:
    where, array = as_array(condition), as_array(arr)
    return _counted(np.extract, (where, array), {}, [(None,)], min(where.size, array.size), token_of(where._read()))  # type: ignore[no-any-return]


@implements(np.compress)
def compress(condition: Any, a: Any, axis: int | None = None, out: Any = None) -> Any:
    array, where = as_array(a), as_array(condition)
    if out is not None or where.ndim != 1:
        out_value = out if out is None or isinstance(out, np.ndarray) else np.zeros(out.shape, out.dtype)
        found = np.compress(np.asarray(where), np.asarray(array), axis, out_value)
        if out is None or out is out_value:
            return out if out is not None else as_array(found)
        out[...] = found
        return out
    shape: list[int | None] = [array.size] if axis is None else list(array.shape)
    at = 0 if axis is None else normalize_axis_index(axis, array.ndim)
    most = min(where.size, int(shape[at] or 0))
    shape[at] = None
    return _counted(np.compress, (where, array, axis), {}, [tuple(shape)], most, token_of(where._read()))


@implements(np.unique)
def unique(
    ar: Any, return_index: bool = False, return_inverse: bool = False, return_counts: bool = False,
    axis: int | None = None, *, equal_nan: bool = True, sorted: bool = True,
) -> Any:  # fmt: skip
    array = as_array(ar)
    shape: list[int | None] = [array.size] if axis is None else list(array.shape)
    at = 0 if axis is None else normalize_axis_index(axis, array.ndim)
    most = int(shape[at] or 0)
    shape[at] = None
    inverse: Shape = array.shape if axis is None else tuple(n if i == at else 1 for i, n in enumerate(array.shape))
    if axis is not None:
        inverse = _inverse_shape(array, axis)
    shapes = [tuple(shape), *[(None,)] * return_index, *[inverse] * return_inverse, *[(None,)] * return_counts]
    keywords: dict[str, Any] = {"return_index": return_index, "return_inverse": return_inverse}
    keywords |= {"return_counts": return_counts, "axis": axis, "equal_nan": equal_nan}
    if not sorted:
        keywords["sorted"] = sorted
    return _counted(np.unique, (array,), keywords, shapes, most, new_token())


def _inverse_shape(array: Array, axis: int) -> Shape:
    """Return the shape of the inverse along an axis, which has changed between versions of NumPy."""
    seen = np.unique(np.zeros([min(n, 3) for n in array.shape]), return_inverse=True, axis=axis)[1].shape
    at = axis % array.ndim
    return tuple(array.shape[at] if n == min(array.shape[at], 3) and n != 1 else n for n in seen)


def _unique_named(theirs: Any, shapes: Any) -> Any:
    def function(x: Any, /, *, sorted: bool = True) -> Any:
        array = as_array(x)
        keywords = {} if sorted else {"sorted": False}
        return _counted(theirs, (array,), keywords, shapes(array), array.size, new_token())

    return implements(theirs)(function)


unique_all = _unique_named(np.unique_all, lambda array: [(None,), (None,), array.shape, (None,)])
unique_counts = _unique_named(np.unique_counts, lambda array: [(None,), (None,)])
unique_inverse = _unique_named(np.unique_inverse, lambda array: [(None,), array.shape])
unique_values = _unique_named(np.unique_values, lambda array: [(None,)])


@implements(np.linalg.lstsq)
def lstsq(a: Any, b: Any, rcond: Any = None) -> Any:
    left, right = as_array(a), as_array(b)
    line = source_line()
    template, nodes = gathered(((left, right, rcond), {}), line)
    form, seen = infer_by_probing(np.linalg.lstsq, template, nodes)
    # There are residuals only if the columns are independent.
    most = right.shape[1] if right.ndim > 1 else 1
    parts = (seen[0], _part(seen[1].layout.dtype, (None,), most, new_token()), *seen[2:])
    _, results = promised(np.linalg.lstsq, template, nodes, Promise(form, parts), line=line)
    return put_together(form, [wrap(node, line) for node in results])


def _of_two(theirs: Any, most: Any) -> Any:
    """Return ours for a function of two sets."""

    def function(ar1: Any, ar2: Any, assume_unique: bool = False, **options: Any) -> Any:
        first, second = as_array(ar1), as_array(ar2)
        count = 3 if options.get("return_indices") else 1
        keywords = options | ({"assume_unique": True} if assume_unique else {})
        return _counted(
            theirs, (first, second), keywords, [(None,)] * count, most(first.size, second.size), new_token()
        )

    return implements(theirs)(function)


def _first(a: int, b: int) -> int:
    return a


intersect1d = _of_two(np.intersect1d, min)
setdiff1d = _of_two(np.setdiff1d, _first)
setxor1d = _of_two(np.setxor1d, lambda a, b: a + b)
union1d = _of_two(np.union1d, lambda a, b: a + b)
