"""The array that a user holds: a handle on a node, or on what a layout shows of a base."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import GenericAlias
from typing import Any

import numpy as np

from symnp._array.attributes import Attributes
from symnp._array.base import Base
from symnp._array.convert import as_node
from symnp._array.elements import read_element, write_element
from symnp._array.evaluator import note
from symnp._array.indexing import index_node, is_field, is_one_mask, picked_parts
from symnp._array.methods import Methods
from symnp._array.operators import Operators
from symnp._array.output import power_assigned, ufunc_into
from symnp._array.protocols import apply_function, apply_ufunc
from symnp._array.source_line import source_line
from symnp._array.values import Values
from symnp._array.writing import assign_picked, assign_region
from symnp._draw.array_html import array_html
from symnp._graph.node import LOCK, Node, SourceLine
from symnp._layout.index import template
from symnp._layout.layout import Layout
from symnp._layout.steps import Step
from symnp._ops.copy import element
from symnp._ops.elementwise import UnknownLengthError, elementwise
from symnp._ops.leaf import constant, leaf
from symnp._ops.picking import pick, pick_by_mask


class Array(Operators, Methods, Attributes, Values):
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

    __slots__ = ("__weakref__", "_base", "_exported", "_layout", "_line", "_node")
    __array_priority__: float = 1000.0

    _is_scalar: bool = False

    def __init__(self, node: Node, line: SourceLine | None = None) -> None:
        node.hold()
        note(node)
        self._node: Node | None = node
        self._layout = node.layout
        self._base: Base | None = None
        self._line = line
        self._exported: list[Any] | None = None

    def __del__(self) -> None:
        node = getattr(self, "_node", None)
        if node is not None:
            node.release()

    @classmethod
    def _view(cls, base: Base, layout: Layout, line: SourceLine | None) -> Array:
        array = cls.__new__(cls)
        array._node, array._layout, array._base, array._line, array._exported = None, layout, base, line, None
        return array

    def _read(self) -> Node:
        """Return the node of the present value."""
        if self._base is not None:
            return self._base.node(self._layout, self._line)
        assert self._node is not None
        return self._node

    _peek = _read
    """The node of the present value, though its lengths may not be known."""

    def _shared_base(self) -> Base:
        """Return the base, making one where this array has been alone with its node until now."""
        with LOCK:
            if self._base is None:
                node = self._read()
                self._base, self._node = Base(node, self), None
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

    def _wrapped(self, node: Node, line: SourceLine | None) -> Array:
        return wrap(node, line)

    def _assign_result(self, ufunc: np.ufunc, other: Any) -> Any:
        if ufunc is np.matmul:
            return self.__array_ufunc__(ufunc, "__call__", self, other, out=(self,))
        return ufunc_into(ufunc, (self, other), self, True, {})

    def _elementwise(self, function: Any, operands: tuple[Any, ...]) -> Array:
        return build_elementwise(function, operands, {})

    def __len__(self) -> int:
        return len(self._layout.dummy)

    # Views.

    def __getitem__(self, index: Any) -> Any:
        if self._layout.dtype.names is not None and is_field(index):
            return self._derive(("field", index if isinstance(index, str) else tuple(index)))
        key, arrays = template(index)
        if arrays:
            return self._picked(key, arrays)
        step = ("getitem", key)
        if not self._is_element(key):
            return self._derive(step)
        found = read_element(self, key)
        return self._element(step) if found is None else found

    def _is_element(self, key: tuple[Any, ...]) -> bool:
        return len(key) == len(self._layout.shape) and all(type(item) is int for item in key)

    def _element(self, step: Step) -> Array:
        """Return one element as a scalar: unlike a view it keeps its value when the array is written to."""
        view = self._derive(step)
        return wrap(element(view._read(), line=view._line), view._line)

    def _picked(self, key: tuple[Any, ...], arrays: list[Any]) -> Array:
        line = source_line()
        if is_one_mask(self._layout, key, arrays):
            return wrap(pick_by_mask(self._read(), index_node(arrays[0], line), line=line), line)
        layout, key, indices = picked_parts(self._layout, key, arrays, line)
        return wrap(pick(self._shared_base().node(layout, line), key, indices, line=line), line)

    def __setitem__(self, index: Any, value: Any) -> None:
        line = source_line()
        if self._layout.dtype.names is not None and is_field(index):
            self[index][...] = value
            return
        if not self._layout.dummy.flags.writeable:
            self._layout.dummy[...] = 0  # NumPy says so before it looks at the index.
        key, arrays = template(index)
        if not arrays:
            is_element = self._is_element(key)
            if is_element and write_element(self, key, value):
                return
            region = self._layout.derive(("getitem", key))
            assign_region(self, region, value, line, element=is_element)
        elif is_one_mask(self._layout, key, arrays):
            assign_picked(self, self._layout, key, (index_node(arrays[0], line),), value, line)
        else:
            layout, key, indices = picked_parts(self._layout, key, arrays, line)
            assign_picked(self, layout, key, indices, value, line)

    __ipow__: Callable[..., Any] = power_assigned

    def __iter__(self) -> Iterator[Array]:
        if not self.shape:
            raise TypeError("iteration over a 0-d array")
        return (self[i] for i in range(self.shape[0]))

    def _rebind(self, other: Array) -> None:
        """Show from now on what another array shows: as NumPy's own changes of shape, dtype and flags do."""
        base, layout = other._shared_base(), other._layout
        node, self._node = self._node, None
        self._base, self._layout = base, layout
        if node is not None:
            node.release()

    def _owns_data(self) -> bool:
        return self._layout.is_root

    def __reduce_ex__(self, protocol: Any) -> Any:
        if self._is_scalar:
            return _scalar_of, (self._value(),)
        return _blank, (), self.__array__(copy=True).__reduce__()[2]

    def __reduce__(self) -> Any:
        return self.__reduce_ex__(2)

    def __setstate__(self, state: Any, /) -> None:
        value = np.empty(0)
        value.__setstate__(state)
        node = leaf(value)
        node.owned = True  # Nobody else has seen this memory.
        self._rebind(Array(node, source_line()))

    def __sizeof__(self) -> int:
        # As NumPy counts: an array that is no view brings its elements along.
        return object.__sizeof__(self) + (self.nbytes if self._owns_data() else 0)

    def __copy__(self) -> Any:
        return self.copy("K")

    def __deepcopy__(self, memo: Any, /) -> Any:
        return self.copy("K")

    def __delitem__(self, index: Any) -> None:
        raise ValueError("cannot delete array elements")

    def __class_getitem__(cls, item: Any, /) -> Any:
        return GenericAlias(cls, item)

    def __str__(self) -> str:
        return str(self._value())

    def _repr_html_(self) -> str:
        return array_html(self._peek(), type(self).__name__)

    def __repr__(self) -> str:
        node = self._read()
        return f"symnp.{type(self).__name__}({node.op.label(node)}, shape={self.shape}, dtype={self.dtype})"


