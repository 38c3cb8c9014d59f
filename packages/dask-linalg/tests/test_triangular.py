"""Triangular systems: each way to read a triangle, in any chunks, right by LAPACK's own measure, and as SciPy treats bad input."""

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
from matrices import DTYPES, PASSED
from ratio_suite import norm1, ratio, wide

import dask_linalg as la

SIDE, WIDE = 37, 10
CHUNKINGS = {
    "whole": (SIDE, SIDE),
    "tiles": (8, 8),
    "uneven": ((3, 20, 1, 13), (30, 7)),
    "columns": (SIDE, 1),
    "one row": (1, 9),
    "uneven squares": ((5, 16, 16), (5, 16, 16)),
}
REGULAR = ("random", "graded_rows", "kahan", "hilbert", "defective", "tiny", "huge")
READ = {"N": lambda a: a, "T": lambda a: a.T, "C": lambda a: a.conj().T}


@pytest.fixture(autouse=True)
def threads():
    with dask.config.set(scheduler="threads"):
        yield


def triangle(kind, dtype, lower):
    """Return a triangle whose diagonal is not small beside the rest, for which no solution is too large for the dtype."""
    a = general_matrices.KINDS[kind](SIDE, SIDE, dtype)
    a = np.tril(a) if lower else np.triu(a)
    return a + np.diag(np.where(a.diagonal() < 0, -1, 1) * np.abs(a).sum(axis=1)).astype(dtype)


def backward_ratio(a, x, b):
    wa, wx = wide(a), wide(x)
    return ratio(norm1(wide(b) - wa @ wx), over=norm1(wa) * norm1(wx), eps=np.finfo(x.dtype).eps)


@pytest.mark.parametrize(("trans", "lower"), [("N", True), ("T", True), ("C", False)])
@pytest.mark.parametrize(("kind", "chunks", "dtype"), ratio_suite.over(REGULAR, CHUNKINGS))
def test_the_solution_passes_lapacks_own_test(small_tiles, kind, chunks, dtype, lower, trans):
    a, b = triangle(kind, dtype, lower), general_matrices.random(SIDE, WIDE, dtype)
    lazy = da.from_array(a, chunks=CHUNKINGS[chunks])
    x = la.solve_triangular(lazy, da.from_array(b, chunks=(9, 4)), trans=trans, lower=lower)
    computed = x.compute()
    assert (x.dtype, x.shape) == (computed.dtype, computed.shape) == (np.dtype(dtype), b.shape)
    assert x.chunks == (lazy.chunks[1 if trans == "N" else 0], (4, 4, 2))
    assert backward_ratio(READ[trans](a), computed, b) < PASSED


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("trans", [0, 1, 2])
@pytest.mark.parametrize("lower", [True, False])
@pytest.mark.parametrize("unit", [True, False])
@pytest.mark.parametrize("chunks", ["whole", "tiles", "uneven"])
def test_only_the_triangle_is_read_and_of_a_unit_diagonal_nothing(small_tiles, dtype, trans, lower, unit, chunks):
    a = general_matrices.random(SIDE, SIDE, dtype) / SIDE + np.eye(SIDE, dtype=dtype)
    expected = scipy.linalg.solve_triangular(a, np.ones(SIDE, dtype), trans, lower, unit)
    a[np.triu_indices(SIDE, 1) if lower else np.tril_indices(SIDE, -1)] = np.nan
    if unit:
        np.fill_diagonal(a, np.nan)
    x = la.solve_triangular(
        da.from_array(a, chunks=CHUNKINGS[chunks]), np.ones(SIDE, dtype), trans, lower, unit, check_finite=False
    )
    assert x.dtype == expected.dtype
    np.testing.assert_allclose(x.compute(), expected, rtol=0, atol=1000 * np.finfo(dtype).eps)


