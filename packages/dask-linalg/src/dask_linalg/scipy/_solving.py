"""Systems of equations whose matrix may have a structure, as in `scipy.linalg`."""

from __future__ import annotations

from typing import Any

import dask.array as da

from dask_linalg.algorithms import structured
from dask_linalg.algorithms.least_squares import right_hand_sides
from dask_linalg.checks import square_matrix
from dask_linalg.scipy._systems import System, of_one_dtype, system


def solve(
    a: Any,
    b: Any,
    lower: bool = False,
    overwrite_a: bool = False,
    overwrite_b: bool = False,
    check_finite: bool = True,
    assume_a: str | None = None,
    transposed: bool = False,
) -> da.Array:
    """Return the solution of a system of equations ``a @ x = b``, where `a` may be known to have a structure.

    Parameters
    ----------
    a : array_like of shape (..., n, n)
        Square matrices, in any chunks. What a structure leaves out is not read.
    b : array_like of shape (n,) or (..., n, k)
        The right-hand sides: a vector if `b` has one dimension, and else matrices. One matrix of one element may have any.
    lower : bool, default False
        Whether the lower triangle of a symmetric, Hermitian or positive definite matrix is read, and not the upper one.
    overwrite_a : bool, default False
        Without effect: the arrays of the caller are never written over.
    overwrite_b : bool, default False
        Without effect, as `overwrite_a`.
    check_finite : bool, default True
        Whether to look for NaN and infinity first, in `b` and in those blocks of `a` that are read.
    assume_a : str, optional
        The structure: "general" (or "gen"), "diagonal", "tridiagonal", "banded", "upper triangular", "lower triangular", "symmetric"
        (or "sym"), "hermitian" (or "her"), "positive definite" (or "pos"). By default it is "general", which is right for all of
        them: SciPy looks through the matrix for a structure before it chooses, which nobody can do before the matrix is computed.
    transposed : bool, default False
        Whether to solve ``a.T @ x = b``, for real matrices.

    Returns
    -------
    dask.array.Array of the shape of `b`, but for the dimensions of stacks, which broadcast
        The solutions. What has n elements has the chunks of the columns of `a`, or of its rows if it is transposed.

    Raises
    ------
    dask_linalg.errors.GatherLimitError
        When it is computed, if the band of a banded matrix in several chunks is larger than ``dask-linalg.gather-limit`` in Dask's
        configuration.
    NotImplementedError
        If complex matrices are to be transposed.
    numpy.linalg.LinAlgError
        If `a` is not square; and when it is computed, if it is exactly singular, or not positive definite as was said.
    TypeError
        If there is no LAPACK for a dtype.
    ValueError
        If the shapes do not fit together, there is no such structure, or the sizes of the chunks are unknown; and when it is
        computed, if there is NaN or infinity in an argument and `check_finite` is true.

    Warns
    -----
    scipy.linalg.LinAlgWarning
        When it is computed, in the task of a worker, if the matrix is so ill-conditioned that no digit of the solution need be right.
        The condition number is estimated in the Frobenius norm, where SciPy estimates it in the 1-norm, so that the borders are not
        quite the same. With chunks of another library than NumPy's there is no warning.

    References
    ----------
    `scipy.linalg.solve`; T. Gudmundsson, C. S. Kenney, A. J. Laub, "Small-sample statistical estimates for matrix norms", SIAM
    Journal on Matrix Analysis and Applications 16 (1995), on the condition number.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> a = da.asarray([[4.0, 2.0], [2.0, 5.0]], chunks=1)
    >>> la.scipy.solve(a, [8.0, 8.0], assume_a="pos").compute()
    array([1.5, 1. ])
    """
    if assume_a is not None and assume_a not in structured.STRUCTURES:
        raise ValueError(
            f"solve: {assume_a!r} is not a recognized matrix structure; one of {(*structured.STRUCTURES, None)} is wanted"
        )
    structure = structured.STRUCTURES["general" if assume_a is None else assume_a]
    given, is_scalar = _system(a, b, check_finite)
    if transposed and given.a.dtype.kind == "c":
        raise NotImplementedError("solve: complex matrices cannot be transposed; hand over a.T or a.conj().T")
    x = structured.solve(given.a, given.b, structure, lower=bool(lower), transposed=bool(transposed))
    return given.shaped(x[..., 0, :] if is_scalar else x)


def _system(a: Any, b: Any, check_finite: bool) -> tuple[System, bool]:
    """Return the checked system; with one number as the matrix, each row is a stack of equations with one unknown."""
    matrices, (sides, is_vector) = square_matrix(a, "solve"), right_hand_sides(b, "solve")
    if matrices.size != 1 or sides.shape[-2] == 1:
        return system(a, b, "solve", check_finite), False
    number, rows = of_one_dtype(matrices.reshape((1, 1)), sides, "solve", check_finite)
    return System(number, rows[..., None, :], is_vector), True
