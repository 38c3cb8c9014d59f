"""Blocks of elementwise operations as one compiled expression, by numexpr, where it is installed and asked for.

numexpr compiles an expression for its own virtual machine, which goes through pieces in several threads. Its functions are
not NumPy's, so that last bits can differ: nobody gets it without asking.

References
----------
D. M. Cooke, F. Alted et al., numexpr: fast numerical expression evaluator for NumPy.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import Any

import numpy as np

from symnp._graph.node import Node
from symnp._layout.memory import empty
from symnp._ops.elementwise import astype
from symnp._plan.block import Block
from symnp._plan.plan import Step

_OPERATORS: dict[Any, str] = {
    np.add: "+", np.subtract: "-", np.multiply: "*", np.divide: "/", np.power: "**", np.less: "<", np.less_equal: "<=",
    np.greater: ">", np.greater_equal: ">=", np.equal: "==", np.not_equal: "!=",
}  # fmt: skip
_FUNCTIONS: dict[Any, str] = {
    np.exp: "exp", np.expm1: "expm1", np.log: "log", np.log10: "log10", np.log1p: "log1p", np.sqrt: "sqrt", np.sin: "sin",
    np.cos: "cos", np.tan: "tan", np.arcsin: "arcsin", np.arccos: "arccos", np.arctan: "arctan", np.arctan2: "arctan2",
    np.sinh: "sinh", np.cosh: "cosh", np.tanh: "tanh", np.arcsinh: "arcsinh", np.arctanh: "arctanh", np.abs: "abs",
    np.floor: "floor", np.ceil: "ceil", np.where: "where",
}  # fmt: skip
_FLOATS = (np.dtype(np.float32), np.dtype(np.float64))


@cache
def _numexpr() -> Any:
    return importlib.import_module("numexpr")  # An extra: whoever asked for it has it.


@lru_cache(maxsize=256)
def expression_of(block: Block) -> tuple[str, tuple[Node, ...]] | None:
    """Return a block as numexpr's expression of the operands ``v0``, ``v1``, ..., and these.

    It is None where numexpr knows no such expression: of more than one result, of reductions, of dtypes other than single
    or double precision, or of functions that it does not have.
    """
    results = [node for node, role in block.members if node not in block.inner]
    floats = {node.layout.dtype for node, _ in block.members if node.layout.dtype.kind != "b"}
    if len(results) != 1 or len(floats) != 1 or not floats <= {*_FLOATS} or results[0].layout.dtype not in floats:
        return None
    (dtype,) = floats
    operands: list[Node] = []
    texts: dict[Node, str] = {}
    for node, role in block.members:
        text = _text(node, texts, operands, dtype) if role == "elementwise" else None
        if text is None:
            return None
        texts[node] = text
    return texts[results[0]], tuple(operands)


def _text(node: Node, texts: dict[Node, str], operands: list[Node], dtype: np.dtype[Any]) -> str | None:
    function, options = node.params
    args = []
    for arg in node.args:
        if arg not in texts:
            if arg.op.kind != "constant" and arg.layout.dtype != dtype:
                return None
            texts[arg] = f"v{len(operands)}"
            operands.append(arg)
        args.append(texts[arg])
    if options or function is astype:
        return None
    if function in _OPERATORS:
        return f"({args[0]} {_OPERATORS[function]} {args[1]})"
    if function is np.square:
        return f"({args[0]} * {args[0]})"
    if function is np.negative:
        return f"(-{args[0]})"
    return f"{_FUNCTIONS[function]}({', '.join(args)})" if function in _FUNCTIONS else None


def run_compiled(steps: Sequence[Step], read: Callable[[Node], Any]) -> dict[Node, Any] | None:
    """Run the steps of a block by numexpr and return the value of its result, or None where numexpr cannot."""
    block = steps[0].block
    assert block is not None
    found = expression_of(block)
    if found is None:
        return None
    text, operands = found
    (step,) = [step for step in steps if not step.inside]
    dtype = step.node.layout.dtype
    out = empty(step.node.layout) if step.reuses is None else read(step.reuses)
    values = {f"v{i}": np.asarray(read(node), dtype) for i, node in enumerate(operands)}
    _numexpr().evaluate(text, local_dict=values, global_dict={}, out=out, order="K", casting="same_kind")
    return {step.node: out}
