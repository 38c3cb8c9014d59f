"""From a computation on tiles to Dask arrays: its tasks, what each of them costs, and which of them are chunks of a result."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import prod
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


@dataclass(frozen=True)
class Read:
    """A chunk of a source that a task reads, for the plan."""

    key: Any
    shape: tuple[int, ...]
    nbytes: int


class Step(Task):  # type: ignore[misc]  # Dask is not followed by mypy.
    """A task that knows its work, and which chunks of sources it reads."""

    __slots__ = ("reads", "work")

    def __init__(
        self,
        key: Any,
        func: Callable[..., Any],
        /,
        *args: Any,
        work: Work = NO_WORK,
        reads: tuple[Read, ...] = (),
        _data_producer: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(key, func, *args, _data_producer=_data_producer, **kwargs)
        self.work: Work = work
        self.reads: tuple[Read, ...] = reads

    @property
    def block_fusion(self) -> bool:
        """Whether Dask leaves the task alone.

        Fused into others under other keys it could be there twice, in graphs that are optimised one by one and then computed
        together, and would write over its argument twice.
        """
        return True


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
        self.sources: list[da.Array] = [settled(a) for a in sources]
        self.name: str = f"{function}-{tokenize(function, by, *self.sources)}"
        self._steps: dict[Any, Step] = {}
        self._is_shown = False
        self._by_name = {a.name: a for a in self.sources}

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
        if self._is_shown:
            raise AssertionError("tasks are added before the first array is made of them: its layers would lack them")
        key = (f"{self.name}-{part}", *place)
        reads = tuple(self._read(one.key) for one in arguments if self._is_chunk(one))
        self._steps[key] = Step(key, function, *arguments, work=work, reads=reads, **options)
        return TaskRef(key)

    def include(self, other: Tasks) -> None:
        """Let tasks read results of another computation: its tasks, under their own names, become part of this one.

        What is computed together from several such computations is computed once. Of what is written over, only one may read.
        """
        self._steps |= other._steps
        self.sources += [a for a in other.sources if a.name not in self._by_name]
        self._by_name |= other._by_name

    def at(self, part: str, *place: int) -> TaskRef:
        """Return what stands for the result of a task."""
        return TaskRef((f"{self.name}-{part}", *place))

    def array(self, part: str, chunks: Chunks, meta: Any) -> da.Array:
        """Return the array whose chunks are the tasks of a part; `meta` is an empty array of its dtype and kind."""
        self._is_shown = True
        return array_of(self.name, part, self._steps, self.sources, chunks, meta)

    def _is_chunk(self, argument: Any) -> bool:
        return isinstance(argument, TaskRef) and argument.key[0] in self._by_name

    def _read(self, key: Any) -> Read:
        name, *place = key
        source = self._by_name[name]
        shape = tuple(sizes[i] for sizes, i in zip(source.chunks, place, strict=True))
        return Read(key, shape, prod(shape) * source.dtype.itemsize)
