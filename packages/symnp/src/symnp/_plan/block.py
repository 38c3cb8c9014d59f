"""Blocks: operations that run together, piece by piece, so that what passes between them stays in the cache.

NumPy streams every temporary array through memory. Operations that go along one axis side by side can be done for a few
rows at a time instead, with temporaries as large as a piece. Which operations keep their bits that way was measured, see
the decision on blocks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from symnp._graph.errors_state import USUAL
from symnp._graph.node import Node
from symnp._infer.reduction import reduced_axes
from symnp._ops.elementwise import astype

Role = Literal["elementwise", "rows", "view", "carry", "tree", "free"]
"""How a member takes part.

"elementwise" and "rows" (a reduction over other axes) give a piece for each piece; "view" looks at a piece. The others
reduce the axis along which the pieces go: "carry" goes on from piece to piece in the order of NumPy's loop, "tree" adds up
pieces as NumPy's pairwise summation would, "free" may combine them at will, as integers and truth values may be.
"""


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Operations that run together, piece by piece.

    Attributes
    ----------
    members : tuple of (Node, Role)
        In the order of work.
    order : str
        "C" if the pieces go along the first axis, "F" if along the last, "flat" if along all elements as they lie.
    bounds : tuple of int
        Where each piece ends, the first one beginning at 0.
    inner : frozenset of Node
        What nobody outside reads: it exists in pieces only.
    most : int
        The elements of a piece, about.
    """

    members: tuple[tuple[Node, Role], ...]
    order: Literal["C", "F", "flat"]
    bounds: tuple[int, ...]
    inner: frozenset[Node]
    most: int

    @property
    def scratch(self) -> int:
        """The most bytes that pieces take at a time."""
        most = max(b - a for a, b in zip((0, *self.bounds), self.bounds, strict=False))
        share = most / self.bounds[-1]
        pieces = [node.layout.nbytes * share for node, role in self.members if node in self.inner and role != "view"]
        return int(sum(sorted(pieces)[-_ALIVE:]))


_ALIVE = 4  # Pieces that die lend their memory: longer expressions need no more than a few at a time.

# Loops whose results for zeros of both signs depend on where in a vector register an element stands.
_BY_POSITION = (np.fmin, np.fmax)
_OPTIONS = {"dtype", "casting"}
_KINDS = "biufc"
_NOT_UFUNCS: tuple[Callable[..., Any], ...] = (np.where, np.clip, astype)


def is_blockwise(node: Node) -> bool:
    """Whether an operation goes element by element, with the same bits in pieces."""
    if node.op.kind != "elementwise" or not can_be_put_off(node) or node.layout.unknown is not None or node.scalar:
        return False
    function, options = node.params
    if not (isinstance(function, np.ufunc) or function in _NOT_UFUNCS) or function in _BY_POSITION:
        return False
    if node.layout.dtype.kind not in _KINDS or (function is not astype and not _OPTIONS.issuperset(dict(options))):
        return False
    return all(arg.layout.dtype.kind in _KINDS and arg.layout.unknown is None for arg in node.args)


_QUIET = ("warn", "ignore")


def can_be_put_off(node: Node) -> bool:
    """Whether floating-point errors of an operation may be told of after others have run."""
    told = USUAL.items() if node.errors is None else node.errors
    return all(how in _QUIET for name, how in told if name != "call")


_REDUCTIONS = (np.sum, np.mean, np.prod, np.max, np.min, np.any, np.all)


def reduction_role(node: Node, axis: int, *, flat: bool) -> Role | None:
    """Return how a reduction can take part in pieces along an axis of its operand, or None where its bits would change.

    `flat` says whether the pieces may go along all elements as they lie.
    """
    function, given, options = node.params
    operand = node.args[0].layout
    if not can_be_put_off(node) or function not in _REDUCTIONS or not {"keepdims", "dtype"}.issuperset(dict(options)):
        return None
    if operand.dtype.kind not in _KINDS or operand.dtype == np.float16 or operand.unknown is not None:
        return None
    exact = node.layout.dtype.kind in "biu" and (function in (np.any, np.all) or operand.dtype.kind in "biu")
    # A cast goes through buffers, which begin anew with each piece.
    if not exact and (node.layout.dtype != operand.dtype or (function is np.prod and operand.dtype.kind == "c")):
        return None
    gone = reduced_axes(given, len(operand.shape))
    if axis not in gone:
        return "rows"
    if gone == {axis} and len(operand.shape) > 1:
        # With a single element beside the axis NumPy would add up pairwise.
        return "free" if exact else "carry" if operand.size >= 2 * operand.shape[axis] else None
    if len(gone) < len(operand.shape):
        return None
    return "free" if exact else "tree" if flat and function in (np.sum, np.mean) else None
