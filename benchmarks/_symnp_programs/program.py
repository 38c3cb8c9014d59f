"""A program as a NumPy user writes it, the best that is known by hand, and how other libraries want it written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Program:
    """One program of the benchmark.

    Parameters
    ----------
    written : callable
        The program as written: the namespace, then the data. Its name is the program's.
    data : callable
        Makes the arrays that it works on, the same at every call.
    best : callable, optional
        The quickest form in plain NumPy that is known, written by hand: the data, without a namespace.
    level : str, default "exact"
        The level of rewriting that is allowed to come to the best form.
    forms : mapping of str to callable, optional
        By library: the program in the only form in which that library runs it; for numexpr the data, without a namespace.
    cannot : mapping of str to str, optional
        By library: why it does not run the program in any form near to the one written.
    """

    written: Callable[..., Any]
    data: Callable[[], tuple[Any, ...]]
    best: Callable[..., Any] | None = None
    level: str = "exact"
    forms: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    cannot: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Its name, which is a size of the claim."""
        return self.written.__name__

    def form(self, library: str) -> Callable[..., Any]:
        """Return the program as a library wants it."""
        return self.forms.get(library, self.written)


def random(*shape: int, count: int = 1) -> tuple[Any, ...]:
    """Return arrays of numbers from 0 to 1, the same at every call."""
    import numpy

    generator = numpy.random.default_rng(0)
    return tuple(generator.random(shape) for _ in range(count))
