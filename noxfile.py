#!/usr/bin/env -S uv run --script

# /// script
# dependencies = ["nox>=2025.2.9"]
# ///

"""Every session of the project. `nox -l` lists them; packages are found in packages/, so a new one needs no edit here."""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import nox

nox.needs_version = ">=2025.2.9"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.reuse_venv = "yes"
nox.options.download_python = "never"  # Looking for a Python that is not there costs 7 to 9 seconds each.

ROOT = Path(__file__).parent
REPORTS = ROOT / ".nox" / "reports"
DIST = ROOT / "dist"
PACKAGES = sorted(path.parent.name for path in ROOT.glob("packages/*/pyproject.toml"))
FOLDERS = {name: ROOT / "packages" / name for name in PACKAGES} | {"testing": ROOT / "testing"}

RUFF = "ruff==0.17.6"
CODESPELL = "codespell==2.4.3"
MYPY = "mypy==2.4.1"
REAL_CUPY = "cupy-cuda13x==14.2.0"
TOOLS = (
    RUFF, CODESPELL, MYPY, "numpydoc==1.11.0", "sp-repo-review[cli]==2026.8.14", "pyright[nodejs]==1.1.414",
    "deptry==0.25.1", "twine", "check-wheel-contents", "pytest>=8", "pytest-timeout",
)  # fmt: skip

each_package = nox.parametrize("package", [nox.param(name, id=name) for name in PACKAGES])
each_folder = nox.parametrize("package", [nox.param(name, id=name) for name in FOLDERS])


# What packages need of each other.


def project(name: str) -> dict:
    """Return a package's pyproject.toml."""
    return tomllib.loads((FOLDERS[name] / "pyproject.toml").read_text())


def module(name: str) -> str:
    """Return the name under which a package is imported."""
    (found,) = [path.parent.name for path in FOLDERS[name].glob("src/*/__init__.py")]
    return found


def local_needs(name: str) -> list[str]:
    """Return the packages of this checkout that a package names, in any extra or group, and those that they name."""
    found: list[str] = []
    waiting = [name]
    while waiting:
        config = project(waiting.pop())
        table = config["project"]
        lists = [table.get("dependencies", []), *table.get("optional-dependencies", {}).values()]
        lists += [
            [item for item in group if isinstance(item, str)] for group in config.get("dependency-groups", {}).values()
        ]
        named = {re.split(r"[^A-Za-z0-9_.-]", item, maxsplit=1)[0] for items in lists for item in items}
        new = sorted((named & set(PACKAGES)) - {name, *found})
        found += new
        waiting += new
    return found


def install_for_tests(session: nox.Session, name: str, *options: str) -> None:
    """Install one package editable, with what its tests need; the others stay outside unless it names them."""
    editable = [f"-e{FOLDERS[other]}" for other in dict.fromkeys([name, "testing", *local_needs(name)])]
    session.install(*options, *editable, "--group", f"{FOLDERS[name]}/pyproject.toml:test")


# What a session leaves for the summary.


def run_pytest(session: nox.Session, report: str, *arguments: str, **environment: str) -> None:
    """Run pytest and keep its report for the summary at the end."""
    REPORTS.mkdir(parents=True, exist_ok=True)
    session.run("pytest", f"--junitxml={REPORTS / report}.xml", *arguments, env=environment)


def skip(session: nox.Session, reason: str) -> None:
    """Skip a session visibly: the summary prints the reason and compares it with the checked-in list."""
    REPORTS.mkdir(parents=True, exist_ok=True)
    (REPORTS / f"{session.name}.skipped.json").write_text(json.dumps({"session": session.name, "reason": reason}))
    session.skip(reason)


def has_gpu() -> bool:
    """Whether an NVIDIA driver answers."""
    return (
        bool(shutil.which("nvidia-smi"))
        and not subprocess.run(["nvidia-smi"], capture_output=True, check=False).returncode
    )


# Tests.


@nox.session(default=True)
@each_folder
def tests(session: nox.Session, package: str) -> None:
    """Run the unit tests of one package, installed alone: `nox -s "tests(symnp)" -- -k view`."""
    install_for_tests(session, package)
    coverage = f"--cov-report=json:{REPORTS / f'coverage-{package}.json'}"
    session.chdir(FOLDERS[package])
    run_pytest(
        session,
        f"tests-{package}",
        f"--cov={module(package)}",
        "--cov-branch",
        coverage,
        "-m",
        "not stress and not gpu",
        *side_by_side(package),
        *session.posargs,
    )


