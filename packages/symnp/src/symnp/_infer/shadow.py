"""Shadow inference: run NumPy's real function on tiny arrays that keep the true strides, and scale the answer up.

Shrinking each axis to at most two elements keeps what decides dtype, axis order and most errors; sizes are the
caller's to check, because 3 and 4 both shrink to 2.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Hashable
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from symnp._infer.inferred import Inferred, is_constant, stand_in
from symnp._layout.layout import root_layout

if TYPE_CHECKING:
    from symnp._graph.node import Node


def shrink(array: np.ndarray) -> np.ndarray:
    """Return an array with at most two elements an axis, and with the same order of axes and contiguity.

    A corner of a contiguous array is not contiguous, and NumPy takes shorter ways for contiguous operands, which lay
    out axes of one element differently: so the corner of a contiguous array is made anew. An empty array is contiguous
    whatever its strides are, and so is its corner.
    """
    flags = array.flags
    if not array.size or not (flags.c_contiguous or flags.f_contiguous):
        corner: Any = (*(slice(0, 2),) * array.ndim, ...)
        small: np.ndarray = array[corner]
        return small
    shape = tuple([min(n, 2) for n in array.shape])
    strides = None if flags.c_contiguous else np.empty(shape, array.dtype, "F").strides
    return root_layout(shape, array.dtype, strides, aligned=flags.aligned).dummy


_MOST_SHADOWS = 4096
_shadows: dict[Hashable, Any] = {}
"""What ufuncs have returned for small arrays: the operands of a program have many shapes, but most shrink to the same."""


def run_shadow_once(function: np.ufunc, options: tuple[Any, ...], nodes: tuple[Node, ...]) -> Any:
    """Return what `run_shadow` returns for a ufunc with these options, and remember it."""
    small = [_small(node) for node in nodes]
    key = (function, options, *[_form(one, node) for one, node in zip(small, nodes, strict=True)])
    found = _shadows.get(key)
    if found is None:
        if len(_shadows) >= _MOST_SHADOWS:
            _shadows.clear()
        found = _shadows[key] = _quietly(partial(function, **dict(options)), small)
    return found


def _form(small: Any, node: Node) -> Hashable:
    """Return all of an operand that decides the result of a ufunc besides the numbers that it holds."""
    return node.sign if is_constant(node) else (small.shape, small.strides, small.dtype, small.flags.num, node.scalar)


def run_shadow(function: Callable[..., Any], nodes: tuple[Node, ...]) -> Any:
    """Call `function` with the shrunk dummies of the nodes; NumPy's errors pass through, its warnings do not."""
    return _quietly(function, [_small(node) for node in nodes])


def _quietly(function: Callable[..., Any], small: list[Any]) -> Any:
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return function(*small)


def _small(node: Node) -> Any:
    if is_constant(node):
        return stand_in(node)
    small = shrink(node.layout.dummy)
    # A text taken out of an array is as long as its content, which is not there.
    return small[()] if node.scalar and small.dtype.kind not in "US" else small


def raise_from_numpy(function: Callable[..., Any], nodes: tuple[Node, ...]) -> None:
    """Call `function` on operands of full size that it must refuse, so that the error is NumPy's in class and text."""
    function(*[stand_in(node) for node in nodes])
    shapes = [node.layout.shape for node in nodes]
    raise AssertionError(f"symnp expected NumPy to refuse {function} for shapes {shapes}; please report this")


def scaled(result: Any, shape: tuple[int, ...]) -> Inferred:
    """Return the inference for a fresh result of this shape whose shadow NumPy has just computed."""
    # Where each axis has two elements, the order is seen at once; as most often it is NumPy's own.
    is_usual = result.flags.c_contiguous and 1 not in result.shape and 0 not in result.shape
    strides = None if is_usual else _scaled_strides(result, shape)
    return Inferred(root_layout(shape, result.dtype, strides), isinstance(result, np.generic))


def _scaled_strides(result: Any, shape: tuple[int, ...]) -> tuple[int, ...]:
    """Scale the strides of a fresh small array up to the full shape, keeping the order of its axes.

    An axis of two elements lies inside another axis exactly if its stride is the smaller one; axes of one element
    add nothing to strides. Where the small array is empty NumPy may leave strides of zero: they stay.
    """
    inner = [(stride, n) for stride, small, n in zip(result.strides, result.shape, shape, strict=True) if small > 1]
    itemsize = result.dtype.itemsize
    return tuple(
        0 if stride == 0 else itemsize * _product(n for other, n in inner if other < stride)
        for stride in result.strides
    )


def _product(numbers: Any) -> int:
    product = 1
    for number in numbers:
        product *= number
    return product
