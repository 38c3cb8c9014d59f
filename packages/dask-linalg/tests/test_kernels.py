"""Kernels against NumPy on tiles with gaps between their columns, and what they refuse."""

from __future__ import annotations

import numpy as np
import pytest
from matrices import DTYPES, KINDS

from dask_linalg.tiles.lapack import leading_dimension
from dask_linalg.tiles.pointers import routine
from dask_linalg.tiles.positive import divide_by_factor, factor_positive, subtract_square
from dask_linalg.tiles.products import add_product


def tile(rows, columns, dtype, seed=0):
    """Return a tile of a larger array, so that its leading dimension is not its number of rows."""
    rng = np.random.default_rng(seed)
    whole = rng.standard_normal((rows + 3, columns + 2)) + 1j * rng.standard_normal((rows + 3, columns + 2))
    whole = whole if np.dtype(dtype).kind == "c" else whole.real
    return np.asfortranarray(whole.astype(dtype))[1 : rows + 1, 1 : columns + 1]


def close(one, other):
    np.testing.assert_allclose(one, other, rtol=0, atol=200 * np.finfo(one.dtype).eps)


@pytest.mark.parametrize("dtype", DTYPES)
def test_a_tile_is_factored_in_place_and_its_upper_triangle_left_alone(dtype):
    a = KINDS["random"](7, dtype)
    place = np.full((9, 8), 5, dtype, order="F")
    place[1:8, 1:] = a
    assert factor_positive(place[1:8, 1:]) == 0
    close(np.tril(place[1:8, 1:]), np.linalg.cholesky(a))
    np.testing.assert_array_equal(np.triu(place[1:8, 1:], 1), np.triu(a, 1))
    assert (place[0] == 5).all()
    assert (place[8] == 5).all()


@pytest.mark.parametrize("dtype", DTYPES)
def test_a_tile_is_divided_by_a_factor(dtype):
    factor = np.asfortranarray(np.linalg.cholesky(KINDS["random"](5, dtype)))
    a = tile(8, 5, dtype)
    before = a.copy()
    divide_by_factor(a, factor)
    close(a @ factor.conj().T, before)


@pytest.mark.parametrize("dtype", DTYPES)
def test_a_product_is_subtracted(dtype):
    a, left, right = tile(4, 6, dtype), tile(4, 3, dtype, 1), tile(6, 3, dtype, 2)
    expected = a - left @ right.conj().T
    add_product(a, left, right, -1, turn_right=True)
    close(a, expected)


@pytest.mark.parametrize("dtype", DTYPES)
def test_of_a_product_with_itself_the_lower_triangle_is_subtracted(dtype):
    a, left = np.asfortranarray(KINDS["random"](4, dtype)), tile(4, 3, dtype, 1)
    before, expected = a.copy(), np.tril(a - left @ left.conj().T)
    subtract_square(a, left)
    close(np.tril(a), expected)
    np.testing.assert_array_equal(np.triu(a, 1), np.triu(before, 1))


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (np.ones((3, 3, 3)), "3 dimensions"),
        (np.ones((3, 4)), r"Fortran's order, but this one of shape \(3, 4\) has strides \(32, 8\)"),
        (np.ones((3, 3), order="F")[::-1], "Fortran's order"),
        (np.ones((6, 3), order="F")[::2], "Fortran's order"),
        (np.ones((3, 6), order="F")[:, ::-1], "Fortran's order"),
    ],
)
def test_what_lies_otherwise_is_refused(bad, words):
    with pytest.raises(ValueError, match=words):
        leading_dimension(bad)


def test_what_is_no_dtype_of_lapacks_or_two_dtypes_are_refused():
    with pytest.raises(TypeError, match="of one dtype of float32"):
        factor_positive(np.ones((2, 2), "i8", order="F"))
    with pytest.raises(TypeError, match="of one dtype of float32"):
        divide_by_factor(np.ones((2, 2), order="F"), np.ones((2, 2), "f4", order="F"))


def test_shapes_that_do_not_fit_are_refused():
    two, three = np.ones((2, 2), order="F"), np.ones((3, 3), order="F")
    with pytest.raises(ValueError, match=r"shape \(2, 2\) cannot be divided by a factor of shape \(3, 3\)"):
        divide_by_factor(two, three)
    with pytest.raises(ValueError, match=r"shapes \(2, 2\) and \(3, 3\) has not the shape \(2, 2\)"):
        add_product(two, two, three)


def test_a_routine_that_there_is_not_is_named():
    with pytest.raises(LookupError, match="'dnothing'"):
        routine("dnothing")
