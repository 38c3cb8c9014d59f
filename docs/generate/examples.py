"""Find the packages' runnable examples and lay them out for the gallery, whose run is their test."""

from __future__ import annotations

import shutil
from pathlib import Path

from generate.packages import package_folders


def collect_examples(root: Path, docs: Path) -> list[tuple[Path, Path]]:
    """Copy each package's examples beneath the build folder and return pairs of (examples, gallery).

    sphinx-gallery asks for a header in every folder of examples. It is written into the copy, so that a package needs
    to hold nothing but scripts.
    """
    shutil.rmtree(docs / "gallery", ignore_errors=True)
    found = [folder for folder in package_folders(root) if list((folder / "examples").glob("*.py"))]
    return [(copied(folder, docs / "_build" / "examples"), docs / "gallery" / folder.name) for folder in found]


def copied(folder: Path, into: Path) -> Path:
    """Copy one package's examples with a header beside them and return the copy."""
    target = into / folder.name
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(folder / "examples", target, ignore=shutil.ignore_patterns("__pycache__"))
    header = target / "GALLERY_HEADER.rst"
    if not header.exists():
        title = f"{folder.name}: examples"
        header.write_text(f"{title}\n{'=' * len(title)}\n\nEvery script runs while this site is built.\n", "utf-8")
    return target


def gallery_list(names: list[str]) -> str:
    """Return the list of galleries, or the sentence that there are none."""
    if not names:
        return "No package has examples yet.\n"
    entries = "\n".join(f"gallery/{name}/index" for name in names)
    return f"```{{toctree}}\n:maxdepth: 2\n\n{entries}\n```\n"
