"""A panorama of two photographs, of which only a detail is looked at."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import numpy
from matplotlib import pyplot as plt
from sklearn.datasets import load_sample_image

from monorepo_testing.demo.page import Chapter
from symnp_chapter.program import Program, said, show_calls, show_costs, show_drawing, window_of

DETAIL = (slice(60, 240), slice(230, 480))


def develop(np: ModuleType, left: Any, right: Any) -> Any:
    """Join two photographs, develop the panorama, and look at a detail of it."""
    panorama = np.concatenate([left, right], axis=1)
    linear = (panorama / 255.0) ** 2.2
    toned = 1.0 / (1.0 + np.exp(-9.0 * (linear - 0.35)))
    return toned.mean(axis=2)[DETAIL]


def show(chapter: Chapter) -> None:
    """Show the program, its pictures, its drawing and what it costs."""
    left, right = load_sample_image("china.jpg"), load_sample_image("flower.jpg")
    program = Program(develop, (left, right))
    chapter.heading("1. A panorama, of which only a detail is looked at")
    chapter.code(develop)
    chapter.figure(
        _pictures(numpy.concatenate([left, right], axis=1), program.by_symnp()),
        f"The panorama as it comes in, and its detail as symnp computed it: {said(DETAIL)}.",
    )
    chapter.text(
        "The slice at the end moves through the mean, the exponential, the power and the concatenation, down to the one "
        "photograph that it shows. Nothing else is computed, and the second photograph is never touched. Dashed boxes "
        "below are operations that were taken away, green ones are new."
    )
    show_drawing(chapter, program)
    show_costs(chapter, program)
    show_calls(chapter, program)


def _pictures(panorama: numpy.ndarray, detail: numpy.ndarray) -> Any:
    figure, (wide, near) = plt.subplots(1, 2, figsize=(11, 3.3), width_ratios=[2.35, 1.1])
    wide.imshow(panorama)
    wide.add_patch(plt.Rectangle(*window_of(panorama, DETAIL), fill=False, edgecolor="#ffb000", linewidth=2))
    near.imshow(detail, cmap="gray")
    for axes, title in ((wide, "two photographs, one panorama"), (near, "the detail, developed")):
        axes.set_title(title, fontsize=10, loc="left")
        axes.set_axis_off()
    return figure
