"""Indices with masks and integer arrays: from what a user writes to nodes."""

from __future__ import annotations

from typing import Any

import numpy as np

from symnp._array.convert import as_node
from symnp._graph.node import Node, SourceLine
from symnp._layout.index import Place, split
from symnp._layout.layout import Layout

_WHOLE = (None, None, None)


def is_field(index: Any) -> bool:
    """Whether an index names a field of a structured dtype, or several."""
    return isinstance(index, str) or (
        isinstance(index, list) and bool(index) and all(isinstance(one, str) for one in index)
    )


def index_node(item: Any, line: SourceLine | None) -> Node:
    """Return the node of an array in an index.

    Raises
    ------
    IndexError
        NumPy's own, if it holds neither integers nor booleans.
    """
    if isinstance(item, list):
        array = np.asarray(item) if item else np.zeros(0, np.intp)
        if array.dtype.kind not in "iub":
            np.empty(0)[item]  # NumPy says what an index may be.
        item = array
    node = as_node(np.asarray(item) if isinstance(item, bool) else item, line)
    if node.layout.dtype.kind not in "iub":
        np.empty(0)[np.zeros(1, node.layout.dtype)]  # NumPy says what an index may be.
    return node


def is_one_mask(layout: Layout, key: tuple[Any, ...], arrays: list[Any]) -> bool:
    """Whether an index is nothing but one mask; NumPy refuses one that does not fit.

    Raises
    ------
    IndexError
        NumPy's own, if the mask's shape is not that of the first axes.
    """
    mask = arrays[0]
    if len(key) != 1 or getattr(mask, "dtype", None) != bool or not mask.shape:
        return False
    if len(mask.shape) > len(layout.shape):
        raise IndexError(
            f"too many indices for array: array is {len(layout.shape)}-dimensional, but {len(mask.shape)} were indexed"
        )
    for axis, (n, m) in enumerate(zip(layout.shape, mask.shape, strict=False)):
        if m not in (n, 0):  # A mask without elements picks none, whatever it is a mask of.
            raise IndexError(
                f"boolean index did not match indexed array along axis {axis}; size of axis is {n} but size of "
                f"corresponding boolean axis is {m}"
            )
    return True


def picked_parts(
    layout: Layout, key: tuple[Any, ...], arrays: list[Any], line: SourceLine | None
) -> tuple[Layout, tuple[Any, ...], tuple[Node, ...]]:
    """Return the view that is indexed, the index of integers, arrays and whole axes, and the arrays' nodes.

    How many elements a mask picks only its data say: it is computed here.
    """
    layout, key, arrays = _without_single_booleans(layout, key, arrays)
    nodes: list[Node] = []
    items: list[Any] = []
    for item in key:
        given = _as_integers(arrays[item.number], line) if isinstance(item, Place) else [item]
        for one in given:
            items.append(Place(len(nodes)) if isinstance(one, Node) else one)
            nodes += [one] if isinstance(one, Node) else []
    view, picks = split(tuple(items), len(layout.shape))
    looked = layout.derive(("getitem", view))
    for axis, item in enumerate(picks):
        if isinstance(item, int) and not -looked.shape[axis] <= item < looked.shape[axis]:
            raise IndexError(f"index {item} is out of bounds for axis {axis} with size {looked.shape[axis]}")
    return looked, picks, tuple(nodes)


def _as_integers(item: Any, line: SourceLine | None) -> list[Node]:
    node = index_node(item, line)
    if node.layout.dtype != bool:
        return [node]
    return [as_node(found, line) for found in np.asarray(item).nonzero()]


def _without_single_booleans(
    layout: Layout, key: tuple[Any, ...], arrays: list[Any]
) -> tuple[Layout, tuple[Any, ...], list[Any]]:
    """Put a new axis in the place of each single boolean, and an index of its one element, or of none."""
    single = [isinstance(item, Place) and not np.shape(arrays[item.number]) for item in key]
    if not any(single):
        return layout, key, arrays
    view: list[Any] = []
    items: list[Any] = []
    for item, alone in zip(key, single, strict=True):
        if alone or item is None:
            view.append(None)
            items.append(item if alone else _WHOLE)
        else:
            taken = max(1, len(np.shape(arrays[item.number]))) if _is_mask(item, arrays) else 1
            view.extend([item] if item is Ellipsis else [_WHOLE] * taken)
            items.append(item)
    kept = [np.zeros(int(bool(one)), np.intp) if not np.shape(one) else one for one in arrays]
    return layout.derive(("getitem", tuple(view))), tuple(items), kept


def _is_mask(item: Any, arrays: list[Any]) -> bool:
    return isinstance(item, Place) and np.asarray(arrays[item.number]).dtype == bool
