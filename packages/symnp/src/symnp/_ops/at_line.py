"""NumPy called as if from the line where the user built an operation: there its warnings and tracebacks point.

Warnings are attributed to the frame that calls NumPy. Each line gets a function of its own whose code claims to stand
there, so warnings appear once a line, are filtered, and are turned into errors, as they would be in eager code.
"""

from __future__ import annotations

import builtins
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

from symnp._graph.node import Node, SourceLine


def call_at(node: Node, function: Callable[..., Any], values: Sequence[Any], options: Any = (), **more: Any) -> Any:
    """Return ``function(*values, **dict(options), **more)``, called from the line where a node was built."""
    keywords = dict(options) | more
    return function(*values, **keywords) if node.line is None else _caller(node.line)(function, values, keywords)


def as_if_at(line: SourceLine | None, function: FunctionType) -> FunctionType:
    """Return a function of three lines, of which the second calls NumPy, as if that line stood where the user wrote.

    It may use names of its closure and builtins only.
    """
    if line is None:
        return function
    return FunctionType(_code_at(line, function.__code__), _names(line), closure=function.__closure__)


def _call(function: Callable[..., Any], values: Sequence[Any], keywords: dict[str, Any]) -> Any:
    return function(*values, **keywords)


_OFFSET = 1  # The call stands on the line after the one on which the function begins.


@lru_cache(maxsize=4096)
def _caller(line: SourceLine) -> Callable[..., Any]:
    return FunctionType(_code_at(line, _call.__code__), _names(line))


@lru_cache(maxsize=4096)
def _code_at(line: SourceLine, code: CodeType) -> CodeType:
    file, number = line
    return code.replace(co_filename=file, co_firstlineno=number - _OFFSET, co_name="<symnp>")


@lru_cache(maxsize=4096)
def _names(line: SourceLine) -> dict[str, Any]:
    # One for all that stands on a line: here Python notes what it has warned of. The name decides which filters of warnings apply, as the module's does.
    return {"__name__": Path(line[0]).stem, "__builtins__": builtins}
