"""Indices that hold masks and integer arrays, as hashable templates whose arrays are handed in when they are used."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from symnp._layout.steps import basic_item


class Place(NamedTuple):
    """Where in an index an array goes."""

    number: int


def is_array_item(item: Any) -> bool:
    """Whether a part of an index is a mask or an integer array."""
    return (
        isinstance(item, (bool, list, tuple, range))
        or getattr(item, "shape", ()) != ()
        or getattr(item, "dtype", None) == bool
    )


def template(index: Any) -> tuple[tuple[Any, ...], list[Any]]:
    """Return an index as a template, and the masks and arrays that were in it."""
    items = index if isinstance(index, tuple) else (index,)
    key: list[Any] = []
    arrays: list[Any] = []
    for item in items:
        if is_array_item(item):
            key.append(Place(len(arrays)))
            arrays.append(list(item) if isinstance(item, (tuple, range)) else item)
        else:
            key.append(basic_item(item))
    return tuple(key), arrays


def filled(key: tuple[Any, ...], arrays: Sequence[Any]) -> tuple[Any, ...]:
    """Return the index that NumPy takes."""
    return tuple(
        arrays[item.number] if isinstance(item, Place) else slice(*item) if isinstance(item, tuple) else item
        for item in key
    )


WHOLE = (None, None, None)


def split(key: tuple[Any, ...], ndim: int) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """Take an index apart: slices and new axes, which make a view, and then integers and arrays among whole axes.

    Raises
    ------
    IndexError
        If more axes are indexed than there are.
    """
    at = key.index(Ellipsis) if Ellipsis in key else len(key)
    given = [item for item in key if item is not Ellipsis]
    missing = ndim - sum(item is not None for item in given)
    if missing < 0 or key.count(Ellipsis) > 1:
        raise IndexError(
            f"too many indices for array: array is {ndim}-dimensional, but {ndim - missing} were indexed"
            if missing < 0
            else "an index can only have a single ellipsis ('...')"
        )
    items = [*given[:at], *[WHOLE] * missing, *given[at:]]
    picks = [isinstance(item, (int, Place)) for item in items]
    view = tuple(WHOLE if pick else item for item, pick in zip(items, picks, strict=True))
    return view, tuple(item if pick else WHOLE for item, pick in zip(items, picks, strict=True))


def picked_shape(shape: tuple[int, ...], key: tuple[Any, ...], arrays: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    """Return the shape of what an index of integers, integer arrays and whole axes picks.

    Raises
    ------
    IndexError
        If the arrays of the index cannot be broadcast together; in NumPy's words.
    """
    places = [axis for axis, item in enumerate(key) if item != WHOLE]
    try:
        together = np.broadcast_shapes(*arrays)
    except ValueError:
        shapes = " ".join(str(shape) for shape in arrays)
        raise IndexError(
            f"shape mismatch: indexing arrays could not be broadcast together with shapes {shapes} "
        ) from None
    adjacent = places[-1] - places[0] == len(places) - 1
    front = places[0] if adjacent else 0
    rest = [n for axis, n in enumerate(shape) if axis not in places]
    return (*rest[:front], *together, *rest[front:])
