"""What symnp gave, held against what NumPy gave: the same structure, layout and bytes, every NaN taken for one NaN."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np

import symnp

_ADDRESS = re.compile(r"0x[0-9a-f]+")


@dataclass(frozen=True)
class Rules:
    """What a comparison lets pass.

    Parameters
    ----------
    numpy_arrays : bool, default False
        Whether symnp may give NumPy's own arrays, because what is called has to materialise.
    values : bool, default True
        Whether values count; those of ``numpy.empty`` are whatever the memory held.
    late_numbers : bool, default False
        Whether a scalar of the same value may stand for a number of Python's, which cannot be had without computing.
    """

    numpy_arrays: bool = False
    values: bool = True
    late_numbers: bool = False


def difference(ours: Any, theirs: Any, rules: Rules = Rules()) -> str | None:
    """Say in one line how a result of symnp differs from NumPy's.

    Parameters
    ----------
    ours, theirs : object
        Two results; symnp's arrays are computed.
    rules : Rules, optional
        What is let pass.

    Returns
    -------
    str or None
        None if they are the same.
    """
    if isinstance(theirs, (np.ndarray, np.generic)):
        return _arrays(ours, theirs, rules)
    if rules.late_numbers and type(theirs) in (float, int) and issubclass(type(ours), symnp.Array):
        return _arrays(ours, np.asarray(theirs)[()], rules)
    if issubclass(type(ours), symnp.Array) or isinstance(ours, np.ndarray):
        return f"an array, where NumPy gives {_kind(theirs)}"
    if isinstance(theirs, (tuple, list)):
        return _sequences(ours, theirs, rules)
    if isinstance(theirs, dict):
        return _dicts(ours, theirs, rules)
    return _others(ours, theirs, rules)


def _kind(value: Any) -> str:
    return f"{type(value).__module__}.{type(value).__qualname__}".removeprefix("builtins.")


def _sequences(ours: Any, theirs: Any, rules: Rules) -> str | None:
    base = tuple if isinstance(theirs, tuple) else list
    fields = getattr(theirs, "_fields", None)
    if not isinstance(ours, base) or getattr(ours, "_fields", None) != fields:
        return f"{_kind(ours)}, where NumPy gives {_kind(theirs)}"
    if len(ours) != len(theirs):
        return f"{len(ours)} items, where NumPy gives {len(theirs)}"
    for at, pair in enumerate(zip(ours, theirs, strict=True)):
        found = difference(*pair, rules)
        if found is not None:
            return f"item {fields[at] if fields else at}: {found}"
    return None


def _dicts(ours: Any, theirs: dict[Any, Any], rules: Rules) -> str | None:
    if not isinstance(ours, dict) or list(ours) != list(theirs):
        return f"{ours!r}, where NumPy gives {theirs!r}"
    for key, value in theirs.items():
        found = difference(ours[key], value, rules)
        if found is not None:
            return f"item {key!r}: {found}"
    return None


def _others(ours: Any, theirs: Any, rules: Rules) -> str | None:
    """Compare what is no array: Python's numbers, dtypes, texts, iterators, and NumPy's small objects."""
    if type(theirs) in (bool, int, float, complex, str, bytes, type(None)):
        same = type(ours) is type(theirs) and (ours == theirs or _same_object(ours, theirs))
    elif isinstance(theirs, (np.dtype, type)):
        same = isinstance(ours, (np.dtype, type)) and ours == theirs
    elif isinstance(theirs, memoryview):
        return difference(np.asarray(ours), np.asarray(theirs), Rules(numpy_arrays=True))
    elif isinstance(theirs, (np.random.Generator, np.random.BitGenerator)):
        return difference(_state(ours), _state(theirs), Rules(numpy_arrays=True))
    elif hasattr(theirs, "__next__"):
        return difference(list(ours), list(theirs), rules)
    else:
        same = type(ours).__name__ == type(theirs).__name__ and (ours is theirs or _shown(ours) == _shown(theirs))
    return None if same else f"{_shown(ours)}, where NumPy gives {_shown(theirs)}"


def _state(generator: Any) -> Any:
    return getattr(generator, "bit_generator", generator).state


def _shown(value: Any) -> str:
    return _ADDRESS.sub("0x", repr(value))[:200]


def _arrays(ours: Any, theirs: Any, rules: Rules) -> str | None:
    # The type is asked for, not the class: a scalar of ours says that it is one of NumPy's.
    mine = issubclass(type(ours), symnp.Array)
    # Of matrices, masked arrays and records symnp has no kind of its own.
    plain = type(theirs) is np.ndarray
    if not mine and plain and isinstance(ours, np.ndarray) and not rules.numpy_arrays:
        return "a NumPy array, where an array of symnp is due"
    if not mine and not isinstance(ours, (np.ndarray, np.generic)):
        return f"{_kind(ours)}, where NumPy gives {_kind(theirs)}"
    if not mine and type(ours) is not type(theirs):
        return f"{_kind(ours)}, where NumPy gives {_kind(theirs)}"
    return _layouts(ours, theirs) or (_computed(ours, theirs) if rules.values else None)


def _layouts(ours: Any, theirs: Any) -> str | None:
    for what in ("dtype", "shape", "strides"):
        a, b = getattr(ours, what), getattr(theirs, what)
        if a != b:
            return f"{what} {a}, where NumPy's is {b}"
    ours_is_scalar, theirs_is_scalar = isinstance(ours, np.generic), isinstance(theirs, np.generic)
    if ours_is_scalar != theirs_is_scalar:
        return "a scalar, where NumPy gives an array" if ours_is_scalar else "an array, where NumPy gives a scalar"
    return None


def _computed(ours: Any, theirs: Any) -> str | None:
    value = symnp.compute(ours) if issubclass(type(ours), symnp.Array) else ours
    if isinstance(theirs, np.ma.MaskedArray) and not np.array_equal(value.mask, theirs.mask):
        return "another mask than NumPy's"
    a, b = np.asarray(value), np.asarray(theirs)
    if (a.dtype, a.shape) != (b.dtype, b.shape):
        return f"computing gives {a.dtype} of shape {a.shape}, where NumPy's is {b.dtype} of shape {b.shape}"
    differing = ~_same(a, b)
    if not differing.any():
        return None
    at = tuple(int(i) for i in np.argwhere(differing)[0])
    return f"{int(differing.sum())} of {a.size} values differ, at {at}: {a[at]!r}, where NumPy gives {b[at]!r}"


def _same(a: Any, b: Any) -> Any:
    """Mark the elements of two arrays of one dtype and shape that have the same bytes."""
    if a.dtype.names:
        found = np.ones(a.shape, bool)
        for name in a.dtype.names:
            one = _same(a[name], b[name])
            found &= one.all(axis=tuple(range(a.ndim, one.ndim)))
        return found
    if a.dtype.kind == "c":
        return _same(a.real, b.real) & _same(a.imag, b.imag)
    if a.dtype.kind == "f":
        # Signs tell zeros apart; bytes would not do, because those that pad a long double hold anything.
        return ((a == b) & (np.signbit(a) == np.signbit(b))) | (np.isnan(a) & np.isnan(b))
    if a.dtype.kind in "mM":
        return a.astype("i8") == b.astype("i8")
    if a.dtype.kind in "OT":
        same = [_same_object(*pair) for pair in zip(a.ravel().tolist(), b.ravel().tolist(), strict=True)]
        return np.array(same, bool).reshape(a.shape)
    return np.asarray(a == b)


def _same_object(a: Any, b: Any) -> bool:
    if type(a) is not type(b):
        return False
    if isinstance(a, (float, complex, np.ndarray)):
        a, b = np.asarray(a), np.asarray(b)
        return (a.dtype, a.shape) == (b.dtype, b.shape) and bool(_same(a, b).all())
    if isinstance(a, (tuple, list)):
        return len(a) == len(b) and all(map(_same_object, a, b))
    return bool(a is b or a == b)
