"""Products: NumPy's numbers, dtypes and errors in any chunks, within the bound of rounding, and in the cheapest order."""

from __future__ import annotations

import inspect
import pickle
from itertools import pairwise

import dask
import dask.array as da
import numpy as np
import pytest
import ratio_suite
from dask.base import tokenize
from general_matrices import KINDS
from hypothesis import given
from hypothesis import strategies as st
from matrices import DTYPES

import dask_linalg as la
from dask_linalg.algorithms import chain, product
from dask_linalg.schedule.tasks import Step
from dask_linalg.tiles import pairing
from dask_linalg.tiles.products import put_product

NAMES = (
    "matmul", "multi_dot", "matrix_power", "tensordot", "outer", "vecdot", "cross", "tensorinv", "tensorsolve", "norm",
    "vector_norm", "matrix_norm", "trace", "diagonal", "matrix_transpose",
)  # fmt: skip
SHAPE = (29, 41, 23)
CHUNKINGS = {
    "whole": ((29, 41), (41, 23)),
    "tiles": ((8, 8), (8, 8)),
    "uneven": (((3, 20, 1, 5), (30, 11)), ((7, 34), (22, 1))),
    "ones": ((1, 1), (1, 1)),
    "panels": ((29, 3), (2, 23)),
    "one side whole": ((29, 41), (5, 4)),
}
INTEGERS = ["?", "i1", "u1", "i8", "u8"]
sizes = st.integers(0, 12)


@pytest.fixture(autouse=True)
def threads():
    with dask.config.set(scheduler="threads"):
        yield


def small_integers(shape, dtype, seed=0):
    return np.random.default_rng(seed).integers(0, 2 if dtype == "?" else 9, shape).astype(dtype)


def lazy(a, chunks):
    return da.from_array(a, chunks=chunks)


def steps(a):
    return [task for task in a.__dask_graph__().values() if isinstance(task, Step)]


def flops(a):
    return sum(step.work.flops for step in steps(a))


@st.composite
def chunked(draw, shape, dtype, seed):
    """Return an array of small whole numbers and the same in some chunks."""
    a = small_integers(shape, dtype, seed)
    return a, lazy(a, tuple(draw(st.integers(1, max(n, 1))) for n in shape))


@pytest.mark.parametrize("name", NAMES)
def test_signatures_are_numpys(name):
    ours, theirs = inspect.signature(getattr(la, name)), inspect.signature(getattr(np.linalg, name))
    assert [(p.name, p.kind, p.default) for p in ours.parameters.values()] == [
        (p.name, p.kind, p.default) for p in theirs.parameters.values()
    ]


@pytest.mark.parametrize(("kind", "chunks", "dtype"), ratio_suite.over(KINDS, CHUNKINGS))
def test_rounding_stays_within_the_bound_of_a_sum(small_tiles, kind, chunks, dtype):
    m, k, n = SHAPE
    a, b = KINDS[kind](m, k, dtype), KINDS["random"](k, n, dtype)
    b = b if kind != "huge" else (b / 1e4).astype(dtype)
    given_a, given_b = lazy(a, CHUNKINGS[chunks][0]), lazy(b, CHUNKINGS[chunks][1])
    found = la.matmul(given_a, given_b)
    computed = found.compute()
    assert (found.dtype, found.shape) == (computed.dtype, computed.shape) == (np.dtype(dtype), (m, n))
    assert found.chunks == (given_a.chunks[0], given_b.chunks[1])
    wide_a, wide_b = ratio_suite.wide(a), ratio_suite.wide(b)
    # Of tiny numbers the bound itself is less than what is next to zero.
    allowed = 4 * k * np.finfo(dtype).eps * (abs(wide_a) @ abs(wide_b)) + k * np.finfo(dtype).smallest_subnormal
    assert (abs(computed - wide_a @ wide_b) <= allowed).all()


