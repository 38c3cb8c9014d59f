"""Functions that look at their operand instead of copying it."""

from __future__ import annotations

from typing import Any

import numpy as np

from symnp._array.array import Array
from symnp._array.protocols import implements
from symnp._namespace.conversion import as_array
from symnp._namespace.manipulation import broadcast_to
from symnp._namespace.opaque import build_call

_NUMBERS = (complex, float, int, np.generic)


@implements(np.real)
def real(val: Any) -> Any:
    return np.real(val) if issubclass(type(val), _NUMBERS) else as_array(val).real


@implements(np.imag)
def imag(val: Any) -> Any:
    return np.imag(val) if issubclass(type(val), _NUMBERS) else as_array(val).imag


@implements(np.diagonal)
def diagonal(a: Any, offset: int = 0, axis1: int = 0, axis2: int = 1) -> Array:
    return as_array(a)._derive(("diagonal", (offset, axis1, axis2)))


@implements(np.linalg.diagonal)
def linalg_diagonal(x: Any, /, *, offset: int = 0) -> Array:
    return diagonal(x, offset, -2, -1)


@implements(np.diag)
def diag(v: Any, k: int = 0) -> Array:
    array = as_array(v)
    return diagonal(array, k) if array.ndim == 2 else build_call(np.diag, (array, k), {})


@implements(np.round, np.around)
def round(a: Any, decimals: Any = 0, out: Any = None) -> Any:
    array = as_array(a)
    one = np.zeros(1, array.dtype)
    if out is None and array.dtype.kind in "iu" and np.round(one, decimals) is one:
        return array if array.ndim else array[()]  # Older versions of NumPy give integers back as they are.
    return build_call(np.round, (array, decimals), {} if out is None else {"out": out})


@implements(np.broadcast_arrays)
def broadcast_arrays(*args: Any, subok: bool = False) -> tuple[Array, ...]:
    arrays = [as_array(a) for a in args]
    shape = np.broadcast_shapes(*[a.shape for a in arrays])
    return tuple(a if a.shape == shape else broadcast_to(a, shape) for a in arrays)


@implements(np.einsum)
def einsum(*operands: Any, out: Any = None, optimize: Any = False, **options: Any) -> Any:
    if len(operands) == 2 and isinstance(operands[0], str) and out is None and _is_view(operands[0]):
        return as_array(operands[1])._derive(("einsum", operands[0]))
    if len(operands) == 3 and isinstance(operands[1], list) and out is None and _only_arranges(*operands[1:]):
        return as_array(operands[0])._derive(("einsum", (tuple(operands[1]), tuple(operands[2]))))
    settings = options | {"optimize": optimize} if optimize is not False else options
    return build_call(np.einsum, operands, settings | {"out": out})


def _only_arranges(before: Any, after: Any) -> bool:
    return isinstance(after, list) and set(before) == set(after)


def _is_view(subscripts: str) -> bool:
    """Whether nothing is multiplied or summed: the axes are only arranged, or diagonals taken."""
    before, arrow, after = subscripts.replace(" ", "").partition("->")
    return bool(arrow) and "," not in before and set(before) == set(after)


@implements(np.lib.stride_tricks.sliding_window_view)
def sliding_window_view(
    x: Any, window_shape: Any, axis: Any = None, *, subok: bool = False, writeable: bool = False
) -> Array:
    array = as_array(x)
    shown = np.lib.stride_tricks.sliding_window_view(array._layout.dummy, window_shape, axis, writeable=writeable)
    return array._derive(("as_strided", (shown.shape, shown.strides, shown.flags.writeable)))


@implements(np.linalg.matrix_transpose)
def linalg_matrix_transpose(x: Any, /) -> Any:
    return np.matrix_transpose(as_array(x))
