"""What inference answers, and how it looks at an operand."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from symnp._layout.layout import Layout

if TYPE_CHECKING:
    from symnp._graph.node import Node

_CACHE_LIMIT = 4096


class Inferred(NamedTuple):
    """The layout of a result, and whether NumPy returns it as a scalar."""

    layout: Layout
    scalar: bool


class InferenceCache:
    """A bounded memory of inferences, keyed by what a result depends on and nothing else."""

    def __init__(self) -> None:
        self.known: dict[Hashable, Inferred] = {}

    def get(self, key: Hashable, infer: Callable[[], Inferred]) -> Inferred:
        """Return the inference for `key`, asking `infer` where it is not known."""
        found = self.known.get(key)
        return self.learn(key, infer()) if found is None else found

    def learn(self, key: Hashable, inferred: Inferred) -> Inferred:
        """Remember an inference."""
        if len(self.known) >= _CACHE_LIMIT:
            self.known.clear()
        self.known[key] = inferred
        return inferred


def is_constant(node: Node) -> bool:
    """Whether the operand is a Python or NumPy scalar written in the expression."""
    return bool(node.op.kind == "constant")


def stand_in(node: Node) -> Any:
    """Return what stands for the operand in a call of NumPy that must not see data."""
    return node.value if is_constant(node) else node.layout.dummy


def signature(node: Node, *, exact: bool = False) -> Hashable:
    """Return all of an operand that can influence the dtype, shape, strides or error of a result.

    For a ufunc that is a layout, or the class of a constant. Python's operators are `exact`: they look at constants, as
    ``bools ** 2`` and ``bools ** 3`` have different dtypes, and treat a NumPy scalar otherwise than a 0-d array.
    """
    if not exact:
        return node.sign
    return node.params if is_constant(node) else (node.layout.form, node.scalar)


def constant_class(value: Any) -> Hashable:
    if type(value) is int:
        # uint8 + 300 is an error and uint8 + 255 is none: the sign and the number of bits decide.
        return int, value < 0, (~value if value < 0 else value).bit_length()
    if isinstance(value, np.generic):
        return value.dtype, "scalar"
    return type(value).__name__
