"""QR of matrices of any shape by each face: right by LAPACK's own measures in any chunks, with the conventions of NumPy and SciPy."""

from __future__ import annotations

import subprocess
import sys

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
from dask_linalg.algorithms import qr as core

SHAPES = {"square": (23, 23), "wide": (13, 38), "taller": (31, 17), "tall": (61, 6)}
CHUNKINGS = {
    "whole": lambda n: n,
    "both ways": lambda n: (n + 3) // 4,
    "ones": lambda n: (1,) * 5 + (n - 5,),
    "uneven": lambda n: (1, 2, n - 3),
}
BOTH = {f"{shape}-{chunks}": (shape, chunks) for shape in SHAPES for chunks in CHUNKINGS}


PLANNED = """
import dask
dask.config.set({"array.query-planning": True})
import dask.array as da, numpy as np
import dask_linalg as la
from dask_linalg.algorithms import panel_qr, tall_qr
from dask_linalg.tiles import tiling

tiling.TILE, panel_qr.PANEL, panel_qr.WORTH, tall_qr.HEIGHT, tall_qr.ELEMENTS = 8, 5, 0, 11, 0
for shape in ((20, 20), (60, 6), (12, 30)):
    a = np.random.default_rng(0).random(shape)
    for chunks in (7, (3, 5), (-1, 1)):
        x = da.from_array(a, chunks=chunks)
        q, r = la.qr(x)
        assert type(q).__module__.startswith("dask.array._array_expr"), type(q)
        product, _ = la.scipy.qr_multiply(x, np.ones((2, shape[0])))
        q, r, product = dask.compute(q, r, product)
        np.testing.assert_allclose(q @ r, a)
        np.testing.assert_allclose(product, np.ones((2, shape[0])) @ q, atol=1e-12)
print("right")
"""


@pytest.fixture(autouse=True)
def threads():
    with dask.config.set(scheduler="threads"):
        yield


def cut(a, chunks):
    return da.from_array(a, chunks=tuple(CHUNKINGS[chunks](n) for n in a.shape))


def same(lazy, computed):
    """Return what has been computed, if it is as was declared."""
    assert (lazy.shape, lazy.dtype) == (computed.shape, computed.dtype)
    return computed


def passes(a, q, r):
    eps, m = np.finfo(a.dtype).eps, max(a.shape)
    assert not np.tril(r, -1).any()
    assert ratio(norm1(wide(a) - wide(q) @ wide(r)), over=norm1(wide(a)), eps=eps, times=m) < PASSED
    gram = wide(q).conj().T @ wide(q)
    assert norm1(gram - np.eye(len(gram))) <= PASSED * len(q) * eps


@pytest.mark.parametrize(("kind", "chunks", "dtype"), ratio_suite.over(general_matrices.KINDS, BOTH))
def test_the_factors_pass_lapacks_own_tests(small_tiles, kind, chunks, dtype):
    shape, chunking = BOTH[chunks]
    a = general_matrices.KINDS[kind](*SHAPES[shape], dtype)
    x = cut(a, chunking)
    (q, r), (whole_q, whole_r) = la.qr(x), la.qr(x, mode="complete")
    computed = [
        same(lazy, c) for lazy, c in zip((q, r, whole_q, whole_r), dask.compute(q, r, whole_q, whole_r), strict=True)
    ]
    passes(a, *computed[:2])
    passes(a, *computed[2:])
    shorter = x.chunks[0] if a.shape[0] < a.shape[1] else x.chunks[1]
    assert (q.chunks, r.chunks) == ((x.chunks[0], shorter), (shorter, x.chunks[1]))
    assert (whole_q.chunks, whole_r.chunks) == ((x.chunks[0], x.chunks[0]), x.chunks)


@settings(max_examples=40)
@given(st.integers(0, 30), st.integers(0, 30), st.integers(1, 30), st.integers(1, 30), st.sampled_from(DTYPES))
def test_any_shape_in_any_chunks_is_factored(m, n, rows, columns, dtype):
    a = general_matrices.random(m, n, dtype)
    x = da.from_array(a, chunks=(rows, columns))
    with dask.config.set(scheduler="synchronous"):
        q, r = dask.compute(*la.qr(x))
        assert (q.shape, r.shape) == ((m, min(m, n)), (min(m, n), n))
        passes(a, q, r)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("shape", ["square", "wide", "taller"])
