"""A drop-in for `dask.array.linalg`: its names, signatures and results, in any chunks, and right.

Examples
--------
>>> import dask.array as da
>>> import dask_linalg.dask as linalg
>>> q, r = linalg.qr(da.asarray([[3.0, 1.0], [4.0, 2.0]], chunks=1))
>>> abs(r).compute().round(6)
array([[5. , 2.2],
       [0. , 0.4]])
"""

from __future__ import annotations

from dask_linalg._compressed import svd_compressed
from dask_linalg._numpy.norms import norm
from dask_linalg.dask._orthogonal import qr, sfqr, svd, tsqr
from dask_linalg.dask._solving import inv, lstsq, lu, solve, solve_triangular
from dask_linalg.scipy._positive import cholesky

__all__ = [
    "cholesky",
    "inv",
    "lstsq",
    "lu",
    "norm",
    "qr",
    "sfqr",
    "solve",
    "solve_triangular",
    "svd",
    "svd_compressed",
    "tsqr",
]
