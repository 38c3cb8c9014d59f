"""Inference for reductions: the named axes vanish, or stay with length one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from symnp._infer.inferred import InferenceCache, Inferred
from symnp._infer.shadow import run_shadow, scaled

if TYPE_CHECKING:
    from symnp._graph.node import Node

Axis = int | tuple[int, ...] | None

_CACHE = InferenceCache()


def infer_reduction(function: Callable[..., Any], arg: Node, axis: Axis, options: tuple[Any, ...]) -> Inferred:
    """Return the layout of ``function(arg, axis=axis, **dict(options))``.

    Raises
    ------
    Exception
        NumPy's own error, in class and text: an axis that is not there, an empty maximum, a wrong dtype.
    """
    key = (function, axis, type(axis), options, arg.sign)
    found = _CACHE.known.get(key)
    if found is not None:
        return found
    settings = dict(options)
    call = partial(function, axis=axis, **settings)
    return _CACHE.learn(key, _infer(call, arg, axis, keep=bool(settings.get("keepdims", False))))


def _infer(call: Callable[..., Any], arg: Node, axis: Axis, *, keep: bool) -> Inferred:
    result = run_shadow(call, (arg,))  # NumPy checks the axes here, before they are used below.
    if isinstance(result, int):  # Older versions of NumPy count in Python's numbers.
        result = np.intp(result)
    gone = reduced_axes(axis, len(arg.layout.shape))
    shape = [1 if i in gone else n for i, n in enumerate(arg.layout.shape) if keep or i not in gone]
    return scaled(result, tuple(shape))


def reduced_axes(axis: Axis, ndim: int) -> frozenset[int]:
    """Return the axes, counted from the front, that a reduction removes."""
    if axis is None:
        return frozenset(range(ndim))
    return frozenset(i % ndim for i in (axis if isinstance(axis, tuple) else (axis,))) if ndim else frozenset()
