"""What can go wrong with a benchmark, by name; each text says which contender, what it printed last, what to do."""

from __future__ import annotations


class BenchmarkError(RuntimeError):
    """No figure came of a run: the base of every error here."""


class ClaimError(BenchmarkError):
    """A claim, or a stored run, does not say what it must."""


class WrongResultError(BenchmarkError):
    """A contender's result is not the oracle's."""


class ContenderCrashedError(BenchmarkError):
    """A contender could not be built or started, raised an exception, or ended with a status other than zero."""


class ContenderHungError(BenchmarkError):
    """A contender did not end within its timeout and was killed, with all the processes it had started."""


class ContenderMemoryError(BenchmarkError):
    """A contender ran out of memory, or was killed as the kernel kills what takes too much."""


class GarbageOutputError(BenchmarkError):
    """A contender ended well but its answer cannot be read, or holds no positive number of seconds."""
