"""The errors that are this package's own; singular and indefinite matrices raise `numpy.linalg.LinAlgError`."""

from __future__ import annotations

__all__ = ["GatherLimitError"]


class GatherLimitError(ValueError):
    """A matrix would have to be gathered into one task, and is larger than the limit for that."""
