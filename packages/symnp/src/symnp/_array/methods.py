"""The array's methods, each by the function that NumPy has of the same name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np


def _by_function(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return the method that calls our version of a NumPy function with the array first."""

    def method(self: Any, *args: Any, **kwargs: Any) -> Any:
        return self.__array_function__(function, (), (self, *args), kwargs)

    method.__name__ = function.__name__
    method.__doc__ = f"Return ``numpy.{function.__name__}(self, ...)``."
    return method


class Methods:
    """The methods of an array; a subclass supplies ``__array_function__``."""

    __slots__ = ()

    sum, prod, mean = _by_function(np.sum), _by_function(np.prod), _by_function(np.mean)
    std, var = _by_function(np.std), _by_function(np.var)
    min, max = _by_function(np.min), _by_function(np.max)
    any, all = _by_function(np.any), _by_function(np.all)
    clip, squeeze, swapaxes = _by_function(np.clip), _by_function(np.squeeze), _by_function(np.swapaxes)
    ravel = _by_function(np.ravel)

    def transpose(self, *axes: Any) -> Any:
        """Return the view with the axes in another order: reversed, as a tuple, or one argument an axis."""
        order = axes[0] if len(axes) == 1 else axes or None
        return self.__array_function__(np.transpose, (), (self, order), {})  # type: ignore[attr-defined]

    def reshape(self, *shape: Any, order: str = "C") -> Any:
        """Return the elements in another shape, as a view where NumPy makes one."""
        wanted = shape[0] if len(shape) == 1 else shape
        return self.__array_function__(np.reshape, (), (self, wanted), {"order": order})  # type: ignore[attr-defined]

    def astype(self, dtype: Any, order: str = "K", casting: str = "unsafe", subok: bool = True, copy: bool = True) -> Any:
        """Return the elements as another dtype."""
        return self.__array_function__(  # type: ignore[attr-defined]
            np.astype, (), (self, dtype), {"order": order, "casting": casting, "copy": copy}
        )

    def copy(self, order: str = "C") -> Any:
        """Return a copy; nothing is copied until one of the two changes."""
        return self.__array_function__(np.copy, (), (self, order), {})  # type: ignore[attr-defined]
