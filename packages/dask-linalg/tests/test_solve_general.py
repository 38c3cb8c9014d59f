"""Systems of equations: right by LAPACK's own measure for any right-hand sides, and NumPy's and SciPy's rules for shapes and dtypes."""

from __future__ import annotations

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
from dask_linalg.algorithms import elimination
from dask_linalg.tiles import tiling

SIDE = 37
CHUNKINGS = {
    "whole": (-1, -1),
    "tiles": (8, 8),
    "uneven": ((3, 20, 1, 13), (30, 7)),
    "columns": (SIDE, 1),
    "one row": (1, 9),
}
REGULAR = {name: kind for name, kind in KINDS.items() if name != "zero"}


@pytest.fixture(autouse=True)
def threads():
    with dask.config.set(scheduler="threads"):
        yield


def sides(shape, dtype, seed=3):
    rng = np.random.default_rng(seed)
    b = rng.standard_normal(shape)
    return (b + 1j * rng.standard_normal(shape) if np.dtype(dtype).kind == "c" else b).astype(dtype)


def solve_ratio(a, x, b):
    """Return the largest of ``norm1(b - a x) / (norm1(a) norm1(x) eps)`` over right-hand sides, in so many digits that nothing else rounds."""
    exact, solution = ratio_suite.wide(a), ratio_suite.wide(x)
    error = abs(ratio_suite.wide(b) - exact @ solution).sum(axis=0)
    size = abs(solution).sum(axis=0)
    norm, eps = ratio_suite.norm1(exact), np.finfo(a.dtype).eps
    return max(ratio_suite.ratio(e, over=norm * s, eps=eps) for e, s in zip(error, size, strict=True))


def growth(a):
    """Return by how much elimination with partial pivoting lets elements grow, and so what rounding makes of them."""
    return max(1, abs(np.triu(scipy.linalg.lu_factor(a, check_finite=False)[0])).max() / abs(a).max())


@pytest.mark.parametrize(("kind", "chunks", "dtype"), ratio_suite.over(REGULAR, CHUNKINGS))
def test_the_solutions_pass_lapacks_own_test(small_tiles, kind, chunks, dtype):
    a = REGULAR[kind](SIDE, SIDE, dtype)
    exact = sides((SIDE, 5), dtype)
    # A right-hand side that belongs to a solution of moderate size, so that nothing overflows or underflows.
    b = (ratio_suite.wide(a) @ ratio_suite.wide(exact)).astype(dtype)
    lazy = la.solve(da.from_array(a, chunks=CHUNKINGS[chunks]), da.from_array(b, chunks=(10, 2)))
    try:
        theirs = np.linalg.solve(a, b)
    except np.linalg.LinAlgError:
        with pytest.raises(np.linalg.LinAlgError, match="Singular matrix"):
            lazy.compute()
        return
    x = lazy.compute()
    assert (lazy.shape, lazy.dtype) == (x.shape, x.dtype) == (theirs.shape, theirs.dtype)
    # What LAPACK itself does not pass, since a number leaves the range of the dtype, is asked of nobody.
    assert solve_ratio(a, x, b) < max(PASSED * growth(a), 2 * solve_ratio(a, theirs, b))


@pytest.mark.parametrize(("kind", "chunks", "dtype"), ratio_suite.over(REGULAR, CHUNKINGS))
@pytest.mark.parametrize("trans", [0, 1, 2])
def test_factors_solve_each_of_the_three_systems(small_tiles, kind, chunks, dtype, trans):
    a = REGULAR[kind](SIDE, SIDE, dtype)
    turned = [a, a.T, a.conj().T][trans]
    b = (ratio_suite.wide(turned) @ ratio_suite.wide(sides((SIDE, 5), dtype))).astype(dtype)
    theirs = scipy.linalg.lu_factor(a, check_finite=False) if trans == 0 else None
    if theirs is not None and not np.diag(theirs[0]).all():
        pytest.skip("exactly singular")
    lazy = la.lu_factor(da.from_array(a, chunks=CHUNKINGS[chunks]))
    x = la.lu_solve(lazy, da.from_array(b, chunks=(10, 2)), trans=trans).compute()
    if np.isfinite(x).all():
        reference = scipy.linalg.lu_solve(scipy.linalg.lu_factor(a), b, trans=trans)
        assert solve_ratio(turned, x, b) < max(PASSED * growth(a), 2 * solve_ratio(turned, reference, b))


