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

SITE = Path(dask.__file__).parents[1]
FILES = sorted(Path(dask.__file__).parent.glob("array/tests/test_cupy_*.py"))
EXCEPTIONS = json.loads((standin_path() / "dask-exceptions.json").read_text())
# What dask 2026.8.0 ships. Dask itself skips 16 of its tests on CuPy and expects 4 of them to fail.
COUNTS = {"passed": 369, "failed": 9, "skipped": 20}


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory):
    """Run dask's files once; return the outcome of each test by its id."""
    folder = tmp_path_factory.mktemp("gate")
    options = ["-q", "-p", "no:cacheprovider", "-m", "gpu", "-W", "ignore", "-c", os.devnull, "--rootdir", str(SITE)]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, f"--junitxml={folder / 'report.xml'}", *map(str, FILES)],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(standin_path())},
        capture_output=True,
        text=True,
        check=False,
        timeout=280,
    )
    assert (folder / "report.xml").exists(), done.stdout + done.stderr
    cases = list(ET.parse(folder / "report.xml").getroot().iter("testcase"))
    found = {f"{case.get('classname').replace('.', '/')}.py::{case.get('name')}": outcome(case) for case in cases}
    assert len(found) == len(cases), "two tests have one name"
    return found


def outcome(case):
    if case.find("failure") is not None or case.find("error") is not None:
        return "failed"
    return "passed" if case.find("skipped") is None else "skipped"


@pytest.mark.timeout(300)
def test_dasks_cupy_tests_fail_where_the_list_says_so_and_nowhere_else(outcomes):
    failed = {name for name, result in outcomes.items() if result == "failed"}
    assert failed - set(EXCEPTIONS) == set(), "these fail and are not listed in dask-exceptions.json"
    assert set(EXCEPTIONS) - failed == set(), "these are listed in dask-exceptions.json and do not fail"


@pytest.mark.timeout(300)
def test_none_of_dasks_cupy_tests_is_lost(outcomes):
    assert Counter(outcomes.values()) == COUNTS
    assert {name.split("::")[0] for name in outcomes} == {str(file.relative_to(SITE)) for file in FILES}


def test_each_exception_has_its_reason():
    assert all("cupyx.scipy.sparse" in reason for reason in EXCEPTIONS.values())
    assert len(EXCEPTIONS) == COUNTS["failed"]
