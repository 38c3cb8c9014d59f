"""Least squares of least norm: optimal by LAPACK's own measure, and as short as NumPy's, whatever the rank and the chunks."""

from __future__ import annotations

import dask
import dask.array as da
import numpy as np
import pytest
import ratio_suite
import scipy.linalg
from general_matrices import KINDS, _normal, _with_values
from hypothesis import given
from hypothesis import strategies as st
from matrices import DTYPES, PASSED
from ratio_suite import norm1, ratio, wide

import dask_linalg as la
from dask_linalg.tiles import tiling

CASES = {
    "tall": ((61, 7), (9, 7), 2),
    "tall in tiles": ((61, 7), (16, 3), 1),
    "tall, uneven": ((61, 7), ((3, 1, 40, 17), (1, 6)), 3),
    "tall, many right-hand sides": ((61, 7), (9, 7), 12),
    "wide": ((7, 61), (7, 9), 2),
    "long": ((30, 17), (8, 8), 2),
    "square": ((23, 23), (8, 5), 2),
    "rather wide": ((17, 23), (8, 5), 20),
    "column": ((40, 1), (7, 1), 1),
    "small": ((6, 5), (4, 2), 2),
    "small and wide": ((3, 5), (2, 2), 2),
}
FACES = {"numpy": la.lstsq, "scipy": la.scipy.lstsq}


@pytest.fixture(autouse=True)
def threads():
    with dask.config.set(scheduler="threads"):
        yield


def problem(kind, case, dtype):
    """Return a matrix and right-hand sides of its size: so nothing overflows that need not."""
    shape, chunks, count = CASES[case]
    a = KINDS[kind](*shape, dtype)
    scale = abs(a).max() or 1
    b = np.asarray(_normal(shape[0], count, dtype, seed=9) * scale, dtype)
    return a, b, da.from_array(a, chunks=chunks), da.from_array(b, chunks=(11, 5))


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize(("kind", "case", "dtype"), ratio_suite.over(KINDS, CASES))
def test_no_other_solution_leaves_less(small_tiles, kind, case, dtype, face):
    a, b, lazy_a, lazy_b = problem(kind, case, dtype)
    x = FACES[face](lazy_a, lazy_b)[0]
    computed = x.compute()
    assert (x.shape, x.dtype) == (computed.shape, computed.dtype) == ((a.shape[1], b.shape[1]), a.dtype)
    assert x.chunks == (lazy_a.chunks[1], lazy_b.chunks[1])
    scale = abs(a).max() or 1
    wa, wx, wb = wide(a) / scale, wide(computed), wide(b) / scale
    remaining = wb - wa @ wx
    over = norm1(wa) * (norm1(wb) + norm1(wa) * norm1(wx))
    optimality = ratio(norm1(wa.conj().T @ remaining), over=over, eps=np.finfo(dtype).eps, times=max(a.shape))
    assert optimality < PASSED


@pytest.mark.parametrize("dtype", ["f8", "c16"])
@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("kind", ["random", "rank_deficient", "zero", "permuted", "kahan", "huge"])
def test_what_is_returned_is_what_numpy_returns(small_tiles, kind, case, dtype):
    a, b, lazy_a, lazy_b = problem(kind, case, dtype)
    with np.errstate(over="ignore"):
        theirs = np.linalg.lstsq(a, b)
    ours = la.lstsq(lazy_a, lazy_b)
    for one, other in zip(dask.compute(*ours), theirs, strict=True):
        assert np.shape(one) == np.shape(other)
        assert one.dtype == other.dtype
        size = abs(np.asarray(other)).max(initial=0)
        np.testing.assert_allclose(one, other, rtol=1e-8, atol=1e-9 * size if np.isfinite(size) else 0)


@pytest.mark.parametrize("dtype", ["f4", "c8", "f8", "c16"])
@pytest.mark.parametrize("case", ["tall", "wide", "long", "square"])
def test_what_is_returned_is_what_scipy_returns(small_tiles, case, dtype):
    a, b, lazy_a, lazy_b = problem("random", case, dtype)
    x, residues, rank, s = dask.compute(*la.scipy.lstsq(lazy_a, lazy_b))
    theirs = scipy.linalg.lstsq(a, b)
    tolerance = 5e4 * np.finfo(dtype).eps
    np.testing.assert_allclose(x, theirs[0], rtol=tolerance, atol=tolerance)
    np.testing.assert_allclose(residues, theirs[1], rtol=tolerance)
    np.testing.assert_allclose(s, theirs[3], rtol=tolerance)
    assert rank == theirs[2]
    assert (x.dtype, s.dtype) == (theirs[0].dtype, theirs[3].dtype)


