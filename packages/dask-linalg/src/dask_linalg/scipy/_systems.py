"""What is asked of a system of equations: a square matrix and right-hand sides that fit to it, of one dtype."""

from __future__ import annotations

from typing import Any, NamedTuple

import dask.array as da
import numpy as np

from dask_linalg.algorithms.least_squares import right_hand_sides
from dask_linalg.checks import finite, square_matrix


class System(NamedTuple):
    """A system of equations."""

    a: da.Array
    """Square matrices."""
    b: da.Array
    """Right-hand sides, of the same dtype; a vector is a matrix of one column."""
    is_vector: bool
    """Whether `b` was a vector."""

    def shaped(self, x: da.Array) -> da.Array:
        """Return solutions as the right-hand sides were: vectors of vectors."""
        return x[..., 0] if self.is_vector else x


def system(a: Any, b: Any, function: str, check_finite: bool) -> System:
    """Return a system of which has been checked what can be known of it.

    Raises
    ------
    LinAlgError
        If the matrices are not square.
    TypeError
        If there is no LAPACK for a dtype.
    ValueError
        If the shapes do not fit together, or the sizes of chunks are unknown.
    """
    matrices, (sides, is_vector) = square_matrix(a, function), right_hand_sides(b, function)
    check_shapes(matrices, sides, matrices.shape[-1], is_vector, function)
    return System(*of_one_dtype(matrices, sides, function, check_finite), is_vector)


def check_shapes(a: da.Array, b: da.Array, n: int, is_vector: bool, function: str) -> None:
    """Refuse right-hand sides that have not one row for each of the equations, or a stack that does not fit to that of the matrices."""
    if b.shape[-2] != n:
        what = "elements" if is_vector else "rows"
        raise ValueError(
            f"{function}: b has {b.shape[-2]} {what}, but a is of shape {a.shape}; b must be a vector of {n} elements or matrices "
            f"of {n} rows"
        )
    try:
        np.broadcast_shapes(a.shape[:-2], b.shape[:-2])
    except ValueError:
        raise ValueError(
            f"{function}: the stacks of a, of shape {a.shape}, and b, of shape {b.shape}, do not broadcast; a dimension before the "
            "last two must be the same in both, or one"
        ) from None


def of_one_dtype(a: da.Array, b: da.Array, function: str, check_finite: bool) -> tuple[da.Array, da.Array]:
    """Return both arrays in the dtype that holds both, and if wanted such that NaN and infinity raise an error."""
    dtype = np.result_type(a.dtype, b.dtype)
    return finite(a, function, check_finite).astype(dtype), finite(b, function, check_finite).astype(dtype)
