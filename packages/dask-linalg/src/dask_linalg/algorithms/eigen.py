"""Eigenvalues and eigenvectors: LAPACK's algorithms on gathered matrices, which take all cores and no GIL.

Reductions to condensed forms move as much memory as they multiply, so that tiles gain nothing before a matrix is too
large for one machine: QDWH's spectral divide and conquer multiplies four times as much for its polar factor alone.

References
----------
Y. Nakatsukasa, N. J. Higham, "Stable and efficient spectral divide and conquer algorithms for the symmetric eigenvalue
decomposition and the SVD", SIAM Journal on Scientific Computing 35 (2013).
"""

from __future__ import annotations

from typing import Any

import dask.array as da
import numpy as np

from dask_linalg.algorithms.gathered import gathered
from dask_linalg.tiles import tridiagonal
from dask_linalg.tiles.cutting import widths
from dask_linalg.tiles.eigen_drivers import ALL, Subset, hermitian_eigen
from dask_linalg.tiles.general_drivers import general_eigen, refuse_what_is_not_finite
from dask_linalg.tiles.lapack import Tile


def hermitian(
    function: str,
    a: da.Array,
    b: da.Array[Any] | None = None,
    *,
    lower: bool,
    vectors: bool,
    subset: Subset = ALL,
    driver: str | None = None,
    itype: int = 1,
) -> tuple[da.Array, ...]:
    """Return eigenvalues of Hermitian matrices in ascending order, and their eigenvectors if they are wanted.

    Parameters
    ----------
    function : str
        The name that plans and errors say.
    a, b : dask.array.Array of shape (..., n, n)
        Square matrices of one dtype, of which one triangle is read; `b` is positive definite.
    lower : bool
        Whether it is the lower triangle.
    vectors : bool
        Whether eigenvectors are wanted.
    subset : Subset
        Which eigenvalues are wanted.
    driver : str, optional
        LAPACK's driver; by default the fastest for the problem.
    itype : int
        The problem of a pair: ``a v = w b v``, ``a b v = w v`` or ``b a v = w v`` for 1, 2 and 3.

    Returns
    -------
    tuple of dask.array.Array
        Eigenvalues of shape (..., k) and eigenvectors of shape (..., n, k), in the chunks of columns of `a` if all are
        wanted; the number of those in an interval is unknown.
    """
    matrices = [a] if b is None else [a, b]
    every = "n" if subset.kind == "A" else "k"
    signature = f"{','.join(['(m,n)'] * len(matrices))}->({every})" + (f",(m,{every})" if vectors else "")
    plain = b is None and subset is ALL and driver is None
    return gathered(
        function,
        _hermitian_whole,
        signature,
        *matrices,
        dtypes=[a.real.dtype, a.dtype] if vectors else [a.real.dtype],
        device=_hermitian_on_device if plain else "",
        stacks=plain,
        chunks={"k": _chunks_of(subset, a)},
        flops=_times(a) * (9 if vectors else 4 / 3) * a.shape[-1] ** 3,
        lower=lower,
        vectors=vectors,
        subset=subset,
        driver=driver,
        itype=itype,
    )


def general(
    function: str,
    a: da.Array,
    b: da.Array[Any] | None = None,
    *,
    left: bool = False,
    right: bool = True,
    homogeneous: bool = False,
) -> tuple[da.Array, ...]:
    """Return the eigenvalues of any square matrices, and the eigenvectors that are wanted, all of them complex.

    Parameters
    ----------
    function : str
        The name that plans and errors say.
    a, b : dask.array.Array of shape (..., n, n)
        Square matrices of one dtype.
    left, right : bool
        Which eigenvectors are wanted.
    homogeneous : bool
        Whether eigenvalues are returned as numerators and denominators.

    Returns
    -------
    tuple of dask.array.Array
        Eigenvalues of shape (..., n), or (..., 2, n) if they are homogeneous; left and right eigenvectors of shape
        (..., n, n).
    """
    matrices = [a] if b is None else [a, b]
    wanted = int(left) + int(right)
    values = "(two,n)" if homogeneous else "(n)"
    signature = f"{','.join(['(m,n)'] * len(matrices))}->{values}" + ",(m,n)" * wanted
    plain = b is None and not left and not homogeneous
    return gathered(
        function,
        _general_whole,
        signature,
        *matrices,
        dtypes=[_complex(a.dtype)] * (1 + wanted),
        device=_general_on_device if plain else "",
        stacks=plain,
        chunks={"two": (2,)},
        flops=_times(a) * (25 if wanted else 10) * len(matrices) * a.shape[-1] ** 3,
        left=left,
        right=right,
        homogeneous=homogeneous,
    )


