"""The array: it holds a NumPy array and gives it away only where the real one would copy to the host."""

from __future__ import annotations

import functools
import operator
from collections.abc import Iterator
from typing import Any

import numpy as np

from cupy._dtypes import check_dtype
from cupy._transfer import OnDevice, is_device, is_operand, refuse_host_array, unwrap


class ndarray(OnDevice):  # noqa: N801
    """An array on the device that is not there."""

    __array_priority__ = 100
    # These and many more are entered below, by the tables of names.
    shape: Any
    dtype: Any
    size: Any
    copy: Any
    __hash__ = None  # type: ignore[assignment]

    def __init__(
        self, shape: Any, dtype: Any = float, memptr: Any = None, strides: Any = None, order: str = "C"
    ) -> None:
        if memptr is not None or strides is not None:
            raise NotImplementedError("the stand-in has no device memory to point at")
        self._host = np.zeros(shape, check_dtype(dtype), order=order)  # type: ignore[call-overload]

    @classmethod
    def _of(cls, host: np.ndarray) -> ndarray:
        check_dtype(host.dtype)
        array = cls.__new__(cls)
        array._host = host
        return array

    # To the host, only when told to.

    def __array__(self, dtype: Any = None) -> np.ndarray:
        raise TypeError(
            "Implicit conversion to a NumPy array is not allowed. "
            "Please use `.get()` to construct a NumPy array explicitly."
        )

    def get(self, stream: Any = None, order: str = "C", out: Any = None, blocking: bool = True) -> np.ndarray:
        """Copy to the host."""
        if out is not None:
            out[...] = self._host
            return out  # type: ignore[no-any-return]
        return np.array(self._host, order="K" if order == "A" else order, copy=True)  # type: ignore[call-overload,no-any-return]

    def set(self, arr: np.ndarray, stream: Any = None) -> None:
        """Copy from the host."""
        if not isinstance(arr, np.ndarray):
            raise TypeError("Only numpy.ndarray can be set to cupy.ndarray")
        if arr.shape != self.shape or arr.dtype != self.dtype:
            raise ValueError(
                f"Shape or dtype mismatch. Old array: {self.shape} {self.dtype}, new array: {arr.shape} {arr.dtype}"
            )
        self._host[...] = arr

    def item(self, *args: Any) -> Any:
        """Copy one element to the host."""
        if not args and self.size != 1:
            raise ValueError("can only convert an array of size 1 to a Python scalar")
        return self._host.item(*args)

    def tolist(self) -> Any:
        """Copy all elements to the host."""
        return self._host.tolist()

    def tobytes(self, order: str = "C") -> bytes:
        """Copy all bytes to the host."""
        return bytes(self._host.tobytes(order))

    def __bool__(self) -> bool:
        return bool(self._host)

    def __int__(self) -> int:
        return int(self._host)

    def __float__(self) -> float:
        return float(self._host)

    def __complex__(self) -> complex:
        return complex(self._host)

    def __len__(self) -> int:
        return len(self._host)

    def __iter__(self) -> Iterator[ndarray]:
        if not self.shape:
            raise TypeError("iteration over a 0-d array")
        return (self[i] for i in range(len(self)))

    def __repr__(self) -> str:
        return repr(self._host)

    def __str__(self) -> str:
        return str(self._host)

    def __format__(self, text: str) -> str:
        return format(self._host[()], text)

    def __reduce__(self) -> Any:
        from cupy import array

        return array, (self.get(order="A"),)

    def __copy__(self) -> Any:
        return self.copy()

    def __deepcopy__(self, memo: Any) -> Any:
        return self.copy()

    @property
    def base(self) -> ndarray | None:
        """The array that this one is a view of."""
        return None if self._host.base is None else wrap(self._host.base)

    @property
    def device(self) -> Any:
        """The device that is not there."""
        from cupy.cuda import Device

        return Device(0)

    # Indexing.

    def __getitem__(self, key: Any) -> ndarray:
        host = self._host[_index(key, self.shape)]
        return wrap(host if isinstance(host, np.ndarray) else self._host[(*_as_tuple(_index(key, self.shape)), ...)])  # type: ignore[no-any-return]

    def __setitem__(self, key: Any, value: Any) -> None:
        if not is_device(value):
            if not _has_arrays(key):
                refuse_to_fill_with(value)
            check_dtype(np.asarray(value, None if is_operand(value) else self.dtype).dtype)
        with np.errstate(all="ignore"):
            self._host[_index(key, self.shape)] = unwrap(value)

    def fill(self, value: Any) -> None:
        """Set all elements to one value."""
        refuse_to_fill_with(value)
        self[...] = value

    def take(self, indices: Any, axis: Any = None, out: Any = None) -> ndarray:
        """Take elements; indices beyond the end wrap around, as they do on the device."""
        return wrap(np.take(self._host, unwrap(indices), axis=axis, out=unwrap(out), mode="wrap"))  # type: ignore[no-any-return]

    # The protocols.

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, **kwargs: Any) -> Any:
        import cupy

        ours = getattr(cupy, ufunc.__name__, None)
        if ours is None or not all(is_operand(x) for x in inputs):
            return NotImplemented
        if "out" in kwargs:
            (kwargs["out"],) = (
                kwargs["out"] if isinstance(kwargs["out"], tuple) and len(kwargs["out"]) == 1 else (kwargs["out"],)
            )
            if not is_device(kwargs["out"]):
                return NotImplemented
        return ours(*inputs, **kwargs) if method == "__call__" else getattr(ours, method, _absent)(*inputs, **kwargs)

    def __array_function__(self, func: Any, types: Any, args: Any, kwargs: Any) -> Any:
        import cupy

        try:
            ours: Any = functools.reduce(getattr, [*func.__module__.split(".")[1:], func.__name__], cupy)
        except AttributeError:
            return NotImplemented
        if ours is func or not all(issubclass(kind, (ndarray, np.ndarray)) for kind in types):
            return NotImplemented
        return ours(*args, **kwargs)


