"""Elements in a row: `x.flat`, which reads copies and writes through."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from symnp._array.convert import as_node
from symnp._array.source_line import source_line
from symnp._array.writing import apart_from, assigned_node, write
from symnp._infer.inferred import is_constant
from symnp._layout.index import template
from symnp._ops.update import assign_flat

if TYPE_CHECKING:
    from symnp._array.array import Array


class Flat:
    """The elements of an array in C order, as `numpy.ndarray.flat` gives them.

    Parameters
    ----------
    array : Array
        The array to go through.
    """

    __slots__ = ("_at", "base")

    def __init__(self, array: Array) -> None:
        self.base: Array = array
        self._at = 0

    def __len__(self) -> int:
        return self.base.size

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        if self._at >= self.base.size:
            raise StopIteration
        self._at += 1
        return self[self._at - 1]

    @property
    def index(self) -> int:
        """The place of the next element in the row."""
        return self._at

    @property
    def coords(self) -> tuple[int, ...]:
        """The index of the next element."""
        return tuple(int(i) for i in np.unravel_index(self._at, self.base.shape))

    def copy(self) -> Any:
        """Return all elements in a row."""
        return self.base.flatten()

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        return np.array(self.copy(), dtype)

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, tuple) and len(key) == 1:
            key = key[0]
        self._check(key)
        found = self.base.reshape(-1)[key]
        return found if isinstance(found, np.generic) else found.copy()

    def __setitem__(self, key: Any, value: Any) -> None:
        self._check(key)
        line = source_line()
        array = self.base
        if not array.flags.writeable:
            array._layout.dummy.flat[0:0] = 0  # NumPy refuses, in its own words.
        parts, given = template(key)
        nodes = tuple([as_node(np.asarray(one) if isinstance(one, list) else one, line) for one in given])
        node = apart_from(array, value, assigned_node(value, array.dtype, line), line)
        if is_constant(node):
            np.zeros(1, array.dtype).flat[0:1] = node.value  # NumPy refuses a number that it cannot convert.
        options = {"key": parts, "single": not isinstance(key, tuple)}
        write(array, array._layout, assign_flat, (*nodes, node), line, covers=False, **options)

    def _check(self, key: Any) -> None:
        """Let NumPy refuse an index."""
        if isinstance(key, (bool, list, slice)) or np.shape(key):
            return
        np.broadcast_to(np.uint8(0), self.base.shape).flat[key]

    def __eq__(self, other: object) -> Any:
        return self.copy() == other

    __hash__: ClassVar[None] = None  # type: ignore[assignment]
