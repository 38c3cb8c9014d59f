"""Tiles and panels so small that small matrices have many."""

from __future__ import annotations

from dask_linalg.algorithms import banded, elimination, lu_solve, panel_qr, tall_qr, triangular
from dask_linalg.tiles import pairing, tiling

SIZES = [
    (tiling, "TILE", 8),
    (tiling, "_SMALLEST", 4),
    (tiling, "_LARGEST", 16),
    (triangular, "COLUMNS", 6),
    (banded, "COLUMNS", 6),
    (elimination, "PANEL", 8),
    (lu_solve, "WIDTHS", (3, 8)),
    (pairing, "TILE", 8),
    (pairing, "SMALLEST", 4),
    (pairing, "LARGEST", 16),
    (panel_qr, "PANEL", 5),
    (panel_qr, "ELEMENTS", 200),
    (panel_qr, "WORTH", 0),
    (tall_qr, "HEIGHT", 11),
    (tall_qr, "ELEMENTS", 0),
    (tall_qr, "STEPS", 2),
    (tall_qr, "FAN", 3),
]


def make_small(set_attribute):
    """Set all sizes with a function that takes a module, a name and a value."""
    for module, name, value in SIZES:
        set_attribute(module, name, value)
