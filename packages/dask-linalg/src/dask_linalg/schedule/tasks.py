"""From a computation on tiles to Dask arrays: its tasks, what each of them costs, and which of them are chunks of a result."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import dask.array as da
from dask._task_spec import Task, TaskRef
from dask.base import tokenize

from dask_linalg.tiles.collection import array_of, settled

Chunks = tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Work:
    """What a task costs, for the plan."""

    flops: float = 0.0
    """Operations on real numbers."""
    nbytes: int = 0
    """Bytes of what it returns."""
    in_place: bool = False
    """Whether it may return its first argument, written over, and so takes no memory of its own."""
    gathered: str = ""
    """The function, if the task holds whole matrices that came in several chunks."""


NO_WORK = Work()


class Step(Task):  # type: ignore[misc]  # Dask is not followed by mypy.
    """A task that knows its work."""

    __slots__ = ("work",)

    def __init__(
        self,
        key: Any,
        func: Callable[..., Any],
        /,
        *args: Any,
        work: Work = NO_WORK,
        _data_producer: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(key, func, *args, _data_producer=_data_producer, **kwargs)
        self.work = work


class Tasks:
    """The tasks of one computation on the chunks of some arrays.

    Each has a part, such as ``"lower"``, and a place in it. A part whose tasks are the chunks of a result becomes an array; all
    arrays of one computation share its tasks.

    Parameters
    ----------
    function : str
        What is computed, the beginning of all names.
    *sources : dask.array.Array
        The arrays whose chunks are read.
    by : object
        What else the tasks depend on, such as the width of panels.
    """

    def __init__(self, function: str, *sources: da.Array, by: Any = ()) -> None:
        self.sources = [settled(a) for a in sources]
        self.name = f"{function}-{tokenize(function, by, *self.sources)}"
        self._steps: dict[Any, Step] = {}

    def chunk(self, source: int, *place: int) -> TaskRef:
        """Return a chunk of one of the sources."""
        return TaskRef((self.sources[source].name, *place))

    def add(
        self,
        part: str,
        place: tuple[int, ...],
        function: Callable[..., Any],
        *arguments: Any,
        work: Work = NO_WORK,
        **options: Any,
    ) -> TaskRef:
        """Add the task that computes one piece of a part, and return what stands for its result."""
        key = (f"{self.name}-{part}", *place)
        self._steps[key] = Step(key, function, *arguments, work=work, **options)
        return TaskRef(key)

    def at(self, part: str, *place: int) -> TaskRef:
        """Return what stands for the result of a task."""
        return TaskRef((f"{self.name}-{part}", *place))

    def array(self, part: str, chunks: Chunks, meta: Any) -> da.Array:
        """Return the array whose chunks are the tasks of a part; `meta` is an empty array of its dtype and kind."""
        return array_of(self.name, part, self._steps, self.sources, chunks, meta)
