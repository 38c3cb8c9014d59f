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
from dask_linalg._compressed import svd_compressed
from dask_linalg._numpy.eigen import EighResult, EigResult, eig, eigh, eigvals, eigvalsh
from dask_linalg._numpy.least_squares import lstsq
from dask_linalg._numpy.norms import matrix_norm, norm, vector_norm
from dask_linalg._numpy.positive import cholesky
from dask_linalg._numpy.products import cross, matmul, matrix_power, multi_dot, outer, vecdot
from dask_linalg._numpy.qr import QRResult, qr
from dask_linalg._numpy.shapes import diagonal, matrix_transpose, trace
from dask_linalg._numpy.singular import SVDResult, cond, matrix_rank, pinv, svd, svdvals
from dask_linalg._numpy.solving import SlogdetResult, det, inv, slogdet, solve
from dask_linalg._numpy.tensors import tensordot, tensorinv, tensorsolve
from dask_linalg._plan.plan import Plan, plan
from dask_linalg._plan.progress import progress
from dask_linalg._registration import register, registered, unregister
from dask_linalg._residuals import backward_error, pivot_growth
from dask_linalg._version import __version__
from dask_linalg.errors import GatherLimitError
from dask_linalg.scipy import cossin, diagsvd, null_space, orth, orthogonal_procrustes, pinvh, polar, subspace_angles
from dask_linalg.scipy._band_eigen import eig_banded, eigh_tridiagonal, eigvals_banded, eigvalsh_tridiagonal
from dask_linalg.scipy._banded import cho_solve_banded, cholesky_banded, solve_banded, solveh_banded
from dask_linalg.scipy._equations import (
    solve_continuous_are,
    solve_continuous_lyapunov,
    solve_discrete_are,
    solve_discrete_lyapunov,
    solve_lyapunov,
    solve_sylvester,
)
from dask_linalg.scipy._functions import (
    expm,
    expm_cond,
    expm_frechet,
    fractional_matrix_power,
    funm,
    logm,
    signm,
    sqrtm,
)
from dask_linalg.scipy._indefinite import ldl
from dask_linalg.scipy._lu import lu, lu_factor, lu_solve
from dask_linalg.scipy._norms import bandwidth, ishermitian, issymmetric, khatri_rao
from dask_linalg.scipy._pairs import ordqz, qz
from dask_linalg.scipy._positive import cho_factor, cho_solve
from dask_linalg.scipy._qr import qr_multiply, rq
from dask_linalg.scipy._schur import cdf2rdf, hessenberg, matrix_balance, rsf2csf, schur
from dask_linalg.scipy._toeplitz import matmul_toeplitz, solve_circulant, solve_toeplitz
from dask_linalg.scipy._triangular import solve_triangular
from dask_linalg.scipy._trigonometric import coshm, cosm, sinhm, sinm, tanhm, tanm

__all__ = [
    "EigResult",
    "EighResult",
    "GatherLimitError",
    "Plan",
    "QRResult",
    "SVDResult",
    "SlogdetResult",
    "__version__",
    "backward_error",
    "bandwidth",
    "cdf2rdf",
    "cho_factor",
    "cho_solve",
    "cho_solve_banded",
    "cholesky",
    "cholesky_banded",
    "cond",
    "coshm",
    "cosm",
    "cossin",
    "cross",
    "dask",
    "det",
    "diagonal",
    "diagsvd",
    "eig",
    "eig_banded",
    "eigh",
    "eigh_tridiagonal",
    "eigvals",
    "eigvals_banded",
    "eigvalsh",
    "eigvalsh_tridiagonal",
    "expm",
    "expm_cond",
    "expm_frechet",
    "fractional_matrix_power",
    "funm",
    "hessenberg",
    "inv",
    "ishermitian",
    "issymmetric",
    "khatri_rao",
    "ldl",
    "logm",
    "lstsq",
    "lu",
    "lu_factor",
    "lu_solve",
    "matmul",
    "matmul_toeplitz",
    "matrix_balance",
    "matrix_norm",
    "matrix_power",
    "matrix_rank",
    "matrix_transpose",
    "multi_dot",
    "norm",
    "null_space",
    "ordqz",
    "orth",
    "orthogonal_procrustes",
    "outer",
    "pinv",
    "pinvh",
    "pivot_growth",
    "plan",
    "polar",
    "progress",
    "qr",
    "qr_multiply",
    "qz",
    "register",
    "registered",
    "rq",
    "rsf2csf",
    "schur",
    "scipy",
    "signm",
    "sinhm",
    "sinm",
    "slogdet",
    "solve",
    "solve_banded",
    "solve_circulant",
    "solve_continuous_are",
    "solve_continuous_lyapunov",
    "solve_discrete_are",
    "solve_discrete_lyapunov",
    "solve_lyapunov",
    "solve_sylvester",
    "solve_toeplitz",
    "solve_triangular",
    "solveh_banded",
    "sqrtm",
    "subspace_angles",
    "svd",
    "svd_compressed",
    "svdvals",
    "tanhm",
    "tanm",
    "tensordot",
    "tensorinv",
    "tensorsolve",
    "trace",
    "unregister",
    "vecdot",
    "vector_norm",
]
