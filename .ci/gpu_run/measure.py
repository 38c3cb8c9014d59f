"""Run the tests marked `gpu` and the GPU benchmarks of this checkout."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from summary import Test, compare_tests, read_tests

SKIPS = Path(__file__).resolve().parents[1] / "skips-gpu.toml"
# pytest's exit status where nothing was collected.
NO_TESTS = 5


@dataclass
class Outcome:
    """What a run gave: figures for the results, and faults that make it fail."""

    figures: dict[str, Any] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def suites(root: Path) -> dict[str, Path]:
    """Return every folder with tests: the packages', the test kit's and the integration tests."""
    folders = [
        *sorted(path.parent for path in root.glob("packages/*/pyproject.toml")),
        root / "testing",
        root / "integration",
    ]
    return {folder.name: folder for folder in folders if list(folder.rglob("test_*.py"))}


def run_tests(folders: dict[str, Path], reports: Path, environment: dict[str, str], *, dry: bool) -> Outcome:
    """Run `pytest -m gpu` in each folder and hold the skips against the checked-in list; a dry run only collects."""
    outcome = Outcome()
    reports.mkdir(parents=True, exist_ok=True)
    for name, folder in folders.items():
        print(f"== {name}: pytest -m gpu{', collecting only' if dry else ''}", flush=True)
        options = ["--collect-only", "-q"] if dry else [f"--junitxml={reports / f'gpu-{name}.xml'}"]
        command = [sys.executable, "-m", "pytest", "-m", "gpu", "-p", "no:cacheprovider", *options]
        status = subprocess.run(command, cwd=folder, env=environment, check=False).returncode
        judge(name, status, outcome)
    tests = read_tests(reports)
    outcome.figures |= counts(tests)
    outcome.faults += compare_tests(tests, tomllib.loads(SKIPS.read_text("utf-8")).get("tests", {}))
    return outcome


def judge(name: str, status: int, outcome: Outcome) -> None:
    """Write down what one suite's exit status means; its counts come from its report."""
    if status == NO_TESTS:
        print(f"NOTE {name} has no tests marked gpu: nothing of it ran on a GPU", flush=True)
        outcome.figures[name] = "no tests marked gpu"
        return
    outcome.figures[name] = "collected"
    if status:
        outcome.faults.append(f"{name}: pytest -m gpu ended with {status}")


def counts(tests: list[Test]) -> dict[str, dict[str, int]]:
    """Return for each suite how many tests had which outcome."""
    names = dict.fromkeys(test.report for test in tests)
    words = ("passed", "failed", "skipped")
    return {
        name.removeprefix("gpu-"): {word: sum(t.outcome == word for t in tests if t.report == name) for word in words}
        for name in names
    }


def run_benchmarks(folder: Path, results: Path, environment: dict[str, str], *, dry: bool) -> Outcome:
    """Run every GPU benchmark with the paired runner, each into a file of its own; a dry run only names them."""
    outcome = Outcome()
    for claim in sorted(folder.glob("gpu_*.py")):
        print(f"== {claim.name}{': not run' if dry else ''}", flush=True)
        if dry:
            outcome.figures[claim.stem] = "not run"
            continue
        out = results / f"{claim.stem}.json"
        command = [sys.executable, "-m", "monorepo_testing.paired", str(claim), "--out", str(out)]
        status = subprocess.run(command, cwd=folder.parent, env=environment, check=False).returncode
        if status or not out.is_file():
            outcome.faults.append(
                f"benchmark {claim.name} ended with {status} and left {'a' if out.is_file() else 'no'} result"
            )
        else:
            outcome.figures[claim.stem] = json.loads(out.read_text("utf-8"))
    if not outcome.figures and not outcome.faults:
        print("NOTE there are no benchmarks/gpu_*.py: nothing was measured", flush=True)
    return outcome
