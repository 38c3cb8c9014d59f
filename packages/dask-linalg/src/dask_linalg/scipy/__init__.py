"""The functions of `scipy.linalg`, with its signatures, defaults and conventions, on Dask arrays."""

from __future__ import annotations

from dask_linalg.scipy._positive import cholesky

__all__ = ["cholesky"]
