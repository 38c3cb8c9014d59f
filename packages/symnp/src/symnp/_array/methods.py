"""The array's methods, each by the function that NumPy has of the same name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

Method = Callable[..., Any]


def _by_function(function: Callable[..., Any]) -> Method:
    """Return the method that calls our version of a NumPy function with the array first."""

    def method(self: Any, *args: Any, **kwargs: Any) -> Any:
        return self.__array_function__(function, (), (self, *args), kwargs)

    method.__name__ = function.__name__
    method.__doc__ = f"Return ``numpy.{function.__name__}(self, ...)``."
    return method


class Methods:
    """The methods of an array; a subclass supplies ``__array_function__``."""

    __slots__ = ()

    sum: Method = _by_function(np.sum)
    prod: Method = _by_function(np.prod)
    mean: Method = _by_function(np.mean)
    std: Method = _by_function(np.std)
    var: Method = _by_function(np.var)
    min: Method = _by_function(np.min)
    max: Method = _by_function(np.max)
    any: Method = _by_function(np.any)
    all: Method = _by_function(np.all)
    clip: Method = _by_function(np.clip)
    squeeze: Method = _by_function(np.squeeze)
    swapaxes: Method = _by_function(np.swapaxes)
    ravel: Method = _by_function(np.ravel)
    argmax: Method = _by_function(np.argmax)
    argmin: Method = _by_function(np.argmin)
    repeat: Method = _by_function(np.repeat)
    argsort: Method = _by_function(np.argsort)
    cumsum: Method = _by_function(np.cumsum)
    cumprod: Method = _by_function(np.cumprod)
    round: Method = _by_function(np.round)
    searchsorted: Method = _by_function(np.searchsorted)

    def transpose(self, *axes: Any) -> Any:
        """Return the view with the axes in another order: reversed, as a tuple, or one argument an axis."""
        order = axes[0] if len(axes) == 1 else axes or None
        return self.__array_function__(np.transpose, (), (self, order), {})  # type: ignore[attr-defined]

    def reshape(self, *shape: Any, order: str = "C") -> Any:
        """Return the elements in another shape, as a view where NumPy makes one."""
        wanted = shape[0] if len(shape) == 1 else shape
        return self.__array_function__(np.reshape, (), (self, wanted), {"order": order})  # type: ignore[attr-defined]

    def astype(
        self, dtype: Any, order: str = "K", casting: str = "unsafe", subok: bool = True, copy: bool = True
    ) -> Any:
        """Return the elements as another dtype."""
        return self.__array_function__(  # type: ignore[attr-defined]
            np.astype, (), (self, dtype), {"order": order, "casting": casting, "copy": copy}
        )

    def conjugate(self) -> Any:
        """Return the complex conjugate of each element."""
        return self.__array_ufunc__(np.conjugate, "__call__", self)  # type: ignore[attr-defined]

    conj: Method = conjugate

    def flatten(self, order: str = "C") -> Any:
        """Return a copy of all elements in a row."""
        return self.__array_function__(np.reshape, (), (self, -1), {"order": order, "copy": True})  # type: ignore[attr-defined]

    def fill(self, value: Any) -> None:
        """Set all elements to one value."""
        self[...] = value  # type: ignore[index]

    def copy(self, order: str = "C") -> Any:
        """Return a copy; nothing is copied until one of the two changes."""
        return self.__array_function__(np.copy, (), (self, order), {})  # type: ignore[attr-defined]
