"""A warning where a system is so ill-conditioned that its solution need not have a correct digit.

Random vectors are solved for beside the right-hand sides, at the cost of four more of them: on average, the square of the norm of such
a solution is the square of the Frobenius norm of the inverse. Four of them are off by a factor of ten once in ten thousand times.

References
----------
T. Gudmundsson, C. S. Kenney, A. J. Laub, "Small-sample statistical estimates for matrix norms", SIAM Journal on Matrix Analysis and
Applications 16 (1995).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from warnings import warn

import dask.array as da
import numpy as np
from scipy.linalg import LinAlgWarning

from dask_linalg.schedule.tasks import Tasks, Work
from dask_linalg.tiles.cutting import ranges
from dask_linalg.tiles.lapack import Tile

PROBES = 4
"""Random vectors. The chance that all of them miss what the inverse makes large falls with the power of their number."""


def watched(solve: Callable[[da.Array], da.Array], a: da.Array, b: da.Array, half: str = "") -> da.Array:
    """Return the solutions of one system, with a warning if it is ill-conditioned when they are computed.

    Parameters
    ----------
    solve : callable
        What returns the solutions for right-hand sides, in the chunks of their columns.
    a : dask.array.Array of shape (n, n)
        The matrix.
    b : dask.array.Array of shape (n, k)
        The right-hand sides.
    half : {"", "lower", "upper"}
        The triangle of the matrix that counts.

    Returns
    -------
    dask.array.Array of shape (n, k)
        The solutions.
    """
    x = solve(da.concatenate([b, _probes(b)], axis=1))
    tasks = Tasks("conditioned", x, a, by=half)
    parts = [
        tasks.add("norm", (i, j), norm_of_part, tasks.chunk(1, i, j), half, rows[0] - columns[0], work=Work(nbytes=8))
        for i, rows in enumerate(ranges(a.chunks[0]))
        for j, columns in enumerate(ranges(a.chunks[1]))
        if _counts(half, rows, columns)
    ]
    last = len(x.chunks[1]) - 1
    probes = [tasks.chunk(0, i, last) for i in range(len(x.chunks[0]))]
    judged = tasks.add("judged", (), _judge, len(parts), str(a.dtype), *parts, *probes)
    for i, rows in enumerate(x.chunks[0]):
        for j, columns in enumerate(x.chunks[1][:-1]):
            work = Work(nbytes=rows * columns * x.dtype.itemsize, in_place=True)
            tasks.add("solution", (i, j), _after, tasks.chunk(0, i, j), judged, work=work)
    return tasks.array("solution", (x.chunks[0], x.chunks[1][:-1]), x._meta)


def probes(n: int, first: int, dtype: Any) -> Tile:
    """Return rows of the random vectors, from one on: the same ones each time."""
    return np.random.default_rng(first).standard_normal((n, PROBES)).astype(dtype)


def norm_of_part(part: Tile, half: str = "", ahead: int = 0) -> float:
    """Return the Frobenius norm of a part of a matrix, of a triangle of it that lies so many columns ahead if there is a half."""
    kept = np.tril(part, ahead) if half == "lower" else np.triu(part, ahead) if half == "upper" else part
    with np.errstate(all="ignore"):
        norm = float(np.linalg.norm(kept))
    if 1e-15 < norm < 1e15 or not kept.size:
        return norm
    # Squares may be too large for the dtype, or so small that they vanish.
    largest = float(abs(kept).max())
    if not 0 < largest < np.inf:
        return largest
    with np.errstate(all="ignore"):
        return largest * float(np.linalg.norm(kept / kept.dtype.type(largest)))


def warn_if_ill_conditioned(norms: Any, solutions: Tile, dtype: Any) -> None:
    """Warn if matrices of given norms, of which the solutions for the random vectors are given too, are ill-conditioned."""
    with np.errstate(all="ignore"):
        scale = abs(solutions).max(axis=(-2, -1), initial=0)
        size = np.linalg.norm(solutions / np.where(scale > 0, scale, 1)[..., None, None], axis=(-2, -1))
        reciprocal = 1 / (np.asarray(norms, "f8") * scale.astype("f8") * size / PROBES**0.5)
    ill = np.argwhere(reciprocal < np.finfo(dtype).eps / 2)
    if len(ill):
        which = tuple(int(i) for i in ill[0])
        where = f", matrix {which} of a stack" if which else ""
        warn(
            f"solve: Ill-conditioned matrix{where} (rcond={float(reciprocal[which]):.6g}): result may not be accurate.",
            LinAlgWarning, stacklevel=2,
        )  # fmt: skip


def _probes(b: da.Array) -> da.Array:
    tasks = Tasks("probes", b)
    for i, (first, last) in enumerate(ranges(b.chunks[0])):
        work = Work(nbytes=(last - first) * PROBES * b.dtype.itemsize)
        tasks.add("vectors", (i, 0), probes, last - first, first, b.dtype, work=work)
    return tasks.array("vectors", (b.chunks[0], (PROBES,)), b._meta)


def _counts(half: str, rows: tuple[int, int], columns: tuple[int, int]) -> bool:
    if half == "lower":
        return columns[0] < rows[1]
    return rows[0] < columns[1] if half == "upper" else True


def _judge(count: int, dtype: str, *found: Any) -> None:
    norm = float(np.hypot.reduce(found[:count])) if count else 0.0
    warn_if_ill_conditioned(norm, np.concatenate(found[count:]), dtype)


def _after(block: Tile, _: None) -> Tile:
    return block
