"""Write one page a package that lists everything it exports, so that a new name needs no edit of the docs."""

from __future__ import annotations

import importlib
import inspect
import shutil
from pathlib import Path
from types import ModuleType

import numpy

from generate.packages import module_name, package_folders


def write_api_pages(root: Path, into: Path) -> None:
    """Write the page of every package, and nothing of packages that are gone."""
    shutil.rmtree(into, ignore_errors=True)
    into.mkdir(parents=True)
    for folder in package_folders(root):
        module = importlib.import_module(module_name(folder))
        (into / f"{folder.name}.rst").write_text(api_page(folder.name, module), "utf-8")


def api_page(title: str, module: ModuleType) -> str:
    """Return the page: classes, functions, errors, submodules, then what is reached without being in `__all__`."""
    heading = f"{title}: what it exports"
    lines = [heading, "=" * len(heading), "", f".. currentmodule:: {module.__name__}", ""]
    for group, names in grouped(module).items():
        lines += [group, "-" * len(group), "", ".. autosummary::", f"   :toctree: {title}", ""]
        lines += [*(f"   {name}" for name in names), ""]
    return "\n".join([*lines, *further(module)]) + "\n"


def grouped(module: ModuleType) -> dict[str, list[str]]:
    """Return the public names by kind, without empty kinds and without what carries NumPy's docstring."""
    groups: dict[str, list[str]] = {"Classes": [], "Functions": [], "Errors": [], "Modules": [], "Values": []}
    for name in sorted(module.__all__):
        if not name.startswith("__") and not is_numpys(module, name):
            groups[kind(getattr(module, name))].append(name)
    return {group: names for group, names in groups.items() if names}


def is_numpys(module: ModuleType, name: str) -> bool:
    """Whether a name means what NumPy means by it, and is described there."""
    thing = getattr(module, name)
    return hasattr(thing, "numpy_original") or getattr(numpy, name, module) is thing


def kind(thing: object) -> str:
    """Return the heading under which a public object is listed."""
    if inspect.ismodule(thing):
        return "Modules"
    if inspect.isclass(thing):
        return "Errors" if issubclass(thing, BaseException) else "Classes"
    return "Functions" if callable(thing) else "Values"


def further(module: ModuleType) -> list[str]:
    """List what else there is: NumPy's own names, which carry NumPy's docstrings."""
    public = {name for name in (*dir(module), *module.__all__) if not name.startswith("_") and name != "annotations"}
    names = sorted(n for n in public if is_numpys(module, n) or (n not in module.__all__ and hasattr(numpy, n)))
    names = [name for name in names if not inspect.ismodule(getattr(module, name))]
    if not names:
        return []
    heading = "Under NumPy's names, with NumPy's meaning"
    return [heading, "-" * len(heading), "", ", ".join(f"``{name}``" for name in names), ""]