@given(
    st.integers(0, 40),
    st.integers(0, 40),
    st.integers(0, 4),
    st.integers(1, 50),
    st.integers(1, 50),
    st.sampled_from(DTYPES),
)
def test_any_shape_in_any_chunks_is_solved(m, n, count, rows, columns, dtype):
    a, b = KINDS["random"](m, n, dtype), KINDS["random"](m, count, dtype)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(tiling, "TILE", 8)
        ours = la.lstsq(da.from_array(a, chunks=(rows, columns)), da.from_array(b, chunks=(columns, rows)))
    theirs = np.linalg.lstsq(a, b)
    tolerance = 1e4 * np.finfo(dtype).eps
    for one, other in zip(dask.compute(*ours, scheduler="synchronous"), theirs, strict=True):
        assert np.shape(one) == np.shape(other)
        np.testing.assert_allclose(one, other, rtol=tolerance, atol=tolerance * abs(np.asarray(other)).max(initial=1))


@pytest.mark.parametrize("chunks", [(9, 7), (60, 3), (60, 7)])
def test_of_all_solutions_of_a_singular_problem_the_shortest_is_returned(small_tiles, chunks):
    rng = np.random.default_rng(0)
    a = rng.standard_normal((60, 4)) @ rng.standard_normal((4, 7))
    b = rng.standard_normal(60)
    x, residuals, rank, _ = dask.compute(*la.lstsq(da.from_array(a, chunks=chunks), da.from_array(b, chunks=20)))
    expected = np.linalg.lstsq(a, b)[0]
    np.testing.assert_allclose(x, expected, atol=1e-13)
    assert np.linalg.norm(x) == pytest.approx(np.linalg.norm(expected), rel=1e-12)
    assert (rank, residuals.shape) == (4, (0,))


@pytest.mark.parametrize("shape", [(60, 4), (4, 60), (30, 20)])
def test_small_singular_values_are_not_squared_away(small_tiles, shape):
    a = _with_values(*shape, "f8", lambda k: np.r_[1, np.ones(k - 3), 1e-9, 1e-12])
    _, _, rank, s = dask.compute(*la.lstsq(da.from_array(a, chunks=(9, 9)), np.ones(shape[0])))
    np.testing.assert_allclose(s[-2:], [1e-9, 1e-12], rtol=1e-3)
    assert rank == min(shape)


@pytest.mark.parametrize("cutoff", [None, 1e-3, 0.5, 0, -1, 2])
@pytest.mark.parametrize("shape", [(60, 4), (4, 60), (4, 4)])
def test_a_cutoff_means_what_it_means_in_numpy_and_scipy(small_tiles, shape, cutoff):
    a = _with_values(*shape, "f8", lambda k: np.array([1, 0.1, 1e-4, 1e-20]))
    b = np.arange(shape[0], dtype="f8")
    lazy = da.from_array(a, chunks=(9, 9))
    assert la.lstsq(lazy, b, cutoff)[2].compute() == np.linalg.lstsq(a, b, cutoff)[2]
    x = la.lstsq(lazy, b, 1e-3)[0].compute()
    np.testing.assert_allclose(x, np.linalg.lstsq(a, b, 1e-3)[0], atol=1e-11)
    if cutoff != 0:  # With gelss zero keeps what is only rounding.
        for driver in ("gelsd", "gelss"):
            ours, theirs = (
                f(one, b, cutoff, lapack_driver=driver) for f, one in ((la.scipy.lstsq, lazy), (scipy.linalg.lstsq, a))
            )
            assert ours[2].compute() == theirs[2]


def test_single_precision_is_computed_in_double_precision_as_in_numpy(small_tiles):
    a = np.repeat(np.arange(60, dtype="f4")[:, None], 3, axis=1) / 7
    a[:, 2] += 1
    x, _, rank, s = la.lstsq(da.from_array(a, chunks=(9, 2)), np.ones(60, "f4"))
    theirs = np.linalg.lstsq(a, np.ones(60, "f4"))
    assert (x.dtype, s.dtype, rank.compute()) == (np.dtype("f4"), np.dtype("f4"), theirs[2])
    np.testing.assert_allclose(x.compute(), theirs[0], atol=1e-6)


