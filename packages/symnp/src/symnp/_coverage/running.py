"""Running a call: Python source whose last part is an expression."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from types import CodeType
from typing import Any

import numpy as np


@lru_cache(maxsize=8192)
def parsed(call: str) -> ast.Module:
    """Return the syntax tree of a call.

    Raises
    ------
    ValueError
        If its last part is no expression.
    """
    tree = ast.parse(call)
    if not tree.body or not isinstance(tree.body[-1], ast.Expr):
        raise ValueError(f"the last part of a call is the expression whose value counts, but got {call!r}")
    return tree


@lru_cache(maxsize=8192)
def letters(call: str) -> frozenset[str]:
    """Return the names that a call uses; those of inputs are among them."""
    return frozenset(node.id for node in ast.walk(parsed(call)) if isinstance(node, ast.Name))


@lru_cache(maxsize=8192)
def _compiled(call: str) -> tuple[CodeType, CodeType]:
    tree = parsed(call)
    last = tree.body[-1]
    assert isinstance(last, ast.Expr)
    statements = ast.Module(body=tree.body[:-1], type_ignores=[])
    return compile(statements, call, "exec"), compile(ast.Expression(last.value), call, "eval")


def run(call: str, np_: Any, inputs: dict[str, Any]) -> Any:
    """Return the value of a call, with a module for ``np`` and inputs by letter."""
    statements, expression = _compiled(call)
    scope = {"np": np_, **inputs}
    exec(statements, scope)  # noqa: S102  The calls are our own tables.
    return eval(expression, scope)  # noqa: S307  Likewise.


@contextmanager
def undisturbed() -> Iterator[None]:
    """Silence warnings, and set back whatever a call changes in how NumPy reports errors and prints."""
    with warnings.catch_warnings(), np.errstate(all="ignore"), np.printoptions():
        warnings.simplefilter("ignore")
        yield
