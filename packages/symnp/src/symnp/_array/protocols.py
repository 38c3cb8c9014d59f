"""NumPy's two protocols: the table that leads from NumPy's functions to ours."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, TypeVar

import numpy as np

Function = TypeVar("Function", bound=Callable[..., Any])

_NOTE = """

Notes
-----
It builds the array that NumPy's function of this name would compute; nothing is computed until a value is needed.
"""
FUNCTIONS: dict[Callable[..., Any], Callable[..., Any]] = {}
_UFUNC_CALL: list[Callable[..., Any]] = []
_UFUNC_METHOD: list[Callable[..., Any]] = []
_ALL_ELSE: list[Callable[..., Any]] = []


def implements(*originals: Callable[..., Any]) -> Callable[[Function], Function]:
    """Say that the decorated function is what NumPy's function means for our arrays."""

    def enter(ours: Function) -> Function:
        for original in originals:
            FUNCTIONS[original] = ours
        return looks_like(originals[0], ours)

    return enter


def looks_like(theirs: Any, ours: Function) -> Function:
    """Give our function the name, the signature and the docstring of NumPy's."""
    shown: Any = ours
    shown.__name__ = shown.__qualname__ = theirs.__name__
    shown.__module__, shown.numpy_original = "symnp", theirs
    if ours.__doc__ is None:
        ours.__doc__ = note_on(theirs)
    with suppress(ValueError, TypeError):  # Some of NumPy's functions do not tell their signature.
        shown.__signature__ = inspect.signature(theirs)
    return ours


def note_on(original: Callable[..., Any]) -> str:
    """Return the docstring of NumPy's function, and what is different here."""
    # NumPy's examples print values, which ours do not have yet.
    theirs = inspect.cleandoc(original.__doc__ or "")
    told = theirs.partition("\nNotes\n")[0].partition("\nExamples\n")[0]
    return "\n".join(_without_examples(told.splitlines())).rstrip() + _NOTE


def _without_examples(lines: list[str]) -> Iterator[str]:
    """Leave out prompts, and what stands below them up to the next empty line."""
    in_example = False
    for line in lines:
        in_example = line.lstrip().startswith(">>>") or (in_example and bool(line.strip()))
        if not in_example:
            yield line


def implements_ufuncs(ours: Function) -> Function:
    """Say that the decorated function calls any ufunc on our arrays: it takes ufunc, operands and options."""
    _UFUNC_CALL[:] = [ours]
    return ours


def implements_all_else(ours: Function) -> Function:
    """Say that the decorated function calls what no other one implements: it takes function, operands and keywords."""
    _ALL_ELSE[:] = [ours]
    return ours


def apply_function(function: Callable[..., Any], args: Any, kwargs: Any) -> Any:
    """Call our version of one of NumPy's functions."""
    ours = FUNCTIONS.get(function)
    return _ALL_ELSE[0](function, args, kwargs) if ours is None else ours(*args, **kwargs)


def implements_ufunc_methods(ours: Function) -> Function:
    """Say that the decorated function calls a ufunc's methods: it takes ufunc, name, operands and keywords."""
    _UFUNC_METHOD[:] = [ours]
    return ours


def apply_ufunc(ufunc: np.ufunc, method: str, inputs: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Call a ufunc, or one of its methods, that NumPy hands over."""
    if method != "__call__":
        return _UFUNC_METHOD[0](ufunc, method, inputs, kwargs)
    return _UFUNC_CALL[0](ufunc, inputs, kwargs)
