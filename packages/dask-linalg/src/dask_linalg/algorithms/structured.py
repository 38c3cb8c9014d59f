"""Systems of equations whose matrix has a structure that is said beforehand, each solved by what fits to it.

Large systems go by tiles, small ones and stacks are solved whole, and on the chunks of another library it is that library's business.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import dask.array as da
import numpy as np
from numpy.linalg import LinAlgError

from dask_linalg.algorithms.banded import DIAGONAL, TRIDIAGONAL, solve_band, solve_band_whole
from dask_linalg.algorithms.gathered import gathered
from dask_linalg.algorithms.ill_conditioned import PROBES, norm_of_part, probes, warn_if_ill_conditioned, watched
from dask_linalg.algorithms.indefinite import solve_mirrored
from dask_linalg.algorithms.lu_solve import first_singular, solve_general
from dask_linalg.algorithms.positive_solve import solve_positive, solve_positive_whole
from dask_linalg.algorithms.stacked_sides import side_by_side
from dask_linalg.algorithms.triangular import Triangle, goes_by_tiles, solve_triangular, solve_triangular_whole
from dask_linalg.tiles.indefinite import divide_by_symmetric
from dask_linalg.tiles.lapack import Tile

STRUCTURES = {
    "general": "general", "gen": "general",
    "diagonal": "diagonal",
    "tridiagonal": "tridiagonal",
    "banded": "banded",
    "upper triangular": "upper triangular",
    "lower triangular": "lower triangular",
    "symmetric": "symmetric", "sym": "symmetric",
    "hermitian": "hermitian", "her": "hermitian",
    "positive definite": "positive definite", "pos": "positive definite",
}  # fmt: skip
"""SciPy's names for structures, and the longer one where there are two."""

_WIDTHS = {"diagonal": DIAGONAL, "tridiagonal": TRIDIAGONAL, "banded": None}
_ONE_HALF = ("symmetric", "hermitian", "positive definite")


def solve(a: da.Array, b: da.Array, structure: str, *, lower: bool, transposed: bool) -> da.Array:
    """Return the solutions of systems of equations.

    Parameters
    ----------
    a : dask.array.Array of shape (..., n, n)
        Square matrices of float32, float64, complex64 or complex128.
    b : dask.array.Array of shape (..., n, k)
        Right-hand sides, of the same dtype.
    structure : str
        One of the values of `STRUCTURES`. Of a triangular, symmetric, Hermitian or positive definite matrix one triangle is read, of
        a diagonal or tridiagonal one the diagonals.
    lower : bool
        Which triangle it is, if the structure does not say that.
    transposed : bool
        Whether the systems are those of the transposes.

    Returns
    -------
    dask.array.Array of shape (..., n, k)
        The solutions; their rows have the chunks of the unknowns.
    """
    if a.ndim == 2 and b.ndim > 2 and goes_by_tiles(a, b[(0,) * (b.ndim - 2)]) and b.size:
        return side_by_side(lambda sides: solve(a, sides, structure, lower=lower, transposed=transposed), b)
    if not goes_by_tiles(a, b):
        signature = "(m,n),(n,k)->(m,k)" if transposed else "(m,n),(m,k)->(n,k)"
        return gathered(
            "solve", _solve_stack, signature, a, b, dtypes=[a.dtype], device=_on_device, stacks=True, structure=structure,
            lower=lower, transposed=transposed,
        )[0]  # fmt: skip
    if structure in _WIDTHS:
        return solve_band(a, b, _WIDTHS[structure], transposed=transposed)
    x = watched(_by_tiles(a, structure, lower, transposed), a, b, _half(structure, lower))
    return x.rechunk((a.chunks[0 if transposed else 1], b.chunks[1]))


def _by_tiles(a: da.Array, structure: str, lower: bool, transposed: bool) -> Callable[[da.Array], da.Array]:
    if structure.endswith("triangular"):
        triangle = Triangle(structure.startswith("lower"), "T" if transposed else "N")
        return lambda b: solve_triangular(a, b, triangle, "solve")
    if structure == "positive definite":
        return lambda b: solve_positive(a, b, lower=lower)
    if structure in _ONE_HALF:
        return lambda b: solve_mirrored(a, b, lower=lower, hermitian=structure == "hermitian")
    return lambda b: solve_general(a.T if transposed else a, b)