def side_by_side(name: str) -> list[str]:
    """Return the options that run a package's tests on two cores, if it names pytest-xdist among what they need."""
    named = [item for item in project(name).get("dependency-groups", {}).get("test", []) if isinstance(item, str)]
    return ["-n", "2", "--dist=worksteal"] if any(item.startswith("pytest-xdist") for item in named) else []


@nox.session(name="min-versions", default=False)
@each_package
def min_versions(session: nox.Session, package: str) -> None:
    """Run the unit tests of one package on the lowest versions that its pyproject.toml allows."""
    install_for_tests(session, package, "--resolution=lowest-direct")
    session.chdir(FOLDERS[package])
    # On the lowest versions a hundred examples a property, nothing slow and nothing about today's versions.
    run_pytest(
        session,
        f"min-versions-{package}",
        "-m",
        "not newest and not slow and not stress and not gpu",
        *side_by_side(package),
        *session.posargs,
        HYPOTHESIS_PROFILE="ci",
    )


def build_wheels(session: nox.Session, folder: Path, names: list[str]) -> list[Path]:
    """Build sdists and, from them, wheels into an emptied folder."""
    shutil.rmtree(folder, ignore_errors=True)
    session.install("build", "hatchling", silent=True)
    for name in names:
        session.run("python", "-m", "build", "--no-isolation", f"--outdir={folder}", str(FOLDERS[name]), silent=True)
    return sorted(folder.glob("*.whl"))


@nox.session(default=False)
def integration(session: nox.Session) -> None:
    """Test packages working together, all installed from built wheels in one environment."""
    wheels = build_wheels(session, Path(session.create_tmp()) / "wheels", [*PACKAGES, "testing"])
    session.install("--reinstall", *map(str, wheels), "--group", "integration/pyproject.toml:test")
    session.chdir("integration")
    run_pytest(session, "integration", "-m", "not gpu", *session.posargs)


@nox.session(name="array-api", default=False)
def array_api(session: nox.Session) -> None:
    """Hold symnp to what NumPy passes of data-apis/array-api-tests: `nox -s array-api -- --suite PATH`, a checkout."""
    parser = argparse.ArgumentParser("array-api", allow_abbrev=False)
    parser.add_argument("--suite", type=Path)
    suite = parser.parse_known_args(session.posargs)[0].suite
    if suite is None:
        skip(session, "no checkout of the suite was named")
    if not (suite / "requirements.txt").is_file():
        session.error(f"no requirements.txt in {suite}: --suite wants a checkout of data-apis/array-api-tests")
    # Not editable: Hypothesis draws constants from source outside site-packages, so NumPy would see other examples.
    session.install("--reinstall-package=symnp", str(FOLDERS["symnp"]), f"-e{FOLDERS['testing']}")
    session.install("-r", str(suite / "requirements.txt"), "pytest-json-report")
    result = ROOT / "benchmarks" / "results" / "symnp_array_api.json"
    session.run("python", ".ci/array_api.py", "--out", str(result), *session.posargs)


@nox.session(venv_backend="none", default=False)
def gpu(session: nox.Session) -> None:
    """Run the tests marked gpu and the GPU benchmarks, where there is a GPU."""
    if has_gpu():
        session.run(str(ROOT / ".ci" / "gpu"), *session.posargs)
    elif os.environ.get("REQUIRE_GPU") == "1":
        session.error("REQUIRE_GPU=1, but no NVIDIA driver answers nvidia-smi")
    else:
        skip(session, "no NVIDIA driver answers nvidia-smi")


@nox.session(default=False)
def nightly(session: nox.Session) -> None:
    """Run what is too long for every change: 2000 examples a property, slow and stress tests, the real CuPy's names."""
    real = Path(session.create_tmp()).resolve() / "real-cupy"
    session.run("uv", "venv", "--clear", str(real), external=True, silent=True)
    session.run("uv", "pip", "install", f"--python={real}/bin/python", "numpy", REAL_CUPY, external=True, silent=True)
    environment = {"HYPOTHESIS_PROFILE": "nightly", "REAL_CUPY_PYTHON": f"{real}/bin/python"}
    for name, folder in FOLDERS.items():
        install_for_tests(session, name)
        session.chdir(folder)
        run_pytest(session, f"nightly-{name}", "-m", "not gpu", "--timeout=1800", *session.posargs, **environment)


