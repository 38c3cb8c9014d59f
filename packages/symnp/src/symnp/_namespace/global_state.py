"""The functions of numpy.random on NumPy's global state: they draw at once."""

from __future__ import annotations

import functools
from collections.abc import Callable
from functools import cache
from types import ModuleType
from typing import Any

import numpy as np

from symnp._array.array import Array
from symnp._namespace.opaque import compute_now

_FORWARDED = ("seed", "get_state", "set_state", "get_bit_generator", "set_bit_generator")


def names_of(module: ModuleType) -> tuple[Callable[[str], Any], list[str]]:
    """Return what finds the names of numpy.random that symnp has no version of, and all of its names."""

    def find(name: str) -> Any:
        if name.startswith("_") or not hasattr(module, name):
            raise AttributeError(f"module 'symnp.random' has no attribute {name!r}")
        found = getattr(module, name)
        if isinstance(found, (type, ModuleType)) or not callable(found) or name in _FORWARDED:
            return found
        return _drawing_at_once(name, found)

    return find, sorted(module.__all__)


@cache
def _drawing_at_once(name: str, theirs: Callable[..., Any]) -> Callable[..., Any]:
    def function(*args: Any, **keywords: Any) -> Any:
        return _shuffle(theirs, *args, **keywords) if name == "shuffle" else compute_now(theirs, args, keywords)

    functools.update_wrapper(function, theirs, ("__name__", "__qualname__", "__doc__"), ())
    del function.__wrapped__  # type: ignore[attr-defined]
    function.__module__ = "symnp.random"
    return function


def _shuffle(theirs: Callable[..., Any], x: Any) -> None:
    if not isinstance(x, Array) or x._is_scalar or not x.flags.writeable:
        theirs(x._value() if isinstance(x, Array) else x)
        return
    values = np.array(x)
    theirs(values)
    x[...] = values
