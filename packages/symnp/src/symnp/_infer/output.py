"""Inference for calls that write into a given array: whether NumPy would take it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from symnp._infer.inferred import InferenceCache, Inferred, is_constant, signature, stand_in
from symnp._infer.shadow import run_shadow, shrink

if TYPE_CHECKING:
    from symnp._graph.node import Node
    from symnp._layout.layout import Layout

_CACHE = InferenceCache()


def check_output(
    function: Callable[..., Any],
    args: tuple[Node, ...],
    out: Layout,
    where: Node | None,
    options: tuple[Any, ...],
    shape: tuple[int, ...] | None = None,
) -> None:
    """Refuse what NumPy refuses of ``function(*args, out=out, where=where)``.

    The function works element by element, unless `shape` says what shape its result has.

    Raises
    ------
    Exception
        NumPy's own error, in class and text.
    """
    mask = None if where is None else signature(where, exact=True)
    exact = not isinstance(function, np.ufunc)
    key = (function, options, out.form, mask, *[signature(arg, exact=exact) for arg in args])
    _CACHE.get(key, partial(_check, partial(function, **dict(options)), args, out, where, shape))


def _check(
    call: Callable[..., Any], args: tuple[Node, ...], out: Layout, where: Node | None, shape: tuple[int, ...] | None
) -> Inferred:
    masks = () if where is None else (where,)
    shapes = [shape] if shape is not None else [np.shape(stand_in(arg)) for arg in (*args, *masks)]
    if not out.dummy.flags.writeable:
        _run(call, args, np.broadcast_to(np.zeros((), out.dtype), ()), masks, _point)
    if not _fits(shapes, out.shape):
        if shape is None:
            _run(call, args, np.zeros((), out.dtype), masks, _point)  # A wrong type comes first.
        _run(call, args, out.dummy, masks, stand_in)
        raise AssertionError(
            f"symnp expected NumPy to refuse out= of shape {out.shape} for {shapes}; please report this"
        )
    small = np.zeros(shrink(out.dummy).shape, out.dtype)
    small.flags.writeable = out.dummy.flags.writeable
    run_shadow(lambda *given: _call(call, given[: len(args)], small, given[len(args) :]), (*args, *masks))
    return Inferred(out, scalar=False)


def _fits(shapes: list[tuple[int, ...]], out: tuple[int, ...]) -> bool:
    try:
        return np.broadcast_shapes(*shapes, out) == out
    except ValueError:
        return False


def _point(node: Node) -> Any:
    return stand_in(node) if is_constant(node) else np.ones((), node.layout.dtype)


def _run(
    call: Any, args: tuple[Node, ...], out: np.ndarray, masks: tuple[Node, ...], see: Callable[[Node], Any]
) -> None:
    with np.errstate(all="ignore"):
        _call(call, [see(arg) for arg in args], out, [see(mask) for mask in masks])


def _call(call: Any, args: Any, out: np.ndarray, masks: Any) -> Any:
    return call(*args, out=out, where=masks[0]) if masks else call(*args, out=out)
