"""The factors of elimination by each face: right by LAPACK's own measure, in any chunks, and as SciPy treats bad input."""

from __future__ import annotations

import warnings

import dask
import dask.array as da
import numpy as np
import pytest
import ratio_suite
import scipy.linalg
from general_matrices import KINDS
from hypothesis import given, settings
from hypothesis import strategies as st
from matrices import DTYPES, PASSED

import dask_linalg as la
from dask_linalg.algorithms import elimination, lu
from dask_linalg.tiles import tiling

SHAPES = {"square": (37, 37), "tall": (45, 21), "wide": (21, 45)}
CHUNKINGS = {
    "whole": (-1, -1),
    "tiles": (8, 8),
    "uneven": ((3, 10, 1, -1), (14, -1)),
    "columns": (-1, 1),
    "one row": (1, 9),
    "last": ((-2, 1), (-1, 1)),
}


@pytest.fixture(autouse=True)
def threads():
    with dask.config.set(scheduler="threads"):
        yield


def chunked(a, chunks):
    """Return a matrix in chunks; what is negative of a list of sizes stands for the rest."""
    sizes = []
    for n, one in zip(a.shape, CHUNKINGS[chunks], strict=True):
        if isinstance(one, tuple):
            rest = n - sum(size for size in one if size > 0)
            sizes.append(tuple(size if size > 0 else rest for size in one))
        else:
            sizes.append(one)
    return da.from_array(a, chunks=tuple(sizes))


def lu_ratio(a, permutation, lower, upper):
    """Return ``norm1(a - lower[permutation] @ upper) / (n norm1(a) eps)``, multiplied so precisely that nothing else rounds."""
    exact = ratio_suite.wide(a)
    error = exact - ratio_suite.wide(lower)[permutation] @ ratio_suite.wide(upper)
    return ratio_suite.ratio(
        ratio_suite.norm1(error), over=ratio_suite.norm1(exact), eps=np.finfo(a.dtype).eps, times=max(a.shape)
    )


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("kind", "chunks", "dtype"), ratio_suite.over(KINDS, CHUNKINGS))
def test_the_factors_pass_lapacks_own_test(small_tiles, kind, chunks, dtype, shape):
    a = KINDS[kind](*SHAPES[shape], dtype)
    results = la.lu(chunked(a, chunks), p_indices=True)
    p, lower, upper = dask.compute(*results)
    assert [one.shape for one in results] == [p.shape, lower.shape, upper.shape]
    assert [one.dtype for one in results] == [p.dtype, lower.dtype, upper.dtype] == [np.int32, dtype, dtype]
    np.testing.assert_array_equal(np.triu(lower), np.eye(*lower.shape, dtype=dtype))
    np.testing.assert_array_equal(np.tril(upper, -1), 0)
    # Of complex elements LAPACK takes the sum of both parts for the magnitude.
    assert abs(lower).max() <= (np.sqrt(2) + 1e-6 if np.dtype(dtype).kind == "c" else 1)
    # Elements double with each of the steps here, and so does what rounding makes of them: LAPACK's bound has this factor too.
    growth = max(1, abs(upper).max() / abs(a).max()) if a.any() else 1
    assert lu_ratio(a, p, lower, upper) < PASSED * growth


@given(st.integers(0, 50), st.integers(0, 50), st.integers(1, 50), st.integers(1, 50), st.sampled_from(DTYPES))
def test_any_shape_in_any_chunks_is_factored(m, n, rows, columns, dtype):
    a = KINDS["random"](m, n, dtype)
    p, lower, upper = dask.compute(
        *la.lu(da.from_array(a, chunks=(rows, columns)), p_indices=True), scheduler="synchronous"
    )
    assert lu_ratio(a, p, lower, upper) < PASSED


@settings(max_examples=settings.default.max_examples // 2)
@given(data=st.data(), dtype=st.sampled_from(DTYPES))
def test_uneven_chunks_and_narrow_panels_give_scipys_pivots_and_factors(data, dtype):
    rows, columns = (tuple(data.draw(st.lists(st.integers(0, 9), min_size=1, max_size=4))) for _ in range(2))
    a = KINDS["random"](sum(rows), sum(columns), dtype)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tiling, "TILE", 4)
        patch.setattr(elimination, "PANEL", data.draw(st.integers(2, 6)))
        lazy = la.lu_factor(da.from_array(a, chunks=(rows, columns)))
        factors, pivots = dask.compute(*lazy, scheduler="synchronous")
    if not a.size:
        assert (factors.shape, pivots.shape) == (a.shape, (0,))
        return
    assert lazy[0].chunks == (rows, columns)
    assert lazy[1].chunks == (rows if len(a) < sum(columns) else columns,)
    theirs, their_pivots = scipy.linalg.lu_factor(a)
    np.testing.assert_array_equal(pivots, their_pivots)
    np.testing.assert_allclose(factors, theirs, rtol=0, atol=2e4 * np.finfo(dtype).eps)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("tiled", [False, True])