@given(st.data(), sizes, sizes, sizes, st.sampled_from([*INTEGERS, "f4", "f8", "c16", "f2", "O"]))
def test_any_shape_in_any_chunks_is_multiplied_exactly(data, m, k, n, dtype):
    a, given_a = data.draw(chunked((m, k), dtype, 1))
    b, given_b = data.draw(chunked((k, n), dtype, 2))
    found, theirs = la.matmul(given_a, given_b), a @ b
    computed = found.compute(scheduler="synchronous")
    assert found.dtype == computed.dtype == theirs.dtype
    assert found.shape == computed.shape == theirs.shape
    np.testing.assert_array_equal(computed, theirs)


@given(st.data(), st.sampled_from(INTEGERS), st.sampled_from(["i2", "f4", "f8", "c8"]))
def test_factors_of_two_dtypes_have_a_product_of_numpys(data, left, right):
    a, given_a = data.draw(chunked((5, 6), left, 1))
    b, given_b = data.draw(chunked((6, 4), right, 2))
    found = la.matmul(given_a, given_b)
    assert found.dtype == (a @ b).dtype
    np.testing.assert_array_equal(found.compute(scheduler="synchronous"), a @ b)


SHAPES = [
    ((3,), (3,)), ((3,), (3, 4)), ((2, 3), (3,)), ((5, 2, 3), (3,)), ((3,), (5, 3, 2)), ((5, 2, 3), (3, 4)),
    ((2, 3), (5, 3, 4)), ((5, 1, 2, 3), (6, 3, 4)), ((1, 2, 3), (5, 3, 4)), ((0, 2, 3), (1, 3, 4)), ((5, 2, 0), (5, 0, 4)),
    ((1, 3), (3, 1)), ((0, 3), (3, 0)), ((2, 2, 1, 1), (1, 2, 1, 7)),
]  # fmt: skip


@pytest.mark.parametrize(("left", "right"), SHAPES)
@pytest.mark.parametrize("dtype", ["f8", "i1", "c8"])
@pytest.mark.parametrize("size", [1, 2, -1])
def test_vectors_and_stacks_broadcast_as_in_numpy(left, right, dtype, size):
    a, b = small_integers(left, dtype), small_integers(right, dtype, 1)
    found = la.matmul(lazy(a, size), lazy(b, size))
    computed = found.compute()
    assert (found.dtype, found.shape) == (computed.dtype, computed.shape)
    np.testing.assert_array_equal(computed, a @ b, strict=True)


def test_a_chunk_of_nothing_beside_one_that_broadcasts_is_left_out():
    a, b = np.ones((1, 2, 3)), np.ones((4, 3, 2))
    found = la.matmul(lazy(a, ((0, 1), 2, 3)), lazy(b, ((3, 1), 3, 2)))
    np.testing.assert_array_equal(found.compute(), a @ b)


@pytest.mark.parametrize("order", ["C", "F"])
def test_factors_in_any_order_of_memory_are_read(small_tiles, order):
    a, b = np.array(KINDS["random"](40, 30, "f8"), order=order), np.array(KINDS["random"](30, 20, "f8"), order=order)
    every = lazy(np.repeat(a, 2, axis=1)[:, ::2], 8)
    np.testing.assert_allclose(la.matmul(every, lazy(b, 8)).compute(), a @ b, atol=1e-13)
    np.testing.assert_allclose(la.matmul(lazy(b, 8).T, lazy(a, 8).T).compute(), (a @ b).T, atol=1e-13)
    np.testing.assert_allclose(la.matmul(lazy(a[::-1], -1), lazy(b[:, ::-1], -1)).compute(), a[::-1] @ b[:, ::-1])


@pytest.mark.parametrize("at_once", [1, 3000, 2**30])
@pytest.mark.parametrize("chains", [1, 2, 8, 1000])
@pytest.mark.parametrize("dtype", ["f8", "i4"])
def test_a_long_inner_dimension_is_added_up_in_chains(small_tiles, monkeypatch, at_once, chains, dtype):
    monkeypatch.setattr(product, "AT_ONCE", at_once)
    monkeypatch.setattr(product, "CHAINS", chains)
    a, b = small_integers((9, 130), dtype), small_integers((130, 11), dtype)
    found = la.matmul(lazy(a, 10), lazy(b, 10))
    np.testing.assert_array_equal(found.compute(), a @ b)
    np.testing.assert_array_equal(found.compute(scheduler="synchronous"), a @ b)
    assert flops(found) == 2 * 9 * 130 * 11
    longest = 4 * 16 * a.dtype.itemsize * 8 if at_once == 1 else at_once + 16 * 16 * 8
    assert max(sum(read.nbytes for read in step.reads) for step in steps(found)) <= longest


