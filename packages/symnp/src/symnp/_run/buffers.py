"""Buffers of a given layout."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.lib.array_utils import byte_bounds

from symnp._layout.layout import Layout


def compact(layout: Layout) -> np.ndarray:
    """Return a new array with the shape, dtype and order of axes of a layout, without gaps."""
    order = sorted(range(len(layout.shape)), key=lambda axis: abs(layout.strides[axis]), reverse=True)
    buffer = np.empty([layout.shape[axis] for axis in order], layout.dtype)
    return buffer.transpose(np.argsort(order)) if order else buffer


def empty(layout: Layout) -> np.ndarray:
    """Return a new array with the very strides of a layout: its elements lie as far apart as NumPy's would.

    The memory between them is reserved but not touched.
    """
    buffer = compact(layout)
    return buffer if has_strides_of(buffer, layout) else _with_gaps(layout)


def _with_gaps(layout: Layout) -> np.ndarray:
    low, high = byte_bounds(layout.dummy)
    start = layout.dummy.__array_interface__["data"][0] - low
    return np.ndarray(layout.shape, layout.dtype, np.empty(high - low, np.uint8), start, layout.strides)


def has_strides_of(value: np.ndarray, layout: Layout) -> bool:
    """Whether an array's strides are the layout's, axes of one element aside."""
    pairs = zip(value.strides, layout.strides, layout.shape, strict=True)
    return value.size == 0 or all(own == wanted for own, wanted, n in pairs if n > 1)


def conform(value: Any, layout: Layout) -> Any:
    """Return the value as it is, or copied where its strides are not the layout's.

    Raises
    ------
    AssertionError
        If NumPy's result is not what inference promised: a fault of symnp, which must not pass as a silent cast.
    """
    if layout.unknown is not None:
        return _bounded(value, layout)
    if isinstance(value, (np.ndarray, np.generic)) and (value.shape, value.dtype) != (layout.shape, layout.dtype):
        raise AssertionError(
            f"symnp promised shape {layout.shape} and dtype {layout.dtype}, NumPy computed {value.shape} and "
            f"{value.dtype}; please report this"
        )
    if not isinstance(value, np.ndarray) or has_strides_of(value, layout):
        return value
    buffer = empty(layout)
    buffer[...] = value
    return buffer


def _bounded(value: Any, layout: Layout) -> Any:
    """Return a value some of whose lengths were not known before: they have an upper bound."""
    fits = len(value.shape) == len(layout.shape) and all(
        n <= most for n, most in zip(value.shape, layout.shape, strict=True)
    )
    if not fits or value.dtype != layout.dtype:
        raise AssertionError(
            f"symnp promised at most shape {layout.shape} and dtype {layout.dtype}, NumPy computed {value.shape} and "
            f"{value.dtype}; please report this"
        )
    return value


def handed_over(value: Any, layout: Layout, *, shared: bool) -> Any:
    """Return an array of one's own: what NumPy's ``copy(order="K")`` of an array of this layout would be."""
    if not isinstance(value, np.ndarray):
        return value
    owns = not shared and value.base is None and value.flags.writeable
    if owns and _ranks(value.strides, value.shape) == _ranks(layout.strides, value.shape):
        return value
    if layout.unknown is not None:
        return value.copy(order="K")
    buffer = compact(layout)
    buffer[...] = value
    return buffer


def _ranks(strides: tuple[int, ...], shape: tuple[int, ...]) -> list[int]:
    """Return the axes that matter, outermost first."""
    return sorted((axis for axis, n in enumerate(shape) if n > 1), key=lambda axis: abs(strides[axis]), reverse=True)
