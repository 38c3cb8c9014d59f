"""Functions by the table: CuPy's name and signature in front, NumPy's computation behind."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import numpy as np

from cupy import _snapshot
from cupy._dtypes import check_dtype
from cupy._transfer import is_device, refuse_host_array, unwrap, wrap

# They take host data, or only look at its shape and dtype.
TAKES_HOST = frozenset(
    [
        "array",
        "asarray",
        "asanyarray",
        "ascontiguousarray",
        "asfortranarray",
        "asnumpy",
        "shape",
        "ndim",
        "size",
        "result_type",
        "can_cast",
        "promote_types",
        "isscalar",
        "iscomplexobj",
        "isrealobj",
        "broadcast_shapes",
        "full",
        "full_like",
        "zeros_like",
        "ones_like",
        "empty_like",
    ]
)
# They answer about arrays without computing on the device, and return what NumPy returns.
RETURNS_HOST = frozenset(
    [
        "result_type",
        "can_cast",
        "promote_types",
        "min_scalar_type",
        "common_type",
        "isscalar",
        "iscomplexobj",
        "isrealobj",
        "ndim",
        "shape",
        "size",
        "broadcast_shapes",
        "may_share_memory",
        "shares_memory",
        "isfortran",
        "array_repr",
        "array_str",
        "array2string",
        "base_repr",
        "binary_repr",
        "format_float_positional",
        "format_float_scientific",
        "get_printoptions",
        "set_printoptions",
        "typename",
        "mintypecode",
        "issubdtype",
        "iterable",
    ]
)
# The methods of computing a percentile that the device has.
PERCENTILE_METHODS = {"linear", "lower", "higher", "midpoint", "nearest"}
# CuPy calls a parameter otherwise than NumPy.
RENAMED = {"unravel_index": {"dims": "shape"}, "histogram": {"x": "a"}}


def make(namespace: str, name: str, numpys: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function with CuPy's signature that computes on the host arrays inside of its operands."""
    signature = _snapshot.signature(namespace, name)

    def function(*args: Any, **kwargs: Any) -> Any:
        if signature is not None:
            signature.bind(*args, **kwargs)  # The real one's TypeError for arguments that it does not have.
        if name not in TAKES_HOST:
            refuse_host_array([*args, *kwargs.values()])
        _check(name, kwargs)
        return _call(name, numpys, signature, args, kwargs)

    function.__name__ = function.__qualname__ = name
    function.__module__ = namespace
    if signature is not None:
        function.__signature__ = signature  # type: ignore[attr-defined]
    return function


def _check(name: str, kwargs: dict[str, Any]) -> None:
    if kwargs.get("dtype") is not None:
        kwargs["dtype"] = check_dtype(kwargs["dtype"])
    method = kwargs.get("method") or kwargs.get("interpolation")
    if name in ("percentile", "quantile") and method is not None and method not in PERCENTILE_METHODS:
        raise ValueError(f"Unexpected interpolation method.\nActual: '{method}' not in {sorted(PERCENTILE_METHODS)}")


def _call(
    name: str, numpys: Callable[..., Any], signature: inspect.Signature | None, args: Any, kwargs: dict[str, Any]
) -> Any:
    renamed = RENAMED.get(name, {})
    inner = {renamed.get(key, key): unwrap(value) for key, value in kwargs.items() if key != "blocking"}
    if inner.get("interpolation", ...) is None:
        del inner["interpolation"]
    with np.errstate(all="ignore"):  # The device raises no floating-point warnings.
        result = numpys(*[unwrap(arg) for arg in args], **inner)
    out = kwargs.get("out")
    if is_device(out):
        return out
    return result if name in RETURNS_HOST else wrap(result)


def fill(namespace: str, numpys: Any, into: dict[str, Any]) -> None:
    """Enter all functions that both CuPy's namespace and NumPy's have, but for those that are there already."""
    for name in _snapshot.names(namespace, "function"):
        found = getattr(numpys, name, None)
        if callable(found) and name not in into:
            into[name] = make(namespace, name, found)
