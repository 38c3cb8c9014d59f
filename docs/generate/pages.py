"""Bring each package's own pages into the site, so that a new package needs no edit of it."""

from __future__ import annotations

import shutil
from pathlib import Path

from generate.packages import package_folders


def collect_pages(root: Path, into: Path) -> None:
    """Copy every package's docs folder to a folder of its name, and leave nothing of packages that are gone."""
    shutil.rmtree(into, ignore_errors=True)
    for folder in package_folders(root):
        if (folder / "docs").is_dir():
            shutil.copytree(folder / "docs", into / folder.name)
