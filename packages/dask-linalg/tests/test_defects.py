"""What `dask.array.linalg` gets wrong or refuses, this package gets right: one test for each fault, on both faces that have it.

The page about Dask says what Dask does instead.
"""

from __future__ import annotations

import dask
import dask.array as da
import numpy as np
import pytest
import scipy.linalg

import dask_linalg as la

FACES = pytest.mark.parametrize("face", [la, la.dask], ids=["numpy", "dask"])


@pytest.fixture(autouse=True)
def threads():
    with dask.config.set(scheduler="threads"):
        yield


def normal(*shape, dtype="f8", seed=0):
    rng = np.random.default_rng(seed)
    a = rng.standard_normal(shape)
    return (a + 1j * rng.standard_normal(shape) if np.dtype(dtype).kind == "c" else a).astype(dtype)


def with_values(m, n, values):
    left, right = np.linalg.qr(normal(m, len(values)))[0], np.linalg.qr(normal(n, len(values), seed=1))[0]
    return (left * values) @ right.T


@FACES
@pytest.mark.parametrize("scale", [1e-4, 1e-8, 1e-12, 1e-16])
def test_pivots_come_from_below_a_small_leading_block(face, scale):
    a = normal(8, 8)
    a[:4, :4] *= scale
    x = face.solve(da.from_array(a, chunks=4), da.from_array(a @ np.ones(8), chunks=4)).compute()
    np.testing.assert_allclose(x, 1, atol=1e-13)
    p, lower, upper = dask.compute(*face.lu(da.from_array(a, chunks=4)))
    assert abs(lower).max() <= 1
    np.testing.assert_allclose(p @ lower @ upper, a, atol=1e-14)


@FACES
def test_the_factors_of_a_complex_matrix_in_a_row_of_chunks_multiply_to_it(face):
    a = normal(4, 8, dtype="c16")
    q, r = dask.compute(*face.qr(da.from_array(a, chunks=(4, 4))))
    np.testing.assert_allclose(q @ r, a, atol=1e-14)
    np.testing.assert_allclose(q.conj().T @ q, np.eye(4), atol=1e-14)


@FACES
@pytest.mark.parametrize("iterations", [0, 2])
def test_a_complex_matrix_of_low_rank_is_compressed_without_loss(face, iterations):
    a = normal(40, 4, dtype="c16") @ normal(30, 4, dtype="c16", seed=1).T
    u, s, v = dask.compute(*face.svd_compressed(da.from_array(a, chunks=10), 4, n_power_iter=iterations, seed=0))
    np.testing.assert_allclose(s, np.linalg.svd(a)[1][:4], rtol=1e-13)
    np.testing.assert_allclose((u * s) @ v, a, atol=1e-12)


@FACES
def test_iterating_keeps_small_singular_values(face):
    exact = 10.0 ** (-np.arange(50) / 2)
    a = da.from_array(with_values(100, 50, exact), chunks=25)
    s = face.svd_compressed(a, 10, n_power_iter=4, seed=0)[1].compute()
    np.testing.assert_allclose(s, exact[:10], rtol=1e-10)


@FACES
def test_least_squares_of_a_deficient_rank_are_the_shortest(face):
    a = normal(20, 3)
    a = np.column_stack([a, a[:, 0] + a[:, 1]])
    b = normal(20, seed=1)
    x, _, rank, _ = dask.compute(*face.lstsq(da.from_array(a, chunks=(5, 4)), da.from_array(b, chunks=5)))
    assert rank == 3
    np.testing.assert_allclose(x, np.linalg.lstsq(a, b)[0], atol=1e-13)


@FACES
@pytest.mark.parametrize("small", [1e-9, 1e-12])
def test_least_squares_keep_small_singular_values(face, small):
    a = np.vstack([np.ones(3), small * np.eye(3)])
    _, _, rank, s = dask.compute(*face.lstsq(da.from_array(a, chunks=(2, 3)), da.ones(4, chunks=2)))
    assert rank == 3
    np.testing.assert_allclose(s, [np.sqrt(3), small, small], rtol=1e-15 / small)