@pytest.mark.parametrize("chunks", ["whole", "both ways"])
def test_by_panels_every_sign_is_lapacks(small_tiles, shape, chunks, dtype):
    a = general_matrices.random(*SHAPES[shape], dtype)
    x, tolerance = cut(a, chunks), {"rtol": 0, "atol": 1000 * np.finfo(dtype).eps}
    for mode in ("reduced", "complete", "raw"):
        for ours, theirs in zip(la.qr(x, mode=mode), np.linalg.qr(a, mode=mode), strict=True):
            np.testing.assert_allclose(same(ours, ours.compute()), theirs, **tolerance)
    np.testing.assert_allclose(la.qr(x, mode="r").compute(), np.linalg.qr(a, mode="r"), **tolerance)


@pytest.mark.parametrize("shape", SHAPES)
def test_each_mode_of_numpys_has_its_shapes_and_its_type(small_tiles, shape):
    a = general_matrices.random(*SHAPES[shape], "f8")
    for mode in ("reduced", "complete", "raw"):
        ours, theirs = la.qr(cut(a, "both ways"), mode=mode), np.linalg.qr(a, mode=mode)
        assert (
            [one.shape for one in ours] == [one.shape for one in dask.compute(*ours)] == [one.shape for one in theirs]
        )
        assert getattr(ours, "_fields", None) == getattr(theirs, "_fields", None)
    r = la.qr(cut(a, "both ways"), mode="r")
    np.testing.assert_allclose(abs(same(r, r.compute())), abs(np.linalg.qr(a, mode="r")), atol=1e-13)


@pytest.mark.parametrize("pivoting", [False, True])
@pytest.mark.parametrize("mode", ["full", "r", "economic", "raw"])
@pytest.mark.parametrize("shape", SHAPES)
def test_each_mode_of_scipys_gives_what_scipy_gives(small_tiles, shape, mode, pivoting):
    a = general_matrices.random(*SHAPES[shape], "c16")
    ours = la.scipy.qr(cut(a, "both ways"), mode=mode, pivoting=pivoting)
    theirs = scipy.linalg.qr(a, mode=mode, pivoting=pivoting)
    assert len(ours) == len(theirs)
    if mode == "raw":
        ours, theirs = (*ours[0], *ours[1:]), (*theirs[0], *theirs[1:])
    by_blocks = shape == "tall" and not pivoting and mode != "raw"
    for one, other in zip(ours, theirs, strict=True):
        computed = same(one, one.compute())
        assert (computed.shape, computed.dtype) == (other.shape, other.dtype)
        # By blocks of rows, signs may be other ones.
        of_both = (abs(computed), abs(other)) if by_blocks else (computed, other)
        np.testing.assert_allclose(*of_both, rtol=0, atol=1e-12)


def test_a_complex_matrix_that_is_wide_is_factored():
    a = general_matrices.random(4, 8, "c16")
    passes(a, *dask.compute(*la.qr(da.from_array(a, chunks=(4, 4)))))


def test_the_shape_of_q_is_as_declared_where_chunks_are_wider_than_high():
    q, r = la.qr(da.from_array(general_matrices.random(4, 6, "f8"), chunks=(2, 6)))
    assert q.shape == q.compute().shape == (4, 4)
    assert r.shape == r.compute().shape == (4, 6)


