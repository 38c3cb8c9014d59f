"""symnp's chapter: programs on real data that ships with scikit-learn, as written, rewritten, drawn and measured."""

from __future__ import annotations

import sys
from pathlib import Path

import matplotlib as mpl

from monorepo_testing.demo.page import Chapter

mpl.use("Agg")
sys.path.insert(0, str(Path(__file__).parent))  # The page runs this file by its path; the sections lie beside it.

from symnp_chapter import components, distances, filters, panorama, products, repeated, too_large

TITLE = "symnp: NumPy that thinks before it works"


def show(chapter: Chapter) -> None:
    """Run the programs and show what became of them."""
    chapter.text(
        "NumPy computes what it is told, step by step. symnp has the same functions, but builds a graph first, sees what "
        "is really asked for, and rewrites the graph before it runs. The functions below are written once, in NumPy's "
        "names, and called with `numpy` and with `symnp` in the place of `np`."
    )
    chapter.text(
        "Predictions come from the graph and from the speed of this machine, before anything runs. Measured times are the "
        "fastest of a few, those of whole calls in turn with NumPy's, whose ratio is the median; memory is what the process "
        "grows by, inputs left out. Small programs pay for building and rewriting their graph: whole calls say how much, "
        "and what of it a plan that is made once leaves. A relative difference is the largest one, divided by the largest value."
    )
    for section in (panorama, components, filters, distances, products, repeated, too_large):
        section.show(chapter)
