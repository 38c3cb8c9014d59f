"""Ufuncs: device arrays and scalars in, device arrays out, and few of NumPy's methods."""

from __future__ import annotations

from typing import Any

import numpy as np

from cupy._dtypes import check_dtype
from cupy._ndarray import wrap
from cupy._transfer import is_device, is_operand, refuse_host_array, unwrap

_KEYWORDS = {"out", "dtype", "casting"}
_REDUCES = {"add", "multiply"}
_ATS = {"add", "subtract", "maximum", "minimum", "bitwise_and", "bitwise_or", "bitwise_xor"}


class ufunc:  # noqa: N801
    """A universal function of the device."""

    def __init__(self, numpys: Any, name: str) -> None:
        self._numpys = numpys
        self.name = self.__name__ = name
        self.nin, self.nout, self.nargs = numpys.nin, numpys.nout, numpys.nargs
        self.types = [pair for pair in numpys.types if not set(pair) & set("OMmSUVgG")]

    def __repr__(self) -> str:
        return f"<ufunc 'cupy_{self.name}'>"

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        unknown = set(kwargs) - _KEYWORDS
        if unknown:
            raise TypeError(f"Wrong arguments {sorted(unknown)}")
        for arg in [*args, kwargs.get("out")]:
            if arg is not None and not is_operand(arg):
                raise TypeError(f"Unsupported type {type(arg)}")
        if kwargs.get("dtype") is not None:
            kwargs["dtype"] = check_dtype(kwargs["dtype"])
        with np.errstate(all="ignore"):  # The device raises no floating-point warnings.
            result = self._numpys(
                *[unwrap(arg) for arg in args], **{key: unwrap(value) for key, value in kwargs.items()}
            )
        out = kwargs.get("out")
        if out is not None:
            return out
        return args[self.nin] if len(args) > self.nin and is_device(args[self.nin]) else wrap(result)

    def reduce(self, array: Any, axis: Any = 0, dtype: Any = None, out: Any = None, keepdims: bool = False) -> Any:
        """Reduce along an axis; the device can do that for add and multiply alone."""
        if self.name not in _REDUCES:
            raise NotImplementedError(f"`{self.name}.reduce` is not supported yet")
        if isinstance(array, np.ndarray):  # The real one calls the array's own sum or prod.
            return self._numpys.reduce(array, axis=axis, dtype=dtype, keepdims=keepdims)
        return wrap(self._numpys.reduce(unwrap(array), axis=axis, dtype=dtype, out=unwrap(out), keepdims=keepdims))

    def accumulate(self, array: Any, axis: int = 0, dtype: Any = None, out: Any = None) -> Any:
        """Accumulate along an axis; the device can do that for add and multiply alone."""
        if self.name not in _REDUCES:
            raise NotImplementedError(f"`{self.name}.accumulate` is not supported yet")
        refuse_host_array(array)
        return wrap(self._numpys.accumulate(unwrap(array), axis=axis, dtype=dtype, out=unwrap(out)))

    def reduceat(self, array: Any, indices: Any, axis: int = 0, dtype: Any = None, out: Any = None) -> Any:
        """Reduce from index to index; the device can do that for add alone."""
        if self.name != "add":
            raise NotImplementedError(f"`{self.name}.reduceat` is not supported yet")
        refuse_host_array(array)
        return wrap(self._numpys.reduceat(unwrap(array), unwrap(indices), axis=axis, dtype=dtype, out=unwrap(out)))

    def outer(self, a: Any, b: Any, **kwargs: Any) -> Any:
        """Apply to all pairs."""
        refuse_host_array([a, b])
        return wrap(self._numpys.outer(unwrap(a), unwrap(b), **kwargs))

    def at(self, a: Any, indices: Any, b: Any = None) -> None:
        """Apply in place at some indices, repeated ones repeatedly."""
        refuse_host_array([a, b])
        if self.name not in _ATS:
            raise NotImplementedError(f"`{self.name}.at` is not supported yet")
        self._numpys.at(*[unwrap(arg) for arg in (a, indices, b) if arg is not None])
