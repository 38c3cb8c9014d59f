"""NumPy's submodules: their functions as ours, all else as it is."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

from symnp._namespace.named import named


def names_of(module: ModuleType) -> tuple[Callable[[str], Any], list[str]]:
    """Return what finds the names of one of NumPy's submodules, and these names."""
    names = sorted(getattr(module, "__all__", None) or [name for name in dir(module) if not name.startswith("_")])

    def find(name: str) -> Any:
        if name.startswith("_") or not hasattr(module, name):
            raise AttributeError(f"module 'symnp.{module.__name__.rpartition('.')[2]}' has no attribute {name!r}")
        found = getattr(module, name)
        return found if isinstance(found, (type, ModuleType)) or not callable(found) else named(found)

    return find, names
