"""Cholesky's factor by each face: right by LAPACK's own measure, in any chunks, and as NumPy and SciPy treat bad input."""

from __future__ import annotations

import dask
import dask.array as da
import numpy as np
import pytest
import ratio_suite
import scipy.linalg
from hypothesis import given
from hypothesis import strategies as st
from matrices import DTYPES, KINDS, PASSED, cholesky_ratio

import dask_linalg as la

SIDE = 37
CHUNKINGS = {
    "whole": (SIDE, SIDE),
    "tiles": (8, 8),
    "uneven": ((3, 20, 1, 13), (30, 7)),
    "columns": (SIDE, 1),
    "one row": (1, 9),
    "uneven squares": ((5, 16, 16), (5, 16, 16)),
}


@pytest.fixture(autouse=True)
def threads():
    with dask.config.set(scheduler="threads"):
        yield


@pytest.mark.parametrize(("kind", "chunks", "dtype"), ratio_suite.over(KINDS, CHUNKINGS))
def test_the_factor_passes_lapacks_own_test(small_tiles, kind, chunks, dtype):
    a = KINDS[kind](SIDE, dtype)
    factor = la.cholesky(da.from_array(a, chunks=CHUNKINGS[chunks]))
    computed = factor.compute()
    assert (factor.dtype, factor.shape) == (computed.dtype, computed.shape) == (np.dtype(dtype), a.shape)
    assert factor.chunks == da.from_array(a, chunks=CHUNKINGS[chunks]).chunks
    assert not np.triu(computed, 1).any()
    assert cholesky_ratio(a, computed) < PASSED


@given(st.integers(0, 60), st.integers(1, 60), st.integers(1, 60), st.sampled_from(DTYPES))
def test_any_side_in_any_chunks_is_factored(n, rows, columns, dtype):
    a = KINDS["random"](n, dtype)
    factor = la.cholesky(da.from_array(a, chunks=(rows, columns))).compute(scheduler="synchronous")
    assert cholesky_ratio(a, factor) < PASSED


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("lower", [True, False])
def test_only_the_triangle_of_the_factor_is_read(small_tiles, dtype, lower):
    a = KINDS["random"](SIDE, dtype)
    half = np.tril(a) if lower else np.triu(a)
    half[np.triu_indices(SIDE, 1) if lower else np.tril_indices(SIDE, -1)] = np.nan
    ours = la.scipy.cholesky(da.from_array(half, chunks=9), lower=lower, check_finite=False).compute()
    tolerance = 100 * np.finfo(dtype).eps
    np.testing.assert_allclose(ours, scipy.linalg.cholesky(a, lower=lower), rtol=0, atol=tolerance)
    np.testing.assert_allclose(ours, la.cholesky(da.from_array(a, chunks=5), upper=not lower).compute(), atol=tolerance)


def test_the_diagonal_of_a_hermitian_matrix_counts_as_real():
    a = KINDS["random"](20, "c16") + 1j * np.diag(np.arange(20.0))
    np.testing.assert_allclose(la.cholesky(da.from_array(a)).compute(), np.linalg.cholesky(a))


@pytest.mark.parametrize("face", [la.cholesky, la.scipy.cholesky, la.dask.cholesky])
def test_each_face_has_the_conventions_of_its_own(face):
    a = KINDS["random"](20, "f8")
    theirs = np.linalg.cholesky(a) if face is la.cholesky else scipy.linalg.cholesky(a)
    np.testing.assert_allclose(face(da.from_array(a, chunks=7)).compute(), theirs, atol=1e-14)


def test_a_stack_of_matrices_is_factored_one_by_one():
    a = np.stack([[KINDS["random"](6, "f8") * (i + j + 1) for i in range(3)] for j in range(2)])
    factor = la.cholesky(da.from_array(a, chunks=(1, 2, 4, 3)))
    assert factor.chunks == ((1, 1), (2, 1), (4, 2), (3, 3))
    np.testing.assert_allclose(factor.compute(), np.linalg.cholesky(a))


@pytest.mark.parametrize("shape", [(0, 0), (3, 0, 0), (0, 4, 4)])
def test_empty_matrices_have_empty_factors(shape):
    assert la.cholesky(da.zeros(shape)).compute().shape == np.linalg.cholesky(np.zeros(shape)).shape


@pytest.mark.parametrize("dtype", ["?", "i1", "u8", "i4", ">f8", ">c8"])
def test_dtypes_become_what_numpy_makes_of_them(dtype):
    a = np.array([[1, 0], [0, 1]], dtype)
    ours, theirs = la.cholesky(da.from_array(a, chunks=1)), np.linalg.cholesky(a)
    assert (ours.dtype, ours.compute().dtype) == (theirs.dtype, theirs.dtype)


def test_the_minor_that_is_not_positive_is_named(small_tiles):
    a = np.eye(40)
    a[29, 29] = -1
    with pytest.raises(np.linalg.LinAlgError, match="leading minor of order 30 is not"):
        la.cholesky(da.from_array(a, chunks=8)).compute()
    with pytest.raises(np.linalg.LinAlgError, match=r"leading minor of order 30 is not.*matrix \(1,\)"):
        la.cholesky(da.from_array(np.stack([np.eye(40), a]))).compute()


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_what_is_no_number_is_treated_as_by_numpy(small_tiles, value):
    a = KINDS["random"](40, "f8")
    a[20, 20] = value
    try:
        theirs = np.linalg.cholesky(a)
    except np.linalg.LinAlgError:
        with pytest.raises(np.linalg.LinAlgError, match="order 21"):
            la.cholesky(da.from_array(a, chunks=8)).compute()
    else:
        np.testing.assert_array_equal(np.isnan(la.cholesky(da.from_array(a, chunks=8)).compute()), np.isnan(theirs))


@pytest.mark.parametrize(
    ("given", "error", "words"),
    [
        (np.ones(3), np.linalg.LinAlgError, "1-dimensional array given"),
        (np.ones((3, 4)), np.linalg.LinAlgError, r"must be square, but the shape is \(3, 4\)"),
        (np.ones((3, 3), "f2"), TypeError, "array type float16 is unsupported"),
        (np.array([["a"]]), TypeError, "array type <U1 is unsupported"),
        (np.array([[None]]), TypeError, "array type object is unsupported"),
    ],
)
def test_what_cannot_be_factored_is_refused_at_the_call(given, error, words):
    with pytest.raises(error, match=words):
        la.cholesky(given)


def test_unknown_chunks_are_refused_with_what_to_do():
    x = da.from_array(np.eye(8), chunks=4)
    with pytest.raises(ValueError, match=r"compute_chunk_sizes\(\)"):
        la.cholesky(x[x[:, 0] > 0])


def test_the_input_is_left_alone(small_tiles):
    a = np.asfortranarray(KINDS["random"](40, "f8"))
    before = a.copy()
    la.cholesky(da.from_array(a, chunks=8)).compute()
    np.testing.assert_array_equal(a, before)


def test_scipys_face_looks_for_what_is_not_finite_unless_told_otherwise():
    a = KINDS["random"](40, "f8")
    a[20, 30] = np.inf
    lazy = da.from_array(a, chunks=8)
    with pytest.raises(ValueError, match=r"cholesky: array must not contain infs or NaNs, but block \(2, 3\)"):
        la.scipy.cholesky(lazy).compute()
    assert la.scipy.cholesky(lazy, lower=True, check_finite=False).compute().shape == (40, 40)
