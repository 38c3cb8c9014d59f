"""The array's methods, each by the function that NumPy has of the same name."""

from __future__ import annotations

import builtins
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
    argpartition: Method = _by_function(np.argpartition)
    choose: Method = _by_function(np.choose)
    diagonal: Method = _by_function(np.diagonal)
    dot: Method = _by_function(np.dot)
    nonzero: Method = _by_function(np.nonzero)
    put: Method = _by_function(np.put)
    take: Method = _by_function(np.take)
    trace: Method = _by_function(np.trace)
    sort: Method = _by_function(np.ndarray.sort)
    partition: Method = _by_function(np.ndarray.partition)
    byteswap: Method = _by_function(np.ndarray.byteswap)

    def compress(self, condition: Any, axis: Any = None, out: Any = None) -> Any:
        """Return slices of one axis for which a condition holds."""
        return self.__array_function__(np.compress, (), (condition, self, axis, out), {})  # type: ignore[attr-defined]

    def view(self, dtype: Any = None, type: Any = None) -> Any:
        """Return another look at the same bytes.

        Raises
        ------
        TypeError
            If another class of arrays is asked for.
        """
        kind = type if type is not None or not isinstance(dtype, builtins.type) else dtype
        if kind is not None and isinstance(kind, builtins.type) and issubclass(kind, np.ndarray):
            if kind is not np.ndarray:
                raise TypeError(
                    f"symnp arrays have no subclasses: got view(type={kind.__name__}); use numpy.asarray(x)"
                )
            dtype = None if kind is dtype else dtype
        step = ("getitem", (Ellipsis,)) if dtype is None else ("view", np.dtype(dtype))
        return self._derive(step)  # type: ignore[attr-defined]

    def getfield(self, dtype: Any, offset: int = 0) -> Any:
        """Return a look at some of the bytes of each element."""
        return self._derive(("getfield", (np.dtype(dtype), offset)))  # type: ignore[attr-defined]

    def setfield(self, val: Any, dtype: Any, offset: int = 0) -> None:
        """Write a value into some of the bytes of each element."""
        self.getfield(dtype, offset)[...] = val

    def setflags(self, write: bool | None = None, align: bool | None = None, uic: bool | None = None) -> None:
        """Set whether elements can be assigned to.

        Raises
        ------
        ValueError
            NumPy's own, where it cannot be.
        """
        array: Any = self
        if uic:
            np.zeros(1).setflags(uic=uic)  # NumPy refuses.
        if write is None or bool(write) == array.flags.writeable:
            return
        if write and not array._layout.root.dummy.flags.writeable:
            raise ValueError("cannot set WRITEABLE flag to True of this array")
        array._rebind(array._derive(("writeable" if write else "read_only", None)))

    def resize(self, *new_shape: Any, refcheck: bool = True) -> None:
        """Change shape and size in place; new elements are zero.

        Raises
        ------
        ValueError
            If this array is a view.
        """
        array: Any = self
        if not array._layout.is_root and array._shared_base().owner() is not array:
            raise ValueError("cannot resize this array: it does not own its data")
        shape = new_shape[0] if len(new_shape) == 1 else new_shape
        if shape is None or shape == ():
            return
        array._rebind(array.__array_function__(np.ndarray.resize, (), (array, shape), {}))

    def transpose(self, *axes: Any) -> Any:
        """Return the view with the axes in another order: reversed, as a tuple, or one argument an axis."""
        order = axes[0] if len(axes) == 1 else axes or None
        return self.__array_function__(np.transpose, (), (self, order), {})  # type: ignore[attr-defined]

    def reshape(self, *shape: Any, order: str = "C", copy: bool | None = None) -> Any:
        """Return the elements in another shape, as a view where NumPy makes one."""
        wanted = shape[0] if len(shape) == 1 else shape
        return self.__array_function__(np.reshape, (), (self, wanted), {"order": order, "copy": copy})  # type: ignore[attr-defined]

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
        if order == "K":
            return self.__array_function__(np.ndarray.flatten, (), (self, "K"), {})  # type: ignore[attr-defined]
        return self.__array_function__(np.reshape, (), (self, -1), {"order": order, "copy": True})  # type: ignore[attr-defined]

    def fill(self, value: Any) -> None:
        """Set all elements to one value."""
        self[...] = value  # type: ignore[index]

    def copy(self, order: str = "C") -> Any:
        """Return a copy; nothing is copied until one of the two changes."""
        return self.__array_function__(np.copy, (), (self, order), {})  # type: ignore[attr-defined]
