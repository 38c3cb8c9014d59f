"""Inference for calls whose shape the caller knows: NumPy says the rest on tiny arrays."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from symnp._infer.inferred import InferenceCache, Inferred, signature
from symnp._infer.shadow import run_shadow, scaled

if TYPE_CHECKING:
    from symnp._graph.node import Node

_CACHE = InferenceCache()


def infer_call(
    function: Callable[..., Any], args: tuple[Node, ...], shape: tuple[int, ...], options: tuple[Any, ...]
) -> Inferred:
    """Return the layout of ``function(*args, **dict(options))``, a new array of the given shape.

    Raises
    ------
    Exception
        NumPy's own error, in class and text.
    """
    key = (function, shape, options, *[signature(arg, exact=True) for arg in args])
    return _CACHE.get(key, partial(_infer, partial(function, **dict(options)), args, shape))


def _infer(call: Callable[..., Any], args: tuple[Node, ...], shape: tuple[int, ...]) -> Inferred:
    return scaled(run_shadow(call, args), shape)
