"""New memory of a given layout."""

from __future__ import annotations

import numpy as np
from numpy.lib.array_utils import byte_bounds

from symnp._layout.layout import Layout


def compact(layout: Layout) -> np.ndarray:
    """Return a new array with the shape, dtype and order of axes of a layout, without gaps."""
    return np.empty_like(layout.dummy)  # Unlike a transposed new array it owns its memory.


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
    if value.strides == layout.strides or value.size == 0:
        return True
    pairs = zip(value.strides, layout.strides, layout.shape, strict=True)
    return all(own == wanted for own, wanted, n in pairs if n > 1)


def twin(array: np.ndarray, layout: Layout) -> np.ndarray:
    """Return a copy in other memory that lies in it exactly as the original does."""
    copy = empty(layout)
    copy[...] = array
    copy.flags.writeable = array.flags.writeable
    return copy
