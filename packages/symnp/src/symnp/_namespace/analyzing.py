"""The verb that says what a program could do better."""

from __future__ import annotations

import numpy as np

from symnp._array.array import Array
from symnp._array.convert import peeked
from symnp._explain.analysis import Analysis, analyse_nodes
from symnp._rewrite.rule import Level


def analyze(*arrays: Array, level: Level = "exact") -> Analysis:
    """Say what computing arrays wastes, where numbers may be wrong, and what to write in its place.

    Parameters
    ----------
    *arrays : Array
        What to analyse, of any shapes; arrays without data can be analysed too.
    level : {"none", "exact", "reassociate", "algebraic"}, default "exact"
        How far the computation will be rewritten: what that mends is not told, what a higher level would mend is.

    Returns
    -------
    Analysis
        A report that prints as text and shows as a table in a notebook. Its ``findings`` name the user's line and
        propose what to write there; what matters most comes first.

    Raises
    ------
    ValueError
        If there is no such level.
    TypeError
        If nothing is given, or something other than a symnp array.

    Notes
    -----
    Looked for are intermediate results much larger than inputs and result, a peak of memory that the machine does not
    have, products in a costly order, inverses that are only multiplied, expressions that are written twice, dtypes that
    become wider by accident, integers that can wrap around, lines that ask for values hundreds of times, and whatever
    else a higher level of rewriting would make much cheaper. What would save less than a millisecond, or less than a
    twentieth of the whole, is not told. Small captured arrays of integers are looked at; nothing is computed.

    Examples
    --------
    >>> import symnp
    >>> a, v = symnp.spec((2000, 2000)), symnp.spec(2000)
    >>> [finding.kind for finding in symnp.analyze(a @ a @ v).findings]
    ['matmul-order']
    """
    if not arrays:
        raise TypeError("symnp.analyze() takes at least one array, but none was given")
    for array in arrays:
        if not isinstance(array, (Array, np.generic)):
            raise TypeError(f"symnp.analyze() takes symnp arrays, but got {type(array).__name__}: {array!r}")
    nodes = [peeked(array) for array in arrays]
    lines = {node: getattr(array, "_line", None) for node, array in zip(nodes, arrays, strict=True)}
    return analyse_nodes(nodes, level, {node: line for node, line in lines.items() if line is not None})
