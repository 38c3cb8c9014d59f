"""How a subroutine of BLAS or LAPACK is called on arrays in Fortran's order, in place.

A wrong leading dimension would not fail but give wrong numbers, so order, dtype and shapes of what a kernel is handed are looked
at before each call.
"""

from __future__ import annotations

import ctypes
from typing import Any

import numpy as np

from dask_linalg.tiles.pointers import routine

Tile = np.ndarray[Any, np.dtype[Any]]

_LETTERS = {"f": "s", "d": "d", "F": "c", "D": "z"}


def leading_dimension(tile: Tile) -> int:
    """Return how many elements lie between the columns of a tile.

    Raises
    ------
    ValueError
        If a tile is no matrix in Fortran's order.
    """
    if tile.ndim != 2:
        raise ValueError(f"a tile is a matrix, but this one has {tile.ndim} dimensions")
    if not lies_by_columns(tile):
        raise ValueError(
            f"a tile lies in Fortran's order, but this one of shape {tile.shape} has strides {tile.strides}"
        )
    return max(1, tile.strides[1] // tile.itemsize if tile.shape[1] > 1 else tile.shape[0])


def lies_by_columns(tile: Tile) -> bool:
    """Whether a matrix lies in Fortran's order, with or without gaps between its columns."""
    (rows, columns), (down, along), size = tile.shape, tile.strides, tile.itemsize
    return (rows <= 1 or down == size) and (columns <= 1 or (along >= max(1, rows) * size and along % size == 0))


def letter(*tiles: Tile) -> str:
    """Return the letter with which the names of LAPACK's subroutines for the dtype of all tiles begin.

    Raises
    ------
    TypeError
        If they are of several dtypes, or of one that LAPACK does not know.
    """
    dtypes = {tile.dtype for tile in tiles}
    if len(dtypes) > 1 or next(iter(dtypes)).char not in _LETTERS:
        raise TypeError(
            f"tiles are of one dtype of float32, float64, complex64 or complex128, but these are of {dtypes}"
        )
    return _LETTERS[tiles[0].dtype.char]


def adjoint(name: str) -> str:
    """Return LAPACK's letter for the adjoint of a tile, given a name with the dtype's letter in front."""
    return "C" if name[0] in "cz" else "T"


def call(name: str, *arguments: Any) -> None:
    """Call a subroutine with letters, whole numbers and arrays, in the order of LAPACK's documentation."""
    held = [_as_memory(one) for one in arguments]
    routine(name)(*[ctypes.addressof(one) if isinstance(one, ctypes._SimpleCData) else one.ctypes.data for one in held])


def call_checked(name: str, *arguments: Any) -> int:
    """Call a subroutine whose last argument is ``info``, and return that; what LAPACK says of an argument is a fault of ours."""
    info = ctypes.c_int(0)
    call(name, *arguments, info)
    if info.value < 0:
        raise AssertionError(f"{name} refused its argument {-info.value}; please report this")
    return info.value


def _as_memory(one: Any) -> Any:
    if isinstance(one, str):
        return ctypes.c_char(one.encode())
    return ctypes.c_int(one) if isinstance(one, int) else one


def scalar(value: float, like: Tile) -> Tile:
    """Return a factor of a product as BLAS wants it: in memory, of the dtype of a tile."""
    return np.full(1, value, like.dtype)
