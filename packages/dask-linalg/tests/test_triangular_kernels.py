"""Kernels for triangles, bands and indefinite matrices against NumPy, in both orders of memory, and what they refuse."""

from __future__ import annotations

import numpy as np
import pytest
from matrices import DTYPES

from dask_linalg.tiles.banded import (
    Bandwidth,
    divide_by_band,
    factor_band,
    is_in_band,
    part_of_band,
    width_of,
)
from dask_linalg.tiles.indefinite import divide_by_symmetric
from dask_linalg.tiles.triangular import divide_by_triangle, subtract_multiple, zero_on_diagonal

READ = {"N": lambda a: a, "T": lambda a: a.T, "C": lambda a: a.conj().T}


def numbers(rows, columns, dtype, seed=0):
    rng = np.random.default_rng(seed)
    a = rng.standard_normal((rows, columns)) + 1j * rng.standard_normal((rows, columns))
    return (a if np.dtype(dtype).kind == "c" else a.real).astype(dtype)


def with_gaps(a, order):
    """Return a matrix in one order of memory with elements between its rows or columns."""
    space = np.full((a.shape[0] + 3, a.shape[1] + 2), 7, a.dtype, order=order)
    space[1 : a.shape[0] + 1, 1 : a.shape[1] + 1] = a
    return space[1 : a.shape[0] + 1, 1 : a.shape[1] + 1]


def close(one, other):
    np.testing.assert_allclose(one, other, rtol=0, atol=300 * np.finfo(one.dtype).eps)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("trans", "NTC")
@pytest.mark.parametrize("lower", [True, False])
@pytest.mark.parametrize("unit", [True, False])
@pytest.mark.parametrize("order", "FC")
def test_a_tile_is_divided_by_a_triangle_and_nothing_else_is_read_or_written(dtype, trans, lower, unit, order):
    a = numbers(6, 6, dtype) / 6 + 2 * np.eye(6, dtype=dtype)
    half = np.tril(a, -1) if lower else np.triu(a, 1)
    half += np.eye(6, dtype=dtype) if unit else np.diag(a.diagonal())
    a[np.triu_indices(6, 1) if lower else np.tril_indices(6, -1)] = np.nan
    if unit:
        np.fill_diagonal(a, np.nan)
    b = numbers(6, 4, dtype, 1)
    tile = with_gaps(b, "F")
    divide_by_triangle(tile, with_gaps(a, order), lower=lower, trans=trans, unit=unit)
    close(READ[trans](half) @ tile, b)
    assert (np.delete(np.delete(tile.base, range(1, 7), 0), range(1, 5), 1) == 7).all()


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("trans", "NTC")
@pytest.mark.parametrize("order", "FC")
def test_a_multiple_is_subtracted(dtype, trans, order):
    a, solution, b = numbers(5, 3, dtype), numbers(3, 4, dtype, 1), numbers(5, 4, dtype, 2)
    tile = with_gaps(b, "F")
    given = READ[trans](a)
    subtract_multiple(tile, with_gaps(given, order), np.asfortranarray(solution), trans=trans)
    close(tile, b - a @ solution)


def test_the_first_zero_of_a_diagonal_is_found():
    assert zero_on_diagonal(np.diag([1.0, 0.0, 0.0])) == 2
    assert zero_on_diagonal(np.diag([np.nan, 1.0])) == 0
    assert zero_on_diagonal(np.empty((0, 0))) == 0


@pytest.mark.parametrize("k", [0, 3])
@pytest.mark.parametrize("n", [0, 2])
def test_empty_tiles_are_left_alone(n, k):
    tile = np.ones((n, k), order="F")
    divide_by_triangle(tile, np.eye(n), lower=True)
    assert (tile == 1).all()


