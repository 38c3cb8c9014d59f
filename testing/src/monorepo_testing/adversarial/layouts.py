"""Memory layouts: the same values with other strides, another alignment, other flags."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import EllipsisType

    from numpy.typing import NDArray

    Index = tuple[slice | EllipsisType, ...]

# What lies between the elements of a strided array: a plain number that a reader who strays shows at once.
_FILLER = 85


class Layout(NamedTuple):
    """What a layout is known by: where the elements lie and what may be done with them."""

    strides: tuple[int, ...]
    c_contiguous: bool
    f_contiguous: bool
    aligned: bool
    writeable: bool
    owns_data: bool


def layout_of(x: NDArray[Any]) -> Layout:
    """Return the strides and flags of an array."""
    flags = x.flags
    return Layout(x.strides, flags.c_contiguous, flags.f_contiguous, flags.aligned, flags.writeable, flags.owndata)


def _filled(shape: tuple[int, ...], dtype: np.dtype[Any]) -> NDArray[Any]:
    return np.zeros(shape, dtype) if dtype.hasobject else np.full(shape, _FILLER, dtype)


def _c(x: NDArray[Any]) -> NDArray[Any]:
    return np.array(x, order="C", copy=True)


def _view(x: NDArray[Any]) -> NDArray[Any]:
    return _c(x)[...]


def _fortran(x: NDArray[Any]) -> NDArray[Any]:
    return np.array(x, order="F", copy=True)


def _rolled(x: NDArray[Any]) -> NDArray[Any]:
    """Put the first axis last in memory; from three axes on this is neither C nor F order."""
    if x.ndim < 2:
        return _c(x)
    return np.moveaxis(_c(np.moveaxis(x, 0, -1)), -1, 0)


def _reversed(x: NDArray[Any]) -> NDArray[Any]:
    backwards = (slice(None, None, -1),) * x.ndim
    return _c(x[backwards])[backwards] if x.ndim else _c(x)


def _reversed_last(x: NDArray[Any]) -> NDArray[Any]:
    return _c(x[..., ::-1])[..., ::-1] if x.ndim else _c(x)


def _place(x: NDArray[Any], shape: tuple[int, ...], window: tuple[slice, ...]) -> NDArray[Any]:
    if x.ndim == 0:
        return _c(x)
    index: Index = (*window, ...)
    result: NDArray[Any] = _filled(shape, x.dtype)[index]
    result[...] = x
    return result


def _stepped(x: NDArray[Any]) -> NDArray[Any]:
    return _place(x, tuple(2 * n + 1 for n in x.shape), tuple(slice(1, 2 * n + 1, 2) for n in x.shape))


def _window(x: NDArray[Any]) -> NDArray[Any]:
    return _place(x, tuple(n + 3 for n in x.shape), tuple(slice(1, n + 1) for n in x.shape))


def _read_only(x: NDArray[Any]) -> NDArray[Any]:
    result = _c(x)
    result.flags.writeable = False
    return result


def _unaligned(x: NDArray[Any]) -> NDArray[Any]:
    """Start at an address that no alignment above one byte divides; objects cannot live there."""
    if x.dtype.hasobject:
        return _c(x)
    buffer = np.zeros(x.nbytes + 2, np.uint8)
    offset = 1 + buffer.ctypes.data % 2
    result: NDArray[Any] = np.ndarray(x.shape, x.dtype, buffer, offset)
    result[...] = x
    return result


def _record_field(x: NDArray[Any]) -> NDArray[Any]:
    """Make the elements a field of packed records: the stride is no multiple of the item size."""
    record = np.dtype([("before", "u1"), ("x", x.dtype)], align=x.dtype.hasobject)
    result: NDArray[Any] = np.zeros(x.shape, record)["x"]
    result[...] = x
    return result


LAYOUTS: Mapping[str, Callable[[NDArray[Any]], NDArray[Any]]] = MappingProxyType(
    {
        "c": _c,
        "view": _view,
        "fortran": _fortran,
        "rolled": _rolled,
        "reversed": _reversed,
        "reversed_last": _reversed_last,
        "stepped": _stepped,
        "window": _window,
        "read_only": _read_only,
        "unaligned": _unaligned,
        "record_field": _record_field,
    }
)
"""Transformations that keep dtype, shape and every bit, and give fresh memory in another layout.

Each is total: where it has nothing to alter (Fortran order of one axis, alignment of bytes), the result is laid
out as by `c`. `altering` says which ones show.
"""


def _repeated(x: NDArray[Any], first: tuple[slice, ...]) -> NDArray[Any]:
    index: Index = (*first, ...)
    return np.broadcast_to(_c(x[index]), x.shape)


def _rows(x: NDArray[Any]) -> NDArray[Any]:
    return _repeated(x, (slice(0, 1),) if x.ndim else ())


def _columns(x: NDArray[Any]) -> NDArray[Any]:
    return _repeated(x, (slice(None),) * (x.ndim - 1) + (slice(0, 1),) if x.ndim else ())


def _everything(x: NDArray[Any]) -> NDArray[Any]:
    return _repeated(x, (slice(0, 1),) * x.ndim)


STRETCHES: Mapping[str, Callable[[NDArray[Any]], NDArray[Any]]] = MappingProxyType(
    {"rows_repeated": _rows, "columns_repeated": _columns, "all_repeated": _everything}
)
"""Broadcasts: read-only arrays of the same shape with strides of zero, that repeat the first row, column or element.

They do not keep the values: a broadcast holds fewer of them.
"""


def altering(x: NDArray[Any]) -> list[str]:
    """Return the names in `LAYOUTS` that lay this array out otherwise than `c` does, `c` itself first.

    Examples
    --------
    >>> altering(np.zeros((), "i1"))
    ['c', 'view', 'read_only', 'unaligned', 'record_field']
    """
    plain = layout_of(_c(x))
    return ["c", *(name for name, lay in LAYOUTS.items() if layout_of(lay(x)) != plain)]
