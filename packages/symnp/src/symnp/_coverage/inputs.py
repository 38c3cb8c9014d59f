"""The arrays that calls are made on, by their letters.

Both sides of a comparison take fresh arrays of the same values and the same layout, because calls may write into them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

import symnp

Inputs = dict[str, Any]

_ORDER = np.arange(12)


def _shuffled(step: int, start: int) -> Any:
    """Return 0 to 11 in another order, as a matrix of three rows."""
    return ((_ORDER * step + start) % 12).reshape(3, 4)


def _x() -> Any:
    return (_shuffled(5, 3) - 5.3) * 0.7


def _y() -> Any:
    return (_shuffled(7, 2) - 4.6) * 0.45


def _s() -> Any:
    return np.array([[4.0, 1.25, -0.5, 0.25], [0.75, 5.0, 1.5, -1.0], [-0.25, 0.5, 3.5, 1.0], [1.75, -0.75, 0.5, 6.0]])


def _symmetric() -> Any:
    half = np.array([[3.0, 0.5, -0.25, 0.75], [0.0, 4.0, 1.0, -0.5], [0.0, 0.0, 3.5, 0.125], [0.0, 0.0, 0.0, 5.0]])
    return half + np.triu(half, 1).T


def _hermitian() -> Any:
    half = np.triu(_s(), 1) * 0.5j
    return _symmetric() + half + half.conj().T


def _with_nan() -> Any:
    values = _x()
    values[0, 1] = values[2, 3] = np.nan
    return values


def _records() -> Any:
    records = np.zeros(4, [("a", "f8"), ("b", "i4", (2,))])
    records["a"], records["b"] = [0.5, -1.5, 2.25, 0.0], np.arange(8).reshape(4, 2)
    return records


_MAKERS: dict[str, Callable[[], Any]] = {
    "x": _x,
    "y": _y,
    "f": lambda: _y().astype("f4"),
    "z": lambda: _x() + 1j * _y(),
    "i": lambda: _shuffled(5, 1),
    "j": lambda: _shuffled(7, 4) % 9 + 1,
    "u": lambda: (_shuffled(5, 2) * 21).astype("u1"),
    "b": lambda: _shuffled(5, 4) % 3 > 0,
    "c": lambda: _shuffled(7, 1) % 2 > 0,
    "n": _with_nan,
    "t": lambda: ((np.arange(24) * 7 + 5) % 24 - 10.4).reshape(2, 3, 4) * 0.3,
    "v": lambda: np.array([0.8, -1.7, 2.9, -0.4]),
    "w": lambda: np.array([1.3, -0.6, 2.1]),
    "r": lambda: np.array([0.25, 1.0, 2.5, 3.0]),
    "k": lambda: np.array([2, 0, 1, 2]),
    "s": _s,
    "p": _symmetric,
    "h": _hermitian,
    "q": lambda: np.stack([_s(), _s().T * 0.5 + np.eye(4)]),
    "o": lambda: np.zeros((3, 4)),
    "e": lambda: np.zeros((0, 4)),
    "d": lambda: np.array(["2024-02-28", "2024-03-01", "2023-12-30", "2024-01-15"], "M8[D]"),
    "m": lambda: np.asfortranarray(_y() * 2),
    "a0": lambda: np.array(2.5),
    "l": lambda: np.array(["pear", "fig", "apple", "kiwi"], "<U5"),
    "rec": _records,
}
GENERATOR = "g"
LETTERS = (*_MAKERS, GENERATOR)
"""The letter of each input; `make` says in what module the generator is one."""


def make(np_: Any, letters: Iterable[str] = LETTERS, *, wrapped: bool = False) -> Inputs:
    """Make fresh inputs.

    Parameters
    ----------
    np_ : module
        NumPy or symnp: what a call's ``np`` is, and whose generator ``g`` is.
    letters : iterable of str
        Which inputs; other names, as a call may use, are passed over.
    wrapped : bool, default False
        Whether the arrays are symnp's.

    Returns
    -------
    dict of str to object
        The inputs by letter.
    """
    return {letter: _one(np_, letter, wrapped) for letter in sorted(set(letters) & set(LETTERS))}


def _one(np_: Any, letter: str, wrapped: bool) -> Any:
    if letter == GENERATOR:
        return np_.random.Generator(np_.random.PCG64(7))
    array = _MAKERS[letter]()
    return symnp.asarray(array) if wrapped else array
