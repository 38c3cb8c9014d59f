"""Schur's and Hessenberg's forms: unitary similarities, whatever the chunks, in the forms that SciPy gives."""

from __future__ import annotations

import dask
import dask.array as da
import general_matrices
import numpy as np
import pytest
import ratio_suite
import scipy.linalg
from hypothesis import given
from hypothesis import strategies as st
from matrices import DTYPES, PASSED
from ratio_suite import norm1, wide
from scipy_signatures import arguments_of_both

import dask_linalg as la
from dask_linalg.schedule.tasks import Step
from dask_linalg.tiles.general_drivers import hessenberg_form, schur_form, schur_forms

SIDE = 29
CHUNKINGS = {
    "whole": (SIDE, SIDE),
    "tiles": (8, 8),
    "uneven": ((3, 20, 1, 5), (22, 7)),
    "columns": (SIDE, 1),
    "one row": (1, 9),
}
NAMES = ["schur", "rsf2csf", "cdf2rdf", "hessenberg", "qz", "ordqz", "matrix_balance"]


@pytest.fixture(autouse=True)
def threads():
    with dask.config.set(scheduler="threads"):
        yield


def similarity(a, left, form, right):
    """Return ``norm1(a - left form right^H) / (n norm1(a) eps)``."""
    error = norm1(wide(a) - wide(left) @ wide(form) @ wide(right).conj().T)
    return ratio_suite.ratio(error, over=norm1(wide(a)), eps=np.finfo(a.dtype).eps, times=len(a))


def departure(q):
    error = norm1(np.eye(len(q)) - wide(q).conj().T @ wide(q))
    return ratio_suite.ratio(error, over=1, eps=np.finfo(q.dtype).eps, times=len(q))


def is_quasi_triangular(t):
    below = np.diag(t, -1) != 0
    return not np.tril(t, -2).any() and not (below[1:] & below[:-1]).any()


@pytest.mark.parametrize(("kind", "chunks", "dtype"), ratio_suite.over(general_matrices.KINDS, CHUNKINGS))
def test_forms_are_unitarily_similar(kind, chunks, dtype):
    a = general_matrices.KINDS[kind](SIDE, SIDE, dtype)
    x = da.from_array(a, chunks=CHUNKINGS[chunks])
    for lazy, has_form in (
        (la.schur(x), is_quasi_triangular),
        (la.hessenberg(x, True), lambda h: not np.tril(h, -2).any()),
    ):
        assert [one.chunks for one in lazy] == [x.chunks] * 2
        form, factor = dask.compute(*lazy)
        assert form.dtype == factor.dtype == lazy[0].dtype == np.dtype(dtype)
        assert has_form(form)
        assert max(similarity(a, factor, form, factor), departure(factor)) < PASSED
    np.testing.assert_array_equal(la.hessenberg(x).compute(), form)


@pytest.mark.parametrize("dtype", DTYPES)
def test_the_complex_form_of_a_real_matrix_is_triangular(dtype):
    a = general_matrices.random(SIDE, SIDE, dtype)
    t, z = la.schur(da.from_array(a, chunks=9), output="complex")
    assert t.dtype == t.compute().dtype == np.result_type(dtype, "c8")
    assert not np.tril(t.compute(), -1).any()
    assert similarity(a, z.compute(), t.compute(), z.compute()) < PASSED
    real = la.schur(da.from_array(a, chunks=9))
    t, z = dask.compute(*la.rsf2csf(*real))
    assert t.dtype == z.dtype == np.result_type(dtype, "c8")
    assert not np.tril(t, -1).any()
    assert max(similarity(a, z, t, z), departure(z)) < PASSED


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("sort", ["lhp", "rhp", "iuc", "ouc"])
def test_eigenvalues_that_are_asked_for_come_first(dtype, sort):
    a = general_matrices.random(SIDE, SIDE, dtype)
    t, z, count = la.schur(da.from_array(a, chunks=9), output="complex", sort=sort)
    assert (count.shape, count.dtype) == ((), np.intp)
    t, z, count = dask.compute(t, z, count)
    first = {
        "lhp": lambda x: x.real < 0, "rhp": lambda x: x.real >= 0, "iuc": lambda x: abs(x) <= 1, "ouc": lambda x: abs(x) > 1,
    }[sort]  # fmt: skip
    assert first(np.diag(t)).sum() == count == first(np.diag(t)[:count]).sum()
    assert similarity(a, z, t, z) < PASSED


def test_a_function_may_tell_which_eigenvalues_come_first():
    a = general_matrices.random(SIDE, SIDE, "f8")
    count = la.schur(a, output="complex", sort=lambda x: x.imag > 1)[2].compute()
    assert count == (np.linalg.eigvals(a).imag > 1).sum()


