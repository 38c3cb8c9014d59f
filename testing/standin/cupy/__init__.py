"""A stand-in for CuPy on machines without a GPU: NumPy computes, CuPy's rules decide what is allowed.

Development only. See the README beside this folder for what it models and what it does not.
"""

from __future__ import annotations

import builtins as _builtins  # The functions below shadow all and any.
from typing import Any

import numpy as _np

from cupy import _functions, _snapshot
from cupy._dtypes import check_dtype as _check_dtype
from cupy._ndarray import ndarray
from cupy._ndarray import wrap as _wrap
from cupy._transfer import is_operand as _is_operand
from cupy._transfer import unwrap as _unwrap
from cupy._ufunc import ufunc

__version__ = _snapshot.table()["version"]
is_stand_in = True


def array(
    obj: Any, dtype: Any = None, copy: bool = True, order: str = "K", subok: bool = False, ndmin: int = 0, *,
    blocking: bool = False,
) -> ndarray:  # fmt: skip
    """Make a device array, from host data too."""
    if dtype is not None:
        dtype = _check_dtype(dtype)
    host = _np.array(_unwrap(obj), dtype=dtype, copy=copy or None, order=order, ndmin=ndmin)  # type: ignore[call-overload]
    if host is _unwrap(obj) and not isinstance(obj, ndarray):
        host = host.copy()  # From the host there is no way without a copy.
    return obj if isinstance(obj, ndarray) and host is obj._host else ndarray._of(host)


def asarray(
    a: Any, dtype: Any = None, order: Any = None, *, copy: Any = None, blocking: bool = False
) -> ndarray:  # fmt: skip
    """Make a device array of what is none yet."""
    return array(a, dtype, bool(copy), order or "K")


asanyarray = asarray


def _require_device(a: Any) -> None:
    if not isinstance(a, ndarray):
        raise TypeError(f"Argument 'a' has incorrect type: {type(a)} is no device array")


def ascontiguousarray(a: Any, dtype: Any = None) -> ndarray:
    """Make a device array in C order, of a device array alone."""
    _require_device(a)
    return array(a, dtype, False, "C", ndmin=1)


def asfortranarray(a: Any, dtype: Any = None) -> ndarray:
    """Make a device array in Fortran order, of a device array alone."""
    _require_device(a)
    return array(a, dtype, False, "F")


def asnumpy(a: Any, stream: Any = None, order: str = "C", out: Any = None, *, blocking: bool = True) -> _np.ndarray:
    """Copy to the host."""
    return a.get(order=order, out=out) if isinstance(a, ndarray) else _np.asarray(a, order=order)  # type: ignore[call-overload]


def get_array_module(*args: Any) -> Any:
    """Return this module if an argument is a device array, else NumPy."""
    import cupy

    return cupy if _builtins.any(isinstance(arg, ndarray) for arg in args) else _np


def is_available() -> bool:
    """Whether there is a device; there is none."""
    return False


def where(condition: Any, x: Any = None, y: Any = None) -> Any:
    """Choose between x and y, or find what is true."""
    if (x is None) is not (y is None):
        raise ValueError("Must provide both 'x' and 'y' or neither.")
    for value in (condition, x, y):
        if value is not None and not _is_operand(value):
            raise TypeError(f"Unsupported type {type(value)}")
    given = [_unwrap(value) for value in (condition, x, y) if value is not None]
    return _wrap(_np.where(*given))


def take(a: ndarray, indices: Any, axis: Any = None, out: Any = None) -> ndarray:
    """Take elements; indices may come from the host, and those beyond the end wrap around."""
    return a.take(indices, axis, out)


def concatenate(tup: Any, axis: Any = 0, out: Any = None, *, dtype: Any = None, casting: str = "same_kind") -> ndarray:
    """Join device arrays along an axis."""
    parts = list(tup)
    if not _builtins.all(isinstance(part, ndarray) for part in parts):
        raise TypeError("Only cupy arrays can be concatenated")
    joined = _np.concatenate([part._host for part in parts], axis, _unwrap(out), dtype=dtype, casting=casting)  # type: ignore[call-overload]
    return out if out is not None else ndarray._of(joined)


for _name in _snapshot.names("cupy", "ufunc"):
    if isinstance(getattr(_np, _name, None), _np.ufunc):
        globals()[_name] = ufunc(getattr(_np, _name), _name)
    elif callable(getattr(_np, _name, None)):  # On the device it is a ufunc, in NumPy a function.
        globals()[_name] = _functions.make("cupy", _name, getattr(_np, _name))
_functions.fill("cupy", _np, globals())
for _name in _snapshot.names("cupy", "class", "constant"):
    if _name not in globals() and hasattr(_np, _name):
        globals()[_name] = getattr(_np, _name)

from cupy import cuda, fft, linalg, random

__all__ = ["asnumpy", "cuda", "fft", "get_array_module", "is_available", "linalg", "ndarray", "random", "ufunc"]
