"""What Cholesky's factorisation does to a tile."""

from __future__ import annotations

import numpy as np

from dask_linalg.tiles.lapack import Tile, call, call_checked, leading_dimension, letter, scalar


def factor_positive(tile: Tile) -> int:
    """Put the lower Cholesky factor of a Hermitian tile in its place; only its lower triangle is read and written.

    Returns
    -------
    int
        Zero, or the order of the first leading minor that is not positive definite.
    """
    return call_checked(f"{letter(tile)}potrf", "L", tile.shape[0], tile, leading_dimension(tile))


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
    name, ld = f"{letter(tile, factor)}trsm", leading_dimension
    call(name, "R", "L", "C", "N", m, n, scalar(1, tile), factor, ld(factor), tile, ld(tile))


def subtract_square(tile: Tile, left: Tile) -> None:
    """Subtract ``left @ left.conj().T`` from the lower triangle of a tile.

    Raises
    ------
    ValueError
        If the shapes do not fit together.
    """
    n, k = left.shape
    if tile.shape != (n, n):
        raise ValueError(f"the product of a tile of shape {left.shape} with itself has not the shape {tile.shape}")
    name = "herk" if letter(tile, left) in "cz" else "syrk"
    # The factors of a Hermitian product are real numbers.
    minus, plus = scalar(-1, tile.real), np.ones(1, tile.real.dtype)
    ld = leading_dimension
    call(f"{letter(tile)}{name}", "L", "N", n, k, minus, left, ld(left), plus, tile, ld(tile))
