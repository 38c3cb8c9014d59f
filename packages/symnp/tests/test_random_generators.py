"""Generators, the bit generators on their streams, and the functions of the module."""

from __future__ import annotations

import copy
import pickle
import threading
from typing import Any

import numpy as np
import pytest
from draws import KINDS, MANY, after, assert_same, assert_same_state, pair, value_of

import symnp


def test_what_draws_at_once_is_counted_and_can_be_forbidden():
    generator = symnp.random.default_rng(1)
    before = symnp.materialisations()
    generator.spawn(2)
    generator.bytes(3)
    assert generator.bit_generator.state
    assert symnp.materialisations() == before
    generator.normal(size=3)
    with symnp.options(on_implicit="raise"):
        drawn = generator.normal(size=3) + 1
        for ask in (lambda: generator.bytes(3), lambda: generator.bit_generator, lambda: pickle.dumps(generator)):
            with pytest.raises(symnp.MaterialisationError):
                ask()
        symnp.compute(drawn)
    generator.bytes(3)
    assert symnp.materialisations() == before
    generator.normal()
    generator.bytes(3)
    assert symnp.materialisations() == before + 1


@pytest.mark.parametrize("kind", KINDS)
def test_bit_generator_is_at_the_present_state_and_can_set_it(kind):
    ours, theirs = pair(kind=kind)
    ours.normal(size=3)
    theirs.normal(size=3)
    saved, expected_saved = ours.bit_generator.state, theirs.bit_generator.state
    mine = ours.bit_generator
    assert isinstance(mine, kind)
    assert type(mine).__name__ == kind.__name__
    pending, expected = ours.integers(10, size=3), theirs.integers(10, size=3)
    np.testing.assert_equal(mine.state, theirs.bit_generator.state)
    assert_same(mine.random_raw(3), theirs.bit_generator.random_raw(3))
    if hasattr(kind, "advance"):
        mine.advance(5)
        theirs.bit_generator.advance(5)
    assert_same_state(ours, theirs)
    if hasattr(kind, "jumped"):
        np.testing.assert_equal(mine.jumped(2).state, theirs.bit_generator.jumped(2).state)
    assert_same(value_of(ours.random(3)), theirs.random(3))
    mine.state, theirs.bit_generator.state = saved, expected_saved
    assert_same(value_of([ours.integers(10, size=3), pending]), [expected, expected])
    theirs.integers(10, size=3)
    assert_same(value_of(ours.random(3)), theirs.random(3))
    with pytest.raises(ValueError, match="state must be for"):
        mine.state = {**saved, "bit_generator": "None"}
    assert_same_state(ours, theirs)


def test_numpys_generators_take_a_copy_of_a_bit_generator_and_symnps_share_it():
    ours, theirs = pair()
    mine = ours.bit_generator
    ours.normal(size=3)
    theirs.normal(size=3)
    assert_same(np.random.Generator(mine).random(2), after(3, 0, 2))
    other = symnp.random.Generator(mine)
    assert_same(value_of([other.random(2), ours.random(2)]), [theirs.random(2), theirs.random(2)])
    assert np.random.Generator(pickle.loads(pickle.dumps(mine))).random() == float(ours.random())


def test_bit_generator_that_is_handed_in_is_left_alone():
    bit_generator = np.random.PCG64(7)
    before = bit_generator.state
    generator = symnp.random.Generator(bit_generator)
    symnp.compute(generator.normal(size=3))
    assert bit_generator.state == before
    np.random.Generator(bit_generator).normal(size=3)
    assert_same(value_of(generator.random()), np.random.Generator(bit_generator).random())


class Counting(np.random.PCG64):
    """A bit generator of a user's own."""


def test_bit_generators_of_users_are_taken():
    ours, theirs = pair(kind=Counting)
    assert_same(value_of(ours.normal(size=3)), theirs.normal(size=3))
    assert isinstance(ours.bit_generator, Counting)
    assert repr(ours).startswith("Generator(Counting) at 0x")
    for wrong in (np.random.PCG64, 3, None):
        with pytest.raises(Exception) as expected:  # noqa: PT011
            np.random.Generator(wrong)
        with pytest.raises(type(expected.value)) as error:
            symnp.random.Generator(wrong)
        assert str(error.value) == str(expected.value)


# Generators.


def test_generator_has_numpys_texts():
    ours, theirs = pair()
    assert str(ours) == str(theirs) == "Generator(PCG64)"
    assert repr(ours) == f"Generator(PCG64) at 0x{id(ours):X}"
    drawn = ours.normal()
    assert "normal drawn" in repr(drawn)
    float(drawn)
    assert "drawn" in repr(drawn)
    assert "Gaussian" in symnp.random.Generator.normal.__doc__
    assert symnp.random.Generator.normal.__name__ == "normal"


