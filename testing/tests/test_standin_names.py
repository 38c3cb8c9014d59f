"""The names: those of the stand-in are CuPy's, by the snapshot and, where it is at hand, by the real wheel."""

from __future__ import annotations

import inspect
import json
import os
import subprocess

import numpy as np
import pytest

from monorepo_testing.standin import activated, standin_path

SNAPSHOT = standin_path() / "cupy-14.2.0.json"
BEHAVIOUR = standin_path() / "behaviour-14.2.0.json"
TABLE = json.loads(SNAPSHOT.read_text())
NAMESPACES = [name for name in TABLE if name != "version"]
OURS = {"cupy": {"is_stand_in"}}  # What a test asks in order to know.
IMPORTED = {"annotations", "Any"}
MISSING = ["block", "einsum_path", "insert", "geomspace", "histogram_bin_edges", "nanpercentile", "nanquantile", "vecdot", "matvec", "frompyfunc", "ma"]  # fmt: skip
NO_DISTRIBUTIONS = ["normal", "choice", "permutation", "shuffle", "multinomial", "laplace"]


@pytest.fixture(scope="module")
def cupy():
    with activated() as module:
        yield module


def namespace_of(cupy, name):
    found = cupy
    for part in name.split(".")[1:]:
        found = getattr(found, part)
    return found


def public(namespace):
    return {name for name in dir(namespace) if not name.startswith("_")} - IMPORTED


@pytest.mark.parametrize("name", NAMESPACES)
def test_every_public_name_of_the_stand_in_is_cupys(cupy, name):
    theirs = set(TABLE[name]) | {key.removeprefix(f"{name}.") for key in TABLE}
    assert public(namespace_of(cupy, name)) - theirs == OURS.get(name, set())


@pytest.mark.parametrize("name", [name for name in NAMESPACES if name != "cupy.ndarray"])
def test_the_functions_that_numpy_and_cupy_share_are_there(cupy, name):
    numpys = namespace_of(np, name)
    kinds = ("function", "ufunc")
    wanted = {
        key
        for key, entry in TABLE[name].items()
        if entry["kind"] in kinds and not key.startswith("_") and callable(getattr(numpys, key, None))
    }
    assert len(wanted) >= 16
    assert wanted - public(namespace_of(cupy, name)) - {"test", "bytes"} == set()  # bytes of the host


@pytest.mark.parametrize("name", MISSING)
def test_names_that_the_device_lacks_are_absent_from_both(cupy, name):
    assert name not in TABLE["cupy"]
    assert not hasattr(cupy, name)


@pytest.mark.parametrize("name", NO_DISTRIBUTIONS)
def test_distributions_that_the_generator_lacks_are_absent_from_both(cupy, name):
    assert name not in TABLE["cupy.random.Generator"]
    assert not hasattr(cupy.random.Generator, name)


@pytest.mark.parametrize("name", ["__index__", "__contains__", "__array_wrap__", "__array_struct__"])
def test_protocols_that_would_leak_to_the_host_are_absent_from_both(cupy, name):
    assert name not in TABLE["cupy.ndarray"]
    assert not hasattr(cupy.ndarray, name)


@pytest.mark.parametrize(
    ("name", "least"), [("cupy", 200), ("cupy.linalg", 20), ("cupy.fft", 15), ("cupy.random.Generator", 15)]
)
def test_signatures_are_cupys_where_it_tells_them(cupy, name, least):
    namespace, compared = namespace_of(cupy, name), 0
    for key, entry in TABLE[name].items():
        if entry["kind"] == "function" and entry["signature"] and not key.startswith("_") and hasattr(namespace, key):
            theirs = [text.split(" ", 1)[1].split("=")[0].lstrip("*") for text in entry["signature"]]
            assert list(inspect.signature(getattr(namespace, key)).parameters) == theirs, key
            compared += 1
    assert compared >= least


def test_each_parameter_of_cupys_is_one_of_numpys_or_has_its_translation(cupy):
    functions = cupy._functions
    unknown = {}
    for name, entry in TABLE["cupy"].items():
        numpys = getattr(np, functions.KEPT.get(name, name), None)
        ours = getattr(cupy, name, None)
        if entry["kind"] != "function" or not entry["signature"] or getattr(ours, "__module__", "") != "cupy":
            continue
        if ours.__code__.co_filename.endswith("__init__.py"):
            continue  # Written by hand.
        parameters = functions._parameters(numpys) if callable(numpys) else {}
        if not parameters or any(text.startswith("VAR_") for text in entry["signature"]):
            continue
        texts = {text.split(" ", 1)[1].split("=")[0] for text in entry["signature"]}
        renamed = functions.RENAMED.get(name, {})
        translated = {renamed.get(text, text) for text in texts} - functions.DROPPED.get(name, set())
        if translated - set(parameters):
            unknown[name] = translated - set(parameters)
    assert unknown == {"show_config": {"_full"}}  # It tells about the machine, not about arrays.


def test_the_snapshot_is_what_the_real_wheel_says(tmp_path):
    real = os.environ.get("REAL_CUPY_PYTHON")
    if not real:
        pytest.skip("REAL_CUPY_PYTHON names no interpreter with the real cupy wheel")
    for script, stored in (("snapshot.py", SNAPSHOT), ("behaviour.py", BEHAVIOUR)):
        now = tmp_path / stored.name
        subprocess.run([real, str(standin_path() / script), str(now)], check=True)
        assert json.loads(now.read_text()) == json.loads(stored.read_text()), script
