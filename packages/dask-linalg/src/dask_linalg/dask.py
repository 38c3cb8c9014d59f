"""A drop-in for `dask.array.linalg`: its names and signatures, with right results."""

from __future__ import annotations

from dask_linalg.scipy import cholesky

__all__ = ["cholesky"]
