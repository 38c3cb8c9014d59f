"""Hold symnp to the Array API 2024.12: what NumPy passes of the standard's public tests, symnp passes.

    .ci/array_api.py --suite PATH [--python PYTHON] --out FILE

The suite is data-apis/array-api-tests with its submodule array-api in place (`git clone --recurse-submodules`). PYTHON
holds numpy, symnp, monorepo-testing, what the suite's requirements.txt asks, and pytest-json-report. symnp must lie in
its site-packages: Hypothesis draws constants from the source of whatever lies elsewhere, so that NumPy and an editable
symnp would see other examples. `nox -s array-api -- --suite PATH` sees to all of that.

The suite runs for NumPy and then for symnp, on the same examples. A test that only NumPy passes is run again for both:
it counts only if it does the same again. The run is stored in the form of the paired runner's, with NumPy as the
oracle; the exit status is 1 if symnp fails a test that NumPy passes.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
SUITE = "data-apis/array-api-tests"
STANDARD = "2024.12"
MODULES = ("numpy", "symnp")
COUNTED = {"passed": "passed", "skipped": "skipped", "failed": "failed", "error": "failed"}
# What would make a run differ from the one that is asked for.
FOREIGN = ("ARRAY_API_TESTS_", "PYTEST_", "HYPOTHESIS_")
TIMEOUT = 1800
# Facts that only the interpreter under test knows; the machine is described as in every other stored run.
PROBE = """
import json, sys
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from monorepo_testing.paired.machine import hardware, revision, system
names = ("numpy", "symnp", "pytest", "hypothesis")
print(json.dumps({
    "machine": {**hardware(), **system()},
    "revision": revision(Path(sys.argv[1])),
    "versions": {name: version(name) for name in names},
    "place": find_spec("symnp").origin,
}))
"""


class SuiteError(Exception):
    """The suite is not there or did not run: nothing can be said of symnp."""


class Settings(NamedTuple):
    """What a run is asked for."""

    suite: Path
    python: str
    max_examples: int
    seed: int


class Run(NamedTuple):
    """One run of the suite: each test's outcome, why tests failed, and what it took."""

    outcomes: dict[str, str]
    reasons: dict[str, str]
    seconds: float
    cpu_seconds: float


class Verdict(NamedTuple):
    """What NumPy alone passes, twice; what symnp alone passes; what only the first of two runs said."""

    only_numpy: list[str]
    only_symnp: list[str]
    unsteady: list[str]


# The suite.


def check_suite(suite: Path) -> None:
    """Demand a checkout of the suite that has the standard in its submodule."""
    if not (suite / "array_api_tests" / "__init__.py").is_file():
        raise SuiteError(f"there is no array_api_tests in {str(suite)!r}: --suite wants a checkout of {SUITE}")
    if not (suite / "array-api" / "spec" / STANDARD).is_dir():
        raise SuiteError(
            f"the submodule array-api of {str(suite)!r} lacks {STANDARD}: run git submodule update --init there"
        )


def commit(suite: Path) -> str | None:
    """Return the suite's commit, with `+changes` where its files differ; None if it is no Git checkout of its own."""
    top = git(suite, "rev-parse", "--show-toplevel")
    found = git(suite, "rev-parse", "HEAD")
    if not top or not found or Path(top).resolve() != suite.resolve():
        return None
    return found + ("+changes" if git(suite, "status", "--porcelain", "--untracked-files=no") else "")


def git(folder: Path, *arguments: str) -> str:
    """Return what git says of a folder, or the empty string where there is nothing to say."""
    try:
        done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def facts(settings: Settings) -> dict[str, Any]:
    """Ask the interpreter under test for machine, revision and versions, and demand that symnp lies where NumPy does."""
    done = subprocess.run(
        [settings.python, "-c", PROBE, str(ROOT)], capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )
    if done.returncode:
        raise SuiteError(f"{settings.python} lacks what the suite needs:\n{done.stderr.strip()}")
    found: dict[str, Any] = json.loads(done.stdout)
    if "/site-packages/" not in found["place"]:
        raise SuiteError(f"symnp is {found['place']}, outside site-packages: install it without -e, see --help")
    return found


