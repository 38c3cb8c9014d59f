"""The tasks that cut a matrix anew."""

from __future__ import annotations

from dask._task_spec import TaskRef

from dask_linalg.schedule.tasks import Tasks, Work
from dask_linalg.tiles.cutting import Range, assembled, overlapping


def piece(
    tasks: Tasks, source: int, rows: Range, columns: Range, part: str, place: tuple[int, ...], extra: int = 0
) -> TaskRef:
    """Add a task that copies a piece of a source out of its chunks: a new tile in Fortran's order, which may be written over."""
    a = tasks.sources[source]
    down, along = (overlapping(sizes, wanted) for sizes, wanted in zip(a.chunks, (rows, columns), strict=True))
    chunks = [tasks.chunk(source, i, j) for i, _, _ in down for j, _, _ in along]
    targets = tuple((to, across) for _, _, to in down for _, _, across in along)
    sources = tuple((of, over) for _, of, _ in down for _, over, _ in along)
    shape = (rows[1] - rows[0], columns[1] - columns[0])
    work = Work(nbytes=shape[0] * shape[1] * a.dtype.itemsize)
    return tasks.add(part, place, assembled, shape, a.dtype, extra, targets, sources, *chunks, work=work)