def test_one_tile_with_a_long_inner_dimension_is_several_tasks_side_by_side(small_tiles, monkeypatch):
    monkeypatch.setattr(product, "AT_ONCE", 2000)
    found = product.product(da.ones((8, 512), chunks=8), da.ones((512, 8), chunks=8))
    first = [step for step in steps(found) if step.work.flops and not step.work.in_place]
    assert len(first) == product.CHAINS


def test_small_chunks_become_good_tiles_and_good_ones_stay():
    ones, good = (1,) * 3000, (1024, 1024, 952)
    assert pairing.good_tiles(ones, (ones, ones), ones) == (good, good, good)
    assert pairing.good_tiles((2000, 1000), ((512,) * 6, (3000,)), (300,) * 10) == (
        (2000, 1000),
        (512,) * 6,
        (300,) * 10,
    )
    tall = (100_000,) * 10
    assert pairing.good_tiles(tall, ((10,), (10,)), (10,)) == (tall, (10,), (10,))
    assert pairing.good_tiles((10,), (tall, (1,) * 1_000_000), (10,)) == ((10,), tall, (10,))
    assert pairing.good_tiles((5000,), ((5000,), (5000,)), (5000,)) == ((5000,), (5000,), (5000,))
    assert max(pairing.good_tiles((5000,), ((5000,), (5000,)), (500,) * 10)[0]) == pairing.TILE


def test_tasks_pickle_and_the_same_product_has_the_same_name():
    a = lazy(np.ones((20, 20)), 5)
    found = la.matmul(a, a)
    assert found.name == la.matmul(a, a).name != la.matmul(a, a.T).name
    again = pickle.loads(pickle.dumps(found))  # noqa: S301  What was dumped just now.
    assert tokenize(again) == tokenize(found)


def test_the_factors_are_left_alone(small_tiles):
    a = KINDS["random"](40, 40, "f8")
    before = a.copy()
    x = lazy(a, 8)
    once = la.matmul(x, x)
    twice = la.matmul(once, once)
    for _ in range(2):
        computed = dask.compute(once, twice, la.matmul(twice, once))
        np.testing.assert_allclose(computed[0], before @ before)
        np.testing.assert_allclose(computed[1], before @ before @ before @ before)
    np.testing.assert_array_equal(a, before)


def test_what_is_no_number_spreads_as_in_numpy(small_tiles):
    a, b = np.ones((30, 30)), np.ones((30, 30))
    a[3, 4], b[20, 7] = np.nan, np.inf
    np.testing.assert_array_equal(la.matmul(lazy(a, 8), lazy(b, 8)).compute(), a @ b)


def test_lists_are_factors_too():
    assert la.matmul([[1, 2], [3, 4]], [[1], [1]]).compute().tolist() == [[3], [7]]
    np.testing.assert_array_equal(
        la.matmul(np.ones((2, 3), ">f8"), np.ones((3, 2), ">f8")).compute(), np.full((2, 2), 3.0)
    )


def test_rows_of_unknown_number_are_multiplied():
    a = small_integers((12, 5), "i1")
    some = lazy(a, 4)[lazy(a[:, 0], 4) > 3]
    found = la.matmul(some, lazy(np.full((5, 2), 3, "i1"), 3))
    assert found.dtype == np.int8
    np.testing.assert_array_equal(found.compute(), a[a[:, 0] > 3] @ np.full((5, 2), 3, "i1"))


