"""A pytest plugin: every test of the suite starts from the same random numbers.

Hypothesis draws by its own seed, but what its `example()` hands out, which the suite's special cases use, it shuffles
with Python's global generator: without this, NumPy itself passes one run and fails the next.
"""

from __future__ import annotations

import os
import random


def pytest_runtest_call() -> None:
    """Seed Python's global generator before a test is called."""
    random.seed(int(os.environ["SUITE_SEED"]))
