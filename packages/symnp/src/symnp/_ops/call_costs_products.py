"""What products take besides `matmul`: copies of operands that BLAS cannot read as they lie.

References
----------
C. L. Lawson et al., "Basic Linear Algebra Subprograms for Fortran usage", ACM Transactions on Mathematical Software 5
(1979): what an operand has to look like.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from symnp._layout.layout import Layout
from symnp._ops.call import Call, matrices
from symnp._ops.call_cost import CallCost, at_rate, by_function

_BLAS = "fdFD"
_COMPLEX = 4


def product_rate(dtype: np.dtype[Any]) -> Hashable:
    """Return the rate of a product: BLAS's, or that of NumPy's own loops for integers and other dtypes."""
    return "product" if dtype.char in _BLAS else "plain product"


def product_weight(dtype: np.dtype[Any]) -> int:
    """Return how many real operations take the place of one."""
    return _COMPLEX if dtype.kind == "c" else 1


def blas_reads(layout: Layout) -> bool:
    """Whether BLAS can read the matrices of an array as they lie: one of their axes without gaps, the other forward."""
    if len(layout.shape) < 2:
        return True
    (m, n), (down, right), size = layout.shape[-2:], layout.strides[-2:], layout.dtype.itemsize
    rows = right == size and down % size == 0 and down >= n * size
    columns = down == size and right % size == 0 and right >= m * size
    return rows or columns or min(m, n) <= 1


def copied_bytes(operands: Sequence[Layout], dtype: np.dtype[Any]) -> int:
    """Return the bytes of the copies that `matmul` makes: of all in another dtype, and of one matrix that BLAS cannot read."""
    total = 0
    vector = any(len(one.shape) < 2 for one in operands)
    for one in operands:
        if one.dtype != dtype:
            total += one.size * dtype.itemsize
        elif dtype.char in _BLAS and not vector and not blas_reads(one):
            _, m, n = matrices(one)
            total += m * n * dtype.itemsize
    return total


def _common(call: Call) -> np.dtype[Any]:
    return np.result_type(*[one.dtype for one in call.arrays()])


def _pair(call: Call) -> list[Layout]:
    return list(call.arrays())[:2]


def _rate(call: Call) -> Hashable:
    return product_rate(_common(call))


def _returned_elements(call: Call) -> float:
    return call.returned / _common(call).itemsize


def _dot_flops(call: Call) -> float:
    """Count the multiplications and additions: each element of the result has one of each for each common element."""
    pair = _pair(call)
    if len(pair) < 2:
        return float(call.largest)
    common = pair[0].shape[-1] if pair[0].shape and pair[1].shape else 1
    if call.function is np.vdot:
        common = pair[0].size
    return 2 * product_weight(_common(call)) * _returned_elements(call) * common


def _dot_workspace(call: Call) -> float:
    """Count the operands in another dtype, and those with gaps: unlike `matmul`, `dot` copies them all."""
    dtype, total = _common(call), 0
    for one in _pair(call):
        flags = one.dummy.flags
        gaps = len(one.shape) > 1 and not (flags.c_contiguous or flags.f_contiguous)
        total += one.size * dtype.itemsize if gaps or one.dtype != dtype else 0
    return total


def _summed_axes(call: Call) -> tuple[list[int], list[int]]:
    """Return the axes over which a tensor product is summed."""
    pair, axes = _pair(call), call.argument(2, "axes", 2)
    ndim = len(pair[0].shape)
    if isinstance(axes, (int, np.integer)):
        return list(range(ndim - int(axes), ndim)), list(range(int(axes)))
    left, right = ([int(axis) for axis in np.atleast_1d(one)] for one in axes)
    return [axis % ndim for axis in left], [axis % len(pair[1].shape) for axis in right]


def _tensordot_flops(call: Call) -> float:
    left, _ = _summed_axes(call)
    common = math.prod(_pair(call)[0].shape[axis] for axis in left)
    return 2 * product_weight(_common(call)) * _returned_elements(call) * common


def _tensordot_workspace(call: Call) -> float:
    """Count the operands whose axes have to be brought into order: reshaped, they are copies."""
    dtype, total = _common(call), 0
    left, right = _summed_axes(call)
    for one, axes, summed_last in zip(_pair(call), (left, right), (True, False), strict=True):
        rest = [axis for axis in range(len(one.shape)) if axis not in axes]
        order = rest + axes if summed_last else axes + rest
        moved = one.dummy.transpose(order)
        length = math.prod(one.shape[axis] for axis in axes)
        shape = (-1, length) if summed_last else (length, -1)
        total += 0 if _is_view(moved, shape) else one.size * dtype.itemsize
    return total


def _is_view(array: np.ndarray, shape: tuple[int, int]) -> bool:
    try:
        array.reshape(shape, copy=False)
    except ValueError:
        return False
    return True


def _einsum_labels(call: Call) -> tuple[list[str], list[Layout]] | None:
    text = call.args[0] if call.args else None
    if not isinstance(text, str) or "." in text:
        return None
    inputs = text.replace(" ", "").split("->", maxsplit=1)[0].split(",")
    arrays = list(call.arrays())
    return (inputs, arrays) if len(inputs) == len(arrays) else None


def _einsum_flops(call: Call) -> float:
    """Count all combinations of indices, or only those of the pair that costs most where an order is looked for."""
    found = _einsum_labels(call)
    if found is None:
        return 2.0 * call.largest
    inputs, arrays = found
    length = {
        letter: n
        for one, array in zip(inputs, arrays, strict=True)
        for letter, n in zip(one, array.shape, strict=False)
    }
    if len(inputs) > 2 and call.keywords.get("optimize"):
        pairs = [set(a) | set(b) for a, b in pairwise(inputs)]
        return sum(2.0 * math.prod(length[letter] for letter in pair) for pair in pairs)
    return len(inputs) * float(math.prod(length.values()))


def _einsum_rate(call: Call) -> Hashable:
    return _rate(call) if call.keywords.get("optimize") else "einsum"


def _einsum_workspace(call: Call) -> float:
    """Count a product between two others where an order is looked for; the plain loops need nothing."""
    arrays = list(call.arrays())
    return call.returned if call.keywords.get("optimize") and len(arrays) > 2 else 0


def _covariance_workspace(call: Call) -> float:
    """Count the deviations: a copy of the operand, or of both joined, next to their parts."""
    arrays = list(call.arrays())
    size = sum(one.size for one in arrays) * max((one.dtype.itemsize for one in arrays), default=8)
    weight = 1.5 if len(arrays) > 1 else 1
    return weight * size * (2 if any(one.dtype.kind == "c" for one in arrays) else 1)


def _covariance_flops(call: Call) -> float:
    rows = math.sqrt(call.returned / 8)
    return 2 * rows * max(call.largest, 1)


def _convolution_flops(call: Call) -> float:
    return 2 * call.largest * max(1, min(one.size for one in call.arrays()))


_DOT = CallCost(_dot_flops, _dot_workspace, _rate)
_VECTOR = CallCost(lambda call: 2 * call.largest)
_TENSOR = CallCost(_tensordot_flops, _tensordot_workspace, _rate, gives_view=True)

_OF_NUMPY = {
    "dot inner vdot": _DOT,
    "vecdot matvec vecmat": _VECTOR,
    "tensordot": _TENSOR,
    "einsum": CallCost(_einsum_flops, _einsum_workspace, _einsum_rate),
    "cov corrcoef": CallCost(_covariance_flops, _covariance_workspace, _rate),
    "convolve correlate": CallCost(_convolution_flops, rate=at_rate("convolve")),
}

PRODUCTS = by_function(_OF_NUMPY, np) | by_function(
    {"matmul": _DOT, "vecdot outer": _VECTOR, "tensordot": _TENSOR}, np.linalg
)
"""The costs of products."""
