"""NumPy's functions that have no rule of their own: built as they are, with what they return inferred."""

from __future__ import annotations

import array
import inspect
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

from symnp._array.apart import apart
from symnp._array.array import Array, wrap
from symnp._array.convert import as_node
from symnp._array.source_line import source_line
from symnp._array.writing import apart_from, write
from symnp._graph.node import Node, SourceLine
from symnp._infer.arguments import Fixed, Gathered, Given, put_together, taken_apart
from symnp._infer.probing import infer_by_probing
from symnp._layout.index import Place
from symnp._layout.layout import layout_of
from symnp._layout.memory import twin
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
    if _holds_code((args, keywords)):
        return compute_now(function, args, keywords)  # What the user's code reads may be something else later.
    args, keywords, out = _without("out", function, args, keywords)
    # What NumPy may overwrite it may also leave alone: others read the same values.
    args, keywords, _ = _without("overwrite_input", function, args, keywords)
    if isinstance(out, np.ndarray):
        return function(*computed(args), **computed(keywords), out=out)
    if out is not None:
        return write_by_call(function, args, keywords | {"out": out}, out)
    line = source_line()
    template, nodes = gathered((args, keywords), line)
    if function in _PRODUCTS:
        nodes = apart(_operands((args, keywords)), nodes, line)
    promise = infer_by_probing(function, template, nodes)
    if not _is_of_arrays(promise.template):
        # Python's numbers and objects cannot stand for values that are not there yet.
        return compute_now(function, args, keywords)
    given = _operands((args, keywords)) if _gives_back(promise.template) else []
    if not promise.parts:
        return put_together(promise.template, (), given)
    form, results = promised(function, template, nodes, promise, line=line)
    return put_together(form, [wrap(node, line) for node in results], given)


_PRODUCTS = (np.dot, np.inner, np.tensordot, np.einsum, np.linalg.matmul, np.linalg.tensordot)
"""What looks whether its operands are one buffer."""


def _operands(given: Any) -> list[Any]:
    """Return the arrays among arguments, in the order of their nodes."""
    arrays = Gathered(lambda one: one if isinstance(one, (Array, np.ndarray)) else None)
    taken_apart(given, arrays)
    return [ours_of(one) for one in arrays]


def _gives_back(template: Any) -> bool:
    """Whether a result holds an operand as it is."""
    if isinstance(template, (Place, Fixed)):
        return False
    return isinstance(template, Given) or any(
        _gives_back(one[1] if template.kind is dict else one) for one in template.items
    )


def _holds_code(given: Any) -> bool:
    """Whether there is a function among arguments that is neither NumPy's nor ours."""
    if isinstance(given, dict):
        return any(_holds_code(one) for one in given.values())
    if isinstance(given, (list, tuple)):
        return any(_holds_code(one) for one in given)
    if not callable(given) or isinstance(given, (type, np.ufunc, Array)) or hasattr(given, "numpy_original"):
        return False
    return not str(getattr(given, "__module__", "")).startswith("numpy")


def _is_of_arrays(template: Any) -> bool:
    """Whether a result is made of arrays, and of None at most."""
    if isinstance(template, Fixed):
        return template.value is None
    return isinstance(template, (Place, Given)) or all(
        _is_of_arrays(one[1] if template.kind is dict else one) for one in template.items
    )


def gathered(given: Any, line: SourceLine | None) -> tuple[Any, tuple[Node, ...]]:
    """Return the template of arguments, and the nodes of the arrays in it."""
    nodes = Gathered(lambda one: _array_node(one, line))
    return taken_apart(given, nodes), tuple(nodes)


def write_by_call(function: Function, args: tuple[Any, ...], keywords: dict[str, Any], target: Any) -> Any:
    """Call a function that writes into `target`, one of its arguments, and return the target.

    Raises
    ------
    Exception
        NumPy's own, in class and text, for all that NumPy refuses without looking at data.
    """
    if not isinstance(target, Array):
        raise TypeError(f"{getattr(function, '__name__', function)} writes into an array, but was given {target!r}")
    line = source_line()

    def read(one: Any) -> Node | None:
        node = _array_node(one, line)
        return None if node is None else apart_from(target, one, node, line)

    nodes = Gathered(read, (target, target._read()))
    template = taken_apart((args, keywords), nodes)
    infer_by_probing(function, template, tuple(nodes), written=1)
    if target._is_scalar:
        raise TypeError("return arrays must be of ArrayType")
    write(target, target._layout, call_on, tuple(nodes[1:]), line, covers=False, function=function, template=template)
    return target


def _array_node(one: Any, line: SourceLine | None) -> Node | None:
    if isinstance(one, (Array, np.ndarray)):
        return as_node(one, line)
    # Another kind of buffer may change before the result is computed: what it holds now is what counts.
    return as_node(np.array(one), line) if isinstance(one, (bytearray, memoryview, array.array)) else None


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


def _value(one: Array) -> Any:
    value = np.asarray(one)
    return value[()] if one._is_scalar else value


def ours_of(result: Any) -> Any:
    """Return a computed result with its arrays as ours."""
    line = source_line()

    def ours(one: Any) -> Array | None:
        if isinstance(one, Array):
            return one
        if not _is_plain(one):
            return None
        # A view of what was computed, which cannot be written, becomes an array of its own.
        return wrap(as_node(one if one.flags.writeable else _writeable_twin(one), line), line)

    arrays = Gathered(ours)
    return put_together(taken_apart(result, arrays), arrays)


def _writeable_twin(one: np.ndarray) -> np.ndarray:
    copy = twin(one, layout_of(one))
    copy.flags.writeable = True
    return copy


def _is_plain(one: Any) -> bool:
    return type(one) is np.ndarray and not one.dtype.hasobject


def compute_now(function: Function, args: tuple[Any, ...], keywords: dict[str, Any]) -> Any:
    """Compute the arguments, call NumPy, and return what it returns with its arrays as ours."""
    return ours_of(function(*computed(args), **computed(keywords)))
