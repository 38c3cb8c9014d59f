"""Inference for the matrix product."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from symnp._infer.inferred import InferenceCache, Inferred, signature
from symnp._infer.shadow import raise_from_numpy, run_shadow, scaled

if TYPE_CHECKING:
    from symnp._graph.node import Node

_CACHE = InferenceCache()


def infer_matmul(args: tuple[Node, ...], options: tuple[Any, ...]) -> Inferred:
    """Return the layout of ``matmul(*args)``.

    Raises
    ------
    ValueError
        NumPy's own, where an operand has no axes or the shapes do not fit.
    """
    return _CACHE.get((options, *[signature(arg) for arg in args]), partial(_infer, args, options))


def _infer(args: tuple[Node, ...], options: tuple[Any, ...]) -> Inferred:
    call = partial(np.matmul, **dict(options))
    shape = _matmul_shape(args[0].layout.shape, args[1].layout.shape)
    if shape is None:
        raise_from_numpy(call, args)
        raise AssertionError  # Not reached: the line above raises.
    return scaled(run_shadow(call, args), shape)


def _matmul_shape(a: tuple[int, ...], b: tuple[int, ...]) -> tuple[int, ...] | None:
    """Return the shape of the product, or None where there is none."""
    if not a or not b or a[-1] != b[-2 if len(b) > 1 else 0]:
        return None
    try:
        stack = np.broadcast_shapes(a[:-2], b[:-2])
    except ValueError:
        return None
    return (*stack, *a[-2:-1], *(b[-1:] if len(b) > 1 else ()))
