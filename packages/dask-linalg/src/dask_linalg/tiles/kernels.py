"""What is done to tiles: subroutines of BLAS and LAPACK on arrays in Fortran's order, in place.

A wrong leading dimension would not fail but give wrong numbers, so each kernel looks at the order, the dtype and the shapes of
what it is handed.
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
    (rows, columns), (down, along), size = tile.shape, tile.strides, tile.itemsize
    if (rows > 1 and down != size) or (columns > 1 and (along < rows * size or along % size)):
        raise ValueError(
            f"a tile lies in Fortran's order, but this one of shape {tile.shape} has strides {tile.strides}"
        )
    return max(1, along // size if columns > 1 else rows)


def _letter(*tiles: Tile) -> str:
    dtypes = {tile.dtype for tile in tiles}
    if len(dtypes) > 1 or next(iter(dtypes)).char not in _LETTERS:
        raise TypeError(
            f"tiles are of one dtype of float32, float64, complex64 or complex128, but these are of {dtypes}"
        )
    return _LETTERS[tiles[0].dtype.char]


def _call(name: str, *arguments: Any) -> None:
    """Call a subroutine with letters, whole numbers and arrays."""
    held = [_as_memory(one) for one in arguments]
    routine(name)(*[ctypes.addressof(one) if isinstance(one, ctypes._SimpleCData) else one.ctypes.data for one in held])


def _as_memory(one: Any) -> Any:
    if isinstance(one, str):
        return ctypes.c_char(one.encode())
    return ctypes.c_int(one) if isinstance(one, int) else one


def factor_positive(tile: Tile) -> int:
    """Put the lower Cholesky factor of a Hermitian tile in its place; only its lower triangle is read and written.

    Returns
    -------
    int
        Zero, or the order of the first leading minor that is not positive definite.
    """
    info = ctypes.c_int(0)
    n = tile.shape[0]
    _call(f"{_letter(tile)}potrf", "L", n, tile, leading_dimension(tile), info)
    if info.value < 0:
        raise AssertionError(f"potrf refused its argument {-info.value}; please report this")
    return info.value


def divide_by_factor(tile: Tile, factor: Tile) -> None:
    """Put ``tile @ inv(factor).conj().T`` in the place of a tile, for a lower triangular factor.

    Raises
    ------
    ValueError
        If the shapes do not fit together.
    """
    m, n = tile.shape
    if factor.shape != (n, n):
        raise ValueError(f"a tile of shape {tile.shape} cannot be divided by a factor of shape {factor.shape}")
    one = np.ones(1, tile.dtype)
    letter = _letter(tile, factor)
    _call(
        f"{letter}trsm", "R", "L", "C", "N", m, n, one, factor, leading_dimension(factor), tile, leading_dimension(tile)
    )


def subtract_product(tile: Tile, left: Tile, right: Tile) -> None:
    """Put ``tile - left @ right.conj().T`` in the place of a tile; of a product with itself the lower triangle alone.

    Raises
    ------
    ValueError
        If the shapes do not fit together.
    """
    (m, n), k = tile.shape, left.shape[1]
    if left.shape != (m, k) or right.shape != (n, k):
        raise ValueError(
            f"the product of tiles of shapes {left.shape} and {right.shape} has not the shape {tile.shape}"
        )
    letter, ld = _letter(tile, left, right), leading_dimension
    if left is right:
        # The factors of a Hermitian product are real numbers.
        real = tile.real.dtype
        minus, plus = np.full(1, -1, real), np.ones(1, real)
        name = "herk" if letter in "cz" else "syrk"
        _call(f"{letter}{name}", "L", "N", m, k, minus, left, ld(left), plus, tile, ld(tile))
        return
    minus, plus = np.full(1, -1, tile.dtype), np.ones(1, tile.dtype)
    _call(f"{letter}gemm", "N", "C", m, n, k, minus, left, ld(left), right, ld(right), plus, tile, ld(tile))
