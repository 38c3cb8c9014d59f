"""The stubs ``*.pyi`` of the modules whose names are found at run time, written from the installed NumPy.

Without them a type checker or an editor would see but the few names that stand in the source. A stub names:

- symnp's own functions and classes, from the private modules where they are written;
- NumPy's classes, constants and functions that symnp uses as they are, from NumPy;
- NumPy's ufuncs as instances of symnp's class of them;
- NumPy's other functions, with their parameters, and with what they give on arrays as `symnp._coverage.returned` tells.
"""

from __future__ import annotations

import ast
import builtins
import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

import numpy as np

import symnp
from symnp._coverage.returned import class_of, returned, type_of
from symnp._namespace.ufuncs import Ufunc

SERIES = ".".join(np.__version__.split(".")[:2])
"""The installed NumPy's series, whose names and signatures the stubs have."""
_HEADER = f"# Written by `python -m symnp stubs` from NumPy {SERIES}: whoever changes it changes what writes it.\n"
_WIDTH = 120
_HOMES = {"Array": "symnp._array.array", "Ufunc": "symnp._namespace.ufuncs", "dtype": "numpy"}
"""Where the classes that annotations speak of are imported from."""
_LEFT_OUT = type("LeftOut", (), {"__repr__": lambda _: "..."})()
"""What stands for a default value."""


@dataclass
class _Stub:
    """The parts of a stub, by the names that they give."""

    imports: dict[str, str] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    classes: dict[str, dict[str, str]] = field(default_factory=dict)
    functions: dict[str, tuple[list[str], str]] = field(default_factory=dict)


def modules() -> tuple[ModuleType, ...]:
    """Return the modules that find names at run time."""
    return tuple(one for one in (symnp, symnp.fft, symnp.linalg, symnp.random) if "__getattr__" in vars(one))


def stubs() -> dict[str, str]:
    """Return the text of every stub, by the name of its file: "__init__.pyi", "linalg.pyi"."""
    return {file_name(module): stub(module) for module in modules()}


def file_name(module: ModuleType) -> str:
    """Return the name of the file that a module's stub is written to."""
    return (module.__name__.partition(".")[2] or "__init__") + ".pyi"


def stub(module: ModuleType) -> str:
    """Return the text of a module's stub.

    Parameters
    ----------
    module : module
        symnp, or a module of symnp's that NumPy has, too.

    Returns
    -------
    str
        Python source, laid out as the formatter lays it out.
    """
    within = module.__name__.partition(".")[2]
    theirs = getattr(np, within) if within else np
    public = {name for name in dir(module) if hasattr(module, name)}  # NumPy 2.1 lists names that are not public.
    imported, annotated = _written(module)
    parts = _Stub()
    for name in sorted({*public, *annotated}, key=_order):
        ours, original = getattr(module, name), getattr(theirs, name, None)
        if name in imported:
            parts.imports[name] = imported[name]
        elif ours is original:
            parts.imports[name] = theirs.__name__
        elif isinstance(ours, Ufunc) or not callable(ours):
            parts.values[name] = annotated.get(name, "Ufunc" if isinstance(ours, Ufunc) else "Any")
        else:
            values = returned(f"{within}.{name}".lstrip("."))
            # Where NumPy's bool is a name of the module, Python's needs a longer one.
            given = re.sub(r"\bbool\b", "builtins.bool" if "bool" in public else "bool", type_of(values))
            parts.functions[name] = parameters(original), given
            if class_of(values):
                parts.classes[given] = class_of(values)
    return _text(parts, sorted(public, key=_order))


def _written(module: ModuleType) -> tuple[dict[str, str], dict[str, str]]:
    """Return the public names that stand in a module's source: those it imports from symnp, and those it annotates."""
    imported, annotated = {}, {}
    for line in ast.parse(inspect.getsource(module)).body:
        if isinstance(line, ast.ImportFrom) and str(line.module).startswith("symnp"):
            names = {one.name for one in line.names if one.asname in (None, one.name)}
            imported.update(dict.fromkeys(names & {*dir(module)}, str(line.module)))
        elif isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
            annotated[line.target.id] = ast.unparse(line.annotation)
    return imported, annotated