@settings(max_examples=settings.default.max_examples // 2)
@given(data=st.data(), dtypes=st.tuples(st.sampled_from(DTYPES), st.sampled_from(DTYPES)))
def test_any_chunks_of_both_and_any_dtypes_give_what_numpy_gives(data, dtypes):
    n, k = data.draw(st.integers(0, 30)), data.draw(st.integers(0, 20))
    a = KINDS["random"](n, n, dtypes[0]) + 6 * np.eye(n, dtype=dtypes[0])
    b = sides((n, k), dtypes[1])
    chunks = [data.draw(st.integers(1, 31)) for _ in range(4)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tiling, "TILE", 4)
        patch.setattr(elimination, "PANEL", data.draw(st.integers(3, 9)))
        lazy = la.solve(da.from_array(a, chunks=tuple(chunks[:2])), da.from_array(b, chunks=tuple(chunks[2:])))
        x = lazy.compute(scheduler="synchronous")
    theirs = np.linalg.solve(a, b)
    assert (lazy.shape, lazy.dtype) == (x.shape, x.dtype) == (theirs.shape, theirs.dtype)
    np.testing.assert_allclose(x, theirs, rtol=0, atol=1e3 * np.finfo(x.dtype).eps)


@pytest.mark.parametrize("eps", [1e-4, 1e-8, 1e-12, 1e-16])
def test_a_leading_block_that_is_small_beside_what_is_below_is_no_harm(small_tiles, eps):
    a = KINDS["random"](16, 16, "f8")
    a[:4, :4] *= eps
    b = sides((16, 1), "f8")
    for chunks in (4, 8):
        assert solve_ratio(a, la.solve(da.from_array(a, chunks=chunks), b).compute(), b) < PASSED


@pytest.mark.parametrize("chunks", [4, 8, (16, 4)])
@pytest.mark.parametrize("dtype", DTYPES)
def test_blocks_of_the_identity_the_wrong_way_round_are_solved_exactly(small_tiles, chunks, dtype):
    zero, one = np.zeros((8, 8), dtype), np.eye(8, dtype=dtype)
    a, b = np.block([[zero, one], [one, zero]]), sides((16, 3), dtype)
    x = la.solve(da.from_array(a, chunks=chunks), da.from_array(b, chunks=5)).compute()
    np.testing.assert_array_equal(x, np.concatenate([b[8:], b[:8]]))


def test_a_small_matrix_without_full_rank_is_treated_as_by_numpy():
    a = np.arange(16.0).reshape(4, 4) ** 2
    b = np.ones(4)
    for chunks in (2, 4):
        try:
            theirs = np.linalg.solve(a, b)
        except np.linalg.LinAlgError:
            with pytest.raises(np.linalg.LinAlgError, match="Singular matrix"):
                la.solve(da.from_array(a, chunks=chunks), b).compute()
        else:
            np.testing.assert_array_equal(la.solve(da.from_array(a, chunks=chunks), b).compute(), theirs)


@pytest.mark.parametrize("order", [1, 3, 8, 9, 17, 20])
@pytest.mark.parametrize("tiled", [False, True])
def test_the_first_pivot_that_is_exactly_zero_is_named(request, tiled, order):
    if tiled:
        request.getfixturevalue("small_tiles")
    a = np.triu(np.ones((20, 20)))
    a[order - 1 :, order - 1 :] = 0
    lazy = la.solve(da.from_array(a, chunks=7), np.ones(20))
    with pytest.raises(np.linalg.LinAlgError, match=rf"Singular matrix: its pivot {order} is exactly zero \(solve\)"):
        lazy.compute()


def test_the_singular_one_of_a_stack_is_named():
    a = np.stack([np.eye(3), np.diag([1.0, 0, 1]), np.eye(3)])
    with pytest.raises(np.linalg.LinAlgError, match=r"pivot 2 is exactly zero.*matrix \(1,\) of the block"):
        la.solve(a, np.ones(3)).compute()


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ((5, 5), (5,)),
        ((5, 5), (5, 3)),
        ((5, 5), (5, 5)),
        ((4, 5, 5), (5,)),
        ((5, 5, 5), (5, 5)),
        ((4, 5, 5), (4, 5, 2)),
        ((4, 5, 5), (1, 5, 2)),
        ((5, 5), (4, 5, 2)),
        ((3, 1, 5, 5), (4, 5, 2)),
        ((0, 0), (0, 2)),
        ((0, 0), (0,)),
        ((5, 5), (5, 0)),
        ((0, 5, 5), (5,)),
        ((2, 0, 0), (2, 0, 3)),
    ],
)
@pytest.mark.parametrize("tiled", [False, True])
def test_a_vector_and_matrices_are_told_apart_as_in_numpy_2(request, tiled, a, b):
    if tiled:
        request.getfixturevalue("small_tiles")
        a, b = ([20 if n == 5 else n for n in shape] for shape in (a, b))
    matrices, right = sides(a, "f8"), sides(b, "f8", 4)
    lazy = la.solve(da.from_array(matrices, chunks=3), da.from_array(right, chunks=2))
    theirs = np.linalg.solve(matrices, right)
    x = lazy.compute()
    assert lazy.shape == x.shape == theirs.shape
    np.testing.assert_allclose(x, theirs, rtol=0, atol=1e-9)


