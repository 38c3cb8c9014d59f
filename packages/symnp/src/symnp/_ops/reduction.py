"""Reductions: sum, mean and their family."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from symnp._graph.node import Node, SourceLine
from symnp._infer.inferred import Inferred
from symnp._infer.reduction import Axis, infer_reduction, reduced_axes
from symnp._layout.layout import Layout, Unknown
from symnp._layout.selection import Selection, select
from symnp._ops.at_line import call_at
from symnp._ops.call import Call
from symnp._ops.call_costs import COSTS
from symnp._ops.registry import OpDef, build, register

_BY_ELEMENT = (
    np.sum, np.mean, np.prod, np.any, np.all, np.max, np.min, np.argmax, np.argmin, np.count_nonzero, np.median,
)  # fmt: skip
_TWO_PASSES = (np.std, np.var)  # They subtract the mean first, into an array as large as the operand.
_DEVIATION_FLOPS = 4


def _label(node: Node) -> str:
    function, axis, _ = node.params
    return str(function.__name__) if axis is None else f"{function.__name__} axis={axis}"


def _infer(args: tuple[Node, ...], params: Any) -> Inferred:
    function, axis, options = params
    return infer_reduction(function, args[0], axis, options)


def _evaluate(node: Node, values: Sequence[Any], out: Any) -> Any:
    function, axis, options = node.params
    return call_at(node, function, values, options, axis=axis)


def _flops(node: Node) -> int:
    function, operand = node.params[0], node.args[0].layout
    if function in COSTS:
        return int(COSTS[function].flops(as_call(node)))
    return operand.size * (_DEVIATION_FLOPS if function in _TWO_PASSES else 1)


def _workspace(node: Node) -> int:
    function, axis, _ = node.params
    operand = node.args[0].layout
    if function in COSTS:
        return int(COSTS[function].workspace(as_call(node)))
    if function in _TWO_PASSES:
        return int(operand.size) * max(operand.dtype.itemsize, node.layout.dtype.itemsize)
    if function in (np.argmax, np.argmin) and axis is not None and not _is_last_without_gaps(operand, axis):
        return operand.nbytes  # NumPy brings the axis to the end.
    return 0


def as_call(node: Node) -> Call:
    """Return a reduction as the call that it is."""
    function, axis, options = node.params
    return Call(function, (node.args[0].layout,), {"axis": axis, **dict(options)}, node.layout.nbytes)


def _is_last_without_gaps(layout: Layout, axis: int) -> bool:
    return axis % len(layout.shape) == len(layout.shape) - 1 and layout.dummy.flags.c_contiguous


def _same_bits(node: Node, old: Layout, new: Layout) -> bool:
    """Whether each output adds up the same elements in the same order in both layouts.

    NumPy merges axes that lie without gaps behind each other, and goes through them in the order of their strides. So
    the sum stays the same if the order of axes does, if no axis that is summed over has been cut, and if no other axis
    is so short that its neighbours could be merged across it. Measured for sums, means, products, extremes and medians of
    every numeric dtype, in C, F and mixed orders; `nanmax` and `nanmin` depend on where a zero stands in a register.
    """
    function, axis, _ = node.params
    view = select(old)
    if not slices_through(function) or view is None or old.is_root:
        return False
    gone = reduced_axes(axis, len(old.shape))
    whole = all(_is_whole(view, i) for i in gone)
    kept_apart = all(n > 1 for i, n in enumerate(old.shape) if i not in gone)
    return whole and kept_apart and _axis_order(old) == _axis_order(new)


def slices_through(function: Callable[..., Any]) -> bool:
    """Whether a reduction of a slice has the bits of the slice of the reduction."""
    return function in _BY_ELEMENT


def _is_whole(view: Selection, axis: int) -> bool:
    root = view.axes[axis].root
    return root is not None and view.cuts[root].step == 1 and view.cuts[root].count == view.whole[root]


def _axis_order(layout: Layout) -> list[int]:
    long = [axis for axis, n in enumerate(layout.shape) if n > 1]
    return sorted(long, key=lambda axis: abs(layout.strides[axis]), reverse=True)


def _unknown(args: tuple[Node, ...], params: Any) -> Unknown | None:
    _, axis, options = params
    unknown = args[0].layout.unknown
    assert unknown is not None
    gone = reduced_axes(axis, len(unknown))
    if dict(options).get("keepdims", False):
        return tuple([None if i in gone else one for i, one in enumerate(unknown)])
    return tuple([one for i, one in enumerate(unknown) if i not in gone])


REDUCTION = register(
    OpDef(
        "reduction",
        1,
        "reduction",
        label=_label,
        infer=_infer,
        evaluate=_evaluate,
        flops=_flops,
        workspace=_workspace,
        same_bits=_same_bits,
        unknown=_unknown,
    )
)


def reduction(
    function: Callable[..., Any], arg: Node, axis: Axis, *, line: SourceLine | None = None, **options: Any
) -> Node:
    """Return the node of ``function(arg, axis=axis, **options)``; NumPy's own errors pass through."""
    return build(REDUCTION, (arg,), (function, axis, tuple(sorted(options.items())) if options else ()), line=line)
