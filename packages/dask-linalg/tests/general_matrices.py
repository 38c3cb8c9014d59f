"""Matrices of any shape and of many kinds on which algorithms are known to fail.

References
----------
N. J. Higham, "Accuracy and stability of numerical algorithms", 2nd edition, chapter 28, on test matrices; page 166, on growth.
"""

from __future__ import annotations

import numpy as np


def _normal(m, n, dtype, seed=0):
    rng = np.random.default_rng(seed)
    a = rng.standard_normal((m, n))
    return a + 1j * rng.standard_normal((m, n)) if np.dtype(dtype).kind == "c" else a


def _with_values(m, n, dtype, values):
    k = min(m, n)
    left, right = np.linalg.qr(_normal(m, k, dtype, 1))[0], np.linalg.qr(_normal(n, k, dtype, 2))[0]
    return ((left * values(k)) @ right.conj().T).astype(dtype)


def random(m, n, dtype):
    return _normal(m, n, dtype).astype(dtype)


def graded_rows(m, n, dtype):
    """Rows from large to small."""
    scale = 10.0 ** np.linspace(0, -12 if np.dtype(dtype).char in "dD" else -5, m)
    return (scale[:, None] * _normal(m, n, dtype)).astype(dtype)


def nearly_singular(m, n, dtype):
    return _with_values(m, n, dtype, lambda k: np.geomspace(1, np.finfo(dtype).eps, k))


def rank_deficient(m, n, dtype):
    """Rank of about a half, but for rounding."""
    return _with_values(m, n, dtype, lambda k: (np.arange(k) < (k + 1) // 2).astype(float))


def zero(m, n, dtype):
    return np.zeros((m, n), dtype)


def kahan(m, n, dtype):
    """A triangular matrix whose small singular value no element of its diagonal shows."""
    k = min(m, n)
    sine, cosine = np.sin(1.2), np.cos(1.2)
    a = np.zeros((m, n))
    a[:k, :k] = np.diag(sine ** np.arange(k)) @ (np.eye(k) - cosine * np.triu(np.ones((k, k)), 1))
    return a.astype(dtype)


def growing(m, n, dtype):
    """Elements double with each step of elimination with partial pivoting."""
    a = np.eye(m, n) - np.tril(np.ones((m, n)), -1)
    a[:, -1:] = 1
    return a.astype(dtype)


def hilbert(m, n, dtype):
    return (1 / (np.arange(m)[:, None] + np.arange(n) + 1.0)).astype(dtype)


def defective(m, n, dtype):
    """One block of Jordan's form."""
    return (2 * np.eye(m, n) + np.eye(m, n, 1)).astype(dtype)


def permuted(m, n, dtype):
    """Rows of the identity the other way round: nothing but pivoting helps."""
    return np.eye(m, n)[::-1].astype(dtype)


def tiny_leading_block(m, n, dtype):
    """A leading block that is small only beside what is below it."""
    a = _normal(m, n, dtype)
    a[: m // 2, : n // 2] *= np.finfo(dtype).eps
    return a.astype(dtype)


def tiny(m, n, dtype):
    return (_normal(m, n, dtype) * (np.finfo(dtype).tiny * 1e3)).astype(dtype)


def huge(m, n, dtype):
    return (_normal(m, n, dtype) * (np.finfo(dtype).max / 1e5)).astype(dtype)


ALL = (
    random, graded_rows, nearly_singular, rank_deficient, zero, kahan, growing, hilbert, defective, permuted,
    tiny_leading_block, tiny, huge,
)  # fmt: skip
KINDS = {f.__name__: f for f in ALL}
