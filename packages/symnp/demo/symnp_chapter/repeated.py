"""A function that is jitted and run many times: the few colours that a photograph can be painted with."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy
from matplotlib import pyplot as plt
from sklearn.datasets import load_sample_image

import symnp
from monorepo_testing.demo.page import Chapter
from symnp_chapter.program import Program, milliseconds, show_costs, show_outline

COLOURS, ROUNDS = 12, 10
Step = Callable[[numpy.ndarray, numpy.ndarray], numpy.ndarray]


def better_colours(np: ModuleType, pixels: Any, colours: Any) -> Any:
    """Give each pixel to the nearest colour, and each colour the mean of its pixels."""
    apart = ((pixels[:, None] - colours[None]) ** 2).sum(axis=-1)
    belongs = apart.argmin(axis=1)[:, None] == np.arange(len(colours))
    return (belongs.T @ pixels) / belongs.sum(axis=0)[:, None]


def show(chapter: Chapter) -> None:
    """Show the step, how long many of them take in several ways, and the picture."""
    photo = load_sample_image("flower.jpg")
    pixels = (photo[::2, ::2] / 255.0).reshape(-1, 3)
    chapter.heading("6. A step that is planned once and run many times")
    chapter.code(better_colours)
    begin = _beginning(pixels)
    program = Program(better_colours, (pixels, begin), "algebraic")
    show_outline(chapter, program)
    show_costs(chapter, program, "exact", "algebraic")
    chapter.text(
        "`step = symnp.jit(...)` traces the function at the first call, and keeps the plan for arrays of that form. The "
        f"table has {ROUNDS} steps on {len(pixels)} pixels, tracing included."
    )
    ours = functools.partial(better_colours, symnp)
    numpys = functools.partial(better_colours, numpy)
    exact, algebraic = symnp.jit(ours), symnp.jit(ours, level="algebraic")
    expected, seconds = _timed(numpys, pixels, begin)
    rows = [["NumPy", milliseconds(seconds), "", ""]]
    for name, step in (("symnp.jit", exact), ("symnp.jit, level algebraic", algebraic)):
        found, ours_seconds = _timed(step, pixels, begin)
        difference = float(numpy.abs(found - expected).max())
        says = "every bit is NumPy's" if found.tobytes() == expected.tobytes() else f"differs by up to {difference:.1e}"
        assert difference == 0 if step is exact else difference < 1 / 255
        rows.append(
            [
                f"{name}, traced {step.traces} time{'s' * (step.traces != 1)}",
                milliseconds(ours_seconds),
                f"{seconds / ours_seconds:.2f}",
                says,
            ]
        )
    chapter.table(["", "all steps", "NumPy's time / this", "colours at the end"], rows)
    chapter.figure(
        _pictures(photo, expected), f"The photograph, and painted with the {COLOURS} colours that were found."
    )


def _beginning(pixels: numpy.ndarray) -> numpy.ndarray:
    """Return pixels of as many brightnesses as there are to be colours."""
    order = numpy.argsort(pixels.sum(axis=1), kind="stable")
    return pixels[order[numpy.linspace(0, len(order) - 1, COLOURS).astype(int)]]


def _timed(step: Step, pixels: numpy.ndarray, colours: numpy.ndarray) -> tuple[numpy.ndarray, float]:
    start = time.perf_counter()
    for _ in range(ROUNDS):
        colours = step(pixels, colours)
    return colours, time.perf_counter() - start


def _pictures(photo: numpy.ndarray, colours: numpy.ndarray) -> Any:
    pixels = photo.reshape(-1, 3) / 255.0
    nearest = ((pixels[:, None] - colours[None]) ** 2).sum(axis=-1).argmin(axis=1)
    figure, (left, right, strip) = plt.subplots(
        1, 3, figsize=(10.5, 3.3), width_ratios=[10, 10, 0.8], layout="constrained"
    )
    left.imshow(photo)
    right.imshow(colours[nearest].reshape(photo.shape))
    brightness = numpy.argsort(colours.sum(axis=1))
    strip.imshow(colours[brightness][:, None], aspect="auto")
    for axes in (left, right, strip):
        axes.set_axis_off()
    return figure
