"""Tall matrices factored by blocks of rows: right by LAPACK's own measures, and Q is applied without being formed."""

from __future__ import annotations

import dask
import dask.array as da
import general_matrices
import numpy as np
import pytest
import ratio_suite
from hypothesis import given, settings
from hypothesis import strategies as st
from matrices import DTYPES, PASSED
from ratio_suite import norm1, ratio, wide

from dask_linalg.algorithms import tall_qr as core
from dask_linalg.algorithms.tall_qr import apply_adjoint, apply_q, is_tall, tall_qr, tall_triangle

ROWS, COLUMNS = 150, 7
CHUNKINGS = {
    "whole": (ROWS, COLUMNS),
    "blocks": (40, COLUMNS),
    "both ways": (33, 3),
    "one row": (1, 4),
    "uneven": ((3, 90, 1, 50, 6), (1, 5, 1)),
}


@pytest.fixture(autouse=True)
def threads():
    with dask.config.set(scheduler="threads"):
        yield


def ratios(a, q, r):
    """Return the residual and how far Q is from orthonormal, as LAPACK measures them."""
    eps, m = np.finfo(a.dtype).eps, max(a.shape)
    residual = ratio(norm1(wide(a) - wide(q) @ wide(r)), over=norm1(wide(a)), eps=eps, times=m)
    gram = wide(q).conj().T @ wide(q)
    return residual, norm1(gram - np.eye(len(gram))) / (max(len(q), 1) * eps)


@pytest.mark.parametrize(("kind", "chunks", "dtype"), ratio_suite.over(general_matrices.KINDS, CHUNKINGS))
def test_the_factors_pass_lapacks_own_tests(small_tiles, kind, chunks, dtype):
    a = general_matrices.KINDS[kind](ROWS, COLUMNS, dtype)
    x = da.from_array(a, chunks=CHUNKINGS[chunks])
    factors = tall_qr(x)
    lazy = apply_q(factors, da.eye(COLUMNS, chunks=3, dtype=dtype))
    q, r = dask.compute(lazy, factors.r)
    assert lazy.chunks == (x.chunks[0], (3, 3, 1))
    assert (q.dtype, r.dtype, q.shape, r.shape) == (a.dtype, a.dtype, a.shape, (COLUMNS, COLUMNS))
    assert not np.tril(r, -1).any()
    assert max(ratios(a, q, r)) < PASSED


@settings(max_examples=60)
@given(st.integers(1, 9), st.integers(0, 200), st.integers(1, 60), st.integers(1, 9), st.sampled_from(DTYPES))
def test_any_tall_shape_in_any_chunks_is_factored(n, more, rows, columns, dtype):
    a = general_matrices.random(n + more, n, dtype)
    factors = tall_qr(da.from_array(a, chunks=(rows, columns)))
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (("HEIGHT", 8), ("ELEMENTS", 0), ("STEPS", 2), ("FAN", 2)):
            patch.setattr(core, name, value)
        small = tall_qr(da.from_array(a, chunks=(rows, columns)))
        small_q = apply_q(small, da.eye(n, chunks=-1, dtype=dtype))
    q = apply_q(factors, da.eye(n, chunks=-1, dtype=dtype))
    q, r, small_q, small_r = dask.compute(q, factors.r, small_q, small.r, scheduler="synchronous")
    assert max(ratios(a, q, r)) < PASSED
    assert max(ratios(a, small_q, small_r)) < PASSED


