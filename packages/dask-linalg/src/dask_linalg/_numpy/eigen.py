"""Eigenvalues and eigenvectors, as in `numpy.linalg`."""

from __future__ import annotations

from typing import Any, NamedTuple

import dask.array as da

from dask_linalg.algorithms.eigen import general, hermitian
from dask_linalg.checks import square_matrix


class EigResult(NamedTuple):
    """What `eig` returns.

    Parameters
    ----------
    eigenvalues : dask.array.Array of shape (..., n)
        The eigenvalues, in no order.
    eigenvectors : dask.array.Array of shape (..., n, n)
        The eigenvectors, in columns.
    """

    eigenvalues: da.Array
    eigenvectors: da.Array


class EighResult(NamedTuple):
    """What `eigh` returns.

    Parameters
    ----------
    eigenvalues : dask.array.Array of shape (..., n)
        The eigenvalues, from small to large.
    eigenvectors : dask.array.Array of shape (..., n, n)
        Orthonormal eigenvectors, in columns.
    """

    eigenvalues: da.Array
    eigenvectors: da.Array


def eig(a: Any) -> EigResult:
    """Return the eigenvalues and the right eigenvectors of a square matrix.

    Parameters
    ----------
    a : array_like of shape (..., n, n)
        Square matrices, in any chunks; each is gathered into one task.

    Returns
    -------
    EigResult
        Eigenvalues of shape (..., n) in no order, and eigenvectors of length 1 in the columns of matrices of shape
        (..., n, n), in the chunks of `a`. Both are complex, also where all imaginary parts are zero: NumPy returns real
        numbers then, which a lazy array cannot know.

    Raises
    ------
    dask_linalg.errors.GatherLimitError
        If a matrix in several chunks is larger than ``dask-linalg.gather-limit`` in Dask's configuration.
    numpy.linalg.LinAlgError
        If `a` is not square; and when it is computed, if it is not finite or if the iteration fails.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If the sizes of the chunks are unknown.

    References
    ----------
    G. H. Golub, C. F. Van Loan, "Matrix computations", 4th edition, section 7.5.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> la.eig(da.asarray([[0.0, -2.0], [2.0, 0.0]], chunks=1)).eigenvalues.compute()
    array([0.+2.j, 0.-2.j])
    """
    return EigResult(*general("eig", square_matrix(a, "eig")))


def eigvals(a: Any) -> da.Array:
    """Return the eigenvalues of a square matrix.

    Parameters
    ----------
    a : array_like of shape (..., n, n)
        Square matrices, in any chunks; each is gathered into one task.

    Returns
    -------
    dask.array.Array of shape (..., n)
        The eigenvalues in no order, in the chunks of the columns of `a`, complex also where all imaginary parts are
        zero.

    Raises
    ------
    dask_linalg.errors.GatherLimitError
        If a matrix in several chunks is larger than ``dask-linalg.gather-limit`` in Dask's configuration.
    numpy.linalg.LinAlgError
        If `a` is not square; and when it is computed, if it is not finite or if the iteration fails.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If the sizes of the chunks are unknown.

    References
    ----------
    G. H. Golub, C. F. Van Loan, "Matrix computations", 4th edition, section 7.5.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> la.eigvals(da.asarray([[1.0, 5.0], [0.0, 2.0]], chunks=1)).compute()
    array([1.+0.j, 2.+0.j])
    """
    return general("eigvals", square_matrix(a, "eigvals"), right=False)[0]


def eigh(a: Any, UPLO: str = "L") -> EighResult:
    """Return the eigenvalues and the eigenvectors of a Hermitian matrix.

    Parameters
    ----------
    a : array_like of shape (..., n, n)
        Hermitian matrices, in any chunks; each is gathered into one task, which takes all cores.
    UPLO : {"L", "U"}, default "L"
        The triangle that is read: the lower or the upper one.

    Returns
    -------
    EighResult
        Real eigenvalues of shape (..., n) in ascending order, and orthonormal eigenvectors in the columns of matrices
        of shape (..., n, n), in the chunks of `a`.

    Raises
    ------
    dask_linalg.errors.GatherLimitError
        If a matrix in several chunks is larger than ``dask-linalg.gather-limit`` in Dask's configuration.
    numpy.linalg.LinAlgError
        If `a` is not square; and when it is computed, if the triangle is not finite or if the iteration fails.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If `UPLO` is another letter, or if the sizes of the chunks are unknown.

    References
    ----------
    M. Gu, S. C. Eisenstat, "A divide-and-conquer algorithm for the symmetric tridiagonal eigenproblem", SIAM Journal on
    Matrix Analysis and Applications 16 (1995).

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> a = da.asarray([[2.0, 1.0], [1.0, 2.0]], chunks=1)
    >>> w, v = la.eigh(a)
    >>> w.compute()
    array([1., 3.])
    >>> bool(da.allclose(a @ v, v * w))
    True
    """
    return EighResult(*hermitian("eigh", square_matrix(a, "eigh"), lower=_is_lower(UPLO), vectors=True))


def eigvalsh(a: Any, UPLO: str = "L") -> da.Array:
    """Return the eigenvalues of a Hermitian matrix.

    Parameters
    ----------
    a : array_like of shape (..., n, n)
        Hermitian matrices, in any chunks; each is gathered into one task, which takes all cores.
    UPLO : {"L", "U"}, default "L"
        The triangle that is read: the lower or the upper one.

    Returns
    -------
    dask.array.Array of shape (..., n)
        Real eigenvalues in ascending order, in the chunks of the columns of `a`.

    Raises
    ------
    dask_linalg.errors.GatherLimitError
        If a matrix in several chunks is larger than ``dask-linalg.gather-limit`` in Dask's configuration.
    numpy.linalg.LinAlgError
        If `a` is not square; and when it is computed, if the triangle is not finite or if the iteration fails.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If `UPLO` is another letter, or if the sizes of the chunks are unknown.

    References
    ----------
    B. N. Parlett, "The symmetric eigenvalue problem", chapter 8.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> la.eigvalsh(da.asarray([[2.0, 1.0], [1.0, 2.0]], chunks=1)).compute()
    array([1., 3.])
    """
    return hermitian("eigvalsh", square_matrix(a, "eigvalsh"), lower=_is_lower(UPLO), vectors=False)[0]


def _is_lower(UPLO: str) -> bool:
    if UPLO.upper() not in ("L", "U"):
        raise ValueError(f"UPLO argument must be 'L' or 'U', not {UPLO!r}")
    return UPLO.upper() == "L"
