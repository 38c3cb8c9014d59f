"""Whether a task may write over what it is handed.

A tile that is updated again and again is best updated in place. That is right where each version of a tile is read by one task
and then gone: under dask's own schedulers. A worker of distributed may run a task a second time, on what it has kept, and
`dask.cache.Cache` keeps results on the way for the next computation. A lazy array does not know who will run it, so that each task
asks when it runs. Of a cache a task is not told: where its module has been imported, one may be there.
"""

from __future__ import annotations

import sys

import numpy as np

from dask_linalg.tiles.lapack import Tile, lies_by_columns


def own(tile: Tile, *, fresh: bool) -> Tile:
    """Return a tile in Fortran's order that may be written over: the tile itself, or a copy of it.

    What is `fresh` is a chunk of the user's, which is never written over.
    """
    if not fresh and lies_by_columns(tile) and tile.flags.writeable and not _is_kept():
        return tile
    return np.array(tile, order="F")


def by_columns(tile: Tile) -> Tile:
    """Return a tile that is only read in Fortran's order: what comes from another worker may lie in another one."""
    return tile if lies_by_columns(tile) else np.asfortranarray(tile)


def _is_kept() -> bool:
    """Whether somebody may keep what tasks return."""
    return "dask.cache" in sys.modules or _is_on_worker()


def _is_on_worker() -> bool:
    worker = sys.modules.get("distributed.worker")
    if worker is None:
        return False
    try:
        worker.get_worker()
    except ValueError:
        return False
    return True
