"""Inverses and determinants: right by LAPACK's own measure, in any chunks, and singular matrices treated as by NumPy and SciPy."""

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
from matrices import KINDS as POSITIVE

import dask_linalg as la
from dask_linalg.algorithms import elimination
from dask_linalg.tiles import tiling

SIDE = 37
CHUNKINGS = {"whole": (-1, -1), "tiles": (8, 8), "uneven": ((3, 20, 1, 13), (30, 7)), "one row": (1, 9)}


@pytest.fixture(autouse=True)
def threads():
    with dask.config.set(scheduler="threads"):
        yield


def inverse_ratio(a, inverse):
    """Return ``norm1(1 - a inverse) / (n norm1(a) norm1(inverse) eps)``, in so many digits that nothing else rounds."""
    exact, found = ratio_suite.wide(a), ratio_suite.wide(inverse)
    error = ratio_suite.norm1(np.eye(len(a)) - exact @ found)
    return ratio_suite.ratio(
        error, over=ratio_suite.norm1(exact) * ratio_suite.norm1(found), eps=np.finfo(a.dtype).eps, times=len(a)
    )


@pytest.mark.filterwarnings("ignore:overflow", "ignore:invalid value", "ignore:divide by zero")
@pytest.mark.parametrize(("kind", "chunks", "dtype"), ratio_suite.over(KINDS, CHUNKINGS))
def test_the_inverse_passes_lapacks_own_test(small_tiles, kind, chunks, dtype):
    a = KINDS[kind](SIDE, SIDE, dtype)
    lazy = la.inv(da.from_array(a, chunks=CHUNKINGS[chunks]))
    assert (lazy.shape, lazy.dtype) == (a.shape, a.dtype)
    try:
        theirs = np.linalg.inv(a)
    except np.linalg.LinAlgError:
        with pytest.raises(np.linalg.LinAlgError, match=r"Singular matrix: its pivot \d+ is exactly zero \(inv\)"):
            lazy.compute()
        return
    inverse = lazy.compute()
    assert inverse.dtype == theirs.dtype
    if np.isfinite(theirs).all():
        assert inverse_ratio(a, inverse) < max(PASSED, 2 * inverse_ratio(a, theirs))


@settings(max_examples=settings.default.max_examples // 2)
@given(data=st.data(), dtype=st.sampled_from(DTYPES))
def test_any_chunks_give_the_inverse_and_the_determinant_that_numpy_gives(data, dtype):
    n = data.draw(st.integers(0, 24))
    a = KINDS["random"](n, n, dtype) + 6 * np.eye(n, dtype=dtype)
    lazy = da.from_array(a, chunks=(data.draw(st.integers(1, 25)), data.draw(st.integers(1, 25))))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tiling, "TILE", 4)
        patch.setattr(elimination, "PANEL", data.draw(st.integers(3, 9)))
        inverse, determinant, slogdet = la.inv(lazy), la.det(lazy), la.slogdet(lazy)
        found = dask.compute(inverse, determinant, *slogdet, scheduler="synchronous")
    expected = np.linalg.inv(a), np.linalg.det(a), *np.linalg.slogdet(a)
    tolerance = 1e3 * np.finfo(dtype).eps
    if a.size:
        assert inverse.chunks == lazy.chunks[::-1]
    for lazily, ours, theirs in zip((inverse, determinant, *slogdet), found, expected, strict=True):
        assert lazily.dtype == ours.dtype == theirs.dtype
        assert lazily.shape == ours.shape == theirs.shape
        np.testing.assert_allclose(ours, theirs, rtol=tolerance, atol=tolerance if lazily is inverse else 0)


def test_the_dtype_of_an_inverse_is_that_of_the_matrix():
    assert la.inv(np.eye(4, dtype="f4")).compute().dtype == np.float32
    assert la.inv(np.eye(4, dtype="i4")).compute().dtype == np.float64


