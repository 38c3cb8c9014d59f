"""The ufuncs and their methods, by the names that NumPy gives them."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from typing import Any

import numpy as np

from symnp._array.apart import apart
from symnp._array.array import Array, build_elementwise, wrap
from symnp._array.convert import as_node
from symnp._array.output import matmul_into, ufunc_into
from symnp._array.protocols import implements_ufunc_methods, implements_ufuncs
from symnp._array.source_line import source_line
from symnp._array.writing import write
from symnp._graph.node import Node
from symnp._infer.arguments import Fixed, Items, taken_apart
from symnp._infer.probing import infer_by_probing
from symnp._layout.index import Place
from symnp._layout.layout import root_layout
from symnp._namespace.opaque import build_call, computed, write_by_call
from symnp._ops.contraction import matmul
from symnp._ops.opaque import opaque
from symnp._ops.update import assign, call_into_views, copy_where, empty_content

_OPTIONS = ("dtype", "casting", "order", "subok", "signature", "axes", "axis", "keepdims")
_DEFAULTS = {
    "casting": "same_kind",
    "order": "K",
    "subok": True,
    "dtype": None,
    "signature": None,
    "out": None,
    "where": True,
}


@implements_ufuncs
def call_ufunc(ufunc: np.ufunc, operands: tuple[Any, ...], keywords: dict[str, Any]) -> Any:
    """Return ``ufunc(*operands, **keywords)`` as arrays that are not computed yet.

    Raises
    ------
    Exception
        NumPy's own, for all that NumPy refuses without looking at data.
    """
    if _gives_objects(ufunc):
        return ufunc(*computed(operands), **computed(keywords))
    if not keywords and len(operands) == ufunc.nin and ufunc.nout == 1:  # As most are, and short ways are for them.
        if ufunc.signature is None:
            return build_elementwise(ufunc, operands, {})
        if ufunc is np.matmul:
            return _call_matmul(operands[0], operands[1], None, {})
    options = {name: value for name, value in keywords.items() if value is not _DEFAULTS.get(name, ...)}
    outs, where = _outputs(ufunc, operands[ufunc.nin :], options.pop("out", None)), options.pop("where", True)
    if any(isinstance(out, np.ndarray) for out in outs):
        return ufunc(*computed(operands[: ufunc.nin]), out=outs, where=computed(where), **options)
    operands = operands[: ufunc.nin]
    if len(operands) != ufunc.nin or not options.keys() <= set(_OPTIONS):
        ufunc(*[0] * len(operands), **options)  # NumPy says what is wrong with the arguments.
    if options.get("dtype") is not None:
        options["dtype"] = np.dtype(options["dtype"])
    if ufunc.nout > 1:
        return _call_several(ufunc, ufunc, operands, outs, where, options)
    return _call_one(ufunc, operands, outs[0], where, options)


@cache
def _gives_objects(ufunc: np.ufunc) -> bool:
    """Whether a ufunc knows nothing but Python's objects, as one from `frompyfunc` does: it is computed at once."""
    return all("O" in loop for loop in ufunc.types)


def _call_one(ufunc: np.ufunc, operands: tuple[Any, ...], out: Any, where: Any, options: dict[str, Any]) -> Any:
    if ufunc is np.matmul and not options.keys() & {"axes", "axis"}:
        return _call_matmul(operands[0], operands[1], out, options)
    if ufunc.signature is not None:
        return build_call(ufunc, operands, options if out is None else options | {"out": out})
    if out is None and where is not True:
        out = _unwritten(ufunc, operands, where, options)
    if out is not None:
        return ufunc_into(ufunc, operands, out, where, options)
    return build_elementwise(ufunc, operands, options)


def _outputs(ufunc: np.ufunc, positional: tuple[Any, ...], named: Any) -> tuple[Any, ...]:
    """Return the arrays that are to be written, given as the last operands or by name, alone or as a tuple.

    A NumPy array is written at once: nobody would tell us when it is read.

    Raises
    ------
    TypeError
        If one is no array.
    """
    outs = positional or (
        named if isinstance(named, tuple) else (named,) if ufunc.nout == 1 or named is not None else ()
    )
    outs = (*outs, *[None] * (ufunc.nout - len(outs)))
    if ufunc.nout == 1 and len(outs) != 1:
        raise ValueError("The 'out' tuple must have exactly one entry per ufunc output")
    if ufunc.nout > 1 and named is not None and not isinstance(named, tuple):
        raise TypeError("'out' must be a tuple of arrays")
    for out in outs:
        if not (out is None or isinstance(out, np.ndarray) or (isinstance(out, Array) and not out._is_scalar)):
            raise TypeError("return arrays must be of ArrayType")
    return outs


