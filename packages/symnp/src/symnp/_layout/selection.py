"""Taking a view apart: which elements of the buffer it needs, and how it arranges them.

A view is a chain of slices, transposes, new axes and broadcasts. Whatever their order, it can be said in two parts: a
positive slice of each axis of the root, and then an arrangement (reversal, picking of single elements, transpose, new
axes, broadcast) that touches no other element. The first part is what can move through an operation; that is also how
a slice moves through a transpose. A reshape cannot be said so.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from symnp._layout.layout import Layout
from symnp._layout.steps import Step


@dataclass(frozen=True, slots=True)
class Cut:
    """What a view takes of one axis of the root: ``count`` elements from ``start``, ``step`` apart.

    A negative step runs backwards. An axis that is not kept has been picked at ``start``.
    """

    start: int
    step: int
    count: int
    kept: bool = True

    @property
    def first(self) -> int:
        """The lowest element taken."""
        return self.start + min(0, self.step * (self.count - 1))

    @property
    def stop(self) -> int:
        """One beyond the highest element taken."""
        return self.start + max(0, self.step * (self.count - 1)) + 1 if self.count else self.first


@dataclass(frozen=True, slots=True, eq=False)
class Cover:
    """A slice ``start:stop:step`` of an axis with a positive step, and the index into it that gives the cut.

    What follows from selections and covers is remembered by which they are, not by what they say: that is told sooner.
    """

    start: int
    stop: int
    step: int
    inner: Any
    key: tuple[int, int, int] = field(init=False)
    """The slice as a part of a getitem step."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", (self.start, self.stop, self.step))

    @property
    def count(self) -> int:
        """The number of elements."""
        return len(range(self.start, self.stop, self.step))


class Axis(NamedTuple):
    """An axis of a view: an axis of the root, or None for one that was added."""

    root: int | None
    length: int


@dataclass(frozen=True, slots=True, eq=False)
class Selection:
    """A view taken apart: the cut of each axis of the root, the axes of the view in order, and the root's shape."""

    cuts: tuple[Cut, ...]
    axes: tuple[Axis, ...]
    whole: tuple[int, ...]


@lru_cache(maxsize=4096)
def arrangement(selection: Selection, covers: tuple[Cover, ...]) -> tuple[Step, ...]:
    """Return the steps from an array of the covered elements to the view."""
    kept = [r for r, cut in enumerate(selection.cuts) if cut.kept]
    wanted = [axis.root for axis in selection.axes if axis.root is not None]
    steps: list[Step] = [("getitem", tuple(cover.inner for cover in covers))]
    if wanted != kept:
        steps.append(("transpose", tuple(kept.index(r) for r in wanted)))
    if len(wanted) != len(selection.axes):
        everything = (None, None, None)
        steps.append(("getitem", tuple(None if axis.root is None else everything for axis in selection.axes)))
        steps.append(("broadcast_to", tuple(axis.length for axis in selection.axes)))
    return tuple(steps)


@lru_cache(maxsize=4096)
def covered(selection: Selection, unit_step: bool = False) -> tuple[Cover, ...]:
    """Return a slice of each axis that holds its cut: with step 1 if asked."""
    cuts = zip(selection.cuts, selection.whole, strict=True)
    return tuple([cover(cut, length, unit_step=unit_step) for cut, length in cuts])


@lru_cache(maxsize=4096)
def cover(cut: Cut, length: int, *, unit_step: bool = False, at_least: int = 1) -> Cover:
    """Return a slice of an axis of `length` elements that holds the cut: with step 1 and so many elements if asked."""
    step = 1 if unit_step or cut.count < 2 else abs(cut.step)
    start, stop = cut.first, cut.stop
    least = min(at_least, length)
    if cut.count and len(range(start, stop, step)) < least:
        step, stop = 1, max(stop, start + least)
        start, stop = start - max(0, stop - length), min(stop, length)
    return Cover(start, stop, step, _inner(cut, start, step))


def cover_within(cut: Cut, start: int, stop: int) -> Cover:
    """Return the slice ``start:stop``, which holds a cut, as its cover."""
    return Cover(start, stop, 1, _inner(cut, start, 1))


def _inner(cut: Cut, start: int, step: int) -> Any:
    if not cut.kept:
        return (cut.start - start) // step
    if not cut.count:
        return (0, 0, 1)
    first, stride = (cut.start - start) // step, cut.step // step if cut.count > 1 else 1
    stop = first + stride * (cut.count - 1) + (1 if stride > 0 else -1)
    return (first, stop if stop >= 0 else None, stride)


