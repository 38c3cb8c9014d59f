"""Updates: the content of a buffer after something was written into a part of it.

A write changes no node. It makes a new one, the next content of the buffer, of the content before and the values. The
executor does it in place where nobody will look at the older content again, and in a copy otherwise.
"""

from __future__ import annotations

import itertools
import operator
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from symnp._graph.node import Node, SourceLine, make_node
from symnp._infer.arguments import put_together
from symnp._infer.inferred import Inferred
from symnp._layout.index import filled
from symnp._layout.layout import Layout
from symnp._layout.steps import apply_step
from symnp._ops.at_line import call_at
from symnp._ops.registry import OpDef, register

_SERIAL = itertools.count()

Writer = Callable[..., Any]
"""Takes what calls a function, the region, the values, and options by name; writes into the region."""

Call = Callable[..., Any]


def assign(call: Call, region: np.ndarray, value: Any) -> None:
    """Do ``region[...] = value``."""
    call(operator.setitem, region, ..., value)


def power_into(value: Any, *, out: np.ndarray) -> Any:
    """Do ``out **= value``: the operator, which for some exponents is another function than `numpy.power`."""
    out **= value
    return out


def call_into(
    call: Call, region: np.ndarray, *values: Any, function: Callable[..., Any], masked: bool, options: Any
) -> None:
    """Do ``function(*values, out=region)``; with a mask, the last value is its ``where``."""
    keywords = dict(options)
    if masked:
        *values, keywords["where"] = values  # type: ignore[assignment]
    if function is power_into:
        call(operator.ipow, region, *values)
    else:
        call(function, *values, out=region, **keywords)


def call_into_views(
    call: Call, buffer: np.ndarray, *values: Any, function: Callable[..., Any], views: Any, masked: bool, options: Any
) -> None:
    """Do ``function(*values, out=(...))``, where the outputs are views of one buffer: NumPy decides who is written last."""
    outs = []
    for steps in views:
        view = buffer
        for step in steps:
            view = apply_step(step, view)
        outs.append(view)
    keywords = dict(options)
    if masked:
        *values, keywords["where"] = values  # type: ignore[assignment]
    call(function, *values, out=tuple(outs), **keywords)


def assign_at(call: Call, region: np.ndarray, *values: Any, key: tuple[Any, ...]) -> None:
    """Do ``region[index] = value``, where the index holds masks or integer arrays."""
    *arrays, value = values
    call(operator.setitem, region, filled(key, arrays), value)


def call_on(call: Call, region: np.ndarray, *values: Any, function: Callable[..., Any], template: Any) -> None:
    """Call a function that writes into one of its arguments, which the template names first."""
    args, keywords = put_together(template, (region, *values))
    call(function, *args, **keywords)


def assign_flat(call: Call, region: np.ndarray, *values: Any, key: tuple[Any, ...], single: bool) -> None:
    """Do ``region.flat[index] = value``."""
    *arrays, value = values
    index = filled(key, arrays)
    call(operator.setitem, region.flat, index[0] if single else index, value)


def copy_where(call: Call, region: np.ndarray, value: Any, mask: Any, *, casting: Any) -> None:
    """Do ``copyto(region, value, where=mask)``."""
    call(np.copyto, region, value, casting, mask)


def _label(node: Node) -> str:
    writer, _, options = node.params
    named = dict(options).get("function")
    return f"{named.__name__} into" if named else writer.__name__.replace("_", " ")


def _infer(args: tuple[Node, ...], params: Any) -> Inferred:
    return Inferred(args[0].layout, scalar=False)


def _evaluate(node: Node, values: Sequence[Any], out: np.ndarray | None) -> Any:
    writer, steps, options = node.params
    before, *written = values
    assert out is not None
    if out is not before:
        out[...] = before
        written = [_moved(arg, node.args[0], out, value) for arg, value in zip(node.args[1:], written, strict=True)]
    region = out
    for step in steps:
        region = apply_step(step, region)

    def call(function: Callable[..., Any], *args: Any, **keywords: Any) -> Any:
        return call_at(node, function, args, keywords)

    writer(call, region, *written, **dict(options))
    return out


def _moved(arg: Node, before: Node, buffer: np.ndarray, value: Any) -> Any:
    """Return a value that shows the older content as what shows the buffer: NumPy's operands and result overlap, too."""
    if arg is before:
        return buffer
    return arg.layout.replay(buffer) if arg.op.kind == "view" and arg.args[0] is before else value


def _flops(node: Node) -> int:
    """Return the elements of the region: the layout that its steps lead to."""
    region = node.layout
    for step in node.params[1]:
        region = region.derive(step)
    return region.size


UPDATE = register(
    OpDef(
        "update", 1, "update", label=_label, infer=_infer, evaluate=_evaluate, flops=_flops, takes_out=lambda node: True
    )
)


def update(
    before: Node,
    region: Layout,
    writer: Writer,
    values: tuple[Node, ...],
    *,
    line: SourceLine | None = None,
    **options: Any,
) -> Node:
    """Return the content of a buffer after `writer` has written values into a region of it."""
    params = (writer, region.steps, tuple(sorted(options.items())) if options else ())
    return make_node(UPDATE, (before, *values), params, before.layout, line=line)


def _make_empty(node: Node, values: Any, out: np.ndarray | None) -> Any:
    return out


EMPTY = register(
    OpDef(
        "empty",
        1,
        "creation",
        label=lambda node: "empty",
        infer=_infer,
        evaluate=_make_empty,
        takes_out=lambda node: True,
    )
)


def empty_content(layout: Layout, *, line: SourceLine | None = None) -> Node:
    """Return a buffer whose elements may be anything: what will be written over completely."""
    # Each is a buffer of its own: equal ones must not become one node, or the first write would have to copy.
    return make_node(EMPTY, (), next(_SERIAL), layout, line=line)


def _make_zeros(node: Node, values: Any, out: np.ndarray | None) -> Any:
    flags = node.layout.dummy.flags
    return np.zeros(node.layout.shape, node.layout.dtype, "C" if flags.c_contiguous else "F")


ZEROS = register(OpDef("zeros", 1, "creation", label=lambda node: "zeros", infer=_infer, evaluate=_make_zeros))


def zero_content(layout: Layout, *, line: SourceLine | None = None) -> Node:
    """Return a buffer of zeros in C or F order: memory that the system hands out as zeros is not touched before it is used."""
    return make_node(ZEROS, (), next(_SERIAL), layout, line=line)
