"""Positive definite systems, with Cholesky's factor at hand or not, in any chunks."""

from __future__ import annotations

import dask
import dask.array as da
import general_matrices
import numpy as np
import pytest
import ratio_suite
import scipy.linalg
from hypothesis import given, settings
from hypothesis import strategies as st
from matrices import DTYPES, KINDS, PASSED
from scipy.linalg import LinAlgWarning
from test_triangular import CHUNKINGS, SIDE, WIDE, backward_ratio

import dask_linalg as la
from dask_linalg.algorithms.positive_solve import solve_positive


@pytest.fixture(autouse=True)
def threads():
    with dask.config.set(scheduler="threads"):
        yield


@pytest.mark.parametrize("lower", [True, False])
@pytest.mark.parametrize(("kind", "chunks", "dtype"), ratio_suite.over(KINDS, CHUNKINGS))
def test_the_solution_passes_lapacks_own_test(small_tiles, kind, chunks, dtype, lower):
    a, b = KINDS[kind](SIDE, dtype), general_matrices.random(SIDE, WIDE, dtype)
    lazy, half = da.from_array(a, chunks=CHUNKINGS[chunks]), np.tril(a) if lower else np.triu(a)
    half[np.triu_indices(SIDE, 1) if lower else np.tril_indices(SIDE, -1)] = np.nan
    sides = da.from_array(b, chunks=(9, 4))
    x = solve_positive(da.from_array(half, chunks=CHUNKINGS[chunks]), sides, lower=lower)
    computed = x.compute()
    assert (x.dtype, x.shape) == (computed.dtype, computed.shape) == (np.dtype(dtype), b.shape)
    assert x.chunks == (lazy.chunks[1], (4, 4, 2))
    assert backward_ratio(a, computed, b) < PASSED
    factored = la.cho_factor(lazy, lower=lower)
    assert factored[1] is lower
    assert backward_ratio(a, la.cho_solve(factored, sides).compute(), b) < PASSED


@settings(max_examples=settings().max_examples // 3)
@given(st.integers(0, 40), st.integers(1, 20), st.integers(1, 40), st.integers(1, 40), st.booleans())
def test_any_shape_in_any_chunks_is_solved(n, k, rows, columns, lower):
    a, b = KINDS["random"](n, "c16"), general_matrices.random(n, k, "c16")
    x = la.scipy.solve(
        da.from_array(a, chunks=(rows, columns)), da.from_array(b, chunks=(columns, rows)), lower=lower, assume_a="pos"
    )
    np.testing.assert_allclose(x.compute(scheduler="synchronous"), np.linalg.solve(a, b), rtol=0, atol=1e-12)


@pytest.mark.parametrize("lower", [True, False])
@pytest.mark.parametrize("dtype", DTYPES)
def test_of_scipys_factor_one_triangle_is_read(small_tiles, dtype, lower):
    a, b = KINDS["random"](SIDE, dtype), np.ones(SIDE, dtype)
    c, lower = scipy.linalg.cho_factor(a, lower=lower)
    c[np.triu_indices(SIDE, 1) if lower else np.tril_indices(SIDE, -1)] = np.nan
    x = la.cho_solve((da.from_array(c, chunks=9), lower), b, check_finite=False)
    np.testing.assert_allclose(
        x.compute(), scipy.linalg.cho_solve((c, lower), b, check_finite=False), atol=1000 * np.finfo(dtype).eps
    )


def test_stacks_broadcast_as_in_scipy(small_tiles):
    a = np.stack([KINDS["random"](20, "f8") * (i + 1) for i in range(2)])
    b = general_matrices.random(60, 4, "f8").reshape(3, 1, 20, 4)
    for left, right in ((a, b), (a[0], b), (a, b[0, 0]), (a, b[0, 0, :, 0]), (a[0], b[0])):
        expected = np.linalg.solve(left, right)
        x = la.scipy.solve(da.from_array(left, chunks=7), da.from_array(right, chunks=2), assume_a="pos")
        assert x.shape == expected.shape
        np.testing.assert_allclose(x.compute(), expected)
        np.testing.assert_allclose(la.cho_solve(la.cho_factor(left), right).compute(), expected)


@pytest.mark.parametrize("n", [0, 3])
def test_empty_systems_have_empty_solutions(n):
    assert la.scipy.solve(da.eye(n), da.ones((n, 0)), assume_a="pos").compute().shape == (n, 0)
    assert la.cho_solve((da.eye(n), True), da.ones((n, 0))).compute().shape == (n, 0)


@pytest.mark.parametrize("lower", [True, False])
@pytest.mark.parametrize("chunks", [8, 40])
def test_the_minor_that_is_not_positive_is_named(small_tiles, chunks, lower):
    a = np.eye(40)
    a[29, 29] = -1
    x = la.scipy.solve(da.from_array(a, chunks=chunks), np.ones(40), lower=lower, assume_a="pos")
    with pytest.raises(np.linalg.LinAlgError, match="leading minor of order 30 is not"):
        x.compute()


def test_a_factor_that_is_singular_is_refused(small_tiles):
    with pytest.raises(np.linalg.LinAlgError, match=r"Singular matrix.*index 0 \(cho_solve\)"):
        la.cho_solve((da.zeros((20, 20), chunks=8), True), np.ones(20)).compute()


@pytest.mark.parametrize("chunks", [8, 40])
@pytest.mark.parametrize("dtype", DTYPES)
def test_an_ill_conditioned_matrix_is_warned_of_as_in_scipy(small_tiles, dtype, chunks):
    scale = np.ones(40)
    scale[20] = np.finfo(dtype).eps / 100
    a = np.diag(scale).astype(dtype)
    with pytest.warns(LinAlgWarning, match=r"Ill-conditioned matrix \(rcond="):
        la.scipy.solve(da.from_array(a, chunks=chunks), np.ones(40, dtype), assume_a="pos").compute()
    with pytest.warns(LinAlgWarning):
        scipy.linalg.solve(a, np.ones(40, dtype), assume_a="pos")
    a[20, 20] = 1e4 * np.finfo(dtype).eps
    la.scipy.solve(da.from_array(a, chunks=chunks), np.ones(40, dtype), assume_a="pos").compute()


def test_the_input_is_left_alone_and_may_be_computed_again(small_tiles):
    a, b = np.asfortranarray(KINDS["random"](40, "f8")), np.asfortranarray(general_matrices.random(40, 5, "f8"))
    before = a.copy(), b.copy()
    x = la.scipy.solve(da.from_array(a, chunks=8), da.from_array(b, chunks=8), assume_a="pos", lower=True)
    first, again = dask.compute(x, x + 0)
    np.testing.assert_array_equal(first, again)
    np.testing.assert_array_equal(a, before[0])
    np.testing.assert_array_equal(b, before[1])