@pytest.mark.parametrize("order", [1, 8, 9, 20])
@pytest.mark.parametrize("tiled", [False, True])
def test_a_singular_matrix_has_no_inverse_and_the_determinant_zero(request, tiled, order):
    if tiled:
        request.getfixturevalue("small_tiles")
    a = np.triu(np.ones((20, 20)))
    a[order - 1 :, order - 1 :] = 0
    lazy = da.from_array(a, chunks=6)
    with pytest.raises(np.linalg.LinAlgError, match=rf"Singular matrix: its pivot {order} is exactly zero \(inv\)"):
        la.inv(lazy).compute()
    assert la.det(lazy).compute() == 0
    assert tuple(dask.compute(*la.slogdet(lazy))) == (0, -np.inf)
    assert la.scipy.det(lazy).compute() == 0


def test_the_singular_one_of_a_stack_is_named():
    with pytest.raises(np.linalg.LinAlgError, match=r"pivot 1 is exactly zero.*matrix \(1,\)"):
        la.inv(np.stack([np.eye(3), np.zeros((3, 3))])).compute()


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("exponent", [-20, 20])
def test_logarithms_of_determinants_neither_overflow_nor_underflow(small_tiles, dtype, exponent):
    a = (KINDS["random"](60, 60, dtype) * np.dtype(dtype).type(10.0**exponent)).astype(dtype)
    sign, logarithm = dask.compute(*la.slogdet(da.from_array(a, chunks=9)))
    expected = np.linalg.slogdet(a)
    np.testing.assert_allclose(sign, expected.sign, atol=1e3 * np.finfo(dtype).eps)
    np.testing.assert_allclose(logarithm, expected.logabsdet, rtol=100 * np.finfo(dtype).eps)


@pytest.mark.parametrize("dtype", DTYPES)
def test_what_is_too_large_for_a_dtype_is_infinite_with_numpys_warning_and_what_is_too_small_is_zero(
    small_tiles, dtype
):
    large, small = (da.from_array(np.diag(np.full(40, value, dtype)), chunks=9) for value in (1e30, 1e-30))
    with pytest.warns(RuntimeWarning, match="overflow"):
        determinant = la.det(large).compute(scheduler="synchronous")
    assert np.isinf(determinant)
    assert la.det(small).compute(scheduler="synchronous") == 0


def test_pivots_on_the_border_of_the_range_do_not_spoil_the_determinant(small_tiles):
    tiny, huge = np.finfo("f8").smallest_subnormal, np.finfo("f8").max
    a = np.diag(np.repeat([tiny, huge], 20))
    determinant = la.det(da.from_array(a, chunks=9)).compute()
    np.testing.assert_allclose(determinant, 2.0 ** (-1074 * 20 + 1024 * 20) * (1 - 2.0**-53) ** 20, rtol=1e-13)


@pytest.mark.parametrize("a", [np.eye(20)[::-1], np.roll(np.eye(21), 1, axis=0), np.roll(np.eye(20), 1, axis=0)])
def test_each_interchange_turns_the_sign(small_tiles, a):
    lazy = da.from_array(a, chunks=6)
    assert la.det(lazy).compute() == round(np.linalg.det(a))
    assert la.slogdet(lazy).sign.compute() == round(np.linalg.det(a))


def test_slogdet_returns_a_named_tuple():
    result = la.slogdet(np.eye(3))
    assert (result.sign.compute(), result.logabsdet.compute()) == (1, 0)
    assert type(result).__name__ == "SlogdetResult"


@pytest.mark.parametrize("shape", [(0, 0), (2, 0, 0), (0, 3, 3)])
def test_empty_matrices_have_determinant_one_and_empty_inverses(shape):
    a = da.zeros(shape)
    np.testing.assert_array_equal(la.det(a).compute(), np.linalg.det(np.zeros(shape)))
    np.testing.assert_array_equal(la.scipy.det(a).compute(), np.ones(shape[:-2]))
    for ours, theirs in zip(dask.compute(*la.slogdet(a)), np.linalg.slogdet(np.zeros(shape)), strict=True):
        np.testing.assert_array_equal(ours, theirs)
    assert la.inv(a).compute().shape == la.scipy.inv(a).compute().shape == shape


