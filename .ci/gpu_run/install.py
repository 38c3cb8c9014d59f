"""Install from a wheelhouse without any index, and find by name whatever is missing."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from wheels.machine import Machine
from wheels.metadata import applicable
from wheels.needs import declared


def read_manifest(wheelhouse: Path) -> dict[str, Any]:
    """Return the wheelhouse's manifest, or stop."""
    path = wheelhouse / "manifest.json"
    if not path.is_file():
        sys.exit(f"there is no {path}: fill the wheelhouse on a machine with a registry: python .ci/wheelhouse.py")
    return dict(json.loads(path.read_text("utf-8")))


def wheel_faults(wheelhouse: Path, manifest: dict[str, Any]) -> list[str]:
    """Return what is wrong with the folder, held against its manifest."""
    ours, theirs = ".".join(map(str, sys.version_info[:2])), manifest["python"]
    faults = [] if ours == theirs else [f"the wheels are for Python {theirs}, this is {ours}"]
    for wheel in manifest["wheels"]:
        path = wheelhouse / wheel["file"]
        if not path.is_file():
            faults.append(f"missing wheel: {wheel['name']} {wheel['version']} ({wheel['file']})")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != wheel["sha256"]:
            faults.append(f"damaged wheel: {wheel['name']} {wheel['version']} ({wheel['file']})")
    return faults


def install(wheelhouse: Path, manifest: dict[str, Any], target: Path) -> None:
    """Unpack every wheel into a folder; pip is given the files and no index, so that nothing else can come."""
    files = [str(wheelhouse / wheel["file"]) for wheel in manifest["wheels"]]
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--target", str(target)]
    quiet = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    # pip's configuration may name indexes and folders of its own: none of them is read.
    quiet |= {"PIP_CONFIG_FILE": os.devnull, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    done = subprocess.run([*command, *files], env=quiet, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"pip could not install from the wheelhouse:\n{done.stderr.strip()}")


def dependency_faults(projects: list[dict[str, Any]], machine: Machine, brought: set[str]) -> list[str]:
    """Return each declared dependency that is not there, by the name of who declares it.

    What the wheelhouse brought is followed further. What the machine holds is not: how it was put together is its own
    affair (CUDA libraries of the system instead of wheels, say).
    """
    seen: set[str] = set()
    waiting = [(who(project), one) for project in projects for one in declared(project) if marked(one, machine)]
    faults: list[str] = []
    while waiting:
        asker, one = waiting.pop()
        name = canonicalize_name(one.name)
        if str(one) in seen or name in machine.left_out:
            continue
        seen.add(str(one))
        faults += one_fault(asker, one)
        if name in brought:
            waiting += [(name, more) for more in follow(one, machine)]
    return sorted(faults)


def who(project: dict[str, Any]) -> str:
    """Return the name under which a project's needs are reported."""
    return str(project.get("project", {}).get("name", project["folder"].name))


def marked(one: Requirement, machine: Machine) -> bool:
    """Return whether a requirement applies to the machine."""
    return one.marker is None or one.marker.evaluate({**machine.environment(), "extra": ""})


def one_fault(asker: str, one: Requirement) -> Iterator[str]:
    """Yield what is wrong with one dependency, if anything is."""
    try:
        version = importlib.metadata.version(one.name)
    except importlib.metadata.PackageNotFoundError:
        yield f"missing dependency: {asker} needs {one}, which is not installed"
        return
    if not one.specifier.contains(version, prereleases=True):
        yield f"wrong version: {asker} needs {one}, installed is {version}"


def follow(one: Requirement, machine: Machine) -> list[Requirement]:
    """Return what an installed distribution needs for the extras that are asked of it."""
    try:
        texts = importlib.metadata.requires(one.name) or []
    except importlib.metadata.PackageNotFoundError:
        return []
    return applicable(tuple(texts), frozenset(one.extras), machine.environment())


def stale_faults(folders: dict[str, Path], target: Path) -> list[str]:
    """Return the packages whose wheel was built from other sources than this checkout's."""
    return [
        f"stale wheel: {name} is not this checkout's {path.relative_to(folder)}: fill the wheelhouse again"
        for name, folder in folders.items()
        if (path := first_difference(folder / "src", target))
    ]


def first_difference(source: Path, target: Path) -> Path | None:
    """Return the first module that differs from what is installed, or None."""
    for path in sorted(source.rglob("*.py")):
        installed = target / path.relative_to(source)
        if not installed.is_file() or installed.read_bytes() != path.read_bytes():
            return path
    return None


def import_faults(folders: dict[str, Path], environment: dict[str, str]) -> list[str]:
    """Return the packages that a fresh interpreter cannot import, with its last word."""
    faults = []
    for name, folder in folders.items():
        for init in sorted(folder.glob("src/*/__init__.py")):
            command = [sys.executable, "-c", f"import {init.parent.name}"]
            done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
            if done.returncode:
                faults.append(f"{name} cannot be imported: {done.stderr.strip().splitlines()[-1]}")
    return faults
