"""The keywords that a name offers, and those that a call uses."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from symnp._coverage.names import Name
from symnp._coverage.running import parsed

UNTESTABLE = {
    "like": "asks an array's own class to make the new one, which is what `import symnp as np` does without it",
    "**kwargs": "hands whatever it is given to another function, which is tested under its own name",
}
"""Parameters of which no call can say whether they are honoured, and why."""

ONE_VALUE = ("device", "subok", "stream", "dl_device", "max_version", "api_version")
"""Keywords that have one sensible value, which may be the default: giving it counts."""

_ONE_VALUE_OF = {("partition", "kind"), ("argpartition", "kind"), ("printoptions", "args")}
UFUNC_KEYWORDS = ("out", "where", "casting", "order", "dtype", "subok", "signature")
CORE_KEYWORDS = ("out", "axes", "casting", "order", "dtype", "subok", "signature")
_CORE_MORE = {
    "vecdot": ("axis", "keepdims")
}  # The only one whose operands have one core axis, and whose result has none.
_METHOD_KEYWORDS = {
    "reduce": ("axis", "dtype", "out", "keepdims", "initial", "where"),
    "accumulate": ("axis", "dtype", "out"),
    "reduceat": ("axis", "dtype", "out"),
    "outer": UFUNC_KEYWORDS,
    "at": (),
}
_REFUSED = {
    "frexp": ("dtype",),
}
"""Keywords that NumPy refuses for a ufunc, whatever their value."""

_KIND = inspect.Parameter


@dataclass(frozen=True)
class Parameter:
    """One parameter: its kind, as `inspect` tells them apart, and its default."""

    name: str
    kind: Any = _KIND.POSITIONAL_OR_KEYWORD
    default: Any = field(default=_KIND.empty, compare=False)


@cache
def parameters(name: Name) -> tuple[Parameter, ...]:
    """Return the parameters of a name in order, those without defaults too; a property has none.

    A signature that ends in ``**kwargs`` is completed from the first lines of the docstring.
    """
    found = _from_signature(name.theirs)
    if found is None:
        return tuple(_from_docstring(name))
    known = {one.name for one in found}
    open_ended = any(one.kind is _KIND.VAR_KEYWORD for one in found)
    more = [
        one for one in _from_docstring(name) if open_ended and one.name not in known and one.default is not _KIND.empty
    ]
    if any(one.kind is not _KIND.KEYWORD_ONLY for one in more):
        found = [one for one in found if one.kind is not _KIND.VAR_POSITIONAL]
    return (*found, *more)


def _from_signature(function: Any) -> list[Parameter] | None:
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):
        return None
    found = [Parameter(one.name, one.kind, one.default) for one in signature.parameters.values()]
    return found[1:] if found and found[0].name == "self" else found


def _from_docstring(name: Name) -> Iterator[Parameter]:
    """Yield what the first lines of a docstring say: ``a.max(axis=None, out=None)``, ``a.view([dtype][, type])``."""
    text = " ".join((name.theirs.__doc__ or "").strip().split("\n\n")[0].split())
    match = re.match(rf"(?:\w+\.)*{re.escape(name.name)}\((.*?)\)(?:\s|$)", text)
    kind: Any = _KIND.POSITIONAL_OR_KEYWORD
    depth = 0
    for part in re.findall(r"\[|\]|[^,\[\]]+", match[1]) if match else []:
        depth += {"[": 1, "]": -1}.get(part, 0)
        word, equals, default = part.strip().partition("=")
        if word.startswith("*"):
            kind = _KIND.KEYWORD_ONLY
        elif word.isidentifier():
            yield Parameter(word, kind, _literal(default) if equals else None if depth else _KIND.empty)


def _literal(text: str) -> Any:
    try:
        return ast.literal_eval(text)
    except (SyntaxError, ValueError):
        return text


def offered(name: Name) -> frozenset[str]:
    """Return the keywords that the calls of a name have to use."""
    if name.section == "ufuncs":
        usual = UFUNC_KEYWORDS if name.theirs.signature is None else CORE_KEYWORDS
        return frozenset({*usual, *_CORE_MORE.get(name.name, ())} - {*_REFUSED.get(name.theirs.__name__, ())})
    if name.section == "ufunc methods":
        ufunc, _, method = name.name.partition(".")
        return frozenset({*_METHOD_KEYWORDS[method]} - {*_REFUSED.get(name.name, _REFUSED.get(ufunc, ()))})
    # Operators fill what a dunder only takes by position.
    asked = [one for one in parameters(name) if one.kind is _KIND.KEYWORD_ONLY or not name.name.startswith("__")]
    return frozenset(one.name for one in asked if one.kind is not _KIND.VAR_KEYWORD) - {*UNTESTABLE}


def used(name: Name, call: str) -> frozenset[str]:
    """Return the keywords of a name that a call uses with another value than the default."""
    found: set[str] = set()
    for node in ast.walk(parsed(call)):
        if isinstance(node, ast.Call) and _is_call_of(name, node.func):
            found.update(_given(name, node))
    return frozenset(found)


def _is_call_of(name: Name, function: ast.expr) -> bool:
    text = ast.unparse(function)
    if name.section in ("random.Generator", "ndarray"):
        return isinstance(function, ast.Attribute) and function.attr == name.name and text != f"np.{name.name}"
    return text == f"np.{name.qualified}"


def _given(name: Name, call: ast.Call) -> Iterator[str]:
    declared = {one.name: one for one in parameters(name)}
    for keyword in call.keywords:
        if keyword.arg and _says_something(name, declared.get(keyword.arg, Parameter(keyword.arg)), keyword.value):
            yield keyword.arg
    free = [one for one in declared.values() if one.kind in (_KIND.POSITIONAL_ONLY, _KIND.POSITIONAL_OR_KEYWORD)]
    rest = [one for one in declared.values() if one.kind is _KIND.VAR_POSITIONAL]
    for at, value in enumerate(call.args):
        # What stands after a star may fill any number of parameters: only the last one is sure.
        filled = free[at : at + 1] if not isinstance(value, ast.Starred) else []
        for one in filled or rest:
            if _says_something(name, one, value):
                yield one.name


def _says_something(name: Name, parameter: Parameter, value: ast.expr) -> bool:
    if parameter.name in ONE_VALUE or (name.name, parameter.name) in _ONE_VALUE_OF:
        return True
    try:
        literal = ast.literal_eval(value)
    except (SyntaxError, ValueError, TypeError):
        return True
    default = parameter.default
    return type(literal) is not type(default) or bool(literal != default)


def missing(name: Name, calls: Iterable[str]) -> tuple[str, ...]:
    """Return the keywords of a name that none of its calls uses."""
    given = frozenset().union(*(used(name, call) for call in calls))
    return tuple(sorted(offered(name) - given))