def wrap(value: Any) -> Any:
    """Return results as device arrays: what NumPy returns as a scalar is a 0-d array on the device."""
    if isinstance(value, (np.ndarray, np.generic)):
        return ndarray._of(np.asarray(value))
    if isinstance(value, (list, tuple)):
        items = [wrap(item) for item in value]
        return type(value)(*items) if hasattr(value, "_fields") else type(value)(items)
    return value


def refuse_to_fill_with(value: Any) -> None:
    """Refuse what is no scalar.

    Raises
    ------
    ValueError
        If it is a list or a NumPy array with axes, even of one element.
    """
    if not is_device(value) and np.ndim(value):
        raise ValueError("non-scalar numpy.ndarray cannot be used for fill: a slice takes device arrays and scalars")


def _absent(*args: Any, **kwargs: Any) -> Any:
    return NotImplemented


def _as_tuple(key: Any) -> tuple[Any, ...]:
    return key if isinstance(key, tuple) else (key,)


def _has_arrays(key: Any) -> bool:
    return any(isinstance(item, (list, np.ndarray)) or is_device(item) for item in _as_tuple(key))


def _index(key: Any, shape: tuple[int, ...]) -> Any:
    """Return the key for the host array: integers in arrays that lie out of bounds wrap around."""
    items = [_part(unwrap(item)) for item in _as_tuple(key)]
    if not _has_arrays(key):
        return tuple(items)
    axis, wrapped = 0, []
    consumed = sum(_consumes(item) for item in items if item is not Ellipsis)
    for item in items:
        if item is Ellipsis:
            axis += len(shape) - consumed
        elif (
            isinstance(item, (list, np.ndarray))
            and np.asarray(item).dtype.kind in "iu"
            and np.size(item)
            and axis < len(shape)
            and shape[axis]
        ):
            item = np.asarray(item) % shape[axis]  # noqa: PLW2901
        axis += 0 if item is Ellipsis else _consumes(item)
        wrapped.append(np.asarray(item, dtype=np.int64) if isinstance(item, list) and not item else item)
    return tuple(wrapped)


def _part(item: Any) -> Any:
    """Return a part of an index; what is of no kind that an index has becomes an integer, be it 1.5."""
    known = (int, np.integer, np.bool_, slice, list, np.ndarray, type(None), type(Ellipsis))
    return item if isinstance(item, known) else int(item)


