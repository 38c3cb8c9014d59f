"""The principal components of all small squares of a photograph: a tall matrix, of which no factor is as tall but one."""

from __future__ import annotations

from html import escape
from typing import Any

import dask.array as da
import numpy as np
from matplotlib import pyplot as plt
from sklearn.datasets import load_sample_image

import dask_linalg as la
from monorepo_testing.demo.page import Chapter

SIDE, ROWS, SHOWN = 8, 8000, 24


def squares_of(photograph: np.ndarray) -> np.ndarray:
    """Return every square of the photograph as a row of numbers."""
    windows = np.lib.stride_tricks.sliding_window_view(photograph, (SIDE, SIDE), axis=(0, 1))
    return windows[::2, ::2].transpose(0, 1, 3, 4, 2).reshape(-1, SIDE * SIDE * photograph.shape[2])


def principal_components(squares: da.Array) -> Any:
    """Return the singular value decomposition of the squares, less their mean."""
    return la.svd(squares - squares.mean(axis=0), full_matrices=False)


def show(chapter: Chapter) -> None:
    """Decompose the squares, show the components, and how well they put the squares together again."""
    squares = squares_of(load_sample_image("flower.jpg") / 255.0)
    lazy = da.from_array(squares, chunks=(ROWS, -1))
    chapter.heading("2. What a photograph is made of")
    chapter.text(
        f"{len(squares):,} squares of {SIDE} by {SIDE} pixels, three colours each: a matrix of {squares.shape[0]:,} by "
        f"{squares.shape[1]}, in chunks of {ROWS:,} rows. Each chunk is reduced to a triangle, the triangles to one, and that is "
        "decomposed; the tall factor is made from it chunk by chunk."
    )
    chapter.code(principal_components)
    u, s, vh = principal_components(lazy)
    chapter.html(f"<pre>{escape(str(la.plan(u, s, vh)))}</pre>")
    left, values, right = da.compute(u, s, vh)
    chapter.table(["measure", "value"], _measures(squares, left, values, right))
    chapter.figure(
        _pictures(values, right),
        f"Left: the first {SHOWN} components as squares. Right: how much of the photograph's variance so many of them hold.",
    )


def _measures(squares: np.ndarray, u: np.ndarray, s: np.ndarray, vh: np.ndarray) -> list[list[str]]:
    centred = squares - squares.mean(axis=0)
    again = np.linalg.norm(centred - (u * s) @ vh) / np.linalg.norm(centred)
    orthogonal = np.abs(u.T @ u - np.eye(u.shape[1])).max()
    values = np.abs(s - np.linalg.svd(centred, compute_uv=False)).max() / s[0]
    return [
        ["difference of the product from the squares, relative", f"{again:.1e}"],
        ["largest element of u.T @ u less the identity", f"{orthogonal:.1e}"],
        ["largest difference of a singular value from NumPy's, relative", f"{values:.1e}"],
    ]


def _pictures(values: np.ndarray, right: np.ndarray) -> Any:
    figure, (samples, curve) = plt.subplots(1, 2, figsize=(10.5, 4.2), width_ratios=[1.5, 1], layout="constrained")
    framed = [np.pad(_as_picture(row), ((0, 1), (0, 1), (0, 0)), constant_values=1) for row in right[:SHOWN]]
    rows = [np.concatenate(framed[first : first + 6], axis=1) for first in range(0, SHOWN, 6)]
    samples.imshow(np.concatenate(rows))
    samples.set_axis_off()
    share = np.cumsum(values**2) / np.sum(values**2)
    curve.semilogx(np.arange(1, len(share) + 1), 100 * share, color="#3b6fb6")
    curve.set_xlabel("components")
    curve.set_ylabel("per cent of the variance")
    curve.spines[["top", "right"]].set_visible(False)
    return figure


def _as_picture(row: np.ndarray) -> np.ndarray:
    picture = row.reshape(SIDE, SIDE, 3)
    return (picture - picture.min()) / (picture.max() - picture.min())
