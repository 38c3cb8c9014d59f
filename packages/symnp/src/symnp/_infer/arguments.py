"""What a function is called with, taken apart into a hashable template and the arrays that were in it."""

from __future__ import annotations

import struct
from collections.abc import Callable, Hashable, Sequence
from typing import Any, NamedTuple

import numpy as np

from symnp._layout.index import Place


class Items(NamedTuple):
    """A list, tuple, dictionary or slice of templates."""

    kind: Any
    items: tuple[Any, ...]


class Given(NamedTuple):
    """Where in a result one of the operands goes, as it is."""

    number: int


class Fixed:
    """A value that is no array, compared by what can make a difference."""

    __slots__ = ("key", "value")

    def __init__(self, value: Any) -> None:
        self.value = value
        self.key: Hashable = identity(value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Fixed) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)

    def __repr__(self) -> str:
        return repr(self.value)


def identity(value: Any) -> Hashable:
    """Return a key that tells 1, 1.0, True, 0.0 and -0.0 apart, and one NaN from another."""
    if isinstance(value, np.generic):
        return type(value), value.dtype, value.tobytes()
    if type(value) is float:
        return float, struct.pack("d", value)
    if type(value) is complex:
        return complex, struct.pack("2d", value.real, value.imag)
    try:
        hash(value)
    except TypeError:
        return type(value), id(value)  # The template keeps the value alive, so its id stays its own.
    return type(value), value


def taken_apart(value: Any, find: Callable[[Any], Place | Given | None]) -> Any:
    """Return the template of a value; `find` says where an array goes, and None of what is none."""
    place = find(value)
    if place is not None:
        return place
    if getattr(type(value), "is_length", False):
        return Fixed(int(value))
    if isinstance(value, dict):
        return Items(dict, tuple([(Fixed(key), taken_apart(item, find)) for key, item in sorted(value.items())]))
    if isinstance(value, (list, tuple)):
        return Items(type(value), tuple([taken_apart(item, find) for item in value]))
    if callable(value):
        return Fixed(getattr(value, "numpy_original", value))  # NumPy calls it with arrays of its own.
    if isinstance(value, slice):
        return Items(slice, tuple([taken_apart(part, find) for part in (value.start, value.stop, value.step)]))
    return Fixed(value)


class Gathered(list[Any]):
    """The arrays found while something is taken apart: `convert` makes what is kept of one, and None of what is none."""

    def __init__(self, convert: Callable[[Any], Any | None], first: tuple[Any, Any] | None = None) -> None:
        """Begin with nothing, or with an object that is known already and what is kept of it."""
        super().__init__(() if first is None else (first[1],))
        self._convert, self._known = convert, first

    def __call__(self, one: Any) -> Place | None:
        """Return the place of an array."""
        if self._known is not None and one is self._known[0]:
            return Place(0)
        kept = self._convert(one)
        if kept is None:
            return None
        self.append(kept)
        return Place(len(self) - 1)


def put_together(template: Any, arrays: Sequence[Any], given: Sequence[Any] = ()) -> Any:
    """Return the value of a template with these arrays in it, and with operands that were given."""
    if isinstance(template, Place):
        return arrays[template.number]
    if isinstance(template, Given):
        return given[template.number]
    if isinstance(template, Fixed):
        return template.value
    kind, items = template
    if kind is dict:
        return {key.value: put_together(item, arrays, given) for key, item in items}
    parts = [put_together(item, arrays, given) for item in items]
    if kind is list:
        return parts
    return kind(parts) if kind is tuple else kind(*parts)  # What is left are slices and named tuples.


def whole_numbers(template: Any) -> list[int]:
    """Return the whole numbers that stand in a template: they may be lengths."""
    if isinstance(template, Fixed):
        return [template.value] if type(template.value) is int else []
    return [] if isinstance(template, Place) else [n for item in template[1] for n in whole_numbers(_item(item))]


def with_numbers(template: Any, numbers: dict[int, int]) -> Any:
    """Return a template with other whole numbers in it."""
    if isinstance(template, Fixed):
        value = template.value
        return Fixed(numbers[value]) if type(value) is int and value in numbers else template
    if isinstance(template, Place):
        return template
    kind, items = template
    if kind is dict:
        return Items(dict, tuple([(key, with_numbers(item, numbers)) for key, item in items]))
    return Items(kind, tuple([with_numbers(item, numbers) for item in items]))


def _item(item: Any) -> Any:
    """Return the value of an entry of a dictionary, and all else as it is."""
    return item[1] if type(item) is tuple else item