@pytest.mark.parametrize(("a", "b"), [("f4", "c8"), ("f4", "f8"), ("i4", "f4"), ("i8", "i2"), (">f8", "f4")])
def test_dtypes_become_what_numpy_makes_of_them(a, b):
    a, b = np.eye(4, 2).astype(a), np.ones(4).astype(b)
    ours, theirs = la.lstsq(da.from_array(a, chunks=2), da.from_array(b, chunks=3)), np.linalg.lstsq(a, b)
    for one, other in zip(ours, theirs, strict=True):
        assert one.dtype == one.compute().dtype == np.asarray(other).dtype


def test_lists_are_taken_and_one_right_hand_side_gives_one_solution():
    x, residuals, _, _ = la.lstsq([[1, 0], [1, 1], [1, 2]], [1, 3, 6])
    np.testing.assert_allclose(x.compute(), np.linalg.lstsq([[1, 0], [1, 1], [1, 2]], [1, 3, 6])[0])
    assert np.isnan(residuals.shape[0])
    assert residuals.compute_chunk_sizes().shape == (1,)
    assert la.scipy.lstsq([[1, 0], [1, 1], [1, 2]], [1, 3, 6])[1].shape == ()
    assert la.lstsq([[1, 2]], [1])[1].shape == (0,)


def test_scipys_pivoting_driver_returns_no_values():
    a = np.random.default_rng(0).standard_normal((20, 4))
    x, residues, rank, s = la.scipy.lstsq(a, np.ones(20), lapack_driver="gelsy")
    np.testing.assert_allclose(x.compute(), scipy.linalg.lstsq(a, np.ones(20), lapack_driver="gelsy")[0])
    assert (residues.shape, int(rank.compute()), s) == ((0,), 4, None)


@pytest.mark.parametrize("case", ["tall", "wide", "square", "small", "tall, many right-hand sides"])
def test_nan_in_the_matrix_is_an_error_and_in_a_right_hand_side_stays_in_its_solution(small_tiles, case):
    a, b, _, lazy_b = problem("random", case, "f8")
    chunks = CASES[case][1]
    b[1, 0] = np.nan
    x, residuals, _, _ = dask.compute(*la.lstsq(da.from_array(a, chunks=chunks), da.from_array(b, chunks=5)))
    assert np.isnan(x[:, 0]).all()
    np.testing.assert_allclose(x[:, 1:], np.linalg.lstsq(a, b[:, 1:])[0], atol=1e-11)
    assert np.isnan(residuals[:1]).all()
    assert np.isfinite(residuals[1:]).all()
    a[-1, -1] = np.nan
    with pytest.raises(np.linalg.LinAlgError, match="SVD did not converge"):
        la.lstsq(da.from_array(a, chunks=chunks), lazy_b)[0].compute()
    for pair in ((a, lazy_b), (np.eye(*a.shape), b)):
        with pytest.raises(ValueError, match="lstsq: array must not contain infs or NaNs"):
            la.scipy.lstsq(da.from_array(pair[0], chunks=chunks), pair[1])[0].compute()


def test_shapes_that_do_not_fit_are_refused_at_the_call():
    for face, error in ((la.lstsq, np.linalg.LinAlgError), (la.scipy.lstsq, ValueError)):
        with pytest.raises(error, match="a has 4 rows and b has 3"):
            face(da.ones((4, 2)), da.ones(3))
        with pytest.raises(error, match="a must be two-dimensional"):
            face(da.ones((2, 4, 2)), da.ones(4))
        with pytest.raises(error, match="b must be two-dimensional"):
            face(da.ones((4, 2)), da.ones((2, 4, 2)))
    with pytest.raises(ValueError, match="driver 'gels' is not found"):
        la.scipy.lstsq(da.ones((4, 2)), da.ones(4), lapack_driver="gels")


def test_the_input_is_left_alone(small_tiles):
    a, b = KINDS["random"](61, 7, "f8"), KINDS["random"](61, 2, "f8")
    before = a.copy(), b.copy()
    la.lstsq(da.from_array(np.asfortranarray(a), chunks=61), da.from_array(b, chunks=61))[0].compute()
    np.testing.assert_array_equal(a, before[0])
    np.testing.assert_array_equal(b, before[1])
