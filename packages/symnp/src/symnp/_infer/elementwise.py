"""Inference for functions that work element by element on operands broadcast against each other."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from symnp._infer.inferred import InferenceCache, Inferred, signature, stand_in
from symnp._infer.shadow import raise_from_numpy, run_shadow, run_shadow_once, scaled

if TYPE_CHECKING:
    from symnp._graph.node import Node

_CACHE = InferenceCache()


def infer_elementwise(function: Callable[..., Any], args: tuple[Node, ...], options: tuple[Any, ...]) -> Inferred:
    """Return the layout of ``function(*args, **dict(options))``.

    Raises
    ------
    Exception
        NumPy's own error, in class and text.
    """
    key: Hashable
    if isinstance(function, np.ufunc):
        key = (function, options, *[arg.sign for arg in args])
    else:
        key = (function, options, *[signature(arg, exact=True) for arg in args])
    found = _CACHE.known.get(key)  # This is where every operation passes: no call more than needed.
    return _CACHE.learn(key, _infer(function, options, args)) if found is None else found


def _infer(function: Callable[..., Any], options: tuple[Any, ...], args: tuple[Node, ...]) -> Inferred:
    arrays = [arg.layout.shape for arg in args if arg.op.kind != "constant"]
    try:
        shape = arrays[0] if len(arrays) == 1 else np.broadcast(*[stand_in(arg) for arg in args]).shape
    except ValueError:
        raise_from_numpy(partial(function, **dict(options)), args)
        raise
    if isinstance(function, np.ufunc):
        return scaled(run_shadow_once(function, options, args), shape)
    return scaled(run_shadow(partial(function, **dict(options)), args), shape)
