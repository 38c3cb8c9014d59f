"""Test and measure on a GPU machine that may have no registry: what `.ci/gpu` starts.

    .ci/gpu                  install from wheelhouse/, run the tests marked gpu and the GPU benchmarks
    .ci/gpu --dry-run        all of it but the GPU: install, look for what is missing, collect the tests
    .ci/gpu --store FILE     put the results that came back from a GPU machine where the docs read them

Results go to $OUT, or to gpu-results/: one file, gpu.json. A dry run writes dry-run.json, so that nobody takes it for one.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / ".ci"))

try:
    from gpu_run.device import NoDeviceError, device, versions
    from gpu_run.install import (
        dependency_faults,
        import_faults,
        install,
        read_manifest,
        stale_faults,
        wheel_faults,
    )
    from gpu_run.measure import run_benchmarks, run_tests, suites
    from gpu_run.store import store
    from wheels.machine import read_machine
    from wheels.needs import own_folders, read_projects
except ModuleNotFoundError as problem:
    sys.exit(f".ci/gpu needs {problem.name}, which {sys.executable} does not have")


def environment(target: Path) -> dict[str, str]:
    """Return the environment of everything that is started here: the wheels first, a GPU required."""
    path = os.pathsep.join([str(target), *filter(None, [os.environ.get("PYTHONPATH")])])
    return {**os.environ, "PYTHONPATH": path, "REQUIRE_GPU": "1", "PYTHONUNBUFFERED": "1"}


def stop_on(faults: list[str]) -> None:
    """Stop with all faults, if there are any."""
    if faults:
        sys.exit("\n".join([*(f"FAULT {fault}" for fault in faults), f".ci/gpu: {len(faults)} faults before any test"]))


def prepare(wheelhouse: Path, target: Path) -> None:
    """Install the wheels into a folder, and stop with the name of whatever is missing, stale or broken."""
    manifest, projects = read_manifest(wheelhouse), read_projects(ROOT)
    stop_on(wheel_faults(wheelhouse, manifest))
    install(wheelhouse, manifest, target)
    sys.path.insert(0, str(target))
    folders, machine = own_folders(projects), read_machine(ROOT / ".ci" / "gpu-machine.toml", manifest["python"])
    brought = {wheel["name"] for wheel in manifest["wheels"]}
    faults = dependency_faults(projects, machine, brought) + stale_faults(folders, target)
    stop_on(faults + import_faults(folders, environment(target)))
    print(f"installed without an index: {', '.join(sorted(brought))}", flush=True)


def find_device(variables: dict[str, str], *, dry: bool) -> dict[str, str] | None:
    """Print and return the GPU; without one, stop unless this is a dry run."""
    try:
        found = device(variables)
    except NoDeviceError as problem:
        if not dry:
            sys.exit(f"FAULT {problem}")
        print(f"dry run: {problem}", flush=True)
        return None
    print(f"device: {found['nvidia-smi']} (CuPy: {found['cupy']})", flush=True)
    return found


def measure(target: Path, work: Path, *, dry: bool) -> tuple[dict[str, Any], list[str]]:
    """Run tests and benchmarks and return the results with the faults."""
    variables = environment(target)
    gpu = find_device(variables, dry=dry)
    tests = run_tests(suites(ROOT), work / "reports", variables, dry=dry)
    benchmarks = run_benchmarks(ROOT / "benchmarks", work, variables, dry=dry)
    results = {
        "dry_run": dry,
        "date": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "device": gpu,
        "versions": versions(),
        "tests": tests.figures,
        "benchmarks": benchmarks.figures,
        "faults": tests.faults + benchmarks.faults,
    }
    return results, results["faults"]


def write(results: dict[str, Any]) -> Path:
    """Write the results where the caller wants them and return the path."""
    folder = Path(os.environ.get("OUT") or ROOT / "gpu-results")
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / ("dry-run.json" if results["dry_run"] else "gpu.json")
    path.write_text(json.dumps(results, indent=2) + "\n", "utf-8")
    return path


def main(arguments: list[str]) -> int:
    """Prepare, measure, write, and return 1 if anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dry-run", action="store_true", help="all but the GPU")
    parser.add_argument("--store", type=Path, metavar="FILE", help="store the results of an earlier run and end")
    parser.add_argument("--wheelhouse", type=Path, default=ROOT / "wheelhouse")
    options = parser.parse_args(arguments)
    if options.store:
        return store(options.store, ROOT)
    with tempfile.TemporaryDirectory() as scratch:
        if not options.dry_run:
            find_device(dict(os.environ), dry=False)  # Before anything else: the rest is of no use without it.
        prepare(options.wheelhouse, Path(scratch) / "site")
        results, faults = measure(Path(scratch) / "site", Path(scratch), dry=options.dry_run)
    print(*(f"FAULT {fault}" for fault in faults), f"results: {write(results)}", sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
