"""Ufuncs that write into a given array: ``out=``, ``where=`` and the augmented assignments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from symnp._array.apart import apart
from symnp._array.convert import as_node
from symnp._array.source_line import source_line
from symnp._array.writing import apart_from, replace, write
from symnp._graph.node import Node, SourceLine
from symnp._infer.output import check_output
from symnp._ops.contraction import matmul
from symnp._ops.elementwise import alias_matters, elementwise
from symnp._ops.update import call_into, power_into

if TYPE_CHECKING:
    from symnp._array.array import Array


def ufunc_into(ufunc: np.ufunc, operands: tuple[Any, ...], out: Array, where: Any, options: dict[str, Any]) -> Array:
    """Do ``ufunc(*operands, out=out, where=where)`` and return `out`.

    Raises
    ------
    Exception
        NumPy's own, for all that NumPy refuses without looking at data.
    """
    line = source_line()
    nodes = tuple([as_node(operand, line) for operand in operands])
    mask = None if where is True else as_node(where, line)
    fixed = tuple(sorted(options.items()))
    plain = None if mask is not None else _plain(ufunc, nodes, out, options, line)
    if plain is not None:
        replace(out, plain)
        return out
    check_output(ufunc, nodes, out._layout, mask, fixed)
    if alias_matters(out._layout):
        nodes = tuple([apart_from(out, one, node, line) for one, node in zip(operands, nodes, strict=True)])
    values = nodes if mask is None else (*nodes, mask)
    settings = {"function": ufunc, "masked": mask is not None, "options": fixed}
    write(out, out._layout, call_into, values, line, covers=mask is None, **settings)
    return out


def _plain(
    ufunc: np.ufunc, nodes: tuple[Node, ...], out: Array, options: dict[str, Any], line: SourceLine | None
) -> Node | None:
    """Return the node without ``out=``, if its result would lie in memory as the whole buffer does."""
    layout = out._layout
    if layout.root is not layout or not layout.dummy.flags.writeable or alias_matters(layout):
        return None
    try:
        result = elementwise(ufunc, nodes, line=line, **options)
    except Exception:  # noqa: BLE001  With an output NumPy says it in other words.
        return None
    return result if result.layout is layout and not result.scalar else None


def power_assigned(out: Array, exponent: Any, mod: None = None) -> Any:
    """Do ``out **= exponent`` and return `out`.

    Raises
    ------
    Exception
        NumPy's own, for all that NumPy refuses without looking at data.
    """
    if mod is not None:
        return NotImplemented
    line = source_line()
    node = as_node(exponent, line)
    check_output(power_into, (node,), out._layout, None, ())
    write(out, out._layout, call_into, (node,), line, covers=False, function=power_into, masked=False, options=())
    return out


def matmul_into(a: Any, b: Any, out: Array, options: dict[str, Any]) -> Array:
    """Do ``matmul(a, b, out=out)`` and return `out`.

    Raises
    ------
    Exception
        NumPy's own, for all that NumPy refuses without looking at data.
    """
    line = source_line()
    nodes, fixed = apart((a, b), (as_node(a, line), as_node(b, line)), line), tuple(sorted(options.items()))
    shape = matmul(*nodes, line=line, **options).layout.shape
    check_output(np.matmul, nodes, out._layout, None, fixed, shape)
    write(out, out._layout, call_into, nodes, line, covers=True, function=np.matmul, masked=False, options=fixed)
    return out
