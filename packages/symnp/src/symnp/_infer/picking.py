"""Inference for indexing with integer arrays."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from symnp._infer.inferred import InferenceCache, Inferred, signature
from symnp._infer.shadow import scaled, shrink
from symnp._layout.index import Place, filled, picked_shape

if TYPE_CHECKING:
    from symnp._graph.node import Node

_CACHE = InferenceCache()


def infer_picking(args: tuple[Node, ...], key: tuple[Any, ...]) -> Inferred:
    """Return the layout of ``args[0][key]``, where `key` holds the other operands, integers and whole axes.

    Raises
    ------
    IndexError
        If the shapes of the arrays do not fit together.
    """
    return _CACHE.get((key, *[signature(arg) for arg in args]), partial(_infer, args, key))


def _infer(args: tuple[Node, ...], key: tuple[Any, ...]) -> Inferred:
    array, *indices = args
    shape = picked_shape(array.layout.shape, key, [index.layout.shape for index in indices])
    small = shrink(array.layout.dummy)
    if 0 in small.shape:  # NumPy finds no element at all; what the indices say is the data's affair.
        small = np.empty(
            [max(n, int(isinstance(item, (int, Place)))) for n, item in zip(small.shape, key, strict=True)], small.dtype
        )
    zeros = [_zeros(shrink(index.layout.dummy)) for index in indices]
    picked = small[filled(tuple(0 if isinstance(item, int) else item for item in key), zeros)]
    return scaled(picked, shape)


def _zeros(index: np.ndarray) -> np.ndarray:
    """Return indices that lie as these do, repeated ones too: what is picked lies in that order."""
    repeated = [n > 1 and stride == 0 for n, stride in zip(index.shape, index.strides, strict=True)]
    once = index[(*[slice(0, 1) if one else slice(None) for one in repeated], ...)]
    return np.broadcast_to(np.zeros_like(once, np.intp, order="K"), index.shape)
