"""Matrices turned over, and conjugated."""

from __future__ import annotations

import dask.array as da


def adjoint(a: da.Array) -> da.Array:
    """Return the conjugate transposes of matrices."""
    turned = a.transpose((*range(a.ndim - 2), a.ndim - 1, a.ndim - 2))
    return turned.conj() if a.dtype.kind == "c" else turned
