"""NumPy that thinks before it works.

symnp has NumPy's names, shapes, dtypes and errors, but builds a graph instead of computing. When a value is needed, the
graph is first rewritten into something cheaper: ``(x + 1)[:5]`` adds five numbers, not ten million.

>>> import numpy, symnp as np
>>> x = np.asarray(numpy.linspace(0.0, 1.0, 10_000_000))
>>> y = ((x - x.mean()) / x.std())[:3]
>>> y.shape, y.dtype
((3,), dtype('float64'))
>>> np.compute(y)
array([-1.73205063, -1.73205029, -1.73204994])

What is new is a handful of verbs: `compute`, `explain`, `optimize` and `spec`. What NumPy offers beyond this version's
functions is refused by name, never done behind the user's back.
"""

from __future__ import annotations

from typing import Any

from symnp._array.array import Array
from symnp._array.evaluator import materialisations, plug_in
from symnp._array.options import options
from symnp._explain.explanation import Explanation
from symnp._namespace.answers import can_cast, ndim, result_type, shape, size
from symnp._namespace.composites import COMPOSITES as _COMPOSITES
from symnp._namespace.creation import array, asarray, copy, spec
from symnp._namespace.elementwise import UFUNCS as _UFUNCS
from symnp._namespace.elementwise import clip, isclose, where
from symnp._namespace.forwarded import forwarded as _forwarded
from symnp._namespace.manipulation import (
    astype,
    broadcast_to,
    concatenate,
    expand_dims,
    ravel,
    reshape,
    squeeze,
    stack,
    swapaxes,
    transpose,
)
from symnp._namespace.ordering import argsort, cumprod, cumsum, repeat, round, searchsorted, sort
from symnp._namespace.reductions import (
    all,
    amax,
    amin,
    any,
    argmax,
    argmin,
    count_nonzero,
    max,
    mean,
    median,
    min,
    nanmax,
    nanmean,
    nanmin,
    nanstd,
    nanvar,
    prod,
    std,
    sum,
    var,
)
from symnp._namespace.verbs import compute, explain, optimize
from symnp._namespace.writes import copyto, empty_like
from symnp._run.compute import remember_values as _remember_values
from symnp._version import __version__
from symnp.errors import LayoutTooLargeError, MaterialisationError, MissingDataError, NotYetSupportedError

__all__ = [
    "Array",
    "Explanation",
    "LayoutTooLargeError",
    "MaterialisationError",
    "MissingDataError",
    "NotYetSupportedError",
    "__version__",
    "all",
    "amax",
    "amin",
    "any",
    "argmax",
    "argmin",
    "argsort",
    "array",
    "asarray",
    "astype",
    "broadcast_to",
    "can_cast",
    "clip",
    "compute",
    "concatenate",
    "copy",
    "copyto",
    "count_nonzero",
    "cumprod",
    "cumsum",
    "empty_like",
    "expand_dims",
    "explain",
    "isclose",
    "materialisations",
    "max",
    "mean",
    "median",
    "min",
    "nanmax",
    "nanmean",
    "nanmin",
    "nanstd",
    "nanvar",
    "ndim",
    "optimize",
    "options",
    "prod",
    "ravel",
    "repeat",
    "reshape",
    "result_type",
    "round",
    "searchsorted",
    "shape",
    "size",
    "sort",
    "spec",
    "squeeze",
    "stack",
    "std",
    "sum",
    "swapaxes",
    "transpose",
    "var",
    "where",
]

plug_in(_remember_values)


def __getattr__(name: str) -> Any:
    """Return one of NumPy's ufuncs as ours, or one of its dtypes and constants as it is."""
    if name in _UFUNCS:
        return _UFUNCS[name]
    return _COMPOSITES[name] if name in _COMPOSITES else _forwarded(name)


def __dir__() -> list[str]:
    return sorted({*__all__, *_UFUNCS, *_COMPOSITES})