def test_copies_are_numpys():
    ours, theirs = pair()
    ours.normal(size=3)
    theirs.normal(size=3)
    for copied in (copy.deepcopy, lambda g: pickle.loads(pickle.dumps(g))):
        mine, other = copied(ours), copied(theirs)
        assert_same(value_of(mine.random(3)), other.random(3))
        assert_same(value_of([one.random() for one in mine.spawn(2)]), [one.random() for one in other.spawn(2)])
    shared, expected = copy.copy(ours), copy.copy(theirs)
    drawn = [shared.random(3), ours.random(3), shared.random(3)]
    assert_same(value_of(drawn[::-1]), [expected.random(3), theirs.random(3), expected.random(3)][::-1])
    assert_same_state(ours, theirs)


def test_deep_copy_computes_nothing():
    ours = symnp.random.default_rng(1)
    ours.normal(size=(MANY, MANY))
    other = copy.deepcopy(ours)
    assert other.normal(size=(MANY, MANY)).shape == (MANY, MANY)


def test_spawned_generators_are_numpys():
    ours, theirs = pair()
    for n in (1, 2):
        assert_same(value_of([g.normal(size=2) for g in ours.spawn(n)]), [g.normal(size=2) for g in theirs.spawn(n)])
    assert_same(
        value_of(symnp.random.Generator(ours.bit_generator.spawn(1)[0]).random()),
        np.random.Generator(theirs.bit_generator.spawn(1)[0]).random(),
    )


@pytest.mark.parametrize(
    "seed", [3, [1, 2], np.array([1, 2]), np.random.SeedSequence(5), np.random.PCG64(3), np.random.default_rng(3)]
)
def test_default_rng_takes_numpys_seeds(seed):
    expected = np.random.default_rng(copy.deepcopy(seed)).random(3)
    assert_same(value_of(symnp.random.default_rng(seed).random(3)), expected)


def test_default_rng_takes_symnps_generators_and_arrays():
    generator = symnp.random.default_rng()
    assert symnp.random.default_rng(generator) is generator
    shared = symnp.random.default_rng(generator.bit_generator)
    first, second = value_of(shared.random()), value_of(generator.random())
    assert first != second
    assert_same(
        value_of(symnp.random.default_rng(symnp.asarray([1, 2])).random(3)), np.random.default_rng([1, 2]).random(3)
    )
    with pytest.raises(TypeError, match="SeedSequence"):
        symnp.random.default_rng("seed")


def test_threads_that_draw_from_one_generator_lose_nothing():
    generator = symnp.random.default_rng(1)
    drawn: list[list[Any]] = [[] for _ in range(4)]

    def work(mine):
        for i in range(1500):
            mine.append(generator.random())
            if i % 100 == 0:
                float(mine[-1])

    threads = [threading.Thread(target=work, args=(mine,)) for mine in drawn]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = sorted(float(one) for mine in drawn for one in mine)
    assert found == sorted(np.random.default_rng(1).random(6000).tolist())


# The functions of the module.


def test_module_has_numpys_names():
    assert {*symnp.random.__all__} >= {*np.random.__all__}
    assert [name for name in symnp.random.__all__ if not hasattr(symnp.random, name)] == []
    assert symnp.random.PCG64 is np.random.PCG64
    assert symnp.random.RandomState is np.random.RandomState
    assert {*np.random.__all__} <= {*dir(symnp.random)}
    with pytest.raises(AttributeError, match="no_such_name"):
        symnp.random.no_such_name  # noqa: B018


def test_functions_draw_at_once_from_numpys_own_state():
    symnp.random.seed(3)
    drawn = symnp.random.normal(symnp.asarray([0.0, 1.0]), size=(3, 2))
    numbers = [symnp.random.rand(2), np.random.rand(2), symnp.random.randint(10, size=3), symnp.random.choice(5)]  # noqa: NPY002
    shuffled = symnp.arange(5)
    symnp.random.shuffle(shuffled)
    np.random.seed(3)  # noqa: NPY002
    expected = np.random.normal([0.0, 1.0], size=(3, 2))  # noqa: NPY002
    theirs = [np.random.rand(2), np.random.rand(2), np.random.randint(10, size=3), np.random.choice(5)]  # noqa: NPY002
    order = np.arange(5)
    np.random.shuffle(order)  # noqa: NPY002
    assert isinstance(drawn, symnp.Array)
    assert_same(value_of([drawn, *numbers, shuffled]), [expected, *theirs, order])
    assert isinstance(symnp.random.random(), float)
    assert symnp.random.get_state()[0] == "MT19937"


def test_shuffling_with_the_module_is_numpys():
    symnp.random.seed(3)
    items = [1, 2, 3, 4]
    symnp.random.shuffle(items)
    np.random.seed(3)  # noqa: NPY002
    expected = [1, 2, 3, 4]
    np.random.shuffle(expected)  # noqa: NPY002
    assert items == expected
    with pytest.raises(ValueError, match="read-only"):
        symnp.random.shuffle(symnp.broadcast_to(symnp.asarray([1.0]), (3,)))
