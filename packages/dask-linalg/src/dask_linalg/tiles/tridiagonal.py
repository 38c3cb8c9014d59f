"""Hermitian eigenproblems by way of a tridiagonal matrix, as LAPACK's divide and conquer, with a faster way back.

LAPACK takes the eigenvectors of the tridiagonal matrix back by 32 reflectors at a time, in the time of the rest. Four
times as many at once are products of matrices that are large enough for BLAS.

References
----------
M. Gu, S. C. Eisenstat, "A divide-and-conquer algorithm for the symmetric tridiagonal eigenproblem", SIAM Journal on
Matrix Analysis and Applications 16 (1995).
"""

from __future__ import annotations

from math import frexp, log2

import numpy as np
from numpy.linalg import LinAlgError

from dask_linalg.tiles.cutting import copy_into, ranges, widths
from dask_linalg.tiles.lapack import Tile, leading_dimension, letter
from dask_linalg.tiles.reflectors import reflect, with_triangle, write_out
from dask_linalg.tiles.workspace import WHOLE, call_with_workspace

WIDTH = 128
"""Reflectors that are applied at once."""
LARGEST = 46_000
"""Rows up to which the workspace of divide and conquer, n**2 numbers, can be counted in 32 bits."""


def divide_and_conquer(matrix: Tile, *, lower: bool) -> tuple[Tile, Tile]:
    """Return the eigenvalues in ascending order and the eigenvectors of a Hermitian matrix, which is only read.

    Parameters
    ----------
    matrix : numpy.ndarray of shape (n, n)
        The matrix, of which one triangle is read, in any order.
    lower : bool
        Whether it is the lower triangle.

    Returns
    -------
    tuple of numpy.ndarray
        The eigenvalues of shape (n,), and the eigenvectors of shape (n, n), in Fortran's order.

    Raises
    ------
    numpy.linalg.LinAlgError
        If LAPACK finds no eigenvalues.
    """
    n, name = len(matrix), letter(matrix)
    a = np.empty((n + 8, n), matrix.dtype, order="F")[
        :n
    ]  # Columns a power of two apart would share lines of the cache.
    # The transpose of a Hermitian matrix, whose lower triangle the upper one is, is its conjugate.
    copy_into(a, matrix if lower else matrix.T)
    exponent = _exponent(a)
    if exponent:
        _scale_lower(a, -exponent)
    w, beside, taus = np.empty(n, a.real.dtype), np.empty(max(n - 1, 1), a.real.dtype), np.empty(max(n - 1, 1), a.dtype)
    reduce = f"{name}{'he' if name in 'cz' else 'sy'}trd"
    call_with_workspace(reduce, "L", n, a, leading_dimension(a), w, beside, taus, asked=[a.dtype])
    z = np.empty((n, n), a.real.dtype, order="F")
    info = call_with_workspace(f"{letter(z)}stedc", "I", n, w, beside, z, max(n, 1), asked=[z.dtype, WHOLE])
    if info:
        raise LinAlgError(f"Eigenvalues did not converge: LAPACK's stedc says {info} for a matrix of order {n}")
    v = _back(a, taus[: n - 1], z.astype(a.dtype, order="F", copy=False))
    if exponent:
        w = np.ldexp(w, exponent)
    return w, v if lower or a.dtype.kind != "c" else np.conj(v, out=v)


def _back(a: Tile, taus: Tile, z: Tile) -> Tile:
    """Put the product of the reflectors below the diagonal of a matrix with another matrix in the latter's place."""
    for first, last in reversed(ranges(widths(len(taus), WIDTH))):
        vectors = write_out(a[first + 1 :, first:last])
        reflect(z[first + 1 :], with_triangle(vectors, taus[first:last]))
    return z


def _exponent(a: Tile) -> int:
    """Return the power of two by which a matrix is too large or too small for its squares; most often zero."""
    largest = max((_largest(a[first:, first:last]) for first, last in ranges(widths(len(a), WIDTH))), default=0.0)
    info = np.finfo(a.dtype)
    limit = (log2(info.max) + log2(info.eps)) / 2 - 1
    exponent = frexp(largest)[1] if largest else 0
    return exponent if abs(exponent) > limit else 0


def _largest(panel: Tile) -> float:
    """Return the largest magnitude in a lower trapezoid, for complex numbers that of a part of one."""
    k, real = panel.shape[1], panel.dtype.type(0).real.dtype
    found = 0.0
    for part in (np.tril(panel[:k]), panel[k:]):
        for numbers in (part.real, part.imag) if part.dtype.kind == "c" else (part,):
            found = max(found, float(numbers.max(initial=real.type(0))), -float(numbers.min(initial=real.type(0))))
    return found


def _scale_lower(a: Tile, exponent: int) -> None:
    """Multiply the lower triangle of a matrix by a power of two."""
    for part in (a.real, a.imag) if a.dtype.kind == "c" else (a,):
        for column in range(len(a)):
            np.ldexp(part[column:, column], exponent, out=part[column:, column])
