"""What happens when values are asked for behind the scenes, and at which level."""

from __future__ import annotations

import inspect
import warnings

import numpy as np
import pytest

import symnp
from symnp._array.options import level
from symnp.errors import MaterialisationError, MaterialisationWarning

ASKS = {"bool": bool, "float": float, "asarray": np.asarray, "format": "{:.1f}".format, "print": str}


@pytest.fixture
def total():
    return symnp.asarray(np.arange(3.0)).sum()


@pytest.mark.parametrize("how", ASKS)
def test_a_value_that_is_asked_for_is_warned_of_at_the_users_line(total, how):
    with symnp.options(on_implicit="warn"), pytest.warns(MaterialisationWarning, match="value of sum") as caught:
        ASKS[how](total)
    here = inspect.currentframe().f_lineno - 1
    (warning,) = caught
    assert (warning.filename, warning.lineno) == (__file__, here)


def test_what_is_known_is_no_reason_to_warn(total):
    float(total)
    with symnp.options(on_implicit="warn"), warnings.catch_warnings(action="error"):
        assert float(total) == 3
        assert symnp.compute(symnp.asarray(np.ones(3)) + 1).sum() == 6


def test_a_warning_turned_into_an_error_leaves_the_array_as_it_was(total):
    with symnp.options(on_implicit="warn"), warnings.catch_warnings(action="error"):
        with pytest.raises(MaterialisationWarning):
            bool(total)
        with symnp.options(on_implicit="allow"):
            assert float(total) == 3


def test_the_error_names_what_was_asked_for(total):
    with (
        symnp.options(on_implicit="raise"),
        pytest.raises(MaterialisationError, match=r'sum .* options\(on_implicit="raise"'),
    ):
        np.asarray(total)


def test_settings_that_are_not_given_stay_as_they_are():
    assert level() == "exact"
    with symnp.options(level="reassociate"):
        with symnp.options(on_implicit="allow"):
            assert level() == "reassociate"
        with symnp.options(level="none"):
            assert level() == "none"
        assert level() == "reassociate"
    assert level() == "exact"


def test_a_wrong_setting_changes_nothing():
    with pytest.raises(ValueError, match="level cannot be 'fast': choose one of 'none', 'exact'"):
        symnp.options(on_implicit="raise", level="fast")
    assert float(symnp.asarray([1.0]).sum()) == 1
