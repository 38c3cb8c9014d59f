"""The functions of NumPy's that work on our arrays as they are: those that the tests hold against NumPy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from symnp._array.protocols import FUNCTIONS, note_on
from symnp._namespace.composite import composite

_SHAPES = (
    "atleast_1d atleast_2d atleast_3d array_split split hsplit vsplit dsplit hstack vstack dstack column_stack "
    "append flip fliplr flipud moveaxis rollaxis permute_dims matrix_transpose tile resize unstack"
)
_NUMBERS = (
    "angle average diff isneginf isposinf kron nan_to_num nanprod nansum outer "
    "sinc trapezoid fix polyadd polyder polyint polysub unwrap"
)
_NEW = "zeros_like ones_like full_like roll gradient"
_KINDS = "isrealobj isfortran iscomplex isreal rot90 meshgrid apply_over_axes"
_NAMES = f"{_SHAPES} {_NUMBERS} {_NEW} {_KINDS}"


def _entered(name: str) -> Callable[..., Any]:
    theirs = getattr(np, name)
    if theirs in FUNCTIONS:  # Another name of a function that we have.
        return FUNCTIONS[theirs]
    ours = composite(theirs)
    if ours is None:
        raise ImportError(f"numpy.{name} is no Python function in NumPy {np.__version__}; please report this")
    ours.__doc__ = note_on(theirs)
    FUNCTIONS[theirs] = ours
    return ours


COMPOSITES = {name: _entered(name) for name in _NAMES.split() if hasattr(np, name)}
"""By the name that NumPy gives them."""
