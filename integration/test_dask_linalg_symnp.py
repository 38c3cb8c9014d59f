"""Matrices that symnp has made are factored by dask-linalg, and factors go back."""

from __future__ import annotations

import dask.array as da
import dask_linalg as la
import numpy as np

import symnp


def test_a_matrix_that_symnp_computes_is_factored():
    x = symnp.asarray(np.random.default_rng(0).normal(size=(300, 40)))
    covariance = (x - x.mean(axis=0)).T @ (x - x.mean(axis=0)) / 299
    factor = la.cholesky(covariance).compute(scheduler="threads")
    np.testing.assert_allclose(factor, np.linalg.cholesky(np.asarray(covariance)))


def test_chunks_that_symnp_computes_are_factored():
    a = np.random.default_rng(1).normal(size=(600, 600))
    lazy = da.from_array(a @ a.T + 600 * np.eye(600), chunks=200)
    doubled = lazy.map_blocks(lambda block: symnp.compute(2 * symnp.asarray(block)), dtype="f8")
    factor = symnp.asarray(la.cholesky(doubled).compute(scheduler="threads"))
    np.testing.assert_allclose(symnp.compute(factor @ factor.T) / 2, lazy.compute(scheduler="synchronous"))


def test_what_symnp_has_rewritten_is_solved():
    x = np.random.default_rng(2).normal(size=(700, 30))
    centred = symnp.asarray(x) - symnp.asarray(x).mean(axis=0)
    lazy = da.from_array(symnp.compute(centred), chunks=(200, 30))
    weights, _, rank, _ = da.compute(*la.lstsq(lazy, lazy[:, :2] @ np.ones((2, 1))))
    np.testing.assert_allclose(weights, np.eye(30)[:, :2].sum(axis=1, keepdims=True), atol=1e-12)
    assert rank == 30


def test_components_that_dask_linalg_found_are_used_by_symnp():
    x = np.random.default_rng(3).normal(size=(900, 12))
    _, values, components = da.compute(*la.svd(da.from_array(x, chunks=(300, 12)), full_matrices=False))
    scores = symnp.asarray(x) @ symnp.asarray(components).T
    np.testing.assert_allclose(symnp.compute(symnp.linalg.norm(scores, axis=0)), values)