@pytest.mark.parametrize(
    ("left", "right", "error", "words"),
    [
        (np.float64(2), np.ones(3), ValueError, "operand 0 does not have enough dimensions"),
        (np.ones(3), np.float64(2), ValueError, "operand 1 does not have enough dimensions"),
        (np.ones((2, 3)), np.ones((2, 3)), ValueError, "has 3 columns, the right one 2 rows"),
        (np.ones((2, 3)), np.ones(2), ValueError, "not aligned"),
        (np.ones((2, 3, 3)), np.ones((4, 3, 3)), ValueError, "broadcast"),
        (np.array([["a"]]), np.array([["a"]]), TypeError, "matmul"),
    ],
)
def test_what_has_no_product_is_refused_at_the_call(left, right, error, words):
    with pytest.raises(error, match=words):
        la.matmul(left, right)


def test_the_kernel_refuses_what_does_not_fit():
    with pytest.raises(ValueError, match="has not the shape"):
        put_product(np.empty((2, 2)), np.ones((2, 3)), np.ones((2, 2)), add=False)
    with pytest.raises(ValueError, match="Fortran's order"):
        put_product(np.empty((4, 4))[::2, ::2], np.ones((2, 3)), np.ones((3, 2)), add=False)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("add", [True, False])
def test_the_kernel_puts_or_adds_whatever_lies_how(dtype, add):
    a, b = KINDS["random"](5, 4, dtype), KINDS["random"](4, 3, dtype)
    for order in ("C", "F"):
        target = np.full((5, 3), 2 if add else np.nan, dtype, order=order)
        put_product(target, a.repeat(2, 1)[:, ::2], b, add=add)
        np.testing.assert_allclose(target, a @ b + (2 if add else 0), rtol=1e-5)
    empty = np.full((5, 3), 2, dtype)
    put_product(empty, a[:, :0], b[:0], add=add)
    assert (empty == (2 if add else 0)).all()


@pytest.mark.parametrize("sides", [(30, 35, 15, 5, 10, 20, 25), (10, 1, 10, 1, 10), (4, 9), (3, 2, 9)])
def test_a_chain_is_multiplied_in_the_cheapest_order(sides):
    factors = [small_integers((m, n), "f8", i) for i, (m, n) in enumerate(pairwise(sides))]
    found = chain.chain_product([lazy(a, 4) for a in factors])
    assert flops(found) == 2 * cheapest(sides)
    np.testing.assert_array_equal(found.compute(), factors[0] if len(factors) == 1 else np.linalg.multi_dot(factors))


def cheapest(sides):
    if len(sides) == 2:
        return 0
    return min(
        cheapest(sides[: i + 1]) + cheapest(sides[i:]) + sides[0] * sides[i] * sides[-1]
        for i in range(1, len(sides) - 1)
    )


def test_the_book_s_chain_costs_what_the_book_says():
    assert cheapest((30, 35, 15, 5, 10, 20, 25)) == 15125
    splits = chain.best_splits((30, 35, 15, 5, 10, 20, 25))
    assert (splits[0, 5], splits[0, 2], splits[3, 5]) == (2, 0, 4)


@given(st.data(), st.lists(sizes, min_size=3, max_size=6), st.booleans(), st.booleans())
def test_any_chain_equals_numpys(data, sides, begins_with_vector, ends_with_vector):
    pairs = [
        data.draw(chunked((m, n), "i8", i)) for i, (m, n) in enumerate(pairwise(sides))
    ]  # fmt: skip
    if begins_with_vector:
        pairs[0] = data.draw(chunked((sides[1],), "i8", 7))
    if ends_with_vector:
        pairs[-1] = data.draw(chunked((sides[-2],), "i8", 8))
    theirs = np.linalg.multi_dot([a for a, _ in pairs])
    found = la.multi_dot([a for _, a in pairs])
    computed = found.compute(scheduler="synchronous")
    assert (found.shape, found.dtype) == (np.shape(theirs), theirs.dtype)
    np.testing.assert_array_equal(computed, theirs)


def test_two_factors_are_a_dot_of_any_dimensions():
    a, b = small_integers((2, 3, 4), "i8"), small_integers((5, 4, 3), "i8")
    np.testing.assert_array_equal(la.multi_dot([lazy(a, 2), lazy(b, 2)]).compute(), np.dot(a, b))
    np.testing.assert_array_equal(la.multi_dot([lazy(a, 2), 3]).compute(), a * 3)