def test_a_stack_of_matrices_is_treated_one_by_one():
    a = KINDS["random"](48, 6, "f8").reshape(2, 4, 6, 6)
    lazy = da.from_array(a, chunks=(1, 3, 4, 5))
    inverse = la.inv(lazy)
    assert inverse.chunks == ((1, 1), (3, 1), (5, 1), (4, 2))
    np.testing.assert_allclose(inverse.compute(), np.linalg.inv(a))
    np.testing.assert_allclose(la.det(lazy).compute(), np.linalg.det(a))
    for ours, theirs in zip(dask.compute(*la.slogdet(lazy)), np.linalg.slogdet(a), strict=True):
        np.testing.assert_allclose(ours, theirs)


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_what_is_no_number_gives_nan_as_in_numpy(small_tiles, value):
    a = KINDS["random"](40, 40, "f8")
    a[20, 30] = value
    lazy = da.from_array(a, chunks=8)
    assert np.isnan(la.inv(lazy).compute()).any() == np.isnan(np.linalg.inv(a)).any()
    with np.errstate(invalid="ignore"):
        assert np.isfinite(la.det(lazy).compute()) == np.isfinite(np.linalg.det(a))
    for function in (la.scipy.inv, la.scipy.det):
        with pytest.raises(ValueError, match=r"must not contain infs or NaNs, but block \(2, 3\)"):
            function(lazy).compute()
        assert function(lazy, check_finite=False).compute() is not None


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("tiled", [False, True])
def test_scipys_determinant_is_of_double_precision(request, tiled, dtype):
    if tiled:
        request.getfixturevalue("small_tiles")
    a = (KINDS["random"](20, 20, dtype) * np.dtype(dtype).type(1e4)).astype(dtype)
    lazy, theirs = la.scipy.det(da.from_array(a, chunks=6)), scipy.linalg.det(a)
    assert lazy.dtype == lazy.compute().dtype == theirs.dtype
    np.testing.assert_allclose(lazy.compute(), theirs, rtol=1e3 * np.finfo(dtype).eps)


@pytest.mark.parametrize("dtype", ["f8", "c16"])
@pytest.mark.parametrize("lower", [False, True])
@pytest.mark.parametrize(
    "structure", [None, "gen", "general", "diagonal", "upper triangular", "lower triangular", "sym", "her", "pos"]
)
def test_scipys_inverse_reads_what_a_structure_leaves_to_be_read(small_tiles, structure, lower, dtype):
    a = POSITIVE["random"](SIDE, dtype) + np.eye(SIDE, dtype=dtype)
    if structure == "sym":
        a = a.real + 1j * a.real if dtype == "c16" else a
    used = {
        "diagonal": np.diag(np.diag(a)), "upper triangular": np.triu(a), "lower triangular": np.tril(a),
    }.get(structure, a)  # fmt: skip
    spoiled = a.copy()
    if structure in {"sym", "her", "pos"}:
        spoiled[np.triu_indices(SIDE, 1) if lower else np.tril_indices(SIDE, -1)] = 17
    lazy = la.scipy.inv(da.from_array(spoiled, chunks=(9, 11)), assume_a=structure, lower=lower)
    np.testing.assert_allclose(lazy.compute(), np.linalg.inv(used), rtol=0, atol=1e-12)
    assert lazy.chunks == ((11, 11, 11, 4), (9, 9, 9, 9, 1))


def test_scipys_inverse_refuses_an_unknown_structure_and_what_is_not_positive_definite():
    with pytest.raises(ValueError, match=r"assume_a is one of .* but was 'banded'"):
        la.scipy.inv(np.eye(3), assume_a="banded")
    with pytest.raises(np.linalg.LinAlgError, match="leading minor of order 2"):
        la.scipy.inv(np.diag([1.0, -1, 1]), assume_a="pos").compute()


@pytest.mark.parametrize("function", [la.inv, la.det, la.slogdet, la.scipy.inv, la.scipy.det])
def test_what_is_not_square_is_refused(function):
    with pytest.raises(np.linalg.LinAlgError, match="must be square"):
        function(np.ones((3, 4)))
    with pytest.raises(np.linalg.LinAlgError, match="1-dimensional array given"):
        function(np.ones(3))
