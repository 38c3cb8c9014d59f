"""Norms as in NumPy and SciPy, whole numbers included, and what matrices are like: bandwidth and symmetry."""

from __future__ import annotations

import inspect
import warnings

import dask
import dask.array as da
import numpy as np
import pytest
import scipy.linalg
from general_matrices import KINDS
from hypothesis import given, settings
from hypothesis import strategies as st
from matrices import DTYPES

import dask_linalg as la

OF_VECTORS = [None, 2, 1, 0, np.inf, -np.inf, -1, -2, 3, 0.5, 2.5, -1.5]
OF_MATRICES = [None, "fro", "f", "nuc", 1, -1, 2, -2, np.inf, -np.inf]
numbers = st.integers(0, 5)


@pytest.fixture(autouse=True)
def threads():
    with dask.config.set(scheduler="threads"):
        yield


def lazy(a, chunks):
    return da.from_array(a, chunks=chunks)


def same(ours, theirs, dtype="f8"):
    """Check the numbers, and that shape and dtype have been right before."""
    computed = ours.compute(scheduler="synchronous")
    assert (ours.shape, ours.dtype) == (np.shape(theirs), np.asarray(theirs).dtype)
    assert (np.shape(computed), computed.dtype) == (ours.shape, ours.dtype)
    eps = np.finfo(np.asarray(theirs).dtype).eps
    np.testing.assert_allclose(computed, theirs, rtol=50 * eps, atol=50 * eps)


@pytest.mark.parametrize("dtype", [*DTYPES, "f2", "i8", "?", "u1"])
@pytest.mark.parametrize("order", OF_VECTORS)
def test_every_norm_of_vectors_is_numpys(order, dtype):
    a = (KINDS["random"](7, 6, "c16" if np.dtype(dtype).kind == "c" else "f8") * 5 + 10).astype(dtype)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        same(la.norm(lazy(a[0], 4), order), np.linalg.norm(a[0], order))
        for axis in (0, 1, -1, (0,)):
            for keepdims in (False, True):
                theirs = np.linalg.norm(a, order, axis, keepdims)
                same(la.norm(lazy(a, (3, 4)), order, axis, keepdims), theirs)


@pytest.mark.parametrize("dtype", [*DTYPES, "i8", "?"])
@pytest.mark.parametrize("order", OF_MATRICES)
def test_every_norm_of_matrices_is_numpys(order, dtype):
    a = (KINDS["random"](24, 7, "c16" if np.dtype(dtype).kind == "c" else "f8") * 5 + 10).astype(dtype).reshape(4, 6, 7)
    same(la.norm(lazy(a[0], 3), order), np.linalg.norm(a[0], order))
    same(la.matrix_norm(lazy(a, (3, 4, 5)), ord=order), np.linalg.matrix_norm(a, ord=order))
    for axis in ((0, 1), (1, 0), (-1, 0), (2, 1)):
        for keepdims in (False, True):
            theirs = np.linalg.norm(a, order, axis, keepdims)
            same(la.norm(lazy(a, (3, 4, 5)), order, axis, keepdims), theirs)


@given(st.data(), numbers, numbers, st.sampled_from([None, "fro", "nuc", 1, 2, np.inf]), st.booleans())
def test_any_shape_in_any_chunks_has_the_norm_of_numpy(data, m, n, order, keepdims):
    a = KINDS["random"](m, n, "f8")
    given = lazy(a, (data.draw(st.integers(1, 6)), data.draw(st.integers(1, 6))))
    theirs = np.linalg.norm(a, order, keepdims=keepdims) if a.size else np.zeros((1, 1) if keepdims else ())
    same(la.norm(given, order, keepdims=keepdims), theirs)


@pytest.mark.parametrize(
    ("value", "dtype", "shape", "norm"),
    [
        (2, "i1", (4, 100), 40.0),
        (10, "i1", (4, 100), 200.0),
        (2**33, "i8", (9,), 3.0 * 2**33),
        (2**16, "i4", (16,), 2.0**18),
    ],
)
def test_squares_of_whole_numbers_do_not_wrap_around(value, dtype, shape, norm):
    found = la.norm(lazy(np.full(shape, value, dtype), 3))
    assert found.dtype == np.float64
    assert float(found) == float(la.scipy.norm(lazy(np.full(shape, value, dtype), 3))) == norm


