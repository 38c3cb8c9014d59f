"""NumPy's functions reach this package as long as they are told to, and Dask is left as it was."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import dask.array as da
import numpy as np
import pytest
from matrices import KINDS

import dask_linalg as la

A = da.from_array(KINDS["random"](20, "f8"), chunks=5)
BEFORE = da.Array.__array_function__


@pytest.fixture(autouse=True)
def nothing_is_left():
    yield
    assert da.Array.__array_function__ is BEFORE


def is_numpys(factor):
    return not np.triu(factor.compute(scheduler="synchronous"), 1).any()


def test_numpys_cholesky_returns_the_lower_factor_within_a_block():
    assert not is_numpys(np.linalg.cholesky(A)), "Dask itself returns the upper one"
    with la.registered():
        assert is_numpys(np.linalg.cholesky(A))
    assert not is_numpys(np.linalg.cholesky(A))


def test_the_functions_of_dask_keep_their_conventions():
    with la.registered():
        assert not is_numpys(da.linalg.cholesky(A))


def test_it_holds_until_it_is_undone_however_often_it_was_done():
    la.register()
    la.register()
    assert is_numpys(np.linalg.cholesky(A))
    la.unregister()
    assert not is_numpys(np.linalg.cholesky(A))


def test_a_block_that_fails_and_blocks_in_blocks_end_as_they_should():
    with pytest.raises(RuntimeError), la.registered(), la.registered():
        raise RuntimeError
    assert not is_numpys(np.linalg.cholesky(A))
    with la.registered():
        la.register()
    assert is_numpys(np.linalg.cholesky(A))
    la.unregister()


def test_blocks_of_threads_overlap():
    def one(_):
        with la.registered():
            return is_numpys(np.linalg.cholesky(A))

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(one, range(40)))


def test_other_functions_and_other_arrays_go_where_they_went():
    class Foreign:
        def __array_function__(self, func, types, args, kwargs):
            return "theirs"

    with la.registered():
        assert np.sum(A).compute(scheduler="synchronous") == pytest.approx(float(A.sum()))
        assert np.linalg.solve(A, Foreign()) == "theirs"
        np.testing.assert_allclose(np.linalg.cholesky(np.eye(3)), np.eye(3))