def _consumes(item: Any) -> int:
    """Return how many axes a part of an index uses up."""
    if item is None:
        return 0
    array = np.asarray(item) if isinstance(item, (list, np.ndarray)) else None
    return array.ndim if array is not None and array.dtype == bool else 1


def _attribute(name: str) -> property:
    return property(lambda self: wrap(getattr(self._host, name)), doc=f"NumPy's {name}.")


def _method(name: str) -> Any:
    def method(self: ndarray, *args: Any, **kwargs: Any) -> Any:
        refuse_host_array([*args, *kwargs.values()])
        if {"where", "initial"} & set(kwargs):
            raise TypeError(f"{name}() got an unexpected keyword argument {min({'where', 'initial'} & set(kwargs))!r}")
        if kwargs.get("dtype") is not None or name in ("astype", "view"):
            _check_dtype_argument(args, kwargs)
        with np.errstate(all="ignore"):
            result = getattr(self._host, name)(
                *map(unwrap, args), **{key: unwrap(value) for key, value in kwargs.items()}
            )
        out = kwargs.get("out")
        return out if is_device(out) else wrap(result)

    method.__name__ = name
    return method


def _check_dtype_argument(args: Any, kwargs: dict[str, Any]) -> None:
    dtype = kwargs.get("dtype", args[0] if args else None)
    if dtype is not None:
        check_dtype(dtype)


def _operator(function: Any, *, swapped: bool = False) -> Any:
    def method(self: ndarray, other: Any) -> Any:
        if getattr(type(other), "__array_ufunc__", ...) is None:
            return NotImplemented
        if isinstance(other, np.ndarray):
            refuse_host_array(other)
        if not is_operand(other):
            return NotImplemented
        with np.errstate(all="ignore"):
            a, b = (unwrap(other), self._host) if swapped else (self._host, unwrap(other))
            return wrap(function(a, b))

    return method


def _unary(function: Any) -> Any:
    return lambda self: wrap(function(self._host))


def _in_place(function: Any) -> Any:
    def method(self: ndarray, other: Any) -> ndarray:
        if not is_operand(other):
            raise TypeError(f"Unsupported type {type(other)}")
        with np.errstate(all="ignore"):
            function(self._host, unwrap(other))
        return self

    return method


_BINARY = ["add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "and", "or", "xor", "lshift", "rshift", "matmul"]
for _name in _BINARY:
    _function = getattr(operator, f"__{_name}__")
    setattr(ndarray, f"__{_name}__", _operator(_function))
    setattr(ndarray, f"__r{_name}__", _operator(_function, swapped=True))
    if _name != "matmul":  # The device has no in-place matrix product.
        setattr(ndarray, f"__i{_name}__", _in_place(getattr(operator, f"__i{_name}__")))
for _name in ["lt", "le", "gt", "ge", "eq", "ne"]:
    setattr(ndarray, f"__{_name}__", _operator(getattr(operator, _name)))
setattr(ndarray, "__divmod__", _operator(divmod))  # noqa: B010
setattr(ndarray, "__rdivmod__", _operator(divmod, swapped=True))  # noqa: B010
for _name in ["neg", "pos", "abs", "invert"]:
    setattr(ndarray, f"__{_name}__", _unary(getattr(operator, _name)))
for _name in [
    "T",
    "mT",
    "real",
    "imag",
    "shape",
    "strides",
    "dtype",
    "size",
    "ndim",
    "nbytes",
    "itemsize",
    "flags",
]:
    if hasattr(np.ndarray, _name):
        setattr(ndarray, _name, _attribute(_name))
_METHODS = (
    "all any argmax argmin argpartition argsort astype choose clip compress conj conjugate copy cumprod cumsum diagonal dot dump "
    "dumps flatten max mean min nonzero partition prod put ravel repeat reshape round searchsorted sort squeeze std sum "
    "swapaxes trace transpose var view"
)
for _name in _METHODS.split():
    setattr(ndarray, _name, _method(_name))
ndarray.__module__ = "cupy"
ndarray.shape = ndarray.shape.setter(lambda self, shape: setattr(self._host, "shape", shape))
