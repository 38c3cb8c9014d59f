"""One bit pattern for every NaN, so that exact results can be compared byte for byte."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


def _canonise(x: NDArray[Any]) -> None:
    """Overwrite the NaNs of `x` in place, part by part and field by field."""
    if x.dtype.names:
        for name in x.dtype.names:
            _canonise(x[name])
    elif x.dtype.kind == "c":
        _canonise(x.real)
        _canonise(x.imag)
    elif x.dtype.kind == "f":
        # Signalling NaNs raise the invalid flag when they are tested; that is no news to whoever asks for this.
        with np.errstate(invalid="ignore"):
            x[np.isnan(x)] = np.nan
    elif x.dtype.kind == "O":
        for position, item in np.ndenumerate(x):
            if isinstance(item, (np.inexact, float, complex)) and item != item:  # noqa: PLR0124 - only a NaN differs.
                x[position] = type(item)(canonical_nan(item).item())


def canonical_nan(x: ArrayLike) -> NDArray[Any]:
    """Return a copy in which every NaN has one bit pattern: quiet, positive, without payload.

    Which payload and sign a NaN result has depends on the processor, the instruction and the order of the operands,
    so exact comparison leaves it out. The two parts of a complex number are treated apart: a NaN in one of them
    leaves the other as it is. NaT has one bit pattern already.

    Parameters
    ----------
    x : array_like
        Any dtype; fields of structured arrays and floats in object arrays are treated too.

    Returns
    -------
    ndarray
        A fresh, writeable array with the dtype, the shape and, as far as a copy keeps them, the strides of `x`.

    Examples
    --------
    >>> x = np.array([0xFFF8000000000001, 0x3FF0000000000000], np.uint64).view(np.float64)
    >>> [hex(bits) for bits in canonical_nan(x).view(np.uint64)]
    ['0x7ff8000000000000', '0x3ff0000000000000']
    """
    result = np.array(x, order="K", copy=True)
    _canonise(result)
    return result
