"""Element by element: every ufunc with one result is the same operation, and so are where, clip and astype."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import numpy as np

from symnp._graph.node import Node, SourceLine
from symnp._infer.elementwise import infer_elementwise
from symnp._infer.inferred import Inferred
from symnp._layout.layout import Layout, Unknown
from symnp._ops.at_line import call_at
from symnp._ops.registry import OpDef, build, register

# Arithmetic operations an element, as a rough weight against an addition.
_TRANSCENDENTAL = 20
_WEIGHTS = {
    **dict.fromkeys(("divide", "true_divide", "sqrt", "reciprocal", "where", "clip"), 2),
    **dict.fromkeys(("floor_divide", "remainder", "fmod", "mod", "cbrt"), 8),
    **dict.fromkeys(
        ("power", "pow", "float_power", "logaddexp", "logaddexp2", "arctan2", "hypot"), 2 * _TRANSCENDENTAL
    ),
    **dict.fromkeys(
        [
            "exp",
            "exp2",
            "expm1",
            "log",
            "log2",
            "log10",
            "log1p",
            "sin",
            "cos",
            "tan",
            "arcsin",
            "arccos",
            "arctan",
            "sinh",
            "cosh",
            "tanh",
            "arcsinh",
            "arccosh",
            "arctanh",
        ],
        _TRANSCENDENTAL,
    ),
}


def astype(array: Any, /, *, dtype: np.dtype[Any], casting: str = "unsafe", order: str = "K") -> Any:
    """Return ``array.astype(dtype)``, as a function so that it can stand in a node."""
    return np.asanyarray(array).astype(dtype, casting=casting, order=order)


def _like(array: Any, /, *, dtype: np.dtype[Any], casting: str = "unsafe", order: str = "K") -> Any:
    """Return an array as `astype` would return it, but for its content."""
    if not np.can_cast(array.dtype, dtype, casting):  # type: ignore[arg-type]
        return np.asanyarray(array).astype(dtype, casting=casting)
    return np.empty_like(array, dtype, order)  # type: ignore[call-overload]


def _label(node: Node) -> str:
    name: str = node.params[0].__name__
    return name


def _infer(args: tuple[Node, ...], params: Any) -> Inferred:
    function, options = params
    if function is astype and args[0].layout.dtype.kind in "US" and dict(options)["dtype"].kind not in "US":
        return infer_elementwise(_like, args, options)  # What a text says decides whether it is a number.
    return infer_elementwise(function, args, options)


def _evaluate(node: Node, values: Sequence[Any], out: np.ndarray | None) -> Any:
    function, options = node.params
    if function is astype:
        return call_at(node, np.ndarray.astype, (np.asanyarray(values[0]),), options)
    return (
        call_at(node, function, values, options) if out is None else call_at(node, function, values, options, out=out)
    )


def _flops(node: Node) -> int:
    return node.layout.size * _WEIGHTS.get(_label(node), 1)


def _takes_out(node: Node) -> bool:
    layout = node.layout
    return (
        isinstance(node.params[0], np.ufunc)
        and bool(layout.shape)
        and layout.unknown is None
        and not alias_matters(layout)
    )


class UnknownLengthError(Exception):
    """Raised where only values could say whether lengths fit together: whoever builds computes them and tries again."""


def _joint_unknown(layouts: Sequence[Layout]) -> Unknown | None:
    """Return the unknown lengths of operands broadcast together."""
    ndim = max(len(layout.shape) for layout in layouts)
    return tuple([_joint(layouts, axis - ndim) for axis in range(ndim)])


def _joint(layouts: Sequence[Layout], axis: int) -> int | None:
    seen = set[Any]()
    for layout in layouts:
        if len(layout.shape) >= -axis:
            unknown = None if layout.unknown is None else layout.unknown[axis]
            if unknown or layout.shape[axis] != 1:
                seen.add((unknown, None if unknown else layout.shape[axis]))
    if len(seen) > 1 and any(unknown for unknown, _ in seen):
        raise UnknownLengthError
    return seen.pop()[0] if len(seen) == 1 else None


def _unknown(args: tuple[Node, ...], params: Any) -> Unknown | None:
    return _joint_unknown([arg.layout for arg in args])


def alias_matters(layout: Layout) -> bool:
    """Whether the last bit depends on where the result is written: NumPy multiplies one complex number in its own place
    by another loop than one whose result lies elsewhere.
    """
    return layout.dtype.kind == "c" and layout.size == 1


ELEMENTWISE = register(
    OpDef(
        "elementwise",
        1,
        "elementwise",
        label=_label,
        infer=_infer,
        evaluate=_evaluate,
        flops=_flops,
        takes_out=_takes_out,
        unknown=_unknown,
    )
)


@cache
def _params(function: Callable[..., Any]) -> tuple[Callable[..., Any], tuple[()]]:
    return function, ()


def elementwise(
    function: Callable[..., Any], args: tuple[Node, ...], *, line: SourceLine | None = None, **options: Any
) -> Node:
    """Return the node of ``function(*args, **options)``; NumPy's own errors pass through."""
    params = (function, tuple(sorted(options.items()))) if options else _params(function)
    return build(ELEMENTWISE, args, params, line=line)
