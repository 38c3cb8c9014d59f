"""Filters of photographs: sharpening and edges, made of slices, in linear light."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import numpy
from matplotlib import pyplot as plt
from sklearn.datasets import load_sample_image

from monorepo_testing.demo.page import Chapter
from symnp_chapter.program import Program, said, show_calls, show_costs, show_outline, window_of

REGION = (slice(60, 240), slice(215, 485))


def sharpened(np: ModuleType, photo: Any) -> Any:
    """Sharpen a photograph by what a blur takes away, and look at a region."""
    light = (photo / 255.0) ** 2.2
    rows = light[:-2] + 2 * light[1:-1] + light[2:]
    blurred = (rows[:, :-2] + 2 * rows[:, 1:-1] + rows[:, 2:]) / 16
    middle = light[1:-1, 1:-1]
    sharp = np.clip(middle + 1.5 * (middle - blurred), 0, 1)
    return (sharp ** (1 / 2.2))[REGION]


def edges(np: ModuleType, photo: Any) -> Any:
    """Return how steep the luminance is in a region of a photograph, by Sobel's operators."""
    light = (photo / 255.0) ** 2.2
    grey = 0.2126 * light[..., 0] + 0.7152 * light[..., 1] + 0.0722 * light[..., 2]
    down = grey[:-2] + 2 * grey[1:-1] + grey[2:]
    across = grey[:, :-2] + 2 * grey[:, 1:-1] + grey[:, 2:]
    return np.hypot(down[:, 2:] - down[:, :-2], across[2:] - across[:-2])[REGION]


def show(chapter: Chapter) -> None:
    """Show both filters, their pictures, the drawing of one and what they cost."""
    photo = load_sample_image("china.jpg")
    sharpening, finding = Program(sharpened, (photo,)), Program(edges, (photo,))
    chapter.heading("3. Filters, of which a region is looked at")
    chapter.code(sharpened)
    chapter.code(edges)
    chapter.figure(
        _pictures(photo, sharpening.by_symnp(), finding.by_symnp()),
        f"The photograph; {said(REGION)} of it as they are, sharpened, and as edges, as symnp computed them.",
    )
    chapter.text(
        "Each shifted slice asks for a region that is a little different. What several of them read is computed once and "
        "whole; everything after it is computed for the region alone. At the level `exact` neither moving a slice nor "
        "running operations together piece by piece may change a bit. This is the sharpening:"
    )
    show_outline(chapter, sharpening)
    for name, program in (("sharpened", sharpening), ("edges", finding)):
        chapter.text(f"What `{name}` costs:")
        show_costs(chapter, program)
        show_calls(chapter, program)


def _pictures(photo: numpy.ndarray, sharp: numpy.ndarray, steep: numpy.ndarray) -> Any:
    figure, ((whole, before), (after, lines)) = plt.subplots(2, 2, figsize=(10.5, 7.3), layout="constrained")
    whole.imshow(photo)
    whole.add_patch(plt.Rectangle(*window_of(photo, REGION), fill=False, edgecolor="#ffb000", linewidth=2))
    before.imshow(photo[1:-1, 1:-1][REGION])
    after.imshow(sharp)
    lines.imshow(numpy.sqrt(steep), cmap="gray_r")
    titles = ("the photograph", "the region as it is", "sharpened", "edges")
    for axes, title in zip((whole, before, after, lines), titles, strict=True):
        axes.set_title(title, fontsize=10, loc="left")
        axes.set_axis_off()
    return figure
