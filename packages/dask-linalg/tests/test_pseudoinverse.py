"""Pseudo-inverse, rank, bases, polar factors, condition and angles, against NumPy and SciPy."""

from __future__ import annotations

import dask
import dask.array as da
import numpy as np
import pytest
import ratio_suite
import scipy.linalg
from general_matrices import KINDS, _with_values
from matrices import DTYPES, PASSED
from ratio_suite import norm1, ratio, wide
from scipy.stats import unitary_group

import dask_linalg as la

CASES = {
    "tall": ((61, 7), (9, 7)),
    "tall in tiles": ((61, 7), (16, 3)),
    "wide": ((7, 61), (7, 9)),
    "long": ((30, 17), (8, 8)),
    "square": ((23, 23), (8, 5)),
    "small": ((6, 5), (4, 2)),
}
SOLVABLE = ("random", "rank_deficient", "zero", "permuted", "defective", "kahan")


@pytest.fixture(autouse=True)
def threads():
    with dask.config.set(scheduler="threads"):
        yield


def made(kind, case, dtype="f8"):
    shape, chunks = CASES[case]
    a = KINDS[kind](*shape, dtype)
    return a, da.from_array(a, chunks=chunks)


def tolerance(dtype, times=1e4):
    return times * np.finfo(dtype).eps


@pytest.mark.parametrize(("kind", "case", "dtype"), ratio_suite.over(SOLVABLE, CASES))
def test_the_pseudoinverse_has_penroses_properties(small_tiles, kind, case, dtype):
    a, lazy = made(kind, case, dtype)
    inverse = la.scipy.pinv(lazy)
    assert inverse.chunks == lazy.chunks[::-1]
    w, p = wide(a), wide(inverse.compute())
    eps, condition = np.finfo(dtype).eps, max(norm1(w) * norm1(p), 1)
    allowed = {"eps": eps, "times": max(a.shape) * condition}
    assert ratio(norm1(w @ p @ w - w), over=norm1(w), **allowed) < PASSED
    assert ratio(norm1(p @ w @ p - p), over=norm1(p), **allowed) < PASSED
    for product in (w @ p, p @ w):
        assert ratio(norm1(product - product.conj().T), over=1, **allowed) < PASSED


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("case", CASES)
def test_the_pseudoinverse_is_that_of_numpy_and_scipy(small_tiles, case, dtype):
    a, lazy = made("random", case, dtype)
    for ours, theirs in (
        (la.pinv(lazy), np.linalg.pinv(a)),
        (la.pinv(lazy, 0.3), np.linalg.pinv(a, 0.3)),
        (la.pinv(lazy, rtol=None), np.linalg.pinv(a, rtol=None)),
        (la.scipy.pinv(lazy, atol=1.0, rtol=0.1), scipy.linalg.pinv(a, atol=1.0, rtol=0.1)),
    ):
        computed = ours.compute()
        assert (ours.shape, ours.dtype) == (computed.shape, computed.dtype) == (theirs.shape, theirs.dtype)
        np.testing.assert_allclose(computed, theirs, atol=tolerance(dtype))
    assert la.scipy.pinv(lazy, return_rank=True)[1].compute() == min(a.shape)


def test_each_matrix_of_a_stack_has_a_cutoff_of_its_own():
    a = np.stack([np.diag([1.0, 0.1, 0.01])] * 4).reshape(2, 2, 3, 3)
    cutoffs = np.array([[0.5, 0.05], [0.005, 0.0]])
    lazy = da.from_array(a, chunks=(1, 2, 3, 2))
    np.testing.assert_allclose(la.pinv(lazy, cutoffs).compute(), np.linalg.pinv(a, cutoffs))
    np.testing.assert_allclose(la.pinv(lazy, rtol=cutoffs).compute(), np.linalg.pinv(a, cutoffs))
    np.testing.assert_array_equal(la.matrix_rank(lazy, cutoffs).compute(), [[1, 2], [3, 3]])
    np.testing.assert_array_equal(la.matrix_rank(lazy, rtol=da.from_array(cutoffs)).compute(), [[1, 2], [3, 3]])
    assert la.pinv(lazy).chunks == ((1, 1), (2,), (2, 1), (3,))


