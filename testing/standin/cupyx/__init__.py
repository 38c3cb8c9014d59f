"""A stand-in for cupyx: scipy.linalg through SciPy, and no sparse matrices."""

from __future__ import annotations

from cupyx import scipy

__all__ = ["scipy"]
