"""What becomes of host arrays and lists that are given to functions: tables of who refuses, copies or passes on.

Most functions refuse what is not on the device. The tables name the others. The real wheel says which they are
(``behaviour.py`` asks it), and where only a device could tell, its Python files do.
"""

from __future__ import annotations

import inspect
from typing import Any

import numpy as np

from cupy._transfer import is_device, refuse_host_array

# They only look at the type, the shape or the dtype, or make a device array of what they are given.
TAKES_HOST = frozenset(
    [
        "array",
        "asarray",
        "asanyarray",
        "asnumpy",
        "shape",
        "ndim",
        "result_type",
        "can_cast",
        "promote_types",
        "common_type",
        "min_scalar_type",
        "isscalar",
        "iscomplexobj",
        "isrealobj",
        "isfortran",
        "broadcast_shapes",
        "shares_memory",
        "array_repr",
        "array_str",
        "array2string",
        "full",
        "full_like",
        "zeros_like",
        "ones_like",
        "empty_like",
        "asarray_chkfinite",
        "require",
    ]
)
# They begin with asarray: host arrays and lists are copied to the device, each time, and nobody hears of it.
COPIES_HOST = frozenset(
    [
        "allclose",
        "append",
        "around",
        "atleast_1d",
        "atleast_2d",
        "atleast_3d",
        "average",
        "corrcoef",
        "cov",
        "cross",
        "diag",
        "diagflat",
        "diff",
        "dstack",
        "einsum",
        "fftshift",
        "gradient",
        "hstack",
        "ifftshift",
        "imag",
        "intersect1d",
        "isclose",
        "iscomplex",
        "isreal",
        "ix_",
        "linspace",
        "logspace",
        "real",
        "round",
        "row_stack",
        "setdiff1d",
        "setxor1d",
        "tile",
        "tril",
        "triu",
        "unique",
        "unique_all",
        "unique_counts",
        "unique_inverse",
        "unique_values",
        "unwrap",
        "vander",
        "vstack",
        "cond",
        "mintypecode",
        "iterable",
    ]
)
# They call the method of their first argument, whatever that is: from a NumPy array comes a NumPy array.
GIVES_NUMPY = frozenset(
    [
        "amax",
        "amin",
        "argsort",
        "array_equal",
        "array_equiv",
        "broadcast_arrays",
        "choose",
        "clip",
        "compress",
        "copy",
        "diagonal",
        "dot",
        "fill_diagonal",
        "flip",
        "fliplr",
        "flipud",
        "matrix_transpose",
        "max",
        "mean",
        "min",
        "partition",
        "permute_dims",
        "prod",
        "product",
        "ravel",
        "real_if_close",
        "repeat",
        "reshape",
        "rot90",
        "sort",
        "sort_complex",
        "squeeze",
        "std",
        "sum",
        "swapaxes",
        "take",
        "trace",
        "transpose",
        "var",
    ]
)
# Of these parameters some functions make what they need, wherever it comes from.
HOST_PARAMETERS = {
    "array_split": {"indices_or_sections"},
    "compress": {"condition"},
    "delete": {"indices"},
    "dsplit": {"indices_or_sections"},
    "histogram": {"bins"},
    "histogram2d": {"bins"},
    "histogramdd": {"bins"},
    "hsplit": {"indices_or_sections"},
    "pad": {"pad_width"},
    "percentile": {"q"},
    "place": {"mask", "vals"},
    "quantile": {"q"},
    "split": {"indices_or_sections"},
    "vsplit": {"indices_or_sections"},
}
# Most of those that refuse say TypeError. Not all.
ERRORS: dict[str, type[Exception]] = {
    "digitize": NotImplementedError,
    "histogram": ValueError,
    "lstsq": np.linalg.LinAlgError,
    "matrix_power": np.linalg.LinAlgError,
    "meshgrid": ValueError,
    "pinv": np.linalg.LinAlgError,
    "searchsorted": NotImplementedError,
    "tensorinv": np.linalg.LinAlgError,
    "trim_zeros": NotImplementedError,
}
# Under these names the functions expect one array, and a list is none.
ARRAYS = frozenset(
    [
        "a",
        "b",
        "x",
        "y",
        "x1",
        "x2",
        "arr",
        "ary",
        "ar",
        "ar1",
        "ar2",
        "arr1",
        "arr2",
        "m",
        "f",
        "z",
        "v",
        "M",
        "u",
        "array",
    ]
)


def passes_on(name: str, arguments: dict[str, Any]) -> bool:
    """Whether a function would answer with NumPy's result, since its array is NumPy's."""
    if name not in GIVES_NUMPY:
        return False
    given = [value for key, value in arguments.items() if key != "condition"]
    if any(is_device(value) for value in given):
        return False
    first = given[0] if given else None
    return isinstance(first, np.ndarray) or (isinstance(first, tuple) and _all_host(first))


def _all_host(items: tuple[Any, ...]) -> bool:
    return bool(items) and all(isinstance(item, np.ndarray) for item in items)


def refuse(name: str, arguments: dict[str, Any], signature: inspect.Signature | None) -> None:
    """Refuse host arrays and lists where the real function does.

    Raises
    ------
    TypeError
        If an argument must be on the device and is not; a few functions call that by another name.
    AttributeError
        If it is a list where the function calls a method.
    """
    if name in TAKES_HOST or name in COPIES_HOST:
        return
    free = HOST_PARAMETERS.get(name, set())
    for parameter, value in arguments.items():
        if parameter in free:
            continue
        try:
            refuse_host_array(value)
        except TypeError as error:
            raise ERRORS.get(name, TypeError)(str(error)) from None
        if parameter in ARRAYS and isinstance(value, (list, range)) and signature is not None:
            if name in GIVES_NUMPY:
                raise AttributeError(f"{type(value).__name__!r} object has no attribute {name!r}")
            raise TypeError(f"Argument {parameter!r} has incorrect type: {type(value)} is no device array")
