"""The names of NumPy's API on arrays, counted from the installed NumPy.

The rule, by section:

functions
    What is callable in ``numpy.__all__`` and is neither a ufunc nor a class, but for `LEFT_OUT`. Another name of a
    function (``concat``, ``amax``) counts like any name: a program may use it.
ufuncs
    Every ufunc in ``numpy.__all__``; other names (``abs`` of ``absolute``) count here, too.
ufunc methods
    ``add.reduce`` and so on, once a ufunc: ``abs.at`` is the very ``absolute.at``. A method counts where NumPy accepts
    it: for ufuncs without a core signature, with as many operands and results as the method asks for, and not refused
    for every dtype.
linalg, fft
    What is callable in their ``__all__`` and is no class.
random.Generator
    Its public attributes.
ndarray
    What the class itself defines: methods, attributes and dunders, but for `LEFT_OUT_OF_NDARRAY`. What every Python
    object has (``__dir__``, ``__setattr__``) says nothing about arrays.
"""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np

import symnp

SECTIONS = ("functions", "ufuncs", "ufunc methods", "linalg", "fft", "random.Generator", "ndarray")
UFUNC_METHODS = ("reduce", "accumulate", "reduceat", "outer", "at")
LEFT_OUT = {
    "test": "runs NumPy's own tests",
    "info": "prints help on any Python object",
    "get_include": "is for building C extensions",
    "show_config": "prints how NumPy was built",
    "show_runtime": "prints the machine that NumPy runs on",
}
LEFT_OUT_OF_NDARRAY = {
    "__doc__": "is a text",
    "__new__": "makes an array from memory, which symnp.asarray does for symnp.Array",
}
MISSING = type("Missing", (), {"__repr__": lambda _: "MISSING"})()
"""What `Name.ours` is where symnp has no such name; None can be an attribute's value."""

_PREFIX = {"linalg": "linalg.", "fft": "fft.", "random.Generator": "random.Generator.", "ndarray": "ndarray."}
_METHOD_SHAPES = {  # The numbers of operands and of results that a method of a ufunc asks for; None is any.
    "reduce": (2, 1),
    "accumulate": (2, 1),
    "reduceat": (2, 1),
    "outer": (2, None),
    "at": (None, 1),
}


@dataclass(frozen=True)
class Name:
    """One name: where it stands in NumPy and in symnp.

    Parameters
    ----------
    section : str
        One of `SECTIONS`.
    name : str
        As within the section: "sum", "add.reduce", "norm".
    theirs : object
        What NumPy has there.
    """

    section: str
    name: str
    theirs: Any = field(compare=False, repr=False)

    @property
    def qualified(self) -> str:
        """The name from ``numpy`` on: "sum", "add.reduce", "linalg.norm", "random.Generator.normal", "ndarray.sum"."""
        return _PREFIX.get(self.section, "") + self.name

    @property
    def ours(self) -> Any:
        """What symnp has there, or `MISSING`."""
        if self.section == "ndarray":
            # What our class only has because every Python object has it is missing.
            own = any(self.name in vars(kind) for kind in symnp.Array.__mro__[:-1])
            return inspect.getattr_static(symnp.Array, self.name) if own else MISSING
        found: Any = symnp
        for part in self.qualified.split("."):
            found = _attribute(found, part)
        return found

    @property
    def present(self) -> bool:
        """Whether symnp has the name at all."""
        return self.ours is not MISSING


def _attribute(owner: Any, part: str) -> Any:
    # Names are looked up in modules that others write: whatever goes wrong there, the name is not there.
    try:
        return getattr(owner, part, MISSING)
    except Exception:  # noqa: BLE001
        return MISSING


def _functions(module: Any) -> Iterator[tuple[str, Any]]:
    for name in sorted(module.__all__):
        found = getattr(module, name)
        public = not name.startswith("_")  # NumPy 2.1 exports a few that are not.
        if public and callable(found) and not isinstance(found, (type, np.ufunc)):
            yield name, found


def _ufuncs() -> dict[str, np.ufunc]:
    return {name: getattr(np, name) for name in sorted(np.__all__) if isinstance(getattr(np, name), np.ufunc)}


def _one(dtype: str, shape: tuple[int, ...] = (2,)) -> Any:
    return np.ones(shape, "m8[s]" if dtype == "m" else "M8[s]" if dtype == "M" else dtype)


def _try(ufunc: np.ufunc, method: str, loop: str) -> None:
    """Call a method on arrays of the dtypes that start a loop's signature."""
    arrays = [_one(dtype) for dtype in loop.partition("->")[0]]
    call: Callable[..., Any] = getattr(ufunc, method)
    if method == "at":
        call(arrays[0], [0, 1], *arrays[1:])
    elif method == "outer":
        call(*arrays)
    else:
        call(arrays[0], *([[0, 1]] if method == "reduceat" else []))


def applies(ufunc: np.ufunc, method: str) -> bool:
    """Whether NumPy accepts a method of a ufunc for at least one dtype."""
    nin, nout = _METHOD_SHAPES[method]
    if ufunc.signature is not None or ufunc.nin != (nin or ufunc.nin) or ufunc.nout != (nout or ufunc.nout):
        return False
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        for loop in (*ufunc.types, *(dtype * ufunc.nin for dtype in np.typecodes["All"] if dtype not in "cV")):
            try:
                _try(ufunc, method, loop)
            except (TypeError, ValueError):
                continue
            return True
    return False


def _ufunc_methods() -> Iterator[tuple[str, Any]]:
    own = {name: ufunc for name, ufunc in _ufuncs().items() if ufunc.__name__ == name}
    for name, ufunc in own.items():
        for method in UFUNC_METHODS:
            if applies(ufunc, method):
                yield f"{name}.{method}", getattr(ufunc, method)


def _section(section: str) -> Iterator[tuple[str, Any]]:
    if section == "functions":
        yield from ((name, found) for name, found in _functions(np) if name not in LEFT_OUT)
    elif section == "ufuncs":
        yield from _ufuncs().items()
    elif section == "ufunc methods":
        yield from _ufunc_methods()
    elif section == "linalg":
        yield from _functions(np.linalg)
    elif section == "fft":
        yield from _functions(np.fft)
    elif section == "random.Generator":
        public = sorted(name for name in dir(np.random.Generator) if not name.startswith("_"))
        yield from ((name, getattr(np.random.Generator, name)) for name in public)
    else:
        own = sorted(name for name in vars(np.ndarray) if name not in LEFT_OUT_OF_NDARRAY)
        yield from ((name, getattr(np.ndarray, name)) for name in own)


@cache
def names() -> tuple[Name, ...]:
    """Return every name, section by section."""
    return tuple(Name(section, name, found) for section in SECTIONS for name, found in _section(section))
