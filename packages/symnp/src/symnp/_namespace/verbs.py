"""What symnp adds to NumPy's names."""

from __future__ import annotations

from typing import Any

import numpy as np

from symnp._array.array import Array, wrap
from symnp._array.convert import peeked
from symnp._array.options import level as chosen_level
from symnp._array.source_line import source_line
from symnp._explain.explanation import Explanation, explain_nodes
from symnp._graph.node import Node
from symnp._rewrite.rewriter import rewrite
from symnp._rewrite.rule import Level
from symnp._rewrite.rules import RULES
from symnp._run.compute import compute_nodes

_LONGEST = 200
"""Characters of what was given in place of an array that an error repeats."""


def nodes_of(arrays: tuple[Any, ...], verb: str) -> list[Node]:
    """Return the nodes of what a verb was given; refuse what is none of ours."""
    if not arrays:
        raise TypeError(f"symnp.{verb}() takes at least one array, but none was given")
    for array in arrays:
        if not isinstance(array, (Array, np.generic)):  # An element that was there is NumPy's scalar.
            raise TypeError(
                f"symnp.{verb}() takes symnp arrays, but got {type(array).__name__}: {_shortened(array)}{_hint(array)}"
            )
    return [peeked(array) for array in arrays]


def _shortened(given: Any) -> str:
    text = repr(given)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."


def _hint(given: Any) -> str:
    if isinstance(given, np.ndarray):
        return "; symnp.asarray() makes one of it, before it is computed with"
    if isinstance(given, (list, tuple)) and all(isinstance(one, Array) for one in given):
        return f"; several arrays are given one by one, as with a star before the {type(given).__name__}"
    return ""


def _level(asked: Level | None) -> Level:
    return chosen_level() if asked is None else asked


def compute(*arrays: Array, level: Level | None = None) -> Any:
    """Compute arrays, sharing the work that they have in common.

    Parameters
    ----------
    *arrays : Array
        What to compute, of any shapes.
    level : {"none", "exact", "reassociate", "algebraic"}, optional
        How far the computation may be rewritten: not at all, with the same bits, with floating-point operations in
        another order, or with whatever is mathematically equal. By default as `options` says, which begins at "exact".

    Returns
    -------
    ndarray, numpy scalar, or tuple of them
        One value an array. Each is a writeable array of its own, laid out as NumPy's ``copy(order="K")`` of NumPy's
        result; nothing else refers to its memory.

    Raises
    ------
    MissingDataError
        If an input was made by `spec` and has no data.
    ValueError
        If there is no such level.
    TypeError
        If nothing is given, or something other than a symnp array.

    Examples
    --------
    >>> import numpy as np, symnp
    >>> x = symnp.asarray(np.arange(1_000_000.0))
    >>> symnp.compute((x + 1)[:3])
    array([1., 2., 3.])
    """
    values = compute_nodes(nodes_of(arrays, "compute"), _level(level))
    return values[0] if len(arrays) == 1 else tuple(values)


def explain(*arrays: Array, level: Level | None = None, measure: bool = False) -> Explanation:
    """Say what computing arrays costs, as written and as rewritten, and which rules lead from one to the other.

    Parameters
    ----------
    *arrays : Array
        What to explain, of any shapes; arrays without data can be explained too.
    level : {"none", "exact", "reassociate", "algebraic"}, optional
        How far the computation may be rewritten, by default as `options` says.
    measure : bool, default False
        Also run both forms, and give the seconds and the bytes of memory at the peak beside the predictions.

    Returns
    -------
    Explanation
        A report that prints as tables and shows as a picture in a notebook. Times are in seconds, memory in bytes;
        the memory of the inputs is left out.

    Raises
    ------
    MissingDataError
        If it is to be measured and an input has no data.
    ValueError
        If there is no such level.
    TypeError
        If nothing is given, or something other than a symnp array.

    Notes
    -----
    The first call measures the speed of the machine, which takes about half a second.

    Examples
    --------
    >>> import symnp
    >>> x = symnp.spec((10_000, 1_000))
    >>> report = symnp.explain((x + 1)[:5])
    >>> report.written.estimate.peak, report.rewritten.estimate.peak
    (80040000, 40000)
    """
    return explain_nodes(nodes_of(arrays, "explain"), _level(level), measured=measure)


def optimize(array: Array, *, level: Level | None = None) -> Array:
    """Return an array with the same values whose graph is cheaper to compute.

    Parameters
    ----------
    array : Array
        An array of any shape.
    level : {"none", "exact", "reassociate", "algebraic"}, optional
        How far the computation may be rewritten, by default as `options` says.

    Returns
    -------
    Array
        An array of the same shape and dtype; its strides can be others.

    Raises
    ------
    ValueError
        If there is no such level.
    TypeError
        If something other than a symnp array is given.

    Examples
    --------
    >>> import symnp
    >>> x = symnp.spec(1_000_000)
    >>> symnp.optimize((x + 1)[:5])
    symnp.Array(add, shape=(5,), dtype=float64)
    """
    (node,), _ = rewrite(nodes_of((array,), "optimize"), RULES, _level(level))
    return wrap(node, source_line())
