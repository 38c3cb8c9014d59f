"""What an operation is called in a picture, with its operands, its shape and where it was built."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from symnp._graph.node import Node, SourceLine

_MOST_OPERANDS = 6
_LONGEST_CONSTANT = 24


class Expression(NamedTuple):
    """An operation and its operands: what stands before its name, the name, and what stands behind."""

    before: str
    label: str
    after: str

    def __str__(self) -> str:
        return self.before + self.label + self.after


def cut(text: str, length: int) -> str:
    """Return a text that is at most so long, with an ellipsis in the place of its middle.

    Examples
    --------
    >>> cut("a name that is long", 9)
    'a na…long'
    """
    if len(text) <= length:
        return text
    end = (length - 1) // 2
    return text[: length - 1 - end] + "…" + text[len(text) - end :]


def expression(node: Node, operands: Sequence[str]) -> Expression:
    """Return an operation as Python would write it, given what its operands are called."""
    if node.op.kind == "view":
        return Expression(operands[0] if operands else "", steps_text(node.layout.steps) or ".view()", "")
    if node.op.kind == "update" and operands:
        operands = [operands[0] + steps_text(node.params[1]), *operands[1:]]
    label = node.op.label(node)
    name, _, option = label.partition(" ")
    if "=" not in option:
        name, option = label, ""
    inside = [*_few(operands), option] if option else _few(operands)
    return Expression("", name, f"({', '.join(inside)})")


def _few(operands: Sequence[str]) -> list[str]:
    if len(operands) <= _MOST_OPERANDS:
        return list(operands)
    return [*operands[:3], f"… {len(operands) - 4} more", operands[-1]]


def constant_text(node: Node) -> str:
    """Return a constant as it is written, cut where it is long."""
    return cut(str(node.op.label(node)), _LONGEST_CONSTANT)


def steps_text(steps: Iterable[tuple[str, Any]]) -> str:
    """Return what the steps of a view do to an array, such as ``[:10]``."""
    return "".join(_step_text(name, argument) for name, argument in steps)


def _step_text(name: str, argument: Any) -> str:
    if name == "getitem":
        return f"[{', '.join(map(_item_text, argument)) or '()'}]"
    if name == "transpose" and argument is None:
        return ".T"
    if name == "reshape":
        argument = argument[0]
    inside = argument if isinstance(argument, str) else "" if argument is None else _plain(argument)
    return f".{name}" if name in ("real", "imag") else f".{name}({inside})"


def _plain(argument: Any) -> str:
    return str(argument) if not isinstance(argument, tuple) else ", ".join(map(str, argument))


def _item_text(item: Any) -> str:
    if item is Ellipsis:
        return "..."
    if not isinstance(item, tuple):
        return str(item)
    start, stop, step = ("" if part is None else str(part) for part in item)
    return f"{start}:{stop}:{step}" if step else f"{start}:{stop}"


def shape_text(node: Node) -> str:
    """Return the shape, with the most that a length can be where only data will say it; nothing for what has none."""
    if _is_bundle(node):
        return ""
    unknown = node.layout.unknown or (None,) * len(node.layout.shape)
    lengths = [str(n) if one is None else f"≤{n}" for n, one in zip(node.layout.shape, unknown, strict=True)]
    return f"({lengths[0]},)" if len(lengths) == 1 else f"({', '.join(lengths)})"


def dtype_text(node: Node) -> str:
    """Return the dtype, cut where it is long; nothing for what has none."""
    return "" if _is_bundle(node) else cut(str(node.layout.dtype), _LONGEST_CONSTANT)


def own_bytes(node: Node) -> int:
    """Return the bytes that the value takes itself: a view takes none."""
    return 0 if node.op.kind in ("view", "part") or _is_bundle(node) else node.layout.nbytes


def _is_bundle(node: Node) -> bool:
    """Whether a node stands for a call with several results, or for the state of a generator: it has no shape."""
    return node.op.kind in ("several", "draw") or node.op.name == "state" or node.op.label(node) == "state after"


def line_text(line: SourceLine | None) -> str:
    """Return where something was built, without the folders."""
    return f"{PurePath(line[0]).name}:{line[1]}" if line else ""
