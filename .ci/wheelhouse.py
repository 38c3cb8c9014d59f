"""Fill wheelhouse/ with the wheels that a GPU machine without any registry lacks: ours and what they need.

    python .ci/wheelhouse.py                  for the machine that .ci/gpu-machine.toml describes
    python .ci/wheelhouse.py --python 3.11    for another Python, to try it at home

It needs pip and packaging. The folder is ignored by git and travels with the checkout; `.ci/gpu` installs from it.
"""

from __future__ import annotations

import argparse
import datetime
import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / ".ci"))

try:
    from wheels.closure import close
    from wheels.machine import Machine, read_machine
    from wheels.metadata import Wheel, read_wheel
    from wheels.needs import foreign, own_folders, read_projects
except ModuleNotFoundError as problem:
    sys.exit(f"wheelhouse.py needs {problem.name}: {sys.executable} -m pip install {problem.name}")

MEGABYTE = 1 << 20


def pip(*arguments: str) -> None:
    """Run this Python's pip, or stop with what it complained of."""
    command = [sys.executable, "-m", "pip", *arguments, "--disable-pip-version-check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        lines = (done.stderr or done.stdout).strip().splitlines()
        errors = [line for line in lines if "ERROR" in line] or lines[-3:]
        sys.exit("\n".join([f"pip {arguments[0]} ended with {done.returncode}:", *errors]))


def build_ours(folders: dict[str, Path], into: Path) -> list[Wheel]:
    """Build a wheel of every package of this checkout."""
    for name, folder in folders.items():
        print(f"  building {name}", flush=True)
        pip("wheel", "--no-deps", "--wheel-dir", str(into), str(folder))
    return [read_wheel(path) for path in sorted(into.glob("*.whl"))]


def fetch(requirements: list[str], machine: Machine, scratch: Path) -> list[Wheel]:
    """Download one wheel for each requirement, for the machine's Python and not for ours."""
    print(f"  fetching {', '.join(requirements)}", flush=True)
    into = tempfile.mkdtemp(dir=scratch)
    digits = machine.python.replace(".", "")
    target = ["--python-version", machine.python, "--implementation", "cp", "--abi", f"cp{digits}", "--abi", "abi3"]
    target += ["--abi", "none", *(part for tag in machine.platforms for part in ("--platform", tag))]
    pip("download", "--no-deps", "--only-binary=:all:", *target, "--dest", into, *requirements)
    return [read_wheel(path) for path in sorted(Path(into).glob("*.whl"))]


def fitting(wheel: Wheel) -> Wheel:
    """Return one of our own wheels if it is the same for every machine, or stop."""
    if not wheel.path.name.endswith("-py3-none-any.whl"):
        sys.exit(f"{wheel.path.name} was built for this machine: build it for the GPU machine's Python instead")
    return wheel


def fill(folder: Path, wheels: list[Wheel]) -> list[Wheel]:
    """Empty the wheelhouse and put the wheels in it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return [read_wheel(Path(shutil.copy(wheel.path, folder))) for wheel in wheels]


def manifest(wheels: list[Wheel], ours: set[str], machine: Machine) -> dict[str, object]:
    """Return what is in the wheelhouse: `.ci/gpu` holds the folder against it, file by file."""
    records = [{**wheel.record(), "ours": wheel.name in ours} for wheel in wheels]
    made = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    return {"python": machine.python, "made": made, "wheels": records}


def check_size(wheels: list[Wheel], machine: Machine) -> float:
    """Return the size of all wheels in MiB, or stop naming the largest."""
    sizes = sorted(((wheel.path.stat().st_size / MEGABYTE, wheel.name) for wheel in wheels), reverse=True)
    total = sum(size for size, _ in sizes)
    if total >= machine.megabytes:
        largest = ", ".join(f"{name} {size:.1f} MiB" for size, name in sizes[:3])
        sys.exit(f"the wheelhouse has {total:.1f} MiB, fewer than {machine.megabytes} are wanted; largest: {largest}")
    return total


def main(arguments: list[str]) -> int:
    """Build ours, fetch what they need, fill the folder, write its manifest."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", help="the Python that the wheels are for, such as 3.12")
    parser.add_argument("--folder", type=Path, default=ROOT / "wheelhouse")
    options, start = parser.parse_args(arguments), time.monotonic()
    machine, projects = read_machine(ROOT / ".ci" / "gpu-machine.toml", options.python), read_projects(ROOT)
    with tempfile.TemporaryDirectory() as scratch:
        work = Path(scratch)
        ours = [fitting(wheel) for wheel in build_ours(own_folders(projects), work)]
        others = close(foreign(projects), ours, machine, lambda texts: fetch(texts, machine, work))
        wheels = fill(options.folder, [*ours, *others])
    contents = manifest(wheels, {wheel.name for wheel in ours}, machine)
    (options.folder / "manifest.json").write_text(json.dumps(contents, indent=2) + "\n", "utf-8")
    print(*(f"  {wheel.name} {wheel.version}" for wheel in wheels), sep="\n")
    total = check_size(wheels, machine)
    print(f"wheelhouse: {len(wheels)} wheels, {total:.1f} MiB, {time.monotonic() - start:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
