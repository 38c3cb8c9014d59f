"""Slices move through copies and creations: of a reshape that copies along the axes that it keeps, of zeros and of counts."""

from __future__ import annotations

from itertools import takewhile
from typing import Any, NamedTuple

import numpy as np

from symnp._graph.node import Node, make_node
from symnp._infer.arguments import Fixed, Items
from symnp._layout.layout import Layout, root_layout
from symnp._layout.selection import Cover, cover, covered
from symnp._ops.copy import RESHAPE
from symnp._ops.opaque import OPAQUE
from symnp._ops.registry import build
from symnp._ops.update import ZEROS, zero_content
from symnp._rewrite.rule import Change, Rule, Surroundings
from symnp._rewrite.slicing import Sliced, arranged, is_less, names, sliced, sliced_part


def boxed(layout: Layout, shape: tuple[int, ...]) -> Layout:
    """Return the layout of a smaller buffer whose axes lie in the same order, without gaps."""
    strides, step = [0] * len(shape), layout.dtype.itemsize
    for axis in sorted(range(len(shape)), key=lambda one: (abs(layout.strides[one]), -one)):
        strides[axis] = step
        step *= max(1, shape[axis])
    return root_layout(shape, layout.dtype, tuple(strides))


def _kept_axes(old: tuple[int, ...], new: tuple[int, ...], order: str) -> frozenset[int]:
    """Return the axes that a reshape leaves alone: the outermost ones, as far as their lengths stay."""
    pairs = zip(old, new, strict=False) if order == "C" else zip(reversed(old), reversed(new), strict=False)
    count = len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))
    return frozenset(range(count)) if order == "C" else frozenset(range(len(new) - count, len(new)))


def _reshape_slice(view: Node, around: Surroundings) -> Sliced | None:
    (operand,) = around.args(view)
    return sliced_part(view, operand, around) if operand.op is RESHAPE else None


def _through_reshape(match: Sliced, around: Surroundings) -> Change | None:
    view, operand, selection = match
    (arg,) = around.args(operand)
    shape, order = operand.params
    own = arg.layout.shape
    kept = _kept_axes(own, shape, order)
    covers = covered(selection)
    if not is_less([covers[i] if i in kept else None for i in range(len(shape))], shape):
        return None
    ahead = len(own) - len(shape) if order == "F" else 0
    places = [covers[i - ahead] if i - ahead in kept else None for i in range(len(own))]
    smaller = tuple([covers[i].count if i in kept else n for i, n in enumerate(shape)])
    new = build(RESHAPE, (sliced(arg, places),), (smaller, order), line=operand.line, like=operand)
    rest = [None if i in kept else one for i, one in enumerate(covers)]
    part = sliced(new, rest) if is_less(rest, smaller) else new
    return Change(arranged(part, selection, covers, view), names(view, "reshape"))


def _zeros_slice(view: Node, around: Surroundings) -> Sliced | None:
    (operand,) = around.args(view)
    return sliced_part(view, operand, around) if operand.op is ZEROS else None


def _through_zeros(match: Sliced, around: Surroundings) -> Change | None:
    view, operand, selection = match
    covers = covered(selection)
    new = zero_content(boxed(operand.layout, tuple([one.count for one in covers])), line=operand.line)
    return Change(arranged(new, selection, covers, view), names(view, "zeros"))


class Counted(NamedTuple):
    """A slice of a count in equal steps: what is left of the count, and the view of that."""

    part: Sliced
    cover: Cover
    start: int
    step: int


def _count_slice(view: Node, around: Surroundings) -> Counted | None:
    (operand,) = around.args(view)
    if operand.op is not OPAQUE or operand.params[0] is not np.arange or operand.layout.dtype.kind not in "iu":
        return None
    start, stop, step = [_plain(item) for item in operand.params[1].items[0].items[:3]]
    numbers = (0 if start is None else start, stop, 1 if step is None else step)
    part = sliced_part(view, operand, around) if all(type(n) is int for n in numbers) else None
    if part is None:
        return None
    own = cover(part.selection.cuts[0], operand.layout.shape[0])
    return Counted(part, own, numbers[0] + own.start * numbers[2], own.step * numbers[2])


def _plain(item: Any) -> Any:
    return getattr(item, "value", item)


def _holds_its_numbers(match: Counted, around: Surroundings) -> bool:
    """Whether the dtype holds the bounds: NumPy refuses them, though it lets a longer count wrap around."""
    dtype = np.iinfo(match.part.operand.layout.dtype)
    last = match.start + match.cover.count * match.step
    return all(dtype.min <= n <= dtype.max for n in (match.start, match.step, last))


def _through_count(match: Counted, around: Surroundings) -> Change | None:
    (view, operand, selection), own, start, step = match
    numbers = (start, start + own.count * step, step, operand.layout.dtype)
    template = Items(tuple, (Items(tuple, tuple([Fixed(one) for one in numbers])), Items(dict, ())))
    layout = root_layout((own.count,), operand.layout.dtype)
    new = make_node(OPAQUE, (), (np.arange, template), layout, line=operand.line, like=operand)
    return Change(arranged(new, selection, [own], view), names(view, "arange"))


RULES = (
    Rule("slice-through-reshape", "exact", ("view",), _reshape_slice, _through_reshape, over=("copy",)),
    Rule("slice-through-zeros", "exact", ("view",), _zeros_slice, _through_zeros, over=("creation",)),
    Rule(
        "slice-through-arange", "exact", ("view",), _count_slice, _through_count,
        {"holds its numbers": _holds_its_numbers},
        over=("call",),
    ),
)  # fmt: skip
