"""Functions by the table: CuPy's name and signature in front, NumPy's computation behind."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import numpy as np

from cupy import _host, _snapshot
from cupy._dtypes import check_dtype
from cupy._ndarray import wrap
from cupy._transfer import is_device, unwrap

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
RENAMED = {
    "arange": {"start": "start_or_stop"},
    "array_str": {"arr": "a"},
    "concat": {"tup": "arrays"},
    "corrcoef": {"a": "x"},
    "cov": {"a": "m"},
    "delete": {"indices": "obj"},
    "ediff1d": {"arr": "ary"},
    "extract": {"a": "arr"},
    "flip": {"a": "m"},
    "fliplr": {"a": "m"},
    "flipud": {"a": "m"},
    "histogram": {"x": "a"},
    "in1d": {"ar1": "element", "ar2": "test_elements"},
    "intersect1d": {"arr1": "ar1", "arr2": "ar2"},
    "matrix_power": {"M": "a"},
    "matrix_rank": {"M": "A"},
    "matrix_transpose": {"a": "x"},
    "percentile": {"interpolation": "method"},
    "quantile": {"interpolation": "method"},
    "reshape": {"newshape": "shape"},
    "rot90": {"a": "m"},
    "stack": {"tup": "arrays"},
    "take_along_axis": {"a": "arr"},
    "union1d": {"arr1": "ar1", "arr2": "ar2"},
    "unravel_index": {"dims": "shape"},
}
# CuPy has a parameter that NumPy has not: what it did there is done here, or it did nothing.
DROPPED = {
    "argmax": {"dtype"},
    "argmin": {"dtype"},
    "nanargmax": {"dtype"},
    "nanargmin": {"dtype"},
    "corrcoef": {"bias", "ddof"},
}
# Names that NumPy gave up and CuPy kept.
KEPT = {"alltrue": "all", "cumproduct": "cumprod", "in1d": "isin", "product": "prod", "round_": "round", "sometrue": "any", "trapz": "trapezoid"}  # fmt: skip
_POSITIONAL = {inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.VAR_POSITIONAL}


def make(namespace: str, name: str, numpys: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function with CuPy's signature that computes on the host arrays inside of its operands."""
    signature = _snapshot.signature(namespace, name)
    parameters = _parameters(numpys)

    def function(*args: Any, **kwargs: Any) -> Any:
        # Binding raises the real one's TypeError for arguments that it does not have.
        arguments = signature.bind(*args, **kwargs).arguments if signature is not None else _named(args, kwargs)
        if _host.passes_on(name, arguments):
            return numpys(*args, **kwargs)
        _host.refuse(name, arguments, signature)
        _check(name, arguments)
        if signature is None or not parameters or _is_loose(signature):
            inner_args, inner_kwargs = list(args), {key: value for key, value in kwargs.items() if key != "blocking"}
        else:
            inner_args, inner_kwargs = _translated(name, arguments, parameters)
        return _call(name, numpys, inner_args, inner_kwargs, kwargs.get("out", arguments.get("out")))

    function.__name__ = function.__qualname__ = name
    function.__module__ = namespace
    if signature is not None:
        function.__signature__ = signature  # type: ignore[attr-defined]
    return function


def _named(args: Any, kwargs: dict[str, Any]) -> dict[str, Any]:
    return {f"argument {i}": arg for i, arg in enumerate(args)} | kwargs


def _parameters(numpys: Callable[..., Any]) -> dict[str, inspect.Parameter]:
    try:
        return dict(inspect.signature(numpys).parameters)
    except ValueError:  # Some of NumPy's functions do not tell.
        return {}


def _is_loose(signature: inspect.Signature) -> bool:
    loose = {inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD}
    return any(parameter.kind in loose for parameter in signature.parameters.values())


def _translated(
    name: str, arguments: dict[str, Any], parameters: dict[str, inspect.Parameter]
) -> tuple[list[Any], dict[str, Any]]:
    """Return NumPy's arguments for CuPy's: by NumPy's names, since the order of the two may differ."""
    renamed, dropped = RENAMED.get(name, {}), DROPPED.get(name, set()) | {"blocking"}
    args, kwargs = [], {}
    for key, value in arguments.items():
        theirs = renamed.get(key, key)
        if key in dropped or (key == "interpolation" and value is None):
            continue
        if theirs in parameters and parameters[theirs].kind in _POSITIONAL:
            args.append(value)
        else:
            kwargs[theirs] = value
    return args, kwargs


def _check(name: str, arguments: dict[str, Any]) -> None:
    if arguments.get("dtype") is not None:
        check_dtype(arguments["dtype"])
    method = arguments.get("method") or arguments.get("interpolation")
    if name in ("percentile", "quantile") and method is not None and method not in PERCENTILE_METHODS:
        raise ValueError(f"Unexpected interpolation method.\nActual: '{method}' not in {sorted(PERCENTILE_METHODS)}")


def _call(name: str, numpys: Callable[..., Any], args: Any, kwargs: dict[str, Any], out: Any) -> Any:
    with np.errstate(all="ignore"):  # The device raises no floating-point warnings.
        result = numpys(*[unwrap(arg) for arg in args], **{key: unwrap(value) for key, value in kwargs.items()})
    if is_device(out):
        return out
    return result if name in RETURNS_HOST else wrap(result)


def fill(namespace: str, numpys: Any, into: dict[str, Any]) -> None:
    """Enter all functions that both CuPy's namespace and NumPy's have, but for those that are there already."""
    for name in _snapshot.names(namespace, "function"):
        found = getattr(numpys, name, None) or getattr(numpys, KEPT.get(name, name), None)
        if callable(found) and name not in into:
            into[name] = make(namespace, name, found)