def test_shapes_that_do_not_fit_are_refused():
    two, three = np.ones((2, 2), order="F"), np.ones((3, 3), order="F")
    with pytest.raises(ValueError, match=r"shape \(2, 2\) cannot be divided by a triangle of shape \(3, 3\)"):
        divide_by_triangle(two, three, lower=True)
    with pytest.raises(
        ValueError, match=r"shapes \(2, 2\) and \(3, 3\) cannot be subtracted from one of shape \(2, 2\)"
    ):
        subtract_multiple(two, two, three)
    with pytest.raises(ValueError, match="is read by one of"):
        divide_by_triangle(two, two, lower=True, trans="X")
    with pytest.raises(ValueError, match=r"shape \(2, 2\) cannot be divided by a matrix of shape \(3, 3\)"):
        divide_by_symmetric(two, three, lower=True, hermitian=True)
    with pytest.raises(ValueError, match="has not the 3 diagonals"):
        factor_band(two, Bandwidth(1, 1))
    with pytest.raises(ValueError, match="cannot be divided by a band of 3 columns"):
        divide_by_band(two, factor_band(three, Bandwidth(1, 1))[0])
    with pytest.raises(ValueError, match="Fortran's order"):
        divide_by_triangle(np.ones((2, 3)), two, lower=True)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("width", [(0, 0), (1, 1), (1, 0), (0, 1), (2, 1), (0, 3), (4, 0), (6, 6)])
def test_a_band_is_put_together_from_parts_and_divided_by(dtype, width):
    n, width = 7, Bandwidth(*width)
    a = np.triu(np.tril(numbers(n, n, dtype) + 0.5, width.above), -width.below)
    a[-1, 0] = a[-1, 0] if width.below == n - 1 else 0
    band = np.zeros((width.rows, n), dtype)
    for rows in (slice(0, 3), slice(3, 7)):
        for columns in (slice(0, 2), slice(2, 3), slice(3, 7)):
            part, where = a[rows, columns], (rows.start, columns.start)
            assert is_in_band(part.shape, *where, width) or not part.any()
            band[:, columns] += part_of_band(part, *where, width)
    np.testing.assert_array_equal(band, part_of_band(a, 0, 0, width))
    assert width_of(a, 0, 0) == width
    factored, zero = factor_band(band, width)
    assert zero == 0
    x = np.asfortranarray(numbers(n, 2, dtype, 1))
    b = x.copy()
    divide_by_band(x, factored)
    assert np.linalg.norm(a @ x - b) <= 30 * np.finfo(dtype).eps * np.linalg.norm(a) * np.linalg.norm(x)


def test_the_width_of_a_part_counts_from_the_diagonal_of_the_whole():
    part = np.array([[0, 0, 5], [0, 0, 0]])
    assert width_of(part, 4, 1) == Bandwidth(1, 0)
    assert width_of(part, 0, 4) == Bandwidth(0, 6)
    assert width_of(np.zeros((2, 2)), 9, 0) == Bandwidth(0, 0)
    assert not is_in_band((2, 2), 4, 0, Bandwidth(2, 9))
    assert is_in_band((2, 2), 4, 0, Bandwidth(3, 0))


@pytest.mark.parametrize(("diagonals", "order"), [([1.0, 0.0, 1.0], 2), ([1.0, 1.0, 0.0], 3)])
def test_a_pivot_of_zero_is_named_by_its_order(diagonals, order):
    assert factor_band(np.array([diagonals]), Bandwidth(0, 0))[1] == order
    assert factor_band(np.array([[0, 0, 0], [0, 0, 0], diagonals]), Bandwidth(0, 2))[1] == order


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("lower", [True, False])
@pytest.mark.parametrize("hermitian", [True, False])
def test_a_tile_is_divided_by_an_indefinite_matrix_of_which_a_triangle_is_read(dtype, lower, hermitian):
    a = numbers(6, 6, dtype)
    a = a + (a.conj().T if hermitian else a.T)
    np.fill_diagonal(a[:3, :3], 0)
    half = a.copy(order="F")
    half[np.triu_indices(6, 1) if lower else np.tril_indices(6, -1)] = np.nan
    b = numbers(6, 2, dtype, 1)
    x = np.asfortranarray(b)
    assert divide_by_symmetric(x, half, lower=lower, hermitian=hermitian) == 0
    close(a @ x, b)
    zero = np.zeros((2, 2), dtype, order="F")
    assert divide_by_symmetric(np.ones((2, 1), dtype, order="F"), zero, lower=lower, hermitian=hermitian) == (
        1 if lower else 2
    )
