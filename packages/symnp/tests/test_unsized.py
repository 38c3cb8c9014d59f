"""Lengths that only data will say: unknown until asked for, with an upper bound, and the same number in the end."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

import symnp
from monorepo_testing.adversarial import assert_same_bits


@pytest.fixture
def x():
    return np.linspace(-2, 3, 24).reshape(4, 6)


CALLS = {
    "a mask": lambda np, x: x[x > 0],
    "a mask of rows": lambda np, x: x[x[:, 0] > 0],
    "nonzero": lambda np, x: np.nonzero(x > 1),
    "where": lambda np, x: np.where(x > 1),
    "flatnonzero": lambda np, x: np.flatnonzero(x > 1),
    "argwhere": lambda np, x: np.argwhere(x > 1),
    "unique": lambda np, x: np.unique(np.round(x)),
    "unique with all": lambda np, x: np.unique(np.round(x), True, True, True),
    "unique rows": lambda np, x: np.unique(np.round(x), axis=0, return_counts=True),
    "unique_all": lambda np, x: np.unique_all(np.round(x)),
    "unique_counts": lambda np, x: np.unique_counts(np.round(x)),
    "unique_inverse": lambda np, x: np.unique_inverse(np.round(x)),
    "unique_values": lambda np, x: np.unique_values(np.round(x)),
    "union1d": lambda np, x: np.union1d(x[0], x[1]),
    "intersect1d": lambda np, x: np.intersect1d(np.round(x[0]), np.round(x), return_indices=True),
    "setdiff1d": lambda np, x: np.setdiff1d(np.round(x), np.round(x[0])),
    "setxor1d": lambda np, x: np.setxor1d(np.round(x[1]), np.round(x[0])),
    "extract": lambda np, x: np.extract(x > 0, x),
    "compress": lambda np, x: np.compress(x[:, 1] > 0, x, axis=0),
    "compress of all": lambda np, x: np.compress([True, False, True], x),
}


def parts(result):
    return list(result) if isinstance(result, (tuple, list)) else [result]


@pytest.mark.parametrize("name", sorted(CALLS))
def test_the_length_stays_unknown_and_the_values_are_numpys(name, x):
    theirs = parts(CALLS[name](np, x))
    before = symnp.materialisations()
    ours = parts(CALLS[name](symnp, symnp.asarray(x)))
    assert [mine.dtype for mine in ours] == [their.dtype for their in theirs]
    assert [mine.ndim for mine in ours] == [their.ndim for their in theirs]
    assert symnp.materialisations() == before
    for mine, their in zip(ours, theirs, strict=True):
        assert_same_bits(symnp.compute(mine), their)
        assert mine.shape == their.shape


@pytest.mark.parametrize("name", sorted(set(CALLS) - {"compress of all"}))
def test_the_bound_is_known_without_data(name):
    ours = parts(CALLS[name](symnp, symnp.spec((4, 6))))
    bounds = [n.bound for mine in ours for n in mine.shape if not isinstance(n, int)]
    assert bounds
    assert max(bounds) <= 24


def test_elementwise_work_and_reductions_leave_the_length_unknown(x):
    ours, before = symnp.asarray(x), symnp.materialisations()
    mask = ours > 0
    total = ((ours[mask] * 2 + ours[mask]) / mask.sum()).sum()
    picked = ours[mask]
    picked *= 2
    picked -= 1
    columns = ours[ours[:, 0] > 0].mean(axis=0)
    assert symnp.materialisations() == before
    assert_same_bits(symnp.compute(total), ((x[x > 0] * 2 + x[x > 0]) / (x > 0).sum()).sum())
    assert_same_bits(symnp.compute(picked), x[x > 0] * 2 - 1)
    assert_same_bits(symnp.compute(columns), x[x[:, 0] > 0].mean(axis=0))


def test_an_augmented_mask_computes_nothing_until_it_is_asked_for(x):
    ours, theirs = symnp.array(x), x.copy()
    before = symnp.materialisations()
    ours[ours > 0] *= -1
    theirs[theirs > 0] *= -1
    assert symnp.materialisations() == before
    assert_same_bits(symnp.compute(ours), theirs)


def test_what_asks_for_the_length_computes_it_once(x):
    picked, before = symnp.asarray(x)[symnp.asarray(x) > 0], symnp.materialisations()
    (length,) = picked.shape
    assert repr(length) == "<at most 24>"
    assert (len(picked), int(length), length + 1, 2 * length, length == 14) == (14, 14, 15, 28, True)
    assert symnp.materialisations() == before + 1
    assert picked.shape == (14,)
    assert picked[-1].shape == ()
    assert symnp.materialisations() == before + 1


def test_equal_lengths_are_equal_without_being_known():
    x = symnp.spec((4, 6))
    mask = x > 0
    assert x[mask].shape[0] == (x * 2)[mask].shape[0]
    with pytest.raises(symnp.MissingDataError):
        len(x[mask])


def test_other_lengths_that_meet_are_computed(x):
    ours = symnp.asarray(x)
    assert_same_bits(symnp.compute(ours[ours > 0] + np.arange(14.0)), x[x > 0] + np.arange(14.0))
    with pytest.raises(ValueError, match="could not be broadcast together"):
        ours[ours > 0] + ours[ours > 1]


def test_what_is_written_into_a_picked_array_leaves_the_original(x):
    ours = symnp.array(x)
    picked = ours[ours > 0]
    picked[0] = 99
    assert symnp.compute(picked)[0] == 99
    assert_same_bits(symnp.compute(ours), x)
    assert_same_bits(symnp.compute(pickle.loads(pickle.dumps(ours[ours > 0]))), x[x > 0])


def test_asking_for_a_length_can_be_forbidden(x):
    picked = symnp.asarray(x)[symnp.asarray(x) > 0]
    with symnp.options(on_implicit="raise"), pytest.raises(symnp.MaterialisationError):
        len(picked)


def test_a_wrong_dtype_is_refused_in_numpys_words(x):
    picked = symnp.asarray(x.astype("i8"))[symnp.asarray(x) > 0]
    with pytest.raises(TypeError) as theirs:
        x.astype("i8")[x > 0].__itruediv__(2.5)
    with pytest.raises(type(theirs.value)) as ours:
        picked /= 2.5
    assert str(ours.value) == str(theirs.value)


@pytest.mark.parametrize("shape", [(2,), (2, 3), (0, 3), (3, 0)])
@pytest.mark.parametrize("mask", [(0,), (1,), (2,), (0, 3), (2, 0), (2, 3), (3, 2), (2, 3, 1), (0, 0)])
@pytest.mark.parametrize("value", [True, False])
def test_masks_of_any_shape_pick_write_and_are_refused_as_numpys(shape, mask, value):
    theirs, ours = np.ones(shape), symnp.array(np.ones(shape))
    for act in (lambda x: x[np.full(mask, value)], lambda x: x.__setitem__(np.full(mask, value), 2)):
        expected, built = outcome(act, theirs), outcome(act, ours)
        if isinstance(expected, np.ndarray):
            assert_same_bits(symnp.compute(built), expected)
        else:
            assert (type(built), str(built)) == (type(expected), str(expected))
    assert_same_bits(symnp.compute(ours), theirs)


def outcome(act, x):
    try:
        return act(x)
    except IndexError as error:
        return error
