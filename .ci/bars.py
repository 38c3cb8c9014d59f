"""The bars: what every package must clear before it may be published. One line a bar, with its figure."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
REPORTS = ROOT / ".nox" / "reports"
DIST = ROOT / "dist"
COVERAGE = 95.0
COMPLETENESS = 95.0
# What sp-repo-review asks of a repository and not of a package, or what this project decided otherwise.
REVIEW_IGNORED = {
    "RTD100": "the site is built by CI and published from there, not by Read the Docs",
    "PC180": "Markdown is laid out by hand: a formatter would break the figures' markers in READMEs",
}
SMOKE = """
import doctest, importlib, {module}
failed, tried = doctest.testmod({module})
assert tried, "{module} has no doctest to run"
raise SystemExit(failed)
"""


class Package(NamedTuple):
    """A package under test."""

    name: str
    folder: Path
    module: str


class Verdict(NamedTuple):
    """Whether a bar was cleared, its figure, and what the tool printed."""

    cleared: bool
    figure: str
    output: str


def call(*command: str | Path, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a tool and return what it did and printed."""
    return subprocess.run(
        [str(part) for part in command], cwd=cwd, env=os.environ | environment, check=False, text=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


def verdict(done: subprocess.CompletedProcess[str], figure: str = "") -> Verdict:
    """Judge a tool by its exit status."""
    return Verdict(done.returncode == 0, figure, done.stdout)


def style(package: Package) -> Verdict:
    """Check with ruff that the code is clean and formatted."""
    checked = call("ruff", "check", package.folder)
    return verdict(checked) if checked.returncode else verdict(call("ruff", "format", "--check", package.folder))


def types(package: Package) -> Verdict:
    """Check with mypy that the types hold strictly."""
    return verdict(call("mypy", "--config-file", package.folder / "pyproject.toml", package.folder / "src"))


def docstrings(package: Package) -> Verdict:
    """Check with numpydoc that the public names are documented by its rules."""
    code = (
        "import inspect, sys, tomllib; from numpydoc.validate import validate\n"
        f"import {package.module} as m\n"
        f"skip = set(tomllib.load(open({str(package.folder / 'pyproject.toml')!r}, 'rb'))"
        "['tool']['numpydoc_validation']['checks'][1:])\n"
        "import numpy; rooms = {m: numpy} | {getattr(m, n): getattr(numpy, n, None) for n in m.__all__"
        " if inspect.ismodule(getattr(m, n)) and hasattr(getattr(m, n), '__all__')}\n"
        "own = [r.__name__ + '.' + n for r, like in rooms.items() for n in r.__all__"
        " if callable(getattr(r, n)) and not hasattr(like, n)]\n"
        "assert own, 'no public name was checked'\n"
        "bad = [(n, e) for n in own for e in validate(n)['errors'] if e[0] not in skip]\n"
        "print(*bad, sep='\\n'); print(f'{len(own)} names'); sys.exit(bool(bad))"
    )
    done = call(sys.executable, "-c", code)
    return verdict(done, done.stdout.strip().rsplit("\n", 1)[-1])


def doctests(package: Package) -> Verdict:
    """Run the examples in the docstrings."""
    done = call(
        sys.executable, "-m", "pytest", "--doctest-modules", "-q", "-p", "no:cacheprovider", package.folder / "src"
    )
    return verdict(done, done.stdout.strip().rsplit("\n", 1)[-1])


def review(package: Package) -> Verdict:
    """Ask sp-repo-review about the repository with this package's configuration."""
    ignored = ",".join(REVIEW_IGNORED)
    done = call(
        "repo-review", "--package-dir", package.folder.relative_to(ROOT), "--ignore", ignored, "--format", "json", "."
    )
    try:
        checks = json.loads(done.stdout[done.stdout.index("{") :])["checks"]
    except ValueError:
        return Verdict(False, "no answer", done.stdout)
    failed = [
        f"{name}: {check['description']}: {check['err_msg']}"
        for name, check in checks.items()
        if check["result"] is False
    ]
    passed = sum(check["result"] is True for check in checks.values())
    return Verdict(not failed and passed > 0, f"{passed} passed, {len(failed)} failed", "\n".join(failed))


def completeness(package: Package) -> Verdict:
    """Ask pyright how much of the public surface has types."""
    done = call("pyright", "--pythonpath", sys.executable, "--ignoreexternal", "--verifytypes", package.module)
    found = re.search(r"Type completeness score: ([\d.]+)%", done.stdout)
    score = float(found.group(1)) if found else 0.0
    return Verdict(score >= COMPLETENESS, f"{score:.1f} %", done.stdout)


def coverage(package: Package) -> Verdict:
    """Read the branch coverage that the tests session has left."""
    path = REPORTS / f"coverage-{package.name}.json"
    if not path.exists():
        return Verdict(False, "no data", f"{path} is missing: run the session tests({package.name}) first")
    report = json.loads(path.read_text())
    share = float(report["totals"]["percent_covered"])
    missing = [f"{name}: {file['missing_lines']}" for name, file in report["files"].items() if file["missing_lines"]]
    return Verdict(share >= COVERAGE and report["meta"]["branch_coverage"], f"{share:.1f} %", "\n".join(missing))


def dependencies(package: Package) -> Verdict:
    """Check with deptry that every import is declared and every declaration used."""
    return verdict(call("deptry", "src", cwd=package.folder))


def spelling(package: Package) -> Verdict:
    """Check with codespell."""
    return verdict(call("codespell", "--toml", ROOT / "pyproject.toml", package.folder))


def built(package: Package, pattern: str) -> Path:
    """Return the one file in dist/ of this package and pattern."""
    (found,) = DIST.glob(f"{package.module}-{pattern}")
    return found


def metadata(package: Package) -> Verdict:
    """Check with twine and check-wheel-contents what would be uploaded."""
    wheel, sdist = built(package, "*.whl"), built(package, "*.tar.gz")
    checked = call("twine", "check", "--strict", wheel, sdist)
    return verdict(checked) if checked.returncode else verdict(call("check-wheel-contents", wheel))


def clean_install(package: Package) -> Verdict:
    """Install the wheel alone into a new environment and run the package's own example."""
    with tempfile.TemporaryDirectory() as folder:
        call(shutil.which("uv") or "uv", "venv", "--quiet", folder)
        python = Path(folder) / "bin" / "python"
        done = call("uv", "pip", "install", "--quiet", f"--python={python}", built(package, "*.whl"))
        if done.returncode:
            return verdict(done)
        smoke = call(python, "-I", "-c", SMOKE.format(module=package.module), cwd=Path(folder))
        version = call(python, "-I", "-c", f"import {package.module} as m; print(m.__version__)").stdout.strip()
        return verdict(smoke, f"version {version}")


BARS: tuple[Callable[[Package], Verdict], ...] = (
    style, types, docstrings, doctests, review, completeness, coverage, dependencies, spelling, metadata, clean_install,
)  # fmt: skip


def package_named(name: str) -> Package:
    """Return what the bars need to know of a package."""
    folder = ROOT / "packages" / name
    tomllib.loads((folder / "pyproject.toml").read_text())
    (module,) = [path.parent.name for path in folder.glob("src/*/__init__.py")]
    return Package(name, folder, module)


def main(names: list[str]) -> int:
    """Hold packages to every bar and return 1 if one was not cleared."""
    fallen = 0
    for package in map(package_named, names):
        for bar in BARS:
            judged = bar(package)
            word = "ok    " if judged.cleared else "FAILED"
            print(f"{word} {package.name} {bar.__name__.replace('_', '-')} {judged.figure}".rstrip(), flush=True)
            if not judged.cleared:
                fallen += 1
                print(judged.output)
    return bool(fallen)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