@settings(max_examples=settings().max_examples // 3)
@given(
    st.integers(0, 40),
    st.integers(0, 20),
    st.integers(1, 40),
    st.integers(1, 40),
    st.booleans(),
    st.sampled_from("NTC"),
)
def test_any_shape_in_any_chunks_is_solved(n, k, rows, columns, lower, trans):
    a = general_matrices.random(n, n, "c16") / max(n, 1) + 2 * np.eye(n)
    b = general_matrices.random(n, k, "c16")
    x = la.solve_triangular(
        da.from_array(a, chunks=(rows, columns)), da.from_array(b, chunks=(columns, rows)), trans, lower
    )
    np.testing.assert_allclose(
        x.compute(scheduler="synchronous"), scipy.linalg.solve_triangular(a, b, trans, lower), rtol=0, atol=1e-12
    )


def test_right_hand_sides_are_solved_side_by_side_for_a_small_matrix(small_tiles):
    a, b = triangle("random", "f8", True)[:5, :5], general_matrices.random(5, 40, "f8")
    x = la.solve_triangular(da.from_array(a, chunks=3), da.from_array(b, chunks=(2, 7)), lower=True)
    assert sum("solution" in str(key) for key in x.__dask_graph__()) == 7
    np.testing.assert_allclose(x.compute(), scipy.linalg.solve_triangular(a, b, lower=True))


@pytest.mark.parametrize("side", [5, SIDE])
def test_stacks_broadcast_as_in_numpy(small_tiles, side):
    a = np.tril(general_matrices.random(2 * side, side, "f8").reshape(2, side, side)) + 9 * np.eye(side)
    b = general_matrices.random(3 * side, 4, "f8").reshape(3, 1, side, 4)
    for left, right in ((a, b), (a[0], b), (a, b[0, 0]), (a, b[0, 0, :, 0]), (a[0], b[0])):
        x = la.solve_triangular(da.from_array(left, chunks=7), da.from_array(right, chunks=2), lower=True)
        expected = np.linalg.solve(left, right[..., None])[..., 0] if right.ndim == 1 else np.linalg.solve(left, right)
        assert x.shape == expected.shape
        np.testing.assert_allclose(x.compute(), expected, rtol=1e-12)


@pytest.mark.parametrize("shape", [(0, 0), (3, 0, 0)])
@pytest.mark.parametrize("k", [0, 2])
def test_empty_matrices_have_empty_solutions(shape, k):
    assert la.solve_triangular(da.zeros(shape), da.zeros((0, k))).compute().shape == (*shape[:-2], 0, k)


def test_no_right_hand_sides_need_no_regular_matrix(small_tiles):
    assert la.solve_triangular(da.zeros((20, 20), chunks=8), da.zeros((20, 0))).compute().shape == (20, 0)


@pytest.mark.parametrize(
    ("left", "right"), [("i8", "f4"), ("f4", "f8"), ("f4", "c8"), ("?", "i4"), (">f8", "f4"), ("c8", "f8")]
)
def test_two_dtypes_become_the_one_that_holds_both(left, right):
    a, b = np.eye(3, dtype=left), np.ones(3, right)
    ours, theirs = (
        la.solve_triangular(da.from_array(a), b),
        scipy.linalg.solve_triangular(a.astype(a.dtype.newbyteorder("=")), b),
    )
    assert ours.dtype == ours.compute().dtype == theirs.dtype


@pytest.mark.parametrize("lower", [True, False])
@pytest.mark.parametrize("trans", "NTC")
def test_a_zero_on_the_diagonal_is_named_by_its_index(small_tiles, lower, trans):
    a = np.eye(40)
    a[29, 29] = 0
    with pytest.raises(np.linalg.LinAlgError, match=r"Singular matrix.*at index 29"):
        la.solve_triangular(da.from_array(a, chunks=8), np.ones((40, 20)), trans, lower).compute()
    with pytest.raises(np.linalg.LinAlgError, match=r"Singular matrix.*at index 29.*matrix \(1,\)"):
        la.solve_triangular(da.from_array(np.stack([np.eye(40), a])), np.ones(40), trans, lower).compute()
    assert la.solve_triangular(da.from_array(a, chunks=8), np.ones(40), trans, lower, True).compute().shape == (40,)


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_what_is_no_number_is_looked_for_unless_told_otherwise(small_tiles, value):
    a, b = np.eye(40), np.ones(40)
    a[20, 12] = value
    lazy = da.from_array(a, chunks=8)
    with pytest.raises(ValueError, match=r"solve_triangular: array must not contain infs or NaNs, but block \(2, 1\)"):
        la.solve_triangular(lazy, b, lower=True).compute()
    x = la.solve_triangular(lazy, b, lower=True, check_finite=False).compute()
    np.testing.assert_array_equal(x, scipy.linalg.solve_triangular(a, b, lower=True, check_finite=False))
    b[3] = value
    with pytest.raises(ValueError, match=r"block \(0, 0\)"):
        la.solve_triangular(da.eye(40, chunks=8), da.from_array(b, chunks=8)).compute()


@pytest.mark.parametrize(
    ("a", "b", "trans", "error", "words"),
    [
        (np.ones((3, 4)), np.ones(3), 0, np.linalg.LinAlgError, r"must be square, but the shape is \(3, 4\)"),
        (np.ones(3), np.ones(3), 0, np.linalg.LinAlgError, "1-dimensional array given"),
        (np.eye(3), np.ones(4), 0, ValueError, "b has 4 elements, but a is of shape"),
        (np.eye(3), np.ones((4, 2)), 0, ValueError, "b has 4 rows"),
        (np.ones((2, 3, 3)), np.ones((5, 3, 1)), 0, ValueError, "do not broadcast"),
        (np.eye(3), np.ones(3), "X", ValueError, "trans must be one of"),
        (np.eye(3, dtype="f2"), np.ones(3), 0, TypeError, "array type float16 is unsupported"),
    ],
)
def test_what_does_not_fit_is_refused_at_the_call(a, b, trans, error, words):
    with pytest.raises(error, match=words):
        la.solve_triangular(a, b, trans)


def test_dask_builds_on_a_matrix_that_is_not_square_and_we_do_not():
    with pytest.raises(np.linalg.LinAlgError, match="must be square"):
        la.solve_triangular(da.ones((8, 4), chunks=4), da.ones(8, chunks=4), lower=True)


@pytest.mark.parametrize("chunks", [8, 40])
def test_the_input_is_left_alone_and_may_be_computed_again(small_tiles, chunks):
    a, b = np.asfortranarray(triangle("random", "f8", True)), np.asfortranarray(general_matrices.random(SIDE, 5, "f8"))
    before = a.copy(), b.copy()
    x = la.solve_triangular(
        da.from_array(a, chunks=chunks), da.from_array(b, chunks=chunks), lower=True, overwrite_b=True
    )
    first, again = dask.compute(x, x + 0)
    np.testing.assert_array_equal(first, again)
    np.testing.assert_array_equal(a, before[0])
    np.testing.assert_array_equal(b, before[1])
