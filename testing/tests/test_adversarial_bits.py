from __future__ import annotations

import warnings
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monorepo_testing.adversarial import DTYPES, assert_same_bits, canonical_nan, same_bits, values
from monorepo_testing.adversarial.floats import float_format, nans
from monorepo_testing.adversarial.strategies import arrays_like_users_make

REALS = ["f2", "f4", "f8", "g", ">f2", ">f4", ">f8", ">g", "<f8"]
UNSIGNED = {"f2": "u2", "f4": "u4", "f8": "u8"}


def significant(x):
    """The meaningful bytes of each element, most significant first, without the code under test."""
    size = {np.dtype("g").itemsize: 10}.get(x.dtype.itemsize, x.dtype.itemsize)
    big = x.dtype.newbyteorder(">") == x.dtype
    return [(row[-size:] if big else row[:size][::-1]).hex() for row in (x[i : i + 1].tobytes() for i in range(x.size))]


@pytest.mark.skipif(np.finfo("g").nmant != 63, reason="the bytes of this long double are not the x87 ones")
@pytest.mark.parametrize("dtype", REALS)
def test_every_nan_gets_one_bit_pattern_and_nothing_else_changes(dtype):
    x = np.concatenate([values(dtype), values(dtype, kind="signalling_nans")]).astype(dtype, copy=False)
    isnan = np.isnan(x)
    before, after = significant(x), significant(canonical_nan(x))
    assert len({bits for bits, nan in zip(before, isnan, strict=True) if nan}) == 10
    assert {bits for bits, nan in zip(after, isnan, strict=True) if nan} == set(significant(np.array([np.nan], dtype)))
    assert [b for b, nan in zip(after, isnan, strict=True) if not nan] == [
        b for b, nan in zip(before, isnan, strict=True) if not nan
    ]


@pytest.mark.parametrize("dtype", UNSIGNED)
def test_quiet_and_signalling_nans_have_the_bits_that_ieee_754_gives_them(dtype):
    fraction = np.finfo(dtype).nmant
    for quiet in (True, False):
        x = nans(np.dtype(dtype), quiet=quiet)
        bits = x.view(UNSIGNED[dtype]).astype(object)
        assert np.isnan(x).all()
        assert len(set(bits)) == x.size
        assert {bool(b >> (fraction - 1) & 1) for b in bits} == {quiet}
        assert set(np.signbit(x)) == {False, True}


def test_the_formats_of_all_widths_have_the_known_sizes():
    assert [float_format(np.dtype(t)).significant_bytes for t in ("f2", "f4", "f8", "c8", "c16")] == [2, 4, 8, 4, 8]


def test_an_unknown_format_is_a_named_error(monkeypatch):
    monkeypatch.setattr("monorepo_testing.adversarial.floats._BY_FRACTION_BITS", {})
    with pytest.raises(NotImplementedError, match="52 fraction bits"):
        float_format(np.dtype("f8"))


@pytest.mark.parametrize("dtype", ["F", "D", "G", ">D"])
def test_the_parts_of_a_complex_number_are_treated_apart(dtype):
    part = np.empty(0, dtype).real.dtype
    x = np.zeros(3, dtype)
    x.real = [np.nan, -0.0, 5]
    x.imag = [-0.0, -np.nan, 7]
    y = canonical_nan(x)
    assert significant(y.real) == significant(np.array([np.nan, -0.0, 5], part))
    assert significant(y.imag) == significant(np.array([-0.0, np.nan, 7], part))


def test_canonical_nan_copies_and_leaves_its_argument_alone():
    x = values("f8", kind="nans")
    before = x.tobytes()
    x.flags.writeable = False
    y = canonical_nan(x)
    assert x.tobytes() == before
    assert y.flags.writeable
    assert not np.shares_memory(x, y)


