"""Kernels of reflectors against NumPy, on tiles with gaps between their columns, and blocks of rows that they are made of."""

from __future__ import annotations

import general_matrices
import numpy as np
import pytest
from matrices import DTYPES

from dask_linalg.tiles.products import write_product
from dask_linalg.tiles.reflectors import (
    Reflectors,
    clear_below,
    coefficients,
    factor_tile,
    multiply_by_triangle,
    reflect,
    upper_of,
    with_triangle,
    write_out,
)
from dask_linalg.tiles.row_blocks import Part, factor_rows, rows_of_product, top_of_adjoint, triangle_of_rows

SHAPES = [(9, 4), (5, 5), (4, 9), (70, 40), (1, 3), (3, 1), (0, 3), (3, 0)]


def tile(rows, columns, dtype, kind="random"):
    """Return a tile of a larger array, so that its leading dimension is not its number of rows."""
    place = np.full((rows + 3, columns + 2), 7, dtype, order="F")
    place[1 : rows + 1, 1 : columns + 1] = general_matrices.KINDS[kind](rows, columns, dtype)
    return place[1 : rows + 1, 1 : columns + 1]


def factored(a):
    taus = factor_tile(a)
    upper = upper_of(a)
    return with_triangle(write_out(a), taus), upper


def product(reflectors):
    vectors, triangle = reflectors
    return np.eye(len(vectors)) - vectors @ triangle @ vectors.conj().T


def close(one, other, times=200):
    assert one.shape == other.shape
    np.testing.assert_allclose(one, other, rtol=0, atol=times * np.finfo(one.dtype).eps)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("kind", ["random", "zero", "rank_deficient", "permuted"])
def test_reflectors_are_unitary_and_give_the_tile_back(kind, shape, dtype):
    a = tile(*shape, dtype, kind)
    before = a.copy()
    reflectors, upper = factored(a)
    q = product(reflectors).astype(dtype)
    close(q[:, : len(upper)] @ upper, before)
    close(q.conj().T @ q, np.eye(shape[0], dtype=dtype))
    assert not np.tril(upper, -1).any()
    assert not np.triu(reflectors.vectors, 1).any()
    assert not np.tril(reflectors.triangle, -1).any()


@pytest.mark.parametrize("dtype", DTYPES)
def test_a_reflector_that_does_nothing_makes_no_triangle_infinite(dtype):
    before = np.triu(general_matrices.random(8, 5, dtype))
    reflectors, upper = factored(np.asfortranarray(before))
    assert np.isfinite(reflectors.triangle).all()
    assert dtype in ("c8", "c16") or not reflectors.triangle.any()
    q = product(reflectors).astype(dtype)
    close(q[:, :5] @ upper, before)
    close(q.conj().T @ q, np.eye(8, dtype=dtype))


@pytest.mark.parametrize("dtype", DTYPES)
def test_lapacks_own_triangle_is_found_from_the_products_of_the_vectors(dtype):
    a = np.asfortranarray(general_matrices.random(30, 8, dtype))
    packed, taus = np.linalg.qr(a, mode="raw")
    packed = packed.T
    ours = factor_tile(a)
    close(ours, taus.astype(dtype))
    close(np.tril(a, -1), np.tril(packed, -1).astype(dtype))
    q = product(with_triangle(write_out(a), ours)).astype(dtype)
    one_by_one = np.eye(30, dtype=dtype)
    for j in range(8):
        one_by_one = one_by_one @ (np.eye(30) - ours[j] * np.outer(a[:, j], a[:, j].conj()))
    close(q, one_by_one.astype(dtype))


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("turned", [False, True])
def test_reflectors_are_applied_as_their_product(dtype, turned):
    reflectors, _ = factored(tile(9, 4, dtype))
    c = tile(9, 3, dtype)
    q = product(reflectors)
    expected = ((q.conj().T if turned else q) @ c).astype(dtype)
    reflect(c, reflectors, turned=turned)
    close(c, expected)


@pytest.mark.parametrize("dtype", DTYPES)
def test_of_what_has_zeros_below_only_the_top_is_read(dtype):
    reflectors, _ = factored(tile(9, 4, dtype))
    top = np.asfortranarray(general_matrices.random(4, 3, dtype))
    whole = np.concatenate([top, np.zeros((5, 3), dtype)])
    close(whole - reflectors.vectors @ coefficients(top, reflectors), (product(reflectors) @ whole).astype(dtype))


def test_what_is_below_the_diagonal_is_cleared_and_nothing_else():
    for shape in SHAPES:
        a = tile(*shape, "f8")
        expected = np.triu(a)
        clear_below(a)
        np.testing.assert_array_equal(a, expected)
        assert a.base is None or (a.base == 7).sum() >= a.base.size - a.size


def test_shapes_that_do_not_fit_are_refused():
    two, three = np.ones((2, 2), order="F"), np.ones((3, 3), order="F")
    with pytest.raises(ValueError, match=r"shape \(2, 2\) cannot be multiplied by a triangle of shape \(3, 3\)"):
        multiply_by_triangle(two, three)
    with pytest.raises(ValueError, match="has not the shape"):
        reflect(two, Reflectors(three, three))
    with pytest.raises(ValueError, match="has not the shape"):
        write_product(two, three, three)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("steps", [(20,), (6, 7, 7), (5, 1, 1, 13)])
def test_a_block_of_rows_is_factored_step_by_step_out_of_any_chunks(dtype, steps):
    a = general_matrices.random(24, 5, dtype)
    chunks = [a[:9, :2], a[9:, :2], a[:9, 2:], a[9:, 2:]]
    left, right = slice(0, 2), slice(2, 5)
    parts = [Part((0, 7), left, 2), Part((7, 20), left, 0), Part((0, 7), right, 2), Part((7, 20), right, 0)]
    reflectors, upper = factor_rows(steps, 5, parts, chunks)
    q = rows_of_product(reflectors, np.eye(5, dtype=dtype))
    close(q @ upper, a[2:22])
    close(q.conj().T @ q, np.eye(5, dtype=dtype))
    np.testing.assert_array_equal(triangle_of_rows(steps, 5, parts, chunks), upper)
    close(top_of_adjoint(reflectors, 5, parts, chunks), upper)
