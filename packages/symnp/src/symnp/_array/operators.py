"""Python's operators, each by the ufunc that NumPy uses for it."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any, ClassVar

import numpy as np


def _defers(other: Any) -> bool:
    """Whether the other operand asks, as NumPy's protocol lets it, to handle the operation itself."""
    kind = type(other)
    return kind not in _NEVER_DEFER and getattr(kind, "__array_ufunc__", True) is None


_NEVER_DEFER = frozenset({int, float, complex, bool, np.ndarray})


Unary = Callable[[Any], Any]
Binary = Callable[[Any, Any], Any]


def _elementwise(ufunc: np.ufunc) -> Binary:
    def method(self: Any, other: Any) -> Any:
        return NotImplemented if _defers(other) else self._elementwise(ufunc, (self, other))

    method.__doc__ = f"Return ``numpy.{ufunc.__name__}(self, other)``."
    return method


def _binary(ufunc: np.ufunc) -> Binary:
    def method(self: Any, other: Any) -> Any:
        return NotImplemented if _defers(other) else self.__array_ufunc__(ufunc, "__call__", self, other)

    method.__doc__ = f"Return ``numpy.{ufunc.__name__}(self, other)``."
    return method


def _reflected(ufunc: np.ufunc) -> Binary:
    def method(self: Any, other: Any) -> Any:
        return NotImplemented if _defers(other) else self._elementwise(ufunc, (other, self))

    method.__doc__ = f"Return ``numpy.{ufunc.__name__}(other, self)``."
    return method


def _reflected_call(ufunc: np.ufunc) -> Binary:
    def method(self: Any, other: Any) -> Any:
        return NotImplemented if _defers(other) else self.__array_ufunc__(ufunc, "__call__", other, self)

    method.__doc__ = f"Return ``numpy.{ufunc.__name__}(other, self)``."
    return method


def _compared(ufunc: np.ufunc, whole: Binary) -> Binary:
    """Return a comparison, which for records is one of all fields, and with what is no number an answer and no error."""

    def method(self: Any, other: Any) -> Any:
        if _defers(other):
            return NotImplemented
        if self.dtype.names is not None or other is None or isinstance(other, (str, bytes)):
            return self.__array_function__(whole, (), (self, other), {})
        return self._elementwise(ufunc, (self, other))

    method.__doc__ = f"Return ``numpy.{ufunc.__name__}(self, other)``."
    return method


def _unary(ufunc: np.ufunc) -> Unary:
    def method(self: Any) -> Any:
        return self._elementwise(ufunc, (self,))

    method.__doc__ = f"Return ``numpy.{ufunc.__name__}(self)``."
    return method


_NUMBERS = (int, float, complex, np.generic)


def _power(self: Any, other: Any, mod: None = None) -> Any:
    """Return ``self ** other``, where NumPy's operator is more than ``numpy.power``.

    For some numbers it calls another ufunc, for which ones depends on its version; for scalars it calls none, and the
    last bit can differ. So the operator itself is what the node holds, but for the common square.
    """
    if _defers(other) or mod is not None:
        return NotImplemented
    if type(other) is int and other == 2 and self.dtype.kind in "iuf" and not self._is_scalar:
        return self.__array_ufunc__(np.square, "__call__", self)
    if self._is_scalar or isinstance(other, _NUMBERS):
        return self._elementwise(operator.pow, (self, other))
    return self.__array_ufunc__(np.power, "__call__", self, other)


def _reflected_power(self: Any, other: Any, mod: None = None) -> Any:
    """Return ``numpy.power(other, self)``."""
    return NotImplemented if _defers(other) or mod is not None else self._elementwise(np.power, (other, self))


def _matmul(self: Any, other: Any) -> Any:
    """Return ``self @ other``, which NumPy's scalars do not have between themselves."""
    if self._is_scalar and isinstance(other, np.generic):
        return operator.matmul(self.dtype.type(), other.dtype.type())  # NumPy's TypeError.
    return _binary(np.matmul)(self, other)


def _assigned(ufunc: np.ufunc) -> Binary:
    def method(self: Any, other: Any) -> Any:
        return NotImplemented if _defers(other) else self._assign_result(ufunc, other)

    method.__doc__ = f"Do ``numpy.{ufunc.__name__}(self, other, out=self)``."
    return method


