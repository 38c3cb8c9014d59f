"""The paired benchmark runner: a claim, its contenders in fresh processes, rounds interleaved, every result checked.

`python -m monorepo_testing.paired benchmarks/slice.py` runs the claim in a file and stores the run as JSON.
"""

from __future__ import annotations

from monorepo_testing.paired.claim import Claim, load_claim
from monorepo_testing.paired.contender import Contender
from monorepo_testing.paired.errors import (
    BenchmarkError,
    ClaimError,
    ContenderCrashedError,
    ContenderHungError,
    ContenderMemoryError,
    GarbageOutputError,
    WrongResultError,
)
from monorepo_testing.paired.result import read, write
from monorepo_testing.paired.rounds import run
from monorepo_testing.paired.table import table

__all__ = [
    "BenchmarkError",
    "Claim",
    "ClaimError",
    "Contender",
    "ContenderCrashedError",
    "ContenderHungError",
    "ContenderMemoryError",
    "GarbageOutputError",
    "WrongResultError",
    "load_claim",
    "read",
    "run",
    "table",
    "write",
]
