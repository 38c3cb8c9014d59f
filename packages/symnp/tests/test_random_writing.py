"""Random numbers written into arrays: `out=` and shuffling."""

from __future__ import annotations

import copy

import numpy as np
import pytest
from draws import assert_same, assert_same_state, pair, value_of

import symnp


@pytest.mark.parametrize("order", ["C", "F"])
@pytest.mark.parametrize("method", ["random", "standard_normal", "standard_exponential", "standard_gamma"])
def test_out_is_filled_as_numpy_fills_it(method, order):
    ours, theirs = pair()
    given = {"shape": np.arange(1.0, 5.0)} if method == "standard_gamma" else {}
    expected = np.zeros((3, 4), order=order)
    x = symnp.array(expected)
    view = x[1:]
    try:
        getattr(theirs, method)(**given, out=expected)
    except ValueError as error:  # standard_gamma takes no array in Fortran order.
        with pytest.raises(ValueError, match=str(error)):
            getattr(ours, method)(**given, out=x)
        return
    assert getattr(ours, method)(**given, size=(3, 4), out=x) is x
    assert_same(value_of([x, view]), [expected, expected[1:]])
    assert x.strides == expected.strides
    assert_same_state(ours, theirs)


def test_out_can_be_a_part_and_a_numpy_array():
    ours, theirs = pair()
    x, mine = symnp.zeros((3, 4)), np.zeros(5)
    assert ours.random(out=x[1:]).shape == (2, 4)
    assert ours.normal(size=2).shape == (2,)
    assert ours.standard_normal(out=mine) is mine
    expected = theirs.random(size=(2, 4))
    theirs.normal(size=2)
    assert_same(value_of([x[1:], mine]), [expected, theirs.standard_normal(size=5)])
    assert_same(value_of(x[0]), np.zeros(4))


@pytest.mark.parametrize("axis", [None, 0, 1])
@pytest.mark.parametrize("layout", [np.ascontiguousarray, np.asfortranarray, lambda x: np.repeat(x, 2, 1)[:, ::2]])
def test_permuted_into_is_numpys(axis, layout):
    x = np.arange(12.0).reshape(3, 4)
    ours, theirs = pair()
    expected = layout(np.zeros((3, 4)))
    buffer = symnp.array(np.zeros((3, 8)))
    out = buffer[:, ::2] if not (expected.flags.c_contiguous or expected.flags.f_contiguous) else symnp.array(expected)
    theirs.permuted(x, axis=axis, out=expected)
    assert ours.permuted(symnp.asarray(x), axis=axis, out=out) is out
    assert_same(value_of(out), expected)
    assert_same_state(ours, theirs)


@pytest.mark.parametrize(
    "view", [lambda x: x, lambda x: x.T, lambda x: x[1:], lambda x: x[:, ::2], lambda x: x[::-1, 1]]
)
@pytest.mark.parametrize("axis", [0, -1])
def test_shuffling_is_seen_through_every_view(view, axis):
    ours, theirs = pair()
    expected = np.arange(12.0).reshape(3, 4)
    x = symnp.array(expected)
    row = x[1]
    assert ours.shuffle(view(x), axis) is None
    theirs.shuffle(view(expected), axis)
    assert_same(value_of([x, row]), [expected, expected[1]])
    assert_same_state(ours, theirs)


def test_shuffling_is_lazy_and_leaves_what_was_captured_alone():
    captured = np.arange(10)
    x = symnp.asarray(captured)
    before = x + 0
    counted = symnp.materialisations()
    generator = symnp.random.default_rng(7)
    for _ in range(3):
        generator.shuffle(x)
    assert symnp.materialisations() == counted
    expected, theirs = np.arange(10), np.random.default_rng(7)
    for _ in range(3):
        theirs.shuffle(expected)
    assert_same(value_of([x, before, captured]), [expected, np.arange(10), np.arange(10)])


def test_shuffling_lists_and_numpy_arrays_happens_at_once():
    ours, theirs = pair()
    ours.normal()
    theirs.normal()
    for x in ([1, 2, 3, 4, 5], np.arange(5), bytearray(b"abcde")):
        expected = copy.copy(x)
        ours.shuffle(x)
        theirs.shuffle(expected)
        assert_same(list(x), list(expected))
    assert_same_state(ours, theirs)