@pytest.mark.parametrize(
    ("factors", "error", "words"),
    [
        ([np.ones((2, 2))], ValueError, "at least two arrays, but 1 given"),
        ([np.ones((2, 2)), np.ones(2), np.ones((2, 2))], np.linalg.LinAlgError, "1-dimensional array given"),
        ([np.ones((2, 2)), np.ones((2, 3)), np.ones((2, 2))], ValueError, "has 3 columns, the right one 2 rows"),
        ([np.ones((2, 2)), np.ones((3, 3))], ValueError, "not aligned"),
    ],
)
def test_what_is_no_chain_is_refused(factors, error, words):
    with pytest.raises(error, match=words):
        la.multi_dot(factors)


def test_nothing_is_written_to_an_array_that_is_given():
    with pytest.raises(NotImplementedError, match="out is not supported"):
        la.multi_dot([np.ones((2, 2)), np.ones((2, 2))], out=np.ones((2, 2)))


@pytest.mark.parametrize("exponent", [0, 1, 2, 3, 7, 10])
@pytest.mark.parametrize("dtype", ["i8", "i1", "?", "u4", "f4", "c16", "O"])
@pytest.mark.parametrize("shape", [(3, 3), (2, 3, 3), (0, 0), (0, 3, 3)])
def test_powers_are_numpys_in_its_dtypes(exponent, dtype, shape):
    if dtype == "O" and len(shape) > 2:
        return
    a = small_integers(shape, "?").astype(dtype)
    given = lazy(a, (1,) * (a.ndim - 1) + (2,))
    found = la.matrix_power(given, exponent)
    theirs = np.linalg.matrix_power(a, exponent)
    assert (found.dtype, found.chunks if exponent < 2 else None) == (
        theirs.dtype,
        given.chunks if exponent < 2 else None,
    )
    np.testing.assert_array_equal(found.compute(), theirs, strict=True)


@pytest.mark.parametrize("exponent", [-1, -2, -5])
@pytest.mark.parametrize("shape", [(4, 4), (3, 4, 4), (0, 0)])
def test_negative_powers_go_through_the_inverse(exponent, shape):
    a = small_integers(shape, "i8") + 10 * np.eye(shape[-1], dtype="i8")
    found = la.matrix_power(lazy(a, 3), exponent)
    np.testing.assert_allclose(found.compute(), np.linalg.matrix_power(a, exponent), strict=True)


def test_powers_are_squared_and_not_multiplied_one_by_one():
    found = la.matrix_power(da.ones((10, 10), chunks=5), 1000)
    assert flops(found) == 14 * 2 * 10**3


@pytest.mark.parametrize(
    ("a", "exponent", "error", "words"),
    [
        (np.ones((2, 3)), 2, np.linalg.LinAlgError, r"must be square, but the shape is \(2, 3\)"),
        (np.ones(3), 2, np.linalg.LinAlgError, "must be square"),
        (np.ones((2, 2)), 1.5, TypeError, "exponent must be an integer"),
        (np.ones((2, 2, 2), "O"), 2, NotImplementedError, "stacks of object arrays"),
    ],
)
def test_what_has_no_power_is_refused(a, exponent, error, words):
    with pytest.raises(error, match=words):
        la.matrix_power(a, exponent)


def test_the_inverse_of_a_singular_matrix_is_refused_when_it_is_computed():
    found = la.matrix_power(da.ones((4, 4), chunks=2), -2)
    with pytest.raises(np.linalg.LinAlgError, match="Singular matrix"):
        found.compute()


AXES = [
    ((2, 3), (3, 4), 1), ((2, 3), (2, 3), 2), ((2, 3), (4,), 0), ((2, 3, 4), (4, 3, 2), ([1, 2], [1, 0])),
    ((2, 3, 4), (3, 5), (1, 0)), ((2, 3, 4), (3, 5), ((-2,), (-2,))), ((2, 3), (4, 3), (-1, -1)),
    ((3, 2), (3, 4), (0, 0)), ((2, 3, 4, 5), (5, 4, 6), ((-1, -2), (0, 1))), ((3,), (3,), 1), ((2, 0), (0, 3), 1),
    ((4, 2, 3), (3, 2, 4), ([0, 2, 1], [2, 0, 1])), ((2, 3), (2, 3), ((), ())), ((), (2,), 0), ((2, 3), (4, 5), -1),
]  # fmt: skip