def test_solutions_have_the_chunks_of_the_columns_of_the_matrix(small_tiles):
    a, b = da.from_array(KINDS["random"](37, 37, "f8"), chunks=((20, 17), (3, 30, 4))), da.ones((37, 9), chunks=(5, 4))
    x = la.solve(a, b)
    assert x.chunks == ((3, 30, 4), (4, 4, 1))
    assert la.solve(a, b[:, 0]).chunks == ((3, 30, 4),)
    assert [x.blocks[i, j].compute().shape for i, j in np.ndindex(3, 3)] == [
        (m, n) for m in (3, 30, 4) for n in (4, 4, 1)
    ]


@pytest.mark.parametrize(
    ("a", "b"), [("i4", "i8"), ("f4", "i4"), ("f4", "f4"), ("f4", "c8"), ("f8", "c8"), ("?", "f4")]
)
def test_the_dtype_of_solutions_is_numpys(a, b):
    matrix, right = np.eye(3).astype(a), np.ones(3, b)
    ours, theirs = la.solve(matrix, right), np.linalg.solve(matrix, right)
    assert ours.dtype == ours.compute().dtype == theirs.dtype


@pytest.mark.parametrize("value", [np.nan, np.inf])
@pytest.mark.parametrize("place", [(3, 5), (20, 20), (39, 0)])
def test_what_is_no_number_gives_what_numpy_gives(small_tiles, value, place):
    a, b = KINDS["random"](40, 40, "f8"), sides((40, 2), "f8")
    a[place] = value
    x, theirs = la.solve(da.from_array(a, chunks=8), b).compute(), np.linalg.solve(a, b)
    assert np.isnan(x).any() == np.isnan(theirs).any()
    b[7, 1] = np.nan
    clean = KINDS["random"](40, 40, "f8")
    x = la.solve(da.from_array(clean, chunks=8), b).compute()
    assert np.isnan(x[:, 1]).all()
    np.testing.assert_allclose(x[:, 0], np.linalg.solve(clean, b[:, 0]), atol=1e-11)


@pytest.mark.parametrize("tiled", [False, True])
def test_lu_solve_with_a_pivot_that_is_zero_gives_no_error_as_in_scipy(request, tiled):
    if tiled:
        request.getfixturevalue("small_tiles")
    factors, pivots = np.triu(np.ones((20, 20))), np.arange(20, dtype="i4")
    factors[4, 4] = 0
    x = la.lu_solve((factors, pivots), np.ones(20)).compute()
    np.testing.assert_array_equal(np.isfinite(x), np.isfinite(scipy.linalg.lu_solve((factors, pivots), np.ones(20))))