@FACES
def test_a_singular_matrix_in_chunks_is_called_so(face):
    a = np.array([[2.0, -1, 1, -2], [1, 1, 0, 1], [0, -2, 0, -2], [-1, 0, -1, 1]])
    x = face.solve(da.from_array(a, chunks=2), da.ones(4, chunks=2))
    with pytest.raises(np.linalg.LinAlgError, match="Singular matrix"):
        x.compute()


@FACES
@pytest.mark.parametrize(
    "a", [np.full(4, 100, "i1"), np.full(4, 2**33), np.full(4, 50000, "i4"), np.array([-128], "i1"), np.array([True])]
)
@pytest.mark.parametrize("order", [None, 1, np.inf, 3])
def test_norms_of_integers_do_not_overflow(face, a, order):
    norm = face.norm(da.from_array(a, chunks=2), order)
    assert norm.dtype == np.linalg.norm(a, order).dtype
    np.testing.assert_allclose(norm.compute(), np.linalg.norm(a, order))


@pytest.mark.parametrize("lower", [True, False])
def test_choleskys_factor_is_that_of_the_triangle_it_says(lower):
    a = normal(6, 6)
    half = (np.tril if lower else np.triu)(a @ a.T + 6 * np.eye(6))
    right = scipy.linalg.cholesky(half, lower=lower)
    blocks = da.from_array(half, chunks=3)
    np.testing.assert_allclose(la.cholesky(blocks, upper=not lower).compute(), right, atol=1e-14)
    np.testing.assert_allclose(la.dask.cholesky(blocks, lower=lower).compute(), right, atol=1e-14)


@FACES
def test_equations_with_a_positive_matrix_read_one_triangle(face):
    a = normal(6, 6)
    a = a @ a.T + 6 * np.eye(6)
    solve = face.scipy.solve if face is la else face.solve
    x = solve(da.from_array(np.triu(a), chunks=3), da.from_array(a @ np.ones(6), chunks=3), assume_a="pos")
    np.testing.assert_allclose(x.compute(), 1, atol=1e-13)


@FACES
def test_factors_of_a_wide_matrix_have_the_shape_they_declare(face):
    a = normal(4, 6)
    q, r = face.qr(da.from_array(a, chunks=(2, 6)))
    assert (q.shape, r.shape) == (q.compute().shape, r.compute().shape) == ((4, 4), (4, 6))
    np.testing.assert_allclose((q @ r).compute(), a, atol=1e-14)


@FACES
@pytest.mark.parametrize("order", [None, 1, -1, np.inf, -np.inf, 2, "nuc", "fro"])
@pytest.mark.parametrize("axis", [(0, 0), (0, -2)])
def test_no_axis_of_a_norm_is_taken_twice(face, order, axis):
    with pytest.raises(ValueError, match="Duplicate axes"):
        face.norm(da.ones((2, 3)), order, axis=axis)


@FACES
@pytest.mark.parametrize("dtype", ["f4", "f8", "c8", "c16"])
def test_an_inverse_has_the_dtype_of_its_matrix(face, dtype):
    inverse = face.inv(da.from_array(np.diag([1, 2, 4, 8]).astype(dtype), chunks=2))
    assert inverse.dtype == inverse.compute().dtype == dtype
    np.testing.assert_array_equal(inverse.compute(), np.diag([1, 1 / 2, 1 / 4, 1 / 8]))


@FACES
@pytest.mark.parametrize("shape", [(6, 4), (4, 6)])
def test_a_triangular_matrix_that_is_not_square_is_refused_at_the_call(face, shape):
    with pytest.raises(ValueError, match="square"):
        face.solve_triangular(da.ones(shape, chunks=2), da.ones(shape[1], chunks=2))


def test_numpys_cholesky_returns_what_numpy_says():
    a = np.array([[4.0, 2], [2, 5]])
    with la.registered():
        np.testing.assert_allclose(np.linalg.cholesky(da.from_array(a, chunks=1)).compute(), [[2, 0], [1, 2]])
        np.testing.assert_allclose(np.linalg.cholesky(da.from_array(a), upper=True).compute(), [[2, 1], [0, 2]])


def test_numpys_singular_values_come_with_all_vectors():
    with la.registered():
        u, _, vh = np.linalg.svd(da.from_array(normal(4, 6), chunks=(2, 3)))
    assert (u.shape, vh.shape) == ((4, 4), (6, 6))


# What Dask refuses.


