"""Singular values and vectors: right by LAPACK's own measure in any shape and chunks, and with NumPy's and SciPy's conventions."""

from __future__ import annotations

import dask
import dask.array as da
import numpy as np
import pytest
import ratio_suite
import scipy.linalg
from general_matrices import KINDS
from hypothesis import given
from hypothesis import strategies as st
from matrices import DTYPES, PASSED
from ratio_suite import norm1, ratio, wide

import dask_linalg as la
from dask_linalg.algorithms import svd as algorithm
from dask_linalg.errors import GatherLimitError
from dask_linalg.tiles import tiling

CASES = {
    "tall": ((61, 7), (9, 7)),
    "tall in tiles": ((61, 7), (16, 3)),
    "tall, uneven": ((61, 7), ((3, 1, 40, 17), (1, 6))),
    "wide": ((7, 61), (7, 9)),
    "long": ((30, 17), (8, 8)),
    "square": ((23, 23), (8, 5)),
    "column": ((40, 1), (7, 1)),
    "small": ((6, 5), (4, 2)),
}


@pytest.fixture(autouse=True)
def threads():
    with dask.config.set(scheduler="threads"):
        yield


def orthogonality(q):
    return ratio(norm1(wide(q).conj().T @ wide(q) - np.eye(q.shape[1])), over=len(q), eps=np.finfo(q.dtype).eps)


@pytest.mark.parametrize("full", [False, True], ids=["reduced", "full"])
@pytest.mark.parametrize(("kind", "case", "dtype"), ratio_suite.over(KINDS, CASES))
def test_the_decomposition_passes_lapacks_own_test(small_tiles, kind, case, dtype, full):
    shape, chunks = CASES[case]
    a, k = KINDS[kind](*shape, dtype), min(shape)
    lazy = la.svd(da.from_array(a, chunks=chunks), full_matrices=full)
    u, s, vh = dask.compute(*lazy)
    assert [(x.shape, x.dtype) for x in lazy] == [(x.shape, x.dtype) for x in (u, s, vh)]
    assert (u.shape[1], vh.shape[0]) == (shape if full else (k, k))
    eps = np.finfo(dtype).eps
    error = norm1(wide(a) - wide(u[:, :k]) * wide(s) @ wide(vh[:k]))
    assert ratio(error, over=norm1(wide(a)), eps=eps, times=max(shape)) < PASSED
    assert max(orthogonality(u), orthogonality(vh.conj().T)) < PASSED
    assert (s >= 0).all()
    assert (np.diff(s) <= 0).all()


@pytest.mark.parametrize(("kind", "case", "dtype"), ratio_suite.over(KINDS, CASES))
def test_the_values_are_those_of_scipy(small_tiles, kind, case, dtype):
    shape, chunks = CASES[case]
    a = KINDS[kind](*shape, dtype)
    s = la.svdvals(da.from_array(a, chunks=chunks))
    expected = scipy.linalg.svdvals(a.astype(np.result_type(dtype, "f8")))
    computed = s.compute()
    assert (s.shape, s.dtype) == (computed.shape, computed.dtype) == (expected.shape, a.real.dtype)
    error = abs(wide(computed) - wide(expected)).max()
    assert ratio(error, over=expected[0], eps=np.finfo(dtype).eps, times=max(shape)) < PASSED


@given(
    st.integers(0, 40), st.integers(0, 40), st.integers(1, 50), st.integers(1, 50), st.sampled_from(DTYPES), st.booleans()
)  # fmt: skip
def test_any_shape_in_any_chunks_is_decomposed(m, n, rows, columns, dtype, full):
    a = KINDS["random"](m, n, dtype)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(tiling, "TILE", 8)
        lazy = la.svd(da.from_array(a, chunks=(rows, columns)), full_matrices=full)
    u, s, vh = dask.compute(*lazy, scheduler="synchronous")
    assert [x.shape for x in lazy] == [x.shape for x in np.linalg.svd(a, full_matrices=full)]
    k, tolerance = min(m, n), 1000 * np.finfo(dtype).eps
    np.testing.assert_allclose((u[:, :k] * s) @ vh[:k], a, atol=tolerance)