@pytest.mark.parametrize("axis", [(0, 0), (0, -2), (1, -1)])
def test_a_dimension_given_twice_is_refused(axis):
    with pytest.raises(ValueError, match=r"Duplicate axes given\."):
        la.norm(da.ones((3, 3), chunks=2), axis=axis)


@pytest.mark.parametrize(
    ("shape", "arguments", "error", "words"),
    [
        ((3,), {"ord": "fro"}, ValueError, "Invalid norm order 'fro' for vectors"),
        ((3,), {"ord": "nuc"}, ValueError, "Invalid norm order 'nuc' for vectors"),
        ((3, 3), {"ord": "nuc", "axis": 0}, ValueError, "for vectors"),
        ((3, 3), {"ord": 3}, ValueError, "Invalid norm order 3 for matrices"),
        ((3, 3), {"ord": "two"}, ValueError, "Invalid norm order 'two' for matrices"),
        ((3, 3, 3), {"ord": 2}, ValueError, "Improper number of dimensions to norm: 3"),
        ((), {"ord": 1}, ValueError, "Improper number of dimensions to norm: 0"),
        ((3, 3, 3), {"axis": (0, 1, 2)}, ValueError, "Improper number"),
        ((3, 3), {"axis": "x"}, TypeError, "'axis' must be None, an integer or a tuple of integers"),
        ((3, 3), {"axis": [0, 1]}, TypeError, "'axis' must be"),
        ((3, 3), {"axis": 2}, ValueError, "axis 2 is out of bounds"),
        ((3, 3), {"axis": (0, 3)}, IndexError, "axis 3 is out of bounds"),
    ],
)
def test_what_is_no_norm_is_refused_as_by_numpy(shape, arguments, error, words):
    for function, words_of_function in ((la.norm, words), (la.scipy.norm, words), (np.linalg.norm, ".")):
        with pytest.raises(error, match=words_of_function):
            function(np.ones(shape), **arguments)


@pytest.mark.parametrize("shape", [(0, 3), (3, 0), (0, 0)])
@pytest.mark.parametrize("order", [None, "fro", "nuc", 1, 2, np.inf])
def test_norms_of_empty_matrices_are_zero(shape, order):
    assert float(la.norm(da.ones(shape), order)) == 0
    assert la.matrix_norm(da.ones((2, *shape)), ord=order).compute().tolist() == [0, 0]


@pytest.mark.parametrize(("shape", "order"), [((3, 0), -1), ((0, 3), -np.inf), ((0, 3), -2), ((0, 0), -1)])
def test_there_is_no_smallest_of_nothing(shape, order):
    for function in (la.norm, np.linalg.norm):
        with pytest.raises(ValueError, match="zero-size array to reduction operation"):
            function(np.ones(shape), order)
    with pytest.raises(ValueError, match="zero-size array"):
        la.norm(np.ones(0), -np.inf)
    assert la.norm(np.ones((0, 0)), -np.inf, axis=0).compute().shape == (0,)
    assert la.norm(np.ones(0), np.inf).compute() == 0


@pytest.mark.parametrize("order", OF_MATRICES)
def test_empty_chunks_between_others_change_nothing(order):
    a = KINDS["random"](5, 4, "f8")
    given = lazy(a, ((0, 2, 0, 3), (4, 0)))
    same(la.norm(given, order), np.linalg.norm(a, order))
    for axis in (0, 1):
        if not isinstance(order, str):
            same(la.norm(given, order, axis), np.linalg.norm(a, order, axis))


@pytest.mark.parametrize("order", [None, 1, 2, np.inf, -np.inf, 3])
@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_what_is_no_number_spreads_as_in_numpy(order, value):
    a = np.ones(9)
    a[5] = value
    same(la.norm(lazy(a, 2), order), np.linalg.norm(a, order))


@pytest.mark.parametrize("axis", [None, 0, -1, (0, 2), (2, 0, 1), ()])
@pytest.mark.parametrize("order", [2, 1, 0, np.inf, -np.inf, 3])
@pytest.mark.parametrize("keepdims", [True, False])
def test_vector_norm_takes_any_dimensions_together(axis, order, keepdims):
    a = KINDS["random"](24, 1, "f8").reshape(2, 3, 4)
    ours = la.vector_norm(lazy(a, 2), axis=axis, ord=order, keepdims=keepdims)
    same(ours, np.linalg.vector_norm(a, axis=axis, ord=order, keepdims=keepdims))