@FACES
def test_a_permutation_in_chunks_is_not_singular(face):
    a = np.eye(4)[[2, 3, 0, 1]]
    np.testing.assert_array_equal(face.solve(da.from_array(a, chunks=2), da.arange(4.0, chunks=2)), [2, 3, 0, 1])
    np.testing.assert_array_equal(face.inv(da.from_array(a, chunks=2)), a.T)
    p, lower, upper = dask.compute(*face.lu(da.from_array(a, chunks=2)))
    np.testing.assert_array_equal(p @ lower @ upper, a)


@FACES
@pytest.mark.parametrize("shape", [(10, 10), (10, 6), (6, 10)])
@pytest.mark.parametrize("chunks", [4, (3, 5), (-1, 1)])
def test_any_matrix_in_any_chunks_has_triangular_factors(face, shape, chunks):
    a = normal(*shape)
    p, lower, upper = dask.compute(*face.lu(da.from_array(a, chunks=chunks)))
    np.testing.assert_allclose(p @ lower @ upper, a, atol=1e-14)
    assert not np.triu(lower, 1).any()
    assert not np.tril(upper, -1).any()


@FACES
@pytest.mark.parametrize("shape", [(8, 8), (12, 8), (8, 12)])
def test_chunks_both_ways_are_taken(face, shape):
    a = normal(*shape)
    blocks = da.from_array(a, chunks=(5, 3))
    q, r = face.qr(blocks)
    np.testing.assert_allclose((q @ r).compute(), a, atol=1e-13)
    values = np.linalg.svd(a)[1]
    np.testing.assert_allclose(face.svd(blocks)[1].compute(), values, rtol=1e-12)
    np.testing.assert_allclose(face.norm(blocks, 2).compute(), values[0], rtol=1e-12)
    np.testing.assert_allclose(face.norm(blocks, "nuc").compute(), values.sum(), rtol=1e-12)
    b = normal(shape[0], seed=1)
    x = face.lstsq(blocks, da.from_array(b, chunks=4))[0].compute()
    np.testing.assert_allclose(x, np.linalg.lstsq(a, b)[0], atol=1e-12)


@FACES
def test_more_unknowns_than_equations_have_the_shortest_solution(face):
    a, b = normal(4, 6), normal(4, seed=1)
    x = face.lstsq(da.from_array(a, chunks=(2, 3)), da.from_array(b, chunks=2))[0]
    np.testing.assert_allclose(x.compute(), np.linalg.lstsq(a, b)[0], atol=1e-13)


@FACES
@pytest.mark.parametrize("name", ["qr", "svd", "cholesky", "inv", "lu", "solve", "solve_triangular"])
def test_stacks_of_matrices_are_taken(face, name):
    a = normal(3, 5, 5)
    a = a @ a.transpose(0, 2, 1) + np.eye(5)
    arguments = [a] + [np.ones((3, 5, 2))] * name.startswith("solve")
    lazy = getattr(face, name)(*(da.from_array(array, chunks=(2, 3, 2)) for array in arguments))
    stacked = dask.compute(*lazy) if isinstance(lazy, tuple) else [lazy.compute()]
    for index in range(3):
        lazy = getattr(face, name)(*(da.from_array(array[index], chunks=(3, 2)) for array in arguments))
        single = dask.compute(*lazy) if isinstance(lazy, tuple) else [lazy.compute()]
        for one, many in zip(single, stacked, strict=True):
            np.testing.assert_allclose(many[index], one, atol=1e-13)


@FACES
def test_empty_matrices_are_taken(face):
    nothing = da.zeros((0, 0))
    for name in ("inv", "cholesky"):
        assert getattr(face, name)(nothing).compute().shape == (0, 0)
    for name, shape in [("qr", (0, 3)), ("lu", (0, 0)), ("svd", (3, 0))]:
        factors = getattr(face, name)(da.zeros(shape))
        assert [factor.shape for factor in factors] == [factor.compute().shape for factor in factors]
    assert face.solve(nothing, da.zeros((0, 2))).compute().shape == (0, 2)
    assert face.norm(nothing).compute() == 0


