"""What is asked of every argument before a graph is built, and the errors that say what was wrong."""

from __future__ import annotations

from math import isnan
from typing import Any

import dask.array as da
import numpy as np
from numpy.linalg import LinAlgError

from dask_linalg.tiles.namespace import namespace

_KINDS_OF_INTEGERS = "biu"
_DTYPES = "fdFD"


def any_array(a: Any) -> da.Array:
    """Return an argument as a Dask array of whatever dtype and dimensions, in whatever chunks."""
    if isinstance(a, da.Array):
        return a
    try:
        array = np.asarray(a)
    except TypeError:  # As in `_captured`.
        return da.from_array(a, asarray=False)
    # Dask does not guess how large objects are.
    return da.from_array(array, chunks=-1 if array.dtype.hasobject else "auto")


def has_known_chunks(a: da.Array) -> bool:
    """Whether the sizes of all chunks are known."""
    return not any(isnan(n) for sizes in a.chunks for n in sizes)


def matrix(a: Any, function: str) -> da.Array:
    """Return an argument as a Dask array of matrices of a dtype that LAPACK knows; integers become float64, as in NumPy.

    Raises
    ------
    LinAlgError
        If it has fewer than two dimensions.
    TypeError
        If there is no LAPACK for its dtype.
    ValueError
        If the sizes of its chunks are unknown.
    """
    array = a if isinstance(a, da.Array) else _captured(a, function)
    if array.ndim < 2:
        raise LinAlgError(f"{function}: {array.ndim}-dimensional array given. Array must be at least two-dimensional")
    if any(isnan(n) for sizes in array.chunks for n in sizes):
        raise ValueError(
            f"{function}: the chunk sizes of the array are unknown, {array.chunks}; compute_chunk_sizes() on it finds them out"
        )
    if array.dtype.kind in _KINDS_OF_INTEGERS:
        return array.astype(np.float64)
    if array.dtype.char not in _DTYPES:
        raise _unsupported(array.dtype, function)
    return array if array.dtype.isnative else array.astype(array.dtype.newbyteorder("="))


def square_matrix(a: Any, function: str) -> da.Array:
    """Return an argument as a Dask array of square matrices, see `matrix`.

    Raises
    ------
    LinAlgError
        If the last two dimensions differ.
    """
    array = matrix(a, function)
    if array.shape[-1] != array.shape[-2]:
        raise LinAlgError(f"{function}: Last 2 dimensions of the array must be square, but the shape is {array.shape}")
    return array


def finite(a: da.Array, function: str, check: bool) -> da.Array:
    """Return an array that raises a ValueError when it is computed, if there is NaN or infinity in a block of it.

    SciPy's functions do so unless they are told ``check_finite=False``, for which nothing is added here.
    """
    return a.map_blocks(_finite_block, function, dtype=a.dtype, meta=a._meta) if check else a


def _finite_block(block: Any, function: str, block_info: Any = None) -> Any:
    if not namespace(block).isfinite(block).all():
        place = block_info[None]["chunk-location"]
        raise ValueError(f"{function}: array must not contain infs or NaNs, but block {place} of it does")
    return block


def _captured(a: Any, function: str) -> da.Array:
    """Return what is no Dask array as one; of objects there is none in chunks."""
    try:
        array = np.asarray(a)
    except TypeError:  # Of a library that copies nothing to the host without being asked, such as CuPy.
        return da.from_array(a, asarray=False)
    if array.dtype.hasobject:
        raise _unsupported(array.dtype, function)
    return da.asarray(array)


def _unsupported(dtype: np.dtype[Any], function: str) -> TypeError:
    return TypeError(
        f"{function}: array type {dtype} is unsupported in linalg; convert it to float32, float64, complex64 or complex128"
    )
