"""The gate: dask's own tests of its linear algebra, which ship in its wheel, pass on the face that stands in for it."""

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

HERE = Path(__file__).parent
SITE = Path(dask.__file__).parents[1]
FILE = Path(dask.__file__).parent / "array" / "tests" / "test_linalg.py"
EXCEPTIONS = json.loads((HERE / "dask-exceptions.json").read_text())


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory):
    """Run dask's file once; return the outcome of each test by its name."""
    folder = tmp_path_factory.mktemp("gate")
    options = [
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "dask_face",
        "-W",
        "ignore",
        "-c",
        os.devnull,
        "--rootdir",
        str(SITE),
    ]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, f"--junitxml={folder / 'report.xml'}", str(FILE)],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(HERE)},
        capture_output=True,
        text=True,
        check=False,
        timeout=280,
    )
    assert (folder / "report.xml").exists(), done.stdout + done.stderr
    cases = list(ET.parse(folder / "report.xml").getroot().iter("testcase"))
    found = {case.get("name"): outcome(case) for case in cases}
    assert len(found) == len(cases), "two tests have one name"
    return found


def outcome(case):
    if case.find("failure") is not None or case.find("error") is not None:
        return "failed"
    return "passed" if case.find("skipped") is None else "skipped"


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_dasks_tests_fail_where_the_list_says_so_and_nowhere_else(outcomes):
    failed = {name for name, result in outcomes.items() if result == "failed"}
    assert failed - set(EXCEPTIONS) == set(), "these fail and are not listed in dask-exceptions.json"
    assert set(EXCEPTIONS) - failed == set(), "these are listed in dask-exceptions.json and do not fail"


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_most_of_dasks_tests_are_there_and_pass(outcomes):
    count = Counter(outcomes.values())
    assert count["passed"] > 300
    assert count["skipped"] < 10


def test_each_exception_says_which_refusal_the_test_asserts():
    assert all(reason.startswith("asserts that") for reason in EXCEPTIONS.values())
