"""What a triangular system does to a tile of its right-hand sides.

Triangles lie in Fortran's order or in C's: the transpose of a matrix in one order is a matrix in the other, which BLAS reads without
a copy.
"""

from __future__ import annotations

import numpy as np

from dask_linalg.tiles.lapack import Tile, adjoint, call, leading_dimension, letter, lies_by_columns, scalar

TRANSPOSES = ("N", "T", "C")
"""How a matrix is read: as it is, as its transpose, as its conjugate transpose."""


def divide_by_triangle(tile: Tile, triangle: Tile, *, lower: bool, trans: str = "N", unit: bool = False) -> None:
    """Put ``inv(op(triangle)) @ tile`` in the place of a tile in Fortran's order.

    Parameters
    ----------
    tile : numpy.ndarray of shape (n, k)
        Right-hand sides.
    triangle : numpy.ndarray of shape (n, n)
        A matrix of which one triangle is read.
    lower : bool
        Whether it is the lower one.
    trans : {"N", "T", "C"}
        How the triangle is read.
    unit : bool
        Whether its diagonal counts as ones and is not read.

    Raises
    ------
    ValueError
        If the shapes do not fit together.
    """
    n, k = tile.shape
    if triangle.shape != (n, n):
        raise ValueError(f"a tile of shape {tile.shape} cannot be divided by a triangle of shape {triangle.shape}")
    name, (memory, turned, how) = f"{letter(tile, triangle)}trsm", _as_it_lies(triangle, trans)
    if not tile.size:
        return
    half, diagonal = "L" if lower != turned else "U", "U" if unit else "N"
    where = memory, leading_dimension(memory), tile, leading_dimension(tile)
    call(name, "L", half, how, diagonal, n, k, scalar(1, tile), *where)


def subtract_multiple(tile: Tile, coefficients: Tile, solution: Tile, *, trans: str = "N") -> None:
    """Subtract ``op(coefficients) @ solution`` from a tile; both lie in Fortran's order, the coefficients in any.

    Raises
    ------
    ValueError
        If the shapes do not fit together.
    """
    (m, n), inner = tile.shape, len(solution)
    shape = coefficients.shape if trans == "N" else coefficients.shape[::-1]
    if shape != (m, inner) or solution.shape[1] != n:
        raise ValueError(
            f"the product of tiles of shapes {shape} and {solution.shape} cannot be subtracted from one of shape {tile.shape}"
        )
    name, (memory, _, how), ld = (
        f"{letter(tile, coefficients, solution)}gemm",
        _as_it_lies(coefficients, trans),
        leading_dimension,
    )
    if tile.size and inner:
        factors = scalar(-1, tile), memory, ld(memory), solution, ld(solution), scalar(1, tile)
        call(name, how, "N", m, n, inner, *factors, tile, ld(tile))


def zero_on_diagonal(triangle: Tile) -> int:
    """Return the place of the first element of a diagonal that is exactly zero, counted from one, or zero if there is none."""
    zeros = np.flatnonzero(triangle.diagonal() == 0)
    return int(zeros[0]) + 1 if len(zeros) else 0


def _as_it_lies(matrix: Tile, trans: str) -> tuple[Tile, bool, str]:
    """Return a matrix in Fortran's order, whether it is the transpose of the given one, and how BLAS is to read it.

    There is no way to ask for the conjugate alone.
    """
    if trans not in TRANSPOSES:
        raise ValueError(f"a matrix is read by one of {TRANSPOSES}, not by {trans!r}")
    how = adjoint(letter(matrix)) if trans == "C" else trans
    if lies_by_columns(matrix):
        return matrix, False, how
    if how == "C" or not lies_by_columns(matrix.T):
        return np.asfortranarray(matrix), False, how
    return matrix.T, True, "T" if how == "N" else "N"
