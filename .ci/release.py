"""What a release tag must be: ``<package>-v<version>``, with the version that the package's own file holds."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def version_of(package: str, root: Path = ROOT) -> str:
    """Return the version in a package's `_version.py`.

    Raises
    ------
    ValueError
        If there is no such package.
    """
    found = list(root.glob(f"packages/{package}/src/*/_version.py"))
    if len(found) != 1:
        raise ValueError(f"no package {package!r}: packages/{package}/src/*/_version.py matches {len(found)} files")
    match = re.search(r'__version__ = "([^"]+)"', found[0].read_text())
    if match is None:
        raise ValueError(f"{found[0]} does not set __version__ to a text")
    return match.group(1)


def check(tag: str, root: Path = ROOT) -> tuple[str, str]:
    """Return package and version of a tag.

    Raises
    ------
    ValueError
        If the tag is of another form or names another version than the package holds.
    """
    package, separator, version = tag.rpartition("-v")
    if not separator:
        raise ValueError(f"the tag {tag!r} is not of the form <package>-v<version>")
    held = version_of(package, root)
    if version != held:
        raise ValueError(f"the tag {tag!r} names version {version}, but the package holds {held}: change one of them")
    return package, version


def collect(package: str, version: str, folder: Path, root: Path = ROOT) -> list[Path]:
    """Copy the sdist and the wheel of a version into a folder of their own.

    Raises
    ------
    ValueError
        If there are not exactly one of each.
    """
    name = package.replace("-", "_")
    built = sorted(root.glob(f"dist/{name}-{version}*"))
    if [path.suffix for path in built] != [".whl", ".gz"]:
        raise ValueError(f"dist/ should hold one wheel and one sdist of {package} {version}, but holds {built}")
    folder.mkdir(parents=True, exist_ok=True)
    return [Path(shutil.copy(path, folder)) for path in built]


def main(arguments: list[str]) -> int:
    """Check a tag, and collect its files after ``--collect``."""
    try:
        package, version = check(arguments[0])
        if arguments[1:2] == ["--collect"]:
            collect(package, version, Path(arguments[2]))
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{package} {version}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
