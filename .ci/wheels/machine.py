"""The machine that the wheels are for: its Python, what it is known to hold, and the markers that are true there."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


@dataclass(frozen=True)
class Machine:
    """A machine's Python version, its platform tags, and the distributions that need no wheel."""

    python: str
    platforms: tuple[str, ...]
    megabytes: int
    holds: dict[str, str]
    left_out: dict[str, str]

    def environment(self) -> dict[str, str]:
        """Return the values of the markers on this machine, whatever machine we are on now."""
        return {
            "implementation_name": "cpython",
            "implementation_version": f"{self.python}.0",
            "os_name": "posix",
            "platform_machine": "x86_64",
            "platform_python_implementation": "CPython",
            "platform_release": "",
            "platform_system": "Linux",
            "platform_version": "",
            "python_full_version": f"{self.python}.0",
            "python_version": self.python,
            "sys_platform": "linux",
        }

    def covers(self, requirement: Requirement) -> bool:
        """Return whether the machine needs no wheel for this, and raise where it holds a version that does not fit."""
        name = canonicalize_name(requirement.name)
        if name in self.left_out:
            return True
        if name not in self.holds:
            return False
        version = self.holds[name]
        if version and not requirement.specifier.contains(version, prereleases=True):
            raise ValueError(
                f"the GPU machine holds {name} {version}, but {requirement} is wanted: widen one of the two"
            )
        return True


def read_machine(path: Path, python: str | None = None) -> Machine:
    """Return the machine that a file describes, with another Python version where one is given."""
    table = tomllib.loads(path.read_text("utf-8"))
    holds = {canonicalize_name(name): version for name, version in table["holds"].items()}
    left_out = {canonicalize_name(name): reason for name, reason in table["left-out"].items()}
    return Machine(python or table["python"], tuple(table["platforms"]), table["megabytes"], holds, left_out)
