"""Ours for each of NumPy's functions, whether it has a rule of its own or not."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

from symnp._array.protocols import FUNCTIONS, implements_all_else, looks_like
from symnp._namespace.by_data import BY_DATA
from symnp._namespace.filled import CREATIONS
from symnp._namespace.opaque import build_call, compute_now

Function = Callable[..., Any]


@implements_all_else
def call_numpy(function: Function, args: tuple[Any, ...], keywords: dict[str, Any]) -> Any:
    """Do what one of NumPy's functions does that has no rule of its own: build it as it is, or compute where data decide."""
    if function in BY_DATA or _chooses_by_data(function, args, keywords):
        return compute_now(function, args, keywords)
    return build_call(function, args, keywords)


def _chooses_by_data(function: Function, args: tuple[Any, ...], keywords: dict[str, Any]) -> bool:
    """Whether a keyword makes a matter of values: how many bins there are, or the rank of a fit."""
    if function in (np.histogram, np.histogram_bin_edges):
        return isinstance(args[1] if len(args) > 1 else keywords.get("bins"), str)
    if function is np.poly:  # Complex roots that come in pairs give real coefficients.
        roots = np.asarray(args[0]) if isinstance(args[0], list) else args[0]
        return bool(roots.ndim != 1 or roots.dtype.kind == "c")
    return function is np.polyfit and bool(args[4] if len(args) > 4 else keywords.get("full"))


@cache
def named(theirs: Any) -> Function:
    """Return ours for one of NumPy's functions."""
    ours = FUNCTIONS.get(theirs) or CREATIONS.get(theirs)
    if ours is not None:
        return ours

    def function(*args: Any, **keywords: Any) -> Any:
        keywords.pop("like", None)
        return call_numpy(theirs, args, keywords)

    return looks_like(theirs, function)
