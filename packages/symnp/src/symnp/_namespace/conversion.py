"""From what a user hands in to arrays of ours: as NumPy's `array` would make them."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np

from symnp._array.array import Array, build_elementwise, wrap
from symnp._array.convert import captured
from symnp._array.source_line import source_line
from symnp._layout.layout import Layout, new_strides
from symnp._ops import leaf
from symnp._ops.elementwise import astype, elementwise
from symnp._ops.joining import concatenate

Order = Literal["K", "A", "C", "F"] | None


def as_array(a: Any) -> Array:
    """Return an array of ours as it is, and all else captured."""
    return a if isinstance(a, Array) else converted(a, None, None, copy=None)


def converted(a: Any, dtype: Any, order: Order, *, copy: bool | None, ndmax: int = 0) -> Array:
    """Return what `numpy.array` would return, as ours: an array of ours stays what it is where NumPy's would."""
    if isinstance(a, (list, tuple)) and any(isinstance(one, (Array, list, tuple)) for one in a) and _holds_ours(a):
        a = _stacked([as_array(one) for one in a])
        order = order if order in ("C", "F") else "C"
    if isinstance(a, Array):
        return _converted_ours(a, dtype, order, copy)
    line = source_line()
    options: dict[str, Any] = {"ndmax": ndmax} if ndmax else {}
    value = np.array(a, dtype, copy=copy, order=order or "K", **options)
    return wrap(captured(value, line) if value is a else leaf.leaf(value, line), line)


def _stacked(parts: list[Array]) -> Array:
    if len({part.shape for part in parts}) != 1:
        np.array([np.broadcast_to(np.uint8(0), part.shape) for part in parts])  # NumPy says what is wrong with it.
    line = source_line()
    rows = tuple([part._derive(("expand_dims", 0))._read() for part in parts])
    return wrap(concatenate(rows, 0, line=line), line)


def _holds_ours(a: Any) -> bool:
    return any(isinstance(one, Array) or (isinstance(one, (list, tuple)) and _holds_ours(one)) for one in a)


def _converted_ours(a: Array, dtype: Any, order: Order, copy: bool | None) -> Array:
    other_dtype = dtype is not None and np.dtype(dtype) != a.dtype
    flags = a.flags
    other_order = (order == "C" and not flags.c_contiguous) or (order == "F" and not flags.f_contiguous)
    if copy is False and (other_dtype or other_order):
        np.array(np.zeros(1), "i4", copy=False)  # NumPy refuses, in its own words.
    wanted = order or "K"
    if other_dtype:
        return build_elementwise(astype, (a,), {"dtype": np.dtype(dtype), "casting": "unsafe", "order": wanted})
    if a._is_scalar:
        return wrap(elementwise(np.copy, (a._read(),), line=source_line()), source_line())
    return copied(a, wanted) if copy or other_order else a


def copied(a: Array, order: Any) -> Array:
    """Return a copy; it shares the node, and memory is only taken when one of the two changes."""
    line = source_line()
    node = a._read()
    flags = node.layout.dummy.flags
    wanted = ("F" if flags.fnc else "C") if order == "A" else order
    if node.layout.is_root and not node.scalar and flags.writeable and _lies_in(wanted, node.layout):
        return Array(node, line)
    return wrap(elementwise(np.copy, (node,), line=line, order=wanted), line)


def _lies_in(order: str, layout: Layout) -> bool:
    """Whether a copy in this order would have the very strides of the original."""
    flags = layout.dummy.flags
    if order == "K":
        order = "C" if flags.c_contiguous else "F"
    contiguous = flags.c_contiguous if order == "C" else flags.f_contiguous
    return bool(contiguous) and layout.strides == new_strides(layout.shape, layout.dtype, order)


def check_device(device: Any) -> None:
    """Refuse a device that there is not.

    Raises
    ------
    ValueError
        NumPy's own.
    """
    if device not in (None, "cpu"):
        np.empty(0, device=device)
