"""What every rule for a generator's method needs: NumPy run on next to nothing, and its words for what it refuses.

Arrays without data are stood in for by empty ones wherever that works: then no check of values can fail but those of the
numbers that stand in the call, which NumPy makes at the call.
"""

from __future__ import annotations

import operator
import re
import warnings
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np

from symnp._infer.inferred import Inferred
from symnp._layout.layout import root_layout

if TYPE_CHECKING:
    from symnp._graph.node import Node

Given = dict[str, Any]
"""The arguments of a call by name: nodes for arrays, all else as it was given."""

_NUMPY = np.random.Generator(np.random.PCG64(0))


def call_numpy(method: str, given: Given) -> Any:
    """Call a method of a generator that nobody else draws from."""
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return getattr(_NUMPY, method)(**given)


def refuse_call(method: str, args: Sequence[Any], keywords: Iterable[str]) -> NoReturn:
    """Let NumPy say what is wrong with the number or the names of arguments."""
    getattr(_NUMPY, method)(*[None for _ in args], **dict.fromkeys(keywords))
    raise AssertionError(f"symnp expected NumPy to refuse these arguments of {method}; please report this")


class Asked(tuple[int, ...]):
    """A shape that is asked for by ``size``."""

    __slots__ = ()

    @classmethod
    def of(cls, size: Any) -> Any:
        """Return what is asked for as a shape, if it is one or a length, and anything else as it is."""
        if isinstance(size, (bool, str)) or size is None:
            return size
        try:
            return cls((operator.index(size),))
        except TypeError:
            pass
        try:
            return cls(operator.index(n) for n in size)
        except TypeError:
            return size


def asked_shape(method: str, given: Given, small: Given) -> tuple[int, ...] | None:
    """Return the shape that is asked for; what is no shape NumPy refuses when it is called with `small` arguments."""
    size = given.get("size")
    if size is None:
        return None
    if not isinstance(size, Asked) or any(n < 0 for n in size):
        call_numpy(method, {**small, "size": size})
        return (int(size),) if isinstance(size, bool) else np.empty(size).shape
    shape: tuple[int, ...] = size
    return shape


def is_node(one: Any) -> bool:
    """Whether an argument is an array, rather than numbers that stand in the call."""
    return hasattr(one, "layout")


def shape_of(one: Any) -> tuple[int, ...]:
    """Return the shape of an argument."""
    return tuple(one.layout.shape if is_node(one) else np.shape(one))


def without_size(given: Given) -> Given:
    """Return the other arguments."""
    return {name: one for name, one in given.items() if name != "size"}


def result_of(shape: tuple[int, ...], small: Any, *, scalar: bool = False) -> Inferred:
    """Return the inference for a result in C order whose dtype a small one shows."""
    small = np.asarray(small)
    dtype, strides = small.dtype, None
    if 0 in shape:
        strides = small.strides if small.shape == shape else np.empty(shape, dtype).strides
    return Inferred(root_layout(shape, dtype, strides), scalar)


def broadcast(shapes: Iterable[tuple[int, ...] | None]) -> tuple[int, ...] | None:
    """Return the shape to which shapes are broadcast, or None; a shape that is None has no say."""
    try:
        return np.broadcast_shapes(*[shape for shape in shapes if shape is not None])
    except ValueError:
        return None


def literal_shape(values: Sequence[Any]) -> tuple[int, ...] | None:
    """Return the shape to which the numbers in the call are broadcast, or None."""
    try:
        return broadcast([np.shape(one) for one in values if not is_node(one)])
    except ValueError:  # A list of lists of several lengths.
        return None


def call_with_emptied(method: str, small: Given, given: Given) -> Any:
    """Call a method with arrays that were emptied; what is wrong with a single value is said as of a single value."""
    try:
        return call_numpy(method, small)
    except TypeError:
        points = {name: one for name, one in given.items() if is_node(one) and not one.layout.shape}
        call_numpy(method, small | {name: np.zeros((), one.layout.dtype) for name, one in points.items()})
        raise


def emptied(node: Node, axes: int) -> np.ndarray:
    """Return an array without elements that fits whatever has so many axes."""
    return np.empty((0, *[1] * axes), node.layout.dtype)


def asked_and_given(asked: tuple[int, ...] | None, shapes: Iterable[tuple[int, ...]]) -> tuple[int, ...] | None:
    """Return the shape of a result, or None where NumPy would not broadcast the parameters to what is asked for."""
    shape = broadcast([asked, *shapes])
    return shape if asked is None or shape == asked else None


# What is refused because of its shape: the words are NumPy's, the lengths in them are the true ones.

_CONTENTS = (0.5, 1, 0, 2, 7, 1000)  # One of them suits every parameter.


def refuse_shapes(method: str, given: Given) -> tuple[tuple[int, ...], Any]:
    """Let NumPy refuse shapes that do not go together; if it takes them, return what is asked for and a small result.

    Raises
    ------
    ValueError
        NumPy's own.
    """
    asked = given.get("size")
    fixed = [n for one in given.values() if isinstance(one, list) for n in _lengths_in(one)]
    real = [n for one in given.values() for n in _lengths_in(one)]
    mapped = small_lengths(real, fixed)
    if isinstance(asked, Asked):
        given = {**given, "size": tuple([mapped[n] for n in asked])}
    for content in _CONTENTS:
        small = {name: filled(one, mapped, content) if is_node(one) else one for name, one in given.items()}
        try:
            result = call_numpy(method, small)
        except ValueError as error:
            if "broadcast" in str(error) or content == _CONTENTS[-1]:
                raise ValueError(_with_lengths(str(error), mapped)) from None
        else:
            if isinstance(asked, Asked):
                return asked, result  # `integers` does not mind.
    raise AssertionError(f"symnp expected NumPy to refuse these shapes for {method}; please report this")


def _lengths_in(one: Any) -> tuple[int, ...]:
    if isinstance(one, Asked):
        return one
    try:
        return shape_of(one) if is_node(one) or isinstance(one, list) else ()
    except ValueError:  # A list of lists of several lengths.
        return ()


def small_lengths(lengths: Iterable[int], fixed: Iterable[int] = ()) -> dict[int, int]:
    """Return small lengths in the place of long ones, other ones for others; those that are fixed stay."""
    known, found = set(fixed), set(lengths)
    kept = {n: n for n in found if n in known or n < 2}
    free = (n for n in range(2, len(found) + len(known) + 3) if n not in known)
    return kept | {n: next(free) for n in sorted(found - kept.keys())}


def filled(node: Node, mapped: dict[int, int], content: Any) -> np.ndarray:
    """Return a small array full of one number, as far as its dtype can hold it."""
    with np.errstate(all="ignore"):
        value = np.asarray(content).astype(node.layout.dtype)
    return np.full([mapped[n] for n in node.layout.shape], value)


def _with_lengths(text: str, mapped: dict[int, int]) -> str:
    back = {small: real for real, small in mapped.items()}

    def real(found: re.Match[str]) -> str:
        return re.sub(r"\d+", lambda n: str(back.get(int(n[0]), n[0])), found[0])

    return re.sub(r"\([\d, ]*\)", real, text)
