"""Long computations tell how far they have come."""

from __future__ import annotations

import numpy as np
import pytest

import symnp
from symnp._plan import pieces
from symnp._run import progress


@pytest.fixture
def often(monkeypatch):
    monkeypatch.setattr(progress, "_INTERVAL", 0)
    monkeypatch.setattr(pieces, "elements", lambda itemsize: 1 << 15)


def test_a_function_is_told_what_share_is_done_of_what_and_where(often):
    told = []
    x = symnp.asarray(np.random.default_rng(0).normal(size=300_000))
    with symnp.options(progress=told.append):
        symnp.compute(np.sort(np.exp(x) * 2 + 1).sum())
    shares = [one.done for one in told]
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1)
    assert len(told) > 3  # The elementwise part runs in several pieces.
    assert {one.operation for one in told} >= {"sort", "sum"}
    assert all(one.line[0] == __file__ for one in told)
    assert all(one.elapsed >= 0 and one.remaining >= 0 for one in told)


def test_values_that_are_asked_for_behind_the_scenes_tell_too_each_time(often):
    told = []
    with symnp.options(progress=told.append):
        for _ in range(3):
            float(np.sqrt(symnp.asarray([4.0])).sum())
    assert [one.operation for one in told].count("sum") == 3


def test_a_bar_is_drawn_for_what_takes_long_and_ends_its_line(often, capsys, monkeypatch):
    x = np.ones(1000)
    with symnp.options(progress="bar"):
        symnp.compute(symnp.asarray(x) + 1)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(progress, "_SHORT", 0)
    with symnp.options(progress="bar"):
        symnp.compute(symnp.asarray(x) + 1)
    drawn = capsys.readouterr().err
    assert drawn.endswith("\n")
    assert "[##############################] 100%" in drawn
    assert "add (test_progress.py:" in drawn


def test_there_is_no_other_way_to_tell():
    with pytest.raises(ValueError, match="progress cannot be 'loud'"), symnp.options(progress="loud"):
        pass
