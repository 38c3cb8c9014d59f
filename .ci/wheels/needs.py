"""What the packages of this checkout need of others, read from their own pyproject files."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

# The groups that tests and benchmarks run with; what builds docs or draws the demo stays at home.
GROUPS = ("test", "bench")


def read_projects(root: Path) -> list[dict[str, Any]]:
    """Return the pyproject tables of every package, of the test kit, the integration tests and the benchmarks."""
    others = [root / folder / "pyproject.toml" for folder in ("testing", "integration", "benchmarks")]
    paths = [*sorted(root.glob("packages/*/pyproject.toml")), *(path for path in others if path.is_file())]
    return [{**tomllib.loads(path.read_text("utf-8")), "folder": path.parent} for path in paths]


def own_folders(projects: list[dict[str, Any]]) -> dict[str, Path]:
    """Return the folder of each distribution that is built here, by its canonical name."""
    return {canonicalize_name(p["project"]["name"]): p["folder"] for p in projects if "project" in p}


def declared(project: dict[str, Any]) -> list[Requirement]:
    """Return everything a project asks for: dependencies, every extra, and the groups that run tests."""
    table = project.get("project", {})
    extras = table.get("optional-dependencies", {}).values()
    texts = [*table.get("dependencies", []), *(text for extra in extras for text in extra)]
    for group in GROUPS:
        texts += group_texts(project.get("dependency-groups", {}), group)
    return [Requirement(text) for text in texts]


def group_texts(groups: dict[str, list[Any]], name: str) -> list[str]:
    """Return a dependency group's requirements, those of the groups it includes among them."""
    found: list[str] = []
    for entry in groups.get(name, []):
        found += group_texts(groups, entry["include-group"]) if isinstance(entry, dict) else [entry]
    return found


def foreign(projects: list[dict[str, Any]]) -> list[Requirement]:
    """Return what all projects ask for, but for one another: a package of ours is built, never looked up."""
    own = own_folders(projects)
    wanted = [requirement for project in projects for requirement in declared(project)]
    return [requirement for requirement in wanted if canonicalize_name(requirement.name) not in own]
