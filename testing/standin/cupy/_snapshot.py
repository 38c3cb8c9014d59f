"""What the real CuPy has, as written down by snapshot.py: the table behind every name of the stand-in."""

from __future__ import annotations

import inspect
import json
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parents[1] / "cupy-14.2.0.json"
# Names that the real modules have only because of how they are written, or that mean the machine, not arrays.
_NO_API = {"annotations", "config", "test"}


@cache
def table() -> dict[str, Any]:
    """Return the whole table."""
    found: dict[str, Any] = json.loads(_FILE.read_text())
    return found


def names(namespace: str, *kinds: str) -> list[str]:
    """Return the names that a namespace has, of some kinds."""
    return [name for name, entry in table()[namespace].items() if entry["kind"] in kinds and name not in _NO_API]


def signature(namespace: str, name: str) -> inspect.Signature | None:
    """Return the signature that CuPy's function has, or None where it does not tell."""
    texts = table()[namespace][name].get("signature")
    if texts is None:
        return None
    try:
        return inspect.Signature([_parameter(text) for text in texts])
    except ValueError:  # The real one lists a required parameter behind an optional one.
        return None


def _parameter(text: str) -> inspect.Parameter:
    kind, _, rest = text.partition(" ")
    name, given, default = rest.lstrip("*").partition("=")
    return inspect.Parameter(name, inspect._ParameterKind[kind], default=default if given else inspect.Parameter.empty)
