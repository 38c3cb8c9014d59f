"""A function named by text, so that a fresh process can find it: `module:function` or `path/to/file.py:function`."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

from monorepo_testing.paired.errors import ClaimError

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

# Modules loaded from a claim's file carry this, so that their functions are known again by their file.
_PREFIX = "_claim_file_"


def open_folder(folder: Path) -> None:
    """Let a claim import the files beside it; last on the path, so that benchmarks/numpy.py does not hide NumPy."""
    if str(folder) not in sys.path:
        sys.path.append(str(folder))


def load_file(path: Path) -> ModuleType:
    """Import a Python file under a name of its own; a second call gives the same module.

    Raises
    ------
    ClaimError
        If there is no such file.
    """
    resolved = path.resolve()
    name = f"{_PREFIX}{resolved.stem}_{crc32(str(resolved).encode()):08x}"
    if name in sys.modules:
        return sys.modules[name]
    spec = importlib.util.spec_from_file_location(name, resolved)
    if not resolved.is_file() or spec is None or spec.loader is None:
        raise ClaimError(f"there is no Python file {str(path)!r}: give the path of one")
    open_folder(resolved.parent)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module


def target_text(target: Callable[..., Any] | str, *, here: Path) -> str:
    """Name a function so that another process finds it.

    Parameters
    ----------
    target : callable or str
        A function at the top of a module, or its name already.
    here : Path
        The folder that relative paths start from.

    Returns
    -------
    str

    Raises
    ------
    ClaimError
        If it is a lambda, a nested function or an object without a name, or the text has no function.
    """
    if not isinstance(target, str):
        return _text_of_function(target)
    where, colon, name = target.rpartition(":")
    if not colon or not where or not name:
        raise ClaimError(f"got the target {target!r}: want 'module:function' or 'file.py:function'")
    return f"{(here / where).resolve()}:{name}" if where.endswith(".py") else target


def _text_of_function(function: Callable[..., Any]) -> str:
    name = getattr(function, "__qualname__", None)
    module = sys.modules.get(getattr(function, "__module__", None) or "")
    if name is None or module is None or "<" in name:
        raise ClaimError(f"got the target {function!r}: a fresh process finds only functions at the top of a module")
    where = module.__file__ if module.__name__.startswith(_PREFIX) else module.__name__
    return f"{where}:{name}"


def load_target(text: str) -> Callable[..., Any]:
    """Import the function that `target_text` named.

    Raises
    ------
    ClaimError
        If the module or file holds no such callable.
    """
    where, _, name = text.rpartition(":")
    found: Any = load_file(Path(where)) if where.endswith(".py") else importlib.import_module(where)
    for part in name.split("."):
        found = getattr(found, part, None)
    if not callable(found):
        raise ClaimError(f"{where} holds no function {name!r}")
    function: Callable[..., Any] = found
    return function
