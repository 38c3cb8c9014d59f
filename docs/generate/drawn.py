"""Let a benchmark that has a page of its own draw it from the stored run: `benchmarks/_NAME/page.py`."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

from monorepo_testing.paired import read


def drawn_parts(root: Path, pages: Path) -> dict[str, str]:
    """Return the part of each such benchmark by its name; pictures go to the pages of the package that it is named after."""
    benchmarks, parts = root / "benchmarks", {}
    for script in sorted(benchmarks.glob("_*/page.py")):
        room = script.parent.name
        name = room.removeprefix("_")
        stored = benchmarks / "results" / f"{name}.json"
        if str(benchmarks) not in sys.path:
            # Last on the path: a benchmark may have the name of a package.
            sys.path.append(str(benchmarks))
        module = importlib.import_module(f"{room}.page")
        run = read(stored) if stored.is_file() else None
        parts[f"benchmark-{name}"] = module.page(run, pages / name.replace("_", "-"))
    return parts
