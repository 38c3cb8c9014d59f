"""The last word of a test run: what ran, what was skipped and why, held against the list of expected skips."""

from __future__ import annotations

import json
import os
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

HERE = Path(__file__).resolve().parent


class Test(NamedTuple):
    """One test of a report: its outcome is passed, failed or skipped, and a skip has its reason."""

    report: str
    name: str
    outcome: str
    reason: str


def read_tests(folder: Path) -> list[Test]:
    """Return the tests of all reports in a folder."""
    return [test for path in sorted(folder.glob("*.xml")) for test in _read_report(path)]


def _read_report(path: Path) -> Iterator[Test]:
    for case in ET.parse(path).getroot().iter("testcase"):
        name = f"{case.get('classname', '')}::{case.get('name', '')}"
        skipped = case.find("skipped")
        if case.find("failure") is not None or case.find("error") is not None:
            yield Test(path.stem, name, "failed", "")
        elif skipped is not None and skipped.get("type") != "pytest.xfail":
            yield Test(path.stem, name, "skipped", skipped.get("message", ""))
        else:
            yield Test(path.stem, name, "passed", "")


def read_sessions(folder: Path) -> dict[str, str]:
    """Return each nox session's result by its name."""
    path = folder / "sessions.json"
    if not path.exists():
        return {}
    return {session["signatures"][-1]: session["result"] for session in json.loads(path.read_text())["sessions"]}


def read_session_skips(folder: Path) -> dict[str, str]:
    """Return why sessions were skipped."""
    found = [json.loads(path.read_text()) for path in sorted(folder.glob("*.skipped.json"))]
    return {skip["session"]: skip["reason"] for skip in found}


def compare_tests(tests: list[Test], expected: dict[str, dict[str, str]]) -> list[str]:
    """Return the faults: tests that were skipped and should not have been, and the other way round."""
    faults = []
    for test in tests:
        wanted = test.name in expected.get(test.report, {})
        if test.outcome == "skipped" and not wanted:
            faults.append(f"{test.report}: {test.name} was skipped, which no list expects: {test.reason}")
        if test.outcome != "skipped" and wanted:
            faults.append(f"{test.report}: {test.name} {test.outcome}, but the list expects a skip: strike it there")
    ran = {(test.report, test.name) for test in tests}
    reports = {test.report for test in tests}
    for report, names in expected.items():
        gone = [name for name in names if report in reports and (report, name) not in ran]
        faults += [f"{report}: {name} is expected to be skipped, but is not there any more" for name in gone]
    return faults


def compare_sessions(results: dict[str, str], skips: dict[str, str], expected: dict[str, str]) -> list[str]:
    """Return the faults of whole sessions."""
    faults = [f"session {name} failed" for name, result in results.items() if result not in ("success", "skipped")]
    for name in sorted({name for name, result in results.items() if result == "skipped"} | set(skips)):
        if name not in expected:
            faults.append(f"session {name} was skipped, which no list expects: {skips.get(name, 'no reason given')}")
        elif required(name):
            faults.append(f"session {name} was skipped although {required(name)}=1: {skips.get(name)}")
    faults += [
        f"session {name} ran, but the list expects a skip: strike it there"
        for name in expected
        if results.get(name) == "success" and name not in skips
    ]
    return faults


def required(session: str) -> str | None:
    """Return the variable that forbids this session to be skipped, if it is set."""
    variable = {"toolchains": "REQUIRE_TOOLCHAINS", "gpu": "REQUIRE_GPU"}.get(session)
    return variable if variable and os.environ.get(variable) == "1" else None


def report_lines(tests: list[Test], results: dict[str, str], skips: dict[str, str]) -> Iterator[str]:
    """Yield what ran and what was skipped, a line each."""
    yield "what ran:"
    for name, result in results.items():
        yield f"  {name}: {result}"
    for report in dict.fromkeys(test.report for test in tests):
        counts = [sum(t.outcome == outcome for t in tests if t.report == report) for outcome in OUTCOMES]
        yield f"  {report}: " + ", ".join(f"{n} {outcome}" for n, outcome in zip(counts, OUTCOMES, strict=True))
    skipped = [f"  {t.report}: {t.name}: {t.reason}" for t in tests if t.outcome == "skipped"]
    skipped += [f"  session {name}: {reason}" for name, reason in skips.items()]
    yield "what was skipped, and why:" if skipped else "nothing was skipped"
    yield from skipped


OUTCOMES = ("passed", "failed", "skipped")


def expected_skips() -> dict[str, dict[str, dict[str, str]]]:
    """Return the list for this kind of machine."""
    kind = "gpu" if os.environ.get("REQUIRE_GPU") == "1" else "cpu"
    return tomllib.loads((HERE / f"skips-{kind}.toml").read_text())


def main(folder: Path) -> int:
    """Print the summary and return 1 if anything failed or was skipped against the list."""
    tests, results, skips = read_tests(folder), read_sessions(folder), read_session_skips(folder)
    expected = expected_skips()
    faults = compare_tests(tests, expected.get("tests", {}))
    faults += compare_sessions(results, skips, expected.get("sessions", {}))
    failed = [f"{test.report}: {test.name} failed" for test in tests if test.outcome == "failed"]
    if not tests or not results:
        faults.append(f"no reports in {folder}: nothing was tested")
    print("\n".join([*report_lines(tests, results, skips), *(f"FAULT {fault}" for fault in [*failed, *faults])]))
    counts = [sum(test.outcome == outcome for test in tests) for outcome in OUTCOMES]
    print(", ".join(f"{n} {outcome}" for n, outcome in zip(counts, OUTCOMES, strict=True)))
    return bool(faults or failed)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
