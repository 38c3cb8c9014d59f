"""Where the CuPy stand-in lies, and how to import it for a while."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

_MODULES = ("cupy", "cupyx")
_HERE = Path(__file__).resolve()
# In a checkout, and where a wheel was installed.
_FOLDERS = (_HERE.parents[2] / "standin", _HERE.parent / "_standin")


def standin_path() -> Path:
    """Return the folder that makes ``import cupy`` find the stand-in when it is on the path.

    Returns
    -------
    Path
        ``testing/standin`` of the checkout, or the copy that a wheel of this kit holds.

    Raises
    ------
    FileNotFoundError
        If it is at neither place.
    """
    for folder in _FOLDERS:
        if (folder / "cupy" / "__init__.py").exists():
            return folder
    raise FileNotFoundError(
        f"the CuPy stand-in is not at {' or '.join(map(str, _FOLDERS))}: install testing/ anew from the checkout"
    )


@contextmanager
def activated() -> Iterator[ModuleType]:
    """Import the stand-in as ``cupy``, and forget it afterwards.

    Yields
    ------
    module
        The stand-in.

    Raises
    ------
    RuntimeError
        If a cupy has been imported already.
    """
    if "cupy" in sys.modules:
        raise RuntimeError(f"cupy is imported already, from {sys.modules['cupy'].__file__}: begin a new process")
    folder = str(standin_path())
    sys.path.insert(0, folder)
    try:
        yield importlib.import_module("cupy")
    finally:
        sys.path.remove(folder)
        for name in [name for name in sys.modules if name.split(".")[0] in _MODULES]:
            del sys.modules[name]
