"""Hermitian positive definite systems: Cholesky's factor by tiles, and one sweep down and one up over its tiles.

A tile of the first sweep waits only for the tiles of the factor that it reads, so that the sweep is nearly done when the factor is.

References
----------
A. Buttari, J. Langou, J. Kurzak, J. Dongarra, "A class of parallel tiled linear algebra algorithms for multicore architectures",
Parallel Computing 35 (2009).
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

import dask.array as da
import numpy as np

from dask_linalg.algorithms.adjoint import adjoint
from dask_linalg.algorithms.cholesky import lower_factor, not_positive
from dask_linalg.algorithms.gathered import gathered
from dask_linalg.algorithms.triangular import Triangle, goes_by_tiles, solve_triangular
from dask_linalg.tiles.lapack import Tile
from dask_linalg.tiles.positive import factor_positive
from dask_linalg.tiles.tiling import tiled
from dask_linalg.tiles.triangular import divide_by_triangle


def solve_positive(a: da.Array, b: da.Array, *, lower: bool) -> da.Array:
    """Return the solutions of Hermitian positive definite systems.

    Parameters
    ----------
    a : dask.array.Array of shape (..., n, n)
        Matrices of float32, float64, complex64 or complex128, of which one triangle is read.
    b : dask.array.Array of shape (..., n, k)
        Right-hand sides, of the same dtype.
    lower : bool
        Whether it is the lower triangle.

    Returns
    -------
    dask.array.Array of shape (..., n, k)
        The solutions; their rows have the chunks of the columns of `a`.
    """
    if not goes_by_tiles(a, b):
        n, k = b.shape[-2:]
        flops = (4.0 if a.dtype.kind == "c" else 1.0) * (n**3 / 3 + 2.0 * n**2 * k)
        return gathered(
            "solve",
            solve_positive_whole,
            "(m,n),(m,k)->(n,k)",
            a,
            b,
            dtypes=[a.dtype],
            device=_on_device,
            flops=flops,
            lower=lower,
        )[0]
    # What is read of the upper triangle is the lower one of the conjugate transpose, whose tiles are views of the others.
    factor = lower_factor(tiled(a if lower else adjoint(a)))
    x = solve_by_factor(factor, b, lower=True, function="solve")
    return x.rechunk((a.chunks[1], b.chunks[1]))


def solve_by_factor(factor: da.Array, b: da.Array, *, lower: bool, function: str) -> da.Array:
    """Return the solutions of systems whose matrices are given by their Cholesky factors.

    Parameters
    ----------
    factor : dask.array.Array of shape (..., n, n)
        Matrices of which one triangle, the factor, is read.
    b : dask.array.Array of shape (..., n, k)
        Right-hand sides, of the same dtype.
    lower : bool
        Whether the factor is the lower one, ``a = L @ L.conj().T``, and not the upper one, ``a = U.conj().T @ U``.
    function : str
        The name that plans and errors say.

    Returns
    -------
    dask.array.Array of shape (..., n, k)
        The solutions; their rows have the chunks of the columns of the factor.
    """
    if goes_by_tiles(factor, b):
        factor, chunks = tiled(factor), (factor.chunks[1], b.chunks[1])
    else:
        chunks = None
    first, second = (Triangle(lower, "N" if lower else "C"), Triangle(lower, "C" if lower else "N"))
    x = solve_triangular(factor, solve_triangular(factor, b, first, function), second, function)
    return x if chunks is None else x.rechunk(chunks)


def solve_positive_whole(matrix: Tile, sides: Tile, *, lower: bool) -> Tile:
    """Return the solutions of a system in one matrix; see `solve_positive`."""
    factor, solution = np.array(matrix if lower else matrix.conj().T, order="F"), np.array(sides, order="F")
    minor = factor_positive(factor) if factor.size else 0
    if minor:
        raise not_positive(minor, "matrix")
    for trans in "NC":
        divide_by_triangle(solution, factor, lower=True, trans=trans)
    return solution


def _on_device(library: Any, matrix: Any, sides: Any, *, lower: bool) -> Any:
    """Solve with the functions of another library, which is told both triangles."""
    half = library.tril(matrix, -1) if lower else library.triu(matrix, 1).conj().T
    factor = library.linalg.cholesky(half + half.conj().T + library.diag(matrix.diagonal().real))
    solve = import_module(f"{library.__name__}x.scipy.linalg").solve_triangular
    return solve(factor, solve(factor, sides, lower=True), trans="C", lower=True)
