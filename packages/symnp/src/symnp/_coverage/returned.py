"""What NumPy's functions give on symnp's arrays and on NumPy's, told by making the calls of the tables."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

import symnp
from symnp._coverage.calls import table
from symnp._coverage.inputs import make
from symnp._coverage.running import letters, run, undisturbed

_PLAIN = (bool, int, float, complex, str, bytes)


class _Watched:
    """A module in which one function, "sum" or "linalg.norm", notes what it gives."""

    def __init__(self, module: Any, qualified: str, notes: list[Any]) -> None:
        self._module = module
        self._name, _, self._rest = qualified.partition(".")
        self._notes = notes

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._module, name)
        if name != self._name:
            return found
        return _Watched(found, self._rest, self._notes) if self._rest else _noting(found, self._notes)


def _noting(function: Callable[..., Any], notes: list[Any]) -> Callable[..., Any]:
    def noted(*args: Any, **keywords: Any) -> Any:
        result = function(*args, **keywords)
        if not _gives_into(function, args, keywords):
            notes.append(result)
        return result

    return noted


def _gives_into(function: Callable[..., Any], args: tuple[Any, ...], keywords: dict[str, Any]) -> bool:
    """Whether a call names its output, which is given back whatever it is."""
    return inspect.signature(function).bind(*args, **keywords).arguments.get("out") is not None


def returned(qualified: str) -> list[Any]:
    """Return what a function gives in each of its calls.

    Parameters
    ----------
    qualified : str
        From ``numpy`` on: "sum", "linalg.norm".

    Returns
    -------
    list
        First on symnp's arrays, then on NumPy's. Nothing of a call that fails, or of a name that has no calls.
    """
    notes: list[Any] = []
    watched = _Watched(symnp, qualified, notes)
    for wrapped in (True, False):
        for call in table().get(qualified, ()):
            with undisturbed():
                try:
                    run(call, watched, make(symnp, letters(call), wrapped=wrapped))
                except Exception:  # noqa: BLE001, S112  What fails is counted elsewhere.
                    continue
    return notes


def type_of(values: Sequence[Any]) -> str:
    """Return the annotation that is true of all values, as precise as it can be told.

    Parameters
    ----------
    values : sequence of object
        What a function gave.

    Returns
    -------
    str
        "Array", "tuple[Array, ...]", "bool" and the like; the name of the class that `class_of` writes, for a named
        tuple; "Any" where values are of several kinds, or where there are none.
    """
    if values and all(issubclass(type(value), symnp.Array) for value in values):
        return "Array"
    if values and all(isinstance(value, np.dtype) for value in values):
        return "dtype[Any]"
    kinds = {type(value) for value in values}
    return _one_type(kinds.pop(), values) if len(kinds) == 1 else "Any"


def _one_type(kind: type, values: Sequence[Any]) -> str:
    if kind is type(None):
        return "None"
    if hasattr(kind, "_fields"):
        return f"_{kind.__name__}"
    if kind not in (tuple, list):
        return kind.__name__ if kind in _PLAIN else "Any"
    items = type_of([item for value in values for item in value])
    return f"tuple[{items}, ...]" if kind is tuple else f"list[{items}]"


def class_of(values: Sequence[Any]) -> dict[str, str]:
    """Return the fields of the named tuple that a function gives, with their annotations; nothing if it gives none."""
    kinds = {type(value) for value in values}
    fields: tuple[str, ...] = getattr(kinds.pop(), "_fields", ()) if len(kinds) == 1 else ()
    return {field: type_of([getattr(value, field) for value in values]) for field in fields}
