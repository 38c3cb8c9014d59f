"""The arrays of `inputs`, huge and without data, and smaller ones of the same shapes to rehearse calls with on NumPy."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

import symnp
from symnp._coverage.inputs import GENERATOR, LETTERS, Inputs

SIDE = 10**6
"""A square of this side has 1e12 elements."""
REHEARSAL = 64
"""The side of the arrays to rehearse with. Like `SIDE` it is a cube and a sixth power, so that all shapes scale alike."""
LONG = ("V", "W", "K", "Z", "B")
HUGE_LETTERS = (*LETTERS, *LONG)
"""The letters of `inputs`, and `LONG`: one-dimensional arrays of as many elements as ``x``."""

_SHAPES = {  # In powers of the side's sixth root; what is not listed is a square.
    **dict.fromkeys(["v", "w", "r", "k", "d", "l", "rec"], (6,)),
    **dict.fromkeys(LONG, (12,)),
    "t": (4, 4, 4),
    "q": (2, 5, 5),
    "a0": (),
}
ARRAYS = tuple(letter for letter in HUGE_LETTERS if letter != GENERATOR)
LARGE = tuple(letter for letter in ARRAYS if sum(_SHAPES.get(letter, (6, 6))) == 12 and letter != "e")
"""The letters whose arrays have as many elements as ``x``."""

_DTYPES: dict[str, Any] = {
    **dict.fromkeys(["i", "j", "k", "K"], "i8"),
    **dict.fromkeys(["b", "c", "B"], "?"),
    **dict.fromkeys(["z", "h", "Z"], "c16"),
    "f": "f4",
    "u": "u1",
    "d": "M8[D]",
    "l": "<U5",
    "rec": [("a", "f8"), ("b", "i4", (2,))],
}


def _shape(letter: str, side: int) -> tuple[int, ...]:
    if letter == "e":
        return (0, side)
    root = round(side ** (1 / 6))
    return tuple(root**power for power in _SHAPES.get(letter, (6, 6)))


def _leaf(letter: str, side: int) -> Any:
    if letter == GENERATOR:
        return symnp.random.Generator(symnp.random.PCG64(7))
    leaf = symnp.spec(_shape(letter, side), _DTYPES.get(letter, "f8"))
    return leaf.T if letter == "m" else leaf


def without_data(letters: Iterable[str]) -> Inputs:
    """Make symnp arrays without data: a square has `SIDE` rows, and cubes have as many elements."""
    return {letter: _leaf(letter, SIDE) for letter in sorted(set(letters) & set(HUGE_LETTERS))}


def _values(letter: str) -> Any:
    """Return values with which linear algebra, sorting and choosing work."""
    shape, dtype = _shape(letter, REHEARSAL), np.dtype(_DTYPES.get(letter, "f8"))
    size = int(np.prod(shape))
    mixed = np.arange(size) * 7919 % max(size, 1)
    if letter in "sphq":
        return (np.eye(shape[-1]) * 2 + np.ones(shape) / size).astype(dtype)
    if letter == "k":
        return mixed % 3
    if letter == "r":
        return np.arange(float(size))
    if dtype.kind in "UV":
        return np.zeros(shape, dtype) if dtype.kind == "V" else mixed.astype(dtype)
    return (mixed / size - 0.5 if dtype.kind in "fc" else mixed % 11).reshape(shape).astype(dtype)


def rehearsed(letters: Iterable[str]) -> Inputs:
    """Make NumPy arrays whose shapes are those of `without_data` with `REHEARSAL` for `SIDE`."""
    found = {letter: _values(letter) for letter in sorted(set(letters) & {*HUGE_LETTERS} - {GENERATOR})}
    if "m" in found:
        found["m"] = np.asfortranarray(found["m"])
    if GENERATOR in letters:
        found[GENERATOR] = np.random.Generator(np.random.PCG64(7))
    return found
