"""Norms of vectors and of matrices, in one pass over the chunks; those that need singular values take them.

References
----------
N. J. Higham, "Accuracy and stability of numerical algorithms", 2nd edition, chapter 6; section 27.8 on norms that overflow.
"""

from __future__ import annotations

from functools import partial
from math import prod
from typing import Any

import dask.array as da
import numpy as np
from numpy.lib.array_utils import normalize_axis_index

from dask_linalg.algorithms.svd import singular_values
from dask_linalg.checks import any_array, matrix
from dask_linalg.schedule.blas_threads import one_blas_thread
from dask_linalg.tiles.collection import meta_like, moved, without_dimensions
from dask_linalg.tiles.namespace import namespace

Axes = tuple[int, ...]
Order = float | str | None
_EMPTY = "zero-size array to reduction operation minimum which has no identity"


def numbers(x: Any) -> da.Array:
    """Return an argument as an array of which norms can be taken: whole numbers and truth values become float64."""
    array = any_array(x)
    return array if array.dtype.kind in "fcO" else array.astype(np.float64)


def norm_along(x: da.Array, order: Order, axis: Any, keepdims: bool) -> da.Array:
    """Return norms of vectors along one dimension, or of matrices along two, see `numpy.linalg.norm`.

    Parameters
    ----------
    x : dask.array.Array
        Numbers that are not whole, see `numbers`.
    order : float, str or None
        Which norm.
    axis : int, tuple of int or None
        The dimensions; without them `x` is one vector or matrix, or for the order None anything.
    keepdims : bool
        Whether these dimensions stay, with size one.

    Returns
    -------
    dask.array.Array
        The norms.

    Raises
    ------
    TypeError
        If the axis is no number and no tuple of numbers.
    ValueError
        If there is no such norm.
    """
    is_plain = order is None or (order in ("f", "fro") and x.ndim == 2) or (order == 2 and x.ndim == 1)
    if axis is None and is_plain:
        return norm_of_vectors(x, None, tuple(range(x.ndim)), keepdims)
    axes = tuple(normalize_axis_index(i, x.ndim) for i in _as_tuple(axis, x.ndim))
    if len(axes) == 1:
        return norm_of_vectors(x, order, axes, keepdims)
    if len(axes) != 2:
        raise ValueError(
            f"Improper number of dimensions to norm: {len(axes)}; it is of vectors or matrices, so that axis is a number or two"
        )
    if axes[0] == axes[1]:
        raise ValueError("Duplicate axes given.")
    return _norm_of_matrices(x, order, axes, keepdims)


def norm_of_vectors(x: da.Array, order: Order, axes: Axes, keepdims: bool) -> da.Array:
    """Return norms of the vectors whose elements lie along some dimensions; see `norm_along`.

    Parameters
    ----------
    x : dask.array.Array
        Numbers that are not whole.
    order : float or None
        Which norm; None stands for two.
    axes : tuple of int
        The dimensions; without any each element is a vector.
    keepdims : bool
        Whether these dimensions stay.

    Returns
    -------
    dask.array.Array
        The norms.

    Raises
    ------
    ValueError
        If the order is none of a vector, or the smallest of no elements is asked for.
    """
    if isinstance(order, str):
        raise ValueError(f"Invalid norm order '{order}' for vectors")  # noqa: TRY004 - as NumPy does
    if not axes:
        return norm_of_vectors(x[None], order, (0,), False)
    if order == np.inf:
        return _largest(abs(x), axes, keepdims)
    if order == -np.inf:
        return _smallest(abs(x), axes, keepdims)
    if order == 0:
        return (x != 0).astype(x.real.dtype).sum(axis=axes, keepdims=keepdims)
    if order == 1:
        return abs(x).sum(axis=axes, keepdims=keepdims)
    if order is None or order == 2:
        return _reduced(_sum_of_squares, _root_of_total, x, axes, keepdims)
    exponent = float(order)
    return _reduced(
        partial(_sum_of_powers, exponent=exponent), partial(_power_of_total, exponent=exponent), x, axes, keepdims
    )


def norm_without_overflow(x: da.Array) -> da.Array:
    """Return the Euclidean norm of a vector, whose squares may be too large or too small for its dtype."""
    return _reduced(_scaled_norm, _scaled_norm, x, (0,), False)


def _as_tuple(axis: Any, ndim: int) -> Axes:
    if axis is None:
        return tuple(range(ndim))
    if isinstance(axis, tuple):
        return axis
    try:
        return (int(axis),)
    except Exception as error:
        raise TypeError("'axis' must be None, an integer or a tuple of integers") from error


