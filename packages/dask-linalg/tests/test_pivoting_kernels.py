"""Kernels of elimination against NumPy and SciPy on tiles with gaps between their columns, and what they refuse."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.linalg
from matrices import DTYPES
from test_kernels import close, tile

from dask_linalg.tiles.pivoting import divide_by_lower, divide_by_upper, factor_with_pivoting, interchange_rows

SHAPES = [(7, 7), (9, 4), (4, 9), (1, 5), (5, 1)]


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("shape", SHAPES)
def test_a_tile_is_factored_in_place_with_scipys_pivots(shape, dtype):
    a = tile(*shape, dtype)
    factors, theirs = scipy.linalg.lu_factor(a)
    pivots, zero = factor_with_pivoting(a)
    assert zero == 0
    assert pivots.dtype == np.int32
    np.testing.assert_array_equal(pivots, theirs)
    close(a, factors)


def test_the_elements_between_the_columns_of_a_tile_are_left_alone():
    whole = np.full((8, 5), 3.0, order="F")
    whole[1:6] = tile(5, 5, "f8")
    factor_with_pivoting(whole[1:6])
    assert (whole[[0, 6, 7]] == 3).all()


@pytest.mark.parametrize("dtype", DTYPES)
def test_the_first_pivot_that_is_zero_is_named_and_elimination_goes_on(dtype):
    a = np.asfortranarray(np.triu(np.ones((5, 5), dtype)))
    a[2, 2] = a[4, 4] = 0
    pivots, zero = factor_with_pivoting(a)
    assert zero == 3
    np.testing.assert_array_equal(pivots, np.arange(5))


@pytest.mark.parametrize("dtype", DTYPES)
def test_rows_are_interchanged_one_after_the_other_and_back(dtype):
    a, pivots = tile(6, 4, dtype), np.array([3, 1, 5, 5], np.int32)
    before, expected = a.copy(), a.copy()
    for i, j in enumerate(pivots):
        expected[[i, j]] = expected[[j, i]]
    interchange_rows(a, pivots)
    np.testing.assert_array_equal(a, expected)
    interchange_rows(a, pivots, back=True)
    np.testing.assert_array_equal(a, before)


@pytest.mark.parametrize("shape", [(0, 3), (3, 0)])
def test_what_is_empty_is_interchanged_and_divided_without_harm(shape):
    place = np.ones((3, 3), order="F")
    interchange_rows(place[: shape[0], : shape[1]], np.zeros(0, np.int32))
    divide_by_lower(place[: shape[0], : shape[1]], place[: shape[0], : shape[0]])
    assert (place == 1).all()


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("turned", [False, True])
def test_a_tile_is_divided_by_one_triangle_of_factors_of_which_the_other_is_not_read(dtype, turned):
    factors, b = tile(5, 5, dtype) + 5 * np.eye(5, dtype=dtype), tile(5, 3, dtype, 1)
    lower, upper = np.tril(factors, -1) + np.eye(5, dtype=dtype), np.triu(factors)
    factors = np.asfortranarray(factors)
    for divide, triangle in ((divide_by_lower, lower), (divide_by_upper, upper)):
        quotient = b.copy(order="F")
        divide(quotient, factors, turned=turned)
        close((triangle.conj().T if turned else triangle) @ quotient, b)


@pytest.mark.parametrize(
    ("pivots", "words"),
    [
        (np.array([0], np.int64), "vector of int32, but these are of int64"),
        (np.zeros((1, 1), np.int32), r"shape \(1, 1\)"),
        (np.array([3], np.int32), r"1 pivots are not all rows of a tile of shape \(3, 2\)"),
        (np.array([-1], np.int32), "not all rows"),
        (np.zeros(4, np.int32), "4 pivots are not all rows"),
    ],
)
def test_interchanges_that_would_leave_the_tile_are_refused(pivots, words):
    with pytest.raises(ValueError, match=words):
        interchange_rows(np.ones((3, 2), order="F"), pivots)


def test_shapes_and_dtypes_that_do_not_fit_are_refused():
    two, three = np.ones((2, 2), order="F"), np.ones((3, 3), order="F")
    with pytest.raises(ValueError, match=r"shape \(2, 2\) cannot be divided by factors of shape \(3, 3\)"):
        divide_by_lower(two, three)
    with pytest.raises(ValueError, match=r"shape \(2, 2\) cannot be divided by factors of shape \(3, 3\)"):
        divide_by_upper(two, three)
    with pytest.raises(TypeError, match="of one dtype"):
        divide_by_upper(two, two.astype("f4"))
    with pytest.raises(ValueError, match="Fortran's order"):
        factor_with_pivoting(np.ones((3, 4)))
