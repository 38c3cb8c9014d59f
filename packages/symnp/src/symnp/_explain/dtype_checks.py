"""Dtypes that become wider than most of what goes in, without anybody saying so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from symnp._draw.units import bytes_text
from symnp._explain.analysed import Analysed
from symnp._explain.finding import Finding
from symnp._graph.node import Node
from symnp._ops.elementwise import ELEMENTWISE, astype

_LEAST_BYTES = 1 << 20
_OF_INTEGERS = (np.add, np.subtract, np.multiply, np.floor_divide, np.remainder, np.maximum, np.minimum)
"""What makes integers of integers, unless no type holds both."""


def check_promotion(looked_at: Analysed) -> Iterator[Finding]:
    """Find operations whose result is wider than a full-size operand, because of another operand."""
    told = set[Node]()
    for node in looked_at.written:
        if node.op is not ELEMENTWISE or node.params[0] is astype or node.value is not None:
            continue
        if not isinstance(node.params[0], np.ufunc) or dict(node.params[1]).keys() & {"dtype", "signature", "sig"}:
            continue  # Whoever writes a dtype has thought of it.
        finding = _loses_integers(node, looked_at) or _widens(node, looked_at)
        if finding is not None and not told.intersection(node.args):
            yield finding
        if finding is not None or told.intersection(node.args):
            told.add(node)  # What follows from it is wide, too.


def _loses_integers(node: Node, looked_at: Analysed) -> Finding | None:
    """Return a finding where whole numbers become floating-point numbers, which above 2**53 are not exact."""
    kinds = [arg.layout.dtype for arg in node.args]
    if node.params[0] not in _OF_INTEGERS or node.layout.dtype.kind != "f" or any(d.kind not in "iu" for d in kinds):
        return None
    if any(arg.op.kind == "constant" and isinstance(arg.value, int) for arg in node.args):
        return None
    return Finding(
        "dtype-promotion",
        looked_at.line(node),
        f"{node.op.label(node)} of {' and '.join(map(str, kinds))} gives {node.layout.dtype}: no integer type holds both, and "
        "whole numbers beyond 2**53 are rounded",
        "convert one of them first, for example with .astype(np.int64)",
        wrong=True,
    )


def _widens(node: Node, looked_at: Analysed) -> Finding | None:
    size, wide = node.layout.size, node.layout.dtype
    narrow = [arg for arg in node.args if arg.layout.size == size and _is_narrower(arg.layout.dtype, wide)]
    if node.layout.nbytes < _LEAST_BYTES or not narrow:
        return None
    by = next((arg for arg in node.args if _forces(arg, narrow[0], wide)), None)
    if by is None:
        return None
    kept = narrow[0].layout.dtype
    more = node.layout.nbytes - size * kept.itemsize
    return Finding(
        "dtype-promotion",
        looked_at.line(node),
        f"{node.op.label(node)} of {kept} and {_what(by)} gives {wide}: {bytes_text(more)} more than {kept} takes",
        _narrower(by, kept),
        seconds=more / looked_at.machine.bandwidth(more),
        bytes=more,
    )


def _is_narrower(dtype: np.dtype[Any], wide: np.dtype[Any]) -> bool:
    return dtype.kind == wide.kind and dtype.kind in "fciu" and dtype.itemsize < wide.itemsize


def _forces(arg: Node, narrow: Node, wide: np.dtype[Any]) -> bool:
    """Whether it is this operand that widens the result: Python's numbers do not."""
    if arg is narrow or (arg.op.kind == "constant" and type(arg.value) in (bool, int, float, complex)):
        return False
    return bool(np.result_type(narrow.layout.dtype, arg.layout.dtype) == wide)


def _what(arg: Node) -> str:
    if arg.op.kind == "constant":
        return f"the scalar {arg.value!r}"
    return f"{'a scalar' if arg.scalar else 'an array'} of {arg.layout.dtype}"


def _narrower(by: Node, kept: np.dtype[Any]) -> str:
    if by.op.kind == "constant":
        return f"write it as a Python number, {by.value.item()!r}, or as np.{kept.name}({by.value.item()!r})"
    return f".astype(np.{kept.name}) on the {by.layout.dtype} operand, or dtype=np.{kept.name} where it is made"
