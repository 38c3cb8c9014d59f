"""Where arrays come from."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from typing import Any, SupportsIndex

import numpy as np
import numpy.typing as npt

from symnp._array.array import Array, wrap
from symnp._array.convert import as_node
from symnp._array.protocols import implements
from symnp._array.source_line import source_line
from symnp._layout.layout import root_layout
from symnp._namespace.manipulation import astype
from symnp._ops import leaf
from symnp._ops.elementwise import elementwise


def asarray(a: Any, dtype: npt.DTypeLike | None = None) -> Array:
    """Capture an array without copying it.

    Parameters
    ----------
    a : array_like
        An array of any shape, or what NumPy makes one of. A NumPy array is captured by reference: whoever changes
        it before the result is computed changes the result.
    dtype : dtype, optional
        The type to convert to; None keeps what is there.

    Returns
    -------
    Array
        An array of the same shape.

    Raises
    ------
    TypeError
        If the elements are Python objects.

    Examples
    --------
    >>> import symnp
    >>> symnp.asarray([1.0, 2.0])
    symnp.Array(array, shape=(2,), dtype=float64)
    """
    line = source_line()
    if isinstance(a, Array):
        array = a
    else:
        value = np.asarray(a)
        array = wrap(leaf.leaf(value, line), line)
    return array if dtype is None or np.dtype(dtype) == array.dtype else astype(array, dtype)


def array(object: Any, dtype: npt.DTypeLike | None = None, *, copy: bool = True) -> Array:
    """Capture a copy of an array, which later changes of the original do not reach.

    Parameters
    ----------
    object : array_like
        An array of any shape, or what NumPy makes one of.
    dtype : dtype, optional
        The type to convert to; None keeps what is there.
    copy : bool, default True
        False captures by reference, as `asarray` does.

    Returns
    -------
    Array
        An array of the same shape.

    Raises
    ------
    TypeError
        If the elements are Python objects.

    Examples
    --------
    >>> import symnp
    >>> symnp.array([[1, 2], [3, 4]]).shape
    (2, 2)
    """
    if isinstance(object, Array):
        return asarray(object, dtype)
    return asarray(np.array(object, dtype=dtype, copy=True) if copy else object, dtype)


def spec(shape: SupportsIndex | Sequence[SupportsIndex], dtype: npt.DTypeLike = "f8") -> Array:
    """Describe an array that has no data, so that a computation can be explained before its data exist.

    Parameters
    ----------
    shape : int or sequence of int
        The length of each axis.
    dtype : dtype, default float64
        The type of the elements.

    Returns
    -------
    Array
        An array of this shape in C order. Computing with it raises `MissingDataError`.

    Raises
    ------
    ValueError
        If a length is negative.
    LayoutTooLargeError
        If it is larger than the address space that the system lets symnp reserve (at most 64 TiB).

    Examples
    --------
    >>> import symnp
    >>> symnp.spec((10**6, 10**4), "f4").mean(0).shape
    (10000,)
    """
    lengths = shape if isinstance(shape, Sequence) else (shape,)
    sides = tuple(operator.index(n) for n in lengths)
    if any(n < 0 for n in sides):
        raise ValueError(f"negative dimensions are not allowed: got shape {sides}; give lengths of 0 or more")
    line = source_line()
    return wrap(leaf.spec(root_layout(sides, np.dtype(dtype)), line), line)


@implements(np.copy)
def copy(a: Any, order: str = "K") -> Array:
    """Return a copy; it shares the node, and memory is only taken when one of the two changes."""
    line = source_line()
    node = as_node(a, line)
    flags = node.layout.dummy.flags
    wanted = ("F" if flags.fnc else "C") if order == "A" else order
    if node.layout.is_root and not node.scalar and _lies_in(wanted, flags):
        return Array(node, line)
    return wrap(elementwise(np.copy, (node,), line=line, order=wanted), line)


def _lies_in(order: str, flags: Any) -> bool:
    """Whether a copy in this order would have the very strides of the original."""
    c, f = bool(flags.c_contiguous), bool(flags.f_contiguous)
    return {"C": c, "F": f, "K": c or f}.get(order, False)
