"""Inverses and determinants, from the factors that elimination with partial pivoting leaves.

References
----------
J. J. Du Croz, N. J. Higham, "Stability of methods for matrix inversion", IMA Journal of Numerical Analysis 12 (1992).
"""

from __future__ import annotations

from operator import getitem
from typing import Any, NamedTuple

import dask.array as da
import numpy as np
from numpy.linalg import LinAlgError

from dask_linalg.algorithms.elimination import (
    GAP,
    Elimination,
    Factored,
    eliminate_interchanged,
    eliminated,
    permutation_of,
    singular,
    update_panel,
)
from dask_linalg.algorithms.gathered import gathered
from dask_linalg.algorithms.lu_solve import add_backward, first_singular
from dask_linalg.schedule.blas_threads import one_blas_thread
from dask_linalg.schedule.ownership import by_columns
from dask_linalg.schedule.tasks import Tasks, Work
from dask_linalg.tiles.cutting import ranges
from dask_linalg.tiles.lapack import Tile
from dask_linalg.tiles.pivoting import Pivots
from dask_linalg.tiles.tiling import goes_by_tiles

_FEW = 512
"""Numbers of a magnitude from a half to one whose product is no underflow."""


def inverse(a: da.Array) -> da.Array:
    """Return the inverses of matrices.

    The inverse of ``L`` is begun column after column below the diagonal, where alone it is not zero, and ``U`` divided out of it.

    Parameters
    ----------
    a : dask.array.Array of shape (..., n, n)
        Square matrices of float32, float64, complex64 or complex128.

    Returns
    -------
    dask.array.Array of shape (..., n, n)
        The inverses; their rows have the chunks of the columns of `a`, and their columns those of its rows.

    Raises
    ------
    LinAlgError
        If a matrix is exactly singular, when it is computed.
    """
    if not goes_by_tiles(a):
        return gathered("inv", _invert_stack, "(m,n)->(n,m)", a, dtypes=[a.dtype], device="inv", stacks=True)[0]
    factors = eliminated(a)
    tasks = Tasks("inv", factors.tasks.sources[0], by=factors.panels)
    tasks.include(factors.tasks)
    for j in range(len(factors.steps)):
        _add_columns(tasks, factors, j, a.dtype)
    rows, columns = a.chunks[1], a.chunks[0]
    _add_slabs(tasks, factors, rows, a.dtype)
    return tasks.array("inverse", (rows, (factors.rows,)), a._meta).rechunk((rows, columns))


def _add_columns(tasks: Tasks, factors: Elimination, j: int, dtype: np.dtype[Any]) -> None:
    """Add the columns of the inverse of ``L`` that belong to a panel, and what division by ``U`` makes of them."""
    (first, last), n = factors.steps[j], factors.rows
    w = last - first
    work = Work(factors.times * (w**3 / 3 + 2.0 * (n - last) * w * w), n * w * dtype.itemsize)
    before = tasks.add("forward", (j, j), _begin_columns, factors.factored(j), first=first, work=work)
    for step in range(j + 1, len(factors.steps)):
        work = factors.update_work(step, w, dtype.itemsize)
        before = tasks.add(
            "forward", (step, j), update_panel, before, factors.factored(step), first=factors.steps[step][0],
            caller="inv", work=work,
        )  # fmt: skip
    add_backward(tasks, factors, before, j, w, dtype)


def _begin_columns(factored: Factored, *, first: int) -> Tile:
    """Return the columns of the identity that a panel's rows have been brought to, after elimination with the panel."""
    if factored.zero:
        raise singular("inv", factored.zero)
    factors, last = by_columns(factored.tile), first + len(factored.pivots)
    n = len(factors)
    tile = np.zeros((n + GAP, last - first), factors.dtype, order="F")[:n]
    np.fill_diagonal(tile[first:last], 1)
    with one_blas_thread():
        eliminate_interchanged(tile, factors, first, last)
    return tile


def _add_slabs(tasks: Tasks, factors: Elimination, rows: tuple[int, ...], dtype: np.dtype[Any]) -> None:
    """Add for each chunk of rows the columns, which elimination has ordered as the rows, in the order of the matrix."""
    n = factors.rows
    where = tasks.add("where", (0,), permutation_of, factors.add_pivots(tasks), n, work=Work(nbytes=4 * n))
    for i, (first, last) in enumerate(ranges(rows)):
        parts = [
            tasks.add(
                "part", (i, j), getitem, tasks.at("solution", 0, j), slice(first, last),
                work=Work(nbytes=(last - first) * width * dtype.itemsize),
            )
            for j, width in enumerate(factors.widths)
        ]  # fmt: skip
        work = Work(nbytes=(last - first) * n * dtype.itemsize)
        tasks.add("inverse", (i, 0), _in_order, where, *parts, work=work)


def _in_order(where: Pivots, *parts: Tile) -> Tile:
    """Return columns side by side, each in the place of the row that elimination has brought to its own."""
    slab = np.empty((len(parts[0]), len(where)), parts[0].dtype, order="F")
    places, first = np.argsort(where), 0
    for part in parts:
        slab[:, places[first : first + part.shape[1]]] = part
        first += part.shape[1]
    return slab