def environment(module: str, seed: int, scratch: Path) -> dict[str, str]:
    """Return the variables of a run: nothing of an earlier run, and nothing random."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
    path = [str(ROOT / ".ci" / "array_api_run"), *filter(None, [kept.get("PYTHONPATH")])]
    return {
        **kept,
        "ARRAY_API_TESTS_MODULE": module,
        "ARRAY_API_TESTS_VERSION": STANDARD,
        # Without a folder of its own, a run would first replay what failed in the run before.
        "HYPOTHESIS_STORAGE_DIRECTORY": str(scratch / "hypothesis"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONPATH": os.pathsep.join(path),
        "SUITE_SEED": str(seed),
    }


def command(settings: Settings, report: Path, tests: Iterable[str]) -> list[str]:
    """Return the command line that runs tests of the suite and reports them as JSON."""
    return [
        settings.python, "-m", "pytest", "-q", "--tb=line", "-p", "no:cacheprovider", "-p", "seeded", "-o", "addopts=",
        f"--max-examples={settings.max_examples}", f"--hypothesis-seed={settings.seed}",
        "--json-report", f"--json-report-file={report}", "--json-report-omit", "log", "streams", "warnings",
        "--", *tests,
    ]  # fmt: skip


def run_suite(settings: Settings, module: str, tests: Iterable[str] = ("array_api_tests",)) -> Run:
    """Run tests of the suite for one module."""
    with tempfile.TemporaryDirectory() as folder:
        report, output = Path(folder) / "report.json", Path(folder) / "output"
        before, start = children_seconds(), time.perf_counter()
        with output.open("wb") as stream:
            try:
                status = subprocess.run(
                    command(settings, report, tests), cwd=settings.suite, stdin=subprocess.DEVNULL, stdout=stream,
                    stderr=subprocess.STDOUT, env=environment(module, settings.seed, Path(folder)), check=False,
                    timeout=TIMEOUT,
                ).returncode  # fmt: skip
            except subprocess.TimeoutExpired as hung:
                raise SuiteError(f"the suite did not end for {module} within {TIMEOUT} s") from hung
        seconds, cpu_seconds = time.perf_counter() - start, children_seconds() - before
        # 0 says that all passed, 1 that some failed; anything else, that not all tests ran.
        if status not in (0, 1) or not report.is_file():
            tail = output.read_text("utf-8", "replace")[-2000:]
            raise SuiteError(f"the suite did not run for {module}, pytest ended with {status}:\n{tail}")
        return Run(*read_report(json.loads(report.read_text("utf-8"))), seconds, cpu_seconds)


def children_seconds() -> float:
    """Return the processor time of all processes that this one has started and that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


# What two runs say.


