"""Generators of random arrays that are drawn when they are needed, in the order in which they were asked for."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from symnp._array.array import Array, wrap
from symnp._array.convert import as_node
from symnp._array.protocols import note_on
from symnp._array.source_line import source_line
from symnp._array.writing import assign_region
from symnp._graph.node import Node, SourceLine
from symnp._infer.arguments import Gathered, taken_apart
from symnp._infer.draw_rules import Given, refuse_call
from symnp._infer.draw_vectors import MOST_LITERAL
from symnp._infer.drawing import METHODS, infer_draw, infer_draw_into
from symnp._namespace.conversion import as_array
from symnp._namespace.opaque import computed, ours_of
from symnp._namespace.stream import Stream
from symnp._ops.draw import Draw

_PICKED = ("a", "x")
"""The parameters whose elements are picked: what stands in a list there is not looked at."""


class _ObjectsError(TypeError):
    """Raised where Python objects are drawn from: no array of symnp holds them."""


class Generator:
    """NumPy's generator of random numbers, whose draws are computed when they are needed.

    Parameters
    ----------
    bit_generator : BitGenerator
        One of NumPy's. It is copied: this generator starts where that one stands, and does not advance it.

    Notes
    -----
    Draws have NumPy's very values, in the order in which they were asked for, whatever order they are computed in and
    whether or not all of them are. Computing one computes the earlier ones, too, each of them once. Where NumPy returns a
    number of Python's, this returns a scalar of symnp's, which counts as NumPy's scalar of that dtype in promotion.

    Errors that depend on the values of arrays come when the draw is computed; the draws after it go on all the same.
    ``bytes`` and what writes into NumPy arrays or lists draws at once.

    What `bit_generator` gives is at the present state of this generator, which computes what is pending. To set its state,
    to advance it or to draw raw numbers from it changes this generator, too. NumPy's own generators, though, take a copy
    of it, and from then on it and they go separate ways.

    Examples
    --------
    >>> import symnp
    >>> generator = symnp.random.default_rng(7)
    >>> first, second = generator.normal(size=(10**6, 10**6)), generator.normal(size=(2, 3))
    >>> second
    symnp.Array(normal drawn, shape=(2, 3), dtype=float64)
    """

    __slots__ = ("__weakref__", "_stream")

    def __init__(self, bit_generator: Any) -> None:
        self._stream = Stream.of(bit_generator)

    @property
    def bit_generator(self) -> Any:
        """A bit generator of NumPy's in the present state of this generator."""
        return self._stream.bit_generator()

    def spawn(self, n_children: int) -> list[Generator]:
        """Return new independent generators, as NumPy's `numpy.random.Generator.spawn` does."""
        return [type(self)(child) for child in self._stream.seedling().spawn(n_children)]

    def bytes(self, length: int) -> bytes:
        """Return random bytes; they are drawn at once."""
        drawn: bytes = self._stream.draw_now("bytes", {"length": computed(length)})
        return drawn

    def __str__(self) -> str:
        return f"{type(self).__name__}({self._stream.kind.__name__})"

    def __repr__(self) -> str:
        return f"{self} at 0x{id(self):X}"

    def __copy__(self) -> Generator:
        """Return another generator of the same stream, as NumPy does: what one draws the other does not draw again."""
        return self._on(self._stream)

    def __deepcopy__(self, memo: dict[int, Any]) -> Generator:
        return self._on(self._stream.copied(copy.deepcopy(self._stream.seeds, memo)))

    def __reduce__(self) -> Any:
        return type(self), (self._stream.plain(),)

    def _on(self, stream: Stream) -> Generator:
        other = type(self).__new__(type(self))
        other._stream = stream
        return other

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Callable[..., Any]:
            """Return one of the methods of `METHODS`, which are entered below."""
            raise AssertionError(name)


def _bound(method: str, args: tuple[Any, ...], keywords: dict[str, Any]) -> Given:
    """Return the arguments by name.

    Raises
    ------
    TypeError
        NumPy's own, if they do not fit the parameters.
    """
    names, required, positional, _, _ = METHODS[method]
    given = dict(zip(names, args, strict=False))
    twice = given.keys() & keywords.keys()
    given |= keywords
    missing = [name for name in names[:required] if name not in given]
    if len(args) > positional or twice or missing or not given.keys() <= {*names}:
        refuse_call(method, args, keywords)
    return given


def _drawing(method: str) -> Callable[..., Any]:
    """Return ours for one of the methods of NumPy's generators."""

    def function(self: Generator, *args: Any, **keywords: Any) -> Any:
        given = _bound(method, args, keywords)
        if method == "shuffle":
            return _shuffle(self._stream, given)
        out = given.pop("out", None)
        if out is not None and not _is_buffer(out):
            return self._stream.draw_now(method, computed({**given, "out": out}))
        return _draw(self._stream, method, given, out)

    function.__name__, function.__qualname__ = method, f"Generator.{method}"
    function.__doc__ = note_on(getattr(np.random.Generator, method))
    return function


