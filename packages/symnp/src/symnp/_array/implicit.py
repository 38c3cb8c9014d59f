"""What happens when Python or NumPy asks for a value that is not there yet: it is allowed, warned of, or refused."""

from __future__ import annotations

import warnings
from collections import Counter

from symnp._array.options import on_implicit
from symnp._array.source_line import frames_to_user, source_line
from symnp._graph.node import Node, SourceLine
from symnp.errors import MaterialisationError, MaterialisationWarning

_WHO_ASKS = (
    "bool, int, float, iteration over values, printing, numpy.asarray and other libraries do that; use symnp.compute(x) "
    "where it is meant"
)

asked_at: Counter[SourceLine] = Counter()
"""How often each line has asked for a value that was not there yet."""


def asked_for(node: Node) -> None:
    """Take note that a value is asked for behind the scenes.

    Raises
    ------
    MaterialisationError
        If that is forbidden.
    """
    answer = on_implicit()
    if answer == "raise":
        raise MaterialisationError(
            f'the value of {node.op.label(node)} is asked for, which options(on_implicit="raise") forbids here: {_WHO_ASKS}'
        )
    if answer == "warn":
        text = f"the value of {node.op.label(node)}, shape {node.layout.shape}, is computed here: {_WHO_ASKS}"
        warnings.warn(text, MaterialisationWarning, stacklevel=frames_to_user())
    line = source_line()
    if line is not None:
        asked_at[line] += 1
