"""Least squares on handwritten digits, whose pixels are not independent: NumPy, dask-linalg and Dask's own function."""

from __future__ import annotations

from html import escape
from typing import Any

import dask.array as da
import numpy as np
from sklearn.datasets import load_digits

import dask_linalg as la
from monorepo_testing.demo.page import Chapter

ROWS = 300


def weights_of_pixels(linalg: Any, pixels: Any, targets: Any) -> Any:
    """Return the weights of the pixels that tell best which digit it is, the rank, and the singular values."""
    weights, _, rank, values = linalg.lstsq(pixels, targets)
    return weights, rank, values


def show(chapter: Chapter) -> None:
    """Solve the same problem three times, and show what became of it."""
    pixels, kinds = load_digits(return_X_y=True)
    targets = np.eye(10)[kinds]
    lazy = da.from_array(pixels, chunks=(ROWS, -1)), da.from_array(targets, chunks=(ROWS, -1))
    chapter.heading("1. Least squares on digits")
    chapter.text(
        f"The {pixels.shape[1]} pixels of {len(pixels)} handwritten digits, in chunks of {ROWS}, are to tell by a weighted sum "
        "which of ten digits each is. Some pixels at the edge are white in every picture, so that many weights are equally "
        "good: NumPy returns the smallest of them."
    )
    chapter.code(weights_of_pixels)
    ours = weights_of_pixels(la, *lazy)
    chapter.html(f"<pre>{escape(str(la.plan(*ours)))}</pre>")
    results = {
        "numpy.linalg": weights_of_pixels(np.linalg, pixels, targets),
        "dask_linalg": da.compute(*ours),
        "dask.array.linalg": _by_dask(lazy),
    }
    chapter.table(
        ["", "rank", "size of the weights", "digits told right", "smallest singular value"],
        [[name, *_row(result, pixels, kinds)] for name, result in results.items()],
    )
    ours_and_numpys = np.abs(results["dask_linalg"][0] - results["numpy.linalg"][0]).max()
    chapter.text(
        f"The weights of `dask_linalg` and of NumPy differ by at most {ours_and_numpys:.1e}. Dask's own function divides by a "
        "triangle as if the pixels were independent, and takes the singular values from a product in which the small ones are lost."
    )


def _by_dask(lazy: Any) -> Any:
    with np.errstate(all="ignore"):
        return da.compute(*weights_of_pixels(da.linalg, *lazy))


def _row(result: Any, pixels: np.ndarray, kinds: np.ndarray) -> list[str]:
    weights, rank, values = result
    size = np.linalg.norm(weights)
    right = np.mean(np.argmax(pixels @ weights, axis=1) == kinds) if np.isfinite(size) else None
    told = "none: the weights are not numbers" if right is None else f"{right:.1%}"
    return [str(int(rank)), f"{size:.3g}", told, f"{np.min(values):.1e}"]
