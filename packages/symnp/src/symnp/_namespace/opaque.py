"""NumPy's functions that have no rule of their own: built as they are, with what they return inferred."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

from symnp._array.array import Array, wrap
from symnp._array.convert import as_node
from symnp._array.source_line import source_line
from symnp._array.writing import write
from symnp._graph.node import Node, SourceLine
from symnp._infer.arguments import Fixed, Gathered, put_together, taken_apart
from symnp._infer.probing import infer_by_probing
from symnp._layout.index import Place
from symnp._ops.opaque import promised
from symnp._ops.update import call_on

Function = Callable[..., Any]


def build_call(function: Function, args: tuple[Any, ...], keywords: dict[str, Any]) -> Any:
    """Return what NumPy's function returns, with arrays of ours that are not computed yet.

    Raises
    ------
    Exception
        NumPy's own, in class and text, for all that NumPy refuses without looking at data.
    """
    args, keywords, out = _without("out", function, args, keywords)
    # What NumPy may overwrite it may also leave alone: others read the same values.
    args, keywords, _ = _without("overwrite_input", function, args, keywords)
    if isinstance(out, np.ndarray):
        return function(*computed(args), **computed(keywords), out=out)
    if out is not None:
        return write_by_call(function, args, keywords | {"out": out}, out, covers="where" not in keywords)
    line = source_line()
    template, nodes = gathered((args, keywords), line)
    promise = infer_by_probing(function, template, nodes)
    if not _is_of_arrays(promise.template):
        # Python's numbers and objects cannot stand for values that are not there yet.
        return compute_now(function, args, keywords)
    form, results = promised(function, template, nodes, promise, line=line)
    return put_together(form, [wrap(node, line) for node in results])


def _is_of_arrays(template: Any) -> bool:
    """Whether a result is made of arrays, and of None at most."""
    if isinstance(template, Fixed):
        return template.value is None
    return isinstance(template, Place) or all(
        _is_of_arrays(one[1] if template.kind is dict else one) for one in template.items
    )


def gathered(given: Any, line: SourceLine | None) -> tuple[Any, tuple[Node, ...]]:
    """Return the template of arguments, and the nodes of the arrays in it."""
    nodes = Gathered(lambda one: _array_node(one, line))
    return taken_apart(given, nodes), tuple(nodes)


def write_by_call(
    function: Function, args: tuple[Any, ...], keywords: dict[str, Any], target: Any, *, covers: bool = False
) -> Any:
    """Call a function that writes into `target`, one of its arguments, and return the target.

    Raises
    ------
    Exception
        NumPy's own, in class and text, for all that NumPy refuses without looking at data.
    """
    if not isinstance(target, Array):
        raise TypeError(f"{getattr(function, '__name__', function)} writes into an array, but was given {target!r}")
    line = source_line()
    nodes = Gathered(lambda one: _array_node(one, line), (target, target._read()))
    template = taken_apart((args, keywords), nodes)
    infer_by_probing(function, template, tuple(nodes), written=1)
    if target._is_scalar:
        raise TypeError("return arrays must be of ArrayType")
    covers = covers and _mentions(template) == 1  # What is read as well is not written anew.
    write(target, target._layout, call_on, tuple(nodes[1:]), line, covers=covers, function=function, template=template)
    return target


def _mentions(template: Any) -> int:
    """Return how often the target stands in a template."""
    if isinstance(template, Place):
        return int(template.number == 0)
    if isinstance(template, Fixed):
        return 0
    return sum(_mentions(one[1] if template.kind is dict else one) for one in template.items)


def _array_node(one: Any, line: SourceLine | None) -> Node | None:
    return as_node(one, line) if isinstance(one, (Array, np.ndarray)) else None


def _without(
    name: str, function: Function, args: tuple[Any, ...], keywords: dict[str, Any]
) -> tuple[tuple[Any, ...], dict[str, Any], Any]:
    """Take one of the parameters out of the arguments, wherever it stands; None if it is not given."""
    if name in keywords:
        return args, {other: value for other, value in keywords.items() if other != name}, keywords[name]
    names = _names(function)
    if name not in names or len(args) <= names.index(name):
        return args, keywords, None
    at = names.index(name)
    rest = dict(zip(names[at + 1 :], args[at + 1 :], strict=False))
    return args[:at], keywords | rest, args[at]


@cache
def _names(function: Function) -> tuple[str, ...]:
    try:
        return tuple(inspect.signature(function).parameters)
    except ValueError:
        return ()


def computed(given: Any) -> Any:
    """Return arguments with the values of our arrays in them."""
    values = Gathered(lambda one: _value(one) if isinstance(one, Array) else None)
    return put_together(taken_apart(given, values), values)


def _value(array: Array) -> Any:
    value = np.asarray(array)
    return value[()] if array._is_scalar else value


def ours_of(result: Any) -> Any:
    """Return a computed result with its arrays as ours."""
    line = source_line()

    def ours(one: Any) -> Array | None:
        if isinstance(one, Array):
            return one
        return wrap(as_node(one, line), line) if _is_plain(one) else None

    arrays = Gathered(ours)
    return put_together(taken_apart(result, arrays), arrays)


def _is_plain(one: Any) -> bool:
    return type(one) is np.ndarray and not one.dtype.hasobject


def compute_now(function: Function, args: tuple[Any, ...], keywords: dict[str, Any]) -> Any:
    """Compute the arguments, call NumPy, and return what it returns with its arrays as ours."""
    return ours_of(function(*computed(args), **computed(keywords)))
