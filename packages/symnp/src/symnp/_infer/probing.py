"""Inference for functions without a rule of their own: NumPy itself is run on small arrays, and its laws are read off."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from symnp._infer.arguments import Gathered, Given, put_together, taken_apart, whole_numbers, with_numbers
from symnp._infer.inferred import Inferred, is_constant, signature
from symnp._infer.laws import find_law, probe_lengths
from symnp._infer.shadow import scaled
from symnp._layout.index import Place
from symnp._layout.layout import root_layout
from symnp.errors import NotYetSupportedError

if TYPE_CHECKING:
    from symnp._graph.node import Node
    from symnp._layout.layout import Layout

_SMALL, _SHORT = (
    512,
    32,
)  # Up to so many elements altogether, and so large whole numbers, NumPy is asked at the real size.
_AFFORDABLE = 1 << 20  # Up to here an error is worth asking NumPy again at the real size.
_CACHE_LIMIT = 2048
_CACHE: dict[Any, Promise] = {}


Content = Callable[[tuple[int, ...], np.dtype[Any]], Any]
"""Takes a shape and a dtype and returns what an array of them is filled with."""


class Promise(NamedTuple):
    """What a call will return: a template, and the layout of each array in it."""

    template: Any
    parts: tuple[Inferred, ...]


def infer_by_probing(
    function: Callable[..., Any], template: Any, nodes: tuple[Node, ...], *, written: int = 0
) -> Promise:
    """Return what ``function`` returns for a template of arguments and the nodes in it.

    So many of the nodes, the first ones, are `written`: what NumPy returns may be a view of them.

    Raises
    ------
    Exception
        NumPy's own error, in class and text.
    NotYetSupportedError
        If the shape of the result follows no law of the operands' shapes, or the result is a view of an operand.
    """
    key = (function, template, written, *[signature(node, exact=True) for node in nodes])
    found = _CACHE.get(key)
    if found is None:
        found = _infer(function, template, nodes, written)
        if len(_CACHE) >= _CACHE_LIMIT:
            _CACHE.clear()
        _CACHE[key] = found
    return found


def _infer(function: Callable[..., Any], template: Any, nodes: tuple[Node, ...], written: int) -> Promise:
    lengths = [n for node in nodes for n in node.layout.shape] + [n for n in whole_numbers(template) if n > 0]
    if sum(node.layout.size for node in nodes) <= _SMALL and all(n <= _SHORT for n in whole_numbers(template)):
        form, arrays = _run(partial(_call, function, template), nodes, {n: n for n in lengths}, written)
        return Promise(form, tuple([_as_it_is(array) for array in arrays]))
    probes = probe_lengths(lengths)
    try:
        runs = [
            _run(partial(_call, function, with_numbers(template, probe)), nodes, probe, written) for probe in probes
        ]
    except Exception as error:  # noqa: BLE001  Whatever NumPy raises is raised again, in better words.
        if sum(node.layout.size for node in nodes) <= _AFFORDABLE and max(lengths, default=0) <= _AFFORDABLE:
            _run(
                partial(_call, function, template), nodes, {n: n for n in lengths}, written
            )  # NumPy's words name real sizes.
        raise _in_real_sizes(error, probes[0]) from None
    form, arrays = runs[0]
    if any(other != form or len(seen) != len(arrays) for other, seen in runs):
        raise _no_law(function, nodes)
    sides = [tuple(probe[n] for n in lengths) for probe in probes]
    shapes = [_shape([seen[i].shape for _, seen in runs], sides, tuple(lengths)) for i in range(len(arrays))]
    if None in shapes:
        raise _no_law(function, nodes)
    return Promise(
        form, tuple([scaled(array, shape) for array, shape in zip(arrays, shapes, strict=True) if shape is not None])
    )


def _in_real_sizes(error: Exception, probe: dict[int, int]) -> Exception:
    """Return an error of NumPy's with the lengths that the user knows in the place of those that stood for them."""
    real = {str(small): str(n) for n, small in probe.items() if n != small}
    text = re.sub(r"\d+", lambda found: real.get(found[0], found[0]), str(error))
    try:
        return type(error)(text)
    except TypeError:  # Some of NumPy's errors are made of more than a text.
        return error


def _no_law(function: Callable[..., Any], nodes: tuple[Node, ...]) -> NotYetSupportedError:
    shapes = [node.layout.shape for node in nodes]
    return NotYetSupportedError(
        f"symnp cannot say without data what shape numpy's {getattr(function, '__name__', function)} gives for operands "
        f"of shapes {shapes}; call it on numpy.asarray(x) to compute x first"
    )


def _shape(seen: list[tuple[int, ...]], probes: list[tuple[int, ...]], real: tuple[int, ...]) -> tuple[int, ...] | None:
    if len({len(shape) for shape in seen}) != 1:
        return None
    laws = [find_law(lengths, probes) for lengths in zip(*seen, strict=True)]
    return None if None in laws else tuple([law(real) for law in laws if law is not None])