@pytest.mark.parametrize("options", [{}, {"permute_l": True}, {"p_indices": True}])
def test_lu_has_scipys_results_for_each_option(request, shape, tiled, options):
    if tiled:
        request.getfixturevalue("small_tiles")
    a = KINDS["random"](*SHAPES[shape], "f8")
    lazy = la.scipy.lu(da.from_array(a, chunks=(5, 9)), **options)
    theirs = scipy.linalg.lu(a, **options)
    assert len(lazy) == len(theirs)
    for ours, their in zip(lazy, theirs, strict=True):
        computed = ours.compute()
        assert (ours.shape, ours.dtype) == (computed.shape, computed.dtype) == (their.shape, their.dtype)
        np.testing.assert_allclose(computed, their, rtol=0, atol=1e-12)


@pytest.mark.parametrize("shape", SHAPES)
def test_results_have_the_chunks_of_the_dimensions_they_share_with_the_matrix(small_tiles, shape):
    a = chunked(KINDS["random"](*SHAPES[shape], "f8"), "uneven")
    rows, columns = a.chunks
    shorter = rows if a.shape[0] < a.shape[1] else columns
    p, lower, upper = la.lu(a)
    assert (p.chunks, lower.chunks, upper.chunks) == ((rows, rows), (rows, shorter), (shorter, columns))
    assert [one.chunks for one in la.lu_factor(a)] == [(rows, columns), (shorter,)]
    for one in (p, lower, upper):
        for place in np.ndindex(one.numblocks):
            assert one.blocks[place].compute().shape == one.blocks[place].shape


@pytest.mark.parametrize("eps", [1e-4, 1e-8, 1e-12, 1e-16])
@pytest.mark.parametrize("chunks", [4, (8, 4), (1, 8)])
def test_a_pivot_is_the_largest_of_the_whole_column_and_not_of_a_chunk(small_tiles, eps, chunks):
    a = KINDS["random"](12, 12, "f8")
    a[:4, :4] *= eps
    p, lower, upper = dask.compute(*la.lu(da.from_array(a, chunks=chunks), p_indices=True))
    assert abs(lower).max() <= 1
    assert lu_ratio(a, p, lower, upper) < PASSED


def test_a_dense_permutation_is_made_block_by_block_and_only_where_it_is_asked_for(small_tiles):
    a = da.from_array(KINDS["permuted"](40, 40, "f4"), chunks=10)
    p, lower, _ = la.lu(a)
    np.testing.assert_array_equal(p.compute(), np.eye(40, dtype="f4")[::-1])
    assert p.numblocks == (4, 4)
    assert p.dtype == np.float32
    names = {key[0] for key in dict(lower.__dask_graph__()) if isinstance(key, tuple)}
    assert not names & {key[0] for key in dict(p.__dask_graph__()) if isinstance(key, tuple) and "equal" in key[0]}


@pytest.mark.parametrize("tiled", [False, True])
@pytest.mark.parametrize("order", [1, 7, 8, 9, 20])
def test_singular_matrices_are_factored_and_lu_factor_warns_as_scipy_does(request, tiled, order):
    if tiled:
        request.getfixturevalue("small_tiles")
    a = np.triu(np.ones((20, 20)))
    a[order - 1, order - 1] = 0
    lazy = la.lu_factor(da.from_array(a, chunks=6))
    with pytest.warns(scipy.linalg.LinAlgWarning, match=f"Diagonal number {order} is exactly zero"):
        factors, pivots = dask.compute(*lazy, scheduler="synchronous")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = scipy.linalg.lu_factor(a)
    np.testing.assert_array_equal(factors, theirs[0])
    np.testing.assert_array_equal(pivots, theirs[1])
    p, lower, upper = dask.compute(*la.lu(da.from_array(a, chunks=6)))
    np.testing.assert_array_equal(p @ lower @ upper, a)


def test_a_stack_of_matrices_is_factored_one_by_one():
    a = KINDS["random"](24, 20, "f8").reshape(4, 6, 20)
    lazy = la.lu(da.from_array(a, chunks=(3, 2, 7)))
    p, lower, upper = dask.compute(*lazy)
    for ours, theirs in zip((p, lower, upper), scipy.linalg.lu(a), strict=True):
        np.testing.assert_allclose(ours, theirs, atol=1e-13)
    factors, pivots = dask.compute(*la.lu_factor(da.from_array(a, chunks=(3, 2, 7))))
    for i in range(4):
        theirs = scipy.linalg.lu_factor(a[i])
        np.testing.assert_allclose(factors[i], theirs[0], atol=1e-13)
        np.testing.assert_array_equal(pivots[i], theirs[1])


