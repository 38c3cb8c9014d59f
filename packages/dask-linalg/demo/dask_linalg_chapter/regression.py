"""Least squares on handwritten digits, whose features are not independent: NumPy, dask-linalg and Dask's own function."""

from __future__ import annotations

import warnings
from html import escape
from typing import Any

import dask.array as da
import numpy as np
from sklearn.datasets import load_digits

import dask_linalg as la
from monorepo_testing.demo.page import Chapter

ROWS = 300


def weights_of_pixels(linalg: Any, features: Any, targets: Any) -> Any:
    """Return the weights of the features that tell best which digit it is, the rank, and the singular values."""
    weights, _, rank, values = linalg.lstsq(features, targets)
    return weights, rank, values


def features_of(pixels: np.ndarray) -> np.ndarray:
    """Return the pixels that are not white in all pictures, and how much ink there is."""
    inked = pixels[:, pixels.any(axis=0)]
    return np.column_stack([inked, inked.sum(axis=1)])


def show(chapter: Chapter) -> None:
    """Solve the same problem three times, and show what became of it."""
    pixels, kinds = load_digits(return_X_y=True)
    features, targets = features_of(pixels), np.eye(10)[kinds]
    lazy = da.from_array(features, chunks=(ROWS, -1)), da.from_array(targets, chunks=(ROWS, -1))
    chapter.heading("1. Least squares on digits")
    chapter.text(
        f"{features.shape[1]} features of {len(features)} handwritten digits, in chunks of {ROWS}, are to tell by a weighted sum "
        "which of ten digits each is: the pixels, and the ink in all of them. The ink is the sum of the pixels, so that many "
        "weights are equally good, as often where features are made. NumPy returns the smallest of them."
    )
    chapter.code(weights_of_pixels)
    ours = weights_of_pixels(la, *lazy)
    chapter.html(f"<pre>{escape(str(la.plan(*ours)))}</pre>")
    results = {
        "numpy.linalg": weights_of_pixels(np.linalg, features, targets),
        "dask_linalg": da.compute(*ours),
        "dask.array.linalg": _by_dask(lazy),
    }
    chapter.table(
        ["", "rank", "size of the weights", "left over", "digits told right", "smallest singular value"],
        [[name, *_row(result, features, targets)] for name, result in results.items()],
    )
    difference = np.abs(results["dask_linalg"][0] - results["numpy.linalg"][0]).max()
    chapter.text(
        f"The weights of `dask_linalg` and of NumPy differ by at most {difference:.1e}. Dask's own function divides by a triangle as "
        "if the features were independent, and takes the singular values from a product in which the small ones are lost: nothing "
        "tells that weights of such a size are the rounding of the last digits."
    )


def _by_dask(lazy: Any) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # Of the square root of what should not be negative.
        return da.compute(*weights_of_pixels(da.linalg, *lazy))


def _row(result: Any, features: np.ndarray, targets: np.ndarray) -> list[str]:
    weights, rank, values = result
    scores = features @ weights
    told = np.mean(scores.argmax(axis=1) == targets.argmax(axis=1))
    sizes = [f"{np.linalg.norm(one):.6g}" for one in (weights, scores - targets)]
    return [f"{int(rank)} of {len(weights)}", *sizes, f"{told:.1%}", f"{np.min(values):.1e}"]
