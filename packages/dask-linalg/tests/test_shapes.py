"""Diagonals, traces and transposes are NumPy's, in any chunks."""

from __future__ import annotations

import dask.array as da
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import dask_linalg as la

sizes = st.integers(0, 7)


def chunks_of(n):
    """Return sizes of chunks, empty ones among them."""
    return st.lists(st.integers(0, n), max_size=4).map(lambda cuts: tuple(np.diff([0, *sorted(cuts), n]).tolist()))


@st.composite
def matrices(draw, dtypes):
    shape = draw(st.lists(sizes, min_size=2, max_size=4).map(tuple))
    a = np.arange(np.prod(shape)).reshape(shape).astype(draw(st.sampled_from(dtypes)))
    return a, da.from_array(a, chunks=tuple(draw(chunks_of(n)) for n in shape))


def same(ours, theirs):
    computed = ours.compute(scheduler="synchronous")
    assert (ours.shape, ours.dtype) == (theirs.shape, theirs.dtype)
    np.testing.assert_array_equal(computed, theirs)
    assert computed.dtype == theirs.dtype


@given(matrices(["i1", "f4", "c16", "?", "O"]), st.integers(-8, 8))
def test_diagonals_are_numpys(given, offset):
    a, lazy = given
    found = la.diagonal(lazy, offset=offset)
    same(found, np.linalg.diagonal(a, offset=offset))
    assert found.chunks[:-1] == lazy.chunks[:-2]


@given(matrices(["i1", "u4", "f4", "c16", "?"]), st.integers(-8, 8), st.sampled_from([None, "f8", "i1"]))
def test_traces_are_numpys(given, offset, dtype):
    a, lazy = given
    if a.dtype.kind == "c" and dtype:
        dtype = "c8"
    same(la.trace(lazy, offset=offset, dtype=dtype), np.asarray(np.linalg.trace(a, offset=offset, dtype=dtype)))


@given(matrices(["i1", "c16", "O"]))
def test_transposes_are_numpys(given):
    a, lazy = given
    found = la.matrix_transpose(lazy)
    same(found, np.linalg.matrix_transpose(a))
    assert found.chunks == (*lazy.chunks[:-2], lazy.chunks[-1], lazy.chunks[-2])


@pytest.mark.parametrize("function", [la.diagonal, la.trace, la.matrix_transpose])
def test_a_vector_is_refused(function):
    with pytest.raises(ValueError, match="must be at least 2-dimensional, but it is 1"):
        function([1, 2, 3])


def test_lists_are_matrices():
    assert la.trace([[1, 2], [3, 4]]).compute() == 5
    assert la.diagonal([[1, 2], [3, 4]], offset=-1).compute().tolist() == [3]
    assert la.matrix_transpose([[1, 2]]).compute().tolist() == [[1], [2]]
