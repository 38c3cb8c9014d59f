"""Slices move through matrix products: of a stack only the products that are looked at, of a product its rows and columns.

Each product of a stack is computed for itself. Rows and columns of one product are not: where a library multiplies, it
adds up in blocks whose form depends on the sizes. Integers, truth values and the floating-point types that no library
knows are added up one after another.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from symnp._graph.node import Node
from symnp._layout.selection import Cover, covered
from symnp._ops.contraction import MATMUL
from symnp._ops.registry import build
from symnp._rewrite.rule import Change, Rule, Surroundings
from symnp._rewrite.slicing import Sliced, arranged, is_less, names, slice_of, sliced

_OF_LIBRARIES = "fdFD"
_WHOLE = None


def _product_slice(view: Node, around: Surroundings) -> Sliced | None:
    found = slice_of("contraction")(view, around)
    if found is None or found.operand.op is not MATMUL or {name for name, _ in found.operand.params} - {"dtype"}:
        return None
    return found


def _through(
    places_of: Callable[[Sliced, Sequence[Node]], tuple[list[Cover | None], str]],
) -> Callable[..., Change | None]:
    """Return the change that takes the slice of some axes of a product to its factors."""

    def change(match: Sliced, around: Surroundings) -> Change | None:
        view, operand, selection = match
        a, b = around.args(operand)
        wanted, name = places_of(match, (a, b))
        if not is_less(wanted, operand.layout.shape):
            return None
        outer = wanted[: _stack_axes((a, b))]
        factors = _left(a, outer, wanted[len(outer)], operand), _right(b, outer, wanted[-1], operand)
        new = build(MATMUL, factors, operand.params, line=operand.line, like=operand)
        covers = covered(selection)
        rest = [None if moved is not None else one for moved, one in zip(wanted, covers, strict=True)]
        part = sliced(new, rest) if is_less(rest, operand.layout.shape) else new
        return Change(arranged(part, selection, covers, view), names(view, name))

    return change


def _stack_axes(factors: Sequence[Node]) -> int:
    return max(0, *[len(factor.layout.shape) - 2 for factor in factors])


def _of_stack(match: Sliced, factors: Sequence[Node]) -> tuple[list[Cover | None], str]:
    covers = _covers(match)
    outer = _stack_axes(factors)
    return [*covers[:outer], *[_WHOLE] * (len(covers) - outer)], "stack-of-products"


def _of_product(match: Sliced, factors: Sequence[Node]) -> tuple[list[Cover | None], str]:
    return _covers(match), "product"


def _covers(match: Sliced) -> list[Cover | None]:
    return [*covered(match.selection)]


def _left(a: Node, outer: Sequence[Cover | None], row: Cover | None, product: Node) -> Node:
    """Return the slice of the left factor: its rows are the product's, its columns are summed over."""
    return a if len(a.layout.shape) == 1 else _cut(a, outer, [row, None], product)


def _right(b: Node, outer: Sequence[Cover | None], column: Cover | None, product: Node) -> Node:
    """Return the slice of the right factor: its columns are the product's, its rows are summed over."""
    return b if len(b.layout.shape) == 1 else _cut(b, outer, [None, column], product)


def _cut(factor: Node, outer: Sequence[Cover | None], core: list[Cover | None], product: Node) -> Node:
    own = factor.layout.shape[:-2]
    first = len(outer) - len(own)
    stack = [outer[first + i] if n == product.layout.shape[first + i] else None for i, n in enumerate(own)]
    places = [*stack, *core]
    return sliced(factor, places) if any(places) else factor


def _adds_one_after_another(match: Sliced, around: Surroundings) -> bool:
    return match.operand.layout.dtype.char not in _OF_LIBRARIES


RULES = (
    Rule("slice-through-product", "exact", ("view",), _product_slice, _through(_of_product), {"adds one after another": _adds_one_after_another}, over=("contraction",)),
    Rule("slice-through-stack-of-products", "exact", ("view",), _product_slice, _through(_of_stack), over=("contraction",)),
    Rule("slice-through-product", "reassociate", ("view",), _product_slice, _through(_of_product), over=("contraction",)),
)  # fmt: skip
