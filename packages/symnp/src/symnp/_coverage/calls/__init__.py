"""The calls that each name is held against NumPy with: tables written by hand, and generated calls of ufuncs."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from symnp._coverage.calls.ufuncs import generated

_PREFIXES = {
    "linalg": "linalg.",
    "fft": "fft.",
    "random": "random.Generator.",
    "methods": "ndarray.",
    "dunders": "ndarray.",
}
"""By table: what stands before its names."""
_GENERATED = "ufuncs"


@cache
def table() -> dict[str, tuple[str, ...]]:
    """Return the calls of every name, by its qualified name.

    Returns
    -------
    dict of str to tuple of str
        Each call is Python source: statements, and as the last part, after "; ", the expression whose value counts.
    """
    found: dict[str, tuple[str, ...]] = dict(generated())
    for module in sorted(info.name for info in iter_modules(__path__) if info.name != _GENERATED):
        calls: dict[str, tuple[str, ...]] = import_module(f"{__name__}.{module}").CALLS
        prefix = _PREFIXES.get(module, "")
        found.update({prefix + _within(name, prefix): written for name, written in calls.items()})
    return found


def _within(name: str, prefix: str) -> str:
    """Take the section off a name, where the table gives it: "linalg.norm" is "norm" of linalg."""
    for start in (prefix, prefix.partition(".")[2]):
        name = name.removeprefix(start) if start else name
    return name