@pytest.mark.parametrize("mode", ["reduced", "complete", "r", "raw"])
def test_numpys_modes_of_qr_are_there(mode):
    a = normal(6, 4)
    ours, theirs = la.qr(da.from_array(a, chunks=(2, 3)), mode=mode), np.linalg.qr(a, mode=mode)
    ours = ours if isinstance(ours, tuple) else (ours,)
    theirs = theirs if isinstance(theirs, tuple) else (theirs,)
    assert [array.shape for array in dask.compute(*ours)] == [array.shape for array in theirs]


def test_the_cut_of_least_squares_can_be_chosen():
    a = with_values(8, 3, [1, 0.1, 0.01])
    ours = la.lstsq(da.from_array(a, chunks=(4, 3)), da.ones(8, chunks=4), rcond=0.05)
    theirs = np.linalg.lstsq(a, np.ones(8), rcond=0.05)
    assert ours[2].compute() == theirs[2] == 2
    np.testing.assert_allclose(ours[0].compute(), theirs[0], atol=1e-12)


@pytest.mark.parametrize("trans", [0, 1, 2])
@pytest.mark.parametrize("unit_diagonal", [True, False])
def test_triangles_are_turned_and_have_units_on_their_diagonal(trans, unit_diagonal):
    a, b = np.tril(normal(6, 6, dtype="c16")) + 3 * np.eye(6), normal(6)
    options = {"trans": trans, "lower": True, "unit_diagonal": unit_diagonal}
    ours = la.solve_triangular(da.from_array(a, chunks=(4, 3)), da.from_array(b, chunks=2), **options)
    np.testing.assert_allclose(ours.compute(), scipy.linalg.solve_triangular(a, b, **options), atol=1e-12)


@pytest.mark.parametrize("full", [True, False])
@FACES
def test_all_vectors_of_singular_values_are_there(face, full):
    a = normal(4, 6)
    u, s, vh = dask.compute(*face.svd(da.from_array(a, chunks=(2, 3)), full_matrices=full))
    assert [array.shape for array in (u, s, vh)] == [array.shape for array in np.linalg.svd(a, full_matrices=full)]
    np.testing.assert_allclose((u * s) @ vh[:4], a, atol=1e-13)


@pytest.mark.parametrize("solve", [la.scipy.solve, la.dask.solve], ids=["scipy", "dask"])
@pytest.mark.parametrize(
    "structure",
    ["gen", "pos", "sym", "her", "diagonal", "tridiagonal", "banded", "upper triangular", "lower triangular"],
)
def test_what_is_known_of_a_matrix_can_be_said(solve, structure):
    a = normal(6, 6)
    a = a @ a.T + np.eye(6)
    if structure in ("diagonal", "tridiagonal", "banded"):
        width = {"diagonal": 0, "tridiagonal": 1, "banded": 2}[structure]
        a = np.triu(np.tril(a, width), -width)
    elif structure.endswith("triangular"):
        a = np.triu(a) if structure.startswith("upper") else np.tril(a)
    x = solve(da.from_array(a, chunks=4), da.from_array(a @ np.ones(6), chunks=3), assume_a=structure)
    np.testing.assert_allclose(x.compute(), 1, atol=1e-9)


ABSENT = {
    "det": (), "slogdet": (), "eig": (), "eigh": (), "eigvals": (), "eigvalsh": (), "svdvals": (), "pinv": (), "cond": (),
    "matrix_rank": (), "matrix_power": (2,), "lu_factor": (), "cho_factor": (), "ldl": (), "polar": (), "expm": (),
    "null_space": (), "orth": (),
}  # fmt: skip


@pytest.mark.parametrize("name", ABSENT)
def test_what_dask_lacks_is_there_and_lazy(name):
    a = normal(6, 6)
    a = a @ a.T + np.eye(6)
    result = getattr(la, name)(da.from_array(a, chunks=(4, 3)), *ABSENT[name])
    parts = [part for part in (result if isinstance(result, tuple) else (result,)) if not isinstance(part, bool)]
    assert all(isinstance(part, da.Array) for part in parts)
    other = getattr(np.linalg, name, None) or getattr(scipy.linalg, name)
    theirs = other(a, *ABSENT[name])
    theirs = [part for part in (theirs if isinstance(theirs, tuple) else (theirs,)) if not isinstance(part, bool)]
    assert [part.shape for part in dask.compute(*parts)] == [np.shape(part) for part in theirs]
