"""Single values that NumPy would return as scalars."""

from __future__ import annotations

import operator
from typing import Any

import numpy as np

from symnp._array.array import KINDS, Array, wrap
from symnp._array.base import Base
from symnp._array.operators import Rebinding
from symnp._array.source_line import source_line
from symnp._layout.steps import Step
from symnp._ops.copy import element
from symnp._ops.elementwise import elementwise
from symnp._ops.leaf import constant

_NUMBERS = (int, float, complex, np.generic)
_OF_NUMBERS = ("is_integer", "as_integer_ratio", "hex", "bit_count", "numerator", "denominator")
"""What a NumPy scalar has of Python's numbers: it is computed for them."""


class Scalar(Rebinding, Array):
    """A single value that NumPy would return as a scalar: it cannot be assigned to."""

    __slots__ = ()
    _is_scalar: bool = True

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        """The dtype's scalar type, so that ``isinstance(x, numpy.floating)`` answers as for NumPy's scalar."""
        return self.dtype.type

    def _shared_base(self) -> Base:
        # A scalar is no buffer: what looks like a view of it is an array of its own.
        return Base(elementwise(np.copy, (self._read(),), line=source_line()))

    def _derive(self, step: Step) -> Array:
        # What leaves a scalar without axes leaves it a scalar, but for what asks for an array.
        view = super()._derive(step)
        if step[0] in ("real", "imag", "view"):
            return wrap(element(view._read(), line=view._line), view._line)
        return self if view.ndim == 0 and step[0] not in ("getitem", "broadcast_to") else view

    def _no_imaginary_part(self) -> Array:
        return wrap(constant(np.zeros(1, self.dtype)[0]), source_line())

    def __mul__(self, other: Any) -> Any:
        if self._repeats(other):
            return other * int(self)
        found = self._by_operator(operator.mul, self, other)
        return Array.__mul__(self, other) if found is None else found

    def __rmul__(self, other: Any) -> Any:
        if self._repeats(other):
            return other * int(self)
        found = self._by_operator(operator.mul, other, self)
        return Array.__rmul__(self, other) if found is None else found

    def __truediv__(self, other: Any) -> Any:
        found = self._by_operator(operator.truediv, self, other)
        return Array.__truediv__(self, other) if found is None else found

    def __rtruediv__(self, other: Any) -> Any:
        found = self._by_operator(operator.truediv, other, self)
        return Array.__rtruediv__(self, other) if found is None else found

    def _by_operator(self, operation: Any, first: Any, second: Any) -> Array | None:
        """Return a product or quotient of single complex numbers, which NumPy computes by other code than its ufuncs: the
        last bit can differ.
        """
        numbers = isinstance(first, _NUMBERS) and isinstance(second, _NUMBERS)
        if not numbers or not any(isinstance(one, (complex, np.complexfloating)) for one in (first, second)):
            return None
        return self._elementwise(operation, (first, second))

    def _repeats(self, other: Any) -> bool:
        """Whether this is a whole number by which Python repeats a sequence."""
        return self.dtype.kind in "iu" and isinstance(other, (list, tuple, str, bytes))

    def __getattr__(self, name: str) -> Any:
        if name in _OF_NUMBERS:
            return getattr(self._value(), name)
        raise AttributeError(f"'{self.dtype.type.__name__}' object has no attribute {name!r}")

    def __getitem__(self, index: Any) -> Any:
        if self.dtype.names is not None and index != ():
            return self.__array_function__(operator.getitem, (), (self, index), {})
        try:
            return super().__getitem__(index)
        except IndexError:
            raise IndexError("invalid index to scalar variable.") from None

    def __setitem__(self, index: Any, value: Any) -> None:
        kind = f"{self.dtype.type.__module__}.{self.dtype.type.__name__}"
        raise TypeError(f"'{kind}' object does not support item assignment")

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(self._value())

    def astype(self, *args: Any, **kwargs: Any) -> Array:
        """Return the value as a scalar of another dtype."""
        line = source_line()
        return wrap(element(super().astype(*args, **kwargs)._read(), line=line), line)

    def copy(self, order: str = "C") -> Array:
        """Return the scalar itself: it never changes."""
        return self


KINDS["scalar"] = Scalar
