"""Inference for joining arrays along an axis that they have."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from symnp._infer.inferred import InferenceCache, Inferred, signature
from symnp._infer.shadow import raise_from_numpy, run_shadow, scaled

if TYPE_CHECKING:
    from symnp._graph.node import Node

_CACHE = InferenceCache()


def infer_concatenate(args: tuple[Node, ...], axis: int | None, options: tuple[Any, ...]) -> Inferred:
    """Return the layout of ``concatenate(args, axis=axis)``.

    Raises
    ------
    Exception
        NumPy's own error, in class and text.
    """
    key = (axis, type(axis), options, *[signature(arg) for arg in args])
    return _CACHE.get(key, partial(_infer, args, axis, options))


def _infer(args: tuple[Node, ...], axis: int | None, options: tuple[Any, ...]) -> Inferred:
    def join(*arrays: Any) -> Any:
        return np.concatenate(arrays, axis=axis, **dict(options))

    whole = axis is None or isinstance(axis, (int, np.integer))
    shape = _joined_shape([arg.layout.shape for arg in args], axis) if whole else None
    if shape is None:
        raise_from_numpy(join, args)
        raise AssertionError  # Not reached: the line above raises.
    return scaled(run_shadow(join, args), shape)


def _joined_shape(shapes: list[tuple[int, ...]], axis: int | None) -> tuple[int, ...] | None:
    """Return the joined shape, or None where the shapes do not fit or there is no such axis."""
    if axis is None:
        return (sum(int(np.prod(shape, dtype=object)) for shape in shapes),) if shapes else None
    if not shapes or not shapes[0]:
        return None
    first = shapes[0]
    if not -len(first) <= axis < len(first):
        return None
    at = axis % len(first)
    others = {(len(shape), shape[:at], shape[at + 1 :]) for shape in shapes}
    if len(others) > 1:
        return None
    return (*first[:at], sum(shape[at] for shape in shapes), *first[at + 1 :])
