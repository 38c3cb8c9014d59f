"""The functions of `scipy.linalg`, with its signatures, defaults and conventions, on Dask arrays."""

from __future__ import annotations

from dask_linalg.scipy._band_eigen import eig_banded, eigh_tridiagonal, eigvals_banded, eigvalsh_tridiagonal
from dask_linalg.scipy._banded import cho_solve_banded, cholesky_banded, solve_banded, solveh_banded
from dask_linalg.scipy._eigen import eig, eigh, eigvals, eigvalsh
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
from dask_linalg.scipy._least_squares import lstsq
from dask_linalg.scipy._lu import det, inv, lu, lu_factor, lu_solve
from dask_linalg.scipy._norms import bandwidth, ishermitian, issymmetric, khatri_rao, norm
from dask_linalg.scipy._pairs import ordqz, qz
from dask_linalg.scipy._positive import cho_factor, cho_solve, cholesky
from dask_linalg.scipy._qr import qr, qr_multiply, rq
from dask_linalg.scipy._schur import cdf2rdf, hessenberg, matrix_balance, rsf2csf, schur
from dask_linalg.scipy._singular import diagsvd, pinv, pinvh, svd, svdvals
from dask_linalg.scipy._solving import solve
from dask_linalg.scipy._subspaces import cossin, null_space, orth, orthogonal_procrustes, polar, subspace_angles
from dask_linalg.scipy._toeplitz import matmul_toeplitz, solve_circulant, solve_toeplitz
from dask_linalg.scipy._triangular import solve_triangular
from dask_linalg.scipy._trigonometric import coshm, cosm, sinhm, sinm, tanhm, tanm

__all__ = [
    "bandwidth",
    "cdf2rdf",
    "cho_factor",
    "cho_solve",
    "cho_solve_banded",
    "cholesky",
    "cholesky_banded",
    "coshm",
    "cosm",
    "cossin",
    "det",
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
    "matmul_toeplitz",
    "matrix_balance",
    "norm",
    "null_space",
    "ordqz",
    "orth",
    "orthogonal_procrustes",
    "pinv",
    "pinvh",
    "polar",
    "qr",
    "qr_multiply",
    "qz",
    "rq",
    "rsf2csf",
    "schur",
    "signm",
    "sinhm",
    "sinm",
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
    "svdvals",
    "tanhm",
    "tanm",
]