@pytest.mark.parametrize("shape", [(3, 4, 0, 5), (0, 4, 4), (2, 3, 6, 4), (2, 3, 4, 6), (0, 5), (5, 0), (0, 0)])
@pytest.mark.parametrize("mode", ["reduced", "complete", "r", "raw"])
def test_stacks_and_empty_matrices_are_factored_as_by_numpy(shape, mode):
    a = np.random.default_rng(0).standard_normal(shape)
    ours, theirs = (
        la.qr(da.from_array(a, chunks=tuple(max(1, n // 2) for n in shape)), mode=mode),
        np.linalg.qr(a, mode=mode),
    )
    if mode == "r":
        ours, theirs = (ours,), (theirs,)
    for one, other in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(same(one, one.compute()) if one.size else one.compute(), other, atol=1e-13)


@pytest.mark.parametrize("dtype", ["?", "i1", "u8", ">f8", ">c8"])
def test_dtypes_become_what_numpy_makes_of_them(dtype):
    a = np.array([[1, 0], [1, 1], [0, 1]], dtype)
    for ours, theirs in zip(la.qr(da.from_array(a, chunks=1)), np.linalg.qr(a), strict=True):
        assert (ours.dtype, ours.compute().dtype) == (theirs.dtype, theirs.dtype)


@pytest.mark.parametrize("conjugate", [False, True])
@pytest.mark.parametrize("mode", ["left", "right"])
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("dtypes", [("f8", "f8"), ("c16", "f4"), ("f4", "c8")])
def test_q_is_multiplied_without_being_formed(small_tiles, shape, mode, conjugate, dtypes):
    m, n = SHAPES[shape]
    a = general_matrices.random(m, n, dtypes[0])
    c = general_matrices.random(min(m, n), 4, dtypes[1]) if mode == "left" else general_matrices.random(4, m, dtypes[1])
    x, options = cut(a, "both ways"), {"mode": mode, "conjugate": conjugate}
    product, r = la.scipy.qr_multiply(x, da.from_array(c, chunks=3), **options)
    found, upper, q = dask.compute(product, r, core.reduced(x.astype(product.dtype))[0])
    q = q.conj() if conjugate else q
    tolerance = {"rtol": 0, "atol": 100 * np.finfo(product.dtype).eps}
    np.testing.assert_allclose(same(product, found), q @ c if mode == "left" else c @ q, **tolerance)
    theirs = scipy.linalg.qr_multiply(a.astype(product.dtype), c.astype(product.dtype), **options)
    assert [found.shape, upper.shape] == [one.shape for one in theirs]
    np.testing.assert_allclose(abs(upper), abs(theirs[1]), **tolerance)


@pytest.mark.parametrize("mode", ["left", "right"])
def test_vectors_pivots_and_small_matrices_are_multiplied_as_by_scipy(mode):
    a = general_matrices.random(9, 5, "c16")
    for c in (
        np.arange(5.0 if mode == "left" else 9.0),
        general_matrices.random(*((5, 5) if mode == "left" else (5, 9)), "c16"),
    ):
        for pivoting in (False, True):
            options = {"mode": mode, "pivoting": pivoting, "conjugate": True}
            ours = la.scipy.qr_multiply(da.from_array(a, chunks=4), c, **options)
            for one, other in zip(ours, scipy.linalg.qr_multiply(a, c, **options), strict=True):
                np.testing.assert_allclose(same(one, one.compute()), other, atol=1e-13)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("mode", ["full", "r", "economic"])
@pytest.mark.parametrize("shape", SHAPES)
def test_rq_has_its_triangle_in_the_corner_below_on_the_right(small_tiles, shape, mode, dtype):
    a = general_matrices.random(*SHAPES[shape], dtype)
    ours, theirs = la.scipy.rq(cut(a, "both ways"), mode=mode), scipy.linalg.rq(a, mode=mode)
    ours, theirs = ((ours,), (theirs,)) if mode == "r" else (ours, theirs)
    tolerance = {"rtol": 0, "atol": 1000 * np.finfo(dtype).eps}
    computed = [same(one, c) for one, c in zip(ours, dask.compute(*ours), strict=True)]
    assert [one.shape for one in computed] == [one.shape for one in theirs]
    assert not np.tril(computed[0], computed[0].shape[1] - a.shape[0] - 1).any()
    np.testing.assert_allclose(abs(computed[0]), abs(theirs[0]), **tolerance)
    if mode != "r":
        np.testing.assert_allclose(computed[0] @ computed[1], a, **tolerance)
        np.testing.assert_allclose(computed[1] @ computed[1].conj().T, np.eye(len(computed[1])), **tolerance)


@pytest.mark.parametrize("shape", SHAPES)
def test_lq_is_the_mirror_of_qr(small_tiles, shape):
    a = general_matrices.random(*SHAPES[shape], "c16")
    lower, q = dask.compute(*core.lq(cut(a, "both ways")))
    passes(a.conj().T, q.conj().T, lower.conj().T)


def test_pivoting_reveals_the_rank_and_leaves_a_diagonal_that_falls():
    a = general_matrices.rank_deficient(20, 12, "f8")
    q, r, p = dask.compute(*la.scipy.qr(da.from_array(a, chunks=5), mode="economic", pivoting=True))
    np.testing.assert_allclose(q @ r, a[:, p], atol=1e-14)
    assert (np.diff(abs(np.diag(r))) <= 1e-15).all()
    assert (abs(np.diag(r)) > 1e-12).sum() == 6


def test_what_is_no_number_is_treated_as_by_numpy_and_by_scipy(small_tiles):
    a = general_matrices.random(20, 20, "f8")
    a[9, 11] = np.nan
    x = da.from_array(a, chunks=8)
    assert np.isnan(la.qr(x).R.compute()).any()
    for face in (la.scipy.qr, la.scipy.rq):
        with pytest.raises(ValueError, match=r"array must not contain infs or NaNs, but block \(1, 1\)"):
            face(x)[1].compute()
    assert np.isnan(la.scipy.qr(x, check_finite=False)[1].compute()).any()
    with pytest.raises(ValueError, match="qr_multiply: array must not contain infs or NaNs"):
        la.scipy.qr_multiply(x, np.eye(20))[0].compute()


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: la.qr(np.ones(3)), np.linalg.LinAlgError, "1-dimensional array given"),
        (lambda: la.qr(np.ones((3, 3), "f2")), TypeError, "array type float16 is unsupported"),
        (lambda: la.qr(np.ones((3, 3)), mode="economic"), ValueError, "Unrecognized mode 'economic'"),
        (lambda: la.scipy.qr(np.ones((3, 3)), mode="reduced"), ValueError, "should be one of .*'full', 'r', 'economic'"),
        (lambda: la.scipy.rq(np.ones((3, 3)), mode="raw"), ValueError, r"rq: .*\['full', 'r', 'economic'\]"),
        (lambda: la.scipy.qr_multiply(np.ones((3, 2)), np.ones((3, 3)), "left"), ValueError, r"shape \(\.\.\., 2, p\) is wanted"),
        (lambda: la.scipy.qr_multiply(np.ones((3, 2)), np.ones((3, 2))), ValueError, r"shape \(\.\.\., p, 3\) is wanted"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_refused_at_the_call(call, error, words):
    with pytest.raises(error, match=words):
        call()


def test_unknown_chunks_are_refused_with_what_to_do():
    x = da.from_array(np.eye(8), chunks=4)
    with pytest.raises(ValueError, match=r"compute_chunk_sizes\(\)"):
        la.qr(x[x[:, 0] > 0])


@pytest.mark.parametrize("shape", SHAPES)
def test_the_input_is_left_alone_and_the_factors_can_be_computed_again(small_tiles, shape):
    a = np.asfortranarray(general_matrices.random(*SHAPES[shape], "f8"))
    before = a.copy()
    q, r = la.qr(cut(a, "whole"))
    first, again = dask.compute(q, r), dask.compute(q, r)
    np.testing.assert_array_equal(a, before)
    np.testing.assert_array_equal(first[0], again[0])
    np.testing.assert_array_equal(r.compute(), first[1])
    np.testing.assert_array_equal(dask.compute(q @ r, q)[1], first[0])


def test_it_is_computed_by_processes(small_tiles):
    square, tall = (general_matrices.random(*SHAPES[shape], "f8") for shape in ("square", "tall"))
    factors = *la.qr(cut(square, "both ways")), *la.qr(cut(tall, "both ways"))
    computed = dask.compute(*factors, scheduler="processes", num_workers=1)
    passes(square, *computed[:2])
    passes(tall, *computed[2:])


def test_each_chunk_has_the_shape_that_is_declared(small_tiles):
    for shape in SHAPES.values():
        for lazy in (*la.qr(da.zeros(shape, chunks=(5, 4))), *la.qr(da.ones(shape, chunks=(9, 2)), mode="complete")):
            found = dask.compute([lazy.blocks[place].shape for place in np.ndindex(*lazy.numblocks)])[0]
            blocks = dask.compute([lazy.blocks[place] for place in np.ndindex(*lazy.numblocks)])[0]
            assert found == [block.shape for block in blocks]


def test_matrices_of_a_good_size_take_the_widths_that_are_meant_for_them():
    for m, n in ((1300, 1300), (600, 2700)):
        a = np.random.default_rng(0).standard_normal((m, n))
        q, r = dask.compute(*la.qr(da.from_array(a, chunks=(500, 700))))
        assert np.linalg.norm(a - q @ r) < 1e-14 * np.linalg.norm(a)
        assert np.linalg.norm(q.T @ q - np.eye(len(q))) < 1e-12


def test_arrays_that_are_planned_are_factored_too():
    done = subprocess.run([sys.executable, "-c", PLANNED], capture_output=True, text=True, timeout=50, check=False)
    assert done.stdout == "right\n", done.stderr
