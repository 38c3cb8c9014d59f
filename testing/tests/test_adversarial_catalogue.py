from __future__ import annotations

import pickle

import numpy as np
import pytest

from monorepo_testing.adversarial import (
    DTYPES,
    GROUPS,
    KINDS,
    LAYOUTS,
    SHAPES,
    STRETCHES,
    assert_same_bits,
    catalogue,
    layout_of,
    select_dtypes,
    values,
)
from monorepo_testing.adversarial.values import _TABLES

EVERYTHING = catalogue()
ARRAYS = {case.name: case.array() for case in EVERYTHING}


@pytest.mark.parametrize("name", DTYPES)
def test_the_values_of_each_dtype_have_that_dtype_and_are_made_afresh(name):
    first, second = values(DTYPES[name]), values(DTYPES[name])
    assert first.dtype == DTYPES[name]
    assert first.ndim == 1
    assert not np.shares_memory(first, second)
    assert_same_bits(first, second)


@pytest.mark.parametrize("dtype", ["f2", "f4", "f8", "g", ">f8", ">g"])
def test_each_kind_of_float_is_what_it_is_called(dtype):
    kinds = {kind: values(dtype, kind=kind) for kind in KINDS}
    tiny = np.finfo(np.dtype(dtype).newbyteorder("=")).tiny
    assert list(np.signbit(kinds["zeros"])) == [False, True]
    assert not kinds["zeros"].any()
    assert np.isnan(kinds["nans"]).all()
    assert np.isnan(kinds["signalling_nans"]).all()
    assert list(kinds["infinities"]) == [np.inf, -np.inf]
    assert (np.abs(kinds["subnormals"]) > 0).all()
    assert (np.abs(kinds["subnormals"][:-1]) < tiny).all()
    assert np.isfinite(kinds["huge"]).all()
    with np.errstate(over="ignore"):
        assert np.isinf(kinds["huge"][0] * 2)
        assert np.isinf(kinds["huge"][2] ** 2)


@pytest.mark.parametrize("name", GROUPS["integer"])
def test_the_huge_integers_touch_both_limits_and_overflow_when_squared(name):
    huge = values(name, kind="huge")
    info = np.iinfo(name)
    assert {info.min, info.max} <= set(huge.astype(object))
    assert int(huge[-1]) ** 2 > info.max


@pytest.mark.parametrize("dtype", ["F", "D", "G"])
def test_complex_zeros_have_all_four_pairs_of_signs(dtype):
    zeros = values(dtype, kind="zeros")
    zeros = zeros[zeros == 0]
    assert set(zip(np.signbit(zeros.real), np.signbit(zeros.imag), strict=True)) == {
        (a, b) for a in (False, True) for b in (False, True)
    }


@pytest.mark.parametrize("name", GROUPS["time"])
def test_times_hold_nat_and_their_limits(name):
    x = values(name)
    assert np.isnat(x).sum() == 1
    assert {2**63 - 1, -(2**63) + 1} <= set(x.view("i8").tolist())


def test_texts_fill_their_width_hold_nul_and_leave_the_basic_plane():
    text = values("U7").tolist()
    assert "z" * 7 in text
    assert "a\0b" in text
    assert max(map(ord, "".join(text))) == 0x10FFFF
    assert b"\xff\xfe" in values("S3").tolist()


def test_object_values_keep_their_python_types():
    assert {type(o) for o in values(object)} == {type(o) for kind in KINDS[:6] for o in _TABLES["O"][kind]}
    assert None in values(object, kind="foreign").tolist()


def test_an_unknown_kind_and_an_unknown_dtype_are_refused_by_name():
    with pytest.raises(ValueError, match=r"kind is 'odd': want one of .*subnormals"):
        values("f8", kind="odd")
    with pytest.raises(TypeError, match=r"V4.*no adversarial values"):
        values("V4")


def test_the_names_of_the_cases_are_unique_and_the_cases_survive_pickling():
    names = [case.name for case in EVERYTHING]
    assert len(set(names)) == len(names)
    for case in EVERYTHING[::97]:
        assert str(case) == case.name
        assert_same_bits(pickle.loads(pickle.dumps(case)).array(), case.array(), strides=True)  # noqa: S301


def test_every_case_is_deterministic_and_fresh():
    for case in EVERYTHING:
        x, y = ARRAYS[case.name], case.array()
        assert_same_bits(x, y, strides=True, label=case.name)
        assert layout_of(x) == layout_of(y)
        assert not np.shares_memory(x, y)


def test_the_name_of_a_case_says_its_dtype_kind_shape_and_layout():
    for name, x in ARRAYS.items():
        rest, kind, sides, layout = name.rsplit("-", 3)
        assert x.dtype == DTYPES[rest]
        assert x.shape == (() if sides == "0d" else tuple(map(int, sides.split("x"))))
        assert kind in {"mixed", *KINDS}
        assert layout in {*LAYOUTS, *STRETCHES}


def test_the_catalogue_holds_everything_that_its_documentation_promises():
    arrays = list(ARRAYS.values())
    assert {x.dtype.kind for x in arrays} == set("biufcUSMmVO")
    assert {x.shape for x in arrays} >= set(SHAPES)
    assert any(any(s < 0 for s in x.strides) for x in arrays)
    assert any(0 in x.strides and not x.flags.writeable and x.size > 1 for x in arrays)
    assert any(x.flags.f_contiguous and not x.flags.c_contiguous for x in arrays)
    assert any(not x.flags.f_contiguous and not x.flags.c_contiguous and min(x.strides, default=0) > 0 for x in arrays)
    assert any(not x.flags.aligned for x in arrays)
    assert any(not x.dtype.isnative for x in arrays)
    assert any(x.strides and x.strides[-1] % x.itemsize for x in arrays if x.size > 1)


@pytest.mark.parametrize("group", GROUPS)
def test_a_group_selects_its_own_dtypes_only(group):
    cases = catalogue(dtypes=group, kinds="mixed", layouts="c", ndim=1)
    assert {case.array().dtype for case in cases} == {DTYPES[name] for name in GROUPS[group]}


def test_selections_by_layout_kind_and_number_of_dimensions_hold():
    cases = catalogue(dtypes=["f8", "int8"], kinds=["mixed"], layouts=["reversed", "stepped"], ndim=[1, 2])
    assert {case.array().ndim for case in cases} == {1, 2}
    assert {case.name.split("-")[-1] for case in cases} == {"reversed", "stepped"}
    assert {case.array().dtype.name for case in cases} == {"float64", "int8"}


def test_a_dtype_that_is_not_listed_may_be_given():
    assert list(select_dtypes([np.dtype("U3"), "U3"])) == ["<U3"]
    assert catalogue(dtypes=[">c8"], kinds="zeros")[0].array().dtype == np.dtype(">c8")


@pytest.mark.parametrize(
    ("wrong", "text"),
    [
        ({"dtypes": "flaot"}, "'flaot'.*want a dtype"),
        ({"kinds": ["mixed", "odd"]}, r"kinds holds \['odd'\]"),
        ({"layouts": "spiral"}, r"layouts holds \['spiral'\].*reversed"),
        ({"ndim": 9}, "no case has.*ndim=9"),
        ({"dtypes": "bool", "kinds": "nans"}, "no case has"),
    ],
)
def test_a_selection_that_names_nothing_is_an_error(wrong, text):
    with pytest.raises(ValueError, match=text):
        catalogue(**wrong)