@pytest.mark.parametrize("case", CASES)
def test_a_dimension_has_the_chunks_of_the_side_that_it_is_of(small_tiles, case):
    shape, chunks = CASES[case]
    a = da.from_array(KINDS["random"](*shape, "f8"), chunks=chunks)
    rows, columns = a.chunks
    shorter = rows if shape[0] < shape[1] else columns
    assert [x.chunks for x in la.svd(a)] == [(rows, rows), (shorter,), (columns, columns)]
    assert [x.chunks for x in la.svd(a, full_matrices=False)] == [(rows, shorter), (shorter,), (shorter, columns)]
    assert la.svdvals(a).chunks == (shorter,)


def test_a_stack_is_decomposed_matrix_by_matrix():
    a = np.random.default_rng(0).standard_normal((4, 3, 5, 7))
    u, s, vh = la.svd(da.from_array(a, chunks=(2, 3, 4, 3)), full_matrices=False)
    assert u.chunks == ((2, 2), (3,), (4, 1), (4, 1))
    np.testing.assert_allclose((u * s[..., None, :] @ vh).compute(), a, atol=1e-13)
    np.testing.assert_allclose(s.compute(), np.linalg.svdvals(a))


@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (3, 0), (2, 0, 3), (0, 4, 4)])
def test_empty_matrices_have_what_numpy_gives_them(shape):
    ours, theirs = dask.compute(*la.svd(da.zeros(shape))), np.linalg.svd(np.zeros(shape))
    for one, other in zip(ours, theirs, strict=True):
        np.testing.assert_array_equal(abs(one), abs(other))
    assert la.svdvals(da.zeros(shape)).compute().shape == theirs.S.shape


@pytest.mark.parametrize("dtype", ["?", "i1", "u8", ">f4", ">c16"])
def test_dtypes_become_what_numpy_makes_of_them(dtype):
    a = np.eye(3, 2).astype(dtype)
    for ours, theirs in zip(la.svd(da.from_array(a, chunks=1)), np.linalg.svd(a), strict=True):
        assert ours.dtype == ours.compute().dtype == theirs.dtype


def test_of_hermitian_matrices_one_triangle_is_read():
    a = np.random.default_rng(0).standard_normal((3, 6, 6))
    symmetric = np.tril(a) + np.tril(a, -1).swapaxes(-1, -2)
    u, s, vh = dask.compute(*la.svd(da.from_array(a, chunks=(1, 4, 3)), hermitian=True))
    np.testing.assert_allclose((u * s[:, None, :]) @ vh, symmetric, atol=1e-13)
    np.testing.assert_allclose(s, np.linalg.svdvals(symmetric))
    np.testing.assert_allclose(la.svd(da.from_array(a), compute_uv=False, hermitian=True).compute(), s)


def test_vectors_of_a_hermitian_matrix_that_is_singular_are_orthonormal_all_the_same():
    u, s, vh = dask.compute(*la.svd(da.zeros((4, 4), chunks=2), hermitian=True))
    np.testing.assert_allclose(u.T @ u, np.eye(4))
    np.testing.assert_allclose(vh @ vh.T, np.eye(4))
    assert not s.any()


@pytest.mark.parametrize("case", ["tall", "wide", "square", "small"])
@pytest.mark.parametrize("where", [(0, 0), (-1, -1)])
def test_nan_ends_as_it_does_in_numpy(small_tiles, case, where):
    shape, chunks = CASES[case]
    a = KINDS["random"](*shape, "f8")
    a[where] = np.nan
    lazy = da.from_array(a, chunks=chunks)
    for attempt in (la.svd(lazy, full_matrices=False).U, la.svdvals(lazy)):
        with pytest.raises(np.linalg.LinAlgError, match="SVD did not converge"):
            attempt.compute()


def test_infinity_does_not_hang(small_tiles):
    a = KINDS["random"](61, 7, "f8")
    a[3, 3] = np.inf
    with pytest.raises(np.linalg.LinAlgError, match="SVD did not converge"):
        la.svdvals(da.from_array(a, chunks=9)).compute()


