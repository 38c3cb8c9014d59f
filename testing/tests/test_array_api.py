"""The comparison of symnp with NumPy on the Array API's public tests can fail, and says why."""

from __future__ import annotations

import json
import random
import stat
import subprocess
import sys

import pytest
from scripts import ROOT, load

from monorepo_testing.paired import ClaimError, read, table

array_api, seeded = load(".ci/array_api.py"), load(".ci/array_api_run/seeded.py")

FACTS = {
    "machine": {"cpu": "a processor", "usable_cores": 2},
    "revision": "abc",
    "versions": {"numpy": "2.4.6", "symnp": "0.0.1", "pytest": "9", "hypothesis": "6"},
    "place": "/venv/lib/python3.11/site-packages/symnp/__init__.py",
}


def make_run(seconds=2.0, reason="", **outcomes):
    return array_api.Run(outcomes, {test: reason for test in outcomes if reason}, seconds, seconds / 2)


@pytest.fixture
def suite(tmp_path):
    """Make the outline of a checkout of the suite."""
    folder = tmp_path / "suite"
    (folder / "array_api_tests").mkdir(parents=True)
    (folder / "array_api_tests" / "__init__.py").touch()
    (folder / "array-api" / "spec" / array_api.STANDARD).mkdir(parents=True)
    return folder


@pytest.fixture
def hold(suite, tmp_path, monkeypatch):
    """Hold symnp to NumPy with runs that are given: for each module the whole suite, then a repetition."""

    def held(numpy, symnp):
        left, asked = {"numpy": list(numpy), "symnp": list(symnp)}, []

        def run_suite(settings, module, tests=("array_api_tests",)):
            asked.append((module, list(tests)))
            return left[module].pop(0)

        monkeypatch.setattr(array_api, "run_suite", run_suite)
        monkeypatch.setattr(array_api, "facts", lambda settings: FACTS)
        status = array_api.main(["--suite", str(suite), "--python", sys.executable, "--out", str(tmp_path / "r.json")])
        return status, asked

    return held


def test_what_numpy_passes_and_symnp_does_not_is_named_whatever_came_of_it():
    numpy = dict.fromkeys("abcd", "passed") | {"e": "failed"}
    symnp = {"a": "passed", "b": "failed", "c": "skipped", "e": "passed"}
    assert array_api.only_passed_by(numpy, symnp) == ["b", "c", "d"]
    assert array_api.only_passed_by(symnp, numpy) == ["e"]


def test_a_report_gives_outcomes_and_why_tests_failed():
    report = {
        "tests": [
            {"nodeid": "a", "outcome": "passed", "call": {"outcome": "passed"}},
            {"nodeid": "b", "outcome": "failed", "call": {"crash": {"message": "IndexError: no\nmore"}}},
            {"nodeid": "c", "outcome": "error", "setup": {"crash": {"message": "no fixture"}}},
        ]
    }
    outcomes, reasons = array_api.read_report(report)
    assert outcomes == {"a": "passed", "b": "failed", "c": "error"}
    assert reasons == {"b": "IndexError: no", "c": "no fixture"}
    assert array_api.count(outcomes | {"d": "xfailed"}) == {"passed": 1, "failed": 2, "skipped": 0, "xfailed": 1}


def test_a_run_in_which_symnp_passes_what_numpy_passes_is_stored_and_passes(hold, tmp_path, capsys):
    numpy, symnp = make_run(a="passed", b="failed", c="skipped"), make_run(seconds=3.0, a="passed", b="passed")
    assert hold([numpy], [symnp]) == (0, [("numpy", ["array_api_tests"]), ("symnp", ["array_api_tests"])])
    run = read(tmp_path / "r.json")  # The form that READMEs and the site ask for.
    assert run["contenders"]["numpy"]["tests"] == {"passed": 1, "failed": 1, "skipped": 1}
    assert (run["only_numpy_passes"], run["only_symnp_passes"], run["unsteady"]) == ([], ["b"], [])
    assert run["ratios"]["symnp_vs_numpy"]["median"] == 1.5
    assert run["settings"]["suite_commit"] is None
    assert "| symnp     | 3     | 3" in table(run)
    assert "numpy: 1 passed, 1 failed, 1 skipped, 2.0 s" in capsys.readouterr().out


def test_what_symnp_fails_twice_fails_the_run_and_no_text_may_quote_it(hold, tmp_path, capsys):
    once, wrong = make_run(a="passed", b="passed"), make_run(reason="ValueError: no", a="passed", b="failed")
    status, asked = hold([once, make_run(b="passed")], [wrong, make_run(b="failed")])
    assert status == 1
    assert asked[2:] == [("numpy", ["b"]), ("symnp", ["b"])]
    assert "FAULT NumPy passes, symnp does not: b: ValueError: no" in capsys.readouterr().out
    assert json.loads((tmp_path / "r.json").read_text())["only_numpy_passes"] == ["b"]
    with pytest.raises(ClaimError, match="no oracle passed"):
        read(tmp_path / "r.json")


@pytest.mark.parametrize(("numpy", "symnp"), [("passed", "passed"), ("failed", "failed"), ("failed", "passed")])
def test_what_the_second_run_does_not_confirm_is_told_and_does_not_count(hold, tmp_path, capsys, numpy, symnp):
    once, unlucky = make_run(a="passed", b="passed"), make_run(a="passed", b="failed")
    assert hold([once, make_run(b=numpy)], [unlucky, make_run(b=symnp)])[0] == 0
    assert "unsteady, does not count: b" in capsys.readouterr().out
    run = read(tmp_path / "r.json")
    assert run["unsteady"] == ["b"]
    assert run["oracle"]["checked"] == 1