@pytest.mark.parametrize("dtype", DTYPES)
def test_of_hermitian_matrices_one_triangle_is_read(dtype):
    a = KINDS["random"](7, 7, dtype)
    hermitian = np.tril(a, -1) + np.tril(a, -1).conj().T + np.diag(a.diagonal().real)
    upper = np.triu(hermitian) + np.tril(np.full((7, 7), 9), -1).astype(dtype)
    lower = np.tril(hermitian) + np.triu(np.full((7, 7), 9), 1).astype(dtype)
    expected = np.linalg.pinv(hermitian)
    for ours in (
        la.pinv(da.from_array(lower, chunks=3), hermitian=True),
        la.scipy.pinvh(da.from_array(lower, chunks=3)),
        la.scipy.pinvh(da.from_array(upper, chunks=3), lower=False),
    ):
        np.testing.assert_allclose(ours.compute(), expected, atol=tolerance(dtype))
    assert la.matrix_rank(da.from_array(lower), hermitian=True).compute() == 7
    inverse, rank = la.scipy.pinvh(np.diag([2.0, -4.0, 1e-20]), return_rank=True)
    np.testing.assert_allclose(inverse.compute(), np.diag([0.5, -0.25, 0]))
    assert rank.compute() == 2


def test_both_cutoffs_or_negative_ones_are_refused():
    with pytest.raises(ValueError, match="can't be both set"):
        la.pinv(np.eye(2), 0.1, rtol=0.1)
    with pytest.raises(ValueError, match="can't be both set"):
        la.matrix_rank(np.eye(2), 0.1, rtol=0.1)
    with pytest.raises(ValueError, match="must be positive"):
        la.scipy.pinv(np.eye(2), atol=-1.0)
    with pytest.raises(ValueError, match="must be positive"):
        la.scipy.pinvh(np.eye(2), rtol=-1.0)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("kind", ["random", "rank_deficient", "zero", "hilbert", "permuted"])
def test_the_rank_is_that_of_numpy(small_tiles, kind, case):
    a, lazy = made(kind, case)
    ours = la.matrix_rank(lazy)
    assert (ours.shape, ours.dtype) == ((), np.dtype(np.intp))
    assert ours.compute() == np.linalg.matrix_rank(a)
    assert la.matrix_rank(lazy, 0.1).compute() == np.linalg.matrix_rank(a, 0.1)


@pytest.mark.parametrize("vector", [3.0, 0.0, [0, 0], [0, 2], np.zeros(0)])
def test_vectors_have_a_rank_too(vector):
    assert la.matrix_rank(vector).compute() == np.linalg.matrix_rank(vector)
    assert la.matrix_rank(da.asarray(vector)).compute() == np.linalg.matrix_rank(vector)


@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (3, 0), (2, 0, 3)])
def test_empty_matrices_have_what_numpy_gives_them(shape):
    empty = np.zeros(shape)
    assert la.pinv(da.zeros(shape)).compute().shape == np.linalg.pinv(empty).shape
    np.testing.assert_array_equal(la.matrix_rank(da.zeros(shape)).compute(), np.zeros(shape[:-2]))
    with pytest.raises(np.linalg.LinAlgError, match="not defined on empty arrays"):
        la.cond(da.zeros(shape))


@pytest.mark.parametrize("p", [None, 1, -1, 2, -2, np.inf, -np.inf, "fro", "nuc"])
@pytest.mark.parametrize("dtype", ["f8", "c8"])
def test_the_condition_is_that_of_numpy(small_tiles, p, dtype):
    a, lazy = made("random", "square", dtype)
    ours = la.cond(lazy, p)
    assert (ours.dtype, ours.shape) == (a.real.dtype, ())
    np.testing.assert_allclose(ours.compute(), np.linalg.cond(a, p), rtol=1e-3 if dtype == "c8" else 1e-10)
    stack = np.stack([a[:4, :4], a[4:8, 4:8]])
    np.testing.assert_allclose(
        la.cond(da.from_array(stack, chunks=(1, 2, 2)), p).compute(), np.linalg.cond(stack, p), rtol=1e-4
    )
    assert la.cond(da.zeros((4, 4), chunks=2), p).compute() == np.inf
    if p in (1, -1, np.inf, -np.inf, "fro"):
        assert la.cond(da.ones((4, 4), chunks=2), p).compute() == np.inf


