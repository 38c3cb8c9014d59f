"""The array that a user holds: a handle on a node, or on what a layout shows of a base."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from symnp._array.base import Base
from symnp._array.convert import as_node
from symnp._array.evaluator import materialise, note
from symnp._array.indexing import index_node, is_one_mask, picked_parts
from symnp._array.methods import Methods
from symnp._array.operators import Binary, Operators, Rebinding
from symnp._array.output import power_assigned
from symnp._array.protocols import apply_function, apply_ufunc
from symnp._array.source_line import source_line
from symnp._array.writing import assign_picked, assign_region
from symnp._graph.node import LOCK, Node, SourceLine
from symnp._infer.shadow import scaled, shrink
from symnp._layout.index import template
from symnp._layout.layout import Layout, root_layout
from symnp._layout.steps import Step
from symnp._ops.copy import element
from symnp._ops.elementwise import elementwise
from symnp._ops.leaf import constant
from symnp._ops.picking import pick
from symnp._ops.update import assign, empty_content, update


class Array(Operators, Methods):
    """A NumPy array whose values are computed when they are needed.

    Arrays are made by `symnp.asarray`, `symnp.spec` and by NumPy's functions on other arrays. Shape, dtype, strides
    and errors are NumPy's, and they are known at once.

    Parameters
    ----------
    node : Node
        What the array shows. Users do not call this: functions do.
    line : tuple of (str, int), optional
        Where it was built.

    Notes
    -----
    What is written to an array is seen through every view of it, and never reaches what it was captured from.
    """

    __slots__ = ("__weakref__", "_base", "_layout", "_line", "_node")
    __array_priority__: float = 1000.0

    _is_scalar: bool = False

    def __init__(self, node: Node, line: SourceLine | None = None) -> None:
        node.hold()
        note(node)
        self._node: Node | None = node
        self._layout = node.layout
        self._base: Base | None = None
        self._line = line

    def __del__(self) -> None:
        node = getattr(self, "_node", None)
        if node is not None:
            node.release()

    @classmethod
    def _view(cls, base: Base, layout: Layout, line: SourceLine | None) -> Array:
        array = cls.__new__(cls)
        array._node, array._layout, array._base, array._line = None, layout, base, line
        return array

    def _read(self) -> Node:
        """Return the node of the present value."""
        if self._base is not None:
            return self._base.node(self._layout, self._line)
        assert self._node is not None
        return self._node

    def _shared_base(self) -> Base:
        """Return the base, making one where this array has been alone with its node until now."""
        with LOCK:
            if self._base is None:
                node = self._read()
                self._base, self._node = Base(node), None
                node.release()
            return self._base

    def _derive(self, step: Step) -> Array:
        """Return the view that a step makes of this array; NumPy's own errors pass through."""
        layout = self._layout.derive(step)
        return Array._view(self._shared_base(), layout, source_line())

    # The protocols by which NumPy's own functions reach us.

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, **kwargs: Any) -> Any:
        return apply_ufunc(ufunc, method, inputs, kwargs)

    def __array_function__(self, function: Any, types: Any, args: Any, kwargs: Any) -> Any:
        return apply_function(function, args, kwargs)

    def _elementwise(self, function: Any, *operands: Any, **options: Any) -> Array:
        return build_elementwise(function, operands, options)

    # What NumPy knows without data.

    @property
    def shape(self) -> tuple[int, ...]:
        """The length of each axis."""
        return self._layout.shape

    @property
    def dtype(self) -> np.dtype[Any]:
        """The type of the elements."""
        return self._layout.dtype

    @property
    def ndim(self) -> int:
        """The number of axes."""
        return len(self._layout.shape)

    @property
    def size(self) -> int:
        """The number of elements."""
        return self._layout.size

    @property
    def itemsize(self) -> int:
        """The bytes of one element."""
        return int(self._layout.dtype.itemsize)

    @property
    def nbytes(self) -> int:
        """The bytes of all elements."""
        return self._layout.nbytes

    @property
    def strides(self) -> tuple[int, ...]:
        """The bytes from one element to the next along each axis, as NumPy would lay the array out."""
        return self._layout.strides

    @property
    def flags(self) -> Any:
        """NumPy's flags for an array of this layout."""
        return self._layout.dummy.flags

    def __len__(self) -> int:
        return len(self._layout.dummy)

    # Views.

    def __getitem__(self, index: Any) -> Array:
        key, arrays = template(index)
        if arrays:
            return self._picked(key, arrays)
        step = ("getitem", key)
        return self._element(step) if self._is_element(key) else self._derive(step)

    def _is_element(self, key: tuple[Any, ...]) -> bool:
        return len(key) == self.ndim and all(type(item) is int for item in key)

    def _element(self, step: Step) -> Array:
        """Return one element as a scalar: unlike a view it keeps its value when the array is written to."""
        view = self._derive(step)
        return wrap(element(view._read(), line=view._line), view._line)

    def _picked(self, key: tuple[Any, ...], arrays: list[Any]) -> Array:
        line = source_line()
        layout, key, indices = picked_parts(self._layout, key, arrays, line)
        return wrap(pick(self._shared_base().node(layout, line), key, indices, line=line), line)

    def __setitem__(self, index: Any, value: Any) -> None:
        line = source_line()
        key, arrays = template(index)
        if not arrays:
            region = self._layout.derive(("getitem", key))
            assign_region(self, region, value, line, element=self._is_element(key))
        elif is_one_mask(self._layout, key, arrays):
            assign_picked(self, self._layout, key, (index_node(arrays[0], line),), value, line)
        else:
            layout, key, indices = picked_parts(self._layout, key, arrays, line)
            assign_picked(self, layout, key, indices, value, line)

    __ipow__: Binary = power_assigned

    @property
    def T(self) -> Array:  # noqa: N802
        """The view with the axes in reversed order."""
        return self._derive(("transpose", None))

    @property
    def real(self) -> Array:
        """The real part: a view of complex numbers, and the array itself where there are no others."""
        return self._derive(("real", None)) if self.dtype.kind == "c" else self

    @real.setter
    def real(self, value: Any) -> None:
        self.real[...] = value

    @property
    def imag(self) -> Array:
        """The imaginary part: a view of complex numbers, and zeros that cannot be written where there are no others."""
        return self._derive(("imag", None)) if self.dtype.kind == "c" else self._no_imaginary_part()

    @imag.setter
    def imag(self, value: Any) -> None:
        if self.dtype.kind != "c":
            np.zeros(1, self.dtype).imag = 0  # NumPy refuses, in its own words.
        self.imag[...] = value

    def _no_imaginary_part(self) -> Array:
        line = source_line()
        small = shrink(self._layout.dummy).imag
        layout = scaled(small, self.shape).layout
        fixed = root_layout(layout.shape, layout.dtype, layout.strides, writeable=False)
        zero = constant(self.dtype.type(0))
        return Array(update(empty_content(fixed, line=line), fixed, assign, (zero,), line=line), line)

    def __iter__(self) -> Iterator[Array]:
        if not self.shape:
            raise TypeError("iteration over a 0-d array")
        return (self[i] for i in range(self.shape[0]))

    # Values.

    def __array__(self, dtype: npt.DTypeLike | None = None, copy: bool | None = None) -> npt.NDArray[Any]:
        node = self._read()
        value = np.asarray(materialise(node))
        if copy or (dtype is not None and np.dtype(dtype) != value.dtype):
            if copy is False:
                raise ValueError("Unable to avoid copy while creating an array as requested.")
            return np.array(value, dtype=dtype)
        # The value may be shared with other nodes: a reader gets a look at it, not the pen. Nor may we write into it.
        node.owned = False
        look = value.view()
        look.flags.writeable = False
        return look

    def item(self, *args: Any) -> Any:
        """Return one element as a Python scalar, computing what it needs."""
        return np.asarray(self).item(*args)

    def tolist(self) -> Any:
        """Return the elements as nested lists, computing what they need."""
        return np.asarray(self).tolist()

    def __bool__(self) -> bool:
        return bool(np.asarray(self))

    def __int__(self) -> int:
        return int(np.asarray(self))

    def __float__(self) -> float:
        return float(np.asarray(self))

    def __complex__(self) -> complex:
        return complex(np.asarray(self))

    def __index__(self) -> int:
        return np.asarray(self).__index__()

    def __format__(self, spec: str) -> str:
        value = np.asarray(self)
        return format(value[()] if self.ndim == 0 else value, spec)

    def __repr__(self) -> str:
        node = self._read()
        return f"symnp.{type(self).__name__}({node.op.label(node)}, shape={self.shape}, dtype={self.dtype})"


