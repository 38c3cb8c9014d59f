#!/usr/bin/env python3
"""The front door: sets up what the project needs and runs it. Needs only Python's standard library.

python3 dev.py demo         runs the main job of every package on real input and leaves demo/index.html
python3 dev.py test         runs every test and gate that can run here, and says what was skipped and why
python3 dev.py nox ARGS     runs any session: `python3 dev.py nox -l` lists them
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
REPORTS = ROOT / ".nox" / "reports"
PINS = ("nox==2026.10.20", "uv==0.13.9")
OLDEST = (3, 11)

DEMO = ("demo",)
TEST = (
    "toolchains", "lint", "types", "tests", "min-versions", "build", "integration", "bars", "docs", "array-api", "gpu",
)  # fmt: skip
VENV_PACKAGE = ("apt-get", "install", "--yes", "--no-install-recommends", "python3-venv")


def say(text: str) -> None:
    """Print a line of progress at once."""
    print(f"dev.py: {text}", flush=True)


def run(*command: str | Path, quiet: bool = False) -> int:
    """Run a command in the checkout and return its exit status."""
    output = subprocess.PIPE if quiet else None
    done = subprocess.run(
        [str(part) for part in command], cwd=ROOT, stdin=subprocess.DEVNULL, stdout=output, stderr=output, check=False
    )
    if quiet and done.returncode:
        sys.stderr.write((done.stdout + done.stderr).decode(errors="replace"))
    return done.returncode


def must(*command: str | Path) -> None:
    """Run a command quietly, and stop with its output where it fails."""
    if run(*command, quiet=True):
        sys.exit(f"dev.py: this command failed, its output is above: {' '.join(map(str, command))}")


def provide_venv_module() -> None:
    """Install the venv module where Debian left it out, or say how."""
    if importlib.util.find_spec("ensurepip") is not None:
        return
    line = " ".join(VENV_PACKAGE)
    if os.geteuid() or not shutil.which("apt-get"):
        sys.exit(
            f"dev.py: this Python cannot make virtual environments; install venv first, on Debian:\n    sudo {line}"
        )
    say("this Python lacks venv: installing python3-venv through apt")
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    must("apt-get", "update")
    must(*VENV_PACKAGE)


def provide_venv() -> Path:
    """Return the folder of commands of a virtual environment that holds nox and uv, making it where needed."""
    ready, wanted = VENV / "ready", "\n".join(PINS)
    if not ready.exists() or ready.read_text() != wanted:
        # Without its mark it is absent, outdated, or was interrupted half-made: begin anew.
        shutil.rmtree(VENV, ignore_errors=True)
        provide_venv_module()
        say(f"making .venv with {' and '.join(PINS)}")
        must(sys.executable, "-m", "venv", VENV)
        must(VENV / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PINS)
        ready.write_text(wanted)
    return VENV / "bin"


def nox(*arguments: str) -> int:
    """Run nox with uv beside it and return its exit status."""
    commands = provide_venv()
    os.environ.setdefault("PYTHON", sys.executable)  # What holds CuPy, for .ci/gpu, is the Python that started this.
    os.environ["PATH"] = f"{commands}{os.pathsep}{os.environ['PATH']}"
    return run(commands / "nox", *arguments)


def demo() -> int:
    """Run the demo and say where the page is."""
    status = nox("-s", *DEMO)
    page = ROOT / "demo" / "index.html"
    say(f"open {page}" if not status and page.exists() else "the demo failed: see above")
    return status


def test() -> int:
    """Run every session that is a test or a gate, and close with the summary."""
    shutil.rmtree(REPORTS, ignore_errors=True)
    REPORTS.mkdir(parents=True)
    status = nox("--report", str(REPORTS / "sessions.json"), "-s", *TEST)
    return run(sys.executable, ROOT / ".ci" / "summary.py", REPORTS) or status


def main(arguments: list[str]) -> int:
    """Do what the first argument says."""
    if sys.version_info < OLDEST:
        return fail(f"Python {'.'.join(map(str, OLDEST))} or newer is needed, this is {sys.version.split()[0]}")
    verbs = {"demo": demo, "test": test, "nox": lambda: nox(*arguments[2 if arguments[1:2] == ["--"] else 1 :])}
    if arguments and arguments[0] in ("-h", "--help"):
        print(__doc__)
        return 0
    if not arguments or arguments[0] not in verbs or (arguments[0] != "nox" and arguments[1:]):
        return fail(f"one of {', '.join(verbs)} is wanted, got {' '.join(arguments) or 'nothing'}; see --help")
    start = time.monotonic()
    status = verbs[arguments[0]]()
    if arguments[0] == "demo":
        say(f"{time.monotonic() - start:.0f} s")
    return status


def fail(text: str) -> int:
    """Print what is wrong and return the exit status for it."""
    print(f"dev.py: {text}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
