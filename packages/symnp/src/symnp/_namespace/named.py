"""Ours for each of NumPy's functions, whether it has a rule of its own or not."""

from __future__ import annotations

import functools
from collections.abc import Callable
from functools import cache
from typing import Any

from symnp._array.protocols import FUNCTIONS, implements_all_else, note_on
from symnp._namespace.by_data import BY_DATA
from symnp._namespace.filled import CREATIONS
from symnp._namespace.opaque import build_call, compute_now

Function = Callable[..., Any]


@implements_all_else
def call_numpy(function: Function, args: tuple[Any, ...], keywords: dict[str, Any]) -> Any:
    """Do what one of NumPy's functions does that has no rule of its own: build it as it is, or compute where data decide."""
    if function in BY_DATA:
        return compute_now(function, args, keywords)
    return build_call(function, args, keywords)


@cache
def named(theirs: Any) -> Function:
    """Return ours for one of NumPy's functions."""
    ours = FUNCTIONS.get(theirs) or CREATIONS.get(theirs)
    if ours is not None:
        return ours

    def function(*args: Any, **keywords: Any) -> Any:
        keywords.pop("like", None)
        return call_numpy(theirs, args, keywords)

    functools.update_wrapper(function, theirs, ("__name__", "__qualname__"), ())
    del function.__wrapped__  # type: ignore[attr-defined]
    function.__doc__ = note_on(theirs)
    function.__module__ = "symnp"
    return function
