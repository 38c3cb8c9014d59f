"""What the functions of `numpy.linalg` take.

NumPy hands LAPACK one matrix after the other, each copied in Fortran order, so the work space is that of one matrix.
What BLAS takes once for itself, a packing buffer for each of its threads, belongs to the process and is not counted.

References
----------
G. H. Golub and C. F. Van Loan, "Matrix Computations", 4th edition, Johns Hopkins University Press, 2013: the counts of
operations in sections 3.2 (LU), 4.2 (Cholesky), 5.2 and 5.3 (QR, least squares), 7.5, 8.3 and 8.6 (eigenvalues, singular
values).
E. Anderson et al., "LAPACK Users' Guide", 3rd edition, SIAM, 1999: the work space of the drivers.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable
from itertools import pairwise

import numpy as np

from symnp._layout.layout import Layout
from symnp._ops.call import Call, matrices
from symnp._ops.call_cost import CallCost, at_rate, by_function, each_element, item_size

Count = Callable[[int, int, int], float]
"""Of rows, columns and right-hand sides: a number for one matrix."""

_COMPLEX = 4  # Real operations in the place of one.


def _right_side(call: Call, a: Layout) -> int:
    b = call.array(1, "b")
    if b is None:
        return 0
    return 1 if len(b.shape) < 2 else b.shape[-1]


def _is_complex(call: Call) -> bool:
    return any(one.dtype.kind == "c" for one in call.arrays())


def _number(call: Call) -> int:
    """Return the bytes of a number in LAPACK: NumPy computes in double precision and rounds the result."""
    return 16 if _is_complex(call) else 8


def _flops(count: Count) -> Callable[[Call], float]:
    def flops(call: Call) -> float:
        many, m, n = matrices(call.first)
        weight = _COMPLEX if _is_complex(call) else 1
        return many * weight * count(m, n, _right_side(call, call.first))

    return flops


def _room(count: Count) -> Callable[[Call], float]:
    """Return the work space of a function of one matrix at a time."""

    def workspace(call: Call) -> float:
        _, m, n = matrices(call.first)
        return count(m, n, _right_side(call, call.first)) * _number(call) + _casts(call)

    return workspace


def _casts(call: Call) -> float:
    """Return the bytes of operands in double precision, where they are not, and of what results have too much of then."""
    size = _number(call)
    operands = sum(one.size * size for one in call.arrays() if one.dtype.kind not in "fc" or one.dtype.itemsize != size)
    single = all(one.dtype.char in "fF" for one in call.arrays())
    return operands + (call.returned if single else 0)


def _driver(flops: Count, room: Count, rate: Hashable) -> CallCost:
    return CallCost(_flops(flops), _room(room), at_rate(rate))


def _lu(m: int, n: int, k: int) -> float:
    return 2 / 3 * n**3 + 2 * n**2 * k


_LU = _driver(_lu, lambda m, n, k: n * n, "lu")
_SOLVE = _driver(_lu, lambda m, n, k: n * n + n * k, "lu")
_INVERSE = _driver(lambda m, n, k: 2 * n**3, lambda m, n, k: 2 * n * n, "lu")
_CHOLESKY = _driver(lambda m, n, k: n**3 / 3, lambda m, n, k: n * n, "cholesky")


def _singular(m: int, n: int, k: int) -> float:
    """Count the singular values: bidiagonalisation."""
    long, short = max(m, n), min(m, n)
    return 4 * long * short**2 - 4 / 3 * short**3


_VALUES = _driver(_singular, lambda m, n, k: m * n, "singular values")


def _with_vectors(m: int, n: int, k: int) -> float:
    long, short = max(m, n), min(m, n)
    return 6 * long * short**2 + 20 * short**3


def _svd_room(m: int, n: int, full: bool) -> float:
    """Count a copy, both sets of vectors, and what LAPACK's divide and conquer needs."""
    long, short = max(m, n), min(m, n)
    vectors = long * (long if full else short) + short * short
    return m * n + vectors + 3 * short * short


def _svd_wants(call: Call) -> tuple[bool, bool]:
    full, vectors = call.argument(1, "full_matrices", True), call.argument(2, "compute_uv", True)
    return bool(full), bool(vectors)


def _svd_flops(call: Call) -> float:
    return _flops(_with_vectors if _svd_wants(call)[1] else _singular)(call)


def _svd_workspace(call: Call) -> float:
    full, vectors = _svd_wants(call)
    return _room((lambda m, n, k: _svd_room(m, n, full)) if vectors else lambda m, n, k: m * n)(call)


def _svd_rate(call: Call) -> Hashable:
    return "singular vectors" if _svd_wants(call)[1] else "singular values"


def _pinv_workspace(call: Call) -> float:
    """Count a thin decomposition with its results; the inverse itself comes when the work space has gone."""
    many, m, n = matrices(call.first)
    short = min(m, n)
    size = _number(call)
    return max(0, (_svd_room(m, n, False) + many * (m + n) * short) * size - call.returned) + _casts(call)


