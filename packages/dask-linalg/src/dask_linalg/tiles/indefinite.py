"""Bunch and Kaufman's elimination of symmetric and Hermitian matrices, which pivots on the diagonal and within pairs of rows."""

from __future__ import annotations

import numpy as np

from dask_linalg.tiles.lapack import Tile, leading_dimension, letter
from dask_linalg.tiles.workspace import call_with_workspace


def divide_by_symmetric(tile: Tile, matrix: Tile, *, lower: bool, hermitian: bool) -> int:
    """Put the solutions of a symmetric or Hermitian system in the place of right-hand sides.

    Parameters
    ----------
    tile : numpy.ndarray of shape (n, k)
        Right-hand sides in Fortran's order.
    matrix : numpy.ndarray of shape (n, n)
        A matrix in Fortran's order, of which one triangle is read; it is written over.
    lower : bool
        Whether it is the lower triangle.
    hermitian : bool
        Whether a complex matrix is Hermitian, not symmetric.

    Returns
    -------
    int
        Zero, or the order of the first block of the diagonal that is exactly singular.

    Raises
    ------
    ValueError
        If the shapes do not fit together.
    """
    n, k = tile.shape
    if matrix.shape != (n, n):
        raise ValueError(f"a tile of shape {tile.shape} cannot be divided by a matrix of shape {matrix.shape}")
    if not tile.size:
        return 0
    letters, ld = letter(tile, matrix), leading_dimension
    name = f"{letters}{'he' if hermitian and letters in 'cz' else 'sy'}sv"
    pivots = np.zeros(n, np.int32)
    return call_with_workspace(
        name, "L" if lower else "U", n, k, matrix, ld(matrix), pivots, tile, ld(tile), asked=[tile.dtype]
    )