def test_a_number_is_a_vector():
    for keepdims in (True, False):
        same(la.vector_norm(-3.0, keepdims=keepdims), np.float64(3))
        same(la.norm(np.array(-3.0), keepdims=keepdims), np.float64(3))
    with pytest.raises(ValueError, match="repeated axis"):
        la.vector_norm(np.ones((2, 2)), axis=(0, 0))
    with pytest.raises(ValueError, match="out of bounds"):
        la.matrix_norm(np.ones(3))


def test_there_is_no_lapack_for_half_precision():
    with pytest.raises(TypeError, match="array type float16 is unsupported"):
        la.norm(np.ones((3, 3), "f2"), 2)


def test_vectors_of_unknown_size_have_a_norm():
    a = np.arange(10.0)
    some = lazy(a, 3)[lazy(a, 3) > 4]
    for order in (None, 1, np.inf, -np.inf, 3):
        assert float(la.norm(some, order)) == pytest.approx(np.linalg.norm(a[a > 4], order))
    assert float(la.scipy.norm(some)) == pytest.approx(np.linalg.norm(a[a > 4]))


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("scale", ["huge", "tiny", "subnormal", "mixed", "zero"])
def test_scipys_norm_of_a_vector_stays_within_range(dtype, scale):
    limits = np.finfo(dtype)
    a = KINDS["random"](20, 1, dtype).ravel()
    factor = {"huge": limits.max / 100, "tiny": limits.tiny, "subnormal": limits.tiny / 100, "mixed": 1, "zero": 0}[
        scale
    ]
    a = (a * factor).astype(dtype)
    if scale == "mixed":
        a[3], a[4] = limits.max / 100, limits.tiny
    ours, theirs = la.scipy.norm(lazy(a, 3)), scipy.linalg.norm(a)
    assert ours.dtype == a.real.dtype
    np.testing.assert_allclose(ours.compute(), theirs, rtol=20 * limits.eps, atol=limits.smallest_subnormal)


def test_numpys_norm_overflows_as_in_numpy():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        assert float(la.norm(lazy(np.full(4, 1e200), 2))) == np.inf
    assert float(la.scipy.norm(lazy(np.full(4, 1e200), 2))) == pytest.approx(2e200)


def test_scipys_norm_looks_for_what_is_not_finite_unless_told_otherwise():
    a = np.array([1.0, np.inf, 2.0])
    with pytest.raises(ValueError, match=r"norm: array must not contain infs or NaNs, but block \(1,\)"):
        la.scipy.norm(lazy(a, 1)).compute()
    assert float(la.scipy.norm(lazy(a, 1), check_finite=False)) == np.inf
    assert np.isnan(float(la.scipy.norm(lazy(a * np.nan, 1), check_finite=False)))
    assert float(la.scipy.norm(np.array([[3, 4]]), "fro")) == 5


@pytest.mark.parametrize("name", ["norm", "bandwidth", "issymmetric", "ishermitian", "khatri_rao"])
def test_signatures_are_scipys(name):
    ours, theirs = inspect.signature(getattr(la.scipy, name)), inspect.signature(getattr(scipy.linalg, name))
    assert [(p.name, p.default) for p in ours.parameters.values()] == [
        (p.name, p.default) for p in theirs.parameters.values()
    ]


@settings(max_examples=40)
@given(st.data(), numbers, numbers, st.integers(0, 5), st.integers(0, 5), st.sampled_from(["f8", "i4", "?", "c8"]))
def test_the_bandwidth_is_scipys(data, m, n, lower, upper, dtype):
    mask = data.draw(st.lists(st.booleans(), min_size=m * n, max_size=m * n))
    a = np.triu(np.tril(np.array(mask, dtype).reshape(m, n), upper), -lower)
    chunks = data.draw(st.integers(1, 6)), data.draw(st.integers(1, 6))
    ours = la.bandwidth(lazy(a, chunks))
    assert [one.dtype.kind for one in ours] == ["i", "i"]
    found = tuple(map(int, dask.compute(*ours, scheduler="synchronous")))
    offsets = [j - i for i, j in np.argwhere(a)]
    assert found == (max(0, *[-k for k in offsets]) if offsets else 0, max(0, *offsets) if offsets else 0)
    # SciPy overlooks elements of a single row, and the last rows of a tall matrix.
    if m == n > 1:
        assert found == scipy.linalg.bandwidth(a)


