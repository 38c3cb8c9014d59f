from __future__ import annotations

import json

import pytest
from scripts import load

summary = load(".ci/summary.py")

CASES = {
    "passed": '<testcase classname="a" name="passes"/>',
    "failed": '<testcase classname="a" name="fails"><failure message="no"/></testcase>',
    "error": '<testcase classname="a" name="breaks"><error message="no"/></testcase>',
    "skipped": '<testcase classname="a" name="skips"><skipped type="pytest.skip" message="no GPU"/></testcase>',
    "xfail": '<testcase classname="a" name="xfails"><skipped type="pytest.xfail" message="known"/></testcase>',
}


@pytest.fixture
def reports(tmp_path, monkeypatch):
    monkeypatch.delenv("REQUIRE_GPU", raising=False)
    monkeypatch.delenv("REQUIRE_TOOLCHAINS", raising=False)

    def write(*cases, sessions=(("tests", "success"),), skips=(), expected=None):
        (tmp_path / "unit.xml").write_text(
            f"<testsuites><testsuite>{''.join(CASES[c] for c in cases)}</testsuite></testsuites>"
        )
        entries = [{"signatures": [name], "result": result} for name, result in sessions]
        (tmp_path / "sessions.json").write_text(json.dumps({"sessions": entries}))
        for name, reason in skips:
            (tmp_path / f"{name}.skipped.json").write_text(json.dumps({"session": name, "reason": reason}))
        monkeypatch.setattr(summary, "expected_skips", lambda: expected or {})
        return summary.main(tmp_path)

    return write


def test_a_clean_run_passes_and_its_last_line_counts(reports, capsys):
    assert reports("passed", "passed", "xfail") == 0
    assert capsys.readouterr().out.splitlines()[-1] == "3 passed, 0 failed, 0 skipped"


@pytest.mark.parametrize("case", ["failed", "error"])
def test_a_failed_test_fails_the_run(reports, capsys, case):
    assert reports("passed", case) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "1 passed, 1 failed, 0 skipped"
    assert any(line.startswith("FAULT unit: a::") for line in lines)


def test_an_unexpected_skip_fails_the_run_and_says_why_it_was_skipped(reports, capsys):
    assert reports("skipped") == 1
    assert "FAULT unit: a::skips was skipped, which no list expects: no GPU" in capsys.readouterr().out


def test_an_expected_skip_is_printed_and_passes(reports, capsys):
    assert reports("passed", "skipped", expected={"tests": {"unit": {"a::skips": "no GPU"}}}) == 0
    assert "unit: a::skips: no GPU" in capsys.readouterr().out


def test_an_expected_skip_that_ran_fails_the_run(reports, capsys):
    assert reports("passed", expected={"tests": {"unit": {"a::passes": "no GPU"}}}) == 1
    assert "the list expects a skip" in capsys.readouterr().out


def test_an_expected_skip_that_is_gone_fails_the_run(reports, capsys):
    assert reports("passed", expected={"tests": {"unit": {"a::gone": "no GPU"}}}) == 1
    assert "is not there any more" in capsys.readouterr().out


def test_a_failed_session_fails_the_run(reports, capsys):
    assert reports("passed", sessions=[("lint", "failed")]) == 1
    assert "FAULT session lint failed" in capsys.readouterr().out


def test_a_skipped_session_needs_to_be_expected(reports, capsys):
    sessions, skips = [("gpu", "skipped"), ("tests", "success")], [("gpu", "no driver")]
    assert reports("passed", sessions=sessions, skips=skips) == 1
    assert "session gpu was skipped, which no list expects: no driver" in capsys.readouterr().out
    assert reports("passed", sessions=sessions, skips=skips, expected={"sessions": {"gpu": "none"}}) == 0


@pytest.mark.parametrize(("session", "variable"), [("gpu", "REQUIRE_GPU"), ("toolchains", "REQUIRE_TOOLCHAINS")])
def test_a_required_session_must_not_be_skipped_even_where_the_list_expects_it(
    reports, monkeypatch, capsys, session, variable
):
    monkeypatch.setenv(variable, "1")
    status = reports(
        "passed", sessions=[(session, "skipped")], skips=[(session, "absent")], expected={"sessions": {session: "x"}}
    )
    assert status == 1
    assert f"although {variable}=1" in capsys.readouterr().out


def test_a_session_that_was_expected_to_be_skipped_and_ran_fails_the_run(reports, capsys):
    assert reports("passed", sessions=[("gpu", "success")], expected={"sessions": {"gpu": "none"}}) == 1
    assert "strike it there" in capsys.readouterr().out


def test_a_run_without_reports_fails(tmp_path, capsys):
    assert summary.main(tmp_path) == 1
    assert "nothing was tested" in capsys.readouterr().out


@pytest.mark.parametrize("kind", ["cpu", "gpu"])
def test_the_checked_in_lists_can_be_read(monkeypatch, kind):
    monkeypatch.setenv("REQUIRE_GPU", "1" if kind == "gpu" else "0")
    assert set(summary.expected_skips()) <= {"sessions", "tests"}
