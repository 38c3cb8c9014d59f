"""Hypothesis profiles, and tiles so small that small matrices have many."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

from dask_linalg.algorithms import banded, elimination, lu_solve, panel_qr, tall_qr, triangular
from dask_linalg.tiles import pairing, tiling

settings.register_profile("ci", derandomize=True, max_examples=100, deadline=None)
settings.register_profile("nightly", max_examples=2000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


@pytest.fixture
def small_tiles(monkeypatch):
    """Let a tile have eight rows, and chunks of four to sixteen rows be good tiles."""
    monkeypatch.setattr(tiling, "TILE", 8)
    monkeypatch.setattr(tiling, "_SMALLEST", 4)
    monkeypatch.setattr(tiling, "_LARGEST", 16)
    monkeypatch.setattr(triangular, "COLUMNS", 6)
    monkeypatch.setattr(banded, "COLUMNS", 6)
    monkeypatch.setattr(elimination, "PANEL", 8)
    monkeypatch.setattr(lu_solve, "WIDTHS", (3, 8))
    monkeypatch.setattr(pairing, "TILE", 8)
    monkeypatch.setattr(pairing, "SMALLEST", 4)
    monkeypatch.setattr(pairing, "LARGEST", 16)
    monkeypatch.setattr(panel_qr, "PANEL", 5)
    monkeypatch.setattr(panel_qr, "ELEMENTS", 200)
    monkeypatch.setattr(panel_qr, "WORTH", 0)
    monkeypatch.setattr(tall_qr, "HEIGHT", 11)
    monkeypatch.setattr(tall_qr, "ELEMENTS", 0)
    monkeypatch.setattr(tall_qr, "STEPS", 2)
    monkeypatch.setattr(tall_qr, "FAN", 3)