KINDS: dict[str, type[Array]] = {}
"""The handles that are more special: "scalar" and "unsized", which enter themselves."""


def _blank() -> Array:
    """Return an array that is about to get its state from a pickle."""
    return Array(leaf(np.empty(0)))


def _scalar_of(value: np.generic) -> Array:
    """Return a scalar as it was when it was pickled."""
    return wrap(constant(value))


def wrap(node: Node, line: SourceLine | None = None) -> Array:
    """Return the handle of a node."""
    if node.scalar:
        return KINDS["scalar"](node, line)
    if node.op.kind == "view":
        return Array._view(Base(node.args[0]), node.layout, line)
    return Array(node, line) if node.layout.unknown is None else KINDS["unsized"](node, line)


def build_elementwise(function: Any, operands: tuple[Any, ...], options: dict[str, Any]) -> Array:
    """Return the array of an elementwise function of operands of any kind."""
    line = source_line()
    nodes = tuple([one._peek() if isinstance(one, Array) else as_node(one, line) for one in operands])
    try:
        node = elementwise(function, nodes, line=line, **options)
    except (UnknownLengthError, ValueError) as error:
        if isinstance(error, ValueError) and not any(one.layout.unknown and not one.abstract for one in nodes):
            raise
        nodes = tuple(
            [as_node(operand, line) for operand in operands]
        )  # NumPy names the lengths, not what bounds them.
        node = elementwise(function, nodes, line=line, **options)
    return wrap(node, line)