@pytest.mark.parametrize("dtype", DTYPES)
def test_q_is_applied_to_any_matrix_and_back(small_tiles, dtype):
    a, c = general_matrices.random(ROWS, COLUMNS, dtype), general_matrices.random(COLUMNS, 5, dtype)
    factors = tall_qr(da.from_array(a, chunks=(40, 3)))
    lazy = apply_q(factors, da.from_array(c, chunks=(2, 2)))
    back = apply_adjoint(factors, lazy.rechunk((13, 3)))
    q, qc, qqc = dask.compute(apply_q(factors, da.eye(COLUMNS, chunks=-1, dtype=dtype)), lazy, back)
    assert (lazy.chunks, back.chunks) == (((40, 40, 40, 30), (2, 2, 1)), ((COLUMNS,), (3, 2)))
    tolerance = 100 * np.finfo(dtype).eps
    np.testing.assert_allclose(qc, q @ c, rtol=0, atol=tolerance)
    np.testing.assert_allclose(qqc, c, rtol=0, atol=tolerance)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("chunks", CHUNKINGS)
def test_r_of_matrices_side_by_side_is_that_of_one(small_tiles, chunks, dtype):
    a, b = general_matrices.random(ROWS, COLUMNS, dtype), general_matrices.random(ROWS, 2, dtype) * 3 - 1
    r = tall_triangle(da.from_array(a, chunks=CHUNKINGS[chunks]), da.from_array(b, chunks=(70, 1)))
    both = np.hstack([a, b]).astype(dtype)
    theirs = np.linalg.qr(both, mode="r")
    computed = r.compute()
    assert (r.shape, r.dtype, computed.shape) == ((9, 9), both.dtype, (9, 9))
    assert not np.tril(computed, -1).any()
    np.testing.assert_allclose(abs(computed), abs(theirs), rtol=0, atol=2000 * np.finfo(dtype).eps)


def test_a_chunk_of_very_many_rows_is_several_blocks_and_rows_of_several_chunks_are_one(small_tiles):
    one = tall_qr(da.zeros((400, 3), chunks=-1))
    assert len(one.blocks) > 4
    single_rows = tall_qr(da.zeros((400, 3), chunks=(1, -1)))
    assert all(last - first >= 6 for first, last in single_rows.blocks)
    assert [one.blocks[0][0], one.blocks[-1][1]] == [single_rows.blocks[0][0], single_rows.blocks[-1][1]] == [0, 400]


def test_only_matrices_with_many_more_rows_than_columns_are_tall():
    assert is_tall(da.zeros((4000, 100)))
    assert not is_tall(da.zeros((300, 2)))
    assert not is_tall(da.zeros((4000, 2000)))
    assert not is_tall(da.zeros((4000, 0)))
    assert not is_tall(da.zeros((2, 4000, 100)))


def test_what_is_no_number_stays_none_and_does_not_hang(small_tiles):
    a = general_matrices.random(ROWS, COLUMNS, "f8")
    a[70, 3] = np.nan
    factors = tall_qr(da.from_array(a, chunks=(40, 3)))
    q, r = dask.compute(apply_q(factors, da.eye(COLUMNS, chunks=-1)), factors.r)
    assert np.isnan(q).any()
    assert np.isnan(r).any()


def test_reflectors_may_be_kept_and_applied_again(small_tiles):
    a = general_matrices.random(ROWS, COLUMNS, "f8")
    factors = tall_qr(da.from_array(a, chunks=(40, 3)))
    kept = core.TallFactors(*dask.persist(factors.r, factors.reflectors), factors.blocks, factors.parents, factors.rows)
    first, again = (apply_q(kept, da.eye(COLUMNS, chunks=-1)).compute() for _ in range(2))
    np.testing.assert_array_equal(first, again)
    assert max(ratios(a, first, kept.r.compute())) < PASSED


def test_a_large_matrix_takes_the_widths_that_are_meant_for_it():
    a = general_matrices.graded_rows(20000, 60, "f8")
    factors = tall_qr(da.from_array(a, chunks=(9000, 50)))
    q, r = dask.compute(apply_q(factors, da.eye(60, chunks=-1)), factors.r)
    assert np.linalg.norm(a - q @ r) < 1e-14 * np.linalg.norm(a)
    assert np.linalg.norm(q.T @ q - np.eye(60)) < 1e-12
