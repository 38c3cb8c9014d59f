"""How well a computed solution solves its system, and how much elements grew on the way."""

from __future__ import annotations

from typing import Any, Literal

import dask.array as da

from dask_linalg.checks import matrix, square_matrix


def backward_error(a: Any, x: Any, b: Any, /, *, kind: Literal["normwise", "componentwise"] = "normwise") -> da.Array:
    """Return how little a system must be changed so that a computed solution solves it exactly.

    A solution is as good as the precision of its numbers allows if this is a small multiple of ``eps``, however inaccurate the
    solution is, because the system is nearly singular.

    Parameters
    ----------
    a : array_like of shape (..., m, n)
        The matrices of the systems.
    x : array_like of shape (n,) or (..., n, k)
        The computed solutions.
    b : array_like of shape (m,) or (..., m, k)
        The right-hand sides.
    kind : {"normwise", "componentwise"}
        Whether the changes are measured against the norms of the matrix and of the right-hand side,
        ``|b - a x| / (|a| |x| + |b|)`` in the maximum norm, or each against the element that is changed.

    Returns
    -------
    dask.array.Array of shape (), (k,) or (..., k)
        The error of each solution, a real number without dimension; zero where nothing is left over.

    Raises
    ------
    ValueError
        If the shapes do not fit together, or there is no such kind.
    numpy.linalg.LinAlgError
        If `a` has fewer than two dimensions.
    TypeError
        If there is no LAPACK for a dtype.

    References
    ----------
    N. J. Higham, "Accuracy and stability of numerical algorithms", 2nd edition, theorems 7.1 (Rigal and Gaches) and 7.3 (Oettli
    and Prager).

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> a = da.asarray([[2.0, 0.0], [0.0, 4.0]])
    >>> float(la.backward_error(a, [1.0, 1.0], [2.0, 4.0]))
    0.0
    """
    if kind not in ("normwise", "componentwise"):
        raise ValueError(f"backward_error: kind is 'normwise' or 'componentwise', but {kind!r} was given")
    matrices, is_vector = matrix(a, "backward_error"), da.asarray(x).ndim == 1
    solution, right = (da.asarray(one)[:, None] if is_vector else da.asarray(one) for one in (x, b))
    _check_shapes(matrices, solution, right)
    left_over = abs(right - matrices @ solution)
    sizes = (abs(one) for one in (matrices, solution, right))
    error = (_normwise if kind == "normwise" else _componentwise)(left_over, *sizes)
    return error[..., 0] if is_vector else error


def _check_shapes(a: da.Array, x: da.Array, b: da.Array) -> None:
    if (
        x.ndim < 2
        or b.ndim < 2
        or a.shape[-1] != x.shape[-2]
        or a.shape[-2] != b.shape[-2]
        or x.shape[-1] != b.shape[-1]
    ):
        raise ValueError(
            f"backward_error: a solution of shape (n, k) and a right-hand side of shape (m, k) are wanted for a matrix of shape "
            f"(m, n), but the shapes are {a.shape}, {x.shape} and {b.shape}"
        )


def _normwise(left_over: da.Array, a: da.Array, x: da.Array, b: da.Array) -> da.Array:
    norm = a.sum(axis=-1).max(axis=-1)[..., None]
    return _share(left_over.max(axis=-2), norm * x.max(axis=-2) + b.max(axis=-2))


def _componentwise(left_over: da.Array, a: da.Array, x: da.Array, b: da.Array) -> da.Array:
    return _share(left_over, a @ x + b).max(axis=-2)


def _share(error: da.Array, allowed: da.Array) -> da.Array:
    """Return a quotient in which nothing over nothing is nothing."""
    nothing = error == 0
    return da.where(nothing, 0, error / da.where(nothing, 1, allowed))


def pivot_growth(a: Any, u: Any, /) -> da.Array:
    """Return by how much elements grew in Gaussian elimination: the largest of the upper factor over the largest of the matrix.

    With partial pivoting it is small but for matrices that are made so that it is not; where it is large, the factors are not
    those of a matrix near to `a`.

    Parameters
    ----------
    a : array_like of shape (..., n, n)
        The matrices.
    u : array_like of shape (..., n, n)
        Their upper triangular factors; of what `lu_factor` returns the upper triangle is taken.

    Returns
    -------
    dask.array.Array of shape (...)
        The growth, a real number without dimension.

    Raises
    ------
    numpy.linalg.LinAlgError
        If the last two dimensions of an argument differ.
    TypeError
        If there is no LAPACK for a dtype.

    References
    ----------
    N. J. Higham, "Accuracy and stability of numerical algorithms", 2nd edition, chapter 9.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> float(la.pivot_growth(da.asarray([[1.0, 1.0], [-1.0, 1.0]]), da.asarray([[1.0, 1.0], [0.0, 2.0]])))
    2.0
    """
    before, after = (abs(square_matrix(one, "pivot_growth")) for one in (a, u))
    return _share(da.triu(after).max(axis=(-2, -1)), before.max(axis=(-2, -1)))