@pytest.mark.parametrize(
    ("a", "b"), [("f4", "f4"), ("f8", "f8"), ("c8", "c8"), ("c16", "c16"), ("f8", "c16"), ("f4", "f8")]
)
@pytest.mark.parametrize("output", ["real", "complex"])
def test_forms_of_pairs_are_unitarily_equivalent(a, b, output):
    left, right = general_matrices.random(SIDE, SIDE, a), general_matrices.graded_rows(SIDE, SIDE, b)
    x, y = da.from_array(left, chunks=9), da.from_array(right, chunks=11)
    dtype = np.result_type(a, b, *(["c8"] if output == "complex" else []))
    left, right = left.astype(np.result_type(a, b)), right.astype(np.result_type(a, b))
    ordered = la.ordqz(x, y, output=output)
    for lazy in (la.qz(x, y, output=output), [*ordered[:2], *ordered[4:]]):
        aa, bb, q, z = dask.compute(*lazy)
        assert {one.dtype for one in (aa, bb, q, z)} == {one.dtype for one in lazy} == {dtype}
        assert not np.tril(bb, -1).any()
        assert is_quasi_triangular(aa)
        assert max(similarity(left, q, aa, z), similarity(right, q, bb, z), departure(q), departure(z)) < PASSED
    alpha, beta = dask.compute(*ordered[2:4])
    assert (alpha.dtype, beta.dtype) == (ordered[2].dtype, ordered[3].dtype) == (np.result_type(dtype, "c8"), dtype)
    negative = (alpha / beta).real < 0
    assert (np.diff(negative.astype(int)) <= 0).all()


@given(st.integers(0, 12), st.integers(1, 12), st.integers(1, 12), st.sampled_from(DTYPES))
def test_any_side_in_any_chunks_has_its_form(n, rows, columns, dtype):
    a = general_matrices.random(n, n, dtype)
    x = da.from_array(a, chunks=(rows, columns))
    with dask.config.set(scheduler="synchronous"):
        t, z = dask.compute(*la.schur(x))
        h, q = dask.compute(*la.hessenberg(x, calc_q=True))
        aa, _, left, right = dask.compute(*la.qz(x, np.eye(n, dtype=dtype)))
    assert max(similarity(a, z, t, z), similarity(a, q, h, q), similarity(a, left, aa, right)) < PASSED


def test_stacks_have_a_form_for_each_matrix():
    a = np.stack([general_matrices.random(5, 5, "f8") * i for i in (1, 2, 3)])
    x = da.from_array(a, chunks=(2, 3, 5))
    t, z, count = dask.compute(*la.schur(x, sort="lhp"))
    assert (t.shape, count.shape, count.dtype) == (a.shape, (3,), np.intp)
    np.testing.assert_allclose(z @ t @ z.transpose(0, 2, 1), a, atol=1e-13)
    h, q = dask.compute(*la.hessenberg(x, calc_q=True))
    np.testing.assert_allclose(q @ h @ q.transpose(0, 2, 1), a, atol=1e-13)
    aa, bb, q, z = dask.compute(*la.qz(x, a[0]))
    np.testing.assert_allclose(q @ bb @ z.transpose(0, 2, 1), np.broadcast_to(a[0], a.shape), atol=1e-13)
    assert not aa[np.tril(np.ones((3, 5, 5)), -2) > 0].any()


@pytest.mark.parametrize("shape", [(0, 0), (2, 0, 0)])
def test_empty_matrices_have_empty_forms(shape):
    a = np.zeros(shape)
    w = np.zeros(shape[:-1])
    found = [
        *la.schur(a, sort="lhp"), *la.hessenberg(a, True), *la.qz(a, a), *la.ordqz(a, a), *la.rsf2csf(a, a), *la.cdf2rdf(w, a),
        la.matrix_balance(a)[0], *la.matrix_balance(a, separate=True)[1],
    ]  # fmt: skip
    for one in found:
        assert one.shape == one.compute().shape
        assert one.dtype == one.compute().dtype


