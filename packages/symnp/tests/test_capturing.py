"""What becomes of arrays that are handed in, and of those that are handed out."""

from __future__ import annotations

import copy
import ctypes
import pickle

import numpy as np
import pytest

import symnp
from monorepo_testing.adversarial import LAYOUTS, assert_same_bits


def test_a_reference_follows_its_original_until_it_is_computed():
    original = np.arange(4.0)
    x = symnp.asarray(original) + 1
    original[0] = 9
    np.testing.assert_array_equal(symnp.compute(x), [10, 2, 3, 4])


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_a_copy_stays_and_lies_in_memory_as_the_original(layout):
    original = LAYOUTS[layout](np.arange(12.0).reshape(3, 4))
    expected = original.copy(order="K")
    with symnp.options(capture="copy"):
        x = symnp.asarray(original)
        y = x + original
    if original.flags.writeable:
        original[...] = 0
    assert x.strides == original.strides
    assert_same_bits(symnp.compute(x), expected)
    assert_same_bits(symnp.compute(y), expected + expected)


def test_a_change_of_a_checked_array_is_found_before_anything_is_computed_of_it():
    original = np.arange(4.0)
    with symnp.options(capture="check"):
        x = symnp.asarray(original)
        y, z = x + 1, x * 2
    np.testing.assert_array_equal(symnp.compute(y), [1, 2, 3, 4])
    original[0] = 9
    with pytest.raises(symnp.ChangedInputError, match="was changed after it was captured"):
        symnp.compute(z)
    original[0] = 0
    np.testing.assert_array_equal(symnp.compute(z), [0, 2, 4, 6])


def test_a_checked_array_that_was_read_is_a_copy_from_then_on():
    original = np.arange(4.0)
    with symnp.options(capture="check"):
        x = symnp.asarray(original)
    assert float(x[3]) == 3
    np.asarray(x)
    original[0] = 9
    np.testing.assert_array_equal(symnp.compute(x * 2), [0, 2, 4, 6])


def test_a_view_that_was_handed_out_is_never_written():
    x = symnp.array(np.zeros(4))
    x[0] = 1
    view = np.asarray(x[1:])
    x[1] = 77
    symnp.compute(x)
    np.testing.assert_array_equal(view, [0, 0, 0])
    assert not view.flags.writeable


@pytest.mark.parametrize(
    "hand_out", [np.asarray, lambda x: memoryview(np.asarray(x)), np.from_dlpack, lambda x: np.asarray(x.data)]
)
@pytest.mark.parametrize("dtype", ["f8", "?", "i2"])
def test_users_of_buffers_get_the_values_whoever_asks(hand_out, dtype):
    values = np.arange(6).reshape(2, 3).astype(dtype)
    x = symnp.array(values)
    handed_out = np.asarray(hand_out(x))
    x[...] = 0
    symnp.compute(x)
    assert_same_bits(handed_out, values)


@pytest.mark.parametrize("dtype", ["U5", "M8[D]", "f8,i4", "S3"])
def test_dtypes_with_a_unit_a_length_or_fields_arrive_whole(dtype):
    values = np.zeros(3, dtype)
    assert np.asarray(symnp.asarray(values)).dtype == values.dtype


def test_an_address_stays_valid_as_long_as_the_array_lives():
    x = symnp.array(np.arange(3.0))
    x += 1
    address = x.__array_interface__["data"][0]
    for _ in range(10):
        x += 1
        symnp.compute(x)
    assert list((ctypes.c_double * 3).from_address(address)) == [1, 2, 3]


def test_copies_and_pickles_are_arrays_of_their_own():
    x = symnp.array(np.arange(6.0).reshape(2, 3))[:, ::2]
    twins = [copy.copy(x), copy.deepcopy(x), pickle.loads(pickle.dumps(x)), x.copy()]
    x[0] = 9
    for twin in twins:
        twin[1] = 7
        assert_same_bits(symnp.compute(twin), np.array([[0.0, 2.0], [7.0, 7.0]]))
    scalar = pickle.loads(pickle.dumps(x.sum()))
    assert isinstance(scalar, np.float64)
    assert symnp.compute(scalar) == 9 + 9 + 3 + 5


def test_functions_of_the_user_get_arrays_that_they_cannot_write():
    original = np.arange(12.0).reshape(3, 4)

    def spoil(row):
        row[...] = 0
        return row.sum()

    with pytest.raises(ValueError, match="read-only"):
        symnp.compute(np.apply_along_axis(spoil, 0, symnp.asarray(original)))
    x = symnp.asarray(original)
    symnp.compute(np.median(x, axis=0, overwrite_input=True))
    np.testing.assert_array_equal(original, np.arange(12.0).reshape(3, 4))


def test_what_is_captured_anew_after_a_computation_has_the_numbers_of_then():
    data = np.array([1.0, 2.0])
    captured = symnp.asarray(data)
    held = captured + 1
    np.testing.assert_array_equal(held, [2, 3])
    data[:] = 10
    np.testing.assert_array_equal(symnp.asarray(data) + 1, [11, 11])
    np.testing.assert_array_equal(held, [2, 3])
    data[:] = 20
    assert float((symnp.asarray(data) + 1).sum()) == 42