_PINV = CallCost(_flops(_with_vectors), _pinv_workspace, at_rate("singular vectors"))
_SVD = CallCost(_svd_flops, _svd_workspace, _svd_rate)
_EIGH = _driver(lambda m, n, k: 9 * n**3, lambda m, n, k: 3 * n * n, "eigenvectors")
_EIGVALSH = _driver(lambda m, n, k: 4 / 3 * n**3, lambda m, n, k: n * n, "eigenvalues")
_EIG = _driver(lambda m, n, k: 25 * n**3, lambda m, n, k: 4 * n * n, "general eigenvectors")
_EIGVALS = _driver(lambda m, n, k: 10 * n**3, lambda m, n, k: n * n, "general eigenvectors")


def _qr_flops(call: Call) -> float:
    def count(m: int, n: int, k: int) -> float:
        long, short = max(m, n), min(m, n)
        factor = 2 * short**2 * (long - short / 3)
        mode = call.argument(1, "mode", "reduced")
        if mode in ("r", "raw"):
            return factor
        return factor + (factor if mode == "reduced" else 4 * (m * m * short - m * short**2 + short**3 / 3))

    return _flops(count)(call)


def _qr_workspace(call: Call) -> float:
    """Count NumPy's copy and LAPACK's, and Q twice where it is formed."""
    many, m, n = matrices(call.first)
    mode, size = call.argument(1, "mode", "reduced"), _number(call)
    q = {"reduced": m * min(m, n), "complete": m * m}.get(mode, 0)
    held = (many * m * n + m * n) + (many + 1) * q
    return float(max(0, held * size - call.returned))


_QR = CallCost(_qr_flops, _qr_workspace, at_rate("qr"))
_LSTSQ = _driver(
    lambda m, n, k: _singular(m, n, k) + 4 * m * n * max(k, 1),
    lambda m, n, k: m * n + max(m, n) * max(k, 1),
    "singular values",
)


def _by_norm(call: Call, place: int) -> CallCost:
    order, axis = call.argument(place, "ord" if call.function is np.linalg.norm else "p"), call.argument(2, "axis")
    matrix = len(call.first.shape) >= 2 and (axis is None or isinstance(axis, tuple))
    if matrix and (order in (2, -2, "nuc") or (order is None and call.function is np.linalg.cond)):
        return _VALUES
    if call.function is np.linalg.cond:
        # The inverse is there while it is formed out of two copies.
        return CallCost(_INVERSE.flops, lambda one: 1.5 * _INVERSE.workspace(one), _INVERSE.rate)
    if axis is None and order in (None, "fro"):
        return _DOT
    return _TEMPORARY


_DOT = CallCost(lambda call: 2 * call.largest)
_TEMPORARY = CallCost(lambda call: 3 * call.largest, lambda call: call.first.size * item_size(call.first.dtype))
_NORM = CallCost(
    lambda call: _by_norm(call, 1).flops(call),
    lambda call: _by_norm(call, 1).workspace(call),
    lambda call: _by_norm(call, 1).rate(call),
)


def _power(call: Call) -> tuple[int, int]:
    """Return how many products repeated squaring takes, and how many matrices it holds besides the result."""
    given = call.argument(1, "n", 1)
    n = abs(int(given)) if isinstance(given, (int, np.integer)) else 1
    inverted = int(n > 0 and given < 0)
    if n < 2:
        return 0, 0
    if n == 3:
        return 2, 1 + inverted
    products = n.bit_length() - 1 + n.bit_count() - 1
    held = 0 if n == 2 else 1 if n.bit_count() == 1 else 2
    return products, held + inverted


_POWER = CallCost(
    lambda call: _flops(lambda m, n, k: 2 * n**3 * _power(call)[0])(call),
    lambda call: _power(call)[1] * call.returned,
    at_rate("product"),
)


def _chain(call: Call) -> list[Layout]:
    return list(call.arrays())


def _chain_flops(call: Call) -> float:
    """Count from left to right: the best order is not looked for here."""
    sides = [one.shape[0] if len(one.shape) > 1 else 1 for one in _chain(call)[:1]]
    sides += [one.shape[-1] for one in _chain(call)]
    return sum(2.0 * sides[0] * a * b for a, b in pairwise(sides[1:]))


def _chain_workspace(call: Call) -> float:
    arrays = _chain(call)
    return max((math.prod(one.shape) * one.dtype.itemsize for one in arrays), default=0) if len(arrays) > 2 else 0


_CHAIN = CallCost(_chain_flops, _chain_workspace, at_rate("product"))

LINALG = by_function(
    {
        "solve tensorsolve": _SOLVE,
        "inv tensorinv": _INVERSE,
        "det slogdet": _LU,
        "cholesky": _CHOLESKY,
        "qr": _QR,
        "svd": _SVD,
        "svdvals matrix_rank": _VALUES,
        "pinv": _PINV,
        "eigh": _EIGH,
        "eigvalsh": _EIGVALSH,
        "eig": _EIG,
        "eigvals": _EIGVALS,
        "lstsq": _LSTSQ,
        "norm matrix_norm vector_norm cond": _NORM,
        "matrix_power": _POWER,
        "multi_dot": _CHAIN,
        "trace": CallCost(lambda call: each_element(call) ** 0.5),
    },
    np.linalg,
)
"""The costs of `numpy.linalg`."""
