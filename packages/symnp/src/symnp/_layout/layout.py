"""Layouts: interned records of shape, strides, dtype and flags, each with a dummy array that owns no memory."""

from __future__ import annotations

from typing import Any
from weakref import WeakValueDictionary

import numpy as np

from symnp._layout.reserve import reserve
from symnp._layout.steps import TAKEN_APART, Step, apply_step
from symnp.errors import LayoutTooLargeError

Unknown = tuple[int | None, ...]
"""For each axis the number of a length that only data will say, or None."""

_DERIVED_LIMIT = 512  # A loop over x[i:i + 1] must not make the cache of one layout grow without end.


class Layout:
    """What NumPy knows of an array besides its values.

    Two layouts are equal exactly if they are the same object. A root layout describes a whole buffer; a view layout
    describes a part of its root, and remembers the steps that lead there.

    Attributes
    ----------
    root : Layout
        The layout of the buffer that this one looks into; a root layout is its own root.
    offset : int
        Bytes from the root's first element to this layout's first element.
    steps : tuple of Step
        How to get from an array of the root layout to a view of this layout.
    dummy : ndarray
        An array with this very shape, dtype, strides and flags whose memory must never be written.
    form : Layout
        The root layout of the same shape, dtype, strides and flags: all that decides what NumPy returns. Inferences are
        remembered by it, so that a loop over the rows of an array asks once.
    unknown : tuple of (int or None), or None
        For each axis whose length only data will say a number that stands for that length: the length in `shape` is
        then the most that it can be. None where all lengths are known, as they nearly always are.
    taken_apart : tuple or None
        Where `select` remembers what it found.
    """

    __slots__ = (
        "__weakref__",
        "_derived",
        "dtype",
        "dummy",
        "form",
        "offset",
        "root",
        "shape",
        "steps",
        "strides",
        "taken_apart",
        "unknown",
    )

    def __init__(self, dummy: np.ndarray, root: Layout | None, offset: int, steps: tuple[Step, ...]) -> None:
        self.dummy: np.ndarray[Any, np.dtype[Any]] = dummy
        self.shape: tuple[int, ...] = dummy.shape
        self.strides: tuple[int, ...] = dummy.strides
        self.dtype: np.dtype[Any] = dummy.dtype
        self.root: Layout = self if root is None else root
        self.offset: int = offset
        self.steps: tuple[Step, ...] = steps
        self.form: Layout = self if root is None else _form(dummy)
        self.unknown: Unknown | None = None
        self.taken_apart: Any = None
        self._derived: dict[Step, Layout] = {}

    def __repr__(self) -> str:
        kind = "root" if self.root is self else "view"
        return f"<Layout {kind} {self.shape} {self.dtype} strides {self.strides}>"

    @property
    def is_root(self) -> bool:
        """Whether this layout describes a whole buffer."""
        return self.root is self

    @property
    def size(self) -> int:
        """The number of elements."""
        return int(self.dummy.size)

    @property
    def nbytes(self) -> int:
        """The bytes of the elements, repeated ones counted each time."""
        return int(self.dummy.nbytes)

    def derive(self, step: Step) -> Layout:
        """Return the layout of the view that `step` makes of an array of this layout.

        Raises
        ------
        Exception
            NumPy's own, in class and text, where NumPy refuses the step.
        """
        try:
            return self._derived[step]
        except KeyError:
            pass
        except TypeError:
            apply_step(step, self.dummy)  # An unhashable argument: NumPy says what is wrong with it.
            raise
        layout = _intern_view(self, step, apply_step(step, self.dummy))
        if len(self._derived) >= _DERIVED_LIMIT:
            self._derived.clear()
        self._derived[step] = layout
        return layout

    def with_unknown(self, unknown: Unknown | None) -> Layout:
        """Return the same root layout with some lengths that only data will say."""
        if unknown is None or not any(unknown):
            return self
        return root_layout(self.shape, self.dtype, self.strides, unknown=unknown)

    def replay(self, buffer: np.ndarray) -> np.ndarray:
        """Return the view of this layout into `buffer`, an array of the root layout."""
        for step in self.steps:
            buffer = apply_step(step, buffer)
        return buffer


