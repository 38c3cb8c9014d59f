"""Values that keep what was promised of them."""

from __future__ import annotations

from typing import Any

import numpy as np

from symnp._layout.layout import Layout
from symnp._layout.memory import compact, empty, has_strides_of


def conform(value: Any, layout: Layout) -> Any:
    """Return the value as it is, or copied where its strides are not the layout's.

    Raises
    ------
    AssertionError
        If NumPy's result is not what inference promised: a fault of symnp, which must not pass as a silent cast.
    """
    if layout.unknown is not None:
        return _bounded(value, layout)
    if isinstance(value, np.generic) and value.dtype.kind == layout.dtype.kind in "US":
        return value  # A text taken out of an array is as long as its content.
    if isinstance(value, (np.ndarray, np.generic)) and (value.shape != layout.shape or value.dtype != layout.dtype):
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
    if owns and (
        value.strides == layout.strides or _ranks(value.strides, value.shape) == _ranks(layout.strides, value.shape)
    ):
        return value
    if layout.unknown is not None:
        return value.copy(order="K")
    buffer = compact(layout)
    buffer[...] = value
    return buffer


def _ranks(strides: tuple[int, ...], shape: tuple[int, ...]) -> list[int]:
    """Return the axes that matter, outermost first."""
    return sorted((axis for axis, n in enumerate(shape) if n > 1), key=lambda axis: abs(strides[axis]), reverse=True)