def read_report(report: dict[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    """Return each test's outcome, and the first line of why it failed."""
    outcomes: dict[str, str] = {}
    reasons: dict[str, str] = {}
    for test in report["tests"]:
        outcomes[test["nodeid"]] = test["outcome"]
        crashes = [test.get(phase, {}).get("crash", {}).get("message") for phase in ("setup", "call", "teardown")]
        for text in filter(None, crashes):
            reasons.setdefault(test["nodeid"], text.split("\n")[0])
    return outcomes, reasons


def only_passed_by(one: dict[str, str], other: dict[str, str]) -> list[str]:
    """Return the tests that pass in one run and fail, are skipped or are absent in the other."""
    return [test for test, outcome in one.items() if outcome == "passed" and other.get(test) != "passed"]


def confirmed(missing: list[str], first: dict[str, Run], again: dict[str, Run]) -> list[str]:
    """Return those of the tests that only NumPy passes which it alone passes again, or which symnp has not at all."""
    repeated = set(only_passed_by(again["numpy"].outcomes, again["symnp"].outcomes)) if again else set()
    return [test for test in missing if test in repeated or test not in first["symnp"].outcomes]


def judge(settings: Settings, first: dict[str, Run]) -> Verdict:
    """Compare the runs, and run again what only NumPy passes: a deadline may be missed by chance."""
    numpy, symnp = (first[module].outcomes for module in MODULES)
    if "passed" not in numpy.values():
        raise SuiteError("NumPy passes no test of the suite: there is nothing to compare symnp with")
    missing = only_passed_by(numpy, symnp)
    known = [test for test in missing if test in symnp]
    again = {module: run_suite(settings, module, known) for module in MODULES} if known else {}
    faults = confirmed(missing, first, again)
    return Verdict(faults, only_passed_by(symnp, numpy), [test for test in missing if test not in faults])


def count(outcomes: dict[str, str]) -> dict[str, int]:
    """Return how many tests passed, failed (or broke) and were skipped; any other outcome by its own name."""
    counts = {"passed": 0, "failed": 0, "skipped": 0}
    for outcome in outcomes.values():
        name = COUNTED.get(outcome, outcome)
        counts[name] = counts.get(name, 0) + 1
    return counts


# The stored run, in the form that monorepo_testing.paired reads.


def sized(runs: dict[str, Run]) -> dict[str, Any]:
    """Return seconds and their ratios: one round, one size, memory not measured."""
    contenders = {
        module: {
            "seconds": spread(run.seconds),
            "cpu_seconds": spread(run.cpu_seconds),
            "extra_bytes": None,
            "samples": [{"round": 1, "seconds": run.seconds, "cpu_seconds": run.cpu_seconds, "extra_bytes": None}],
        }
        for module, run in runs.items()
    }
    pairs = [(a, b) for a in runs for b in runs if a != b]
    ratios = {(a, b): runs[a].seconds / runs[b].seconds for a, b in pairs}
    return {
        "contenders": contenders,
        "ratios": {f"{a}_vs_{b}": {**spread(ratio), "samples": [ratio]} for (a, b), ratio in ratios.items()},
        "memory_ratios": {},
        "rounds": [],
    }


def spread(value: float) -> dict[str, float]:
    """Return the one value as minimum, median and maximum."""
    return {"min": value, "median": value, "max": value}


def document(settings: Settings, found: dict[str, Any], runs: dict[str, Run], verdict: Verdict) -> dict[str, Any]:
    """Return the run as it is stored."""
    size, passed = sized(runs), count(runs["numpy"].outcomes)["passed"] - len(verdict.unsteady)
    options = f"--suite PATH --max-examples {settings.max_examples} --seed {settings.seed}"
    needs = {"numpy": ("numpy", "pytest", "hypothesis"), "symnp": ("numpy", "symnp", "pytest", "hypothesis")}
    return {
        "schema": 1,
        "claim": "symnp_array_api",
        "text": f"symnp passes what NumPy passes of {SUITE}, the public tests of the Array API {STANDARD}.",
        "date": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "command": f"python3 dev.py nox -s array-api -- {options}",
        "revision": found["revision"],
        "machine": found["machine"],
        "settings": {
            "rounds": 1,
            "suite": SUITE,
            "suite_commit": commit(settings.suite),
            "array_api": STANDARD,
            "max_examples": settings.max_examples,
            "seed": settings.seed,
        },
        "contenders": {
            module: {
                "kind": "suite",
                "versions": {name: found["versions"][name] for name in needs[module]},
                "tests": count(run.outcomes),
            }
            for module, run in runs.items()
        },
        "oracle": {
            "call": "what NumPy passes",
            "checked": passed,
            "passed": passed - len(verdict.only_numpy),
        },
        "only_numpy_passes": verdict.only_numpy,
        "only_symnp_passes": verdict.only_symnp,
        "unsteady": verdict.unsteady,
        "ratios": size["ratios"],
        "sizes": {STANDARD: size},
    }


def store(run: dict[str, Any], path: Path) -> None:
    """Write the run, all or nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.write_text(json.dumps(run, indent=1, allow_nan=False) + "\n", "utf-8")
    temporary.replace(path)


def timed(settings: Settings, module: str) -> Run:
    """Run the whole suite for one module, and print a line."""
    run = run_suite(settings, module)
    counts = ", ".join(f"{number} {outcome}" for outcome, number in count(run.outcomes).items())
    print(f"{module}: {counts}, {run.seconds:.1f} s", flush=True)
    return run


def hold(settings: Settings, out: Path) -> int:
    """Run the suite for both modules, store the run, and return 1 if symnp fails what NumPy passes."""
    check_suite(settings.suite)
    found = facts(settings)
    runs = {module: timed(settings, module) for module in MODULES}
    verdict = judge(settings, runs)
    store(document(settings, found, runs, verdict), out)
    for test in verdict.unsteady:
        print(f"unsteady, does not count: {test}")
    for test in verdict.only_numpy:
        print(f"FAULT NumPy passes, symnp does not: {test}: {runs['symnp'].reasons.get(test, 'skipped or absent')}")
    print(f"symnp alone passes {len(verdict.only_symnp)}, NumPy alone {len(verdict.only_numpy)}; stored {out}")
    return bool(verdict.only_numpy)


def interpreter(name: str) -> str:
    """Return an interpreter's path as it holds in the suite's folder; a link stays one, for it names its environment."""
    found = shutil.which(name)
    if found is None:
        raise SuiteError(f"there is no Python at {name!r}")
    return str(Path(found).absolute())


def main(arguments: list[str]) -> int:
    """Read the arguments, and say in one line what keeps the suite from running."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--suite", type=Path, required=True, help=f"a checkout of {SUITE} with its submodule array-api")
    parser.add_argument("--python", default=sys.executable, help="the interpreter under test; the one that runs this")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="where the run is stored as JSON")
    parser.add_argument("--max-examples", type=int, default=20, metavar="N", help="examples a test; 20")
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="what all examples come from; 0")
    given = parser.parse_args(arguments)
    try:
        settings = Settings(given.suite.resolve(), interpreter(given.python), given.max_examples, given.seed)
        return hold(settings, given.out)
    except SuiteError as problem:
        print(f"array_api.py: {problem}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
