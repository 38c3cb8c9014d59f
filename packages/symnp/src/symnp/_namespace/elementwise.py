"""The ufuncs, and the functions that work element by element without being ufuncs."""

from __future__ import annotations

from typing import Any

import numpy as np

from symnp._array.array import Array, build_elementwise, wrap
from symnp._array.convert import as_node
from symnp._array.protocols import implements, implements_ufuncs
from symnp._array.source_line import source_line
from symnp._namespace.refuse import refuse
from symnp._ops.contraction import matmul as _matmul

_OPTIONS = ("dtype", "casting", "order", "subok", "signature")
_DEFAULTS = {"casting": "same_kind", "order": "K", "subok": True, "dtype": None, "signature": None}


@implements_ufuncs
def call_ufunc(ufunc: np.ufunc, operands: tuple[Any, ...], keywords: dict[str, Any]) -> Array:
    """Return ``ufunc(*operands, **keywords)`` as an array that is not computed yet.

    Raises
    ------
    NotYetSupportedError
        For ufuncs with several results, for generalised ones but matmul, and for ``out=`` and ``where=``.
    """
    options = {name: value for name, value in keywords.items() if value != _DEFAULTS.get(name, ...)} if keywords else {}
    if options:
        refuse(ufunc.__name__, **{name: value for name, value in options.items() if name not in _OPTIONS})
        if "dtype" in options:
            options["dtype"] = np.dtype(options["dtype"])
    if len(operands) > ufunc.nin:
        refuse(ufunc.__name__, out=operands[ufunc.nin])
    if len(operands) != ufunc.nin:
        ufunc(*[0] * len(operands))  # NumPy says how many operands it takes.
    if ufunc is np.matmul:
        line = source_line()
        a, b = (as_node(operand, line) for operand in operands)
        return wrap(_matmul(a, b, line=line, **options), line)
    if ufunc.nout != 1 or ufunc.signature is not None:
        refuse(ufunc.__name__, results=ufunc.nout)
    return build_elementwise(ufunc, operands, options)


class Ufunc:
    """One of NumPy's ufuncs, which on any operands builds an array that is not computed yet."""

    def __init__(self, ufunc: np.ufunc) -> None:
        self._ufunc = ufunc
        self.__name__ = ufunc.__name__
        self.__doc__ = ufunc.__doc__
        self.nin, self.nout, self.nargs = ufunc.nin, ufunc.nout, ufunc.nargs
        self.ntypes, self.types, self.identity = ufunc.ntypes, ufunc.types, ufunc.identity

    def __call__(self, *operands: Any, **options: Any) -> Array:
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