def _norm_of_matrices(x: da.Array, order: Order, axes: Axes, keepdims: bool) -> da.Array:
    rows, columns = axes
    if order in (2, -2, "nuc"):
        return _norm_of_singular_values(x, order, axes, keepdims)
    if order in (None, "fro", "f"):
        return norm_of_vectors(x, None, axes, keepdims)
    if order not in (1, -1, np.inf, -np.inf):
        raise ValueError(
            f"Invalid norm order {order!r} for matrices; wanted is one of None, 'fro', 'nuc', 1, -1, 2, -2, inf and -inf"
        )
    summed, taken = (rows, columns) if order in (1, -1) else (columns, rows)
    sums = abs(x).sum(axis=summed, keepdims=True)
    found = (_largest if order in (1, np.inf) else _smallest)(sums, (taken,), True)
    return found if keepdims else without_dimensions(found, axes)


def _norm_of_singular_values(x: da.Array, order: Order, axes: Axes, keepdims: bool) -> da.Array:
    values = singular_values(matrix(moved(x, axes, (-2, -1)), "norm"))
    found = _of_values(order, values, (values.ndim - 1,))
    return found[tuple(None if i in axes else slice(None) for i in range(x.ndim))] if keepdims else found


def _of_values(order: Order, values: da.Array, last: Axes) -> da.Array:
    if order == "nuc":
        return values.sum(axis=last)
    return (_largest if order == 2 else _smallest)(values, last, False)


def _largest(x: da.Array, axes: Axes, keepdims: bool) -> da.Array:
    """Return the largest of numbers that are not negative: of none it is zero."""
    if prod(x.shape[i] for i in axes) == 0:
        return x.sum(axis=axes, keepdims=keepdims)
    return _extreme("max", x, axes, keepdims)


def _smallest(x: da.Array, axes: Axes, keepdims: bool) -> da.Array:
    if prod(x.shape[i] for i in axes) == 0:
        if prod(n for i, n in enumerate(x.shape) if i not in axes):
            raise ValueError(_EMPTY)
        return x.sum(axis=axes, keepdims=keepdims)
    return _extreme("min", x, axes, keepdims)


def _extreme(which: str, x: da.Array, axes: Axes, keepdims: bool) -> da.Array:
    """Return the smallest or the largest, which Dask does not find beside chunks without elements."""
    filled = {i: tuple(n for n in sizes if n != 0) or (0,) for i, sizes in enumerate(x.chunks) if 0 in sizes}
    found = getattr(x.rechunk(filled) if filled else x, which)(axis=axes, keepdims=True)
    found = found.rechunk({i: x.chunks[i] for i in filled if i not in axes}) if filled else found
    return found if keepdims else without_dimensions(found, axes)


def _reduced(chunk: Any, aggregate: Any, x: da.Array, axes: Axes, keepdims: bool) -> da.Array:
    dtype, ndim = x.real.dtype, x.ndim if keepdims else x.ndim - len(axes)
    meta = meta_like(x, dtype, ndim)
    combine = _scaled_norm if chunk is _scaled_norm else _total
    return da.reduction(x, chunk, aggregate, combine=combine, axis=axes, keepdims=keepdims, dtype=dtype, meta=meta)


def _sum_of_squares(block: Any, axis: Axes, keepdims: bool) -> Any:
    if len(axis) < block.ndim or block.dtype.kind == "O":
        return (block.conj() * block).real.sum(axis=axis, keepdims=keepdims)
    return _shaped(_squares(block), block, keepdims)


def _total(sums: Any, axis: Axes, keepdims: bool) -> Any:
    return sums.sum(axis=axis, keepdims=keepdims)


def _root_of_total(sums: Any, axis: Axes, keepdims: bool) -> Any:
    return np.sqrt(_total(sums, axis, keepdims))


def _sum_of_powers(block: Any, axis: Axes, keepdims: bool, exponent: float) -> Any:
    return (abs(block) ** exponent).sum(axis=axis, keepdims=keepdims)


def _power_of_total(sums: Any, axis: Axes, keepdims: bool, exponent: float) -> Any:
    total = _total(sums, axis, keepdims)
    return total ** float(np.reciprocal(exponent, dtype=total.dtype))


def _scaled_norm(block: Any, axis: Axes, keepdims: bool) -> Any:
    """Return the norm of all elements, divided by the largest of them first if their squares leave the range of the dtype."""
    limits, library = np.finfo(block.dtype), namespace(block)
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        norm = _squares(block) ** 0.5
        if not float(limits.tiny / limits.eps) ** 0.5 < float(norm) < np.inf:
            largest = abs(block).max() if block.size else norm
            if largest > 0 and library.isfinite(largest):
                parts = [block.real, block.imag] if block.dtype.kind == "c" else [block]
                norm = largest * sum(_squares(part / largest) for part in parts) ** 0.5
            else:
                norm = largest
    return _shaped(norm, block, keepdims)


def _squares(block: Any) -> Any:
    """Return the sum of the squares of all elements, for which nothing as large as the block is stored."""
    elements = block.ravel(order="K")
    with one_blas_thread():
        return namespace(block).vdot(elements, elements).real


def _shaped(value: Any, block: Any, keepdims: bool) -> Any:
    shaped = namespace(block).asarray(value, dtype=block.real.dtype)
    return shaped.reshape((1,) * block.ndim) if keepdims else shaped