def sign_and_logarithm(a: da.Array) -> tuple[da.Array, da.Array]:
    """Return signs and logarithms of magnitudes of determinants.

    Parameters
    ----------
    a : dask.array.Array of shape (..., n, n)
        Square matrices of float32, float64, complex64 or complex128.

    Returns
    -------
    sign : dask.array.Array of shape (...)
        1 or -1, of complex matrices a number of magnitude 1; 0 where a matrix is exactly singular.
    logarithm : dask.array.Array of a real dtype and shape (...)
        The logarithms; minus infinity where a matrix is exactly singular.
    """
    real = a._meta.real.dtype
    if not goes_by_tiles(a):
        sign, logarithm = gathered(
            "slogdet", np.linalg.slogdet, "(m,n)->(),()", a, dtypes=[a.dtype, real], device="slogdet", stacks=True
        )
        return sign, logarithm
    tasks = _product_of_pivots(a)
    tasks.add("sign", (), _sign, tasks.at("product"), a.dtype)
    tasks.add("logarithm", (), _logarithm, tasks.at("product"), real)
    return tasks.array("sign", (), np.empty((), a.dtype)), tasks.array("logarithm", (), np.empty((), real))


def determinant(a: da.Array, dtype: np.dtype[Any]) -> da.Array:
    """Return determinants, infinite where they are too large for the dtype and zero where they are too small.

    Parameters
    ----------
    a : dask.array.Array of shape (..., n, n)
        Square matrices of float32, float64, complex64 or complex128.
    dtype : dtype
        Of the result, at least as precise as the matrices are.

    Returns
    -------
    dask.array.Array of shape (...)
        The determinants.
    """
    if not goes_by_tiles(a):
        return gathered("det", np.linalg.det, "(m,n)->()", a.astype(dtype), dtypes=[dtype], device="det", stacks=True)[
            0
        ]
    tasks = _product_of_pivots(a)
    tasks.add(f"determinant_{dtype.name}", (), _determinant, tasks.at("product"), dtype)
    return tasks.array(f"determinant_{dtype.name}", (), np.empty((), dtype))


class Scaled(NamedTuple):
    """A number as a fraction times a power of two, which no product of many makes too large or too small."""

    fraction: Any
    """Of a magnitude from a half to one, or zero, infinite or NaN."""
    exponent: int


def _product_of_pivots(a: da.Array) -> Tasks:
    """Return tasks with a part "product", which is the determinant as a scaled number."""
    factors = eliminated(a)
    tasks = Tasks("det", factors.tasks.sources[0], by=factors.panels)
    tasks.include(factors.tasks)
    each = [
        tasks.add("product_of", (k,), _product_of, factors.factored(k), first)
        for k, (first, _) in enumerate(factors.steps)
    ]
    tasks.add("product", (), _product, *each)
    return tasks


def _product_of(factored: Factored, first: int) -> Scaled:
    """Return the product of a panel's pivots, with the sign of its interchanges."""
    count = len(factored.pivots)
    diagonal = factored.tile[first : first + count].diagonal()
    odd = np.count_nonzero(factored.pivots != np.arange(count)) % 2
    precise = diagonal.astype(np.result_type(diagonal.dtype, np.float64))
    return _scaled(np.append(precise, -1 if odd else 1), 0)


def _product(*panels: Scaled) -> Scaled:
    return _scaled(np.array([one.fraction for one in panels]), sum(one.exponent for one in panels))


def _scaled(values: Any, exponent: int) -> Scaled:
    """Return the product of numbers times a power of two."""
    while len(values) > 1:
        values, exponents = _split(values)
        exponent += int(exponents.sum())
        # So few factors of at least a half each that their product is no underflow.
        values = np.array([values[i : i + _FEW].prod() for i in range(0, len(values), _FEW)])
    (fraction,), (last,) = _split(values)
    return Scaled(fraction, exponent + int(last))


def _split(values: Any) -> tuple[Any, Any]:
    exponents = np.frexp(abs(values))[1]
    # In two steps, since two to the power of minus the exponent of a subnormal number would be infinite.
    half = exponents // 2
    return values * np.ldexp(1.0, -half) * np.ldexp(1.0, half - exponents), exponents


def _sign(product: Scaled, dtype: np.dtype[Any]) -> Any:
    magnitude = abs(product.fraction)
    return np.asarray(product.fraction / magnitude if magnitude else 0, dtype)


def _logarithm(product: Scaled, dtype: np.dtype[Any]) -> Any:
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(abs(product.fraction)) + product.exponent * np.log(2), dtype)


def _determinant(product: Scaled, dtype: np.dtype[Any]) -> Any:
    """Return a scaled number as one of a dtype; what is too large makes NumPy warn of overflow, as its own determinant does."""
    fraction, exponent = product
    if np.iscomplexobj(fraction):
        value = complex(np.ldexp(fraction.real, exponent), np.ldexp(fraction.imag, exponent))
        return np.asarray(value).astype(dtype)
    return np.asarray(np.ldexp(fraction, exponent)).astype(dtype)


def _invert_stack(a: Tile) -> Tile:
    try:
        return np.linalg.inv(a)
    except LinAlgError:
        raise first_singular(a, "inv") from None
