"""symnp beside NumPy, both as a user has them: installed from wheels."""

from __future__ import annotations

import importlib.metadata
from pathlib import Path

import numpy
import pytest

import symnp


def standardise(np, x):
    return ((x - x.mean(axis=0)) / x.std(axis=0))[:5]


def test_the_installed_package_is_the_wheel_and_not_the_checkout():
    checkout = Path(__file__).resolve().parents[1]
    assert checkout / "packages" not in Path(symnp.__file__).resolve().parents
    files = {str(path) for path in importlib.metadata.files("symnp")}
    assert {"symnp/__init__.py", "symnp/py.typed", "symnp/_rewrite/push_slice.py"} <= files
    assert not [file for file in files if "tests" in file or "demo" in file]


def test_symnp_needs_numpy_and_nothing_else():
    needs = importlib.metadata.requires("symnp")
    assert [one for one in needs if "extra ==" not in one] == ["numpy>=2.1"]


def test_the_same_function_runs_on_both_with_the_same_bits():
    x = numpy.random.default_rng(0).normal(size=(300, 40))
    ours = symnp.compute(standardise(symnp, symnp.asarray(x)))
    assert ours.tobytes() == standardise(numpy, x).tobytes()


def test_arrays_of_another_device_are_not_captured_behind_the_users_back(xp):
    x = xp.arange(6.0).reshape(2, 3)
    if xp is numpy:
        assert symnp.compute(symnp.asarray(x).sum()) == 15
    else:
        with pytest.raises(TypeError, match="Implicit conversion to a NumPy array is not allowed"):
            symnp.asarray(x)
