"""The gate: dask's own tests of CuPy arrays, which ship in its wheel, pass on the stand-in."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET

import dask
import pytest

from monorepo_testing.standin import standin_path

EXCEPTIONS = json.loads((standin_path() / "dask-exceptions.json").read_text())
SITE = Path(dask.__file__).parents[1]


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory):
    """Run dask's files and return (file, outcome) for each test."""
    folder = tmp_path_factory.mktemp("gate")
    files = sorted(Path(dask.__file__).parent.glob("array/tests/test_cupy_*.py"))
    assert len(files) >= 10
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-m",
        "gpu",
        "-W",
        "ignore",
        "-c",
        os.devnull,
    ]
    command += ["--rootdir", str(SITE), f"--junitxml={folder / 'report.xml'}", *map(str, files)]
    environment = os.environ | {"PYTHONPATH": str(standin_path())}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=280
    )
    assert (folder / "report.xml").exists(), done.stdout + done.stderr
    return [_outcome(case) for case in ET.parse(folder / "report.xml").getroot().iter("testcase")]


def _outcome(case):
    file = case.get("classname").replace(".", "/") + ".py"
    if case.find("failure") is not None or case.find("error") is not None:
        return file, "failed", case.get("name")
    return file, "passed" if case.find("skipped") is None else "skipped", case.get("name")


@pytest.mark.timeout(300)
def test_dasks_cupy_tests_pass_but_for_those_that_need_sparse_matrices(outcomes):
    failed = [outcome for outcome in outcomes if outcome[1] == "failed" and outcome[0] not in EXCEPTIONS]
    assert failed == []
    counts = Counter(outcome for file, outcome, _ in outcomes if file not in EXCEPTIONS)
    assert counts["passed"] >= 360, counts


def test_what_is_listed_as_an_exception_does_fail(outcomes):
    listed = [(outcome, name) for file, outcome, name in outcomes if file in EXCEPTIONS]
    assert listed
    assert [name for outcome, name in listed if outcome != "failed"] == []
