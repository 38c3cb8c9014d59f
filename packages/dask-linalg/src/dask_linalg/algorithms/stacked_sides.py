"""Stacks of right-hand sides for one matrix: they are solved side by side, as the columns of one matrix."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import prod

import dask.array as da
import numpy as np


def side_by_side(solve: Callable[[da.Array], da.Array], b: da.Array) -> da.Array:
    """Return the solutions for a stack of right-hand sides.

    Parameters
    ----------
    solve : callable
        What returns the solutions for one matrix of right-hand sides.
    b : dask.array.Array of shape (..., n, k)
        The right-hand sides.

    Returns
    -------
    dask.array.Array of shape (..., n, k)
        The solutions, in the chunks of `b` but for their rows, which have those that `solve` gives them.
    """
    if b.ndim == 2:
        return solve(b)
    # Planned arrays cannot be reshaped.
    *stack, _, k = b.shape
    x = solve(da.concatenate([b[which] for which in np.ndindex(*stack)], axis=1))
    solutions = [x[:, i * k : (i + 1) * k] for i in range(prod(stack))]
    return _stacked(solutions, stack).rechunk((*b.chunks[:-2], x.chunks[0], b.chunks[-1]))


def _stacked(solutions: Sequence[da.Array], shape: Sequence[int]) -> da.Array:
    """Return matrices in a stack of a shape."""
    if not shape:
        return solutions[0]
    step = len(solutions) // shape[0]
    return da.stack([_stacked(solutions[i * step : (i + 1) * step], shape[1:]) for i in range(shape[0])])
