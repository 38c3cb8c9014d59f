"""The names: those of the stand-in are CuPy's, by the snapshot and, where it is at hand, by the real wheel."""

from __future__ import annotations

import inspect
import json
import os
import subprocess

import pytest

from monorepo_testing.standin import activated, standin_path

SNAPSHOT = standin_path() / "cupy-14.2.0.json"
OURS = {"is_stand_in"}  # What a test asks in order to know.
IMPORTED = {"annotations", "Any", "Iterator", "Callable"}


@pytest.fixture(scope="module")
def cupy():
    with activated() as module:
        yield module


def namespaces(cupy):
    return {
        "cupy": cupy, "cupy.linalg": cupy.linalg, "cupy.fft": cupy.fft, "cupy.random": cupy.random, "cupy.ndarray": cupy.ndarray,
        "cupy.random.Generator": cupy.random.Generator, "cupy.random.RandomState": cupy.random.RandomState,
    }  # fmt: skip


def public(namespace):
    return {name for name in dir(namespace) if not name.startswith("_")} - IMPORTED


def test_every_public_name_of_the_stand_in_is_cupys(cupy):
    table = json.loads(SNAPSHOT.read_text())
    for name, namespace in namespaces(cupy).items():
        theirs = set(table[name]) | {key.removeprefix(f"{name}.") for key in table}
        invented = public(namespace) - theirs - (OURS if name == "cupy" else set())
        assert invented - {"bit_generator"} == set(), name


def test_most_names_that_numpy_and_cupy_share_are_there(cupy):
    import numpy as np

    table = json.loads(SNAPSHOT.read_text())
    wanted = {
        name for name, entry in table["cupy"].items() if entry["kind"] in ("function", "ufunc") and hasattr(np, name)
    }
    assert wanted - public(cupy) == set()


def test_signatures_are_cupys_where_it_tells_them(cupy):
    compared = 0
    for name, entry in json.loads(SNAPSHOT.read_text())["cupy"].items():
        if entry["kind"] == "function" and entry["signature"] and hasattr(cupy, name):
            theirs = [text.split(" ", 1)[1].split("=")[0].lstrip("*") for text in entry["signature"]]
            assert list(inspect.signature(getattr(cupy, name)).parameters) == theirs, name
            compared += 1
    assert compared > 200


def test_the_snapshot_is_what_the_real_wheel_says(tmp_path):
    real = os.environ.get("REAL_CUPY_PYTHON")
    if not real:
        pytest.skip("REAL_CUPY_PYTHON names no interpreter with the real cupy wheel")
    subprocess.run([real, str(standin_path() / "snapshot.py"), str(tmp_path / "now.json")], check=True)
    assert json.loads((tmp_path / "now.json").read_text()) == json.loads(SNAPSHOT.read_text())