@pytest.mark.parametrize("shape", [(0, 0), (3, 0), (0, 3), (2, 0, 3), (0, 3, 3)])
def test_empty_matrices_have_empty_factors(shape):
    p, lower, upper = dask.compute(*la.lu(da.zeros(shape)))
    m, n = shape[-2:]
    k = min(m, n)
    stack = shape[:-2]
    assert (p.shape, lower.shape, upper.shape) == ((*stack, m, m), (*stack, m, k), (*stack, k, n))
    np.testing.assert_array_equal(p, np.broadcast_to(np.eye(m), p.shape))
    factors, pivots = dask.compute(*la.lu_factor(da.zeros(shape)))
    assert (factors.shape, pivots.shape) == (shape, (*stack, k))


def test_integers_become_double_precision():
    a = np.array([[1, 3], [2, 2]])
    factors, pivots = dask.compute(*la.lu_factor(a))
    np.testing.assert_array_equal(factors, scipy.linalg.lu_factor(a)[0])
    assert pivots.dtype == np.int32


@pytest.mark.parametrize("function", [la.lu, la.lu_factor])
def test_scipys_face_looks_for_what_is_not_finite_unless_told_otherwise(small_tiles, function):
    a = KINDS["random"](40, 40, "f8")
    a[20, 30] = np.nan
    lazy = da.from_array(a, chunks=8)
    with pytest.raises(ValueError, match=r"lu.*: array must not contain infs or NaNs, but block \(2, 3\)"):
        dask.compute(*function(lazy))
    assert all(np.isnan(one).any() or one.dtype.kind == "i" or one.max() <= 1
               for one in dask.compute(*function(lazy, check_finite=False)))  # fmt: skip


def test_the_input_is_left_alone(small_tiles):
    a = np.asfortranarray(KINDS["random"](40, 40, "f8"))
    before = a.copy()
    for chunks in (8, (40, 8), 40):
        dask.compute(*la.lu(da.from_array(a, chunks=chunks)), *la.lu_factor(da.from_array(a, chunks=chunks)))
    np.testing.assert_array_equal(a, before)


def test_what_is_computed_together_is_factored_once(small_tiles, monkeypatch):
    a = da.from_array(KINDS["random"](40, 40, "f8"), chunks=10)
    panels = []
    real = elimination.factor_with_pivoting
    monkeypatch.setattr(elimination, "factor_with_pivoting", lambda tile: panels.append(len(tile)) or real(tile))
    options = {"check_finite": False}
    dask.compute(
        *la.lu(a, **options),
        la.inv(a),
        la.det(a),
        *la.slogdet(a),
        la.solve(a, np.ones(40)),
    )
    assert sorted(panels) == [8, 16, 24, 32, 40]


def test_packed_factors_lie_where_the_matrix_was_cut_to_and_leave_the_panels_of_others_alone(small_tiles):
    a = KINDS["random"](40, 40, "f8")
    lazy = da.from_array(a, chunks=10)
    (factors, _), x = dask.compute(la.lu_factor(lazy), la.solve(lazy, np.ones(40)), scheduler="threads")
    np.testing.assert_allclose(factors, scipy.linalg.lu_factor(a)[0], atol=1e-12)
    np.testing.assert_allclose(x, np.linalg.solve(a, np.ones(40)), atol=1e-12)


def test_packed_factors_of_two_callers_do_not_write_over_each_others(small_tiles):
    a = KINDS["random"](40, 40, "f8")
    lazy = da.from_array(a, chunks=10)
    (one, _), (other, _) = dask.compute(lu.packed(lazy, "lu_factor"), lu.packed(lazy), scheduler="threads")
    np.testing.assert_allclose(one, scipy.linalg.lu_factor(a)[0], atol=1e-12)
    np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("scheduler", ["synchronous", "threads", "processes"])
def test_every_scheduler_of_dask_computes_it(small_tiles, scheduler):
    a = KINDS["random"](30, 30, "f8")
    factors, pivots = dask.compute(*la.lu_factor(da.from_array(a, chunks=8)), scheduler=scheduler)
    theirs = scipy.linalg.lu_factor(a)
    np.testing.assert_allclose(factors, theirs[0], atol=1e-13)
    np.testing.assert_array_equal(pivots, theirs[1])


def test_fewer_than_two_dimensions_and_unknown_chunks_are_refused():
    with pytest.raises(np.linalg.LinAlgError, match="lu: 1-dimensional array given"):
        la.lu(np.ones(3))
    x = da.from_array(np.eye(8), chunks=4)
    with pytest.raises(ValueError, match=r"lu_factor.*compute_chunk_sizes\(\)"):
        la.lu_factor(x[x[:, 0] > 0])


def test_the_work_that_is_planned_is_lapacks_count_of_operations():
    m, n = 1200, 900
    tasks = elimination.eliminated(da.ones((m, n), chunks=300)).tasks
    flops = sum(step.work.flops for step in tasks._steps.values())
    assert flops == pytest.approx(m * n**2 - n**3 / 3, rel=0.01)
    assert lu.packed(da.ones((m, n), chunks=300))[0].shape == (m, n)