class Operators:
    """The operators of an array; a subclass supplies ``__array_ufunc__``."""

    __slots__ = ()
    __hash__: ClassVar[None] = None  # type: ignore[assignment]

    def _assign_result(self, ufunc: np.ufunc, other: Any) -> Any:
        raise AssertionError("a subclass writes")

    __add__: Binary = _elementwise(np.add)
    __radd__: Binary = _reflected(np.add)
    __sub__: Binary = _elementwise(np.subtract)
    __rsub__: Binary = _reflected(np.subtract)
    __mul__: Binary = _elementwise(np.multiply)
    __rmul__: Binary = _reflected(np.multiply)
    __truediv__: Binary = _elementwise(np.true_divide)
    __rtruediv__: Binary = _reflected(np.true_divide)
    __floordiv__: Binary = _elementwise(np.floor_divide)
    __rfloordiv__: Binary = _reflected(np.floor_divide)
    __mod__: Binary = _elementwise(np.remainder)
    __rmod__: Binary = _reflected(np.remainder)
    __divmod__: Binary = _binary(np.divmod)
    __rdivmod__: Binary = _reflected_call(np.divmod)
    __matmul__: Binary = _matmul
    __rmatmul__: Binary = _reflected_call(np.matmul)
    __lshift__: Binary = _elementwise(np.left_shift)
    __rlshift__: Binary = _reflected(np.left_shift)
    __rshift__: Binary = _elementwise(np.right_shift)
    __rrshift__: Binary = _reflected(np.right_shift)
    __and__: Binary = _elementwise(np.bitwise_and)
    __rand__: Binary = _reflected(np.bitwise_and)
    __or__: Binary = _elementwise(np.bitwise_or)
    __ror__: Binary = _reflected(np.bitwise_or)
    __xor__: Binary = _elementwise(np.bitwise_xor)
    __rxor__: Binary = _reflected(np.bitwise_xor)
    __pow__: Callable[..., Any] = _power
    __rpow__: Callable[..., Any] = _reflected_power
    __lt__: Binary = _elementwise(np.less)
    __le__: Binary = _elementwise(np.less_equal)
    __gt__: Binary = _elementwise(np.greater)
    __ge__: Binary = _elementwise(np.greater_equal)
    __eq__: Binary = _compared(np.equal, operator.eq)
    __ne__: Binary = _compared(np.not_equal, operator.ne)
    __iadd__: Binary = _assigned(np.add)
    __isub__: Binary = _assigned(np.subtract)
    __imul__: Binary = _assigned(np.multiply)
    __itruediv__: Binary = _assigned(np.true_divide)
    __ifloordiv__: Binary = _assigned(np.floor_divide)
    __imod__: Binary = _assigned(np.remainder)
    __imatmul__: Binary = _assigned(np.matmul)
    __ilshift__: Binary = _assigned(np.left_shift)
    __irshift__: Binary = _assigned(np.right_shift)
    __iand__: Binary = _assigned(np.bitwise_and)
    __ior__: Binary = _assigned(np.bitwise_or)
    __ixor__: Binary = _assigned(np.bitwise_xor)
    __neg__: Unary = _unary(np.negative)
    __pos__: Unary = _unary(np.positive)
    __abs__: Unary = _unary(np.absolute)
    __invert__: Unary = _unary(np.invert)


def _rebound(operation: Binary) -> Binary:
    def method(self: Any, other: Any) -> Any:
        return operation(self, other)

    return method


class Rebinding:
    """The augmented assignments of what never changes: the name is bound to a new scalar."""

    __slots__ = ()

    __iadd__: Binary = _rebound(operator.add)
    __isub__: Binary = _rebound(operator.sub)
    __imul__: Binary = _rebound(operator.mul)
    __itruediv__: Binary = _rebound(operator.truediv)
    __ifloordiv__: Binary = _rebound(operator.floordiv)
    __imod__: Binary = _rebound(operator.mod)
    __imatmul__: Binary = _rebound(operator.matmul)
    __ipow__: Binary = _rebound(operator.pow)
    __ilshift__: Binary = _rebound(operator.lshift)
    __irshift__: Binary = _rebound(operator.rshift)
    __iand__: Binary = _rebound(operator.and_)
    __ior__: Binary = _rebound(operator.or_)
    __ixor__: Binary = _rebound(operator.xor)
