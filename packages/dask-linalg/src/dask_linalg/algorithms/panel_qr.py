"""The QR factorisation of a square or wide matrix: by panels of columns, each of which then updates all to the right of it.

Q stays a product of reflectors, those of each panel as one matrix, until it is asked for, one task a panel of its columns.

References
----------
R. Schreiber, C. Van Loan, "A storage-efficient WY representation for products of Householder transformations", SIAM Journal on
Scientific and Statistical Computing 10 (1989).
G. H. Golub, C. F. Van Loan, "Matrix computations", 4th edition, section 5.2.3.
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import itemgetter

import dask.array as da
import numpy as np
from dask._task_spec import TaskRef

from dask_linalg.schedule.blas_threads import one_blas_thread
from dask_linalg.schedule.ownership import by_columns, own
from dask_linalg.schedule.pieces import piece
from dask_linalg.schedule.tasks import Tasks, Work
from dask_linalg.tiles.collection import meta_like
from dask_linalg.tiles.cutting import Range, copy_into, ranges, widths
from dask_linalg.tiles.lapack import Tile
from dask_linalg.tiles.products import write_product
from dask_linalg.tiles.reflectors import (
    Reflectors,
    coefficients,
    factor_tile,
    reflect,
    upper_of,
    with_triangle,
    write_out,
)
from dask_linalg.tiles.tiling import goes_by_tiles

PANEL = 256
"""Columns that are factored at a time."""
ELEMENTS = 2**20
"""Elements of a panel that is only updated, at least: of a matrix of few rows it has more columns."""
WORTH = 3 * 2**19
"""Elements of a matrix that is worth more than one task: one of a thousand rows and columns is not."""
EXTRA = 8
"""Elements between the columns of a panel, against columns that lie a power of two apart."""


@dataclass(frozen=True)
class PanelFactors:
    """R, and Q as the reflectors of each panel, in the chunks of an array of objects."""

    r: da.Array
    reflectors: da.Array
    vectors: da.Array
    """R and below it the vectors of the reflectors, of shape (m, n), as LAPACK leaves them."""
    taus: da.Array
    """The factors of the reflectors, of shape (min(m, n),)."""
    panels: tuple[Range, ...]
    """The columns of the panels that have reflectors, which begin at the row of the same number."""
    rows: tuple[int, ...]
    """The chunks of the rows of the matrix."""


def has_panels(a: da.Array) -> bool:
    """Whether a matrix is worth factoring by panels."""
    return bool(goes_by_tiles(a) and a.size >= WORTH)


def panel_qr(a: da.Array) -> PanelFactors:
    """Return the factors of a matrix of any shape, Q as reflectors.

    Parameters
    ----------
    a : dask.array.Array of shape (m, n)
        A matrix, in any chunks.

    Returns
    -------
    PanelFactors
        With R of shape (min(m, n), n) as its attribute ``r``.
    """
    m, n = a.shape
    k = min(m, n)
    tasks = Tasks("panel-qr", a, by=(PANEL, ELEMENTS))
    panels = ranges(widths(k, PANEL))
    others = [(k + first, k + last) for first, last in ranges(widths(n - k, max(PANEL, ELEMENTS // max(m, 1))))]
    columns = panels + (others if k < n else [])
    _add_columns(tasks, a, columns, len(panels))
    wide, narrow = (tuple(last - first for first, last in some) for some in (columns, panels))
    r = tasks.array("r", ((k,), wide), a._meta)
    reflectors = tasks.array("reflectors", ((1,) * len(panels),), np.empty(0, object))
    vectors = tasks.array("vectors", ((m,), wide), a._meta)
    taus = tasks.array("taus", (narrow,), meta_like(a, a.dtype, 1))
    return PanelFactors(r, reflectors, vectors, taus, tuple(panels), a.chunks[0])


def form_q(factors: PanelFactors, like: da.Array, *, complete: bool) -> da.Array:
    """Return Q of shape (m, min(m, n)), or (m, m) if complete, one task a panel of its columns."""
    m, k = sum(factors.rows), factors.panels[-1][1]
    panels = list(factors.panels)
    if complete and k < m:
        panels += [(k + first, k + last) for first, last in ranges(widths(m - k, PANEL))]
    tasks = Tasks("panel-q", factors.reflectors, by=(PANEL, complete))
    # The last panels take longest, and what is added last begins first under Dask's threads.
    for j, columns in enumerate(panels):
        used = min(j + 1, len(factors.panels))
        starts = tuple(first for first, _ in factors.panels[:used])
        flops = sum(4 * (m - first) * (last - first) for first, last in factors.panels[:used]) * (
            columns[1] - columns[0]
        )
        work = Work(_times(like) * flops, m * (columns[1] - columns[0]) * like.dtype.itemsize)
        reflectors = [tasks.chunk(0, i) for i in range(used)]
        tasks.add("q", (0, j), _columns_of_q, m, columns, starts, *reflectors, work=work)
    return tasks.array("q", ((m,), tuple(last - first for first, last in panels)), meta_like(like, like.dtype, 2))


def apply_q(factors: PanelFactors, c: da.Array) -> da.Array:
    """Return ``Q @ c`` for c with as many rows as R, one task a chunk of its columns; see `tall_qr.apply_q`."""
    return _applied("panel-product", factors, c, turned=False).rechunk({0: factors.rows})


def apply_adjoint(factors: PanelFactors, c: da.Array) -> da.Array:
    """Return as many rows of ``Q.conj().T @ c`` as R has; see `tall_qr.apply_adjoint`."""
    return _applied("panel-adjoint", factors, c, turned=True)


def _applied(name: str, factors: PanelFactors, c: da.Array, *, turned: bool) -> da.Array:
    m, rows = sum(factors.rows), factors.r.shape[0] if turned else sum(factors.rows)
    tasks = Tasks(name, factors.reflectors, c.rechunk({0: -1}))
    starts = tuple(first for first, _ in factors.panels)
    reflectors = [tasks.chunk(0, i) for i in range(len(starts))]
    for j, width in enumerate(c.chunks[1]):
        flops = sum(4 * (m - first) * (last - first) * width for first, last in factors.panels)
        work = Work(_times(c) * flops, rows * width * c.dtype.itemsize)
        tasks.add("c", (0, j), _reflected, tasks.chunk(1, 0, j), m, rows, turned, starts, *reflectors, work=work)
    return tasks.array("c", ((rows,), c.chunks[1]), meta_like(c, c.dtype, 2))


def _times(a: da.Array) -> int:
    """Return how many operations on real numbers are one."""
    return 4 if a.dtype.kind == "c" else 1


def _add_columns(tasks: Tasks, a: da.Array, columns: list[Range], factored: int) -> None:
    """Add of each panel its factors and its updates of all to the right."""
    m, size = a.shape[0], a.dtype.itemsize

    def before(j: int, step: int) -> TaskRef:
        """Return a panel as it is before a step: cut out of the matrix, or what the step before has made of it."""
        return tasks.at("update", step - 1, j) if step else tasks.at("cut", j)

    for j, wanted in enumerate(columns):
        piece(tasks, 0, (0, m), wanted, "cut", (j,), EXTRA)
    for step in range(factored):
        first, last = columns[step]
        width, below = last - first, m - first
        work = Work(_times(a) * 3 * below * width**2, m * width * size, True)
        factors = tasks.add("factors", (step,), _factor_panel, before(step, step), first, work=work)
        tasks.add("reflectors", (step,), itemgetter(0), factors)
        tasks.add("r", (0, step), _upper_columns, factors, min(a.shape))
        tasks.add("vectors", (0, step), _packed_columns, factors, m)
        tasks.add("taus", (step,), _taus, tasks.at("reflectors", step))
        for j in range(step + 1, len(columns)):
            wide = columns[j][1] - columns[j][0]
            work = Work(_times(a) * 4 * below * width * wide, m * wide * size, True)
            tasks.add("update", (step, j), _update, before(j, step), tasks.at("reflectors", step), first, work=work)
    for j in range(factored, len(columns)):
        for part in ("r", "vectors"):
            tasks.add(part, (0, j), _itself, before(j, factored))


def _itself(tile: Tile) -> Tile:
    return tile


def _factor_panel(panel: Tile, first: int) -> tuple[Reflectors, Tile]:
    """Return the reflectors of a panel from a row on, and its part of R down to its diagonal."""
    tile = own(panel, fresh=False)
    with one_blas_thread():
        taus = factor_tile(tile[first:])
        upper = np.concatenate([tile[:first], upper_of(tile[first:])])
        return with_triangle(write_out(tile[first:]), taus), upper


def _upper_columns(factors: tuple[Reflectors, Tile], rows: int) -> Tile:
    """Return a panel of R, with zeros below."""
    upper = factors[1]
    panel = np.zeros((rows, upper.shape[1]), upper.dtype)
    copy_into(panel[: len(upper)], upper)
    return panel


def _packed_columns(factors: tuple[Reflectors, Tile], rows: int) -> Tile:
    """Return a panel of R, with the vectors of the reflectors below its diagonal."""
    (vectors, _), upper = factors
    first, width = len(upper) - vectors.shape[1], vectors.shape[1]
    panel = np.empty((rows, width), upper.dtype)
    copy_into(panel[:first], upper[:first])
    copy_into(panel[first:], vectors)
    panel[first : first + width] = np.tril(vectors[:width], -1) + np.triu(upper[first:])
    return panel


def _taus(reflectors: Reflectors) -> Tile:
    return reflectors.triangle.diagonal().copy()


def _reflected(c: Tile, m: int, rows: int, turned: bool, starts: tuple[int, ...], *reflectors: Reflectors) -> Tile:
    """Return ``Q @ c``, or rows of ``Q.conj().T @ c`` if turned; zeros stand for rows that c has not."""
    tile = np.zeros((m + EXTRA, c.shape[1]), c.dtype, order="F")[:m]
    copy_into(tile[: len(c)], c)
    order = zip(starts, reflectors, strict=True) if turned else zip(starts[::-1], reflectors[::-1], strict=True)
    with one_blas_thread():
        for start, one in order:
            reflect(tile[start:], _by_columns(one), turned=turned)
    return _by_rows(tile[:rows])


def _update(panel: Tile, reflectors: Reflectors, first: int) -> Tile:
    """Apply the adjoint of the reflectors of a panel to another one."""
    tile = own(panel, fresh=False)
    with one_blas_thread():
        reflect(tile[first:], _by_columns(reflectors), turned=True)
    return tile


def _columns_of_q(m: int, columns: Range, starts: tuple[int, ...], *reflectors: Reflectors) -> Tile:
    """Return some columns of Q: the reflectors of all panels up to them applied to columns of the identity, the last ones first."""
    first, last = columns
    width = last - first
    q = np.zeros((m + EXTRA, width), reflectors[0].vectors.dtype, order="F")[:m]
    if first > starts[-1]:
        q[np.arange(first, last), np.arange(width)] = 1
    with one_blas_thread():
        for start, one in zip(reversed(starts), map(_by_columns, reversed(reflectors)), strict=True):
            if start == first:
                write_product(q[start:], one.vectors, coefficients(np.eye(width, dtype=q.dtype, order="F"), one), -1)
                q[np.arange(first, last), np.arange(width)] += 1
            else:
                reflect(q[start:], one)
    return _by_rows(q)


def _by_rows(tile: Tile) -> Tile:
    """Return a tile in C's order: it is copied here, side by side with others, or else by whoever puts the result together."""
    turned = np.empty(tile.shape, tile.dtype)
    copy_into(turned, tile)
    return turned


def _by_columns(reflectors: Reflectors) -> Reflectors:
    return Reflectors(*map(by_columns, reflectors))