def select(layout: Layout) -> Selection | None:
    """Take a view layout apart, or return None where a reshape or another look at the bytes stands in the way."""
    found = layout.taken_apart
    if found is None or found[0] is not layout.steps:  # A better way to the same view may have been found since.
        found = layout.taken_apart = layout.steps, _select(layout)
    selection: Selection | None = found[1]
    return selection


def _select(layout: Layout) -> Selection | None:
    whole = layout.root.shape
    cuts, axes = tuple([Cut(0, 1, n) for n in whole]), tuple([Axis(r, n) for r, n in enumerate(whole)])
    selection = Selection(cuts, axes, whole)
    for name, argument in layout.steps:
        if name not in _STEPS:
            return None
        selection = _STEPS[name](selection, argument)
    return selection


def _getitem(selection: Selection, key: tuple[Any, ...]) -> Selection:
    cuts, axes = list(selection.cuts), []
    remaining = list(selection.axes)
    for item in _without_ellipsis(key, len(remaining)):
        if item is None:
            axes.append(Axis(None, 1))
        elif isinstance(item, tuple):
            axes.append(_slice(cuts, remaining.pop(0), item))
        else:
            _pick(cuts, remaining.pop(0), item)
    return Selection(tuple(cuts), tuple(axes), selection.whole)


def _without_ellipsis(key: tuple[Any, ...], ndim: int) -> list[Any]:
    at = key.index(Ellipsis) if Ellipsis in key else len(key)
    before, after = list(key[:at]), list(key[at + 1 :])
    taken = sum(item is not None for item in before + after)
    return [*before, *[(None, None, None)] * (ndim - taken), *after]


def _slice(cuts: list[Cut], axis: Axis, item: tuple[int | None, int | None, int | None]) -> Axis:
    start, stop, step = slice(*item).indices(axis.length)
    count = len(range(start, stop, step))
    if axis.root is not None:
        cut = cuts[axis.root]
        cuts[axis.root] = Cut(cut.start + cut.step * start if count else cut.first, cut.step * step, count)
    return Axis(axis.root, count)


def _pick(cuts: list[Cut], axis: Axis, index: int) -> None:
    if axis.root is not None:
        cut = cuts[axis.root]
        cuts[axis.root] = Cut(cut.start + cut.step * (index % axis.length), 1, 1, kept=False)


def _transpose(selection: Selection, order: tuple[int, ...] | None) -> Selection:
    axes = selection.axes
    turned = axes[::-1] if order is None else tuple([axes[i] for i in order])
    return Selection(selection.cuts, turned, selection.whole)


def _expand_dims(selection: Selection, axis: int | tuple[int, ...]) -> Selection:
    added = axis if isinstance(axis, tuple) else (axis,)
    ndim = len(selection.axes) + len(added)
    places, old = {i % ndim for i in added}, iter(selection.axes)
    axes = tuple([Axis(None, 1) if i in places else next(old) for i in range(ndim)])
    return Selection(selection.cuts, axes, selection.whole)


def _squeeze(selection: Selection, axis: int | tuple[int, ...] | None) -> Selection:
    ndim = len(selection.axes)
    if axis is None:
        gone = {i for i, one in enumerate(selection.axes) if one.length == 1}
    else:
        gone = {i % ndim for i in (axis if isinstance(axis, tuple) else (axis,))}
    return _getitem(selection, tuple(0 if i in gone else (None, None, None) for i in range(ndim)))


def _broadcast_to(selection: Selection, shape: tuple[int, ...]) -> Selection:
    cuts, axes = list(selection.cuts), []
    old = [Axis(None, 1)] * (len(shape) - len(selection.axes)) + list(selection.axes)
    for axis, length in zip(old, shape, strict=True):
        if axis.length != length and axis.root is not None:
            _pick(cuts, axis, 0)
        axes.append(axis if axis.length == length else Axis(None, length))
    return Selection(tuple(cuts), tuple(axes), selection.whole)


_STEPS: dict[str, Any] = {
    "getitem": _getitem,
    "transpose": _transpose,
    "broadcast_to": _broadcast_to,
    "squeeze": _squeeze,
    "expand_dims": _expand_dims,
}