_ROOTS: WeakValueDictionary[Any, Layout] = WeakValueDictionary()
_VIEWS: WeakValueDictionary[Any, Layout] = WeakValueDictionary()


def root_layout(
    shape: tuple[int, ...],
    dtype: np.dtype[Any],
    strides: tuple[int, ...] | None = None,
    *,
    writeable: bool = True,
    aligned: bool = True,
    unknown: Unknown | None = None,
) -> Layout:
    """Return the layout of a whole buffer; without strides it is in C order.

    Raises
    ------
    TypeError
        If the dtype holds Python objects.
    LayoutTooLargeError
        If the array does not fit in the reserved range of addresses.
    """
    key = (shape, strides, dtype, writeable, aligned, unknown)
    found = _ROOTS.get(key)
    if found is None:
        dummy = _dummy(shape, dtype, strides, 0 if aligned else 1)
        dummy.flags.writeable = writeable
        found = Layout(dummy, None, 0, ())
        found.unknown = unknown
        # An absent `strides` and NumPy's own strides for C order are one layout.
        found = _ROOTS.setdefault((shape, dummy.strides, dtype, writeable, aligned, unknown), found)
        _ROOTS[key] = found
    return found


def new_strides(shape: tuple[int, ...], dtype: np.dtype[Any], order: str) -> tuple[int, ...]:
    """Return the strides of a new array of NumPy's, in C or F order."""
    if 0 in shape:
        return np.empty(shape, dtype, order).strides  # type: ignore[call-overload,no-any-return]
    strides, step = [], dtype.itemsize
    for n in shape if order == "F" else reversed(shape):
        strides.append(step)
        step *= n
    return tuple(strides if order == "F" else reversed(strides))


def layout_of(array: np.ndarray) -> Layout:
    """Return the root layout of an array as it lies in memory."""
    flags = array.flags
    return root_layout(array.shape, array.dtype, array.strides, writeable=flags.writeable, aligned=flags.aligned)


def _form(dummy: np.ndarray) -> Layout:
    flags = dummy.flags
    return root_layout(dummy.shape, dummy.dtype, dummy.strides, writeable=flags.writeable, aligned=flags.aligned)


def _dummy(shape: tuple[int, ...], dtype: np.dtype[Any], strides: tuple[int, ...] | None, start: int) -> np.ndarray:
    if dtype.hasobject:
        raise TypeError(f"symnp arrays hold numbers, not Python objects: got dtype {dtype}; use numpy for it")
    if strides is not None:
        start -= sum(min(0, stride * (n - 1)) for stride, n in zip(strides, shape, strict=True) if n)
    try:
        return np.ndarray(shape, dtype, buffer=reserve(), offset=start, strides=strides)
    except (TypeError, ValueError) as error:
        if any(n < 0 for n in shape):
            raise
        raise LayoutTooLargeError(
            f"an array of shape {shape} and dtype {dtype} needs more addresses than the {reserve().size} bytes "
            "that the system lets symnp reserve"
        ) from error


def _intern_view(parent: Layout, step: Step, view: np.ndarray) -> Layout:
    root = parent.root
    offset = _address(view) - _address(root.dummy)
    if offset == 0 and _same_form(view, root.dummy):
        return root
    key = (root, offset, view.shape, view.strides, view.dtype, view.flags.writeable)
    steps = (*parent.steps, step)
    found = _VIEWS.get(key)
    if found is None:
        found = _VIEWS.setdefault(key, Layout(view, root, offset, steps))
    elif _can_be_taken_apart(steps) and not _can_be_taken_apart(found.steps):
        found.steps = steps  # Of the ways that lead to the same view, the one that slices can go.
    return found


def _can_be_taken_apart(steps: tuple[Step, ...]) -> bool:
    return all(name in TAKEN_APART for name, _ in steps)


def _address(array: np.ndarray) -> int:
    return int(array.__array_interface__["data"][0])


def _same_form(a: np.ndarray, b: np.ndarray) -> bool:
    return (a.shape, a.strides, a.dtype, a.flags.writeable) == (b.shape, b.strides, b.dtype, b.flags.writeable)