@pytest.mark.parametrize(("left", "right", "axes"), AXES)
@pytest.mark.parametrize("dtype", ["f8", "i1", "?", "c8"])
@pytest.mark.parametrize(("one", "other"), [(1, 2), (2, 1), (-1, 3)])
def test_tensordot_takes_all_forms_of_axes(left, right, axes, dtype, one, other):
    a, b = small_integers(left, dtype), small_integers(right, dtype, 1)
    found, theirs = la.tensordot(lazy(a, one), lazy(b, other), axes=axes), np.tensordot(a, b, axes)
    assert (found.dtype, found.shape) == (theirs.dtype, theirs.shape)
    np.testing.assert_array_equal(found.compute(), theirs)


def test_the_dimensions_of_a_contraction_keep_their_chunks():
    a, b = da.ones((6, 5, 4), chunks=((2, 4), 2, 3)), da.ones((4, 7, 5), chunks=(1, (3, 4), 4))
    assert la.tensordot(a, b, axes=((1, 2), (2, 0))).chunks == ((2, 4), (3, 4))


@pytest.mark.parametrize(
    ("left", "right", "axes", "error", "words"),
    [
        ((2, 3), (4, 5), 1, ValueError, "shape-mismatch for sum"),
        ((2, 3), (3, 4), ((1,), (0, 1)), ValueError, "shape-mismatch for sum"),
        ((2, 2), (2, 2), ((0, 0), (0, 1)), ValueError, "duplicate axes"),
        ((2, 3), (3, 4), ((5,), (0,)), IndexError, "out of bounds"),
        ((3,), (3,), 2, IndexError, "out of bounds"),
    ],
)
def test_axes_that_do_not_fit_are_refused(left, right, axes, error, words):
    with pytest.raises(error, match=words):
        la.tensordot(np.ones(left), np.ones(right), axes=axes)


@pytest.mark.parametrize("dtype", ["?", "i1", "f4", "c16", "O"])
def test_outer_is_numpys(dtype):
    a, b = small_integers(7, dtype), small_integers(5, dtype)
    found = la.outer(lazy(a, 3), lazy(b, 2))
    assert found.chunks == ((3, 3, 1), (2, 2, 1))
    np.testing.assert_array_equal(found.compute(), np.linalg.outer(a, b), strict=True)
    with pytest.raises(ValueError, match=r"one-dimensional, but they are x1.ndim=2"):
        la.outer(np.ones((2, 2)), a)


@pytest.mark.parametrize("dtype", ["?", "i1", "f4", "c16", "O"])
@pytest.mark.parametrize(
    ("left", "right", "axis"), [((3, 5), (5,), -1), ((5, 3), (5, 3), 0), ((2, 1, 5), (4, 5), -1), ((0,), (0,), 0)]
)
def test_vecdot_is_numpys_and_conjugates_the_first(dtype, left, right, axis):
    a, b = small_integers(left, dtype), small_integers(right, dtype, 1)
    a = a * 1j if dtype == "c16" else a
    found, theirs = la.vecdot(lazy(a, 2), lazy(b, 3), axis=axis), np.linalg.vecdot(a, b, axis=axis)
    assert (found.shape, found.dtype) == (np.shape(theirs), np.asarray(theirs).dtype)
    np.testing.assert_array_equal(found.compute(), theirs if a.size else 0)


def test_vectors_of_two_sizes_have_no_vecdot():
    with pytest.raises(ValueError, match="these are of 1 and 3"):
        la.vecdot(np.ones((2, 1)), np.ones((2, 3)))
    with pytest.raises(ValueError, match="out of bounds"):
        la.vecdot(np.ones(3), np.ones(3), axis=1)


