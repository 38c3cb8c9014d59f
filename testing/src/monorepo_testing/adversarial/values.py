"""The adversarial scalars of each dtype, by kind."""

from __future__ import annotations

from fractions import Fraction
from itertools import cycle, islice
from math import nan
from typing import TYPE_CHECKING, Any

import numpy as np

from monorepo_testing.adversarial.floats import nans

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import DTypeLike, NDArray

KINDS = ("ordinary", "zeros", "nans", "infinities", "subnormals", "huge", "signalling_nans", "foreign")
"""What a value is adversarial in; `foreign` is what only an object array holds: None, text, a tuple."""

# Signalling NaNs raise floating-point flags wherever they are touched and foreign objects refuse arithmetic, so these
# two kinds come only where a test asks for them.
_MIXED = KINDS[:6]

_TEXT: dict[str, list[str]] = {
    "ordinary": ["a", "abc", "ABC", "nan", " 1 "],
    "zeros": [""],
    "huge": ["zzzzzzzz", "a\0b", "\xe9", "e\u0301", "\U0001f600", "\U0010ffff"],
}
_BYTES: dict[str, list[bytes]] = {
    "ordinary": [b"a", b"abc", b"ABC", b"nan", b" 1 "],
    "zeros": [b""],
    "huge": [b"zzzzzzzz", b"a\0b", b"\xff\xfe", b"\x80"],
}
_OBJECTS: dict[str, list[object]] = {
    "ordinary": [1, 2.5, Fraction(1, 3), -7, True],
    "zeros": [0, 0.0, -0.0, False],
    "nans": [nan],
    "infinities": [float("inf"), -float("inf")],
    "subnormals": [5e-324, Fraction(1, 10**400)],
    "huge": [2**63, -(2**64), 10**400, 1.7976931348623157e308],
    "foreign": [None, "text", b"bytes", (1, 2)],
}
_BOOLS: dict[str, list[bool]] = {"ordinary": [True], "zeros": [False]}


def _floats(dtype: np.dtype[Any], kind: str) -> NDArray[Any]:
    if kind in {"nans", "signalling_nans"}:
        return nans(dtype, quiet=kind == "nans")
    native = dtype.newbyteorder("=").type
    info = np.finfo(native)
    one, two = native(1), native(2)
    table: dict[str, list[Any]] = {
        "ordinary": [1.0, -2.5, 3.0, 0.5, 7.25, one + info.eps, one / native(3)],
        "zeros": [0.0, -0.0],
        "infinities": [np.inf, -np.inf],
        "subnormals": [
            info.smallest_subnormal,
            -info.smallest_subnormal,
            np.nextafter(info.tiny, native(0)),
            info.tiny,
        ],
        "huge": [info.max, -info.max, two * np.sqrt(info.max), two / info.eps + one],
    }
    return np.array(table.get(kind, []), dtype)


def _complexes(dtype: np.dtype[Any], kind: str) -> NDArray[Any]:
    part = np.empty(0, dtype).real.dtype
    special, ordinary = _floats(part, kind), _floats(part, "ordinary")
    plain = np.resize(ordinary, special.shape)
    other = special[::-1]  # +0 beside -0, +inf beside -inf, one payload beside another.
    result = np.empty(4 * special.size, dtype)
    result.real = np.concatenate([special, plain, special, special])
    result.imag = np.concatenate([plain, special, special, other])
    return result


def _integers(dtype: np.dtype[Any], kind: str) -> NDArray[Any]:
    info = np.iinfo(dtype)
    signed = [-1, -2, -100] if dtype.kind == "i" else []
    table: dict[str, list[int]] = {
        "ordinary": [1, 2, 3, 7, 100, *signed],
        "zeros": [0],
        "huge": [int(info.max), int(info.min), int(info.max) - 1, int(info.min) + 1, 1 << (info.bits // 2)],
    }
    return np.array(table.get(kind, []), dtype)


def _times(dtype: np.dtype[Any], kind: str) -> NDArray[Any]:
    limit = 2**63 - 1
    table = {"ordinary": [1, -1, 18262, 86400], "zeros": [0], "nans": [-limit - 1], "huge": [limit, -limit]}
    return np.array(table.get(kind, []), np.int64).view(np.dtype(dtype).newbyteorder("=")).astype(dtype)


def _from_list(items: Iterable[object], dtype: np.dtype[Any]) -> NDArray[Any]:
    listed = list(items)
    result = np.empty(len(listed), dtype)
    for position, item in enumerate(listed):
        result[position] = item
    return result


def _records(dtype: np.dtype[Any], kind: str) -> NDArray[Any]:
    """Give each field its own values of the kind, cycled; a field that has none keeps ordinary ones."""
    names: tuple[str, ...] = dtype.names or ()
    columns = {name: values(dtype[name].base, kind=kind) for name in names}
    result = np.zeros(max((column.size for column in columns.values()), default=0), dtype)
    for name, column in columns.items():
        source = column if column.size else values(dtype[name].base, kind="ordinary")
        field = result[name]
        order = np.fromiter(islice(cycle(range(source.size)), field.size), np.intp, field.size)
        field[...] = source[order].reshape(field.shape)
    return result


def values(dtype: DTypeLike, *, kind: str | None = None) -> NDArray[Any]:
    """Return the adversarial scalars of a dtype, in a fixed order, as a fresh array.

    An array and no list of scalars, because the payload and the signalling bit of a NaN live in an array's bytes
    and are lost where a Python float is made of them.

    Parameters
    ----------
    dtype : dtype-like
        Any dtype but a variable-width string or an unstructured void.
    kind : str, optional
        One of `KINDS`. By default all but `signalling_nans` and `foreign`, ordinary values first.

    Returns
    -------
    ndarray, shape (n,)
        Empty where the dtype has no value of that kind.

    Raises
    ------
    ValueError
        If `kind` is none of `KINDS`.
    TypeError
        If no values are known for the dtype.

    Examples
    --------
    >>> values("f4", kind="zeros")
    array([ 0., -0.], dtype=float32)
    >>> values("i1", kind="infinities").size
    0
    """
    wanted = np.dtype(dtype)
    if kind is None:
        return np.concatenate([values(wanted, kind=each) for each in _MIXED]).astype(wanted, copy=False)
    if kind not in KINDS:
        raise ValueError(f"kind is {kind!r}: want one of {KINDS}")
    if wanted.names:
        return _records(wanted, kind)
    if wanted.kind in _TABLES:
        return _from_list(_TABLES[wanted.kind].get(kind, []), wanted)
    if wanted.kind in _MAKERS:
        return _MAKERS[wanted.kind](wanted, kind)
    raise TypeError(f"dtype is {wanted!r}: no adversarial values are known for it; give an array of your own")


_TABLES: dict[str, dict[str, Any]] = {"U": _TEXT, "S": _BYTES, "O": _OBJECTS, "b": _BOOLS}
_MAKERS = {"i": _integers, "u": _integers, "f": _floats, "c": _complexes, "M": _times, "m": _times}
