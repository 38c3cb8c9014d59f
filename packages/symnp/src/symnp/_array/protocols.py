"""NumPy's two protocols: the table that leads from NumPy's functions to ours."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np

from symnp._version import __version__
from symnp.errors import NotYetSupportedError

Function = TypeVar("Function", bound=Callable[..., Any])

_NOTE = """

Notes
-----
It builds the array that NumPy's function of this name would compute; nothing is computed until a value is needed.
"""
FUNCTIONS: dict[Callable[..., Any], Callable[..., Any]] = {}
_UFUNC_CALL: list[Callable[..., Any]] = []


def implements(*originals: Callable[..., Any]) -> Callable[[Function], Function]:
    """Say that the decorated function is what NumPy's function means for our arrays."""

    def enter(ours: Function) -> Function:
        for original in originals:
            FUNCTIONS[original] = ours
        if ours.__doc__ is None:
            ours.__doc__ = note_on(originals[0])
        return ours

    return enter


def note_on(original: Callable[..., Any]) -> str:
    """Return the docstring of NumPy's function, and what is different here."""
    # NumPy's examples print values, which ours do not have yet.
    theirs = inspect.cleandoc(original.__doc__ or "")
    return theirs.partition("\nNotes\n")[0].partition("\nExamples\n")[0].rstrip() + _NOTE


def implements_ufuncs(ours: Function) -> Function:
    """Say that the decorated function calls any ufunc on our arrays: it takes ufunc, operands and options."""
    _UFUNC_CALL[:] = [ours]
    return ours


def apply_function(function: Callable[..., Any], args: Any, kwargs: Any) -> Any:
    """Call our version of one of NumPy's functions.

    Raises
    ------
    NotYetSupportedError
        If there is none.
    """
    ours = FUNCTIONS.get(function)
    if ours is None:
        name = f"{function.__module__}.{getattr(function, '__name__', function)}"
        raise NotYetSupportedError(
            f"symnp {__version__} cannot build {name} yet; call it on numpy.asarray(x) to compute x first"
        )
    return ours(*args, **kwargs)


def apply_ufunc(ufunc: np.ufunc, method: str, inputs: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Call a ufunc that NumPy hands over.

    Raises
    ------
    NotYetSupportedError
        If one of the ufunc's methods is asked for, such as ``reduce``.
    """
    if method != "__call__":
        raise NotYetSupportedError(
            f"symnp {__version__} cannot build numpy.{ufunc.__name__}.{method} yet; "
            "call it on numpy.asarray(x) to compute x first"
        )
    return _UFUNC_CALL[0](ufunc, inputs, kwargs)
