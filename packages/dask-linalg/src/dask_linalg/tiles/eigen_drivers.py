"""LAPACK's drivers for Hermitian eigenproblems, which write over the matrices that they are handed.

NumPy has one of them, and SciPy holds the GIL in all of them, so that nothing else would run on a worker meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import Any

import numpy as np
from numpy.linalg import LinAlgError

from dask_linalg.tiles.lapack import Tile, leading_dimension, letter
from dask_linalg.tiles.workspace import WHOLE, call_with_workspace

STANDARD = ("ev", "evd", "evr", "evx")
"""The drivers for ``a v = w v``."""
GENERALISED = ("gv", "gvd", "gvx")
"""The drivers for a pair of matrices."""
FOR_SUBSETS = ("evr", "evx", "gvx")
"""Those of them that compute some of the eigenvalues."""


@dataclass(frozen=True)
class Subset:
    """The eigenvalues that are wanted: all, those from one number to another one, or those of a half-open interval."""

    kind: str = "A"
    first: int = 0
    last: int = 0
    above: float = -inf
    up_to: float = inf


ALL = Subset()


def hermitian_eigen(
    driver: str, a: Tile, b: Tile | None = None, *, lower: bool, vectors: bool, subset: Subset = ALL, itype: int = 1
) -> tuple[Tile, Tile]:
    """Return the eigenvalues of a Hermitian matrix in ascending order, and eigenvectors or a matrix without columns.

    Parameters
    ----------
    driver : str
        The name of LAPACK's driver without the letters for the kind of matrix.
    a, b : numpy.ndarray of shape (n, n)
        Matrices in Fortran's order, of which one triangle is read; they are written over.
    lower : bool
        Which triangle it is.
    vectors : bool
        Whether eigenvectors are wanted.
    subset : Subset
        Which eigenvalues are wanted.
    itype : int
        The problem: ``a v = w b v``, ``a b v = w v`` or ``b a v = w v`` for 1, 2 and 3.

    Returns
    -------
    tuple of numpy.ndarray
        The eigenvalues of shape (k,), and the eigenvectors of shape (n, k).

    Raises
    ------
    numpy.linalg.LinAlgError
        If LAPACK finds no eigenvalues, or if `b` is not positive definite.
    ValueError
        If the shapes do not fit together.
    """
    n = len(a)
    if any(one.shape != (n, n) for one in (a, b) if one is not None):
        shapes = [one.shape for one in (a, b) if one is not None]
        raise ValueError(f"the matrices of an eigenproblem are square and of one shape, not of {shapes}")
    letters = letter(a) if b is None else letter(a, b)
    if n == 0:
        return np.empty(0, a.real.dtype), np.empty((0, 0), a.dtype)
    name = f"{letters}{'he' if letters in 'cz' else 'sy'}{driver}"
    how = ["V" if vectors else "N", *([subset.kind] if driver in FOR_SUBSETS else []), "L" if lower else "U"]
    matrices = [n, a, leading_dimension(a), *([] if b is None else [b, leading_dimension(b)])]
    before = [*([] if b is None else [itype]), *how, *matrices]
    if driver in FOR_SUBSETS:
        info, found = _some(name, before, a, subset, vectors)
    else:
        w = np.empty(n, a.real.dtype)
        info = call_with_workspace(name, *before, w, asked=_asked(driver, a), more=_more(driver, a))
        found = w, a if vectors else a[:, :0]
    if info:
        raise LinAlgError(_message(driver, info, n))
    return found


def _some(name: str, before: list[Any], a: Tile, subset: Subset, vectors: bool) -> tuple[int, tuple[Tile, Tile]]:
    """Call a driver that computes some of the eigenvalues, into new arrays."""
    n, driver = len(a), name[3:]
    most = subset.last - subset.first + 1 if subset.kind == "I" else n
    w, v, found = (
        np.empty(n, a.real.dtype),
        np.empty((n, most if vectors else 0), a.dtype, order="F"),
        np.zeros(1, WHOLE),
    )
    exactly = np.zeros(1, a.real.dtype)
    support = [np.empty(2 * n, WHOLE)] if driver == "evr" else []
    after = [*_bounds(subset, a.real.dtype), exactly, found, w, v if vectors else a, n, *support]
    info = call_with_workspace(name, *before, *after, asked=_asked(driver, a), more=_more(driver, a))
    count = int(found[0])
    return info, (w[:count].copy(), v[:, :count])


def _bounds(subset: Subset, dtype: Any) -> list[Any]:
    """Return the bounds of what is wanted, as LAPACK takes them; infinite ones are as far as numbers go."""
    far = np.finfo(dtype).max
    ends = [np.array([min(max(end, -far), far)], dtype) for end in (subset.above, subset.up_to)]
    return [*ends, subset.first + 1, subset.last + 1]


def _asked(driver: str, a: Tile) -> list[Any]:
    """Return the dtypes of the workspaces whose sizes a driver says."""
    if driver in ("evd", "evr", "gvd"):
        return [a.dtype, *([a.real.dtype] if a.dtype.kind == "c" else []), WHOLE]
    return [a.dtype]


def _more(driver: str, a: Tile) -> list[Tile]:
    """Return the workspaces whose sizes are documented."""
    n, is_complex = len(a), a.dtype.kind == "c"
    if driver in ("evx", "gvx"):
        return [*([np.empty(7 * n, a.real.dtype)] if is_complex else []), np.empty(5 * n, WHOLE), np.empty(n, WHOLE)]
    return [np.empty(3 * n, a.real.dtype)] if driver in ("ev", "gv") and is_complex else []


def _message(driver: str, info: int, n: int) -> str:
    if driver in GENERALISED and info > n:
        return f"the leading minor of order {info - n} of b is not positive definite, as it has to be"
    return f"Eigenvalues did not converge: LAPACK's driver {driver} says {info} for a matrix of order {n}"
