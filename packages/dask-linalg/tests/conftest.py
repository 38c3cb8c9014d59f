"""Hypothesis profiles, and tiles so small that small matrices have many."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings
from small import make_small

settings.register_profile("ci", derandomize=True, max_examples=100, deadline=None)
settings.register_profile("nightly", max_examples=2000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


@pytest.fixture
def small_tiles(monkeypatch):
    """Let a tile have eight rows, and chunks of four to sixteen rows be good tiles."""
    make_small(monkeypatch.setattr)
