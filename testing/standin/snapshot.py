"""Write down the public names and signatures of the installed CuPy: run it with an interpreter that has the real wheel.

The wheel imports without a GPU driver, so any machine can do it:

    python testing/standin/snapshot.py testing/standin/cupy-14.2.0.json
"""

from __future__ import annotations

import inspect
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

sys.path = [
    entry for entry in sys.path if Path(entry or ".").resolve() != Path(__file__).resolve().parent
]  # The real one.


def signature(thing: Any) -> list[str] | None:
    """Return the parameters as texts such as ``KEYWORD_ONLY axis=None``, or None where the function does not tell."""
    try:
        parameters = inspect.signature(thing).parameters.values()
    except (TypeError, ValueError):
        return None
    return [f"{p.kind.name} {p.replace(annotation=p.empty)}" for p in parameters]


def kind(thing: Any) -> str:
    """Return what a name stands for."""
    if isinstance(thing, ModuleType):
        return "module"
    if type(thing).__name__ == "ufunc":
        return "ufunc"
    if isinstance(thing, type):
        return "class"
    return "function" if callable(thing) else "constant"


def describe(namespace: Any) -> dict[str, Any]:
    """Return kind and signature of every public name, and of the operators' names."""
    found = {}
    for name in sorted(dir(namespace)):
        if name.startswith("_") and not (name.startswith("__") and isinstance(namespace, type)):
            continue
        thing = getattr(namespace, name)
        what = kind(thing)
        found[name] = {"kind": what} | ({"signature": signature(thing)} if what == "function" else {})
    return found


def snapshot() -> dict[str, Any]:
    """Return the names of the namespaces and classes that the stand-in stands for."""
    import cupy

    return {
        "version": cupy.__version__,
        "cupy": describe(cupy),
        "cupy.linalg": describe(cupy.linalg),
        "cupy.fft": describe(cupy.fft),
        "cupy.random": describe(cupy.random),
        "cupy.ndarray": describe(cupy.ndarray),
        "cupy.random.Generator": describe(cupy.random.Generator),
        "cupy.random.RandomState": describe(cupy.random.RandomState),
    }


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(json.dumps(snapshot(), indent=1, sort_keys=True) + "\n")