def test_a_test_that_symnp_does_not_even_have_counts_without_a_second_run(hold, capsys):
    status, asked = hold([make_run(a="passed", b="passed")], [make_run(a="passed")])
    assert (status, len(asked)) == (1, 2)
    assert "symnp does not: b: skipped or absent" in capsys.readouterr().out


def test_a_suite_of_which_numpy_passes_nothing_proves_nothing(hold, capsys):
    assert hold([make_run(a="failed")], [make_run(a="failed")])[0] == 2
    assert "nothing to compare symnp with" in capsys.readouterr().err


def test_a_missing_suite_a_missing_submodule_and_a_missing_python_are_said(suite, tmp_path, capsys):
    arguments = ["--out", str(tmp_path / "r.json"), "--suite"]
    assert array_api.main([*arguments, str(tmp_path / "nowhere")]) == 2
    assert "--suite wants a checkout of data-apis/array-api-tests" in capsys.readouterr().err
    (suite / "array-api" / "spec" / array_api.STANDARD).rmdir()
    assert array_api.main([*arguments, str(suite)]) == 2
    assert "git submodule update --init" in capsys.readouterr().err
    assert array_api.main([*arguments, str(suite), "--python", "/no/python"]) == 2
    assert "there is no Python at '/no/python'" in capsys.readouterr().err
    assert not (tmp_path / "r.json").exists()


def program(folder, text):
    """Make a program that stands for the interpreter under test."""
    path = folder / "python"
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def settings(suite, python):
    return array_api.Settings(suite, python, 20, 0)


def test_an_interpreter_without_what_is_needed_is_refused_with_what_it_said(suite):
    with pytest.raises(array_api.SuiteError, match=r"lacks what the suite needs:\nno symnp"):
        array_api.facts(settings(suite, program(suite, "echo no symnp >&2; exit 1")))


@pytest.mark.parametrize(("place", "accepted"), [(FACTS["place"], True), ("/checkout/src/symnp/__init__.py", False)])
def test_symnp_outside_of_site_packages_is_refused(suite, place, accepted):
    python = program(suite, f"echo '{json.dumps(FACTS | {'place': place})}'")
    if accepted:
        assert array_api.facts(settings(suite, python))["revision"] == "abc"
    else:
        with pytest.raises(array_api.SuiteError, match="install it without -e"):
            array_api.facts(settings(suite, python))


def test_a_pytest_that_breaks_off_is_no_run(suite):
    with pytest.raises(array_api.SuiteError, match=r"(?s)did not run for symnp, pytest ended with 2:.*cannot import"):
        array_api.run_suite(settings(suite, program(suite, "echo cannot import; exit 2")), "symnp")


def test_a_pytest_without_a_report_is_no_run(suite):
    with pytest.raises(array_api.SuiteError, match="ended with 0"):
        array_api.run_suite(settings(suite, program(suite, "exit 0")), "numpy")


def test_a_pytest_that_hangs_is_stopped(suite, monkeypatch):
    monkeypatch.setattr(array_api, "TIMEOUT", 0.2)
    with pytest.raises(array_api.SuiteError, match="did not end for numpy"):
        array_api.run_suite(settings(suite, program(suite, "exec sleep 30")), "numpy")


def test_a_run_has_nothing_of_an_earlier_one(tmp_path, monkeypatch):
    for name in ("ARRAY_API_TESTS_SKIP_DTYPES", "PYTEST_ADDOPTS", "HYPOTHESIS_STORAGE_DIRECTORY"):
        monkeypatch.setenv(name, "old")
    found = array_api.environment("symnp", 3, tmp_path)
    assert "old" not in found.values()
    assert (found["ARRAY_API_TESTS_MODULE"], found["ARRAY_API_TESTS_VERSION"]) == ("symnp", "2024.12")
    assert found["SUITE_SEED"] == "3"


def test_every_test_of_the_suite_starts_from_the_same_random_numbers(monkeypatch):
    monkeypatch.setenv("SUITE_SEED", "5")
    state, drawn = random.getstate(), []
    for _ in range(2):
        seeded.pytest_runtest_call()
        drawn.append(random.getstate())
    random.setstate(state)
    assert drawn[0] == drawn[1]


def test_the_commit_is_the_suites_own_and_tells_of_changes(suite):
    assert array_api.commit(suite) is None
    git = ["git", "-C", str(suite), "-c", "user.name=n", "-c", "user.email=e"]
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "m"]):
        subprocess.run([*git, *arguments], check=True)
    found = array_api.commit(suite)
    assert len(found) == 40
    (suite / "array_api_tests" / "__init__.py").write_text("x = 1\n")
    assert array_api.commit(suite) == f"{found}+changes"
    assert array_api.commit(suite / "array_api_tests") is None  # A folder inside some other checkout.


def test_the_help_says_what_the_suite_is():
    done = subprocess.run(
        [sys.executable, ROOT / ".ci" / "array_api.py", "--help"], capture_output=True, text=True, check=True
    )
    assert "data-apis/array-api-tests with its submodule array-api" in done.stdout
