"""Distances between all pairs of points, in the ways in which they are written, by a matrix product."""

from __future__ import annotations

import numpy as np
import pytest

import symnp

WRITTEN = {
    "with one new axis": lambda np, a, b: np.sqrt(((a[:, None] - b) ** 2).sum(-1)),
    "with both": lambda np, a, b: ((a[:, None, :] - b[None, :, :]) ** 2).sum(axis=-1),
    "from the second": lambda np, a, b: np.square(b[None] - a[:, None]).sum(2),
    "from the second, with one": lambda np, a, b: np.square(b - a[:, None]).sum(2),
    "by newaxis and ellipsis": lambda np, a, b: np.sum((a[:, np.newaxis, ...] - b[np.newaxis]) ** 2, -1),
    "by expand_dims": lambda np, a, b: ((np.expand_dims(a, 1) - b) ** 2).sum(-1),
    "by magnitudes": lambda np, a, b: (abs(a[:, None] - b) ** 2).sum(-1),
    "within one set": lambda np, a, b: np.sqrt(((a[:, None] - a) ** 2).sum(-1)),
    "within one set, with both": lambda np, a, b: np.sqrt(((a[None] - a[:, None]) ** 2).sum(-1)),
}


def points(*shape):
    return np.random.default_rng(shape).normal(size=shape)


def rules(array):
    return [rule.name for rule in symnp.explain(array, level="algebraic").applied]


@pytest.mark.parametrize("name", WRITTEN)
def test_distances_are_found_however_they_are_written(name):
    a, b = points(40, 8), points(30, 8)
    ours = WRITTEN[name](symnp, symnp.asarray(a), symnp.asarray(b))
    assert "distances-by-product" in rules(ours)
    np.testing.assert_allclose(symnp.compute(ours, level="algebraic"), WRITTEN[name](np, a, b), atol=1e-12)


@pytest.mark.parametrize("dtype", ["f4", "f8"])
def test_a_point_is_at_no_distance_from_itself(dtype):
    a = symnp.asarray((points(50, 3) + 1000).astype(dtype))
    apart = symnp.compute(np.sqrt(((a[:, None] - a) ** 2).sum(-1)), level="algebraic")
    assert not apart.diagonal().any()
    assert apart.any()


NOT_PAIRS = {
    "of one coordinate": lambda a, b: ((a[:, None, :1] - b[:, :1]) ** 2).sum(-1),
    "of coordinates that are broadcast": lambda a, b: ((a[:, None, :1] - b) ** 2).sum(-1),
    "of one set and a number": lambda a, b: ((5 - a[:, None]) ** 2).sum(-1),
    "along another axis": lambda a, b: ((a[:, None] - b) ** 2).sum(0),
}


@pytest.mark.parametrize("name", NOT_PAIRS)
def test_what_no_product_makes_cheaper_is_left_alone(name):
    assert "distances-by-product" not in rules(NOT_PAIRS[name](symnp.spec((40, 8)), symnp.spec((30, 8))))
