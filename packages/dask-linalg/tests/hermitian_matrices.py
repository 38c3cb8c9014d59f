"""Hermitian matrices of many kinds, most of them indefinite, on which eigensolvers are known to fail.

References
----------
B. N. Parlett, "The symmetric eigenvalue problem", on clusters of eigenvalues.
J. H. Wilkinson, "The algebraic eigenvalue problem", page 308, on pairs that agree in all digits.
"""

from __future__ import annotations

import matrices
import numpy as np


def _normal(n, dtype, seed=0):
    rng = np.random.default_rng(seed)
    a = rng.standard_normal((n, n))
    return a + 1j * rng.standard_normal((n, n)) if np.dtype(dtype).kind == "c" else a


def _with_values(n, dtype, values):
    q = np.linalg.qr(_normal(n, dtype, 1))[0]
    a = (q * values(n)) @ q.conj().T
    return ((a + a.conj().T) / 2).astype(dtype)


def indefinite(n, dtype):
    a = _normal(n, dtype)
    return (a + a.conj().T).astype(dtype)


def rank_deficient(n, dtype):
    return _with_values(n, dtype, lambda n: (np.arange(n) < n // 2).astype(float))


def clustered(n, dtype):
    """All eigenvalues but two are one, but for rounding."""
    return _with_values(n, dtype, lambda n: np.where(np.arange(n) < 2, -3.0, 1.0))


def zero(n, dtype):
    return np.zeros((n, n), dtype)


def multiple_of_identity(n, dtype):
    return (-2 * np.eye(n)).astype(dtype)


def wilkinson(n, dtype):
    """A tridiagonal matrix whose large eigenvalues come in pairs that nearly agree."""
    return (np.diag(abs(np.arange(n) - (n - 1) / 2)) + np.eye(n, k=1) + np.eye(n, k=-1)).astype(dtype)


def graded_signs(n, dtype):
    return _with_values(n, dtype, lambda n: np.geomspace(1, np.finfo(dtype).eps, n) * (-1) ** np.arange(n))


def tiny_indefinite(n, dtype):
    return indefinite(n, dtype) * (np.finfo(dtype).tiny * 1e3)


def huge_indefinite(n, dtype):
    return indefinite(n, dtype) * (np.finfo(dtype).max / 1e4)


ALL = (
    indefinite, rank_deficient, clustered, zero, multiple_of_identity, wilkinson, graded_signs, tiny_indefinite,
    huge_indefinite,
)  # fmt: skip
KINDS = {**matrices.KINDS, **{f.__name__: f for f in ALL}}
