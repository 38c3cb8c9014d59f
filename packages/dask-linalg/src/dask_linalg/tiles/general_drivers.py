"""LAPACK's drivers for the eigenvalues and the Schur form of general matrices, which write over what they are handed.

SciPy holds the GIL in all of them.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.linalg import LinAlgError

from dask_linalg.tiles.lapack import Tile, adjoint, call_checked, leading_dimension, letter
from dask_linalg.tiles.workspace import WHOLE, call_with_workspace


def general_eigen(
    a: Tile, b: Tile | None = None, *, left: bool = False, right: bool = True
) -> tuple[Tile, Tile, Tile | None, Tile | None]:
    """Return the eigenvalues of a matrix or a pair, as quotients, with their eigenvectors of length 1; all are complex.

    Parameters
    ----------
    a, b : numpy.ndarray of shape (n, n)
        Matrices in Fortran's order; they are written over.
    left, right : bool
        Which eigenvectors are wanted.

    Returns
    -------
    tuple of numpy.ndarray
        Numerators and denominators of the eigenvalues, left and right eigenvectors, or None for those that are not
        wanted.

    Raises
    ------
    numpy.linalg.LinAlgError
        If LAPACK finds no eigenvalues.
    ValueError
        If the shapes do not fit together.
    """
    n, ld, kind = _order(a, b), leading_dimension, np.result_type(a.dtype, np.complex64)
    letters = letter(a) if b is None else letter(a, b)
    alpha, beta = [np.empty(n, a.dtype) for _ in range(1 if a.dtype.kind == "c" else 2)], np.ones(n, a.dtype)
    vectors = [np.empty((n, n if wanted else 0), a.dtype, order="F") for wanted in (left, right)]
    if n:
        memory = [v if v.size else np.empty((1, 1), a.dtype) for v in vectors]
        matrices = [n, a, ld(a), *([] if b is None else [b, ld(b), *alpha, beta])]
        results = [*([] if b is not None else alpha), *[x for v in memory for x in (v, n)]]
        more = [np.empty(8 * n, a.real.dtype)] if a.dtype.kind == "c" else []  # Of a single matrix 2 n.
        name = f"{letters}{'geev' if b is None else 'ggev'}"
        jobs = ["V" if left else "N", "V" if right else "N"]
        _check(call_with_workspace(name, *jobs, *matrices, *results, asked=[a.dtype], more=more), n, name)
    values = alpha[0] if len(alpha) == 1 else _complex(alpha[0], alpha[1])
    found = [
        _unit_columns(_paired(v, values), b) if wanted else None
        for v, wanted in zip(vectors, (left, right), strict=True)
    ]
    return values, beta.astype(kind), found[0], found[1]


def schur_form(a: Tile) -> tuple[Tile, Tile]:
    """Return the Schur form of a matrix in Fortran's order, which is written over, and its unitary factor.

    Raises
    ------
    numpy.linalg.LinAlgError
        If LAPACK finds no Schur form.
    ValueError
        If the matrix is not square.
    """
    n, ld, name = _order(a), leading_dimension, f"{letter(a)}gees"
    factor = np.empty((n, n), a.dtype, order="F")
    if n:
        values = [np.empty(n, a.dtype) for _ in range(1 if a.dtype.kind == "c" else 2)]
        more = [*([np.empty(n, a.real.dtype)] if a.dtype.kind == "c" else []), np.empty(n, WHOLE)]
        arguments = ["V", "N", np.zeros(1), n, a, ld(a), np.zeros(1, WHOLE), *values, factor, ld(factor)]
        _check(call_with_workspace(name, *arguments, asked=[a.dtype], more=more), n, name)
    return a, factor


def schur_forms(a: Tile, b: Tile) -> tuple[Tile, Tile, Tile, Tile]:
    """Return the Schur forms of a pair of matrices in Fortran's order, which are written over, and its unitary factors.

    Raises
    ------
    numpy.linalg.LinAlgError
        If LAPACK finds no Schur forms.
    ValueError
        If the shapes do not fit together.
    """
    n, ld, name = _order(a, b), leading_dimension, f"{letter(a, b)}gges"
    left, right = (np.empty((n, n), a.dtype, order="F") for _ in range(2))
    if n:
        values = [np.empty(n, a.dtype) for _ in range(2 if a.dtype.kind == "c" else 3)]
        more = [*([np.empty(8 * n, a.real.dtype)] if a.dtype.kind == "c" else []), np.empty(n, WHOLE)]
        matrices = [n, a, ld(a), b, ld(b), np.zeros(1, WHOLE)]
        arguments = ["V", "V", "N", np.zeros(1), *matrices, *values, left, n, right, n]
        _check(call_with_workspace(name, *arguments, asked=[a.dtype], more=more), n, name)
    return a, b, left, right


def hessenberg_form(a: Tile, *, factor: bool) -> tuple[Tile, Tile | None]:
    """Return the Hessenberg form of a matrix in Fortran's order, which is written over, and its factor if it is wanted.

    Raises
    ------
    ValueError
        If the matrix is not square.
    """
    n, ld, letters = _order(a), leading_dimension, letter(a)
    if n < 3:  # It has this form already.
        return a, np.eye(n, dtype=a.dtype) if factor else None
    reflectors = np.empty(n - 1, a.dtype)
    call_with_workspace(f"{letters}gehrd", n, 1, n, a, ld(a), reflectors, asked=[a.dtype])
    unitary = None
    if factor:
        unitary = np.array(a, order="F")
        name = f"{letters}{'ung' if letters in 'cz' else 'org'}hr"
        call_with_workspace(name, n, 1, n, unitary, ld(unitary), reflectors, asked=[a.dtype])
    for column in range(n - 2):
        a[column + 2 :, column] = 0
    return a, unitary


def solve_triangular_sylvester(r: Tile, s: Tile, f: Tile) -> bool:
    """Put the solution ``y`` of ``r @ y + y @ s.conj().T = f`` in the place of the right-hand side.

    Parameters
    ----------
    r, s : numpy.ndarray of shapes (m, m) and (n, n)
        Schur forms in Fortran's order.
    f : numpy.ndarray of shape (m, n)
        The right-hand side in Fortran's order.

    Returns
    -------
    bool
        Whether the equation is regular: otherwise `r` and the negative of `s` have an eigenvalue in common, but for
        rounding.

    Raises
    ------
    ValueError
        If the shapes do not fit together.
    """
    (m, n), ld = f.shape, leading_dimension
    if r.shape != (m, m) or s.shape != (n, n):
        raise ValueError(f"a right-hand side of shape {f.shape} does not fit to {r.shape} and {s.shape}")
    if f.size == 0:
        return True
    name, scale = f"{letter(r, s, f)}trsyl", np.ones(1, f.real.dtype)
    info = call_checked(name, "N", adjoint(name), 1, m, n, r, ld(r), s, ld(s), f, ld(f), scale)
    f /= scale
    return info == 0


def refuse_what_is_not_finite(*matrices: Tile, part: Callable[[Tile], Tile] | None = None) -> None:
    """Look for NaN and infinity, with which LAPACK would return half of the eigenvalues, or not return.

    Parameters
    ----------
    *matrices : numpy.ndarray
        The matrices, or stacks of them.
    part : callable, optional
        What takes the part of a matrix that is read.

    Raises
    ------
    numpy.linalg.LinAlgError
        If one of them is not finite.
    """
    for a in matrices:
        with np.errstate(all="ignore"):
            is_finite = np.isfinite(a.sum())  # Where a sum is finite, all is, and it is the cheapest way to see that.
        if not is_finite and not np.isfinite(a if part is None else part(a)).all():
            raise LinAlgError("Array must not contain infs or NaNs")


def _order(*matrices: Tile | None) -> int:
    """Return how many rows matrices have that are square and of one shape."""
    shapes = [one.shape for one in matrices if one is not None]
    if any(shape != (shapes[0][0], shapes[0][0]) for shape in shapes):
        raise ValueError(f"the matrices of an eigenproblem are square and of one shape, not of {shapes}")
    return int(shapes[0][0])


def _complex(real: Tile, imaginary: Tile) -> Tile:
    """Return numbers put together; no product with 1j, which would make NaN of infinity."""
    made = np.empty(real.shape, np.result_type(real.dtype, np.complex64))
    made.real, made.imag = real, imaginary
    return made


def _paired(vectors: Tile, values: Tile) -> Tile:
    """Return complex eigenvectors; of two conjugate ones, LAPACK puts the parts into two columns of a real matrix."""
    if vectors.dtype.kind == "c":
        return vectors
    made = vectors.astype(values.dtype)
    first = np.flatnonzero(values.imag > 0)
    pairs = _complex(vectors[:, first], vectors[:, first + 1])
    made[:, first], made[:, first + 1] = pairs, pairs.conj()
    return made


def _unit_columns(vectors: Tile, b: Tile | None) -> Tile:
    """Return eigenvectors of length 1; those of one matrix are so."""
    if b is None:
        return vectors
    largest = abs(vectors).max(axis=0, initial=0)
    scaled = vectors / np.where(largest > 0, largest, 1)
    lengths = np.linalg.norm(scaled, axis=0)
    return np.asarray(scaled / np.where(lengths > 0, lengths, 1))


def _check(info: int, n: int, name: str) -> None:
    if info:
        raise LinAlgError(f"Eigenvalues did not converge: LAPACK's {name} says {info} for a matrix of order {n}")
