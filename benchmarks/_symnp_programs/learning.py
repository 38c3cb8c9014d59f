"""Programs of statistics and machine learning over tables: products, reductions along an axis, choices."""

from __future__ import annotations

from typing import Any

import numpy

from _symnp_programs.program import Program, random


def k_means(np: Any, points: Any, centres: Any) -> Any:
    """Find the nearest centre of each point."""
    return ((points[:, None, :] - centres) ** 2).sum(2).argmin(1)


def logistic_gradient(np: Any, x: Any, y: Any, w: Any) -> Any:
    """Take the gradient of a logistic regression."""
    p = 1 / (1 + np.exp(-(x @ w)))
    return x.T @ (p - y) / len(y)


def logistic_gradient_by_shape(np: Any, x: Any, y: Any, w: Any) -> Any:
    """Take the length from the shape."""
    p = 1 / (1 + np.exp(-(x @ w)))
    return x.T @ (p - y) / y.shape[0]


def layer_norm(np: Any, x: Any, gain: Any, bias: Any) -> Any:
    """Normalise each row."""
    mean = x.mean(-1, keepdims=True)
    variance = ((x - mean) ** 2).mean(-1, keepdims=True)
    return gain * (x - mean) / np.sqrt(variance + 1e-5) + bias


def cross_entropy(np: Any, scores: Any, labels: Any) -> Any:
    """Measure the loss of a classifier, through a softmax of its scores."""
    shifted = scores - scores.max(1, keepdims=True)
    logarithms = shifted - np.log(np.exp(shifted).sum(1, keepdims=True))
    return -logarithms[np.arange(labels.size), labels].mean()


def principal(np: Any, x: Any) -> Any:
    """Put a table down to its ten principal components."""
    centred = x - x.mean(0)
    covariance = centred.T @ centred / (x.shape[0] - 1)
    _, vectors = np.linalg.eigh(covariance)
    leading = vectors[:, -10:]
    return centred @ leading @ leading.T + x.mean(0)


def clusters() -> tuple[Any, ...]:
    """Return points in a space of eight dimensions, and centres."""
    return (*random(40_000, 8), *random(16, 8))


def regression() -> tuple[Any, ...]:
    """Return a table, labels and weights."""
    (x,), (y, w) = random(100_000, 50), (*random(100_000), *random(50))
    return x, (y > 0.5).astype(float), w - 0.5


def rows_gain_bias() -> tuple[Any, ...]:
    """Return rows, and what to multiply and add."""
    return (*random(4000, 512), *random(512, count=2))


def scores_and_labels() -> tuple[Any, ...]:
    """Return scores in a hundred classes, and the right class of each row."""
    (scores,) = random(20_000, 100)
    return 10 * scores, numpy.random.default_rng(1).integers(0, 100, 20_000)


def correlated_table() -> tuple[Any, ...]:
    """Return a table whose principal components are well apart."""
    (x,) = random(20_000, 60)
    return (x * numpy.linspace(1, 4, 60),)


NO_PAIRS = {"dask": "dask.array takes no two index arrays together"}
NO_EIGH = {"dask": "dask.array.linalg has no eigh"}

PROGRAMS = (
    Program(k_means, clusters),
    Program(logistic_gradient, regression, forms={"pytensor": logistic_gradient_by_shape}),
    Program(layer_norm, rows_gain_bias),
    Program(cross_entropy, scores_and_labels, cannot=NO_PAIRS),
    Program(principal, correlated_table, cannot=NO_EIGH),
)
