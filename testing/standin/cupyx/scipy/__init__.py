"""cupyx.scipy, but for its sparse matrices."""

from __future__ import annotations

from cupyx.scipy import linalg

__all__ = ["linalg"]
