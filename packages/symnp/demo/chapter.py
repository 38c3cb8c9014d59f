"""symnp's chapter: photographs that ship with scikit-learn, a pipeline as written and as rewritten."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import matplotlib as mpl
import numpy
from sklearn.datasets import load_sample_image

import symnp
from monorepo_testing.demo.page import Chapter
from monorepo_testing.demo.timing import in_turn

mpl.use("Agg")
from matplotlib import pyplot as plt

TITLE = "symnp: NumPy that thinks before it works"
ROWS, COLUMNS = slice(60, 240), slice(230, 480)


def develop(np: ModuleType, left: Any, right: Any) -> Any:
    """Join two photographs, develop the panorama, and look at a detail of it."""
    panorama = np.concatenate([left, right], axis=1)
    linear = (panorama / 255.0) ** 2.2
    toned = 1.0 / (1.0 + np.exp(-9.0 * (linear - 0.35)))
    grey = toned.mean(axis=2)
    return grey[ROWS, COLUMNS]


def standardise(np: ModuleType, left: Any, right: Any) -> Any:
    """Take the pixels as a table of colours, standardise its columns, and look at the first rows."""
    pixels = np.concatenate([left.reshape(-1, 3), right.reshape(-1, 3)])
    return ((pixels - pixels.mean(axis=0)) / pixels.std(axis=0))[:8]


def similarity(np: ModuleType, photo: Any, row: Any) -> Any:
    """Compare every row of the photograph's grey values with one weighted sum of them."""
    return photo @ photo.T @ row


def show(chapter: Chapter) -> None:
    """Run the pipelines and show what became of them."""
    left, right = load_sample_image("china.jpg"), load_sample_image("flower.jpg")
    chapter.text(
        "NumPy computes what it is told, step by step. symnp has the same functions, but builds a graph first, sees what "
        "is really asked for, and rewrites the graph before it runs. The functions below are written once, in NumPy's "
        "names, and called twice: with `numpy` and with `symnp`."
    )
    _show_detail(chapter, left, right)
    _show_table(chapter, left, right)
    _show_products(chapter, left)


def _show_detail(chapter: Chapter, left: numpy.ndarray, right: numpy.ndarray) -> None:
    chapter.heading("A panorama, of which only a detail is looked at")
    chapter.code(develop)
    theirs = develop(numpy, left, right)
    ours = develop(symnp, symnp.asarray(left), symnp.asarray(right))
    value = symnp.compute(ours)
    chapter.figure(
        _detail_figure(left, right, value), "The panorama as it comes in, and the detail as symnp computed it."
    )
    chapter.text(
        "The slice at the end moves through the mean, the exponential, the power and the concatenation, down to the one "
        "photograph that it shows. Nothing else is computed, and the second photograph is never touched."
    )
    chapter.html(symnp.explain(ours, measure=True)._repr_html_())
    _compare(chapter, lambda: develop(numpy, left, right), develop, (left, right), theirs, "exact")


def _show_table(chapter: Chapter, left: numpy.ndarray, right: numpy.ndarray) -> None:
    chapter.heading("A table, of which only the first rows are looked at")
    chapter.code(standardise)
    ours = standardise(symnp, symnp.asarray(left), symnp.asarray(right))
    chapter.text(
        "Mean and deviation need the whole table, so the saving is smaller: the subtraction and the division are done "
        "for eight rows instead of all."
    )
    chapter.html(symnp.explain(ours, measure=True)._repr_html_())
    _compare(
        chapter,
        lambda: standardise(numpy, left, right),
        standardise,
        (left, right),
        standardise(numpy, left, right),
        "exact",
    )


def _show_products(chapter: Chapter, photo: numpy.ndarray) -> None:
    chapter.heading("Products in the order in which they were typed")
    chapter.code(similarity)
    grey = photo.astype(float).mean(axis=2)
    row = grey[:, 300].copy()
    ours = similarity(symnp, symnp.asarray(grey), symnp.asarray(row))
    chapter.text(
        "Another order of the products gives the same numbers up to rounding. symnp does not take that liberty unless it "
        "is asked to, by `level='reassociate'`; its report says what that would save."
    )
    chapter.html(symnp.explain(ours, level="reassociate", measure=True)._repr_html_())
    _compare(
        chapter,
        lambda: similarity(numpy, grey, row),
        similarity,
        (grey, row),
        similarity(numpy, grey, row),
        "reassociate",
    )


def _compare(
    chapter: Chapter, numpys: Any, function: Any, inputs: tuple[Any, ...], expected: numpy.ndarray, level: Any
) -> None:
    """Time NumPy against symnp, building the graph included, and compare the results."""

    def ours() -> Any:
        return symnp.compute(function(symnp, *[symnp.asarray(x) for x in inputs]), level=level)

    value, pair = ours(), in_turn(numpys, ours)
    if level == "exact":
        assert value.tobytes() == expected.tobytes()
        agreement = "every bit is NumPy's"
    else:
        error = float(numpy.max(numpy.abs(value - expected)) / numpy.max(numpy.abs(expected)))
        assert error < 1e-12
        agreement = f"largest difference {error:.1e} of the largest value"
    chapter.table(
        ["", "fastest of 9 rounds in turn", "result"],
        [
            ["NumPy as written", f"{min(pair.first) * 1e3:.2f} ms", ""],
            ["symnp, building and rewriting included", f"{min(pair.second) * 1e3:.2f} ms", agreement],
            ["NumPy / symnp, median of the rounds", f"{pair.ratio:.1f}", ""],
        ],
    )


def _detail_figure(left: numpy.ndarray, right: numpy.ndarray, value: numpy.ndarray) -> Any:
    figure, (wide, near) = plt.subplots(1, 2, figsize=(11, 3.4), width_ratios=[2.35, 1.1])
    wide.imshow(numpy.concatenate([left, right], axis=1))
    corner = (COLUMNS.start, ROWS.start)
    size = (COLUMNS.stop - COLUMNS.start, ROWS.stop - ROWS.start)
    wide.add_patch(plt.Rectangle(corner, *size, fill=False, edgecolor="#d08a2e", linewidth=2))
    near.imshow(value, cmap="gray")
    for axes, title in ((wide, "input: two photographs, one panorama"), (near, "the detail, developed")):
        axes.set_title(title, fontsize=10, loc="left")
        axes.set_axis_off()
    return figure
