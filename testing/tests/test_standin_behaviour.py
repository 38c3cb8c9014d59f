"""The behaviour: where the real wheel tells it without a driver, the stand-in's is the same."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from monorepo_testing.standin import standin_path

REAL = json.loads((standin_path() / "behaviour-14.2.0.json").read_text())
NEEDS_A_DRIVER = "needs a driver"


def is_of_a_family(question):
    """Whether a program made the question for each function in turn; the others were asked one by one."""
    return question.endswith("(*hosts)")


def is_refusal(answer):
    return answer.endswith(("Error", "Exception"))


@pytest.fixture(scope="module")
def ours(tmp_path_factory):
    """Ask the stand-in in a process of its own."""
    file = tmp_path_factory.mktemp("behaviour") / "ours.json"
    subprocess.run([sys.executable, str(standin_path() / "behaviour.py"), str(file), "--stand-in"], check=True)
    return json.loads(file.read_text())


def test_the_stand_in_answers_each_question_as_the_real_wheel_does(ours):
    asked = {question for question, answer in REAL.items() if answer != NEEDS_A_DRIVER and not is_of_a_family(question)}
    assert len(asked) > 500
    theirs = {question: REAL[question] for question in asked & set(ours)}
    assert {question: ours[question] for question in theirs} == theirs
    # On the device these are ufuncs, in NumPy functions, and so in the stand-in.
    assert {question.split(".")[1] for question in asked - set(ours)} == {"fix", "i0", "sinc"}


def test_what_needs_a_driver_is_no_method_that_ufuncs_lack(ours):
    methods = {"at", "reduce", "accumulate", "reduceat"}
    there = {q for q, answer in REAL.items() if answer == NEEDS_A_DRIVER and q.split(".")[-1] in methods}
    assert len(there) == 12
    assert [question for question in there if ours[question] == "NotImplementedError"] == []


def test_each_function_refuses_host_arrays_or_passes_them_on_as_the_real_one_does(ours):
    family = {question for question in ours if is_of_a_family(question)} & set(REAL)
    family = {question for question in family if REAL[question] != NEEDS_A_DRIVER}
    assert len(family) > 150
    differing = {
        question: (REAL[question], ours[question])
        for question in family
        if is_refusal(REAL[question]) != is_refusal(ours[question])
        or (not is_refusal(REAL[question]) and REAL[question] != ours[question])
    }
    assert differing == {}


def test_the_readme_counts_the_answers_rightly():
    answered = sum(answer != NEEDS_A_DRIVER for answer in REAL.values())
    text = " ".join((standin_path() / "README.md").read_text().split())
    assert f"{answered} of the {len(REAL)} answers" in text
    assert f"The remaining {len(REAL) - answered} need a device" in text
