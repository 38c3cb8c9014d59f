"""Where arrays come from."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from typing import Any, Literal, SupportsIndex

import numpy as np
import numpy.typing as npt

from symnp._array.array import Array, wrap
from symnp._array.protocols import implements, looks_like
from symnp._array.source_line import source_line
from symnp._layout.layout import root_layout
from symnp._namespace.conversion import Order, as_array, check_device, converted, copied
from symnp._ops import leaf


def asarray(
    a: Any,
    dtype: npt.DTypeLike | None = None,
    order: Order = None,
    *,
    device: Literal["cpu"] | None = None,
    copy: bool | None = None,
    like: Any = None,
) -> Array:
    """Capture an array without copying it.

    Parameters
    ----------
    a : array_like
        An array of any shape, or what NumPy makes one of. A NumPy array is captured as `symnp.options` says: by
        reference, if nothing is said, so that whoever changes it before the result is computed changes the result.
    dtype : dtype, optional
        The type to convert to; None keeps what is there.
    order : {"K", "A", "C", "F"}, optional
        How the array is to lie in memory; None keeps what is there.
    device : {"cpu"}, optional
        Where the values are; there is no other place.
    copy : bool, optional
        True captures a copy, False refuses where NumPy would have to copy, None copies only then.
    like : object, optional
        Taken for NumPy's sake and ignored: the result is an array of symnp's anyway.

    Returns
    -------
    Array
        An array of the same shape.

    Raises
    ------
    TypeError
        If the elements are Python objects.
    ValueError
        If there is no such device, or a copy is needed and refused.

    Examples
    --------
    >>> import symnp
    >>> symnp.asarray([1.0, 2.0])
    symnp.Array(array, shape=(2,), dtype=float64)
    """
    check_device(device)
    return converted(a, dtype, order, copy=copy)


def array(
    object: Any,
    dtype: npt.DTypeLike | None = None,
    *,
    copy: bool | None = True,
    order: Order = "K",
    subok: bool = False,
    ndmin: int = 0,
    ndmax: int = 0,
    like: Any = None,
) -> Array:
    """Capture a copy of an array, which later changes of the original do not reach.

    Parameters
    ----------
    object : array_like
        An array of any shape, or what NumPy makes one of.
    dtype : dtype, optional
        The type to convert to; None keeps what is there.
    copy : bool or None, default True
        False and None capture by reference, as `asarray` does.
    order : {"K", "A", "C", "F"}, default "K"
        How the array is to lie in memory.
    subok : bool, default False
        Taken for NumPy's sake: there are no subclasses.
    ndmin : int, default 0
        The least number of axes; missing ones are put in front.
    ndmax : int, default 0
        The greatest depth to which sequences are looked into; 0 sets no limit.
    like : object, optional
        Taken for NumPy's sake and ignored.

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
    result = converted(object, dtype, order, copy=copy, ndmax=ndmax)
    return result._derive(("ndmin", ndmin)) if ndmin > result.ndim else result


def asanyarray(
    a: Any, dtype: Any = None, order: Order = None, *, device: Any = None, copy: Any = None, like: Any = None
) -> Array:
    return asarray(a, dtype, order, device=device, copy=copy)


def ascontiguousarray(a: Any, dtype: Any = None, *, like: Any = None) -> Array:
    return array(a, dtype, copy=None, order="C", ndmin=1)


def asfortranarray(a: Any, dtype: Any = None, *, like: Any = None) -> Array:
    return array(a, dtype, copy=None, order="F", ndmin=1)


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


for _theirs, _ours in (
    (np.asanyarray, asanyarray),
    (np.ascontiguousarray, ascontiguousarray),
    (np.asfortranarray, asfortranarray),
):
    looks_like(_theirs, _ours)


@implements(np.require)
def require(a: Any, dtype: Any = None, requirements: Any = None, *, like: Any = None) -> Array:
    wanted = {_FLAGS[one.upper()] for one in requirements or ()} - {"E"}
    if wanted >= {"C", "F"}:
        raise ValueError('Cannot specify both "C" and "F" order')
    order: Order = "F" if "F" in wanted else "C" if "C" in wanted else "A"
    result = array(a, dtype, copy=None, order=order if wanted & {"C", "F"} else None)
    missing = [one for one in wanted - {"C", "F"} if not result.flags[one]]
    return copied(result, order) if missing else result


_FLAGS = {
    **dict.fromkeys(("C", "C_CONTIGUOUS", "CONTIGUOUS"), "C"),
    **dict.fromkeys(("F", "F_CONTIGUOUS", "FORTRAN"), "F"),
    **dict.fromkeys(("A", "ALIGNED"), "A"),
    **dict.fromkeys(("W", "WRITEABLE"), "W"),
    **dict.fromkeys(("O", "OWNDATA"), "O"),
    **dict.fromkeys(("E", "ENSUREARRAY"), "E"),
}
"""What NumPy calls the flags of an array."""


@implements(np.copy)
def copy(a: Any, order: Any = "K", subok: bool = False) -> Array:
    return copied(as_array(a), order)