# Gates.


@nox.session(default=True)
def lint(session: nox.Session) -> None:
    """Check style, spelling and the limits on files and functions."""
    session.install(RUFF, CODESPELL)
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run(
        "codespell",
        "packages",
        "testing",
        "integration",
        "benchmarks",
        "docs",
        ".ci",
        "dev.py",
        "noxfile.py",
        "README.md",
    )
    session.run("python", ".ci/limits.py")


@nox.session(default=True)
def types(session: nox.Session) -> None:
    """Check types strictly, package by package."""
    session.install(MYPY, *[f"-e{folder}" for folder in FOLDERS.values()], "hypothesis", "pytest")
    for folder in FOLDERS.values():
        session.run("mypy", "--config-file", str(folder / "pyproject.toml"), str(folder / "src"))


@nox.session(default=False)
def build(session: nox.Session) -> None:
    """Build sdist and wheel of every package into dist/."""
    for built in build_wheels(session, DIST, PACKAGES):
        session.log(f"built {built.name}")


@nox.session(default=False)
def bars(session: nox.Session) -> None:
    """Hold every package to the bars: docs, types, coverage, packaging, a clean install. Posargs choose packages."""
    if not DIST.exists():
        build_wheels(session, DIST, PACKAGES)
    session.install(*TOOLS, *[f"-e{FOLDERS[name]}" for name in PACKAGES])
    session.run("python", ".ci/bars.py", *(session.posargs or PACKAGES))


# What people read and run.


@nox.session(default=False)
def docs(session: nox.Session) -> None:
    """Build the site into docs/_build/html; a warning is an error, and the gallery runs every example."""
    session.install("-r", "docs/requirements.txt", *[f"-e{folder}" for folder in FOLDERS.values()])
    session.run("sphinx-build", "-W", "--keep-going", "-q", "-b", "html", "docs", "docs/_build/html", *session.posargs)


@nox.session(default=False)
def demo(session: nox.Session) -> None:
    """Run the main job of every package on real input and write demo/index.html."""
    groups = [
        f"{FOLDERS[name]}/pyproject.toml:demo" for name in PACKAGES if "demo" in project(name)["dependency-groups"]
    ]
    chosen = [option for group in groups for option in ("--group", group)]
    session.install(*[f"-e{folder}" for folder in FOLDERS.values()], *chosen)
    session.run("python", "-m", "monorepo_testing.demo", *session.posargs)


@nox.session(default=False)
def bench(session: nox.Session) -> None:
    """Run benchmark claims and store their results: `nox -s bench -- benchmarks/symnp_slices.py`."""
    claims = session.posargs or sorted(
        str(path) for path in Path("benchmarks").glob("[!_]*.py") if not path.name.startswith("gpu_")
    )
    session.install(*[f"-e{folder}" for folder in FOLDERS.values()], "--group", "benchmarks/pyproject.toml:bench")
    for claim in claims:
        # A file without a claim is a program that runs itself; -P, for its name may be that of the package it measures.
        runner = ["-m", "monorepo_testing.paired", claim] if "\nCLAIM = " in Path(claim).read_text() else ["-P", claim]
        session.run("python", *runner, "--out", f"benchmarks/results/{Path(claim).stem}.json")


# What machines need.


@nox.session(venv_backend="none", default=False)
def toolchains(session: nox.Session) -> None:
    """Install compilers, Open MPI, R and Julia through apt, where this is Debian and root; check that they work."""
    report = REPORTS / "toolchains.json"
    REPORTS.mkdir(parents=True, exist_ok=True)
    session.run(sys.executable, ".ci/toolchains.py", "--json", str(report), *session.posargs)
    missing = [
        f"{tool}: {found['reason']}" for tool, found in json.loads(report.read_text()).items() if not found["present"]
    ]
    if missing:
        skip(session, "; ".join(missing))


@nox.session(venv_backend="none", default=False)
def wheelhouse(session: nox.Session) -> None:
    """Fill wheelhouse/ with the wheels that a GPU machine without registry lacks."""
    session.run(sys.executable, ".ci/wheelhouse.py", *session.posargs)


if __name__ == "__main__":
    nox.main()
