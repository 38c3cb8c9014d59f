"""Exact comparison: the same dtype, the same shape, the same bytes once every NaN is one NaN."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from monorepo_testing.adversarial.floats import float_format
from monorepo_testing.adversarial.nans import canonical_nan

if TYPE_CHECKING:
    from types import EllipsisType

    from numpy.typing import ArrayLike, NDArray

_SHOWN = 5


def _as_array(x: ArrayLike) -> NDArray[Any]:
    if isinstance(x, np.ma.MaskedArray):
        raise TypeError("got a masked array, whose mask has no bits to compare: compare .filled(...) and .mask apart")
    return np.asarray(x)


def _bytes_of(x: NDArray[Any]) -> NDArray[np.uint8]:
    """Return the meaningful bytes of a plain dtype, shape `(x.size, n)`: padding of long doubles left out."""
    flat = np.ascontiguousarray(x).reshape(-1)
    if x.dtype.kind == "c":
        flat = flat.view(flat.real.dtype)
    itemsize = flat.dtype.itemsize
    raw = np.frombuffer(flat.tobytes(), np.uint8).reshape(flat.size, itemsize)
    if flat.dtype.kind == "f":
        n = float_format(flat.dtype).significant_bytes
        little = flat.dtype.newbyteorder("<") == flat.dtype
        raw = raw[:, :n] if little else raw[:, itemsize - n :]
    return np.ascontiguousarray(raw).reshape(x.size, raw.size // x.size if x.size else 0)


def _same_object(a: Any, b: Any) -> bool:
    if type(a) is not type(b):
        return False
    if isinstance(a, (np.ndarray, np.generic, float, complex)):
        return same_bits(a, b)
    if isinstance(a, (list, tuple)) and isinstance(b, (list, tuple)):
        return len(a) == len(b) and all(map(_same_object, a, b))
    return bool(a is b or a == b)


def _differing(a: NDArray[Any], b: NDArray[Any]) -> NDArray[np.bool_]:
    """Mark the elements of two canonical arrays of one dtype and shape whose bits differ."""
    result = np.zeros(a.shape, np.bool_)
    if a.dtype.names:
        for name in a.dtype.names:
            extra = tuple(range(a.ndim, a[name].ndim))
            result |= _differing(a[name], b[name]).any(axis=extra)
    elif a.dtype.kind in "OT":
        pairs = zip(a.flat, b.flat, strict=True)
        result[...] = np.array([not _same_object(*pair) for pair in pairs], np.bool_).reshape(a.shape)
    else:
        result[...] = (_bytes_of(a) != _bytes_of(b)).any(axis=1).reshape(a.shape)
    return result


def _hex(x: NDArray[Any]) -> str:
    """Write one element as its value and, where bytes say more, its bits with the sign first."""
    shown = repr(x[()])
    if x.dtype.names or x.dtype.kind in "OT":
        return shown
    parts = [x.real, x.imag] if x.dtype.kind == "c" else [x]
    texts = []
    for part in parts:
        raw = _bytes_of(part).tobytes()
        backwards = part.dtype.kind in "iufmM" and part.dtype.newbyteorder("<") == part.dtype
        texts.append("0x" + (raw[::-1] if backwards else raw).hex())
    return f"{shown} ({', '.join(texts)})"


def _describe(a: NDArray[Any], b: NDArray[Any], differing: NDArray[np.bool_]) -> str:
    count = int(differing.sum())
    lines = [f"{count} of {a.size} elements differ ({a.dtype!r}, shape {a.shape}):"]
    for where in np.argwhere(differing)[:_SHOWN]:
        at = tuple(int(i) for i in where)
        # The ellipsis keeps the element an array: a NumPy scalar could lose the payload of a NaN.
        index: tuple[int | EllipsisType, ...] = (*at, ...)
        lines.append(f"  at {at}: actual {_hex(a[index])}, expected {_hex(b[index])}")
    if count > _SHOWN:
        lines.append(f"  and {count - _SHOWN} more")
    return "\n".join(lines)


def _difference(actual: ArrayLike, expected: ArrayLike, *, strides: bool) -> str | None:
    """Say in words how the two differ, or return None."""
    a, b = _as_array(actual), _as_array(expected)
    if a.dtype != b.dtype:
        return f"dtypes differ: actual {a.dtype!r}, expected {b.dtype!r}"
    if a.shape != b.shape:
        return f"shapes differ: actual {a.shape}, expected {b.shape}"
    if strides and a.strides != b.strides:
        return f"strides differ: actual {a.strides}, expected {b.strides} (shape {a.shape}, {a.dtype!r})"
    a, b = canonical_nan(a), canonical_nan(b)
    differing = _differing(a, b)
    return _describe(a, b, differing) if differing.any() else None


def same_bits(a: ArrayLike, b: ArrayLike, *, strides: bool = False) -> bool:
    """Return whether two arrays have the same dtype, shape and bytes, every NaN taken for one NaN.

    The byte order belongs to the dtype, the sign of a zero to the bytes. Bytes that carry nothing (the padding of
    long doubles, the holes of aligned records) do not count. Objects are the same where their types are and their
    values: floats by bits, arrays by this function, sequences item by item, anything else by `==`.

    Parameters
    ----------
    a, b : array_like
        Whatever `numpy.asarray` takes; subclasses are compared as arrays, except masked ones, which are refused.
    strides : bool, default False
        Also compare `.strides`, exactly.

    Returns
    -------
    bool

    Raises
    ------
    TypeError
        If one of them is a masked array.

    Examples
    --------
    >>> same_bits([0.0, float("nan")], [0.0, -float("nan")])
    True
    >>> same_bits([0.0], [-0.0])
    False
    """
    return _difference(a, b, strides=strides) is None


def assert_same_bits(actual: ArrayLike, expected: ArrayLike, *, strides: bool = False, label: str = "") -> None:
    """Raise unless `same_bits` holds, and show where the first differences are.

    Parameters
    ----------
    actual, expected : array_like
        As for `same_bits`.
    strides : bool, default False
        Also compare `.strides`, exactly.
    label : str, optional
        Put before the text of the error: which case this was.

    Raises
    ------
    AssertionError
        If dtypes, shapes, (strides,) or bits differ; the text shows the first five places, with values and hex.
    TypeError
        If one of them is a masked array.

    Examples
    --------
    >>> assert_same_bits([1.0, 0.0], [1.0, -0.0])
    Traceback (most recent call last):
    AssertionError: 1 of 2 elements differ (dtype('float64'), shape (2,)):
      at (1,): actual np.float64(0.0) (0x0000000000000000), expected np.float64(-0.0) (0x8000000000000000)
    """
    difference = _difference(actual, expected, strides=strides)
    if difference is not None:
        raise AssertionError(f"{label}: {difference}" if label else difference)
