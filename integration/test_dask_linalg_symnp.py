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