class Scalar(Rebinding, Array):
    """A single value that NumPy would return as a scalar: it cannot be assigned to."""

    __slots__ = ()
    _is_scalar: bool = True

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        """The dtype's scalar type, so that ``isinstance(x, numpy.floating)`` answers as for NumPy's scalar."""
        return self.dtype.type

    def _shared_base(self) -> Base:
        # A scalar is no buffer: what looks like a view of it is an array of its own.
        return Base(elementwise(np.copy, (self._read(),), line=source_line()))

    def _derive(self, step: Step) -> Array:
        # What leaves a scalar without axes leaves it a scalar, but for what asks for an array.
        view = super()._derive(step)
        return self if view.ndim == 0 and step[0] not in ("getitem", "broadcast_to") else view

    def __getitem__(self, index: Any) -> Array:
        try:
            return super().__getitem__(index)
        except IndexError:
            raise IndexError("invalid index to scalar variable.") from None

    def __setitem__(self, index: Any, value: Any) -> None:
        kind = f"{self.dtype.type.__module__}.{self.dtype.type.__name__}"
        raise TypeError(f"'{kind}' object does not support item assignment")

    def astype(self, *args: Any, **kwargs: Any) -> Array:
        """Return the value as a scalar of another dtype."""
        line = source_line()
        return wrap(element(super().astype(*args, **kwargs)._read(), line=line), line)

    def copy(self, order: str = "C") -> Array:
        """Return the scalar itself: it never changes."""
        return self


def wrap(node: Node, line: SourceLine | None = None) -> Array:
    """Return the handle of a node."""
    if node.op.kind == "view":
        return Array._view(Base(node.args[0]), node.layout, line)
    return Scalar(node, line) if node.scalar else Array(node, line)


def build_elementwise(function: Any, operands: tuple[Any, ...], options: dict[str, Any]) -> Array:
    """Return the array of an elementwise function of operands of any kind."""
    line = source_line()
    nodes = tuple([as_node(operand, line) for operand in operands])
    return wrap(elementwise(function, nodes, line=line, **options), line)
