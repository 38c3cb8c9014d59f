"""Principal components of a cloud of points, drawn with matplotlib."""

import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np


def cloud(n):
    rng = np.random.default_rng(3)
    turn = np.array([[0.8, -0.6, 0.0], [0.6, 0.8, 0.0], [0.0, 0.0, 1.0]])
    return rng.normal(size=(n, 3)) * np.array([3.0, 1.0, 0.2]) @ turn.T + np.array([1.0, -2.0, 0.5])


def components(points):
    centred = points - points.mean(axis=0)
    covariance = centred.T @ centred / (len(points) - 1)
    values, vectors = np.linalg.eigh(covariance)
    order = np.argsort(values)[::-1]
    vectors = vectors[:, order]
    return values[order], vectors * np.sign(vectors[np.abs(vectors).argmax(axis=0), np.arange(3)])


def draw(points, vectors, values, path):
    figure, (left, right) = plt.subplots(1, 2, figsize=(8, 4))
    left.scatter(points[:, 0], points[:, 1], s=4, c=points[:, 2], cmap="viridis")
    for value, vector in zip(values, vectors.T):
        x, y = points.mean(axis=0)[:2]
        left.plot([x, x + 2 * np.sqrt(value) * vector[0]], [y, y + 2 * np.sqrt(value) * vector[1]], "r-")
    right.bar(np.arange(3), values / values.sum())
    right.set_xticks(np.arange(3))
    counts, bounds, _ = right.twinx().hist(points[:, 0], bins=20, histtype="step")
    figure.savefig(path, metadata={"Software": None})
    return counts, bounds


if __name__ == "__main__":
    points = cloud(500)
    values, vectors = components(points)
    counts, bounds = draw(points, vectors, values, Path(sys.argv[1]) / "components.png")
    np.set_printoptions(precision=5, suppress=True)
    print("variances", values)
    print("share of the first", format(values[0] / values.sum(), ".4f"))
    print(vectors)
    print("orthogonal:", np.allclose(vectors.T @ vectors, np.eye(3)))
    print("counted", int(np.sum(counts)), "in bins", type(counts).__name__, np.diff(bounds).round(4).max())
    scores = (points - points.mean(0)) @ vectors[:, :2]
    print(f"left over: {np.sqrt(((points - points.mean(0)) ** 2).sum() - (scores**2).sum()):.4f}")