@pytest.mark.parametrize("case", ["tall", "wide", "small"])
def test_the_condition_of_a_rectangle_is_that_of_numpy(small_tiles, case):
    a, lazy = made("random", case)
    assert la.cond(lazy).compute() == pytest.approx(np.linalg.cond(a))
    with pytest.raises(np.linalg.LinAlgError, match="must be square"):
        la.cond(lazy, 1)


def test_a_norm_that_there_is_not_is_refused():
    with pytest.raises(ValueError, match="Invalid norm order"):
        la.cond(np.eye(3), 3)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("kind", ["random", "rank_deficient", "zero"])
def test_bases_of_range_and_null_space_are_orthonormal_and_span_them(small_tiles, kind, case, dtype):
    a, lazy = made(kind, case, dtype)
    cutoff = max(a.shape) * 10 * np.finfo(dtype).eps
    rank = {"random": min(a.shape), "rank_deficient": (min(a.shape) + 1) // 2, "zero": 0}[kind]
    inside, outside = la.orth(lazy, cutoff), la.null_space(lazy, cutoff)
    assert np.isnan(inside.shape[1])
    assert np.isnan(outside.shape[1])
    span, null = inside.compute_chunk_sizes(), outside.compute_chunk_sizes()
    assert (span.shape, null.shape) == ((a.shape[0], rank), (a.shape[1], a.shape[1] - rank))
    span, null = span.compute(), null.compute()
    for basis in (span, null):
        np.testing.assert_allclose(basis.conj().T @ basis, np.eye(basis.shape[1]), atol=tolerance(dtype, 200))
    np.testing.assert_allclose(span @ (span.conj().T @ a), a, atol=tolerance(dtype, 500))
    np.testing.assert_allclose(a @ null, 0, atol=tolerance(dtype, 500))


def test_bases_of_a_stack_are_refused():
    for function in (la.orth, la.null_space):
        with pytest.raises(ValueError, match="one matrix is wanted"):
            function(da.ones((2, 3, 3)))
    with pytest.raises(ValueError, match="lapack_driver must be"):
        la.null_space(da.ones((3, 3)), lapack_driver="gels")


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("side", ["right", "left"])
@pytest.mark.parametrize("case", CASES)
def test_polar_factors_have_their_properties(small_tiles, case, side, dtype):
    a, lazy = made("random", case, dtype)
    factors = la.polar(lazy, side)
    u, p = dask.compute(*factors)
    assert [(x.shape, x.dtype) for x in factors] == [(x.shape, x.dtype) for x in (u, p)]
    assert factors[0].chunks == lazy.chunks
    assert p.shape == (a.shape[side == "right"],) * 2
    atol = tolerance(dtype, 500)
    np.testing.assert_allclose(u @ p if side == "right" else p @ u, a, atol=atol)
    np.testing.assert_allclose(p, p.conj().T, atol=atol)
    assert np.linalg.eigvalsh(p).min() > -atol
    narrow = u if u.shape[0] >= u.shape[1] else u.conj().T
    np.testing.assert_allclose(narrow.conj().T @ narrow, np.eye(min(a.shape)), atol=atol)
    np.testing.assert_allclose(p, scipy.linalg.polar(a, side)[1], atol=atol)


def test_a_stack_has_polar_factors_and_no_third_side():
    a = np.random.default_rng(0).standard_normal((3, 5, 4))
    u, p = la.polar(da.from_array(a, chunks=(2, 3, 2)), "left")
    np.testing.assert_allclose((p @ u).compute(), a, atol=1e-13)
    with pytest.raises(ValueError, match="must be either 'right' or 'left'"):
        la.polar(a, "middle")


@pytest.mark.parametrize("dtype", ["f8", "c16"])
@pytest.mark.parametrize("shape", [(61, 5), (12, 6), (6, 5), (5, 5)])
def test_angles_between_subspaces_are_those_of_scipy(small_tiles, shape, dtype):
    a, b = KINDS["random"](*shape, dtype), _with_values(shape[0], 3, dtype, lambda k: np.array([1, 1e-3, 0]))
    angles = la.scipy.subspace_angles(da.from_array(a, chunks=(9, 2)), da.from_array(b, chunks=(7, 2)))
    np.testing.assert_allclose(angles.compute(), scipy.linalg.subspace_angles(a, b), atol=1e-11)
    small = a.copy()
    small[0] += 1e-9
    tiny = la.scipy.subspace_angles(da.from_array(a, chunks=(9, 2)), da.from_array(small, chunks=9)).compute()
    np.testing.assert_allclose(tiny, scipy.linalg.subspace_angles(a, small), atol=1e-13)
    with pytest.raises(ValueError, match="the same number of rows"):
        la.scipy.subspace_angles(da.ones((4, 2)), da.ones((3, 2)))


@pytest.mark.parametrize("dtype", ["f8", "c16"])
def test_the_best_rotation_is_that_of_the_singular_vectors(small_tiles, dtype):
    a, b = KINDS["random"](61, 5, dtype), KINDS["random"](61, 5, dtype) * 2
    b[::2] = KINDS["random"](31, 5, dtype)
    r, scale = dask.compute(
        *la.scipy.orthogonal_procrustes(da.from_array(a, chunks=(9, 2)), da.from_array(b, chunks=7))
    )
    u, s, vh = np.linalg.svd(a.conj().T @ b)  # SciPy's function transposes a complex matrix alone before 1.15.
    np.testing.assert_allclose(r, u @ vh, atol=1e-12)
    assert scale == pytest.approx(s.sum())
    with pytest.raises(ValueError, match="the shapes of A and B differ"):
        la.scipy.orthogonal_procrustes(da.ones((3, 2)), da.ones((3, 3)))


@pytest.mark.parametrize("swap_sign", [False, True])
def test_cosines_and_sines_are_those_of_scipy(swap_sign):
    x = unitary_group.rvs(7, random_state=1)
    lazy = da.from_array(x, chunks=3)
    u, cs, vh = la.scipy.cossin(lazy, 2, 3, swap_sign=swap_sign)
    np.testing.assert_allclose((u @ cs @ vh).compute(), x, atol=1e-13)
    np.testing.assert_allclose(cs.compute(), scipy.linalg.cossin(x, 2, 3, swap_sign=swap_sign)[1], atol=1e-13)
    (u1, u2), theta, (v1h, v2h) = la.scipy.cossin(lazy, 2, separate=True, swap_sign=swap_sign)
    assert [one.shape for one in (u1, u2, theta, v1h, v2h)] == [(2, 2), (5, 5), (1,), (1, 1), (6, 6)]
    np.testing.assert_allclose(theta.compute(), scipy.linalg.cossin(x, 2, 1, separate=True)[1], atol=1e-13)
    blocks = (lazy[:2, :3], lazy[:2, 3:], lazy[2:, :3], lazy[2:, 3:])
    np.testing.assert_allclose(la.scipy.cossin(blocks, swap_sign=swap_sign)[1].compute(), cs.compute(), atol=1e-13)
    assert la.scipy.cossin(lazy, 2, 3, compute_u=False)[0].compute().size == 0


def test_blocks_that_are_none_are_refused():
    for p, q in ((7, 2), (2, 9), (-1, 2)):
        with pytest.raises(ValueError, match=r"invalid [pq]="):
            la.scipy.cossin(np.eye(7), p, q)
    with pytest.raises(ValueError, match="the four blocks"):
        la.scipy.cossin(np.eye(7))


@pytest.mark.parametrize("case", ["tall", "small"])
def test_nan_is_an_error_as_in_numpy(small_tiles, case):
    a, _ = made("random", case)
    a[2, 2] = np.nan
    lazy = da.from_array(a, chunks=CASES[case][1])
    for attempt in (la.pinv(lazy), la.matrix_rank(lazy), la.cond(lazy), la.orth(lazy), la.polar(lazy)[0]):
        with pytest.raises(np.linalg.LinAlgError, match="SVD did not converge"):
            attempt.compute()
    with pytest.raises(ValueError, match="must not contain infs or NaNs"):
        la.scipy.pinv(lazy).compute()
