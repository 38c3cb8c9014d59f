"""NumPy's own Python functions, run with symnp's functions in the place of NumPy's.

Most of NumPy's functions are Python code on top of a few others: `numpy.flip` indexes, `numpy.roll` assigns to slices of a
new array. Run on symnp's arrays with symnp's versions of those few, the same code builds the same computation, with
NumPy's views, bits and errors. The code is that of the installed NumPy: nothing of it is repeated here.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from functools import cache
from types import FunctionType, ModuleType
from typing import Any

import numpy as np

from symnp._array.array import Array
from symnp._array.protocols import FUNCTIONS
from symnp._namespace.conversion import converted
from symnp._namespace.filled import CREATIONS

Function = Callable[..., Any]


class _ArrayOfEither(type):
    def __instancecheck__(cls, instance: Any) -> bool:
        return isinstance(instance, (np.ndarray, Array))


class _Ndarray(metaclass=_ArrayOfEither):
    """What NumPy's code takes for `numpy.ndarray`: our arrays are instances, too."""


def _as_ours(a: Any, dtype: Any = None, order: Any = None, *, ndmin: int = 0, copy: Any = None, **options: Any) -> Any:
    """Stand for `asarray` and its kin: our arrays stay what they are, and all else stays NumPy's."""
    if not isinstance(a, Array):
        return np.array(a, dtype, order=order or "K", ndmin=ndmin, copy=copy, **options)
    result = converted(a, dtype, order, copy=copy)
    return result._derive(("ndmin", ndmin)) if ndmin > result.ndim else result


def _arange(*args: Any, **keywords: Any) -> Any:
    """Stand for `arange`: a short one is often a list of axes that NumPy's code looks at, a long one is data."""
    ours = CREATIONS[np.arange](*args, **keywords)
    return ours if ours.size > _SHORT else np.arange(*args, **keywords)


_SHORT = 64
_CONVERSIONS = ("asarray", "asanyarray", "array")


class _Numpy:
    """What NumPy's code takes for a module of NumPy's."""

    def __init__(self, module: ModuleType) -> None:
        self._module = module

    def __getattr__(self, name: str) -> Any:
        return _ours(name, getattr(self._module, name))


def _ours(name: str, theirs: Any) -> Any:
    """Return what stands for one of NumPy's public names in NumPy's own code."""
    if name in _CONVERSIONS:
        return _as_ours
    if theirs is np.ndarray:
        return _Ndarray
    if isinstance(theirs, (np.ufunc, type, ModuleType)) or not callable(theirs):
        return theirs
    if theirs is np.arange:
        return _arange
    if theirs in CREATIONS:
        return CREATIONS[theirs]
    if theirs in FUNCTIONS:
        return theirs  # NumPy hands it to us if one of our arrays is involved, and else computes what it needs itself.
    return composite(theirs) or theirs


@cache
def composite(function: Any) -> Function | None:
    """Return one of NumPy's functions with ours beneath it, or None where it is not made of Python code."""
    try:
        code = inspect.unwrap(getattr(function, "_implementation", function))
    except ValueError:
        return None
    return _Late(code) if isinstance(code, FunctionType) and _home(code).startswith("numpy.") else None


def _home(function: FunctionType) -> str:
    """Return the module in which a function was written; `__module__` may name the one that shows it."""
    return str(function.__globals__["__name__"])


class _Late:
    """A function of NumPy's that gets its new surroundings when it is first called: they refer to one another."""

    def __init__(self, original: FunctionType) -> None:
        self._original = original
        self._rebuilt: Function | None = None
        self.__name__ = original.__name__
        self.__doc__ = original.__doc__

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if self._rebuilt is None:
            self._rebuilt = _rebuilt(self._original)
        return self._rebuilt(*args, **kwargs)


def _rebuilt(original: FunctionType) -> Function:
    surroundings = _surroundings(_home(original))
    new = FunctionType(original.__code__, surroundings, original.__name__, original.__defaults__, original.__closure__)
    new.__kwdefaults__ = original.__kwdefaults__
    return new


@cache
def _surroundings(module: str) -> dict[str, Any]:
    """Return the global names of a module of NumPy's with ours in the place of NumPy's functions."""
    return {name: _global(name, value, module) for name, value in vars(sys.modules[module]).items()}


def _global(name: str, value: Any, module: str) -> Any:
    if isinstance(value, ModuleType):
        return _Numpy(value) if value is np or value.__name__ in _LIKE_NUMPY else value
    if value is np.ndarray:
        return _Ndarray
    if isinstance(value, type) or not callable(value):
        return value
    if name in _CONVERSIONS or isinstance(value, np.ufunc) or getattr(np, name, None) is value:
        return _ByName(name, value)
    if isinstance(value, FunctionType) and _home(value) == module:
        return composite(value) or value
    return value


class _ByName:
    """A public function of NumPy's: ours of that name, looked up when it is called."""

    def __init__(self, name: str, theirs: Any) -> None:
        self._name, self._theirs = name, theirs

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return _ours(self._name, self._theirs)(*args, **kwargs)

    def __getattr__(self, attribute: str) -> Any:
        return getattr(_ours(self._name, self._theirs), attribute)


# Modules within NumPy that its code uses as it uses `numpy`.
_LIKE_NUMPY = (
    "numpy._core",
    "numpy._core.numeric",
    "numpy._core.umath",
    "numpy._core.multiarray",
    "numpy._core.fromnumeric",
)
