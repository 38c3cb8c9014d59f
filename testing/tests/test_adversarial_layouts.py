from __future__ import annotations

import numpy as np
import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st

from monorepo_testing.adversarial import (
    DTYPES,
    LAYOUTS,
    SHAPES,
    STRETCHES,
    altering,
    assert_same_bits,
    catalogue,
    layout_of,
    values,
)
from monorepo_testing.adversarial.strategies import arrays_like_users_make, shapes

CUBES = catalogue(kinds="mixed", layouts="c", ndim=3)


@pytest.mark.parametrize("name", DTYPES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_layout_keeps_every_bit_in_fresh_memory(layout, name):
    for case in catalogue(dtypes=[name], kinds="mixed", layouts="c"):
        x = case.array()
        before = x.copy()
        y = LAYOUTS[layout](x)
        assert y.dtype.byteorder == x.dtype.byteorder
        assert_same_bits(y, before, label=case.name)
        assert not np.shares_memory(x, y)
        assert_same_bits(x, before, label=case.name)


@pytest.mark.parametrize("layout", [name for name in LAYOUTS if name != "c"])
def test_each_layout_alters_strides_or_flags(layout):
    x = np.arange(42.0).reshape(2, 3, 7)
    assert layout_of(LAYOUTS[layout](x)) != layout_of(LAYOUTS["c"](x))
    assert layout in altering(x)


def test_the_layouts_of_a_cube_are_all_different_from_each_other():
    x = np.arange(42.0).reshape(2, 3, 7)
    assert len({layout_of(lay(x)) for lay in LAYOUTS.values()}) == len(LAYOUTS)


def test_each_layout_is_what_it_is_called():
    x = np.arange(42.0).reshape(2, 3, 7)
    made = {name: lay(x) for name, lay in LAYOUTS.items()}
    assert made["c"].strides == (168, 56, 8)
    assert not made["view"].flags.owndata
    assert made["fortran"].flags.f_contiguous
    assert made["rolled"].strides == (8, 112, 16)
    assert made["reversed"].strides == (-168, -56, -8)
    assert made["reversed_last"].strides == (168, 56, -8)
    assert made["stepped"].strides == (2 * 7 * 15 * 8, 2 * 15 * 8, 16)
    assert made["window"].strides == (6 * 10 * 8, 80, 8)
    assert not made["read_only"].flags.writeable
    assert not made["unaligned"].flags.aligned
    assert made["unaligned"].ctypes.data % 2 == 1
    assert made["record_field"].strides[-1] == 9
    assert [name for name, y in made.items() if not y.flags.writeable] == ["read_only"]


def test_what_has_nothing_to_alter_is_left_out():
    assert altering(np.zeros(4, "i1")) == [
        "c",
        "view",
        "reversed",
        "reversed_last",
        "stepped",
        "window",
        "read_only",
        "unaligned",
        "record_field",
    ]
    assert "unaligned" not in altering(np.zeros(4, object))
    assert altering(np.zeros(())) == ["c", "view", "read_only", "unaligned", "record_field"]


@pytest.mark.parametrize("shape", [s for s in SHAPES if np.prod(s) > 1], ids=str)
def test_stretches_repeat_the_first_row_column_or_element_without_owning_it(shape):
    x = np.resize(values("f8"), shape)
    for name, stretch in STRETCHES.items():
        y = stretch(x)
        assert y.shape == x.shape
        assert not y.flags.writeable
        assert y.dtype == x.dtype
        if name == "rows_repeated":
            assert_same_bits(y, np.array([x[0]] * shape[0]))
        elif name == "columns_repeated":
            assert_same_bits(y, np.repeat(x[..., :1], shape[-1], axis=-1))
        else:
            assert_same_bits(y, np.full(shape, x.flat[0]))
            assert set(y.strides) == {0}


def test_a_stretch_of_a_scalar_is_a_read_only_scalar():
    for stretch in STRETCHES.values():
        y = stretch(np.array(-0.0))
        assert_same_bits(y, np.array(-0.0))
        assert not y.flags.writeable


@given(arrays_like_users_make(), st.sampled_from(list(LAYOUTS)))
def test_layouts_compose_and_still_keep_every_bit(x, layout):
    assert_same_bits(LAYOUTS[layout](x), x)


@given(arrays_like_users_make(dtypes="integer", max_dims=2, max_side=4, min_side=1))
def test_the_strategy_keeps_to_its_dtypes_and_bounds(x):
    assert x.dtype.kind in "iu"
    assert x.ndim <= 2
    assert all(1 <= side <= 4 for side in x.shape)


@given(arrays_like_users_make("f8", shape=st.just((3, 4)), layouts=["stepped"]))
def test_a_shape_and_a_layout_may_be_fixed(x):
    assert x.shape == (3, 4)
    assert x.strides == (2 * 9 * 8, 16)


@given(shapes(2, 3))
def test_shapes_keep_to_their_bounds(shape):
    assert len(shape) <= 2
    assert all(0 <= side <= 3 for side in shape)


@pytest.mark.parametrize(
    "wanted",
    [
        lambda x: x.size == 0,
        lambda x: x.ndim == 0,
        lambda x: x.dtype.kind == "f" and bool((np.isnan(x) & np.signbit(x)).any()),
        lambda x: x.dtype.kind == "f" and x.size > 0 and bool(((x == 0) & np.signbit(x)).any()),
        lambda x: not x.flags.writeable,
        lambda x: not x.flags.aligned,
        lambda x: any(s < 0 for s in x.strides),
        lambda x: not x.dtype.isnative,
        lambda x: x.dtype.kind in "iu" and x.size > 0 and bool((x == np.iinfo(x.dtype).max).any()),
        lambda x: x.dtype == "i4" and bool(((x > 1000) & (x < 2**31 - 2) & (x != 2**16)).any()),
    ],
    ids=[
        "empty",
        "0-d",
        "negative NaN",
        "negative zero",
        "read-only",
        "unaligned",
        "backwards",
        "swapped",
        "limit",
        "ordinary integer",
    ],
)
def test_the_strategy_reaches(wanted):
    numbers = arrays_like_users_make(["bool", "integer", "floating", "swapped"])
    assert wanted(find(numbers, wanted, settings=settings(max_examples=5000)))


def test_signalling_nans_come_only_when_they_are_asked_for():
    def signals(x):
        return bool(((x.view("u8") << 12 != 0) & np.isnan(x) & (x.view("u8") >> 51 & 1 == 0)).any())

    asked = arrays_like_users_make("f8", 1, layouts=["c"], extra_kinds=["signalling_nans"])
    assert signals(find(asked, signals, settings=settings(max_examples=5000)))
    assert not signals(values("f8"))


def test_unknown_names_are_refused_when_the_strategy_is_made():
    with pytest.raises(ValueError, match="kind is 'odd'"):
        arrays_like_users_make("f8", extra_kinds=["odd"])
    with pytest.raises(KeyError, match="spiral"):
        arrays_like_users_make("f8", layouts=["spiral"])
    with pytest.raises(ValueError, match="flaot"):
        arrays_like_users_make("flaot")


def test_every_dtype_of_the_catalogue_can_be_drawn():
    for name in DTYPES:
        x = find(arrays_like_users_make(name, 1, 3), lambda x: x.size > 0, settings=settings(max_examples=500))
        assert x.dtype == DTYPES[name]


def test_cubes_exist_for_every_dtype():
    assert len({case.array().dtype for case in CUBES}) == len(set(DTYPES.values()))
