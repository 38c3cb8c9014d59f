"""The errors that symnp adds to NumPy's own."""

from __future__ import annotations

__all__ = [
    "ChangedInputError",
    "LayoutTooLargeError",
    "MaterialisationError",
    "MaterialisationWarning",
    "MissingDataError",
    "NotYetSupportedError",
    "PeakTooLargeError",
    "TracingError",
]


class ChangedInputError(RuntimeError):
    """Raised when an array captured under ``options(capture="check")`` was changed before a computation read it."""


class MissingDataError(RuntimeError):
    """Raised when a value is asked of an array that was made by `symnp.spec` and has no data."""


class TracingError(RuntimeError):
    """Raised when a function cannot be traced by `symnp.jit`: its plan would depend on values."""


class NotYetSupportedError(NotImplementedError, TypeError):
    """Raised when NumPy offers an operation that this version of symnp cannot build yet.

    It is also a ``TypeError``, because that is what NumPy raises where a type does not support a function.
    """


class MaterialisationError(RuntimeError):
    """Raised when a value is asked for while `symnp.options` forbids to compute one behind the scenes."""


class MaterialisationWarning(UserWarning):
    """Given where a value is asked for while `symnp.options` says that each computation behind the scenes is to be told."""


class LayoutTooLargeError(MemoryError):
    """Raised when an array is larger than the address space that the system lets symnp reserve."""


class PeakTooLargeError(MemoryError):
    """Raised before a computation begins whose predicted peak of memory is above what the system has left."""
