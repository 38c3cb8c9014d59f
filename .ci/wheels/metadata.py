"""Read what a wheel says about itself."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import dataclass
from email.parser import Parser
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


@dataclass(frozen=True)
class Wheel:
    """A wheel's file, canonical name, version and declared requirements."""

    path: Path
    name: str
    version: str
    requires: tuple[str, ...]

    def wants(self, extras: frozenset[str], environment: dict[str, str]) -> list[Requirement]:
        """Return what this wheel needs on a machine, with some of its extras."""
        return applicable(self.requires, extras, environment)

    def record(self) -> dict[str, str | int]:
        """Return the wheel's entry in the manifest."""
        content = self.path.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        return {
            "name": self.name,
            "version": self.version,
            "file": self.path.name,
            "sha256": digest,
            "bytes": len(content),
        }


def read_wheel(path: Path) -> Wheel:
    """Return what is written in a wheel's METADATA."""
    with zipfile.ZipFile(path) as archive:
        (inside,) = [
            name for name in archive.namelist() if name.endswith(".dist-info/METADATA") and name.count("/") == 1
        ]
        message = Parser().parsestr(archive.read(inside).decode("utf-8"), headersonly=True)
    requires = tuple(message.get_all("Requires-Dist") or ())
    return Wheel(path, canonicalize_name(message["Name"]), message["Version"], requires)


def applicable(texts: tuple[str, ...], extras: frozenset[str], environment: dict[str, str]) -> list[Requirement]:
    """Return the requirements whose markers hold in an environment, with no extra or with one of those given."""
    wanted = [Requirement(text) for text in texts]
    return [one for one in wanted if any(_holds(one, extra, environment) for extra in {"", *extras})]


def _holds(requirement: Requirement, extra: str, environment: dict[str, str]) -> bool:
    marker = requirement.marker
    return marker is None or marker.evaluate({**environment, "extra": extra})
