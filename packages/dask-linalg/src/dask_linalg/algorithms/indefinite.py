"""Symmetric and Hermitian matrices that need not be definite.

LAPACK's elimination that keeps the symmetry pivots on rows and columns at once, which moves so much memory that elimination of the
whole matrix with partial pivoting, which goes by tiles, is faster though it multiplies twice as much. So the factors are computed
from a gathered matrix, and large systems are solved by the other way.

References
----------
J. R. Bunch, L. Kaufman, "Some stable methods for calculating inertia and solving symmetric linear systems", Mathematics of
Computation 31 (1977).
"""

from __future__ import annotations

import dask.array as da
import numpy as np
import scipy.linalg

from dask_linalg.algorithms.gathered import gathered
from dask_linalg.algorithms.lu_solve import solve_general
from dask_linalg.schedule.tasks import Tasks, Work
from dask_linalg.tiles.lapack import Tile
from dask_linalg.tiles.tiling import tiled


def ldl_factors(a: da.Array, *, lower: bool, hermitian: bool) -> tuple[da.Array, da.Array, da.Array]:
    """Return the triangular factor with its rows permuted, the block diagonal matrix, and the permutation.

    Parameters
    ----------
    a : dask.array.Array of shape (..., n, n)
        Matrices of float32, float64, complex64 or complex128, of which one triangle is read.
    lower : bool
        Whether it is the lower one.
    hermitian : bool
        Whether complex matrices are Hermitian, not symmetric.

    Returns
    -------
    tuple of dask.array.Array of shapes (..., n, n), (..., n, n) and (..., n)
        The factor and the block diagonal matrix in the chunks of `a`, the permutation in those of its rows.
    """
    lu, d, permutation = gathered(
        "ldl", _ldl_whole, "(m,n)->(m,n),(m,n),(m)", a, dtypes=[a.dtype, a.dtype, np.intp],
        flops=(4 if a.dtype.kind == "c" else 1) * a.shape[-1] ** 3 / 3, lower=lower, hermitian=hermitian,
    )  # fmt: skip
    return lu, d, permutation


def solve_mirrored(a: da.Array, b: da.Array, *, lower: bool, hermitian: bool) -> da.Array:
    """Return the solutions of a symmetric or Hermitian system of which one triangle is read."""
    x = solve_general(_mirrored(tiled(a), lower=lower, hermitian=hermitian), b)
    return x.rechunk((a.chunks[1], b.chunks[1]))


def _mirrored(a: da.Array, *, lower: bool, hermitian: bool) -> da.Array:
    """Return the whole of a matrix in square tiles of which one triangle is given."""
    tasks, rows, conjugate = Tasks("mirrored", a, by=(lower, hermitian)), a.chunks[0], hermitian and a.dtype.kind == "c"
    for i, m in enumerate(rows):
        for j, n in enumerate(rows):
            work = Work(nbytes=m * n * a.dtype.itemsize)
            if i == j:
                tasks.add(
                    "whole", (i, j), _diagonal_tile, tasks.chunk(0, i, i), lower=lower, conjugate=conjugate, work=work
                )
            elif (i > j) == lower:
                tasks.add("whole", (i, j), _itself, tasks.chunk(0, i, j), work=work)
            else:
                tasks.add("whole", (i, j), _turned, tasks.chunk(0, j, i), conjugate=conjugate, work=work)
    return tasks.array("whole", a.chunks, a._meta)


def _itself(tile: Tile) -> Tile:
    return tile


def _turned(tile: Tile, *, conjugate: bool) -> Tile:
    return tile.conj().T if conjugate else tile.T


def _diagonal_tile(tile: Tile, *, lower: bool, conjugate: bool) -> Tile:
    half = np.tril(tile, -1) if lower else np.triu(tile, 1)
    whole = half + _turned(half, conjugate=conjugate)
    np.fill_diagonal(whole, tile.diagonal().real if conjugate else tile.diagonal())
    return whole


def _ldl_whole(matrix: Tile, *, lower: bool, hermitian: bool) -> tuple[Tile, Tile, Tile]:
    lu, d, permutation = scipy.linalg.ldl(matrix, lower=lower, hermitian=hermitian, check_finite=False)
    return lu, d, permutation.astype(np.intp)
