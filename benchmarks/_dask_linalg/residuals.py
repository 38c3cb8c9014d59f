"""How wrong a result is, in LAPACK's own ratios: its tests pass below 30.

Where a ratio is about a difference E that is dear to write out, as A - L U is, E is applied to random signs. That gives the 2-norms
of its rows at the cost of a few vectors, and sqrt(n) times the largest bounds the norm that is the largest sum of magnitudes in a
row. The driver of ScaLAPACK does the same.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from _dask_linalg.matrices import PROBES, Array, signs

PASSES = 30.0
EPSILON = float(np.finfo(float).eps) / 2  # LAPACK's: the largest error of a rounding.
PRECISION = 2 * EPSILON  # What its tests of eigenvalues and singular values count in.


def _norm(a: Array) -> float:
    """Return the largest sum of magnitudes in a row, without a copy of the matrix."""
    return max(float(np.abs(a[i : i + 256]).sum(axis=1).max()) for i in range(0, len(a), 256))


def _bound(applied: Array, n: int) -> float:
    """Bound the norm of an error with n columns that was applied to signs."""
    return float(np.sqrt(n / PROBES * (applied * applied).sum(axis=1).max()))


def _relative(applied: Array, a: Array, side: int, unit: float = EPSILON) -> float:
    return _bound(applied, a.shape[1]) / (side * _norm(a) * unit)


def orthogonality(q: Array, unit: float = EPSILON) -> float:
    """Return how far columns are from orthonormal, by the whole product."""
    error = q.T @ q
    error[np.diag_indices_from(error)] -= 1
    return _norm(error) / (q.shape[0] * unit)


def _worst(*ratios: float) -> float:
    """Return the largest; a NaN, which no comparison finds, is the worst."""
    return float(np.max(ratios))


def _demand_shapes(**shapes: tuple[Any, Any]) -> None:
    for name, (got, wanted) in shapes.items():
        if got != wanted:
            raise ValueError(f"{name} has shape {got} where {wanted} is wanted")


def cholesky(a: Array, factor: Array) -> float:
    """Hold a lower factor against its matrix."""
    _demand_shapes(factor=(factor.shape, a.shape))
    x = signs(len(a))
    return _relative(factor @ (factor.T @ x) - a @ x, a, len(a))


def lu_packed(a: Array, lu: Array, pivots: Array) -> float:
    """Hold packed factors and interchanges of rows against their matrix."""
    _demand_shapes(lu=(lu.shape, a.shape), pivots=(pivots.shape, (len(a),)))
    x, wanted = signs(len(a)), a @ signs(len(a))
    for i, pivot in enumerate(pivots):
        wanted[[i, pivot]] = wanted[[pivot, i]]
    upper = np.triu(lu) @ x
    return _relative(np.tril(lu, -1) @ upper + upper - wanted, a, len(a))


def lu_permuted(a: Array, p: Array, lower: Array, upper: Array) -> float:
    """Hold three matrices against their product."""
    _demand_shapes(p=(p.shape, a.shape), lower=(lower.shape, a.shape), upper=(upper.shape, a.shape))
    x = signs(len(a))
    return _relative(p @ (lower @ (upper @ x)) - a @ x, a, len(a))


def solution(a: Array, b: Array, x: Array) -> float:
    """Hold solutions against their system, column by column."""
    _demand_shapes(x=(x.shape, b.shape))
    left_over = np.abs(b - a @ x).sum(axis=0)
    norm = max(float(np.abs(a[:, j : j + 256]).sum(axis=0).max()) for j in range(0, a.shape[1], 256))
    return _worst(*(left_over / (norm * np.abs(x).sum(axis=0) * EPSILON)))


def product(a: Array, b: Array, c: Array) -> float:
    """Hold a product against its factors."""
    _demand_shapes(c=(c.shape, (a.shape[0], b.shape[1])))
    x = signs(b.shape[1])
    return _bound(c @ x - a @ (b @ x), b.shape[1]) / (a.shape[1] * _norm(a) * _norm(b) * EPSILON)


def qr(a: Array, q: Array, r: Array) -> float:
    """Hold an orthogonal and a triangular factor against their matrix and each other."""
    n = min(a.shape)
    _demand_shapes(q=(q.shape, (a.shape[0], n)), r=(r.shape, (n, a.shape[1])))
    if np.tril(r, -1).any():
        return float("nan")
    x = signs(a.shape[1])
    return _worst(_relative(q @ (r @ x) - a @ x, a, len(a)), orthogonality(q))


def least_squares(a: Array, b: Array, x: Array) -> float:
    """Return Stewart's backward error in units of eps: what is left over must be at right angles to the columns."""
    _demand_shapes(x=(x.shape, a.shape[1:]))
    left_over = b - a @ x
    return float(
        np.linalg.norm(a.T @ left_over) / (np.linalg.norm(a.reshape(-1)) * np.linalg.norm(left_over) * EPSILON)
    )


def svd(a: Array, u: Array, s: Array, vh: Array) -> float:
    """Hold singular values and vectors against their matrix."""
    n = min(a.shape)
    _demand_shapes(u=(u.shape, (a.shape[0], n)), s=(s.shape, (n,)), vh=(vh.shape, (n, a.shape[1])))
    if (np.diff(s) > 0).any() or (s < 0).any():
        return float("nan")
    x = signs(a.shape[1])
    applied = u @ (s[:, None] * (vh @ x)) - a @ x
    ratio = _relative(applied, a, len(a), PRECISION)
    return _worst(ratio, orthogonality(u, PRECISION), orthogonality(vh.T, PRECISION))


def eigen(a: Array, values: Array, vectors: Array) -> float:
    """Hold eigenvalues and eigenvectors against their symmetric matrix."""
    _demand_shapes(values=(values.shape, (len(a),)), vectors=(vectors.shape, a.shape))
    if (np.diff(values) < 0).any():
        return float("nan")
    x = signs(len(a))
    applied = a @ (vectors @ x) - vectors @ (values[:, None] * x)
    return _worst(_relative(applied, a, len(a), PRECISION), orthogonality(vectors, PRECISION))
