"""Distances between digits, and the nearest neighbour of each."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import numpy
from matplotlib import pyplot as plt
from sklearn.datasets import load_digits

from monorepo_testing.demo.page import Chapter
from symnp_chapter.program import Program, show_calls, show_costs, show_outline

KNOWN = 1500


def distances(np: ModuleType, asked: Any, known: Any) -> Any:
    """Return how far each digit that is asked for is from each that is known."""
    return np.sqrt(((asked[:, None] - known[None]) ** 2).sum(axis=-1))


def show(chapter: Chapter) -> None:
    """Show the distances in two ways, exact and by a product, and what they are good for."""
    digits = load_digits().data
    centred = digits - digits.mean(axis=0)
    inputs = (centred[KNOWN:], centred[:KNOWN])
    exact, algebraic = Program(distances, inputs), Program(distances, inputs, "algebraic")
    chapter.heading("4. Distances, exact and by a matrix product")
    chapter.code(distances)
    chapter.text(
        "As written, all differences are in memory at once. At the level `exact` the same operations run together, block by "
        "block, so that the differences never exist as a whole:"
    )
    show_outline(chapter, exact)
    chapter.text("At the level `algebraic` the squares are multiplied out, and a matrix product does the work:")
    show_outline(chapter, algebraic)
    show_costs(chapter, exact, "exact", "algebraic")
    chapter.text("Whole calls at the level `exact`:")
    show_calls(chapter, exact, rounds=3)
    chapter.text("Whole calls at the level `algebraic`:")
    show_calls(chapter, algebraic, rounds=3)
    _show_neighbours(chapter, exact, algebraic)


def _show_neighbours(chapter: Chapter, exact: Program, algebraic: Program) -> None:
    digits, kinds = load_digits(return_X_y=True)
    ours, theirs = exact.by_symnp(), algebraic.by_symnp()
    nearest, other = ours.argmin(axis=1), theirs.argmin(axis=1)
    right = float((kinds[:KNOWN][nearest] == kinds[KNOWN:]).mean())
    chapter.text(
        f"A digit taken for what its nearest neighbour is, is recognised in {right:.1%} of {len(nearest)} cases. Of the "
        f"neighbours, {int((nearest == other).sum())} are the same at both levels."
    )
    asked, known = digits[KNOWN:], digits[:KNOWN]
    chapter.figure(
        _pairs(asked, known, nearest),
        "Above, digits that were asked for; below each, its nearest neighbour as symnp found it.",
    )


def _pairs(asked: numpy.ndarray, known: numpy.ndarray, nearest: numpy.ndarray) -> Any:
    both = numpy.stack([asked[:16], known[nearest[:16]]]).reshape(2, 16, 8, 8)
    framed = numpy.pad(both, ((0, 0), (0, 0), (1, 1), (1, 1)))
    figure, axes = plt.subplots(figsize=(10.5, 1.4), layout="constrained")
    axes.imshow(framed.transpose(0, 2, 1, 3).reshape(20, 160), cmap="gray_r")
    axes.set_axis_off()
    return figure
