"""What BLAS needs for itself: it packs the factors of a product into buffers, and keeps those."""

from __future__ import annotations

from symnp._graph.node import Node
from symnp._ops.call import matrices
from symnp._ops.call_costs import cost_of
from symnp._ops.call_costs_linalg import LINALG

_DEPTH = 3072
_ROWS, _COLUMNS = 24_000, 256
"""Bytes of a row of the first factor that are packed at a time, rows of it, and columns of the second factor.

So it is with OpenBLAS on two threads: square matrices of 200, 500 and 1000 rows in double precision were seen to take buffers of
0.9, 1.8 and 4.4 MB, and 1000 rows in single and complex precision 2.8 and 3.3 MB; 20000 and 200000 rows of 60 numbers took 9.4
and 11 MB, 20000 rows of 300 numbers 45 MB. A single thread packs less.
"""


def packed_bytes(node: Node) -> int:
    """Return the bytes of the buffers, for a product of matrices and for the products within a decomposition."""
    if node.op.kind == "contraction":
        a, b = [arg.layout for arg in node.args[:2]]
        if min(len(a.shape), len(b.shape)) < 2 or node.layout.dtype.char not in "fdFD":
            return 0
        return _packed(a.shape[-2], b.shape[-1], a.shape[-1] * node.layout.dtype.itemsize)
    if node.op.kind in ("call", "several") and node.params[0] in LINALG:
        _, m, n = matrices(cost_of(node)[1].first)
        return _packed(min(m, n), min(m, n), 8 * min(m, n))
    return 0


def _packed(m: int, n: int, depth: int) -> int:
    """Return the bytes for a product of m rows and n columns; a vector is not packed."""
    return 0 if min(m, n) < 2 else min(depth, _DEPTH) * (min(m, _ROWS) + min(n, _COLUMNS))
