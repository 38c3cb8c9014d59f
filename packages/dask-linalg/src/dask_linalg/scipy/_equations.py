"""Matrix equations, as in `scipy.linalg`."""

from __future__ import annotations

from typing import Any, Literal

import dask.array as da
import numpy as np

from dask_linalg.algorithms import equations
from dask_linalg.checks import finite, matrix, square_matrix


def solve_sylvester(a: Any, b: Any, q: Any) -> da.Array:
    """Solve Sylvester's equation, ``a x + x b = q``.

    Parameters
    ----------
    a : array_like of shape (..., m, m)
        The left coefficient, in any chunks; the matrices of each equation are gathered into one task.
    b : array_like of shape (..., n, n)
        The right coefficient.
    q : array_like of shape (..., m, n)
        The right-hand side.

    Returns
    -------
    dask.array.Array of shape (..., m, n)
        The solution, with the rows of `a` and the columns of `b` in their chunks.

    Raises
    ------
    dask_linalg.errors.GatherLimitError
        If a matrix in several chunks is larger than ``dask-linalg.gather-limit`` in Dask's configuration.
    numpy.linalg.LinAlgError
        If coefficients are not square; and when it is computed, if the equation has no unique solution. SciPy returns
        some large matrix then.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If the shapes do not fit together; if the sizes of chunks are unknown; and when it is computed, if there is NaN
        or infinity.

    References
    ----------
    R. H. Bartels, G. W. Stewart, "Solution of the matrix equation AX + XB = C", Communications of the ACM 15 (1972).

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg.scipy
    >>> dask_linalg.scipy.solve_sylvester(2 * da.eye(2), da.eye(2), 3 * da.ones((2, 2))).compute()
    array([[1., 1.],
           [1., 1.]])
    """
    left, right, side = _checked("solve_sylvester", [("a", a), ("b", b)], [("q", q)])
    _expect("solve_sylvester", "q", side, (left.shape[-1], right.shape[-1]))
    return equations.sylvester(left, right, side)


def solve_continuous_lyapunov(a: Any, q: Any) -> da.Array:
    """Solve Lyapunov's equation in continuous time, ``a x + x a.conj().T = q``.

    Parameters
    ----------
    a : array_like of shape (..., n, n)
        Square matrices, in any chunks; each is gathered into one task.
    q : array_like of shape (..., n, n)
        The right-hand side.

    Returns
    -------
    dask.array.Array of shape (..., n, n)
        The solution, in the chunks of `a`.

    Raises
    ------
    dask_linalg.errors.GatherLimitError
        If a matrix in several chunks is larger than ``dask-linalg.gather-limit`` in Dask's configuration.
    numpy.linalg.LinAlgError
        If coefficients are not square; and when it is computed, if the equation has no unique solution. SciPy returns
        some large matrix then.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If the shapes do not fit together; if the sizes of chunks are unknown; and when it is computed, if there is NaN
        or infinity.

    References
    ----------
    `scipy.linalg.solve_continuous_lyapunov`.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg.scipy
    >>> dask_linalg.scipy.solve_continuous_lyapunov(da.eye(2), 2 * da.eye(2)).compute()
    array([[1., 0.],
           [0., 1.]])
    """
    return _lyapunov("solve_continuous_lyapunov", a, q)


def solve_lyapunov(a: Any, q: Any) -> da.Array:
    """Solve Lyapunov's equation in continuous time; another name of `solve_continuous_lyapunov`.

    Parameters
    ----------
    a : array_like of shape (..., n, n)
        Square matrices, in any chunks; each is gathered into one task.
    q : array_like of shape (..., n, n)
        The right-hand side.

    Returns
    -------
    dask.array.Array of shape (..., n, n)
        The solution, in the chunks of `a`.

    Raises
    ------
    dask_linalg.errors.GatherLimitError
        If a matrix in several chunks is larger than ``dask-linalg.gather-limit`` in Dask's configuration.
    numpy.linalg.LinAlgError
        If coefficients are not square; and when it is computed, if the equation has no unique solution.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If the shapes do not fit together; if the sizes of chunks are unknown; and when it is computed, if there is NaN
        or infinity.

    References
    ----------
    `scipy.linalg.solve_lyapunov`.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg.scipy
    >>> dask_linalg.scipy.solve_lyapunov(da.eye(2), 2 * da.eye(2)).compute()
    array([[1., 0.],
           [0., 1.]])
    """
    return _lyapunov("solve_lyapunov", a, q)


