"""What asks an array for its values: it is computed then, which is counted and can be forbidden."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from symnp._array.evaluator import materialise
from symnp._graph.node import LOCK, Node

_STRUCTURED = "?biufc"  # What is longer or has a unit or fields loses it on the way through __array_struct__.


class Values:
    """The methods of an array that need values; a subclass supplies ``_read``."""

    __slots__ = ()

    _is_scalar: bool = False

    def _read(self) -> Node:
        raise AssertionError("a subclass reads")

    def __array__(self, dtype: npt.DTypeLike | None = None, copy: bool | None = None) -> npt.NDArray[Any]:
        with LOCK:  # Held, so that no other thread's write takes the value away before it is looked at.
            node = self._read()
            node.hold()
        try:
            value = np.asarray(materialise(node))
        finally:
            node.release()
        if copy or (dtype is not None and np.dtype(dtype) != value.dtype):
            if copy is False:
                raise ValueError("Unable to avoid copy while creating an array as requested.")
            return np.array(value, dtype=dtype)
        # The value may be shared with other nodes: a reader gets a look at it, not the pen. Nor may we write into it.
        node.owned = False
        if node.op.kind == "view":
            node.args[0].owned = False
        look = value.view()
        look.flags.writeable = False
        return look

    def _value(self) -> Any:
        """Return the value as what NumPy has: an array that cannot be written, or a scalar."""
        value = self.__array__()
        return value[()] if self._is_scalar else value

    @property
    def __array_struct__(self) -> Any:
        if self._read().layout.dtype.kind not in _STRUCTURED:
            raise AttributeError("this protocol knows numbers only; NumPy takes __array__ in its place")
        return self.__array__().__array_struct__  # It keeps the memory alive by itself.

    def item(self, *args: Any) -> Any:
        """Return one element as a Python scalar, computing what it needs."""
        return self.__array__().item(*args)

    def tolist(self) -> Any:
        """Return the elements as nested lists, computing what they need."""
        return self.__array__().tolist()

    def tobytes(self, order: Any = "C") -> bytes:
        """Return the bytes of the elements, computing what they need."""
        return self.__array__().tobytes(order)

    def tofile(self, fid: Any, /, sep: str = "", format: str = "%s") -> None:
        """Write the elements to a file, computing what they need."""
        self.__array__().tofile(fid, sep, format)

    def dump(self, file: Any) -> None:
        """Write a pickle of NumPy's array of these values."""
        self.__array__(copy=True).dump(file)

    def dumps(self) -> bytes:
        """Return a pickle of NumPy's array of these values."""
        return self.__array__(copy=True).dumps()

    @property
    def data(self) -> memoryview:
        """The memory of the values, which cannot be written."""
        return self.__array__().data

    @property
    def ctypes(self) -> Any:
        """The memory of the values for use with ctypes; nothing but reading is allowed."""
        return self.__array__().ctypes

    def __dlpack__(
        self, *, stream: Any = None, max_version: Any = None, dl_device: Any = None, copy: bool | None = None
    ) -> Any:
        value = self.__array__(copy=True)
        return value.__dlpack__(stream=stream, max_version=max_version, dl_device=dl_device, copy=copy)

    def __dlpack_device__(self) -> tuple[int, int]:
        return np.empty(0).__dlpack_device__()

    def __buffer__(self, flags: int, /) -> memoryview:
        return self.__array__().data

    def __bool__(self) -> bool:
        return bool(self.__array__())

    def __int__(self) -> int:
        return int(self.__array__())

    def __float__(self) -> float:
        return float(self.__array__())

    def __complex__(self) -> complex:
        return complex(self.__array__())

    def __index__(self) -> int:
        return self.__array__().__index__()

    def __contains__(self, value: Any) -> bool:
        return bool((self == value).any())

    def __format__(self, spec: str) -> str:
        value = self.__array__()
        return format(value[()] if not value.shape else value, spec)

    def __round__(self, ndigits: int | None = None) -> Any:
        return round(self._value(), ndigits)
