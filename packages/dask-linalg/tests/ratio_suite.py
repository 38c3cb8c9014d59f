"""LAPACK's own measures over kinds of matrices, dtypes and chunks: a selection for each change, all of them by night."""

from __future__ import annotations

from itertools import product

import pytest
from matrices import DTYPES


def over(kinds, chunkings):
    """Return parameters ``kind, chunks, dtype``: each kind with each dtype, but not with all chunks, which are for the night."""
    cases = []
    for (i, kind), (j, dtype), (k, chunks) in product(enumerate(kinds), enumerate(DTYPES), enumerate(chunkings)):
        chosen = (i + j) % len(chunkings) == k
        marks = [] if chosen else [pytest.mark.stress]
        cases.append(pytest.param(kind, chunks, dtype, marks=marks, id=f"{kind}-{chunks}-{dtype}"))
    return cases


def wide(a):
    """Return a matrix in so many digits that what is multiplied to measure an error has none of its own."""
    return a.astype("G" if a.dtype.kind == "c" else "g")


def norm1(a):
    """Return the largest sum of magnitudes in a column."""
    return float(abs(a).sum(axis=0).max(initial=0)) if a.size else 0.0


def ratio(error, *, over, eps, times=1):
    """Return an error over what rounding may make of it; of a zero matrix the error itself."""
    allowed = over * eps * max(times, 1)
    return float(error / allowed) if allowed else float(error)
