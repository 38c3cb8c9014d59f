"""NumPy's names that need no version of ours: classes, constants, and functions that take no arrays."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np

_FUNCTIONS = frozenset(
    [
        "array_function_from_c_func_and_dispatcher",
        "base_repr",
        "binary_repr",
        "broadcast_shapes",
        "datetime_data",
        "format_float_positional",
        "format_float_scientific",
        "frompyfunc",
        "get_include",
        "get_printoptions",
        "getbufsize",
        "geterr",
        "geterrcall",
        "info",
        "isdtype",
        "issubdtype",
        "iterable",
        "isscalar",
        "mintypecode",
        "nested_iters",
        "promote_types",
        "printoptions",
        "set_printoptions",
        "setbufsize",
        "seterr",
        "seterrcall",
        "show_config",
        "show_runtime",
        "test",
        "typename",
    ]
)


def forwarded(name: str) -> tuple[Any, bool]:
    """Return what NumPy has under a name, and whether it is used as it is: it stands for no array.

    Raises
    ------
    AttributeError
        If NumPy has no such name.
    """
    if name.startswith("_") or not hasattr(np, name):
        raise AttributeError(f"module 'symnp' has no attribute {name!r}")
    found = getattr(np, name)
    as_it_is = name in _FUNCTIONS or not callable(found) or isinstance(found, (type, functools.partial))
    return found, as_it_is