def _half(structure: str, lower: bool) -> str:
    """Return which triangle of a matrix is read."""
    if structure.endswith("triangular"):
        return structure.partition(" ")[0]
    return ("lower" if lower else "upper") if structure in _ONE_HALF else ""


def _solve_stack(matrices: Tile, sides: Tile, *, structure: str, lower: bool, transposed: bool) -> Tile:
    """Return the solutions of systems, and warn if one is ill-conditioned."""
    if not sides.size:
        return sides
    vectors = np.broadcast_to(probes(sides.shape[-2], 0, sides.dtype), (*sides.shape[:-1], PROBES))
    wide = np.concatenate([sides, vectors], axis=-1)
    if structure == "general":
        solutions = _solve_general(matrices, wide, transposed)
    else:
        solutions = np.empty_like(wide)
        for which in np.ndindex(matrices.shape[:-2]):
            solutions[which] = _solve_whole(matrices[which], wide[which], which, structure, lower, transposed)
    half, norms = _half(structure, lower), np.empty(matrices.shape[:-2])
    for which in np.ndindex(norms.shape):
        norms[which] = norm_of_part(_that_counts(matrices[which], structure), half)
    warn_if_ill_conditioned(norms, solutions[..., -PROBES:], sides.dtype)
    return solutions[..., :-PROBES]


def _that_counts(matrix: Tile, structure: str) -> Tile:
    """Return what of a matrix is read, as far as that is not a triangle."""
    if structure == "diagonal":
        return matrix.diagonal()
    return np.tril(np.triu(matrix, -1), 1) if structure == "tridiagonal" else matrix


def _solve_general(matrices: Tile, sides: Tile, transposed: bool) -> Tile:
    read = matrices.swapaxes(-1, -2) if transposed else matrices
    try:
        return np.linalg.solve(read, sides)
    except LinAlgError:
        raise first_singular(read, "solve") from None


def _solve_whole(
    matrix: Tile, sides: Tile, which: tuple[int, ...], structure: str, lower: bool, transposed: bool
) -> Tile:
    try:
        if structure in _WIDTHS:
            return solve_band_whole(matrix, sides, _WIDTHS[structure], transposed=transposed)
        if structure.endswith("triangular"):
            triangle = Triangle(structure.startswith("lower"), "T" if transposed else "N")
            return solve_triangular_whole(matrix, sides, triangle, "solve")
        if structure == "positive definite":
            return solve_positive_whole(matrix, sides, lower=lower)
        return _solve_symmetric(matrix, sides, lower=lower, hermitian=structure == "hermitian")
    except LinAlgError as error:
        raise LinAlgError(f"{error} (matrix {which} of the block)") if which else error from None


def _solve_symmetric(matrix: Tile, sides: Tile, *, lower: bool, hermitian: bool) -> Tile:
    factors, solution = np.array(matrix, order="F"), np.array(sides, order="F")
    zero = divide_by_symmetric(solution, factors, lower=lower, hermitian=hermitian)
    if zero:
        raise LinAlgError(f"Singular matrix: block {zero} of its diagonal factor is exactly singular (solve)")
    return solution


def _on_device(library: Any, matrices: Any, sides: Any, *, structure: str, lower: bool, transposed: bool) -> Any:
    """Solve with the general function of another library, which is told what is not read; it warns of nothing."""
    half = _half(structure, lower)
    if structure in ("diagonal", "tridiagonal"):
        far = int(structure == "tridiagonal")
        matrices = library.tril(library.triu(matrices, -far), far)
    elif half:
        matrices = (library.tril if half == "lower" else library.triu)(matrices)
    if structure in _ONE_HALF:
        other = matrices.swapaxes(-1, -2)
        other = other if structure == "symmetric" else other.conj()
        matrices = matrices + other - matrices * library.eye(matrices.shape[-1], dtype=matrices.dtype)
    return library.linalg.solve(matrices.swapaxes(-1, -2) if transposed else matrices, sides)