def solve_discrete_lyapunov(a: Any, q: Any, method: Literal["direct", "bilinear"] | None = None) -> da.Array[Any]:
    """Solve Lyapunov's equation in discrete time, ``a x a.conj().T - x + q = 0``.

    Parameters
    ----------
    a : array_like of shape (..., n, n)
        Square matrices, in any chunks; each is gathered into one task.
    q : array_like of shape (..., n, n)
        The constant term.
    method : {"direct", "bilinear"}, optional
        The algorithm: a linear system of n**2 unknowns, by default below ten rows, or a bilinear transformation to
        continuous time.

    Returns
    -------
    dask.array.Array of shape (..., n, n)
        The solution, in the chunks of `a`.

    Raises
    ------
    dask_linalg.errors.GatherLimitError
        If a matrix in several chunks is larger than ``dask-linalg.gather-limit`` in Dask's configuration.
    numpy.linalg.LinAlgError
        If coefficients are not square; and when it is computed, if the equation has no unique solution.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        For another method; if the shapes do not fit together; if the sizes of chunks are unknown; and when it is
        computed, if there is NaN or infinity.

    References
    ----------
    `scipy.linalg.solve_discrete_lyapunov`.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg.scipy
    >>> dask_linalg.scipy.solve_discrete_lyapunov(da.eye(2) / 2, 3 * da.eye(2)).compute()
    array([[4., 0.],
           [0., 4.]])
    """
    if method not in (None, "direct", "bilinear"):
        raise ValueError(f"solve_discrete_lyapunov: the method is 'direct' or 'bilinear', not {method!r}")
    coefficient, constant = _checked("solve_discrete_lyapunov", [("a", a), ("q", q)])
    _expect("solve_discrete_lyapunov", "q", constant, coefficient.shape[-2:])
    return equations.discrete_lyapunov(coefficient, constant, method)


def solve_continuous_are(
    a: Any, b: Any, q: Any, r: Any, e: Any = None, s: Any = None, balanced: bool = True
) -> da.Array:
    """Solve Riccati's algebraic equation in continuous time.

    Parameters
    ----------
    a : array_like of shape (..., n, n)
        Square matrices, in any chunks; each is gathered into one task.
    b : array_like of shape (..., n, k)
        The matrix of the input.
    q : array_like of shape (..., n, n)
        A Hermitian matrix.
    r : array_like of shape (..., k, k)
        A regular Hermitian matrix.
    e : array_like of shape (..., n, n), optional
        A regular matrix; by default the identity.
    s : array_like of shape (..., n, k), optional
        A matrix; by default zero.
    balanced : bool, default True
        Whether to balance the pencil first.

    Returns
    -------
    dask.array.Array of shape (..., n, n)
        The stabilising solution of ``a.H x e + e.H x a - (e.H x b + s) inv(r) (b.H x e + s.H) + q = 0``, in the chunks
        of `a`.

    Raises
    ------
    dask_linalg.errors.GatherLimitError
        If a matrix in several chunks is larger than ``dask-linalg.gather-limit`` in Dask's configuration.
    numpy.linalg.LinAlgError
        If matrices are not square; and when it is computed, if there is no such solution.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If the shapes do not fit together; if the sizes of chunks are unknown; and when it is computed, if there is NaN
        or infinity, or if a matrix is not Hermitian or not regular.

    References
    ----------
    P. Van Dooren, "A generalized eigenvalue approach for solving Riccati equations", SIAM Journal on Scientific and
    Statistical Computing 2 (1981).

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg.scipy
    >>> one = da.ones((1, 1))
    >>> dask_linalg.scipy.solve_continuous_are(one, one, one, one).compute()
    array([[2.41421356]])
    """
    return _riccati("solve_continuous_are", a, b, q, r, e, s, balanced)


