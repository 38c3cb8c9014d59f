"""What a script sees under the name of numpy: NumPy's names and no others, with symnp's functions.

``numpy.ndarray`` is a class of which symnp's arrays count as instances, so that ``isinstance(x, np.ndarray)`` answers as it
does in NumPy. What holds Python's objects stays NumPy's own.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy

import symnp
from symnp._array.array import Array

_MAKES_ARRAYS = ("array", "asarray", "asanyarray", "empty", "zeros", "ones", "full")
_REFUSED = "symnp arrays hold numbers"


class _Ndarray(type):
    """The class of the class that stands for `numpy.ndarray`."""

    def __new__(cls, name: str, bases: tuple[type, ...], names: dict[str, Any]) -> type:
        own = tuple(numpy.ndarray if isinstance(base, _Ndarray) else base for base in bases)
        if numpy.ndarray in own:
            return type(name, own, names)  # A subclass that a script makes is one of NumPy's.
        return super().__new__(cls, name, bases, names)

    def __instancecheck__(cls, instance: Any) -> bool:
        return isinstance(instance, numpy.ndarray) or cls.__subclasscheck__(type(instance))

    def __subclasscheck__(cls, subclass: type) -> bool:
        ours = issubclass(subclass, Array) and not subclass._is_scalar
        return subclass is cls or ours or issubclass(subclass, numpy.ndarray)

    def __call__(cls, *args: Any, **keywords: Any) -> Any:
        return numpy.ndarray(*args, **keywords)

    def __getattr__(cls, name: str) -> Any:
        found = getattr(numpy.ndarray, name)
        if not callable(found):
            return found

        def method(array: Any, *args: Any, **keywords: Any) -> Any:
            return getattr(array, name)(*args, **keywords)

        return functools.update_wrapper(method, found, ("__name__", "__qualname__", "__doc__"), ())


class ndarray(metaclass=_Ndarray):  # noqa: N801  Its name is NumPy's.
    """What a script sees as `numpy.ndarray`."""

    def __class_getitem__(cls, item: Any) -> Any:
        return numpy.ndarray[item]


ndarray.__module__ = "numpy"
ndarray.__qualname__ = "ndarray"


class _NumPy(ModuleType):
    """What a script sees as the module numpy."""

    def __getattr__(self, name: str) -> Any:
        theirs = getattr(numpy, name)  # What NumPy does not have, a script must not find either.
        found = theirs if name.startswith("_") else getattr(symnp, name, theirs)
        if name in _MAKES_ARRAYS:
            found = _or_theirs(found, theirs)
        setattr(self, name, found)
        return found

    def __dir__(self) -> list[str]:
        return dir(numpy)


def _or_theirs(ours: Callable[..., Any], theirs: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that makes arrays of Python's objects as NumPy does, and all others as symnp does."""

    @functools.wraps(ours)
    def function(*args: Any, **keywords: Any) -> Any:
        try:
            return ours(*args, **keywords)
        except TypeError as error:
            if not str(error).startswith(_REFUSED):
                raise
        return theirs(*args, **keywords)

    return function


def _made() -> _NumPy:
    module = _NumPy("numpy", numpy.__doc__)
    kept = ("__all__", "__file__", "__loader__", "__package__", "__path__", "__spec__", "__version__")
    module.__dict__.update({name: getattr(numpy, name) for name in kept})
    module.__dict__.update(ndarray=ndarray, linalg=symnp.linalg, fft=symnp.fft, random=symnp.random)
    return module


NUMPY = _made()
STAND_INS: dict[str, ModuleType] = {
    "numpy": NUMPY,
    "numpy.linalg": symnp.linalg,
    "numpy.fft": symnp.fft,
    "numpy.random": symnp.random,
}
"""From the name of a module of NumPy's to what a script gets; all other modules are NumPy's own."""
