"""The gates' own checks can fail, and say why."""

from __future__ import annotations

import json
import subprocess

import pytest
from scripts import ROOT, load

from monorepo_testing.figures import check

limits, bars, release = load(".ci/limits.py"), load(".ci/bars.py"), load(".ci/release.py")


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("long.py", "x = 1\n" * 401, "401 lines, at most 400"),
        ("deep.py", "def f():\n" + "    x = 1\n" * 60, "f has 61 lines, at most 60"),
        ("utils.py", "x = 1\n", "the name does not say what is inside"),
    ],
)
def test_files_beyond_the_limits_are_named(tmp_path, name, text, fault):
    path = tmp_path / name
    path.write_text(text)
    (found,) = limits.faults(path)
    assert fault in found


def test_files_within_the_limits_have_no_fault(tmp_path):
    path = tmp_path / "short.py"
    path.write_text("x = 1\n" * 400)
    assert list(limits.faults(path)) == []


def test_a_docstring_may_be_as_long_as_it_takes_where_the_code_is_short(tmp_path):
    path = tmp_path / "told.py"
    path.write_text('def f():\n    """Return.\n' + "    Much.\n" * 80 + '    """\n' + "    x = 1\n" * 40)
    assert list(limits.faults(path)) == []
    path.write_text(path.read_text() + "    x = 1\n" * 10)
    (found,) = limits.faults(path)
    assert "at most 60" in found


@pytest.fixture
def package(tmp_path, monkeypatch):
    monkeypatch.setattr(bars, "REPORTS", tmp_path)
    return bars.Package("p", tmp_path, "p")


def coverage_report(share, branch=True):
    return json.dumps(
        {
            "meta": {"branch_coverage": branch},
            "totals": {"percent_covered": share},
            "files": {"a.py": {"missing_lines": [3]}},
        }
    )


@pytest.mark.parametrize(
    ("share", "branch", "cleared"), [(95.0, True, True), (94.9, True, False), (99.0, False, False)]
)
def test_coverage_below_the_bar_or_without_branches_falls(package, share, branch, cleared):
    (bars.REPORTS / "coverage-p.json").write_text(coverage_report(share, branch))
    assert bars.coverage(package).cleared is cleared


def test_absent_coverage_falls_and_says_what_to_run(package):
    judged = bars.coverage(package)
    assert not judged.cleared
    assert "run the session tests(p) first" in judged.output


@pytest.mark.parametrize(
    ("text", "cleared"),
    [("Type completeness score: 95%", True), ("Type completeness score: 94.9%", False), ("", False)],
)
def test_completeness_below_the_bar_or_absent_falls(package, monkeypatch, text, cleared):
    monkeypatch.setattr(bars, "call", lambda *a, **k: subprocess.CompletedProcess(a, 0, stdout=text))
    assert bars.completeness(package).cleared is cleared


@pytest.mark.parametrize(("result", "cleared"), [(True, True), (False, False), (None, False)])
def test_a_failed_check_of_the_review_falls_and_so_does_a_review_without_checks(package, monkeypatch, result, cleared):
    monkeypatch.setattr(bars, "ROOT", package.folder)
    answer = json.dumps({"checks": {"X1": {"description": "d", "err_msg": "e", "result": result}}})
    monkeypatch.setattr(bars, "call", lambda *a, **k: subprocess.CompletedProcess(a, 0, stdout=answer))
    assert bars.review(package).cleared is cleared


def test_a_tool_that_fails_falls(package, monkeypatch):
    monkeypatch.setattr(bars, "call", lambda *a, **k: subprocess.CompletedProcess(a, 1, stdout="why"))
    for bar in (bars.style, bars.types, bars.docstrings, bars.doctests, bars.dependencies, bars.spelling):
        assert bar(package) == (False, bar(package).figure, "why")


@pytest.fixture
def checkout(tmp_path):
    folder = tmp_path / "packages" / "some-pack" / "src" / "some_pack"
    folder.mkdir(parents=True)
    (folder / "_version.py").write_text('__version__ = "1.2.3"\n')
    (tmp_path / "dist").mkdir()
    return tmp_path


def test_a_release_tag_names_a_package_and_its_version(checkout):
    assert release.check("some-pack-v1.2.3", checkout) == ("some-pack", "1.2.3")
    for tag, text in (
        ("some-pack-v1.2.4", "holds 1.2.3"),
        ("other-v1.2.3", "no package 'other'"),
        ("v1", "not of the form"),
    ):
        with pytest.raises(ValueError, match=text):
            release.check(tag, checkout)


def test_a_release_uploads_one_wheel_and_one_sdist(checkout):
    with pytest.raises(ValueError, match="one wheel and one sdist"):
        release.collect("some-pack", "1.2.3", checkout / "upload", checkout)
    for name in ("some_pack-1.2.3-py3-none-any.whl", "some_pack-1.2.3.tar.gz", "other-1.2.3.tar.gz"):
        (checkout / "dist" / name).write_text("")
    assert len(release.collect("some-pack", "1.2.3", checkout / "upload", checkout)) == 2
    assert release.main(["nonsense"]) == 1


@pytest.mark.parametrize("readme", ["README.md", "packages/symnp/README.md"])
def test_every_figure_of_a_readme_comes_from_a_stored_run(readme):
    assert check((ROOT / readme).read_text(), folder=ROOT) > 10