def _unwritten(ufunc: np.ufunc, operands: tuple[Any, ...], where: Any, options: dict[str, Any]) -> Array:
    """Return an array for the result of a ufunc with a mask; where the mask is false, it may hold anything, as NumPy's."""
    line = source_line()
    result = build_elementwise(ufunc, operands, options)
    shape = np.broadcast_shapes(result.shape, as_node(where, line).layout.shape)
    return Array(empty_content(root_layout(shape, result.dtype), line=line), line)


def _call_matmul(a: Any, b: Any, out: Array | None, options: dict[str, Any]) -> Array:
    if out is not None:
        return matmul_into(a, b, out, options)
    line = source_line()
    first, second = apart((a, b), (as_node(a, line), as_node(b, line)), line)
    return wrap(matmul(first, second, line=line, **options), line)


def _call_several(
    ufunc: np.ufunc,
    function: Any,
    operands: tuple[Any, ...],
    outs: tuple[Any, ...],
    where: Any,
    options: dict[str, Any],
) -> tuple[Any, ...]:
    """Return all results of a ufunc, or of its `outer`, written into given arrays where there are some."""
    line = source_line()
    nodes = tuple([as_node(operand, line) for operand in operands])
    _check_outputs(function, nodes, [out for out in outs if out is not None], outs, options)
    template = _call_template(len(nodes), options)
    _, parts = opaque(function, template, nodes, line=line)
    if where is not True:
        shape = np.broadcast_shapes(parts[0].layout.shape, np.shape(where))
        fresh = [Array(empty_content(root_layout(shape, part.layout.dtype), line=line), line) for part in parts]
        outs = tuple(new if out is None else out for out, new in zip(outs, fresh, strict=True))
    if all(out is not None for out in outs) and outs[0]._shared_base() is outs[1]._shared_base():
        return _written_together(function, nodes, outs, where, options)
    results = []
    for out, part in zip(outs, parts, strict=True):
        results.append(wrap(part, line) if out is None else _written(out, part, where))
    return tuple(results)


def _call_template(count: int, options: dict[str, Any]) -> Items:
    places = tuple(Place(number) for number in range(count))
    return Items(tuple, (Items(tuple, places), taken_apart(options, lambda one: None)))


def _check_outputs(
    function: Any, nodes: tuple[Node, ...], given: list[Array], outs: tuple[Any, ...], options: dict[str, Any]
) -> None:
    """Let NumPy refuse outputs of a wrong shape or dtype."""
    if not given:
        return
    first = len(given)
    places = iter(range(first))
    out = Items(tuple, tuple(Fixed(None) if one is None else Place(next(places)) for one in outs))
    operands = Items(tuple, tuple(Place(first + number) for number in range(len(nodes))))
    keywords = taken_apart(options, lambda one: None)
    template = Items(tuple, (operands, Items(dict, (*keywords.items, (Fixed("out"), out)))))
    infer_by_probing(function, template, (*[one._read() for one in given], *nodes), written=first)


def _written_together(
    function: Any, nodes: tuple[Node, ...], outs: tuple[Any, ...], where: Any, options: dict[str, Any]
) -> tuple[Any, ...]:
    """Write into two views of one buffer as NumPy does: at once."""
    line = source_line()
    values = nodes if where is True else (*nodes, as_node(where, line))
    settings = {"function": function, "masked": where is not True, "options": tuple(sorted(options.items()))}
    views = tuple(out._layout.steps for out in outs)
    write(outs[0], outs[0]._layout.root, call_into_views, values, line, covers=False, views=views, **settings)
    return outs


def _written(out: Array, part: Node, where: Any) -> Array:
    line = source_line()
    if where is True:
        write(out, out._layout, assign, (part,), line, covers=True)
    else:
        write(out, out._layout, copy_where, (part, as_node(where, line)), line, covers=False, casting="unsafe")
    return out