@pytest.mark.parametrize("dtype", ["i1", "u1", "f4", "c16"])
@pytest.mark.parametrize(
    ("left", "right", "axis"), [((3,), (3,), -1), ((4, 3), (3,), -1), ((3, 4), (3, 4), 0), ((2, 3, 1), (2, 3, 5), 1)]
)
def test_cross_is_numpys(dtype, left, right, axis):
    a, b = small_integers(left, dtype), small_integers(right, dtype, 1)
    found, theirs = la.cross(lazy(a, 2), lazy(b, 1), axis=axis), np.linalg.cross(a, b, axis=axis)
    assert (found.shape, found.dtype) == (theirs.shape, theirs.dtype)
    np.testing.assert_array_equal(found.compute(), theirs, strict=True)


def test_vectors_of_two_elements_have_no_cross():
    with pytest.raises(ValueError, match=r"3-dimensional vectors, but they are 2 and 3 dimensional"):
        la.cross(np.ones(2), np.ones(3))


@pytest.mark.parametrize(("shape", "ind"), [((2, 3, 6), 2), ((6, 2, 3), 1), ((4, 4), 1), ((2, 2, 2, 2), 2)])
def test_tensorinv_is_numpys(shape, ind):
    a = KINDS["random"](int(np.prod(shape[:ind])), int(np.prod(shape[ind:])), "f8").reshape(shape)
    given = lazy(a, 2)
    found = la.tensorinv(given, ind)
    assert found.chunks == given.chunks[ind:] + given.chunks[:ind]
    np.testing.assert_allclose(found.compute(), np.linalg.tensorinv(a, ind), strict=True)


def test_empty_tensors_have_empty_inverses_and_solutions():
    assert la.tensorinv(da.ones((0, 3, 0)), 1).compute().shape == (3, 0, 0)
    assert la.tensorsolve(da.ones((2, 0, 0)), da.ones((2, 0))).compute().shape == (0,)


def test_what_has_no_tensorinv_is_refused():
    with pytest.raises(ValueError, match="Invalid ind argument: 0"):
        la.tensorinv(np.ones((2, 2)), 0)
    with pytest.raises(np.linalg.LinAlgError, match="they have 6 and 5"):
        la.tensorinv(np.ones((2, 3, 5)))


@pytest.mark.parametrize(
    ("shape", "of_b", "axes"),
    [((2, 3, 6), (2, 3), None), ((6, 2, 3), (6,), None), ((2, 6, 3), (2, 3), (1,)), ((2, 2), (2,), [0])],
)
def test_tensorsolve_is_numpys(shape, of_b, axes):
    a, b = KINDS["random"](int(np.prod(shape)), 1, "f8").reshape(shape), KINDS["random"](6, 1, "f4")
    b = b.ravel()[: int(np.prod(of_b))].reshape(of_b)
    found = la.tensorsolve(lazy(a, 2), lazy(b, 1), axes)
    np.testing.assert_allclose(found.compute(), np.linalg.tensorsolve(a, b, axes), strict=True)


def test_tensors_that_do_not_fit_are_refused():
    with pytest.raises(np.linalg.LinAlgError, match="must have as many elements"):
        la.tensorsolve(np.ones((2, 3, 5)), np.ones((2, 3)))


@given(st.data(), sizes, sizes, st.integers(0, 5), st.sampled_from(["i1", "f8", "?"]))
def test_khatri_rao_multiplies_columns(data, m, n, columns, dtype):
    a, given_a = data.draw(chunked((m, columns), dtype, 1))
    b, given_b = data.draw(chunked((n, columns), dtype, 2))
    found = la.khatri_rao(given_a, given_b)
    theirs = (a[:, None] * b[None]).reshape(m * n, columns)
    np.testing.assert_array_equal(found.compute(scheduler="synchronous"), theirs, strict=True)


def test_what_has_no_khatri_rao_product_is_refused():
    with pytest.raises(ValueError, match="should be equal, but they are 3 and 2"):
        la.khatri_rao(np.ones((2, 3)), np.ones((2, 2)))
    with pytest.raises(ValueError, match="should be 2-dimensional"):
        la.khatri_rao(np.ones(3), np.ones((2, 3)))
    stacks = la.khatri_rao(da.ones((2, 2, 3), chunks=1), da.ones((2, 4, 3), chunks=2))
    assert stacks.shape == stacks.compute().shape == (2, 8, 3)