def test_stacks_have_a_bandwidth_for_each_matrix():
    a = np.stack([np.eye(4, 6, 2), np.eye(4, 6, -3), np.full((4, 6), np.nan)])
    lower, upper = dask.compute(*la.scipy.bandwidth(lazy(a, (2, 3, 2))))
    assert (lower.tolist(), upper.tolist()) == ([0, 3, 3], [2, 0, 5])


SYMMETRY = {
    "symmetric": np.array([[1, 2, 3], [2, 4, 5], [3, 5, 6]]),
    "unsymmetric in a corner": np.array([[1, 2, 3], [2, 4, 5], [4, 5, 6]]),
    "truth": np.array([[True, False], [False, True]]),
    "unsigned": np.array([[1, 2], [3, 1]], "u1"),
    "large": np.array([[1, 2**53], [2**53 + 1, 1]]),
    "nearly": np.array([[1, 2], [2 + 1e-9, 1]]),
    "nan beside": np.array([[1, np.nan], [np.nan, 1]]),
    "nan on the diagonal": np.array([[np.nan, 1], [1, 1.0]]),
    "inf": np.array([[1, np.inf], [np.inf, 1]]),
    "inf of two signs": np.array([[1, np.inf], [-np.inf, 1]]),
    "hermitian": np.array([[1, 2j], [-2j, 1]]),
    "complex symmetric": np.array([[1j, 2j], [2j, 1]]),
    "imaginary diagonal": np.array([[1j, 2j], [-2j, 1]], "c8"),
    "complex nan on the diagonal": np.array([[complex(np.nan, 0), 2j], [-2j, 1]]),
    "empty": np.ones((0, 0)),
    "one": np.ones((1, 1)),
    "asymmetric tolerance": np.array([[1, 100.0], [110.0, 1]]),
}


@pytest.mark.parametrize("case", SYMMETRY)
@pytest.mark.parametrize(
    "tolerance", [{}, {"atol": 1e-8}, {"rtol": 1e-8}, {"rtol": 0.095}, {"atol": 1.0, "rtol": 0.05}, {"atol": 0}]
)
@pytest.mark.parametrize("chunks", [1, 2, (2, 1), 3])
def test_symmetry_is_scipys(case, tolerance, chunks):
    a = SYMMETRY[case]
    for name in ("issymmetric", "ishermitian"):
        ours = getattr(la, name)(lazy(a, chunks), **tolerance)
        assert (ours.shape, ours.dtype) == ((), bool)
        assert bool(ours) == getattr(scipy.linalg, name)(a, **tolerance), name


def test_each_matrix_of_a_stack_is_symmetric_or_not():
    a = np.stack([np.ones((3, 3)), np.triu(np.ones((3, 3)))])
    assert la.issymmetric(lazy(a, (1, 2, 3))).compute().tolist() == [True, False]
    assert la.scipy.ishermitian(lazy(a, (2, 2, 1)), atol=2).compute().tolist() == [True, True]


def test_symmetry_compares_each_pair_of_chunks_once():
    found = la.issymmetric(da.ones((40, 40), chunks=10))
    assert sum("pair" in str(key) for key in found.__dask_graph__()) == 10


@pytest.mark.parametrize("function", [la.issymmetric, la.ishermitian])
def test_what_is_not_square_is_not_asked_for_symmetry(function):
    with pytest.raises(ValueError, match=r"must be square, but the shape is \(2, 3\)"):
        function(np.ones((2, 3)))


@pytest.mark.parametrize("function", [la.issymmetric, la.ishermitian, la.bandwidth])
def test_what_holds_no_numbers_is_refused(function):
    with pytest.raises(TypeError, match="an array of numbers is wanted"):
        function(np.array([["a"]]))
    with pytest.raises(ValueError, match="must be a matrix, but it has 1 dimensions"):
        function(np.ones(3))
    x = da.ones((4, 4), chunks=2)
    with pytest.raises(ValueError, match=r"compute_chunk_sizes\(\)"):
        function(x[x[:, 0] > 0])
