"""What NumPy's functions take: one entry a function, and a rule for the rest.

The work space was measured as the growth of resident memory in a fresh process, beside the operands and the results, and
is tested the same way. Arithmetic is counted as the literature does.
"""

from __future__ import annotations

from typing import Any

from symnp._graph.node import Node
from symnp._ops.call import Call, called
from symnp._ops.call_cost import UNKNOWN, CallCost
from symnp._ops.call_costs_fft import FFT
from symnp._ops.call_costs_linalg import LINALG
from symnp._ops.call_costs_products import PRODUCTS
from symnp._ops.call_costs_rest import REST
from symnp._ops.call_costs_sorting import SORTING

COSTS: dict[Any, CallCost] = {**LINALG, **FFT, **SORTING, **PRODUCTS, **REST}
"""By function."""


def cost_of(node: Node) -> tuple[CallCost, Call]:
    """Return what is known of the costs of a call, and the call."""
    call = called(node)
    try:
        return COSTS.get(call.function, UNKNOWN), call
    except TypeError:  # A function that cannot be hashed.
        return UNKNOWN, call