def _chunks_of(subset: Subset, a: da.Array) -> tuple[Any, ...]:
    if subset.kind == "I":
        return widths(subset.last - subset.first + 1, max(*a.chunks[-1], 1))
    return (np.nan,)


def _times(a: da.Array) -> int:
    """Return how many operations on real numbers one on numbers of a dtype takes."""
    return 4 if a.dtype.kind == "c" else 1


def _complex(dtype: Any) -> np.dtype[Any]:
    return np.result_type(dtype, np.complex64)


def _hermitian_whole(
    a: Tile, b: Tile | None = None, *, lower: bool, vectors: bool, subset: Subset, driver: str | None, itype: int
) -> Any:
    refuse_what_is_not_finite(*_given(a, b), part=np.tril if lower else np.triu)
    if driver is None and b is None and subset.kind == "A":
        return _all_of_one(a, lower, vectors)
    name = driver or _fastest(b is not None, subset)
    w, v = hermitian_eigen(
        name, *[np.array(one, order="C").T for one in _given(a, b)],
        lower=not lower, vectors=vectors, subset=subset, itype=itype,
    )  # fmt: skip
    if not vectors:
        return w
    # The transpose of a Hermitian matrix is its conjugate.
    return w, np.conj(v, out=v) if v.dtype.kind == "c" else v


def _all_of_one(a: Tile, lower: bool, vectors: bool) -> Any:
    """Return all eigenvalues of a matrix or of a stack; NumPy's are as good but for eigenvectors of large matrices."""
    if vectors and a.ndim == 2 and tridiagonal.WIDTH < len(a) <= tridiagonal.LARGEST:
        return tridiagonal.divide_and_conquer(a, lower=lower)
    return (np.linalg.eigh if vectors else np.linalg.eigvalsh)(a, "L" if lower else "U")


def _given(*matrices: Tile | None) -> list[Tile]:
    return [one for one in matrices if one is not None]


def _fastest(of_pair: bool, subset: Subset) -> str:
    if of_pair:
        return "gvd" if subset.kind == "A" else "gvx"
    return "evr"


def _general_whole(a: Tile, b: Tile | None = None, *, left: bool, right: bool, homogeneous: bool) -> Any:
    dtype = _complex(a.dtype)
    if b is None and not left and not homogeneous:
        # NumPy's take stacks, and look for what is not finite.
        found = np.linalg.eig(a) if right else (np.linalg.eigvals(a),)
        results = tuple(one.astype(dtype, copy=False) for one in found)
        return results if right else results[0]
    refuse_what_is_not_finite(*_given(a, b))
    alpha, beta, *vectors = general_eigen(
        np.array(a, order="F"), None if b is None else np.array(b, order="F"), left=left, right=right
    )
    values = np.stack([alpha, beta]) if homogeneous else _quotients(alpha, beta)
    results = (values.astype(dtype, copy=False), *(v.astype(dtype, copy=False) for v in vectors if v is not None))
    return results if len(results) > 1 else results[0]


def _quotients(alpha: Tile, beta: Tile) -> Tile:
    """Return eigenvalues; of a singular pair some are infinite, and not a number where both parts are zero."""
    values = np.full(alpha.shape, np.inf, alpha.dtype)
    regular = beta != 0
    values[regular] = alpha[regular] / beta[regular]
    values[(alpha == 0) & ~regular] = np.nan
    return values


def _hermitian_on_device(library: Any, a: Any, *, lower: bool, vectors: bool, **_: Any) -> Any:
    return (library.linalg.eigh if vectors else library.linalg.eigvalsh)(a, UPLO="L" if lower else "U")


def _general_on_device(library: Any, a: Any, *, right: bool, **_: Any) -> Any:
    dtype = _complex(a.dtype)
    if not right:
        return library.linalg.eigvals(a).astype(dtype, copy=False)
    return tuple(one.astype(dtype, copy=False) for one in library.linalg.eig(a))