def solve_discrete_are(a: Any, b: Any, q: Any, r: Any, e: Any = None, s: Any = None, balanced: bool = True) -> da.Array:
    """Solve Riccati's algebraic equation in discrete time.

    Parameters
    ----------
    a : array_like of shape (..., n, n)
        Square matrices, in any chunks; each is gathered into one task.
    b : array_like of shape (..., n, k)
        The matrix of the input.
    q : array_like of shape (..., n, n)
        A Hermitian matrix.
    r : array_like of shape (..., k, k)
        A regular Hermitian matrix.
    e : array_like of shape (..., n, n), optional
        A regular matrix; by default the identity.
    s : array_like of shape (..., n, k), optional
        A matrix; by default zero.
    balanced : bool, default True
        Whether to balance the pencil first.

    Returns
    -------
    dask.array.Array of shape (..., n, n)
        The stabilising solution of ``a.H x a - e.H x e - (a.H x b + s) inv(r + b.H x b) (b.H x a + s.H) + q = 0``, in
        the chunks of `a`.

    Raises
    ------
    dask_linalg.errors.GatherLimitError
        If a matrix in several chunks is larger than ``dask-linalg.gather-limit`` in Dask's configuration.
    numpy.linalg.LinAlgError
        If matrices are not square; and when it is computed, if there is no such solution.
    TypeError
        If there is no LAPACK for the dtype.
    ValueError
        If the shapes do not fit together; if the sizes of chunks are unknown; and when it is computed, if there is NaN
        or infinity, or if a matrix is not Hermitian or not regular.

    References
    ----------
    P. Van Dooren, "A generalized eigenvalue approach for solving Riccati equations", SIAM Journal on Scientific and
    Statistical Computing 2 (1981).

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg.scipy
    >>> one = da.ones((1, 1))
    >>> dask_linalg.scipy.solve_discrete_are(one, one, one, one).compute()
    array([[1.61803399]])
    """
    return _riccati("solve_discrete_are", a, b, q, r, e, s, balanced)


def _lyapunov(function: str, a: Any, q: Any) -> da.Array:
    coefficient, side = _checked(function, [("a", a), ("q", q)])
    _expect(function, "q", side, coefficient.shape[-2:])
    return equations.continuous_lyapunov(function, coefficient, side)


def _riccati(function: str, a: Any, b: Any, q: Any, r: Any, e: Any, s: Any, balanced: bool) -> da.Array:
    square = [("a", a), ("q", q), ("r", r), *([] if e is None else [("e", e)])]
    checked = _checked(function, square, [("b", b), *([] if s is None else [("s", s)])])
    found = dict(zip([*[name for name, _ in square], "b", "s"], checked, strict=False))
    n, k = found["a"].shape[-1], found["r"].shape[-1]
    for name, shape in {"q": (n, n), "b": (n, k), "e": (n, n), "s": (n, k)}.items():
        if name in found:
            _expect(function, name, found[name], shape)
    matrices = [found[name] for name in "abqres" if name in found]
    return equations.riccati(function, matrices, e is not None, balanced)


def _checked(
    function: str, square: list[tuple[str, Any]], others: list[tuple[str, Any]] | None = None
) -> list[da.Array]:
    """Return all matrices in one dtype: SciPy solves some equations with real and complex matrices wrongly."""
    found = [square_matrix(one, f"{function}({name})") for name, one in square]
    found += [matrix(one, f"{function}({name})") for name, one in others or []]
    dtype = np.result_type(*[one.dtype for one in found])
    return [finite(one.astype(dtype), function, True) for one in found]


def _expect(function: str, name: str, a: da.Array, shape: tuple[int, ...]) -> None:
    if a.shape[-2:] != tuple(shape):
        raise ValueError(
            f"{function}: {name} has the shape {tuple(shape)}, to fit to the other matrices, but it is {a.shape[-2:]}"
        )
