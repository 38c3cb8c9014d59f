"""Where the bits of an elementwise function depend on which of NumPy's loops computes it.

NumPy has loops for contiguous operands, for steps and for operands that run backwards, and the first two do the same to
each element. What runs backwards takes loops of the C library for the functions that IEEE 754 does not prescribe to the
last bit. `fmin` and `fmax` of zeros of both signs depend on where in a vector register an element stands. A power
whose exponents all lie in one place, as those of a single column may, is a square, a root or a reciprocal where it can be, and cube roots of half
precision are others where they lie side by side.

References
----------
IEEE 754-2019, clause 5.4 (the operations that are rounded correctly).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from symnp._graph.node import Node
from symnp._ops.elementwise import astype

_POSITION_MATTERS = (np.fmin, np.fmax)
_PRESCRIBED = frozenset(
    [
        np.add, np.subtract, np.multiply, np.true_divide, np.sqrt, np.negative, np.positive, np.absolute, np.sign,
        np.maximum, np.minimum, np.floor, np.ceil, np.trunc, np.rint, np.less, np.less_equal, np.greater,
        np.greater_equal, np.equal, np.not_equal, np.isnan, np.isinf, np.isfinite, np.signbit, np.copysign, np.where,
        np.copy, astype,
    ]
)  # fmt: skip


def position_is_nothing(call: Node) -> bool:
    """Whether an element comes out the same wherever it stands."""
    return call.params[0] not in _POSITION_MATTERS and not _is_told_from_steps(call)


def _is_told_from_steps(call: Node) -> bool:
    """Whether the steps from element to element, which a slice may change, choose another formula."""
    function = call.params[0]
    if function is np.power:
        return call.layout.dtype.kind == "f" and bool(call.args and call.args[1].layout.shape)
    return function is np.cbrt and call.layout.dtype == np.float16


def direction_is_nothing(call: Node, args: Sequence[Node]) -> bool:
    """Whether an element comes out the same if operands that run backwards are laid out anew."""
    if all(not arg.layout.strides or min(arg.layout.strides) >= 0 for arg in args):
        return True
    kinds = {node.layout.dtype.kind for node in (call, *args)}
    return kinds <= set("biu") or (call.params[0] in _PRESCRIBED and "c" not in kinds)
