"""The dtypes of the catalogue, by readable names and by groups."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import DTypeLike

_RECORD = [("id", "i4"), ("x", "f8"), ("label", "U3")]
# An aligned record has holes between its fields: bytes that belong to nobody and must never be compared.
_ALIGNED = np.dtype([("flag", "?"), ("x", "c16"), ("pair", "f4", (2,))], align=True)

_NAMES: dict[str, list[str]] = {
    "bool": ["bool"],
    "integer": ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"],
    "floating": ["float16", "float32", "float64", "longdouble"],
    "complex": ["complex64", "complex128", "clongdouble"],
    "text": ["str", "bytes"],
    "time": ["datetime64[ns]", "datetime64[D]", "timedelta64[ns]"],
    "structured": ["structured", "structured-aligned"],
    "object": ["object"],
    "swapped": [
        "int32-swapped",
        "float32-swapped",
        "float64-swapped",
        "longdouble-swapped",
        "complex128-swapped",
        "str-swapped",
        "datetime64[ns]-swapped",
    ],
}
_SPECIAL: dict[str, Any] = {"str": "U7", "bytes": "S7", "structured": _RECORD, "structured-aligned": _ALIGNED}


def _dtype(name: str) -> np.dtype[Any]:
    plain = name.removesuffix("-swapped")
    dtype: np.dtype[Any] = np.dtype(_SPECIAL.get(plain, plain))
    return dtype if plain == name else dtype.newbyteorder("S")


DTYPES: Mapping[str, np.dtype[Any]] = MappingProxyType({name: _dtype(name) for g in _NAMES.values() for name in g})
"""Every dtype of the catalogue by its name; a name that ends in `-swapped` has the other byte order."""

GROUPS: Mapping[str, tuple[str, ...]] = MappingProxyType({group: tuple(names) for group, names in _NAMES.items()})
"""The names of `DTYPES` by group: bool, integer, floating, complex, text, time, structured, object, swapped."""


def _select_one(wanted: DTypeLike) -> dict[str, np.dtype[Any]]:
    if isinstance(wanted, str) and wanted in GROUPS:
        return {name: DTYPES[name] for name in GROUPS[wanted]}
    if isinstance(wanted, str) and wanted in DTYPES:
        return {wanted: DTYPES[wanted]}
    try:
        dtype = np.dtype(wanted)
    except TypeError as error:
        raise ValueError(f"dtypes holds {wanted!r}: want a dtype, one of {list(DTYPES)} or {list(GROUPS)}") from error
    known = [name for name, candidate in DTYPES.items() if candidate == dtype]
    return {known[0] if known else str(dtype): dtype}


def select_dtypes(wanted: str | Iterable[DTypeLike] | None = None) -> dict[str, np.dtype[Any]]:
    """Return the dtypes that a selection names.

    Parameters
    ----------
    wanted : str or iterable of str or dtype-like, optional
        Names of `DTYPES`, names of `GROUPS`, or any dtypes; a single string is one of these. Everything by default.

    Returns
    -------
    dict of str to dtype
        In the order asked for, each dtype once.

    Raises
    ------
    ValueError
        If an entry is neither a name, nor a group, nor a dtype.

    Examples
    --------
    >>> list(select_dtypes(["complex", "f8"]))
    ['complex64', 'complex128', 'clongdouble', 'float64']
    """
    if wanted is None:
        return dict(DTYPES)
    chosen: dict[str, np.dtype[Any]] = {}
    for one in [wanted] if isinstance(wanted, str) else wanted:
        chosen.update(_select_one(one))
    return chosen
