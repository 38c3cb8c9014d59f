"""Imports of numpy that give symnp: in the user's own files only, and wherever in them they stand.

Python asks ``builtins.__import__`` for every import statement. Ours looks at the file that the statement stands in. That
leaves the user's code as it is, line numbers, caches of compiled code and all, and needs no part in how modules are found
and loaded. Two other ways were weighed: to rewrite import statements when a module is loaded, which must then compile each
file itself and misses code that is executed from text; and to give each module builtins of its own, which no longer see
what is added to Python's later, and needs a hook on loading as well.
"""

from __future__ import annotations

import builtins
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from symnp._trace.stand_in import NUMPY, STAND_INS
from symnp._trace.user_code import UserCode


@contextmanager
def numpy_replaced(user: UserCode) -> Iterator[None]:
    """Give the user's own files symnp for numpy within a ``with`` block."""
    original = builtins.__import__

    def import_(
        name: str,
        globals: Mapping[str, object] | None = None,  # noqa: A002  Python's names.
        locals: Mapping[str, object] | None = None,  # noqa: A002
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> Any:
        found = original(name, globals, locals, fromlist or (), level)
        if level or not (name == "numpy" or name.startswith("numpy.")):
            return found
        if not user.owns(sys._getframe(1).f_code.co_filename):
            return found
        # Without names after it, a statement binds the outermost module.
        return STAND_INS.get(name, found) if fromlist else NUMPY

    builtins.__import__ = import_
    try:
        yield
    finally:
        builtins.__import__ = original
