"""What the user wrote on a line, as far as its file can be read: proposals are made of the user's own names."""

from __future__ import annotations

import ast
import linecache
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TypeAlias

from symnp._graph.node import SourceLine

Brackets: TypeAlias = "int | tuple[Brackets, Brackets]"
"""How a product is bracketed: the place of a factor, or two products."""


@lru_cache(maxsize=64)
def _statements(file: str, version: int) -> tuple[ast.stmt, ...]:
    try:
        tree = ast.parse("".join(linecache.getlines(file)))
    except SyntaxError:
        return ()
    return tuple(node for node in ast.walk(tree) if isinstance(node, ast.stmt))


def statement_at(line: SourceLine | None) -> ast.stmt | None:
    """Return the smallest statement that covers a line, or None where there is no source."""
    return min(_covering(line), key=lambda one: ((one.end_lineno or 0) - one.lineno, -one.lineno), default=None)


def _covering(line: SourceLine | None) -> list[ast.stmt]:
    if line is None:
        return []
    file, number = line
    linecache.checkcache(file)
    statements = _statements(file, hash(tuple(linecache.getlines(file))))
    return [one for one in statements if one.lineno <= number <= (one.end_lineno or one.lineno)]


def scope_at(line: SourceLine) -> tuple[str, int]:
    """Return the file, and the line on which the innermost function begins, or zero outside of functions."""
    functions = [one.lineno for one in _covering(line) if isinstance(one, (ast.FunctionDef, ast.AsyncFunctionDef))]
    return line[0], max(functions, default=0)


def is_in_loop(line: SourceLine | None) -> bool:
    """Whether a line stands in a loop."""
    return any(isinstance(one, (ast.For, ast.While)) for one in _covering(line))


def is_repetitive(line: SourceLine | None) -> bool:
    """Whether the same call or operation is written twice in the statement on a line."""
    statement = statement_at(line)
    written = [] if statement is None else [ast.dump(one) for one in ast.walk(statement) if isinstance(one, _WORK)]
    return len(set(written)) < len(written)


_WORK = (ast.Call, ast.BinOp, ast.Compare)


def text_at(line: SourceLine | None) -> str:
    """Return the text of a line without the spaces around it; empty where there is no source."""
    return "" if line is None else linecache.getline(*line).strip()


def reordered_product(line: SourceLine | None, brackets: Brackets, count: int) -> str:
    """Return the only product of so many factors on a line with other brackets; empty where it is not the only one."""
    statement = statement_at(line)
    found = [] if statement is None else [chain for chain in _chains(statement) if len(chain) == count]
    return bracketed([_as_factor(one) for one in found[0]], brackets) if len(found) == 1 else ""


def bracketed(factors: Sequence[str], brackets: Brackets) -> str:
    """Return the product of some factors."""
    if isinstance(brackets, int):
        return factors[brackets]
    return " @ ".join(
        bracketed(factors, one) if isinstance(one, int) else f"({bracketed(factors, one)})" for one in brackets
    )


def _as_factor(node: ast.expr) -> str:
    text = ast.unparse(node)
    return text if isinstance(node, (ast.Name, ast.Attribute, ast.Call, ast.Subscript)) else f"({text})"


def _chains(statement: ast.stmt) -> Iterator[list[ast.expr]]:
    inner = set[ast.expr]()
    for node in ast.walk(statement):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult) and node not in inner:
            yield list(_factors(node, inner))


def _factors(node: ast.expr, inner: set[ast.expr]) -> Iterator[ast.expr]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
        inner.add(node)
        yield from _factors(node.left, inner)
        yield from _factors(node.right, inner)
    else:
        yield node


def solved(line: SourceLine | None) -> str:
    """Return ``solve`` for the only ``inv(A) @ b`` on a line, in the names that stand there; empty where there is none."""
    statement = statement_at(line)
    found = []
    for node in ast.walk(statement) if statement is not None else ():
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult) and _is_inverse(node.left):
            found.append((node.left, node.right))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("dot", "matmul"):
            operands = [node.func.value, *node.args] if len(node.args) == 1 else node.args
            if len(operands) == 2 and _is_inverse(operands[0]):
                found.append((operands[0], operands[1]))
    if len(found) != 1:
        return ""
    inverse, other = found[0]
    assert isinstance(inverse, ast.Call)
    solve = ast.unparse(inverse.func)[: -len("inv")] + "solve"
    return f"{solve}({ast.unparse(inverse.args[0])}, {ast.unparse(other)})"


def _is_inverse(node: ast.expr) -> bool:
    if not isinstance(node, ast.Call) or len(node.args) != 1:
        return False
    return ast.unparse(node.func).rpartition(".")[2] == "inv"
