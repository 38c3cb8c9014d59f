"""Schur's and Hessenberg's forms of matrices and of pairs, on gathered matrices.

References
----------
G. H. Golub, C. F. Van Loan, "Matrix computations", 4th edition, sections 7.4 to 7.7.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import dask.array as da
import numpy as np
import scipy.linalg
from numpy.linalg import LinAlgError

from dask_linalg.algorithms.functions import complex_dtype, on_whole
from dask_linalg.tiles.general_drivers import hessenberg_form, refuse_what_is_not_finite, schur_form, schur_forms
from dask_linalg.tiles.lapack import Tile

Sort = str | Callable[..., Any] | None


def schur(a: da.Array, dtype: Any, sort: Sort) -> tuple[da.Array, ...]:
    """Return the Schur form in a dtype, its factor, and if there is an order how many eigenvalues come first."""
    dtypes = [dtype, dtype, *([] if sort is None else [np.intp])]
    signature = "(m,n)->(m,n),(m,n)" + ("" if sort is None else ",()")
    return on_whole("schur", _schur, signature, a, dtypes=dtypes, flops=25, dtype=dtype, sort=sort)


def complex_schur(t: da.Array, z: da.Array) -> tuple[da.Array, ...]:
    """Return the complex Schur form and its factor, given the real ones."""
    dtypes = [complex_dtype(t, z)] * 2
    signature = "(m,n),(m,n)->(m,n),(m,n)"
    return on_whole("rsf2csf", scipy.linalg.rsf2csf, signature, t, z, dtypes=dtypes, check_finite=False)


def real_diagonal(w: da.Array, v: da.Array) -> tuple[da.Array, ...]:
    """Return the block diagonal matrix of complex eigenvalues in conjugate pairs, and real vectors to it."""
    dtype = np.result_type(w.real.dtype, v.real.dtype)
    return on_whole("cdf2rdf", scipy.linalg.cdf2rdf, "(n),(m,n)->(m,n),(m,n)", w, v, dtypes=[dtype] * 2)


def hessenberg(a: da.Array, factor: bool) -> tuple[da.Array, ...]:
    """Return Hessenberg's form, and the unitary factor if it is wanted."""
    signature = "(m,n)->(m,n)" + (",(m,n)" if factor else "")
    dtypes = [a.dtype] * (2 if factor else 1)
    return on_whole(
        "hessenberg", _hessenberg, signature, a, dtypes=dtypes, flops=14 / 3 if factor else 10 / 3, factor=factor
    )


def qz(a: da.Array, b: da.Array, dtype: Any) -> tuple[da.Array, ...]:
    """Return the Schur forms of a pair in a dtype, and its left and right unitary factors."""
    signature = "(m,n),(m,n)->(m,n),(m,n),(m,n),(m,n)"
    return on_whole("qz", _qz, signature, a, b, dtypes=[dtype] * 4, flops=66, dtype=dtype)


def ordered_qz(a: da.Array, b: da.Array, dtype: np.dtype[Any], sort: Sort) -> tuple[da.Array, ...]:
    """Return the Schur forms of a pair in an order, its eigenvalues as two arrays of quotients, and its unitary factors."""
    signature = "(m,n),(m,n)->(m,n),(m,n),(n),(n),(m,n),(m,n)"
    dtypes = [dtype, dtype, np.result_type(dtype, np.complex64), dtype, dtype, dtype]
    output = "complex" if dtype.kind == "c" else "real"
    return on_whole("ordqz", _ordered_qz, signature, a, b, dtypes=dtypes, flops=66, sort=sort, output=output)


def balanced(a: da.Array, permute: bool, scale: bool, separate: bool) -> tuple[da.Array, ...]:
    """Return a balanced matrix, and the similarity, as a matrix or as scales and permutation."""
    signature = f"(m,n)->(m,n),{'(n),(n)' if separate else '(m,n)'}"
    dtypes = [a.dtype, np.float64, *([np.intp] if separate else [])]
    return on_whole(
        "matrix_balance", _balanced, signature, a, dtypes=dtypes, permute=permute, scale=scale, separate=separate
    )


def _schur(a: Tile, *, dtype: Any, sort: Sort) -> tuple[Any, ...]:
    refuse_what_is_not_finite(a)
    if sort is None:
        return schur_form(np.array(a, dtype, order="F"))
    output = "complex" if np.dtype(dtype).kind == "c" else "real"
    return tuple(scipy.linalg.schur(a, output=output, sort=sort, check_finite=False))


def _hessenberg(a: Tile, *, factor: bool) -> tuple[Tile, Tile | None]:
    refuse_what_is_not_finite(a)
    return hessenberg_form(np.array(a, order="F"), factor=factor)


def _qz(a: Tile, b: Tile, *, dtype: Any) -> tuple[Tile, ...]:
    refuse_what_is_not_finite(a, b)
    return schur_forms(np.array(a, dtype, order="F"), np.array(b, dtype, order="F"))


def _ordered_qz(a: Tile, b: Tile, *, sort: Sort, output: str) -> tuple[Tile, ...]:
    refuse_what_is_not_finite(a, b)
    try:
        return tuple(scipy.linalg.ordqz(a, b, sort=sort, output=output, check_finite=False))
    except ValueError as error:
        raise LinAlgError(f"ordqz: {error}") from None


def _balanced(a: Tile, *, permute: bool, scale: bool, separate: bool) -> tuple[Any, ...]:
    made, similarity = scipy.linalg.matrix_balance(a, permute=permute, scale=scale, separate=separate)
    return (made, *similarity) if separate else (made, similarity)
