"""A computation that no machine can hold: what is said before it runs, and what is computed all the same."""

from __future__ import annotations

import os
from types import ModuleType
from typing import Any

import numpy
from matplotlib import pyplot as plt
from sklearn.datasets import load_sample_image

import symnp
from monorepo_testing.demo.page import Chapter
from symnp_chapter.program import Program, show_outline, show_text

ROW, COLUMN = 215, 330
ROWS = 80


def differences_of_colour(np: ModuleType, photo: Any) -> Any:
    """Return how different the colours of all pixels are, each from each."""
    pixels = photo.reshape(-1, 3) / 255.0
    return np.sqrt(((pixels[:, None] - pixels[None]) ** 2).sum(axis=-1))


def show(chapter: Chapter) -> None:
    """Show the refusal, one row of the result, and how far a computation tells it has come."""
    photo = load_sample_image("flower.jpg")
    place = ROW * photo.shape[1] + COLUMN
    everything = differences_of_colour(symnp, symnp.asarray(photo))
    chapter.heading("7. Too large to compute, small enough to look at")
    chapter.code(differences_of_colour)
    chapter.text(
        "The shape is known at once; to compute all of it is refused, and the message says where the memory would go:"
    )
    show_text(chapter, f"{everything!r}\n\n{_refusal(everything)}")
    chapter.text(
        "One row of it says how far the colours of all pixels are from that of one. The slice moves to the pixels before "
        "anything is made:"
    )
    one = Program(lambda np, picture: differences_of_colour(np, picture)[place], (photo,))
    show_outline(chapter, one)
    found = one.by_symnp()
    assert found.tobytes() == _by_hand(photo, place).tobytes()
    chapter.figure(
        _pictures(photo, found.reshape(photo.shape[:2])),
        "The pixel that is asked about, and how far all others are from its colour; every bit is that of NumPy's formula "
        "for that one pixel.",
    )
    _show_progress(chapter, everything)


def _refusal(everything: symnp.Array) -> str:
    """Return what is said in place of a value; a machine that could hold it all is not made to."""
    if symnp.explain(everything).rewritten.estimate.peak < os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"):
        return "This machine is large enough for all of it, so nothing is refused here."
    try:
        symnp.compute(everything)
    except MemoryError as error:
        name = type(error).__name__.lstrip("_")
        return "\n".join([f"{name}: {_plain(str(error))}", *map(_plain, getattr(error, "__notes__", []))])
    raise AssertionError("more was computed than there is memory for")


def _plain(text: str) -> str:
    """Return a message with names of files in place of their paths."""
    return " ".join(word.rsplit("/", 1)[-1] if word.startswith("/") else word for word in text.split(" "))


def _by_hand(photo: numpy.ndarray, place: int) -> numpy.ndarray:
    pixels = photo.reshape(-1, 3) / 255.0
    return numpy.sqrt(((pixels[place, None] - pixels) ** 2).sum(axis=-1))


def _show_progress(chapter: Chapter, everything: symnp.Array) -> None:
    chapter.text(
        "What takes longer can be watched. `with symnp.options(progress=...)` hands over how far a computation has come, "
        f"here the largest difference in each of {ROWS} rows:"
    )
    told: list[symnp.Progress] = []
    with symnp.options(progress=told.append):
        symnp.compute(everything[:ROWS].max(axis=1))
    rows = [[f"{one.done:.0%}", f"{one.elapsed:.2f} s", f"{one.remaining:.2f} s", one.operation] for one in told]
    chapter.table(["done", "elapsed", "predicted to remain", "computed last"], rows)


def _pictures(photo: numpy.ndarray, far: numpy.ndarray) -> Any:
    figure, (left, right) = plt.subplots(1, 2, figsize=(10.5, 3.3), layout="constrained")
    left.imshow(photo)
    left.plot(COLUMN, ROW, "o", markersize=11, markerfacecolor="none", markeredgecolor="#ffb000", markeredgewidth=2)
    shown = right.imshow(far, cmap="magma_r")
    figure.colorbar(shown, ax=right, label="difference of colour", shrink=0.9)
    for axes in (left, right):
        axes.set_axis_off()
    return figure