def test_what_divide_and_conquer_cannot_do_is_done_by_qr_iteration(monkeypatch):
    a = KINDS["random"](9, 4, "f8")

    def failing(*args, **options):
        raise np.linalg.LinAlgError("SVD did not converge")

    monkeypatch.setattr(np.linalg, "svd", failing)
    for stack in (a, np.stack([a, 2 * a])):
        u, s, vh = algorithm.decomposition(np, stack)
        np.testing.assert_allclose((u * s[..., None, :]) @ vh, stack, atol=1e-14)
    with pytest.raises(np.linalg.LinAlgError):
        algorithm.decomposition(np, a * np.nan)


@pytest.mark.parametrize("driver", ["gesdd", "gesvd"])
def test_scipys_face_takes_scipys_arguments(small_tiles, driver):
    a = KINDS["random"](61, 7, "c16")
    lazy = da.from_array(a, chunks=9)
    u, s, vh = dask.compute(*la.scipy.svd(lazy, lapack_driver=driver))
    np.testing.assert_allclose(u[:, :7] * s @ vh, a, atol=1e-13)
    np.testing.assert_allclose(la.scipy.svd(lazy, compute_uv=False).compute(), s)
    np.testing.assert_allclose(la.scipy.svdvals(lazy).compute(), scipy.linalg.svdvals(a))


def test_scipys_face_looks_for_what_is_not_finite_unless_told_otherwise():
    lazy = da.from_array(np.full((4, 4), np.nan), chunks=2)
    for attempt in (la.scipy.svd(lazy)[0], la.scipy.svdvals(lazy)):
        with pytest.raises(ValueError, match="must not contain infs or NaNs"):
            attempt.compute()
    with pytest.raises(np.linalg.LinAlgError):
        la.scipy.svdvals(lazy, check_finite=False).compute()


def test_what_is_no_driver_is_refused():
    with pytest.raises(ValueError, match=r"must be one of|must be 'gesdd'"):
        la.scipy.svd(np.eye(2), lapack_driver="gesxd")
    with pytest.raises(TypeError, match="must be a string"):
        la.scipy.svd(np.eye(2), lapack_driver=1)


def test_a_square_matrix_above_the_limit_is_refused(small_tiles):
    with dask.config.set({"dask-linalg.gather-limit": "1 kB"}):
        with pytest.raises(GatherLimitError, match="gather-limit"):
            la.svdvals(da.ones((40, 40), chunks=8))
        # Of a tall matrix only a triangle is gathered.
        assert la.svdvals(da.ones((400, 4), chunks=(50, 4))).compute()[0] == pytest.approx(40)


def test_what_is_no_matrix_is_refused():
    for function in (la.svd, la.svdvals, la.scipy.svd, la.scipy.svdvals):
        with pytest.raises(np.linalg.LinAlgError, match="must be at least two-dimensional"):
            function(da.ones(3))


@pytest.mark.parametrize("dtype", ["f8", "c16"])
def test_signs_are_coerced_without_a_change_of_the_product(dtype):
    a = KINDS["random"](20, 6, dtype)
    u, s, vh = la.svd(da.from_array(a, chunks=7), full_matrices=False)
    signed = algorithm.coerced_signs(u, vh)
    again = algorithm.coerced_signs(-u, -vh)
    assert (signed[1].sum(axis=1).real >= 0).all().compute()
    np.testing.assert_allclose((signed[0] * s @ signed[1]).compute(), a, atol=1e-13)
    for one, other in zip(signed, again, strict=True):
        np.testing.assert_allclose(one.compute(), other.compute())


@pytest.mark.parametrize("lengths", [(2, 4), (4, 2), (2, 2)])
def test_the_matrix_of_singular_values_is_that_of_scipy(lengths):
    s = np.array([3.0, 2.0])
    np.testing.assert_array_equal(
        la.diagsvd(da.from_array(s, chunks=1), *lengths).compute(), scipy.linalg.diagsvd(s, *lengths)
    )
    with pytest.raises(ValueError, match="Length of s must be M or N, whichever is less"):
        la.diagsvd(s, 3, 5)
