"""The principal components of handwritten digits, in plain NumPy."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import numpy
from matplotlib import pyplot as plt
from sklearn.datasets import load_digits

from monorepo_testing.demo.page import Chapter
from symnp_chapter.program import Program, show_calls, show_costs, show_drawing


def principal_components(np: ModuleType, digits: Any) -> Any:
    """Return the two coordinates along which the digits differ most."""
    centred = digits - digits.mean(axis=0)
    covariance = centred.T @ centred / (len(digits) - 1)
    _, directions = np.linalg.eigh(covariance)
    scores = centred @ directions[:, ::-1]
    return scores[:, :2]


def show(chapter: Chapter) -> None:
    """Show the program, its drawing, what it costs, and the digits in two dimensions."""
    digits, kinds = load_digits(return_X_y=True)
    program = Program(principal_components, (digits,), "reassociate")
    chapter.heading("2. Principal components of handwritten digits")
    chapter.code(principal_components)
    chapter.text(
        f"All {digits.shape[1]} coordinates of {len(digits)} digits are written down, two are looked at. BLAS may add up a "
        "part of a product in another order than the whole, so this slice needs a permission: at the level "
        "`reassociate` it moves through the product, and only two directions are projected on."
    )
    show_drawing(chapter, program)
    show_costs(chapter, program, "exact", "reassociate")
    show_calls(chapter, program, rounds=9)
    chapter.figure(
        _scatter(digits, kinds, program.by_symnp()),
        "Left: the first of the digits. Right: each digit at the two coordinates that symnp computed, labelled by what it is.",
    )


def _scatter(digits: numpy.ndarray, kinds: numpy.ndarray, scores: numpy.ndarray) -> Any:
    figure, (samples, plane) = plt.subplots(1, 2, figsize=(10.5, 4.6), width_ratios=[1, 1.75], layout="constrained")
    framed = numpy.pad(digits[:30].reshape(6, 5, 8, 8), ((0, 0), (0, 0), (1, 1), (1, 1)))
    tiles = framed.transpose(0, 2, 1, 3).reshape(60, 50)
    samples.imshow(tiles, cmap="gray_r")
    samples.set_axis_off()
    for kind in range(10):
        ours = scores[kinds == kind]
        colour = plt.get_cmap("tab10")(kind)
        plane.plot(*ours.T, ".", color=colour, markersize=3, alpha=0.55)
        plane.text(
            *numpy.median(ours, axis=0), str(kind), color=colour, fontsize=17, fontweight="bold", ha="center",
            va="center", bbox={"facecolor": "white", "edgecolor": colour, "alpha": 0.85, "pad": 2},
        )  # fmt: skip
    plane.set_xlabel("first coordinate")
    plane.set_ylabel("second coordinate")
    plane.spines[["top", "right"]].set_visible(False)
    return figure
