"""Code that asks what it was given: isinstance, dtypes, single dispatch, patterns, annotations."""

from __future__ import annotations

from dataclasses import dataclass
from functools import singledispatch
from numbers import Number

import numpy as np
from numpy.typing import NDArray


@dataclass
class Series:
    name: str
    values: np.ndarray

    def __post_init__(self):
        if not isinstance(self.values, np.ndarray):
            raise TypeError(f"{self.name}: an array is needed, not {type(self.values).__name__}")


@singledispatch
def describe(thing) -> str:
    return f"something: {thing}"


@describe.register
def _(thing: np.ndarray) -> str:
    return f"array of {thing.dtype}, {thing.shape}"


@describe.register(Number)
@describe.register(np.generic)
def _(thing) -> str:
    return f"number: {thing}"


def kind(x: NDArray | float) -> str:
    if np.issubdtype(np.asarray(x).dtype, np.integer):
        return "whole"
    return {"f": "real", "c": "complex", "b": "logical"}.get(np.asarray(x).dtype.kind, "other")


def halved(x):
    match x:
        case np.ndarray(ndim=0):
            return "a point"
        case np.ndarray() if x.dtype == np.bool_:
            return ~x
        case np.ndarray():
            return x / 2
        case [*items]:
            return [halved(item) for item in items]
        case _:
            return x / 2


def main():
    x = np.arange(6).reshape(2, 3)
    for thing in (x, x + 0.5, x > 2, x * 1j, x.sum(), x.mean(), 3, "text", [1, 2]):
        array, scalar = isinstance(thing, np.ndarray), np.isscalar(thing)
        text = kind(thing) if isinstance(thing, (np.ndarray, Number, np.generic)) else "-"
        print(f"{describe(thing):32s} {array!s:5} {scalar!s:5} {text}")
    print(halved(x), halved([4, x[0]]), halved(x > 2), halved(np.array(1.0)))
    print(Series("good", np.zeros(2)))
    try:
        Series("bad", [1, 2])
    except TypeError as error:
        print(error)
    total = x.sum()
    print(isinstance(total, np.integer), isinstance(total, np.ndarray), isinstance(x.mean(), float), total == 15)
    print(x.dtype is np.dtype(int), np.result_type(x, np.float32), np.can_cast(x.dtype, "f4"), np.finfo(np.float32).eps)
    print(issubclass(np.ndarray, object), np.ndarray.__name__, np.pi, np.newaxis, x[:, np.newaxis].shape)


main()