def parameters(original: Any) -> list[str]:
    """Return the parameters of a function as a stub writes them, with the markers ``/`` and ``*`` among them.

    Parameters
    ----------
    original : callable
        One of NumPy's functions; those that do not tell their parameters may take any.
    """
    try:
        known = inspect.signature(original).parameters.values()
    except ValueError:
        return ["*args: Any", "**kwargs: Any"]
    defaults = {True: inspect.Parameter.empty, False: _LEFT_OUT}
    shown = [one.replace(annotation=Any, default=defaults[one.default is one.empty]) for one in known]
    return [part for part in str(inspect.Signature(shown))[1:-1].split(", ") if part]


def _order(name: str) -> tuple[int, list[str | int]]:
    """Return the key by which linters sort names: constants, classes, all else, and numbers in them as numbers."""
    kind = 0 if len(name) > 1 and name.isupper() else 1 if name[:1].isupper() else 2
    return kind, [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", name)]


def _text(parts: _Stub, public: list[str]) -> str:
    blocks = [_block("__all__ = [", [f'"{name}"' for name in public], "]", together=False)]
    blocks += [_named_tuple(name, fields) for name, fields in parts.classes.items()]
    blocks += ["".join(f"{name}: {kind}\n" for name, kind in parts.values.items())]
    blocks += ["".join(_function(name, *parts.functions[name]) for name in parts.functions)]
    return "\n".join(filter(None, [_HEADER + _suppressed(parts), *_imports(parts), *blocks]))


def _named_tuple(name: str, fields: dict[str, str]) -> str:
    return f"class {name}(NamedTuple):\n" + "".join(f"    {one}: {kind}\n" for one, kind in fields.items())


def _function(name: str, taken: list[str], given: str) -> str:
    return _block(f"def {name}(", taken, f") -> {given}: ...")


def _block(start: str, items: list[str], end: str, *, together: bool = True) -> str:
    """Return items between brackets: on one line, else on a line of their own, else on a line each."""
    listed = ", ".join(items)
    if len(start + listed + end) <= _WIDTH:
        return f"{start}{listed}{end}\n"
    if together and len(listed) + 4 <= _WIDTH:
        return f"{start}\n    {listed}\n{end}\n"
    return f"{start}\n" + "".join(f"    {item},\n" for item in items) + f"{end}\n"


def _suppressed(parts: _Stub) -> str:
    """Return what tells the linter that NumPy's names may be those of builtins, and in capitals."""
    taken = {item.partition(":")[0] for items, _ in parts.functions.values() for item in items}
    shadowing = {"A001": {*parts.functions}, "A002": taken, "A004": {*parts.imports}}
    codes = [code for code, names in shadowing.items() if names & {*dir(builtins)}]
    codes += ["N803"] if any(name != name.lower() for name in taken) else []
    return f"# ruff: noqa: {', '.join(codes)}  They are NumPy's names.\n" if codes else ""


def _imports(parts: _Stub) -> Iterator[str]:
    """Yield the imports, section by section: Python's, NumPy's and symnp's."""
    kinds = [*parts.values.values(), *[given for _, given in parts.functions.values()]]
    kinds += [kind for fields in parts.classes.values() for kind in fields.values()]
    used = set(re.findall(r"\w+", " ".join(kinds)))
    typing = "Any, NamedTuple" if parts.classes else "Any"
    yield ("import builtins\n" if "builtins" in used else "") + f"from typing import {typing}\n"
    lines = [(module, name, f"{name} as {name}") for name, module in parts.imports.items()]
    lines += [(_HOMES[name], name, name) for name in _HOMES.keys() & used - parts.imports.keys()]
    lines.sort(key=lambda line: (line[0], _order(line[1])))
    for section in ("numpy", "symnp"):
        yield "".join(f"from {module} import {what}\n" for module, _, what in lines if module.startswith(section))
