"""Schur's form of a pair of matrices, as in `scipy.linalg`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import dask.array as da

from dask_linalg.algorithms import schur as forms
from dask_linalg.scipy._schur import check_order, dtype_of_form, pair_of


def qz(
    A: Any,
    B: Any,
    output: Literal["real", "complex", "r", "c"] = "real",
    lwork: int | None = None,
    sort: None = None,
    overwrite_a: bool = False,
    overwrite_b: bool = False,
    check_finite: bool = True,
) -> tuple[da.Array, da.Array, da.Array, da.Array]:
    """Return the generalised Schur form of a pair, ``A = Q @ AA @ Z.conj().T`` and ``B = Q @ BB @ Z.conj().T``.

    Parameters
    ----------
    A, B : array_like of shape (..., n, n)
        Square matrices, in any chunks; each pair is gathered into one task.
    output : {"real", "complex"}, default "real"
        Whether real matrices have a real form, with blocks of two rows for pairs of conjugate eigenvalues, or a complex
        one.
    lwork : int, optional
        Without effect: LAPACK has the workspace that it asks for.
    sort : None
        As in SciPy there is no order here, but in `ordqz`.
    overwrite_a, overwrite_b : bool, default False
        Without effect: the arrays of the caller are never written over.
    check_finite : bool, default True
        Whether to look for NaN and infinity first, for a ValueError that names the block.

    Returns
    -------
    tuple of dask.array.Array
        The forms `AA` and `BB`, and the unitary factors `Q` and `Z`, of shape (..., n, n), in the chunks of `A`.

    Raises
    ------
    dask_linalg.errors.GatherLimitError
        If a matrix in several chunks is larger than ``dask-linalg.gather-limit`` in Dask's configuration.
    numpy.linalg.LinAlgError
        If the matrices are not square; and when it is computed, if the iteration fails.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        For another output or an order, or if the shapes differ; if the sizes of chunks are unknown; and when it is
        computed, if there is NaN or infinity.

    References
    ----------
    `scipy.linalg.qz`.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg.scipy
    >>> a, b = da.asarray([[1.0, 2.0], [3.0, 4.0]]), da.eye(2)
    >>> aa, bb, q, z = dask_linalg.scipy.qz(a, b)
    >>> bool(da.allclose(q @ aa @ z.T, a))
    True
    """
    if sort is not None:
        raise ValueError("qz: there is no order of eigenvalues here, sort is None; take ordqz")
    a, b = pair_of("qz", A, B, check_finite)
    aa, bb, q, z = forms.qz(a, b, dtype_of_form("qz", output, a))
    return aa, bb, q, z


def ordqz(
    A: Any,
    B: Any,
    sort: str | Callable[..., Any] = "lhp",
    output: Literal["real", "complex", "r", "c"] = "real",
    overwrite_a: bool = False,
    overwrite_b: bool = False,
    check_finite: bool = True,
) -> tuple[da.Array, da.Array, da.Array, da.Array, da.Array, da.Array]:
    """Return the generalised Schur form of a pair with its eigenvalues in an order, see `qz`.

    Parameters
    ----------
    A, B : array_like of shape (..., n, n)
        Square matrices, in any chunks; each pair is gathered into one task.
    sort : {"lhp", "rhp", "iuc", "ouc"} or callable, default "lhp"
        Which eigenvalues come first: those in the left or the right half of the plane, or inside or outside the unit
        circle, or those for which a function of arrays of numerators and denominators is true.
    output : {"real", "complex"}, default "real"
        Whether real matrices have a real form, with blocks of two rows for pairs of conjugate eigenvalues, or a complex
        one.
    overwrite_a, overwrite_b : bool, default False
        Without effect: the arrays of the caller are never written over.
    check_finite : bool, default True
        Whether to look for NaN and infinity first, for a ValueError that names the block.

    Returns
    -------
    tuple of dask.array.Array
        The forms `AA` and `BB`, the numerators and the denominators of the eigenvalues, of shape (..., n), and the
        unitary factors `Q` and `Z`. Numerators are complex.

    Raises
    ------
    dask_linalg.errors.GatherLimitError
        If a matrix in several chunks is larger than ``dask-linalg.gather-limit`` in Dask's configuration.
    numpy.linalg.LinAlgError
        If the matrices are not square; and when it is computed, if the iteration fails, or if the pair cannot be
        brought into the order.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        For another output or order, or if the shapes differ; if the sizes of chunks are unknown; and when it is
        computed, if there is NaN or infinity.

    References
    ----------
    `scipy.linalg.ordqz`.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg.scipy
    >>> a, b = da.asarray([[1.0, 0.0], [0.0, -1.0]]), da.eye(2)
    >>> aa, bb, alpha, beta, q, z = dask_linalg.scipy.ordqz(a, b)
    >>> (alpha / beta).real.compute()
    array([-1.,  1.])
    """
    check_order("ordqz", sort)
    a, b = pair_of("ordqz", A, B, check_finite)
    aa, bb, alpha, beta, q, z = forms.ordered_qz(a, b, dtype_of_form("ordqz", output, a), sort)
    return aa, bb, alpha, beta, q, z