def test_lu_solve_takes_stacks_and_what_scipy_has_factored(small_tiles):
    a, b = KINDS["random"](30, 30, "c16"), sides((4, 30, 2), "c16")
    factored = scipy.linalg.lu_factor(a)
    for trans, turned in enumerate([a, a.T, a.conj().T]):
        x = la.lu_solve(factored, da.from_array(b, chunks=7), trans=trans).compute()
        np.testing.assert_allclose(x, np.linalg.solve(turned, b), rtol=0, atol=1e-11)
    several = np.stack([a, 2 * a])
    lazy = la.lu_factor(da.from_array(several, chunks=(1, 7, 7)))
    np.testing.assert_allclose(
        la.lu_solve(lazy, b[0, :, 0]).compute(), np.linalg.solve(several, b[0, :, 0, None])[..., 0]
    )


@pytest.mark.parametrize(
    ("a", "b", "error", "words"),
    [
        (np.ones((3, 4)), np.ones(3), np.linalg.LinAlgError, "solve: Last 2 dimensions of the array must be square"),
        (np.ones((3, 3)), np.ones(4), ValueError, "b has 4 elements, but a is of shape .* a vector of 3 elements"),
        (np.ones((3, 3)), np.ones((4, 2)), ValueError, "b has 4 rows"),
        (np.ones((2, 3, 3)), np.ones((3, 3, 1)), ValueError, "stacks of a, .* do not broadcast"),
        (np.ones((3, 3)), 5.0, np.linalg.LinAlgError, "0-dimensional array given"),
        (np.ones((3, 3), "f2"), np.ones(3), TypeError, "array type float16"),
    ],
)
def test_what_does_not_fit_is_refused_at_the_call(a, b, error, words):
    with pytest.raises(error, match=words):
        la.solve(a, b)


@pytest.mark.parametrize(
    ("factors", "pivots", "b", "options", "words"),
    [
        (np.eye(3), np.arange(3), np.ones(3), {"trans": 3}, "trans is 0, 1 or 2, but was 3"),
        (np.eye(3), np.arange(2), np.ones(3), {}, r"interchanges are of shape \(2,\)"),
        (np.eye(3), np.arange(3), np.ones(4), {}, "vector of 3 elements"),
    ],
)
def test_lu_solve_refuses_what_does_not_fit(factors, pivots, b, options, words):
    with pytest.raises(ValueError, match=words):
        la.lu_solve((factors, pivots), b, **options)


def test_interchanges_that_are_no_rows_are_refused_when_it_is_computed(small_tiles):
    with pytest.raises(ValueError, match="pivots are not all rows"):
        la.lu_solve((np.eye(30), np.full(30, 30)), np.ones(30)).compute()


def test_the_input_is_left_alone(small_tiles):
    a, b = np.asfortranarray(KINDS["random"](40, 40, "f8")), np.asfortranarray(sides((40, 3), "f8"))
    before = a.copy(), b.copy()
    for chunks in (8, 40):
        lazy = da.from_array(a, chunks=chunks), da.from_array(b, chunks=(40, 3))
        dask.compute(la.solve(*lazy), la.lu_solve(la.lu_factor(lazy[0]), lazy[1]), la.inv(lazy[0]))
    np.testing.assert_array_equal(a, before[0])
    np.testing.assert_array_equal(b, before[1])


def test_lu_and_solve_can_be_computed_together_again_and_again(small_tiles):
    a, b = KINDS["random"](40, 40, "f8"), sides((40, 3), "f8")
    lazy = da.from_array(a, chunks=9)
    x, y = la.solve(lazy, b), la.solve(lazy, 2 * b)
    first, second, inverse = dask.compute(x, y, la.inv(lazy))
    np.testing.assert_allclose(2 * first, second, rtol=1e-13)
    np.testing.assert_array_equal(x.compute(), first)
    np.testing.assert_allclose(inverse @ b, first, atol=1e-10)
