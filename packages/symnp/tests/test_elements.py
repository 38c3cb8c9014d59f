"""Loops over single elements: read and written at once where that is cheap, and never wrongly."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import symnp
from monorepo_testing.adversarial import assert_same_bits


def test_an_element_that_is_there_is_numpys_scalar_and_one_that_is_not_is_built():
    x = symnp.array([1.0, 2.0])
    assert type(x[0]) is np.float64
    assert isinstance((x + 1)[0], symnp.Array)
    with symnp.options(evaluation="lazy"):
        assert isinstance(x[0], symnp.Array)
    assert isinstance(symnp.spec(3)[0], symnp.Array)


def test_an_array_is_computed_when_its_elements_are_asked_for_again_and_again():
    x = symnp.array(np.arange(100.0)) + 1
    kinds = [type(x[i]) is np.float64 for i in range(100)]
    assert kinds.index(True) == 33
    assert all(kinds[33:])
    assert [float(one) for one in x] == list(range(1, 101))


def test_elements_of_what_has_no_data_stay_lazy_however_often_they_are_asked_for():
    x = symnp.spec(100)
    for i in range(100):
        x[i] = x[i - 1] + 1
    with pytest.raises(symnp.MissingDataError):
        symnp.compute(x)


def test_what_was_computed_before_an_element_was_written_is_not_taken_for_what_comes_after():
    x = symnp.array(np.zeros(50))
    for i in range(40):
        x[i] = i
    doubled = x * 2
    total = x.sum()
    symnp.compute(doubled, total)
    np.asarray(doubled)
    before = float(total)
    x[0] = 1000
    assert float(x.sum()) == before + 1000
    assert float((x * 2)[0]) == 2000
    assert float(doubled[0]) == 0


def test_whoever_looks_at_the_older_content_keeps_it():
    x = symnp.array(np.zeros(50))
    for i in range(40):
        x[i] = i
    copied, pending, handed_out = x.copy(), x + 1, np.asarray(x)
    view = x[3:6]
    x[4] = -1
    assert symnp.compute(copied)[4] == 4
    assert symnp.compute(pending)[4] == 5
    assert handed_out[4] == 4
    np.testing.assert_array_equal(symnp.compute(view), [3, -1, 5])


def test_a_mask_that_changes_has_another_number_of_elements():
    mask = symnp.array(np.zeros(50, bool))
    for i in range(40):
        mask[i] = i % 2
    x = symnp.array(np.arange(50.0))
    first = x[mask]
    assert len(first) == 20
    mask[0] = True
    assert len(x[mask]) == 21
    assert first.shape == (20,)


def test_what_numpy_refuses_is_refused_at_once():
    x = symnp.array(np.zeros(50))
    for i in range(40):
        x[i] = i
    with pytest.raises(IndexError, match="index 50 is out of bounds for axis 0 with size 50"):
        x[50]
    with pytest.raises(IndexError, match="index -51 is out of bounds"):
        x[-51] = 1
    with pytest.raises(TypeError):
        x[0] = 1j
    x.flags.writeable = False
    with pytest.raises(ValueError, match="assignment destination is read-only"):
        x[0] = 1


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["set", "get", "row", "double", "shift", "copy", "view", "sum"]),
        st.integers(0, 2),
        st.integers(0, 3),
    ),
    min_size=40,
    max_size=120,
)


@given(STEPS)
def test_long_programs_on_elements_agree_with_numpy(steps):
    theirs, ours = np.zeros((3, 4)), symnp.array(np.zeros((3, 4)))
    kept = []
    for number, (what, i, j) in enumerate(steps):
        if what == "set":
            theirs[i, j] = ours[i, j] = number
        elif what == "get":
            theirs[i, j] = theirs[j % 3, i] + 1
            ours[i, j] = ours[j % 3, i] + 1
        elif what == "row":
            theirs[i][j] = number
            ours[i][j] = number
        elif what == "double":
            theirs *= 2
            ours *= 2
            theirs %= 1000
            ours %= 1000
        elif what == "shift":
            theirs[1:] = theirs[:-1]
            ours[1:] = ours[:-1]
        elif what == "copy":
            kept.append((theirs.copy(), ours.copy()))
        elif what == "view":
            kept.append((theirs[:, j], ours[:, j]))
        else:
            assert float(ours.sum()) == theirs.sum()
    for their, mine in [*kept, (theirs, ours)]:
        assert_same_bits(symnp.compute(mine), their)
