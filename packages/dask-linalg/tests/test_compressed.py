"""The largest singular values by a random subspace, where the usual way of it loses the small ones."""

from __future__ import annotations

import dask
import dask.array as da
import numpy as np
import pytest
from general_matrices import _with_values
from matrices import DTYPES

import dask_linalg as la


@pytest.fixture(autouse=True)
def threads():
    with dask.config.set(scheduler="threads"):
        yield


def decaying(m, n, dtype):
    return _with_values(m, n, dtype, lambda k: 10.0 ** (-np.arange(k) / 2))


@pytest.mark.parametrize("iterator", ["power", "QR"])
@pytest.mark.parametrize("iterations", [1, 4])
@pytest.mark.parametrize("dtype", ["f8", "c16"])
@pytest.mark.parametrize("shape", [(120, 40), (40, 120), (70, 70)])
def test_small_values_are_not_lost_in_the_rounding_of_large_ones(small_tiles, shape, dtype, iterations, iterator):
    a = da.from_array(decaying(*shape, dtype), chunks=(17, 13))
    _, s, _ = la.svd_compressed(a, 10, iterator=iterator, n_power_iter=iterations, seed=1)
    expected = 10.0 ** (-np.arange(10) / 2)
    np.testing.assert_allclose(s.compute(), expected, rtol=1e-10 if iterations > 1 else 1e-8)


@pytest.mark.parametrize("dtype", DTYPES)
def test_a_matrix_of_low_rank_is_found_whole(small_tiles, dtype):
    values = [141, 125, 103, 87]
    a = _with_values(60, 50, dtype, lambda k: np.r_[values, np.zeros(k - 4)])
    lazy = la.svd_compressed(da.from_array(a, chunks=(20, 25)), 4, n_power_iter=1, seed=0)
    u, s, vh = dask.compute(*lazy)
    assert [(x.shape, x.dtype) for x in lazy] == [(x.shape, x.dtype) for x in (u, s, vh)]
    assert s.dtype == a.real.dtype
    eps = np.finfo(dtype).eps
    np.testing.assert_allclose(s, values, rtol=100 * eps)
    np.testing.assert_allclose(u * s @ vh, a, atol=2e4 * eps)
    np.testing.assert_allclose(u.conj().T @ u, np.eye(4), atol=100 * eps)
    np.testing.assert_allclose(vh @ vh.conj().T, np.eye(4), atol=100 * eps)


def test_the_same_seed_gives_the_same_and_signs_do_not_depend_on_it():
    a = da.from_array(decaying(50, 30, "f8"), chunks=15)
    first, second = (la.svd_compressed(a, 5, n_power_iter=2, seed=7) for _ in range(2))
    other = la.svd_compressed(a, 5, n_power_iter=2, seed=8)
    for one, two, three in zip(first, second, other, strict=True):
        np.testing.assert_array_equal(one.compute(), two.compute())
        np.testing.assert_allclose(one.compute(), three.compute(), atol=1e-9)
    assert (first[2].sum(axis=1) >= 0).all().compute()


@pytest.mark.parametrize("seed", [da.random.default_rng(0), da.random.RandomState(0), 0, None])
def test_random_numbers_come_from_whatever_is_given(seed):
    a = da.from_array(decaying(40, 30, "f8"), chunks=10)
    u, s, vh = la.svd_compressed(a, 3, n_power_iter=2, seed=seed, compute=True, coerce_signs=False)
    np.testing.assert_allclose(s.compute(), 10.0 ** (-np.arange(3) / 2))
    np.testing.assert_allclose((a @ vh.T).compute(), (u * s).compute(), atol=1e-10)


def test_no_more_values_are_returned_than_there_are():
    u, s, vh = la.svd_compressed(da.ones((6, 4), chunks=3), 9)
    assert (u.shape, s.shape, vh.shape) == ((6, 4), (4,), (4, 4))
    np.testing.assert_allclose(s.compute(), [24**0.5, 0, 0, 0], atol=1e-14)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"k": 0}, "k must be at least 1"),
        ({"n_power_iter": -1}, "n_power_iter must be at least 0"),
        ({"n_oversamples": -1}, "n_oversamples must be at least 0"),
        ({"iterator": "lanczos"}, "iterator 'lanczos' not valid"),
    ],
)
def test_what_makes_no_sense_is_refused(wrong, words):
    with pytest.raises(ValueError, match=words):
        la.svd_compressed(da.ones((4, 4)), **{"k": 2, **wrong})


def test_a_stack_is_refused():
    with pytest.raises(ValueError, match="one matrix is wanted"):
        la.svd_compressed(da.ones((2, 4, 4)), 2)
