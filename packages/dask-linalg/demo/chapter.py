"""dask-linalg's chapter: least squares and principal components of real data, planned, computed, checked and compared."""

from __future__ import annotations

import sys
from pathlib import Path

import matplotlib as mpl

from monorepo_testing.demo.page import Chapter

mpl.use("Agg")
sys.path.insert(0, str(Path(__file__).parent))  # The page runs this file by its path; the sections lie beside it.

from dask_linalg_chapter import components, regression

TITLE = "dask-linalg: factorisations that can be trusted"


def show(chapter: Chapter) -> None:
    """Solve both problems and show how well they are solved."""
    chapter.text(
        "Matrices that do not fit one task are cut into tiles, and factored tile by tile under Dask. The functions below have "
        "the names, signatures and results of `numpy.linalg`; what NumPy computes is the measure for each of them."
    )
    for section in (regression, components):
        section.show(chapter)