def _is_buffer(one: Any) -> bool:
    return isinstance(one, Array) and not one._is_scalar


def _draw(stream: Stream, method: str, given: Given, out: Array | None) -> Any:
    line = source_line()
    try:
        node = _drawn(stream, method, given, out, line)
    except _ObjectsError:
        return ours_of(stream.draw_now(method, computed(given)))
    drawn = wrap(node, line)
    if out is None:
        return drawn
    assign_region(out, out._layout, drawn, line, element=False)
    return out


def _drawn(stream: Stream, method: str, given: Given, out: Array | None, line: SourceLine | None) -> Node:
    data = METHODS[method].data
    prepared = {name: _prepared(name, one, line) if name in data else _option(one) for name, one in given.items()}
    nodes = Gathered(lambda one: one if isinstance(one, Node) else None)
    template = taken_apart(prepared, nodes)
    if out is None:
        inferred = infer_draw(method, template, tuple(nodes))
        return stream.draw(Draw(method, template), tuple(nodes), inferred, line)
    inferred = infer_draw_into(method, template, tuple(nodes), out._layout)
    return stream.draw(Draw(method, template, inferred.layout), tuple(nodes), inferred, line)


def _option(one: Any) -> Any:
    """Return an argument that decides on the form of the result: its value is needed now, and stays as it is now."""
    value = computed(one)
    return value.tolist() if isinstance(value, np.ndarray) else value


_SINGLE = (np.ndarray, np.generic, int, float, complex, str, type(None))


def _prepared(name: str, one: Any, line: SourceLine | None) -> Any:
    """Return the node of an argument that is an array, and numbers and short lists as they are."""
    if isinstance(one, Array):
        # How much there is to pick from has to be known.
        whole = (name in _PICKED and one._is_scalar) or (name == "a" and one.ndim == 0)
        return _single(name, one._value()) if whole else one._read()
    if isinstance(one, (list, tuple)):
        one = _prepared_list(name, one)
    elif not isinstance(one, _SINGLE):
        array = np.asarray(one)
        one = array if array.ndim or not array.dtype.hasobject else one
    if isinstance(one, np.ndarray):
        if one.dtype.hasobject:
            raise _ObjectsError("an array of Python objects is drawn from")
        return _single(name, one) if name == "a" and one.ndim == 0 else as_node(one, line)
    return one._read() if isinstance(one, Array) else one


def _single(name: str, value: Any) -> Any:
    """Return a single value as NumPy's method takes it: `choice` makes a number of Python's of it."""
    return value.item() if name == "a" else value[()]


def _prepared_list(name: str, one: Any) -> Any:
    if _holds_ours(one):
        return as_array(one)
    try:
        array = np.asarray(one)
    except ValueError:  # It holds lists of several lengths: NumPy will refuse it.
        return list(one)
    return array if name in _PICKED or array.size > MOST_LITERAL else _as_lists(one)


def _holds_ours(one: Any) -> bool:
    return isinstance(one, Array) or (isinstance(one, (list, tuple)) and any(map(_holds_ours, one)))


def _as_lists(one: Any) -> Any:
    return [_as_lists(item) for item in one] if isinstance(one, (list, tuple)) else one


def _shuffle(stream: Stream, given: Given) -> None:
    x = given["x"]
    if not _is_buffer(x):
        options = computed({name: one for name, one in given.items() if name != "x"})
        stream.draw_now("shuffle", {**options, "x": x._value() if isinstance(x, Array) else x})
        return
    line = source_line()
    node = _drawn(stream, "shuffle", given, None, line)
    assign_region(x, x._layout, wrap(node, line), line, element=False)


for _name in METHODS:
    setattr(Generator, _name, _drawing(_name))


def default_rng(seed: Any = None) -> Generator:
    """Return a generator on NumPy's default bit generator.

    Parameters
    ----------
    seed : int, sequence of int, SeedSequence, BitGenerator, Generator or RandomState, optional
        As for `numpy.random.default_rng`. A generator of symnp's is returned as it is; a bit generator, and that of a
        generator of NumPy's, is copied.

    Returns
    -------
    Generator
        A generator whose draws are computed when they are needed.

    Raises
    ------
    TypeError, ValueError
        NumPy's own, for what is no seed.

    Examples
    --------
    >>> import symnp
    >>> symnp.compute(symnp.random.default_rng(7).integers(10, size=4))
    array([9, 6, 6, 8])
    """
    if isinstance(seed, Generator):
        return seed
    seed = computed(seed)
    return Generator(seed if isinstance(seed, np.random.BitGenerator) else np.random.default_rng(seed).bit_generator)