def _call(function: Callable[..., Any], template: Any, operands: Sequence[Any]) -> tuple[Any, list[Any]]:
    args, keywords = put_together(template, operands)
    return flattened(function(*args, **keywords), operands)


def flattened(result: Any, operands: Sequence[Any] = ()) -> tuple[Any, list[Any]]:
    """Return the template of a result, and the arrays and NumPy scalars in it that are not operands given back."""
    arrays = Gathered(lambda one: one if isinstance(one, (np.ndarray, np.generic)) else None)

    def find(one: Any) -> Place | Given | None:
        if isinstance(one, np.ndarray):
            for number, operand in enumerate(operands):
                if one is operand:
                    return Given(number)
        return arrays(one)

    return taken_apart(result, find), arrays


def _as_it_is(array: Any) -> Inferred:
    """Return the inference for a result that NumPy has shown at its real size, gaps and all."""
    return Inferred(root_layout(array.shape, array.dtype, array.strides), isinstance(array, np.generic))


def _run(
    call: partial[tuple[Any, list[Any]]],
    nodes: tuple[Node, ...],
    lengths: dict[int, int],
    written: int,
) -> Any:
    """Call NumPy on small arrays with the first content that it takes."""
    errors: list[Exception] = []
    for content in sorted(_CONTENTS, key=lambda content: content is not _scattered or call.args[0] not in _SCALING):
        operands = [_operand(node, lengths, content) for node in nodes]
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                form, arrays = call(operands)
            except Exception as error:  # noqa: BLE001  Another content may do; if none does, NumPy's word is raised.
                errors.append(error)
                continue
        given = [operand for operand in operands[written:] if isinstance(operand, np.ndarray) and operand.size]
        if any(isinstance(array, np.ndarray) and np.may_share_memory(array, one) for array in arrays for one in given):
            raise NotYetSupportedError(
                "symnp cannot build this function of NumPy's, whose result is a view of an operand"
            )
        return form, arrays
    raise errors[0]


def _operand(node: Node, lengths: dict[int, int], content: Content) -> Any:
    if is_constant(node):
        return node.value
    array = placed(node.layout, tuple(lengths[n] for n in node.layout.shape), content)
    return array[()] if node.scalar else array


def placed(layout: Layout, shape: tuple[int, ...], content: Content) -> np.ndarray:
    """Return a new array of another shape whose axes lie as a layout's: in that order, with gaps, reversed, or repeated."""
    flags, strides = layout.dummy.flags, layout.strides
    repeated = [stride == 0 and n > 1 for stride, n in zip(strides, layout.shape, strict=True)]
    sides = [1 if again else n for again, n in zip(repeated, shape, strict=True)]
    order = sorted(range(len(shape)), key=lambda axis: (-abs(strides[axis]), axis))
    gap = 1 if flags.c_contiguous or flags.f_contiguous or not layout.size else 2
    buffer = np.zeros([sides[axis] for axis in order[:-1]] + [sides[axis] * gap for axis in order[-1:]], layout.dtype)
    array = buffer[..., ::gap].transpose(np.argsort(order)) if order else buffer
    array = array[tuple([slice(None, None, -1 if stride < 0 else 1) for stride in strides])] if order else array
    if array.size:
        array[...] = content(array.shape, array.dtype)
    if any(repeated):
        array = np.broadcast_to(array, shape)
    if array.flags.writeable != flags.writeable:
        array.flags.writeable = flags.writeable
    return array


# Contents: what NumPy's functions ask of their operands differs.


def _regular(shape: tuple[int, ...], dtype: np.dtype[Any]) -> Any:
    """Return a matrix that can be inverted, has a root, and rises along its last axis; integers are zeros."""
    if dtype.kind not in "fc":
        return np.zeros((), dtype) if dtype.kind != "b" else True
    return _rising(shape, dtype)


def _rising(shape: tuple[int, ...], dtype: np.dtype[Any]) -> Any:
    if dtype.kind not in "iufc" or not shape:
        return np.ones((), dtype)
    if len(shape) == 1 or dtype.kind in "iu":
        return np.arange(shape[-1]).astype(dtype)
    return (np.eye(shape[-2], shape[-1]) * 8 + 0.5).astype(dtype)


def _definite(shape: tuple[int, ...], dtype: np.dtype[Any]) -> Any:
    if dtype.kind not in "biufc" or len(shape) < 2:
        return np.ones((), dtype)
    return (np.eye(shape[-2], shape[-1]) * 8 + (dtype.kind != "b")).astype(dtype)


def _scattered(shape: tuple[int, ...], dtype: np.dtype[Any]) -> Any:
    """Return numbers without a pattern: whatever square is made of them can be inverted."""
    return (np.random.default_rng(0).random(shape) * (1 if dtype.kind in "fc" else 9)).astype(dtype)


# These divide columns by their length: zeros would become NaN, of which LAPACK complains on the user's terminal.
_SCALING = (np.polyfit, np.linalg.lstsq)
_CONTENTS: tuple[Content, ...] = (_regular, _rising, _definite, _scattered, lambda shape, dtype: np.zeros((), dtype))
