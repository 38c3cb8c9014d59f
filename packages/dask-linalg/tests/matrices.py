"""Hermitian positive definite matrices of many kinds, and LAPACK's measure of how well one has been factored.

References
----------
LAPACK Working Note 41, "Installation guide for LAPACK", on the ratios of its test suite.
N. J. Higham, "Accuracy and stability of numerical algorithms", 2nd edition, chapter 28, on test matrices.
"""

from __future__ import annotations

import numpy as np

DTYPES = ["f4", "f8", "c8", "c16"]
PASSED = 30.0
"""LAPACK's own threshold."""


def _random(n, dtype, seed=0):
    rng = np.random.default_rng(seed)
    a = rng.standard_normal((n, n))
    if np.dtype(dtype).kind == "c":
        a = a + 1j * rng.standard_normal((n, n))
    return a


def random(n, dtype):
    a = _random(n, dtype)
    return (a @ a.conj().T / n + np.eye(n)).astype(dtype)


def graded(n, dtype):
    """Rows and columns from large to small."""
    scale = 10.0 ** np.linspace(0, -8 if np.dtype(dtype).char in "dD" else -3, n)
    return (scale[:, None] * random(n, "c16" if np.dtype(dtype).kind == "c" else "f8") * scale).astype(dtype)


def nearly_singular(n, dtype):
    eps = np.finfo(dtype).eps
    q, _ = np.linalg.qr(_random(n, dtype))
    values = np.geomspace(1, 100 * n * eps, n)
    a = (q * values) @ q.conj().T
    return ((a + a.conj().T) / 2).astype(dtype)


def tiny(n, dtype):
    return random(n, dtype) * (np.finfo(dtype).tiny * 1e3)


def huge(n, dtype):
    return random(n, dtype) * (np.finfo(dtype).max / 1e4)


def moler(n, dtype):
    lower = np.tril(-np.ones((n, n)), -1) + np.eye(n)
    return (lower @ lower.T + np.eye(n)).astype(dtype)


KINDS = {f.__name__: f for f in (random, graded, nearly_singular, tiny, huge, moler)}


def cholesky_ratio(a, lower):
    """Return ``norm1(a - lower @ lower.conj().T) / (n norm1(a) eps)``, multiplied so precisely that nothing else rounds."""
    wide = "G" if np.dtype(a.dtype).kind == "c" else "g"
    error = np.abs(a.astype(wide) - lower.astype(wide) @ lower.astype(wide).conj().T).sum(axis=0).max(initial=0)
    norm = np.abs(a.astype(wide)).sum(axis=0).max(initial=0)
    return float(error / (len(a) * norm * np.finfo(a.dtype).eps)) if norm else float(error)
