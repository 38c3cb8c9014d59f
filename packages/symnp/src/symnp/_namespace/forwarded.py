"""NumPy's names that are no arrays: dtypes, constants, errstate and what describes numbers."""

from __future__ import annotations

from typing import Any

import numpy as np

from symnp._version import __version__

_NAMES = frozenset(
    [
        "dtype",
        "newaxis",
        "pi",
        "e",
        "inf",
        "nan",
        "euler_gamma",
        "errstate",
        "seterr",
        "geterr",
        "finfo",
        "iinfo",
        "promote_types",
        "broadcast_shapes",
        "issubdtype",
        "isdtype",
        "generic",
        "number",
        "integer",
        "signedinteger",
        "unsignedinteger",
        "inexact",
        "floating",
        "complexfloating",
        "character",
        "flexible",
        "ndarray",
        "ufunc",
        "printoptions",
        "set_printoptions",
        "get_printoptions",
    ]
)


def forwarded(name: str) -> Any:
    """Return what NumPy has under a name that stands for no array.

    Raises
    ------
    AttributeError
        If NumPy has no such name, or if it is a function that this version cannot build.
    """
    found = getattr(np, name, None) if not name.startswith("_") else None
    if found is None and name not in _NAMES:
        raise AttributeError(f"module 'symnp' has no attribute {name!r}")
    if name in _NAMES or (isinstance(found, type) and issubclass(found, np.generic)):
        return found
    raise AttributeError(
        f"symnp {__version__} has no {name!r} yet; numpy.{name} works on numpy.asarray(x), which computes x first"
    )
