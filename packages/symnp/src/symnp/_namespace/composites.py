"""The functions of NumPy's that work on our arrays as they are: those that the tests hold against NumPy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from symnp._array.array import Array
from symnp._array.protocols import FUNCTIONS, looks_like
from symnp._infer.arguments import Gathered, put_together, taken_apart
from symnp._namespace.composite import composite
from symnp._namespace.conversion import as_array
from symnp._namespace.opaque import ours_of

_SHAPES = (
    "atleast_1d atleast_2d atleast_3d array_split split hsplit vsplit dsplit hstack vstack dstack column_stack "
    "append flip fliplr flipud moveaxis rollaxis permute_dims matrix_transpose tile resize unstack"
)
_NUMBERS = "angle diff isneginf isposinf kron nan_to_num nanprod nansum outer sinc trapezoid fix polyadd polysub unwrap"
_NEW = "zeros_like ones_like full_like roll"
_KINDS = "isrealobj isfortran iscomplex isreal rot90 meshgrid apply_over_axes ix_"
_NAMES = f"{_SHAPES} {_NUMBERS} {_NEW} {_KINDS}"


def _entered(name: str) -> Callable[..., Any]:
    theirs = getattr(np, name)
    if theirs in FUNCTIONS:  # Another name of a function that we have.
        return FUNCTIONS[theirs]
    ours = composite(theirs)
    if ours is None:
        raise ImportError(f"numpy.{name} is no Python function in NumPy {np.__version__}; please report this")
    FUNCTIONS[theirs] = ours
    return _on_ours(ours, theirs)


def _on_ours(composite: Callable[..., Any], theirs: Any) -> Callable[..., Any]:
    """Return the function that captures NumPy's arrays first, so that nothing is computed of them."""

    def function(*args: Any, **keywords: Any) -> Any:
        arrays = Gathered(lambda one: as_array(one) if isinstance(one, (np.ndarray, Array)) else None)
        given, named = put_together(taken_apart((args, keywords), arrays), arrays)
        return ours_of(composite(*given, **named))

    return looks_like(theirs, function)


COMPOSITES = {name: _entered(name) for name in _NAMES.split() if hasattr(np, name)}
"""By the name that NumPy gives them."""
