"""A length that is not known yet: a whole number in all that it does, and computed for that."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from symnp._array.array import Array


class Length:
    """A length that is not known yet, and at most `bound`; whatever needs the number computes it.

    Parameters
    ----------
    array : Array
        The array whose length it is.
    axis : int
        The axis, counted from the front.
    bound : int
        The most that it can be.
    token : int
        What two equal lengths have in common.
    """

    __slots__ = ("_array", "_axis", "_token", "bound")

    is_length = True
    """By this those know it who stand below: it counts as a whole number of Python's."""

    def __init__(self, array: Array, axis: int, bound: int, token: int) -> None:
        self._array, self._axis, self._token = array, axis, token
        self.bound: int = bound

    def __index__(self) -> int:
        return self._array._layout.shape[self._axis]

    __int__ = __index__

    def __float__(self) -> float:
        return float(int(self))

    def __complex__(self) -> complex:
        return complex(int(self))

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        return np.array(int(self), dtype)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Length):
            return self._token == other._token or int(self) == int(other)
        return int(self) == other

    def __hash__(self) -> int:
        return hash(int(self))

    def __bool__(self) -> bool:
        return bool(int(self))

    def __round__(self, ndigits: int | None = None) -> int:
        return round(int(self), ndigits)

    def __format__(self, spec: str) -> str:
        return format(int(self), spec)

    def __str__(self) -> str:
        return str(int(self))

    def __repr__(self) -> str:
        return f"<at most {self.bound}>"


def _of_one(operation: Callable[[int], Any]) -> Callable[..., Any]:
    return lambda self: operation(int(self))


def _of_two(operation: Callable[[Any, Any], Any]) -> Callable[..., Any]:
    return lambda self, other: operation(int(self), other)


def _reflected(operation: Callable[[Any, Any], Any]) -> Callable[..., Any]:
    return lambda self, other: operation(other, int(self))


for _name in ("neg", "pos", "abs", "invert", "trunc", "floor", "ceil"):
    _operation = getattr(operator, _name, int)
    setattr(Length, f"__{_name}__", _of_one(_operation))
for _name in ("lt", "le", "gt", "ge"):
    setattr(Length, f"__{_name}__", _of_two(getattr(operator, _name)))
for _name, _operation in {
    **{
        one: getattr(operator, one)
        for one in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "lshift", "rshift")
    },
    "and": operator.and_,
    "or": operator.or_,
    "xor": operator.xor,
    "divmod": divmod,
}.items():
    setattr(Length, f"__{_name}__", _of_two(_operation))
    setattr(Length, f"__r{_name}__", _reflected(_operation))
