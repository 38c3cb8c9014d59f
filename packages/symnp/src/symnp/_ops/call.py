"""A call of one of NumPy's functions as its costs see it: layouts in the place of arrays."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from symnp._graph.node import Node
from symnp._infer.arguments import put_together
from symnp._layout.layout import Layout

_MISSING = object()


@dataclass(frozen=True, slots=True)
class Call:
    """One call.

    Attributes
    ----------
    function : callable
        What is called.
    args : sequence
        The arguments by position, each array replaced by its layout.
    keywords : dict
        The arguments by name, likewise.
    returned : int
        Bytes of all that is returned.
    """

    function: Callable[..., Any]
    args: Any
    keywords: dict[str, Any]
    returned: int

    def argument(self, place: int, name: str, default: Any = None) -> Any:
        """Return an argument that is given by position or by name."""
        found = self.keywords.get(name, _MISSING)
        if found is not _MISSING:
            return found
        return self.args[place] if place < len(self.args) else default

    def array(self, place: int, name: str = "a") -> Layout | None:
        """Return the layout of an argument that is an array."""
        return layout_of_argument(self.argument(place, name))

    @property
    def first(self) -> Layout:
        """The first array among the arguments, in whatever place."""
        return next(self.arrays(), _NOTHING)

    def arrays(self) -> Iterator[Layout]:
        """Go through all arrays, those in lists, too."""
        yield from _arrays((self.args, self.keywords))

    @property
    def largest(self) -> int:
        """The elements of the largest operand."""
        return max((one.size for one in self.arrays()), default=0)

    @property
    def read(self) -> int:
        """The bytes of all operands."""
        return sum(one.nbytes for one in self.arrays())


def _arrays(value: Any) -> Iterator[Layout]:
    if isinstance(value, dict):
        value = value.values()
    elif not isinstance(value, (list, tuple)):
        found = layout_of_argument(value)
        if found is not None:
            yield found
        return
    for one in value:
        yield from _arrays(one)


def layout_of_argument(value: Any) -> Layout | None:
    """Return the layout of an array among arguments: a node's, or that of an array that stands there as it is."""
    if isinstance(value, Layout):
        return value
    return Layout(value, None, 0, ()) if isinstance(value, np.ndarray) else None


_NOTHING = Layout(np.empty(0), None, 0, ())


def called(node: Node) -> Call:
    """Return the call that a node stands for."""
    function, template = node.params[:2]
    args, keywords = put_together(template, [arg.layout for arg in node.args])
    returned = node.params[2] if node.op.kind == "several" else node.layout.nbytes
    return Call(function, args, keywords, int(returned))


def matrices(layout: Layout) -> tuple[int, int, int]:
    """Return how many matrices an array holds, and their rows and columns; a vector counts as one column."""
    shape = layout.shape
    if len(shape) < 2:
        return 1, shape[0] if shape else 1, 1
    return math.prod(shape[:-2]), shape[-2], shape[-1]


def along(layout: Layout, axis: Any) -> tuple[int, int]:
    """Return how many elements there are along an axis, or along all of them for None, and how many such lines."""
    n = layout.size if axis is None else layout.shape[axis]
    return n, layout.size // max(n, 1)
