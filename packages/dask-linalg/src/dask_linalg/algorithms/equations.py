"""Matrix equations, linear and quadratic, on gathered matrices.

References
----------
R. H. Bartels, G. W. Stewart, "Solution of the matrix equation AX + XB = C", Communications of the ACM 15 (1972).
"""

from __future__ import annotations

from typing import Any

import dask.array as da
import numpy as np
import scipy.linalg
from numpy.linalg import LinAlgError

from dask_linalg.algorithms.functions import on_whole
from dask_linalg.tiles.general_drivers import refuse_what_is_not_finite, schur_form, solve_triangular_sylvester
from dask_linalg.tiles.lapack import Tile


def sylvester(a: da.Array, b: da.Array, q: da.Array) -> da.Array:
    """Return the solution of ``a x + x b = q``, given matrices of one dtype."""
    return on_whole("solve_sylvester", _sylvester, "(m,p),(q,n),(m,n)->(m,n)", a, b, q, dtypes=[q.dtype], flops=60)[0]


def continuous_lyapunov(function: str, a: da.Array, q: da.Array) -> da.Array:
    """Return the solution of ``a x + x a.conj().T = q``, given matrices of one dtype."""
    return on_whole(function, _lyapunov, "(m,n),(m,n)->(m,n)", a, q, dtypes=[q.dtype], flops=32)[0]


def discrete_lyapunov(a: da.Array[Any], q: da.Array[Any], method: str | None) -> da.Array[Any]:
    """Return the solution of ``a x a.conj().T - x + q = 0``, given matrices of one dtype."""
    signature, solve = "(m,n),(m,n)->(m,n)", _discrete_lyapunov
    return on_whole("solve_discrete_lyapunov", solve, signature, a, q, dtypes=[q.dtype], flops=40, method=method)[0]


def riccati(function: str, matrices: list[da.Array], has_e: bool, balanced: bool) -> da.Array:
    """Return the stabilising solution of a Riccati equation, given a, b, q, r, and perhaps e and s, of one dtype."""
    others = [*(["(m,p)"] if has_e else []), *(["(m,n)"] if len(matrices) > 4 + has_e else [])]
    signature = ",".join(["(m,p)", "(m,n)", "(m,p)", "(n,k)", *others]) + "->(m,p)"
    arguments = {"which": function, "has_e": has_e, "balanced": balanced}
    return on_whole(function, _riccati, signature, *matrices, dtypes=[matrices[0].dtype], flops=500, **arguments)[0]


def _sylvester(a: Tile, b: Tile, q: Tile) -> Tile:
    refuse_what_is_not_finite(a, b, q)
    r, u = schur_form(np.array(a, order="F"))
    s, v = schur_form(np.array(b.conj().T, order="F"))
    return _back("Sylvester", r, u, s, v, q)


def _lyapunov(a: Tile, q: Tile) -> Tile:
    refuse_what_is_not_finite(a, q)
    r, u = schur_form(np.array(a, order="F"))
    return _back("Lyapunov", r, u, r, u, q)


def _back(whose: str, r: Tile, u: Tile, s: Tile, v: Tile, q: Tile) -> Tile:
    """Return the solution, given the Schur forms of both sides with their factors."""
    y = np.asfortranarray(u.conj().T @ q @ v)
    if not solve_triangular_sylvester(r, s, y):
        raise LinAlgError(
            f"Singular matrix: {whose}'s equation has no unique solution, for an eigenvalue of the left coefficient is "
            "the negative of one of the right coefficient, but for rounding"
        )
    return np.asarray(u @ y @ v.conj().T)


def _discrete_lyapunov(a: Tile, q: Tile, *, method: str | None) -> Tile:
    refuse_what_is_not_finite(a, q)
    return np.asarray(scipy.linalg.solve_discrete_lyapunov(a, q, method=method))


def _riccati(a: Tile, b: Tile, q: Tile, r: Tile, *others: Tile, which: str, has_e: bool, balanced: bool) -> Any:
    e = others[0] if has_e else None
    s = others[-1] if len(others) > has_e else None
    return getattr(scipy.linalg, which)(a, b, q, r, e=e, s=s, balanced=balanced)
