"""The table of operations: what a node's operation is called, costs, needs and does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from symnp._graph.node import Node, SourceLine, make_node
from symnp._infer.inferred import Inferred
from symnp._layout.layout import Layout, Unknown

Kind = Literal[
    "leaf", "constant", "elementwise", "view", "reduction", "contraction", "joining", "copy", "update", "creation", "call",
    "several", "part", "draw", "drawn",
]  # fmt: skip
Evaluate = Callable[[Node, Sequence[Any], "np.ndarray | None"], Any]


def _no_work(node: Node) -> int:
    return 0


def _refuse_unknown(args: tuple[Node, ...], params: Any) -> Unknown | None:
    raise AssertionError(
        "an operand whose length is not known reached an operation that cannot take it; please report this"
    )


def _always(node: Node, old: Layout, new: Layout) -> bool:
    return True


@dataclass(frozen=True, slots=True, eq=False)
class OpDef:
    """The definition of one operation.

    Attributes
    ----------
    name : str
        The name in the table.
    version : int
        Raised when the meaning of the parameters changes.
    kind : str
        The family, which decides how slices move through it and how it is drawn.
    label : callable
        Node to what a reader calls the operation, for example ``add``.
    infer : callable
        Operands and parameters to the layout of the result; it never pays for data.
    evaluate : callable
        Node, values of the operands and a buffer or None to the value. The buffer has the node's layout, and is
        given only where `takes_out` says that the operation can fill it.
    flops : callable
        Node to the number of arithmetic operations, dimensionless.
    workspace : callable
        Node to the bytes that evaluation needs for a while besides operands and result.
    takes_out : callable
        Node to whether evaluation can write into a given buffer.
    same_bits : callable
        Node, the layout of an operand and another one of the same shape to whether the result's bits stay, if the
        operand is laid out the other way.
    unknown : callable
        Operands, some of which have lengths that only data will say, and parameters to such lengths of the result.
    """

    name: str
    version: int
    kind: Kind
    label: Callable[[Node], str]
    infer: Callable[[tuple[Node, ...], Any], Inferred]
    evaluate: Evaluate
    flops: Callable[[Node], int] = _no_work
    workspace: Callable[[Node], int] = _no_work
    takes_out: Callable[[Node], bool] = lambda node: False
    same_bits: Callable[[Node, Layout, Layout], bool] = _always
    unknown: Callable[[tuple[Node, ...], Any], Unknown | None] = _refuse_unknown


REGISTRY: dict[str, OpDef] = {}


def register(definition: OpDef) -> OpDef:
    """Enter an operation in the table.

    Raises
    ------
    ValueError
        If the name is taken.
    """
    if definition.name in REGISTRY:
        raise ValueError(f"an operation named {definition.name!r} is registered already; choose another name")
    REGISTRY[definition.name] = definition
    return definition


def build(
    op: OpDef, args: tuple[Node, ...], params: Any, *, line: SourceLine | None = None, like: Node | None = None
) -> Node:
    """Return the node of an operation after inferring its layout; NumPy's own errors pass through."""
    unknown = None
    for arg in args:
        if arg.layout.unknown is not None:
            unknown = op.unknown(args, params)  # Before the bounds are compared as if they were lengths.
            break
    layout, scalar = op.infer(args, params)
    if unknown is not None:
        layout = layout.with_unknown(unknown)
    return make_node(op, args, params, layout, scalar=scalar, line=line, like=like)
