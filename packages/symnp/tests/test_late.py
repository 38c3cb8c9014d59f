"""What comes late, because it depends on data, comes as from the user's line and as NumPy was told there."""

from __future__ import annotations

import inspect
import traceback
import warnings

import numpy as np
import pytest

import symnp


def here():
    return inspect.currentframe().f_back.f_lineno


@pytest.fixture
def zeros():
    return symnp.array(np.zeros(3))


def test_a_late_warning_points_at_the_line_that_built_it(zeros):
    built, line = 1 / zeros, here()
    written, second = zeros.copy(), here()
    written[1:] /= 0
    with pytest.warns(RuntimeWarning) as caught:
        symnp.compute(built, written)
    places = sorted((one.filename, one.lineno) for one in caught)
    assert places == [(__file__, line), (__file__, second + 1)]


def test_each_line_warns_once_under_the_default_filter(zeros):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default")
        for _ in range(3):
            symnp.compute(1 / zeros)
        symnp.compute(2 / zeros)
    assert len(caught) == 2


def test_a_late_error_has_the_users_line_in_its_traceback(zeros):
    with np.errstate(divide="raise"):
        built, line = 3 / zeros, here()
    with pytest.raises(FloatingPointError, match="divide by zero") as caught:
        symnp.compute(built)
    frames = [(frame.filename, frame.lineno) for frame in traceback.extract_tb(caught.value.__traceback__)]
    assert frames[-1] == (__file__, line)


def test_floating_point_errors_are_treated_as_numpy_was_told_where_they_were_built(zeros):
    with np.errstate(all="ignore"):
        quiet = 1 / zeros
    loud = 1 / zeros
    assert quiet._read() is not loud._read()
    symnp.compute(quiet[:2])
    with np.errstate(all="ignore"), pytest.warns(RuntimeWarning, match="divide by zero"):
        symnp.compute(loud[:2])


def test_numpys_callback_for_errors_is_called_late(zeros):
    heard = []
    with np.errstate(divide="call", call=lambda kind, flag: heard.append(kind)):
        built = 1 / zeros
    symnp.compute(built)
    assert heard == ["divide by zero"]


def test_a_warning_that_is_an_error_does_not_spoil_what_else_is_pending(zeros):
    good, bad = zeros + 1, 1 / zeros
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(RuntimeWarning, match="divide by zero"):
            symnp.compute(bad)
    np.testing.assert_array_equal(symnp.compute(good), [1, 1, 1])
