"""Arrays shown as NumPy shows them: a script that prints a list of numbers prints the numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from symnp._array.array import Array
from symnp._array.length import Length
from symnp._array.unsized import Unsized


def _values(self: Any) -> str:
    return repr(self._value())


@contextmanager
def shown_as_numpys() -> Iterator[None]:
    """Let `repr` compute within a ``with`` block."""
    shows: dict[type, Callable[..., str]] = {Array: _values, Unsized: _values, Length: lambda self: str(int(self))}
    before = {cls: cls.__repr__ for cls in shows}
    _show(shows)
    try:
        yield
    finally:
        _show(before)


def _show(shows: Mapping[type, Callable[..., str]]) -> None:
    for cls, show in shows.items():
        cls.__repr__ = show  # type: ignore[method-assign]
