"""Python's operators, each by the ufunc that NumPy uses for it."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import numpy as np


def _defers(other: Any) -> bool:
    """Whether the other operand asks, as NumPy's protocol lets it, to handle the operation itself."""
    return getattr(type(other), "__array_ufunc__", True) is None


def _binary(ufunc: np.ufunc) -> Callable[[Any, Any], Any]:
    def method(self: Any, other: Any) -> Any:
        return NotImplemented if _defers(other) else self.__array_ufunc__(ufunc, "__call__", self, other)

    method.__doc__ = f"Return ``numpy.{ufunc.__name__}(self, other)``."
    return method


def _reflected(ufunc: np.ufunc) -> Callable[[Any, Any], Any]:
    def method(self: Any, other: Any) -> Any:
        return NotImplemented if _defers(other) else self.__array_ufunc__(ufunc, "__call__", other, self)

    method.__doc__ = f"Return ``numpy.{ufunc.__name__}(other, self)``."
    return method


def _unary(ufunc: np.ufunc) -> Callable[[Any], Any]:
    def method(self: Any) -> Any:
        return self.__array_ufunc__(ufunc, "__call__", self)

    method.__doc__ = f"Return ``numpy.{ufunc.__name__}(self)``."
    return method


def _power(self: Any, other: Any) -> Any:
    """Return ``self ** other``, which NumPy sends to another ufunc for a few Python numbers.

    For a NumPy scalar it is no ufunc at all: the scalar's own power can differ in the last bit.
    """
    if _defers(other):
        return NotImplemented
    if self._is_scalar and (np.ndim(other) == 0):
        return self._elementwise(operator.pow, self, other)
    if type(other) is int and other == 2:
        return self.__array_ufunc__(np.square, "__call__", self)
    if type(other) is int and other == -1 and self.dtype.kind in "fc":
        return self.__array_ufunc__(np.reciprocal, "__call__", self)
    if type(other) is float and other == 0.5 and self.dtype.kind in "fc":
        return self.__array_ufunc__(np.sqrt, "__call__", self)
    return self.__array_ufunc__(np.power, "__call__", self, other)


class Operators:
    """The operators of an array; a subclass supplies ``__array_ufunc__``."""

    __slots__ = ()

    __add__, __radd__ = _binary(np.add), _reflected(np.add)
    __sub__, __rsub__ = _binary(np.subtract), _reflected(np.subtract)
    __mul__, __rmul__ = _binary(np.multiply), _reflected(np.multiply)
    __truediv__, __rtruediv__ = _binary(np.true_divide), _reflected(np.true_divide)
    __floordiv__, __rfloordiv__ = _binary(np.floor_divide), _reflected(np.floor_divide)
    __mod__, __rmod__ = _binary(np.remainder), _reflected(np.remainder)
    __pow__, __rpow__ = _power, _reflected(np.power)
    __matmul__, __rmatmul__ = _binary(np.matmul), _reflected(np.matmul)
    __and__, __rand__ = _binary(np.bitwise_and), _reflected(np.bitwise_and)
    __or__, __ror__ = _binary(np.bitwise_or), _reflected(np.bitwise_or)
    __xor__, __rxor__ = _binary(np.bitwise_xor), _reflected(np.bitwise_xor)
    __lshift__, __rlshift__ = _binary(np.left_shift), _reflected(np.left_shift)
    __rshift__, __rrshift__ = _binary(np.right_shift), _reflected(np.right_shift)
    __lt__, __le__ = _binary(np.less), _binary(np.less_equal)
    __gt__, __ge__ = _binary(np.greater), _binary(np.greater_equal)
    __eq__ = _binary(np.equal)  # type: ignore[assignment]
    __ne__ = _binary(np.not_equal)  # type: ignore[assignment]
    __neg__, __pos__, __abs__, __invert__ = _unary(np.negative), _unary(np.positive), _unary(np.absolute), _unary(np.invert)
