"""The ufuncs, and the functions that work element by element without being ufuncs."""

from __future__ import annotations

from typing import Any

import numpy as np

from symnp._array.array import Array, build_elementwise, wrap
from symnp._array.convert import as_node
from symnp._array.output import matmul_into, ufunc_into
from symnp._array.protocols import implements, implements_ufuncs
from symnp._array.source_line import source_line
from symnp._layout.layout import root_layout
from symnp._namespace.refuse import refuse
from symnp._ops.contraction import matmul as _matmul
from symnp._ops.update import empty_content

_OPTIONS = ("dtype", "casting", "order", "subok", "signature")
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
    """Return ``ufunc(*operands, **keywords)`` as an array that is not computed yet.

    Raises
    ------
    NotYetSupportedError
        For ufuncs with several results, and for generalised ones but matmul.
    """
    options = {name: value for name, value in keywords.items() if value is not _DEFAULTS.get(name, ...)}
    out, where = _one_output(operands[ufunc.nin :], options.pop("out", None)), options.pop("where", True)
    if isinstance(out, np.ndarray):
        return ufunc(*[_value(x) for x in operands[: ufunc.nin]], out=out, where=_value(where), **options)
    if options:
        refuse(ufunc.__name__, **{name: value for name, value in options.items() if name not in _OPTIONS})
        if "dtype" in options:
            options["dtype"] = np.dtype(options["dtype"])
    operands = operands[: ufunc.nin]
    if len(operands) != ufunc.nin:
        ufunc(*[0] * len(operands))  # NumPy says how many operands it takes.
    if ufunc is np.matmul:
        return _call_matmul(operands[0], operands[1], out, options)
    if ufunc.nout != 1 or ufunc.signature is not None:
        refuse(ufunc.__name__, results=ufunc.nout)
    if out is None and where is not True:
        out = _unwritten(ufunc, operands, where, options)
    if out is not None:
        return ufunc_into(ufunc, operands, out, where, options)
    return build_elementwise(ufunc, operands, options)


def _value(operand: Any) -> Any:
    return np.asarray(operand) if isinstance(operand, Array) else operand


def _one_output(positional: tuple[Any, ...], named: Any) -> Any:
    """Return the array that is to be written, given as the last operand or by name, alone or as a tuple of one.

    A NumPy array is written at once: nobody would tell us when it is read.

    Raises
    ------
    TypeError
        If it is no array.
    """
    (out,) = positional or (named if isinstance(named, tuple) else (named,))
    if out is None or isinstance(out, np.ndarray) or (isinstance(out, Array) and not out._is_scalar):
        return out
    raise TypeError("return arrays must be of ArrayType")


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
    return wrap(_matmul(as_node(a, line), as_node(b, line), line=line, **options), line)


class Ufunc:
    """One of NumPy's ufuncs, which on any operands builds an array that is not computed yet."""

    def __init__(self, ufunc: np.ufunc) -> None:
        self._ufunc = ufunc
        self.__name__ = ufunc.__name__
        self.__doc__ = ufunc.__doc__
        self.nin, self.nout, self.nargs = ufunc.nin, ufunc.nout, ufunc.nargs
        self.ntypes, self.types, self.identity = ufunc.ntypes, ufunc.types, ufunc.identity

    def __call__(self, *operands: Any, **options: Any) -> Any:
        return call_ufunc(self._ufunc, operands, options)

    def __repr__(self) -> str:
        return f"<symnp ufunc {self.__name__!r}>"


UFUNCS: dict[str, Ufunc] = {
    name: Ufunc(ufunc)
    for name, ufunc in vars(np).items()
    if isinstance(ufunc, np.ufunc) and ufunc.nout == 1 and (ufunc.signature is None or ufunc is np.matmul)
}
"""Every ufunc of the installed NumPy with one result, by the name that NumPy gives it."""


@implements(np.where)
def where(condition: Any, x: Any = None, y: Any = None, /) -> Array:
    if x is None and y is None:
        refuse("where", condition="alone")
    return build_elementwise(np.where, (condition, x, y), {})


@implements(np.clip)
def clip(a: Any, a_min: Any = None, a_max: Any = None, out: Any = None, *, min: Any = None, max: Any = None) -> Array:
    refuse("clip", out=out)
    low, high = (a_min if min is None else min), (a_max if max is None else max)
    if low is None and high is None:
        return build_elementwise(np.positive, (a,), {})
    if low is None:
        return build_elementwise(np.minimum, (a, high), {})
    if high is None:
        return build_elementwise(np.maximum, (a, low), {})
    return build_elementwise(np.clip, (a, low, high), {})


@implements(np.isclose)
def isclose(a: Any, b: Any, rtol: Any = 1e-05, atol: Any = 1e-08, equal_nan: bool = False) -> Array:
    return build_elementwise(np.isclose, (a, b, rtol, atol), {"equal_nan": True} if equal_nan else {})
