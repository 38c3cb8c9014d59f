"""Chains of elementwise operations by numexpr, for who asks for it."""

from __future__ import annotations

import importlib.util

import numpy as np
import pytest

import symnp
from symnp._plan import pieces
from symnp._plan.plan import make_plan
from symnp._run.compiled import expression_of


@pytest.fixture(autouse=True)
def short_pieces(monkeypatch):
    monkeypatch.setattr(pieces, "elements", lambda itemsize: 256)
    monkeypatch.setattr(pieces, "FEWEST", 2)
    with symnp.options(evaluation="lazy"):  # Or what other tests left pending decides when an array is computed.
        yield


def expression(array):
    (block,) = {step.block for step in make_plan([array._read()]).steps if step.block}
    found = expression_of(block)
    return None if found is None else found[0]


def rosenbrock(np, x, y):
    return (0.5 - x) ** 2 + 0.8 * (y - x**2) ** 2


def smooth(np, x, y):
    return np.where(x > 0.5, np.exp(-x) * np.sin(y), np.sqrt(np.abs(y)) / (1 + x))


@pytest.mark.parametrize("program", [rosenbrock, smooth])
@pytest.mark.parametrize("dtype", ["f4", "f8"])
@pytest.mark.parametrize("order", ["C", "F"])
def test_an_expression_has_numpys_values_up_to_rounding(program, dtype, order):
    x, y = (np.asarray(one, order=order) for one in np.random.default_rng(0).random((2, 60, 50)).astype(dtype))
    ours = program(symnp, symnp.asarray(x), symnp.asarray(y))
    with symnp.options(engine="numexpr"):
        value = symnp.compute(ours)
    theirs = program(np, x, y)
    assert (value.dtype, value.strides) == (theirs.dtype, theirs.strides)
    np.testing.assert_allclose(value, theirs, rtol=20 * np.finfo(dtype).eps)
    assert expression(ours)


def test_the_expression_is_readable():
    x = symnp.spec(3000)
    result = np.exp(x * 2) + 1
    assert expression(result) == "(exp((v0 * v1)) + v2)"


def test_what_numexpr_cannot_do_is_done_by_numpy():
    x = np.random.default_rng(0).random((60, 50))
    for program in (
        lambda x: np.exp(x - x.max(axis=1, keepdims=True)).sum(axis=1),
        lambda x: np.arctan2(x, 2) * x.astype("i4") + x,
        lambda x: np.logaddexp(x, 1) * 2,
        lambda x: (x * 2).astype("f4") * 3,
    ):
        ours = program(symnp.asarray(x))
        with symnp.options(engine="numexpr"):
            np.testing.assert_array_equal(symnp.compute(ours), program(x))


def test_nobody_gets_it_unasked_and_it_must_be_there(monkeypatch):
    with pytest.raises(ValueError, match="engine cannot be 'cuda'"), symnp.options(engine="cuda"):
        pass
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr("symnp._array.options.find_spec", lambda name: None)
    with pytest.raises(ImportError, match=r"pip install numexpr$"), symnp.options(engine="numexpr"):
        pass
