"""Functions of matrices, as in `scipy.linalg`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import dask.array as da
import numpy as np

from dask_linalg.algorithms import functions
from dask_linalg.algorithms.functions import complex_dtype, of_matrix, with_estimate
from dask_linalg.checks import finite, square_matrix


def expm(A: Any) -> da.Array:
    """Return the exponential of a square matrix.

    Parameters
    ----------
    A : array_like of shape (..., n, n)
        Square matrices, in any chunks; each is gathered into one task.

    Returns
    -------
    dask.array.Array of shape (..., n, n)
        The exponential, of the dtype of `A`, in its chunks.

    Raises
    ------
    dask_linalg.errors.GatherLimitError
        If a matrix in several chunks is larger than ``dask-linalg.gather-limit`` in Dask's configuration.
    numpy.linalg.LinAlgError
        If `A` is not square.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If the sizes of the chunks are unknown.

    References
    ----------
    A. H. Al-Mohy, N. J. Higham, "A new scaling and squaring algorithm for the matrix exponential", SIAM Journal on
    Matrix Analysis and Applications 31 (2009).

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg.scipy
    >>> dask_linalg.scipy.expm(da.asarray([[0.0, 1.0], [0.0, 0.0]])).compute()
    array([[1., 1.],
           [0., 1.]])
    """
    a = square_matrix(A, "expm")
    return of_matrix("expm", a, a.dtype)


def logm(A: Any, disp: bool = True) -> da.Array[Any] | tuple[da.Array[Any], da.Array[Any]]:
    """Return the principal logarithm of a square matrix.

    Parameters
    ----------
    A : array_like of shape (..., n, n)
        Square matrices, in any chunks; each is gathered into one task.
    disp : bool, default True
        Whether to warn when the result may be wrong, and not to return the estimate of its error.

    Returns
    -------
    dask.array.Array or tuple of dask.array.Array
        The logarithm, in the chunks of `A`. Real matrices have a complex one, also where all imaginary parts are zero:
        SciPy returns real numbers then, which a lazy array cannot know. Unless `disp`, also the error of its
        exponential, relative to `A` in the 1-norm.

    Raises
    ------
    dask_linalg.errors.GatherLimitError
        If a matrix in several chunks is larger than ``dask-linalg.gather-limit`` in Dask's configuration.
    numpy.linalg.LinAlgError
        If `A` is not square.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If the sizes of the chunks are unknown; and when it is computed, if there is NaN or infinity in it.

    References
    ----------
    A. H. Al-Mohy, N. J. Higham, "Improved inverse scaling and squaring algorithms for the matrix logarithm", SIAM
    Journal on Scientific Computing 34 (2012).

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg.scipy
    >>> dask_linalg.scipy.logm(da.asarray([[1.0, 1.0], [0.0, 1.0]])).real.compute()
    array([[0., 1.],
           [0., 0.]])
    """
    a = square_matrix(A, "logm")
    return with_estimate("logm", a, complex_dtype(a), functions.logarithm, disp)


def sqrtm(A: Any, disp: bool = True, blocksize: int = 64) -> da.Array[Any] | tuple[da.Array[Any], da.Array[Any]]:
    """Return the principal square root of a square matrix.

    Parameters
    ----------
    A : array_like of shape (..., n, n)
        Square matrices, in any chunks; each is gathered into one task.
    disp : bool, default True
        Whether to warn when the result may be wrong, and not to return the estimate of its error.
    blocksize : int, default 64
        Without effect, as in SciPy since 1.16.

    Returns
    -------
    dask.array.Array or tuple of dask.array.Array
        The square root, in the chunks of `A`. Real matrices have a complex one, also where all imaginary parts are
        zero: SciPy returns real numbers then, which a lazy array cannot know. Unless `disp`, also the error of its
        square, relative to `A` in Frobenius' norm.

    Raises
    ------
    dask_linalg.errors.GatherLimitError
        If a matrix in several chunks is larger than ``dask-linalg.gather-limit`` in Dask's configuration.
    numpy.linalg.LinAlgError
        If `A` is not square.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If the sizes of the chunks are unknown.

    References
    ----------
    E. Deadman, N. J. Higham, R. Ralha, "Blocked Schur algorithms for computing the matrix square root", Lecture Notes
    in Computer Science 7782 (2013).

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg.scipy
    >>> dask_linalg.scipy.sqrtm(da.asarray([[4.0, 0.0], [0.0, -9.0]])).compute()
    array([[2.+0.j, 0.+0.j],
           [0.+0.j, 0.+3.j]])
    """
    a = square_matrix(A, "sqrtm")
    return with_estimate("sqrtm", a, complex_dtype(a), functions.square_root, disp)


def signm(A: Any, disp: bool = True) -> da.Array[Any] | tuple[da.Array[Any], da.Array[Any]]:
    """Return the sign of a square matrix, whose eigenvalues are the signs of the real parts of those of the matrix.

    Parameters
    ----------
    A : array_like of shape (..., n, n)
        Square matrices, in any chunks; each is gathered into one task.
    disp : bool, default True
        Whether to warn when the result may be wrong, and not to return the estimate of its error.

    Returns
    -------
    dask.array.Array or tuple of dask.array.Array
        The sign, of the dtype of `A`, in its chunks. Unless `disp`, also the error of its cube, which should be the
        sign itself, in the 1-norm.

    Raises
    ------
    dask_linalg.errors.GatherLimitError
        If a matrix in several chunks is larger than ``dask-linalg.gather-limit`` in Dask's configuration.
    numpy.linalg.LinAlgError
        If `A` is not square.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If the sizes of the chunks are unknown; and when it is computed, if there is NaN or infinity in it.

    References
    ----------
    `scipy.linalg.signm`.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg.scipy
    >>> dask_linalg.scipy.signm(da.asarray([[2.0, 0.0], [0.0, -3.0]])).compute()
    array([[ 1.,  0.],
           [ 0., -1.]])
    """
    a = square_matrix(A, "signm")
    return with_estimate("signm", a, a.dtype, functions.sign, disp)


def funm(A: Any, func: Callable[[Any], Any], disp: bool = True) -> da.Array[Any] | tuple[da.Array[Any], da.Array[Any]]:
    """Return the matrix function that belongs to a function of numbers.

    Parameters
    ----------
    A : array_like of shape (..., n, n)
        Square matrices, in any chunks; each is gathered into one task.
    func : callable
        The function, of a NumPy array of complex eigenvalues; on a cluster it has to pickle.
    disp : bool, default True
        Whether to warn when the result may be wrong, and not to return the estimate of its error.

    Returns
    -------
    dask.array.Array or tuple of dask.array.Array
        The function of the matrix, in the chunks of `A`. Real matrices have a complex one, also where all imaginary
        parts are zero: SciPy returns real numbers then, which a lazy array cannot know. Unless `disp`, also SciPy's
        estimate of the relative error.

    Raises
    ------
    dask_linalg.errors.GatherLimitError
        If a matrix in several chunks is larger than ``dask-linalg.gather-limit`` in Dask's configuration.
    numpy.linalg.LinAlgError
        If `A` is not square.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If the sizes of the chunks are unknown; and when it is computed, if there is NaN or infinity in it.

    References
    ----------
    G. H. Golub, C. F. Van Loan, "Matrix computations", 4th edition, section 9.1.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg.scipy
    >>> import numpy as np
    >>> dask_linalg.scipy.funm(da.asarray([[0.0, 0.0], [0.0, 1.0]]), np.square).real.compute()
    array([[0., 0.],
           [0., 1.]])
    """
    a = square_matrix(A, "funm")
    return with_estimate("funm", a, complex_dtype(a), functions.from_scalars, disp, func=func)


def fractional_matrix_power(A: Any, t: float) -> da.Array:
    """Return a power of a square matrix, also one that is no whole number.

    Parameters
    ----------
    A : array_like of shape (..., n, n)
        Square matrices, in any chunks; each is gathered into one task.
    t : float
        The exponent.

    Returns
    -------
    dask.array.Array of shape (..., n, n)
        The principal power, in the chunks of `A`. Where `t` is a whole number, it has the dtype of `A`. Otherwise it is
        complex, also where all imaginary parts are zero: SciPy returns real numbers then, which a lazy array cannot
        know.

    Raises
    ------
    dask_linalg.errors.GatherLimitError
        If a matrix in several chunks is larger than ``dask-linalg.gather-limit`` in Dask's configuration.
    numpy.linalg.LinAlgError
        If `A` is not square; and when it is computed, if `t` is negative and `A` singular.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If the sizes of the chunks are unknown; and when it is computed, if there is NaN or infinity in it.

    References
    ----------
    N. J. Higham, L. Lin, "A Schur-Pade algorithm for fractional powers of a matrix", SIAM Journal on Matrix Analysis
    and Applications 32 (2011).

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg.scipy
    >>> dask_linalg.scipy.fractional_matrix_power(da.asarray([[4.0, 0.0], [0.0, 9.0]]), 0.5).real.compute()
    array([[2., 0.],
           [0., 3.]])
    """
    a = square_matrix(A, "fractional_matrix_power")
    dtype = a.dtype if float(t).is_integer() else complex_dtype(a)
    return of_matrix("fractional_matrix_power", a, dtype, functions.power, t=t)


def expm_frechet(
    A: Any, E: Any, method: str | None = None, compute_expm: bool = True, check_finite: bool = True
) -> da.Array[Any] | tuple[da.Array[Any], da.Array[Any]]:
    """Return the derivative of the exponential at a matrix in a direction, after Fréchet.

    Parameters
    ----------
    A : array_like of shape (..., n, n)
        Square matrices, in any chunks; each is gathered into one task.
    E : array_like of shape (..., n, n)
        The direction.
    method : {"SPS", "blockEnlarge"}, optional
        The algorithm: scaling, Pade and squaring, by default, or the exponential of a block matrix.
    compute_expm : bool, default True
        Whether to return the exponential too.
    check_finite : bool, default True
        Whether to look for NaN and infinity first, for a ValueError that names the block.

    Returns
    -------
    dask.array.Array or tuple of dask.array.Array
        The exponential, if it is wanted, and the derivative, both of the dtype of `A` and `E` together.

    Raises
    ------
    dask_linalg.errors.GatherLimitError
        If a matrix in several chunks is larger than ``dask-linalg.gather-limit`` in Dask's configuration.
    numpy.linalg.LinAlgError
        If the matrices are not square.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If their shapes differ, or for another method; if the sizes of chunks are unknown; and when it is computed, if
        there is NaN or infinity in a block.

    References
    ----------
    A. H. Al-Mohy, N. J. Higham, "Computing the Fréchet derivative of the matrix exponential, with an application to
    condition number estimation", SIAM Journal on Matrix Analysis and Applications 30 (2009).

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg.scipy
    >>> dask_linalg.scipy.expm_frechet(da.zeros((2, 2)), da.eye(2), compute_expm=False).compute()
    array([[1., 0.],
           [0., 1.]])
    """
    a, e = square_matrix(A, "expm_frechet"), square_matrix(E, "expm_frechet")
    if a.shape[-1] != e.shape[-1]:
        raise ValueError(f"expm_frechet: E has the shape of A, {a.shape}, but it is {e.shape}")
    if method not in (None, "SPS", "blockEnlarge"):
        raise ValueError(f"expm_frechet: the method is 'SPS' or 'blockEnlarge', not {method!r}")
    dtype = np.result_type(a.dtype, e.dtype)
    pair = [finite(one.astype(dtype), "expm_frechet", check_finite) for one in (a, e)]
    return functions.derivative_of_exponential(pair[0], pair[1], method, compute_expm)


def expm_cond(A: Any, check_finite: bool = True) -> da.Array:
    """Return the relative condition number of the exponential of a square matrix, in Frobenius' norm.

    Parameters
    ----------
    A : array_like of shape (..., n, n)
        Square matrices, in any chunks; each is gathered into one task.
    check_finite : bool, default True
        Whether to look for NaN and infinity first, for a ValueError that names the block.

    Returns
    -------
    dask.array.Array of shape (...)
        The condition number. It takes a matrix with n**4 elements on the way.

    Raises
    ------
    dask_linalg.errors.GatherLimitError
        If a matrix in several chunks is larger than ``dask-linalg.gather-limit`` in Dask's configuration.
    numpy.linalg.LinAlgError
        If `A` is not square.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If the sizes of the chunks are unknown; and when it is computed, if there is NaN or infinity in a block.

    References
    ----------
    `scipy.linalg.expm_cond`.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg.scipy
    >>> round(float(dask_linalg.scipy.expm_cond(da.eye(2)).compute()), 6)
    1.0
    """
    a = finite(square_matrix(A, "expm_cond"), "expm_cond", check_finite)
    return functions.condition_of_exponential(a)
