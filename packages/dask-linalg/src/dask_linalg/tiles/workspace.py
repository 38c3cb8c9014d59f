"""Subroutines of LAPACK that say how much memory they want to work in."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any

import numpy as np

from dask_linalg.tiles.lapack import Tile, call_checked

WHOLE = np.dtype(np.int32)
"""The dtype of LAPACK's whole numbers."""


def call_with_workspace(name: str, *arguments: Any, asked: Sequence[Any], more: Sequence[Tile] = ()) -> int:
    """Call a subroutine whose last arguments are workspaces and ``info``, and return that.

    Parameters
    ----------
    name : str
        Of the subroutine.
    *arguments : object
        Those before the workspaces, as `dask_linalg.tiles.lapack.call` takes them.
    asked : sequence of dtype
        Of the workspaces whose sizes the subroutine is asked for.
    more : sequence of numpy.ndarray
        The workspaces after them, whose sizes are documented.

    Returns
    -------
    int
        LAPACK's ``info``, which is not negative.
    """
    sizes = [np.zeros(1, dtype) for dtype in asked]
    call_checked(name, *arguments, *chain.from_iterable((size, -1) for size in sizes), *more)
    spaces = [np.empty(_whole(size[0]), size.dtype) for size in sizes]
    return call_checked(name, *arguments, *chain.from_iterable((space, len(space)) for space in spaces), *more)


def _whole(size: Any) -> int:
    """Return a size that LAPACK has put into a number of the workspace's dtype, in which large ones are rounded."""
    real = size.real
    return max(1, int(np.ceil(np.nextafter(real, np.inf, dtype=real.dtype))) if real.dtype.kind == "f" else int(real))