def test_conjugate_pairs_become_real_blocks():
    a = general_matrices.random(10, 10, "f8")
    w, v = la.eig(da.from_array(a, chunks=4))
    blocks, vectors = la.cdf2rdf(w, v)
    assert blocks.dtype == vectors.dtype == blocks.compute().dtype == np.float64
    np.testing.assert_allclose(a @ vectors.compute(), vectors.compute() @ blocks.compute(), atol=1e-12)
    theirs = scipy.linalg.cdf2rdf(w.compute(), v.compute())
    np.testing.assert_allclose(blocks.compute(), theirs[0])
    np.testing.assert_allclose(vectors.compute(), theirs[1])
    with pytest.raises(ValueError, match="conjugate pairs"):
        la.cdf2rdf(np.array([1j, 1.0]), np.eye(2))[0].compute()
    with pytest.raises(ValueError, match=r"have shape \(2,\), not \(3,\)"):
        la.cdf2rdf(np.ones(3), np.eye(2))
    with pytest.raises(ValueError, match="a number is given"):
        la.cdf2rdf(1.0, np.eye(2))


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("permute", [True, False])
@pytest.mark.parametrize("scale", [True, False])
def test_a_balanced_matrix_is_similar_by_powers_of_two(dtype, permute, scale):
    a = general_matrices.random(9, 9, dtype)
    a *= (2.0 ** np.arange(9)).astype(dtype.replace("c8", "f4").replace("c16", "f8"))
    a[6:, :6] = 0
    x = da.from_array(a, chunks=4)
    b, t = la.matrix_balance(x, permute, scale)
    theirs = scipy.linalg.matrix_balance(a, permute, scale)
    for ours, other in zip((b, t), theirs, strict=True):
        assert (ours.dtype, ours.shape) == (ours.compute().dtype, other.shape)
        np.testing.assert_allclose(ours.compute(), other, rtol=1e-5)
    _, (scales, order) = la.matrix_balance(x, permute, scale, separate=True)
    expected = scipy.linalg.matrix_balance(a, permute, scale, separate=True)[1]
    np.testing.assert_array_equal(scales.compute(), expected[0])
    np.testing.assert_array_equal(order.compute(), expected[1])
    assert (order.dtype, order.compute().dtype) == (np.intp, np.intp)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: la.schur(np.eye(2), output="x"), "schur: output is 'real' or 'complex', not 'x'"),
        (lambda: la.schur(np.eye(2), sort="x"), "schur: sort is a function or one of"),
        (lambda: la.qz(np.eye(2), np.eye(2), sort="lhp"), "qz: there is no order"),
        (lambda: la.qz(np.eye(2), np.eye(3)), r"qz: both matrices have one shape.*\(2, 2\) and \(3, 3\)"),
        (lambda: la.ordqz(np.eye(2), np.eye(2), sort="x"), "ordqz: sort is a function or one of"),
        (lambda: la.rsf2csf(np.eye(2), np.eye(3)), "rsf2csf: both matrices have one shape"),
        (lambda: la.hessenberg(np.ones((2, 3))), "hessenberg: Last 2 dimensions of the array must be square"),
        (lambda: la.matrix_balance(np.ones((2, 3))), "matrix_balance: Last 2 dimensions of the array must be square"),
    ],
)
def test_what_has_no_form_is_refused_at_the_call(call, words):
    with pytest.raises(ValueError, match=words):
        call()


@pytest.mark.parametrize("value", [np.nan, np.inf])
@pytest.mark.parametrize("name", ["schur", "hessenberg", "qz", "ordqz", "matrix_balance"])
def test_what_is_not_finite_is_an_error_and_not_a_hang(name, value):
    a = general_matrices.random(12, 12, "f8")
    a[7, 3] = value
    x = da.from_array(a, chunks=6)
    more = [np.eye(12)] if name in ("qz", "ordqz") else []
    found = getattr(la, name)(x, *more)
    with pytest.raises(ValueError, match=rf"{name}: array must not contain infs or NaNs, but block \(1, 0\)"):
        dask.compute(found)
    if name != "matrix_balance":
        with pytest.raises(np.linalg.LinAlgError, match="must not contain infs or NaNs"):
            dask.compute(getattr(la, name)(x, *more, check_finite=False))


@pytest.mark.parametrize("name", NAMES)
def test_what_is_larger_than_the_limit_is_not_gathered(name):
    x = da.ones((16, 16), chunks=8)
    arguments = {"cdf2rdf": [da.ones(16, chunks=8), x], "rsf2csf": [x, x], "qz": [x, x], "ordqz": [x, x]}.get(name, [x])
    lazy = getattr(la, name)(*arguments)
    lazy = lazy[0] if isinstance(lazy, tuple) else lazy
    assert name in {task.work.gathered for task in dict(lazy.__dask_graph__()).values() if isinstance(task, Step)}
    with (
        dask.config.set({"dask-linalg.gather-limit": "1 kiB"}),
        pytest.raises(la.GatherLimitError, match=f"{name}: a block"),
    ):
        getattr(la, name)(*arguments)


def test_the_input_is_left_alone():
    a = np.asfortranarray(general_matrices.random(20, 20, "f8"))
    before = a.copy()
    x = da.from_array(a)
    dask.compute(
        la.schur(x), la.hessenberg(x, True), la.qz(x, x), la.ordqz(x, x), la.matrix_balance(x), la.schur(x, sort="lhp")
    )
    np.testing.assert_array_equal(a, before)


def test_kernels_refuse_shapes_that_do_not_fit():
    for kernel in (
        schur_form,
        lambda a: hessenberg_form(a, factor=True),
        lambda a: schur_forms(a, np.eye(3, order="F")),
    ):
        with pytest.raises(ValueError, match="square and of one shape"):
            kernel(np.ones((3, 2), order="F"))


@pytest.mark.parametrize("name", NAMES)
def test_signatures_are_scipys(name):
    ours, theirs = arguments_of_both(name)
    assert ours == theirs
    assert getattr(la, name) is getattr(la.scipy, name)