def test_canonical_nan_reaches_into_records_objects_and_scalars():
    record = np.zeros(2, [("x", "f8"), ("inner", [("z", "c16", (2,))])])
    record["x"], record["inner"]["z"].imag = -np.nan, -np.nan
    y = canonical_nan(record)
    assert not np.signbit(y["x"]).any()
    assert not np.signbit(y["inner"]["z"].imag).any()
    objects = canonical_nan(np.array([-np.nan, np.float32(-np.nan), complex(1, -np.nan), None, "x"], object))
    assert [type(o) for o in objects] == [float, np.float32, complex, type(None), str]
    assert not np.signbit(objects[0])
    assert not np.signbit(objects[1])
    assert objects[2].real == 1
    assert not np.signbit(objects[2].imag)
    assert canonical_nan(-np.nan).tobytes() == np.float64(np.nan).tobytes()


def test_signalling_nans_are_compared_without_a_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for dtype in ("f2", "f4", "f8", "g", "D", "G"):
            x = values(dtype, kind="signalling_nans")
            part = x.real if x.dtype.kind == "c" else x
            assert same_bits(x, x.copy())
            assert same_bits(part[np.isnan(part)][:2], part[np.isnan(part)][2:4])


@pytest.mark.parametrize("name", DTYPES)
def test_each_pair_of_neighbouring_values_is_told_apart(name):
    x = values(DTYPES[name])
    for a, b in pairwise(range(x.size)):
        one, other = x[a : a + 1], x[b : b + 1]
        assert same_bits(one, one.copy())
        if canonical_nan(one).tobytes() != canonical_nan(other).tobytes() and not DTYPES[name].hasobject:
            assert not same_bits(one, other), (one, other)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (np.array([0.0]), np.array([-0.0])),
        (np.array([1], "i4"), np.array([1], "i8")),
        (np.array([1], "<i4"), np.array([1], ">i4")),
        (np.array([1.0]), np.array([[1.0]])),
        (np.zeros((0, 3)), np.zeros((3, 0))),
        (np.array([complex(0.0, 1)]), np.array([complex(-0.0, 1)])),
        (np.array([1.0]), np.array([np.nan])),
        (np.array(["a", "b"]), np.array(["a", "c"])),
        (np.array([1], object), np.array([True], object)),
        (np.array([0.0], object), np.array([-0.0], object)),
        (np.array([(1, 0.0)], object), np.array([(1, -0.0)], object)),
        (np.array([Fraction(1, 2)], object), np.array([Fraction(1, 3)], object)),
        (np.array([(1, -0.0)], "i4,f8"), np.array([(1, 0.0)], "i4,f8")),
        (np.array(["NaT"], "M8[ns]"), np.array([0], "M8[ns]")),
        (np.array(1.0), np.array(2.0)),
        (np.longdouble(1), np.nextafter(np.longdouble(1), np.longdouble(2))),
        (np.array(["a"], np.dtypes.StringDType()), np.array(["b"], np.dtypes.StringDType())),
    ],
)
def test_what_differs_is_told_apart_in_words(a, b):
    assert not same_bits(a, b)
    with pytest.raises(AssertionError, match=r"differ"):
        assert_same_bits(a, b)


def test_the_lists_within_an_object_array_are_compared_to_their_last_float():
    a, b = np.empty(1, object), np.empty(1, object)
    a[0], b[0] = [1, [np.float32(0.0), np.array([-0.0])]], [1, [np.float32(0.0), np.array([-0.0])]]
    assert same_bits(a, b)
    b[0][1][1][0] = 0.0
    assert not same_bits(a, b)
    b[0] = [1]
    assert not same_bits(a, b)


def test_the_error_shows_the_places_the_values_and_the_bits():
    a, b = np.arange(12, dtype="f4").reshape(3, 4), np.arange(12, dtype="f4").reshape(3, 4)
    b[0, 1], b[2, 3] = -1, np.nan
    with pytest.raises(AssertionError) as caught:
        assert_same_bits(a, b, label="case 7")
    assert str(caught.value) == (
        "case 7: 2 of 12 elements differ (dtype('float32'), shape (3, 4)):\n"
        "  at (0, 1): actual array(1., dtype=float32)[()] (0x3f800000), "
        "expected array(-1., dtype=float32)[()] (0xbf800000)\n"
        "  at (2, 3): actual array(11., dtype=float32)[()] (0x41300000), "
        "expected array(nan, dtype=float32)[()] (0x7fc00000)"
    ).replace("array(", "np.float32(").replace("., dtype=float32)[()]", ".0)").replace(", dtype=float32)[()]", ")")


