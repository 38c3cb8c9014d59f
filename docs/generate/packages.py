"""The packages of the checkout, as their pyproject files describe them."""

from __future__ import annotations

import tomllib
from pathlib import Path


def package_folders(root: Path) -> list[Path]:
    """Return the folder of every package."""
    return sorted(path.parent for path in root.glob("packages/*/pyproject.toml"))


def module_name(folder: Path) -> str:
    """Return the name under which a package is imported."""
    (init,) = folder.glob("src/*/__init__.py")
    return init.parent.name


def package_table(root: Path) -> str:
    """Return a Markdown table: a row a package, with what it is and how to install it alone."""
    rows = ["| package | what it is | alone |", "|---|---|---|"]
    for folder in package_folders(root):
        table = tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))["project"]
        name, page = table["name"], f"/packages/{folder.name}/index.md"
        shown = f"[{name}]({page})" if (folder / "docs" / "index.md").is_file() else name
        rows.append(f"| {shown} | {table['description']} | `pip install ./packages/{folder.name}` |")
    return "\n".join(rows) + "\n"
