"""Run every package's chapter and write the page: ``python -m monorepo_testing.demo [folder]``.

A package has a chapter if it has ``demo/chapter.py`` with a `TITLE` and a function ``show(chapter)``.
"""

from __future__ import annotations

import datetime
import importlib.util
import platform
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

from monorepo_testing.demo.page import Chapter, whole_page

ROOT = Path(__file__).resolve().parents[4]


def load(path: Path) -> ModuleType:
    """Import a chapter from its file."""
    spec = importlib.util.spec_from_file_location(f"chapter_{path.parents[1].name}", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} cannot be imported: a chapter is a Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # `inspect.getsource` and dataclasses look for it there.
    spec.loader.exec_module(module)
    return module


def chapters(paths: Iterable[Path]) -> list[Chapter]:
    """Run the chapters, saying which one is at work."""
    done = []
    for path in paths:
        name, start = path.parents[1].name, time.monotonic()
        print(f"demo: {name} ...", flush=True)  # noqa: T201
        module = load(path)
        chapter = Chapter(module.TITLE, name)
        module.show(chapter)
        done.append(chapter)
        print(f"demo: {name} done in {time.monotonic() - start:.1f} s", flush=True)  # noqa: T201
    return done


def main(root: Path = ROOT) -> int:
    """Write demo/index.html and say where it is."""
    found = sorted(root.glob("packages/*/demo/chapter.py"))
    if not found:
        print(f"demo: no packages/*/demo/chapter.py in {root}", file=sys.stderr)  # noqa: T201
        return 1
    now = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d %H:%M UTC")
    footer = f"Written {now} on {platform.machine()}, {platform.system()}, Python {platform.python_version()}."
    page = root / "demo" / "index.html"
    page.parent.mkdir(exist_ok=True)
    page.write_text(whole_page(chapters(found), footer))
    print(f"demo: wrote {page}")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