@implements_ufunc_methods
def call_ufunc_method(ufunc: np.ufunc, method: str, inputs: tuple[Any, ...], keywords: dict[str, Any]) -> Any:
    """Return ``ufunc.method(*inputs, **keywords)`` as an array that is not computed yet.

    Raises
    ------
    Exception
        NumPy's own, for all that NumPy refuses without looking at data.
    """
    function = getattr(ufunc, method)
    if _gives_objects(ufunc):
        return function(*computed(inputs), **computed(keywords))
    if method == "outer" and ufunc.nout > 1:
        options = {name: value for name, value in keywords.items() if name not in ("out", "where")}
        outs = _outputs(ufunc, (), keywords.get("out"))
        return _call_several(ufunc, function, inputs, outs, keywords.get("where", True), options)
    out = keywords.get("out")
    if isinstance(out, tuple):
        keywords = keywords | {"out": out[0] if out else None}
    if method != "at":
        return build_call(function, _as_operands(inputs), keywords)
    if isinstance(inputs[0], np.ndarray):
        return function(*computed(inputs))
    write_by_call(function, inputs, keywords, inputs[0])
    return None


def _as_operands(inputs: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return inputs with Python's sequences as arrays, as the methods of ufuncs take them."""
    return tuple([np.asarray(one) if isinstance(one, (list, tuple)) else one for one in inputs[:1]]) + inputs[1:]


class Ufunc:
    """One of NumPy's ufuncs, which on any operands builds arrays that are not computed yet."""

    def __init__(self, ufunc: np.ufunc) -> None:
        self._ufunc: np.ufunc = ufunc
        self.numpy_original: np.ufunc = ufunc
        self.__name__: str = ufunc.__name__
        self.__doc__: str | None = ufunc.__doc__
        self.nin: int = ufunc.nin
        self.nout: int = ufunc.nout
        self.nargs: int = ufunc.nargs
        self.signature: str | None = ufunc.signature
        self.ntypes: int = ufunc.ntypes
        self.types: list[str] = ufunc.types
        self.identity: Any = ufunc.identity
        self.resolve_dtypes: Callable[..., Any] = ufunc.resolve_dtypes
        with suppress(ValueError, TypeError):  # Older versions of NumPy do not tell it.
            self.__signature__: inspect.Signature = inspect.signature(ufunc)

    def __call__(self, *operands: Any, **options: Any) -> Any:
        return call_ufunc(self._ufunc, operands, options)

    def reduce(self, array: Any, axis: Any = 0, *args: Any, **keywords: Any) -> Any:
        """Reduce the array's dimension by one, by applying the ufunc along one axis."""
        return self._call("reduce", (array, axis, *args), keywords)

    def accumulate(self, array: Any, axis: Any = 0, *args: Any, **keywords: Any) -> Any:
        """Accumulate the result of applying the ufunc to all elements along an axis."""
        return self._call("accumulate", (array, axis, *args), keywords)

    def reduceat(self, array: Any, indices: Any, axis: Any = 0, *args: Any, **keywords: Any) -> Any:
        """Reduce slices of one axis."""
        return self._call("reduceat", (array, indices, axis, *args), keywords)

    def outer(self, a: Any, b: Any, /, **keywords: Any) -> Any:
        """Apply the ufunc to all pairs of an element of each operand."""
        return call_ufunc_method(self._ufunc, "outer", (a, b), keywords)

    def at(self, a: Any, indices: Any, b: Any = None, /) -> None:
        """Apply the ufunc in place to chosen elements, to repeated ones repeatedly."""
        call_ufunc_method(self._ufunc, "at", (a, indices) if b is None else (a, indices, b), {})

    def _call(self, method: str, args: tuple[Any, ...], keywords: dict[str, Any]) -> Any:
        count = 2 if method == "reduceat" else 1
        names = (
            ("axis", "dtype", "out", "keepdims", "initial", "where") if method == "reduce" else ("axis", "dtype", "out")
        )
        if len(args) - count > len(names):
            getattr(self._ufunc, method)(*args[:1], *[None] * (len(args) - 1))  # NumPy counts them.
        named = dict(zip(names, args[count:], strict=False)) | keywords
        return call_ufunc_method(self._ufunc, method, args[:count], named)

    def __repr__(self) -> str:
        return f"<symnp ufunc {self.__name__!r}>"


UFUNCS: dict[str, Ufunc] = {name: Ufunc(ufunc) for name, ufunc in vars(np).items() if isinstance(ufunc, np.ufunc)}
"""Every ufunc of the installed NumPy, by the name that NumPy gives it."""