def test_the_error_of_many_differences_names_five_and_counts_the_rest():
    with pytest.raises(AssertionError, match=r"9 of 9 elements(?s:.*)at \(4,\)(?s:.*)and 4 more"):
        assert_same_bits(np.zeros(9), np.ones(9))


def test_the_error_shows_both_parts_of_a_complex_number_and_the_bytes_of_a_text():
    with pytest.raises(AssertionError, match=r"0x8000000000000000, 0x3ff0000000000000"):
        assert_same_bits([complex(-0.0, 1)], [complex(0.0, 1)])
    with pytest.raises(AssertionError, match=r"0x6100"):
        assert_same_bits(np.array([b"a"], "S2"), np.array([b"ab"], "S2"))
    with pytest.raises(AssertionError, match=r"actual \(1, 2\.\).*expected \(1, 3\.\)|np\.void\(\(1, 2\.0\)"):
        assert_same_bits(np.array([(1, 2.0)], "i4,f8"), np.array([(1, 3.0)], "i4,f8"))


def test_strides_count_only_when_they_are_asked_for():
    c = np.arange(6.0).reshape(2, 3)
    f = np.asfortranarray(c)
    assert same_bits(c, f)
    assert same_bits(c, c.copy(), strides=True)
    assert not same_bits(c, f, strides=True)
    with pytest.raises(AssertionError, match=r"strides differ: actual \(24, 8\), expected \(8, 16\)"):
        assert_same_bits(c, f, strides=True)


def test_a_masked_array_is_refused_by_name():
    with pytest.raises(TypeError, match="masked array"):
        same_bits(np.ma.masked_array([1, 2], [True, False]), np.array([1, 2]))


@pytest.mark.parametrize("dtype", ["g", "G", ">g", ">G"])
def test_padding_bytes_of_long_doubles_do_not_count(dtype):
    x = np.arange(1, 5).astype(dtype)
    raw = x.view(np.uint8).reshape(-1, np.dtype("g").itemsize)
    y = x.copy()
    unused = np.dtype("g").itemsize - float_format(np.dtype("g")).significant_bytes
    big = np.dtype(dtype).newbyteorder(">") == np.dtype(dtype)
    padding = slice(0, unused) if big else slice(raw.shape[1] - unused, None)
    y.view(np.uint8).reshape(raw.shape)[:, padding] ^= 0xFF
    assert (x.tobytes() == y.tobytes()) == (unused == 0)
    assert same_bits(x, y)


def test_the_holes_of_aligned_records_do_not_count():
    dtype = DTYPES["structured-aligned"]
    x, y = np.zeros(3, dtype), np.zeros(3, dtype)
    y.view(np.uint8).reshape(3, -1)[:, 1:8] = 0xFF
    assert x.tobytes() != y.tobytes()
    assert same_bits(x, y)


@given(arrays_like_users_make(), st.data())
def test_any_array_is_the_same_as_its_copy_in_any_order(x, data):
    assert_same_bits(np.array(x, order=data.draw(st.sampled_from("CFK"))), x)


@given(arrays_like_users_make(["integer", "floating", "complex", "swapped"], min_side=1), st.data())
def test_one_flipped_bit_of_a_number_is_always_seen(x, data):
    y = canonical_nan(np.array(x, order="C"))
    spec = y.dtype.newbyteorder("<") == y.dtype
    raw = y.reshape(-1).view(np.uint8)
    # The lowest byte of the first element carries bits in every format, in whichever byte order.
    raw[0 if spec else y.dtype.itemsize // (2 if y.dtype.kind == "c" else 1) - 1] ^= 1
    both_nan = y.dtype.kind in "fc" and np.isnan(x.reshape(-1)[:1]).any()
    assert both_nan or not same_bits(x, y)
