"""Blocked dense linear algebra on Dask arrays: the names, signatures, defaults and errors of `numpy.linalg`.

Examples
--------
>>> import dask.array as da
>>> import dask_linalg as la
>>> a = da.asarray([[4.0, 2.0], [2.0, 5.0]])
>>> la.cholesky(a).compute()
array([[2., 0.],
       [1., 2.]])
"""

from __future__ import annotations

from dask_linalg import dask, scipy
from dask_linalg._numpy.positive import cholesky
from dask_linalg._version import __version__

__all__ = ["__version__", "cholesky", "dask", "scipy"]
