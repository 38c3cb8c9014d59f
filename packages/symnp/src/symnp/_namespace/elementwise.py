"""The functions that work element by element without being ufuncs."""

from __future__ import annotations

from typing import Any

import numpy as np

from symnp._array.array import Array, build_elementwise
from symnp._array.protocols import implements
from symnp._namespace.by_count import nonzero
from symnp._namespace.opaque import build_call

_NO_VALUE = np._NoValue


@implements(np.where)
def where(condition: Any, x: Any = _NO_VALUE, y: Any = _NO_VALUE, /) -> Any:
    if x is _NO_VALUE and y is _NO_VALUE:
        return nonzero(condition)
    if x is _NO_VALUE or y is _NO_VALUE:
        np.where(True, 1)  # type: ignore[call-overload]  # NumPy says that both are wanted, or none.
    return build_elementwise(np.where, (condition, x, y), {})


@implements(np.clip)
def clip(
    a: Any, a_min: Any = _NO_VALUE, a_max: Any = _NO_VALUE, out: Any = None, *, min: Any = _NO_VALUE,
    max: Any = _NO_VALUE, **options: Any,
) -> Array:  # fmt: skip
    low, high = _bound(a_min, min), _bound(a_max, max)
    if out is not None or options:
        return build_call(np.clip, (a, low, high), options | {"out": out})  # type: ignore[no-any-return]
    if low is None and high is None:
        return build_elementwise(np.positive, (a,), {})
    if low is None:
        return build_elementwise(np.minimum, (a, high), {})
    if high is None:
        return build_elementwise(np.maximum, (a, low), {})
    return build_elementwise(np.clip, (a, low, high), {})


def _bound(old: Any, new: Any) -> Any:
    """Return the bound that was given by its old or by its new name."""
    if old is not _NO_VALUE and new is not _NO_VALUE:
        np.clip(0, 0, 0, min=0, max=0)  # NumPy refuses both.
    given = old if new is _NO_VALUE else new
    return None if given is _NO_VALUE else given


@implements(np.isclose)
def isclose(a: Any, b: Any, rtol: Any = 1e-05, atol: Any = 1e-08, equal_nan: bool = False) -> Array:
    return build_elementwise(np.isclose, (a, b, rtol, atol), {"equal_nan": True} if equal_nan else {})
